"""Hours that come again every week, on the clock of a place."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import BadInputError
from maps.hours import DAYS, DailySpan, WeeklyHours, clock_minutes, clock_text

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe")
MINUTES = st.integers(0, 1440)
SPANS = st.builds(
    DailySpan,
    days=st.lists(st.sampled_from(DAYS), min_size=1, max_size=7).map(tuple),
    from_min=MINUTES,
    until_min=MINUTES,
)
HOURS = st.builds(
    WeeklyHours, time_zone=st.sampled_from(ZONES), spans=st.lists(SPANS, min_size=1, max_size=3).map(tuple)
)
YEARS_S = st.integers(1_700_000_000, 1_900_000_000)


def at(text, zone="Asia/Shanghai"):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


def nightly(days=DAYS, zone="Asia/Shanghai"):
    return WeeklyHours(time_zone=zone, spans=(DailySpan(days=days, from_min=22 * 60, until_min=6 * 60),))


@pytest.mark.parametrize(
    ("time", "holds"),
    [
        ("2026-11-27T21:59:59", False),
        ("2026-11-27T22:00:00", True),
        ("2026-11-28T05:59:59", True),
        ("2026-11-28T06:00:00", False),
        ("2026-11-28T23:00:00", False),
    ],
)
def test_a_span_over_midnight_belongs_to_the_day_on_which_it_begins(time, holds):
    assert nightly(days=("fri",)).holds(at(time)) is holds


@pytest.mark.parametrize(("day", "hours"), [("2026-03-28", 7), ("2026-10-24", 9), ("2026-06-01", 8)])
def test_hours_follow_the_clock_on_the_wall_when_summer_time_begins_and_ends(day, hours):
    berlin = nightly(zone="Europe/Berlin")
    begins_s = at(f"{day}T22:00", "Europe/Berlin")
    assert berlin.next_change_unix_s(begins_s) - begins_s == hours * 3600


def test_a_whole_day_ends_at_midnight():
    sunday = WeeklyHours(time_zone="Asia/Shanghai", spans=(DailySpan(days=("sun",), from_min=0, until_min=1440),))
    assert sunday.holds(at("2026-11-29T23:59:59"))
    assert not sunday.holds(at("2026-11-30T00:00"))
    assert sunday.next_change_unix_s(at("2026-11-29T12:00")) == at("2026-11-30T00:00")


@given(HOURS, YEARS_S, st.floats(0.0, 1.0))
def test_nothing_changes_before_the_next_change(hours, now_unix_s, share):
    change_s = hours.next_change_unix_s(now_unix_s)
    assert now_unix_s < change_s <= now_unix_s + 9 * 86_400
    between_s = min(now_unix_s + share * (change_s - now_unix_s), change_s - 1e-3)
    assert hours.holds(between_s) is hours.holds(now_unix_s)


@given(MINUTES)
def test_a_time_of_the_day_survives_being_written(minutes):
    assert clock_minutes(clock_text(minutes)) == minutes


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: nightly(zone="Asia/Nowhere"), "Asia/Nowhere"),
        (lambda: nightly(zone="../../etc/passwd"), "passwd"),
        (lambda: nightly(days=("someday",)), "someday"),
        (lambda: nightly(days=()), "days"),
        (lambda: DailySpan(days=DAYS, from_min=-1, until_min=60), "-1"),
        (lambda: WeeklyHours(time_zone="Asia/Shanghai", spans=()), "0 spans"),
        (lambda: clock_minutes("9:00"), "9:00"),
        (lambda: clock_minutes("09:60"), "09:60"),
    ],
)
def test_what_makes_no_hours_is_refused_by_name(make, named):
    with pytest.raises(BadInputError, match=named):
        make()
