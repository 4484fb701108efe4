"""A visit that cannot be planned says why, and no more than why."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maps.ids import FeatureId
from nav.visits import (
    Appointment,
    Before,
    Itinerary,
    NoItinerary,
    NoItineraryReason,
    OpeningHours,
    ReadyAfter,
    SameCounter,
    plan,
)
from tests.nav.visits.brute import best_way
from tests.nav.visits.random_visits import NINE_S, Day, random_day


def refused(day: Day) -> NoItinerary:
    answer = plan(day.visit, day.walks, day.waits)
    assert isinstance(answer, NoItinerary)
    return answer


def with_rules(*rules, seed: int = 0) -> Day:
    day = random_day(np.random.default_rng(seed), 3, 2, kinds="b")
    return replace(day, visit=replace(day.visit, rules=rules))


def window(stop: str, earliest_min: float, latest_min: float) -> Appointment:
    return Appointment(stop=stop, earliest_s=NINE_S + 60 * earliest_min, latest_s=NINE_S + 60 * latest_min)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_rules_named_contradict_each_other_and_each_is_needed_for_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    day = random_day(rng, 4, 1, 6)
    backwards = Before(stop="d", then="a")
    day = replace(day, visit=replace(day.visit, rules=(*day.visit.rules, backwards, window("b", 0, 30))))
    answer = plan(day.visit, day.walks, day.waits)
    assume(isinstance(answer, NoItinerary))
    assert best_way(replace(day, visit=replace(day.visit, rules=answer.rules))) is None
    for rule in answer.rules:
        others = tuple(other for other in answer.rules if other is not rule)
        assert best_way(replace(day, visit=replace(day.visit, rules=others))) is not None


def test_a_cycle_is_named_in_its_order_and_without_what_is_beside_it() -> None:
    cycle = (Before(stop="c", then="a"), Before(stop="b", then="c"), ReadyAfter(stop="b", of="a", after_s=60.0))
    answer = refused(with_rules(Before(stop="a", then="c"), *cycle))
    assert answer.reason is NoItineraryReason.CONTRADICTION
    assert len(answer.rules) in (2, 3)
    turning = refused(with_rules(*cycle))
    assert set(turning.rules) == set(cycle)
    assert turning.detail == ("These rules contradict each other: c before a; b at least 1 min after a; b before c.")
    assert set(turning.stops) == {"a", "b", "c"}


def test_a_stop_that_would_come_before_itself_is_named() -> None:
    answer = refused(with_rules(Before(stop="a", then="a")))
    assert (answer.reason, answer.stops) == (NoItineraryReason.CONTRADICTION, ("a",))


def test_a_window_that_has_passed_is_named() -> None:
    late, fine = window("b", -60, -30), window("a", 0, 600)
    answer = refused(with_rules(fine, late))
    assert answer.reason is NoItineraryReason.IMPOSSIBLE_WINDOW
    assert answer.rules == (late,)
    assert "b begins 08:00 to 08:30" in answer.detail


def test_two_appointments_at_once_are_named_together() -> None:
    one, two = window("a", 100, 100.5), window("b", 100, 100.5)
    answer = refused(with_rules(one, Before(stop="c", then="a"), two))
    assert set(answer.rules) == {one, two}
    assert answer.reason is NoItineraryReason.IMPOSSIBLE_WINDOW


def test_a_window_is_kept_when_it_is_just_possible_and_refused_a_moment_earlier() -> None:
    free = plan(*(lambda day: (day.visit, day.walks, day.waits))(with_rules()))
    assert isinstance(free, Itinerary)
    last = free.stops[-1]
    alone = [Before(stop=stop.stop_id, then=last.stop_id) for stop in free.stops[:-1]]
    best_s = plan_start_s(with_rules(*alone), last.stop_id)
    just = Appointment(stop=last.stop_id, earliest_s=0.0, latest_s=best_s)
    early = Appointment(stop=last.stop_id, earliest_s=0.0, latest_s=best_s - 1.0)
    assert plan_start_s(with_rules(*alone, just), last.stop_id) == pytest.approx(best_s)
    assert early in refused(with_rules(*alone, early)).rules


def plan_start_s(day: Day, stop_id: str) -> float:
    """Return when the last stop begins at the earliest: nothing comes after it, the way home takes nothing."""
    day.walks.to_end_s[:] = 0.0
    service_s = {stop.id: stop.service_s for stop in day.visit.stops}
    answer = plan(day.visit, day.walks, day.waits)
    assert isinstance(answer, Itinerary)
    assert answer.stops[-1].stop_id == stop_id
    return answer.end_s - service_s[stop_id]


def test_a_stop_without_an_open_counter_is_named() -> None:
    closed = OpeningHours(stop="b", spans_s=())
    answer = refused(with_rules(Before(stop="a", then="b"), closed))
    assert answer.reason is NoItineraryReason.NO_OPEN_COUNTER
    assert (answer.rules, answer.stops) == ((closed,), ("b",))
    assert answer.detail == "No counter is open in time: b is closed."


def test_one_open_counter_is_enough() -> None:
    closed = OpeningHours(stop="b", spans_s=(), place_ids=(FeatureId("b0"),))
    day = with_rules(closed)
    answer = plan(day.visit, day.walks, day.waits)
    assert isinstance(answer, Itinerary)
    assert ("b", "b1") in answer.choices


def test_the_same_counter_for_stops_that_share_none_is_a_contradiction() -> None:
    rule = SameCounter(stop="b", as_stop="a")
    answer = refused(with_rules(rule))
    assert (answer.reason, answer.rules) == (NoItineraryReason.CONTRADICTION, (rule,))


def test_a_stop_that_nothing_leads_to_is_named() -> None:
    day = with_rules(Before(stop="a", then="b"))
    gone = [day.walks.place_ids.index(FeatureId(name)) for name in ("b0", "b1")]
    day.walks.between_s[:, gone] = np.inf
    day.walks.from_start_s[gone] = np.inf
    answer = refused(day)
    assert (answer.reason, answer.stops, answer.rules) == (NoItineraryReason.UNREACHABLE, ("b",), ())
