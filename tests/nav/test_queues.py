"""Readings of queues: which are believed, and what the others are called."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.errors import NotFoundError
from maps.ids import FeatureId
from nav.waits.queue_checks import SKEW_S, QueueWatch, Verdict
from nav.waits.queues import QueueState, queueing_places
from tests.scenes import small_hospital

DESK = FeatureId("desk")


def reading(t_s: float = 100.0, waiting: int = 12, **fields) -> QueueState:
    return QueueState(place_id=DESK, t_s=t_s, waiting=waiting, **{"servers_open": 3, "in_service": 3, **fields})


def watching(*readings: QueueState) -> QueueWatch:
    watch = QueueWatch()
    for each in readings:
        watch, _ = watch.take(each, each.t_s)
    return watch


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("waiting", -1),
        ("waiting", 10_001),
        ("waiting", math.nan),
        ("servers_open", math.inf),
        ("servers_open", 201),
        ("in_service", -3),
        ("service_mean_s", 0.0),
        ("service_mean_s", math.nan),
        ("service_sd_s", -1.0),
        ("elapsed_s", (10.0, math.nan)),
        ("elapsed_s", (1.0, 2.0, 3.0, 4.0)),
        ("t_s", math.nan),
        ("closes_s", math.inf),
    ],
)
def test_an_impossible_figure_is_named_and_kept_apart(field: str, value: object) -> None:
    watch = watching(reading())
    after, check = watch.take(replace(reading(160.0), **{field: value}), 160.0)
    assert check.verdict is Verdict.IMPOSSIBLE
    assert check.field == field
    assert after.state == watch.state, "the last good reading stands"
    assert after.quarantined is check


def test_a_reading_from_the_future_is_not_believed_and_a_clock_a_little_ahead_is_set_right() -> None:
    _, check = QueueWatch().take(reading(100.0 + SKEW_S + 1), 100.0)
    assert check.verdict is Verdict.FROM_FUTURE
    watch, check = QueueWatch().take(reading(110.0), 100.0)
    assert check.verdict is Verdict.ACCEPTED
    assert watch.state.t_s == 100.0


def test_repeated_and_late_readings_change_nothing() -> None:
    watch = watching(reading(100.0), reading(160.0, 14))
    for old, verdict in [(reading(160.0, 14), Verdict.DUPLICATE), (reading(130.0, 13), Verdict.OUT_OF_ORDER)]:
        after, check = watch.take(old, 170.0)
        assert (after, check.verdict) == (watch, verdict)


def test_the_count_of_the_source_orders_its_readings_even_if_its_clock_was_set_back() -> None:
    watch = watching(reading(100.0, sequence=7))
    assert watch.take(reading(90.0, 13, sequence=8), 105.0)[1].verdict is Verdict.ACCEPTED
    assert watch.take(reading(101.0, 13, sequence=6), 105.0)[1].verdict is Verdict.OUT_OF_ORDER
    assert watch.take(reading(104.0, sequence=7), 105.0)[1].verdict is Verdict.DUPLICATE


@pytest.mark.parametrize(
    "change", [{"waiting": 120}, {"waiting": 1200}, {"servers_open": 60}, {"service_mean_s": 900.0}]
)
def test_a_jump_waits_for_a_second_reading_that_agrees(change: dict) -> None:
    watch = watching(reading(service_mean_s=60.0))
    jumped = replace(reading(160.0, service_mean_s=60.0), **change)
    doubting, check = watch.take(jumped, 160.0)
    assert check.verdict is Verdict.JUMPING
    assert check.field in change
    assert doubting.state == watch.state
    believing, check = doubting.take(replace(jumped, t_s=190.0), 190.0)
    assert check.verdict is Verdict.ACCEPTED
    assert believing == QueueWatch(state=replace(jumped, t_s=190.0))


def test_a_single_outlier_is_forgotten_when_the_feed_goes_on_as_before() -> None:
    watch = watching(reading(), reading(160.0, 500), reading(190.0, 13))
    assert watch.state.waiting == 13
    assert watch.quarantined is None


def test_an_emptied_line_of_a_few_is_no_jump() -> None:
    assert watching(reading(waiting=1), reading(160.0, waiting=40)).state.waiting == 40
    assert watching(reading(waiting=45), reading(160.0, waiting=0)).state.waiting == 0


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            reading,
            st.floats(allow_nan=True, allow_infinity=True) | st.floats(0, 1000),
            st.integers(-5, 20_000) | st.sampled_from([math.nan, math.inf]),
            sequence=st.none() | st.integers(0, 5),
        ),
        max_size=12,
    )
)
def test_whatever_comes_only_possible_readings_in_order_are_believed(readings: list[QueueState]) -> None:
    watch, t_s = QueueWatch(), 500.0
    for each in readings:
        watch, _ = watch.take(each, t_s)
        if watch.state is not None:
            assert watch.state.find_fault() == ""
            assert watch.state.t_s <= t_s


def test_one_line_for_all_is_the_groups_and_otherwise_each_counter_has_its_own() -> None:
    venue = small_hospital()
    group = venue.service_groups[0].id
    members = tuple(point.id for point in venue.service_points if point.group_id == group)
    assert queueing_places(venue, group, set(members)) == members
    assert queueing_places(venue, group, {group}) == (group,)
    assert queueing_places(venue, members[0], {group}) == (group,)
    assert queueing_places(venue, members[0], set()) == (members[0],)
    with pytest.raises(NotFoundError):
        queueing_places(venue, venue.units[0].id, set())
