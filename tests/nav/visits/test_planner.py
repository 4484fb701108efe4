"""The planner finds what trying everything finds, and its answers change with the question as they should."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.errors import BadInputError, NotFoundError, TooLargeError
from maps.ids import FeatureId
from nav.visits import (
    Appointment,
    Before,
    Fasting,
    Held,
    Itinerary,
    NoItinerary,
    OpeningHours,
    ReadyAfter,
    SameCounter,
    Stop,
    Visit,
    plan,
)
from nav.waits.forecasts import WaitCurve
from tests.nav.visits.brute import best_way, keeps, walk_through
from tests.nav.visits.random_visits import NINE_S, START, Day, random_day, random_rule

SEEDS = st.integers(0, 2**32 - 1)
STOPS = st.integers(2, 4)
MINUTE_S = 60.0


def planned(day: Day, **options) -> Itinerary | NoItinerary:
    return plan(day.visit, day.walks, day.waits, **options)


def end_s(answer: Itinerary | NoItinerary) -> float:
    return answer.end_s if isinstance(answer, Itinerary) else np.inf


def one_row(*minutes: float, start_min: float = 0.0, **more) -> Day:
    """Return a day of stops a, b, c … with one counter each, without queues, all so far from each other."""
    names = [chr(ord("a") + index) for index in range(len(minutes))]
    stops = tuple(
        Stop(id=name, place_ids=(FeatureId(name),), service_s=length * MINUTE_S)
        for name, length in zip(names, minutes, strict=True)
    )
    visit = Visit(start=START, t_s=NINE_S + start_min * MINUTE_S, stops=stops, **more)
    day = random_day(np.random.default_rng(0), len(minutes), 1)
    walks = replace(
        day.walks,
        place_ids=tuple(FeatureId(name) for name in names),
        between_s=MINUTE_S * (1.0 - np.eye(len(names))),
        from_start_s=np.full(len(names), MINUTE_S),
        to_end_s=np.zeros(len(names)),
    )
    return Day(visit=visit, walks=walks, waits={})


@settings(max_examples=120, deadline=None)
@given(SEEDS, STOPS, st.integers(1, 3), st.integers(0, 5), st.sampled_from([0.0, 0.2]))
def test_the_plan_is_the_best_of_all_ways(
    seed: int, n_stops: int, n_counters: int, n_rules: int, missing: float
) -> None:
    day = random_day(np.random.default_rng(seed), n_stops, min(n_counters, 5 - n_stops), n_rules, missing=missing)
    answer, best = planned(day), best_way(day)
    if best is None:
        assert isinstance(answer, NoItinerary)
        return
    assert isinstance(answer, Itinerary)
    assert answer.exact
    assert (answer.end_s, answer.walk_s) == pytest.approx(best, abs=1e-5)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("n_stops", "n_counters", "n_rules"), [(7, 1, 3), (6, 2, 5), (5, 3, 6)])
def test_larger_visits_are_the_best_of_all_ways_too(n_stops: int, n_counters: int, n_rules: int, seed: int) -> None:
    day = random_day(np.random.default_rng(seed), n_stops, n_counters, n_rules)
    answer, best = planned(day), best_way(day)
    assert isinstance(answer, Itinerary) == (best is not None)
    if best is not None:
        assert (answer.end_s, answer.walk_s) == pytest.approx(best, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from(["r", "s", "rs", "ra", "ro"]), st.sampled_from([0.0, 0.2]))
def test_rules_that_have_to_be_remembered_are_exact(seed: int, kinds: str, missing: float) -> None:
    day = random_day(np.random.default_rng(seed), 4, 2, 3, kinds, missing)
    answer, best = planned(day), best_way(day)
    assert isinstance(answer, Itinerary) == (best is not None)
    if best is not None:
        assert (answer.end_s, answer.walk_s) == pytest.approx(best, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_plan_keeps_every_rule_and_tells_its_times_truly(seed: int) -> None:
    day = random_day(np.random.default_rng(seed), 7, 5, 5)
    answer = planned(day)
    if isinstance(answer, NoItinerary):
        return
    stops = {stop.id: stop for stop in day.visit.stops}
    way = [(stops[stop_id], place_id) for stop_id, place_id in answer.choices]
    assert all(keeps(way, rule) for rule in day.visit.rules)
    assert walk_through(day, way) == pytest.approx((answer.end_s, answer.walk_s))
    now_s = answer.start_s
    for stop in answer.stops:
        assert now_s + stop.walk_s == stop.arrive_s <= stop.start_s <= stop.end_s
        assert stop.wait_p50_s == stop.start_s - stop.arrive_s
        assert (stop.held_by is Held.NOTHING) == (stop.wait_p50_s == 0.0)
        now_s = stop.end_s


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(0, 3))
def test_one_more_counter_never_makes_the_visit_longer(seed: int, n_rules: int) -> None:
    day = random_day(np.random.default_rng(seed), 5, 3, n_rules, "bfrao")
    fewer = tuple(replace(stop, place_ids=stop.place_ids[1:]) for stop in day.visit.stops)
    without = replace(day, visit=replace(day.visit, stops=fewer))
    assert end_s(planned(day)) <= end_s(planned(without)) + 1e-6


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.sampled_from("bfrsao"))
def test_one_more_rule_never_makes_the_visit_shorter(seed: int, kind: str) -> None:
    rng = np.random.default_rng(seed)
    day = random_day(rng, 5, 3, 2)
    rule = random_rule(rng, [stop.id for stop in day.visit.stops], kind)
    ruled = replace(day, visit=replace(day.visit, rules=(*day.visit.rules, rule)))
    assert end_s(planned(day)) <= end_s(planned(ruled)) + 1e-6


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.floats(0.0, 3600.0))
def test_who_sets_out_later_is_never_done_earlier(seed: int, later_s: float) -> None:
    day = random_day(np.random.default_rng(seed), 5, 3, 3)
    later = replace(day, visit=replace(day.visit, t_s=day.visit.t_s + later_s))
    assert end_s(planned(day)) <= end_s(planned(later)) + 1e-6


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_rule_that_the_plan_keeps_anyway_changes_nothing(seed: int) -> None:
    day = random_day(np.random.default_rng(seed), 5, 3, 2)
    answer = planned(day)
    if isinstance(answer, Itinerary):
        first, last = answer.stops[0].stop_id, answer.stops[-1].stop_id
        rules = (*day.visit.rules, Before(stop=first, then=last))
        assert planned(replace(day, visit=replace(day.visit, rules=rules))) == answer


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_the_order_in_which_stops_and_rules_are_given_does_not_matter(seed: int) -> None:
    day = random_day(np.random.default_rng(seed), 5, 3, 3)
    turned = replace(day.visit, stops=day.visit.stops[::-1], rules=day.visit.rules[::-1])
    assert end_s(planned(replace(day, visit=turned))) == pytest.approx(end_s(planned(day)), abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(SEEDS, st.sampled_from([1, 2, 5, 50]))
def test_a_beam_is_never_better_than_the_optimum_and_says_what_it_is(seed: int, width: int) -> None:
    day = random_day(np.random.default_rng(seed), 6, 3, 5, "rsao", 0.3)
    best, beam = planned(day), planned(day, width=width)
    if isinstance(beam, Itinerary):
        assert end_s(beam) >= end_s(best) - 1e-6
        assert not beam.exact or end_s(beam) == pytest.approx(end_s(best), abs=1e-6)
    elif isinstance(best, Itinerary):
        assert beam.reason == "too_many_ways"


def test_less_walking_decides_between_plans_that_end_together() -> None:
    day = one_row(5, 5, 5)
    day.walks.between_s[:] = [[0, 600, 60], [600, 0, 60], [60, 60, 0]]
    noon_s = 12 * 3600.0
    visit = replace(day.visit, rules=(Appointment(stop="c", earliest_s=noon_s, latest_s=noon_s),))
    day.walks.from_start_s[:] = [60, 600, 60]
    answer = planned(replace(day, visit=visit))
    assert isinstance(answer, Itinerary)
    assert answer.end_s == noon_s + 5 * MINUTE_S
    assert answer.walk_s == best_way(replace(day, visit=visit))[1]


def test_without_stops_one_walks_to_the_end() -> None:
    day = random_day(np.random.default_rng(1), 2, 2)
    answer = plan(replace(day.visit, stops=()), replace(day.walks, place_ids=()), {})
    assert isinstance(answer, Itinerary)
    assert answer.stops == ()
    assert answer.walk_s == day.walks.start_to_end_s == pytest.approx(answer.duration_s)


def test_a_single_stop_is_done_at_the_counter_that_is_left_first() -> None:
    day = one_row(10)
    stop = replace(day.visit.stops[0], place_ids=(FeatureId("a"), FeatureId("b")))
    walks = replace(one_row(10, 10).walks, from_start_s=np.array([60.0, 120.0]))
    waits = {FeatureId("a"): WaitCurve(start_s=0.0, bin_s=60.0, wait_s=np.array([90.0]))}
    answer = plan(replace(day.visit, stops=(stop,)), walks, waits)
    assert isinstance(answer, Itinerary)
    assert answer.choices == (("a", "b"),)
    assert answer.duration_s == 120.0 + 600.0


def test_a_queue_that_grows_later_is_visited_first() -> None:
    day = one_row(10, 10)
    rush = WaitCurve(start_s=NINE_S, bin_s=600.0, wait_s=np.array([0.0, 1200.0]))
    answer = planned(replace(day, waits={FeatureId("b"): rush}))
    assert isinstance(answer, Itinerary)
    assert [stop.stop_id for stop in answer.stops] == ["b", "a"]


def test_a_report_is_waited_for_with_something_useful() -> None:
    rules = (ReadyAfter(stop="c", of="a", after_s=35 * MINUTE_S),)
    answer = planned(one_row(5, 20, 10, rules=rules))
    assert isinstance(answer, Itinerary)
    assert [stop.stop_id for stop in answer.stops] == ["a", "b", "c"]
    assert answer.stops[2].start_s == answer.stops[0].end_s + 35 * MINUTE_S
    assert answer.stops[2].held_by is Held.REPORT


def test_fasting_comes_before_food_and_medicine() -> None:
    day = one_row(5, 5, 5)
    fed = tuple(replace(stop, breaks_fast=stop.id != "c") for stop in day.visit.stops)
    answer = planned(replace(day, visit=replace(day.visit, stops=fed, rules=(Fasting(stop="c"),))))
    assert isinstance(answer, Itinerary)
    assert answer.stops[0].stop_id == "c"


def test_the_same_doctor_looks_twice_even_where_another_is_free() -> None:
    day = one_row(5, 5)
    doctors = (FeatureId("a"), FeatureId("b"))
    stops = tuple(replace(stop, place_ids=doctors) for stop in day.visit.stops)
    waits = {FeatureId("a"): WaitCurve(start_s=NINE_S, bin_s=120.0, wait_s=np.array([0.0, 7200.0]))}
    free = planned(replace(day, visit=replace(day.visit, stops=stops), waits=waits))
    rules = (SameCounter(stop="b", as_stop="a"),)
    tied = planned(replace(day, visit=replace(day.visit, stops=stops, rules=rules), waits=waits))
    assert isinstance(free, Itinerary)
    assert isinstance(tied, Itinerary)
    assert {place_id for _, place_id in tied.choices} == {"b"}


def test_who_comes_before_opening_waits_and_who_is_not_served_before_closing_comes_back() -> None:
    spans_s = ((NINE_S + 600.0, NINE_S + 1200.0), (NINE_S + 3600.0, NINE_S + 7200.0))
    rules = (OpeningHours(stop="a", spans_s=spans_s),)
    early = planned(one_row(5, rules=rules))
    late = planned(one_row(5, start_min=20, rules=rules))
    assert isinstance(early, Itinerary)
    assert isinstance(late, Itinerary)
    assert (early.stops[0].start_s, early.stops[0].held_by) == (NINE_S + 600.0, Held.OPENING)
    assert late.stops[0].start_s == NINE_S + 3600.0


def test_the_spread_of_a_wait_is_told_where_it_is_known() -> None:
    day = one_row(5, 5)
    curves = [WaitCurve(start_s=0.0, bin_s=60.0, wait_s=np.array([wait_s])) for wait_s in (100.0, 250.0)]
    answer = plan(day.visit, day.walks, {FeatureId("a"): curves[0]}, waits_p90={FeatureId("a"): curves[1]})
    assert isinstance(answer, Itinerary)
    told = {stop.stop_id: (stop.wait_p50_s, stop.wait_p90_s) for stop in answer.stops}
    assert told == {"a": (100.0, 250.0), "b": (0.0, None)}


def test_bad_visits_are_refused_by_name() -> None:
    stop = Stop(id="a", place_ids=(FeatureId("a"),), service_s=1.0)
    with pytest.raises(BadInputError, match="Two stops"):
        Visit(start=START, t_s=0.0, stops=(stop, stop))
    with pytest.raises(BadInputError, match="no counter"):
        Visit(start=START, t_s=0.0, stops=(replace(stop, place_ids=()),))
    with pytest.raises(BadInputError, match="takes nan"):
        Visit(start=START, t_s=0.0, stops=(replace(stop, service_s=float("nan")),))
    with pytest.raises(NotFoundError, match="'lunch'"):
        Visit(start=START, t_s=0.0, stops=(stop,), rules=(Before(stop="a", then="lunch"),))
    with pytest.raises(BadInputError, match="not a number"):
        Visit(start=START, t_s=0.0, stops=(stop,), rules=(ReadyAfter(stop="a", of="a", after_s=-1.0),))
    with pytest.raises(TooLargeError, match="13 stops"):
        Visit(start=START, t_s=0.0, stops=tuple(replace(stop, id=str(number)) for number in range(13)))
