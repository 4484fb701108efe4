"""A visit under way is planned anew from where it is, and its plan is changed only for good reason."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.ids import FeatureId
from nav.visits import (
    Appointment,
    Before,
    Done,
    Fasting,
    Itinerary,
    NoItinerary,
    NoItineraryReason,
    OpeningHours,
    Progress,
    ReadyAfter,
    Replanned,
    ReplanReason,
    SameCounter,
    plan,
    remaining,
    replan,
)
from nav.visits.replan import WORTH_S
from nav.waits.forecasts import WaitCurve
from tests.nav.visits.random_visits import START, Day, random_day


def after(day: Day, answer: Itinerary, n_done: int) -> tuple[Progress, Day]:
    """Return the progress after some stops of a plan, and the day with walks from there."""
    done = tuple(Done(stop_id=stop.stop_id, place_id=stop.place_id, end_s=stop.end_s) for stop in answer.stops[:n_done])
    row = day.walks.place_ids.index(done[-1].place_id)
    walks = replace(day.walks, from_start_s=day.walks.between_s[row], start_to_end_s=float(day.walks.to_end_s[row]))
    return Progress(now=START, t_s=done[-1].end_s, done=done), replace(day, walks=walks)


def planned(day: Day) -> Itinerary:
    answer = plan(day.visit, day.walks, day.waits)
    assert isinstance(answer, Itinerary)
    return answer


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_while_all_goes_as_planned_the_plan_stays_and_ends_when_it_said(seed: int, n_done: int) -> None:
    day = random_day(np.random.default_rng(seed), 5, 3, 3)
    old = plan(day.visit, day.walks, day.waits)
    if isinstance(old, NoItinerary):
        return
    progress, here = after(day, old, n_done)
    new = replan(day.visit, progress, old, here.walks, day.waits)
    assert isinstance(new, Replanned)
    assert not new.changed
    assert new.saving_s == pytest.approx(0.0, abs=1e-5)
    assert new.itinerary.end_s == pytest.approx(old.end_s)


def crowd(day: Day, place_id: FeatureId, wait_s: float) -> Day:
    curve = WaitCurve(start_s=0.0, bin_s=60.0, wait_s=np.array([wait_s]))
    return replace(day, waits={**day.waits, place_id: curve})


def test_a_crowd_changes_the_plan_only_when_that_saves_enough() -> None:
    day = replace(random_day(np.random.default_rng(3), 4, 3), waits={})
    old = planned(day)
    progress, here = after(day, old, 1)
    next_place = old.stops[1].place_id
    for wait_s, changed in ((WORTH_S / 2, False), (3600.0, True)):
        crowded = crowd(here, next_place, wait_s)
        new = replan(day.visit, progress, old, crowded.walks, crowded.waits)
        assert isinstance(new, Replanned)
        assert new.changed is changed
        assert new.saving_s is not None
        if changed:
            assert new.reason is ReplanReason.SAVES_TIME
            assert new.saving_s >= WORTH_S
        else:
            assert new.reason in (ReplanReason.SAVES_LITTLE, ReplanReason.STILL_BEST)
            assert new.itinerary.choices == old.choices[1:]


def test_a_plan_that_has_become_impossible_is_changed_at_any_price() -> None:
    day = random_day(np.random.default_rng(3), 4, 3)
    old = planned(day)
    progress, here = after(day, old, 1)
    stop = old.stops[1]
    shut = OpeningHours(stop=stop.stop_id, spans_s=(), place_ids=(stop.place_id,))
    new = replan(replace(day.visit, rules=(shut,)), progress, old, here.walks, day.waits)
    assert isinstance(new, Replanned)
    assert (new.changed, new.reason, new.saving_s) == (True, ReplanReason.NO_LONGER_POSSIBLE, None)


def test_a_new_rule_against_the_old_order_changes_the_plan() -> None:
    day = random_day(np.random.default_rng(3), 4, 3)
    old = planned(day)
    progress, here = after(day, old, 1)
    turned = Before(stop=old.stops[3].stop_id, then=old.stops[1].stop_id)
    new = replan(replace(day.visit, rules=(turned,)), progress, old, here.walks, day.waits)
    assert isinstance(new, Replanned)
    assert new.reason is ReplanReason.NO_LONGER_POSSIBLE


def test_when_all_is_done_only_the_way_to_the_end_is_left() -> None:
    day = random_day(np.random.default_rng(3), 3, 2)
    old = planned(day)
    progress, here = after(day, old, 3)
    new = replan(day.visit, progress, old, replace(here.walks, place_ids=()), day.waits)
    assert isinstance(new, Replanned)
    assert new.itinerary.stops == ()
    assert new.itinerary.end_s == pytest.approx(old.end_s)


def test_a_report_that_runs_becomes_an_earliest_time_and_the_doctor_stays_the_same() -> None:
    day = random_day(np.random.default_rng(3), 4, 2)
    rules = (
        ReadyAfter(stop="c", of="a", after_s=2100.0),
        SameCounter(stop="d", as_stop="a"),
        Before(stop="a", then="b"),
        Before(stop="b", then="c"),
    )
    done = Done(stop_id="a", place_id=FeatureId("a1"), end_s=40_000.0)
    rest = remaining(replace(day.visit, rules=rules), Progress(now=START, t_s=40_010.0, done=(done,)))
    assert [stop.id for stop in rest.stops] == ["b", "c", "d"]
    assert rest.rules == (
        Appointment(stop="c", earliest_s=42_100.0, latest_s=float("inf")),
        Before(stop="b", then="c"),
    )
    assert rest.stops[2].place_ids == ("a1",)


def test_a_broken_fast_is_said_and_not_planned_around() -> None:
    day = random_day(np.random.default_rng(3), 2, 1)
    a, b = day.visit.stops
    visit = replace(day.visit, stops=(a, replace(b, breaks_fast=True)), rules=(Fasting(stop="a"),))
    old = plan(visit, day.walks, day.waits)
    assert isinstance(old, Itinerary)
    eaten = Progress(now=START, t_s=40_000.0, done=(Done(stop_id="b", place_id=FeatureId("b0"), end_s=39_000.0),))
    answer = replan(visit, eaten, old, day.walks, day.waits)
    assert isinstance(answer, NoItinerary)
    assert (answer.reason, answer.rules, answer.stops) == (
        NoItineraryReason.FAST_BROKEN,
        (Fasting(stop="a"),),
        ("a", "b"),
    )
