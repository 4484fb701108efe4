"""Choosing a counter: the least time in all, few changes, and always a reason with figures."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.ids import FeatureId
from nav.choice import RULES, Candidate, Choice, NoChoice, NoChoiceReason, Why, choose, needed_saving_s, weigh
from nav.waits import Basis, Forecast, NoForecast, NoForecastReason

NOW_S = 500.0


def place(name: str, wait_s: float = 300.0, *, walk_s=60.0, then_s=0.0, age_s=0.0, spread_s=0.0, **fields) -> Candidate:
    """A candidate whose wait is the same at any time, with `spread_s` between its median and its ninth tenth."""
    paths = wait_s + spread_s * np.linspace(-1.25, 1.25, 101)[:, None]
    made = Forecast(
        place_id=FeatureId(name),
        t_s=NOW_S,
        bin_s=30.0,
        wait_s=paths,
        ahead=paths / 60.0,
        service_s=60.0,
        waiting=5,
        age_s=age_s,
        **{"servers": 2, "basis": Basis.LIVE, **fields},
    )
    return Candidate(forecast=made, walk_s=walk_s, then_s=then_s)


def unknown(name: str, reason=NoForecastReason.UNKNOWN, walk_s: float = 60.0) -> Candidate:
    return Candidate(forecast=NoForecast(place_id=FeatureId(name), reason=reason, age_s=2000.0), walk_s=walk_s)


def chosen(*candidates: Candidate, person: str = "one", **rest) -> Choice:
    choice = choose(person, candidates, NOW_S, **rest)
    assert isinstance(choice, Choice)
    return choice


def test_the_least_of_walk_wait_and_what_comes_next_wins() -> None:
    near, empty = place("near", 300.0, walk_s=20.0), place("empty", 100.0, walk_s=120.0)
    assert chosen(near, empty).option.place_id == "empty"
    assert chosen(near, replace(empty, then_s=150.0)).option.place_id == "near"
    choice = chosen(near, empty)
    assert (choice.why, choice.other.place_id, choice.saved_s) == (Why.BEST, "near", pytest.approx(100.0))


def test_a_change_is_offered_with_its_figures_when_it_saves_enough() -> None:
    choice = chosen(place("a", 900.0), place("b", 300.0), current=FeatureId("a"))
    assert choice.changed
    assert choice.why is Why.FASTER
    assert (choice.previous_id, choice.option.place_id, choice.saved_s) == ("a", "b", pytest.approx(600.0))
    assert (choice.other.wait.mean_s, choice.option.wait.mean_s) == (pytest.approx(900.0), pytest.approx(300.0))


@pytest.mark.parametrize(
    ("current", "rival", "why"),
    [
        (place("a", 300.0), place("b", 310.0), Why.STILL_BEST),
        (place("a", 300.0), place("b", 200.0), Why.SAVES_LITTLE),
        (place("a", 3000.0), place("b", 2500.0), Why.SAVES_LITTLE),
        (place("a", 600.0, spread_s=500.0), place("b", 450.0, spread_s=500.0), Why.SAVES_LITTLE),
        (place("a", 500.0, age_s=400.0), place("b", 300.0, age_s=400.0), Why.SAVES_LITTLE),
    ],
)
def test_a_change_that_saves_too_little_for_what_is_known_is_not_offered(current, rival, why: Why) -> None:
    choice = chosen(current, rival, current=FeatureId("a"))
    assert (choice.option.place_id, choice.why, choice.changed) == ("a", why, False)
    assert choice.saved_s < choice.needed_s


def test_changes_come_to_an_end_but_nobody_is_left_at_a_closed_counter() -> None:
    a, b = place("a", 3000.0), place("b", 100.0)
    assert chosen(a, b, current=FeatureId("a"), changes=RULES.most_changes).why is Why.CHANGED_ENOUGH
    closed = unknown("a", NoForecastReason.CLOSED)
    choice = chosen(closed, b, current=FeatureId("a"), changes=99)
    assert (choice.why, choice.previous_id, choice.option.place_id) == (Why.NOT_SERVING, "a", "b")


def test_nobody_is_sent_where_they_cannot_be_served() -> None:
    closes = place("closes", 0.0, walk_s=60.0, closes_s=NOW_S + 59.0)
    cut_off = place("cut off", 0.0, walk_s=math.inf)
    paused = unknown("paused", NoForecastReason.NO_SERVER)
    assert chosen(closes, cut_off, paused, place("open", 5000.0)).option.place_id == "open"
    assert choose("one", [closes, cut_off, paused], NOW_S).reason is NoChoiceReason.NOBODY_SERVES
    assert choose("one", [cut_off], NOW_S) == NoChoice(reason=NoChoiceReason.NO_WAY, place_ids=("cut off",))
    assert choose("one", [], NOW_S).reason is NoChoiceReason.NO_PLACE


def test_an_unknown_wait_is_neither_the_shortest_nor_the_longest() -> None:
    options = weigh([place("a", 100.0), unknown("dark"), place("b", 500.0)], NOW_S)
    assert [option.total_s for option in options] == pytest.approx([160.0, 360.0, 560.0])
    assert options[1].wait is None


noise = st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=30)


@settings(deadline=None)
@given(noise, st.floats(50, 900), st.floats(0, 200), st.floats(0, 800))
def test_figures_that_tremble_by_less_than_half_the_threshold_change_nothing(
    trembling: list, wait_s: float, spread_s: float, age_s: float
) -> None:
    """Whatever the noise of the forecasts, a person keeps going where they go."""
    usual = weigh([place("a", wait_s, spread_s=spread_s, age_s=age_s)], NOW_S)[0]
    reach_s = 0.4 * needed_saving_s(usual, usual)
    going = FeatureId("a")
    for one, two in trembling:
        candidates = [
            place(name, wait_s + step * reach_s, spread_s=spread_s, age_s=age_s)
            for name, step in (("a", one), ("b", two))
        ]
        going = chosen(*candidates, current=going).option.place_id
    assert going == "a"


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 3000), st.floats(0, 3000), st.floats(0, 3000)), max_size=20))
def test_whatever_the_queues_do_nobody_is_sent_about_more_often_than_the_cap(worlds: list) -> None:
    going, changes = None, 0
    for waits_s in worlds:
        candidates = [place(name, wait_s) for name, wait_s in zip("abc", waits_s)]
        choice = chosen(*candidates, current=going, changes=changes)
        assert not choice.changed or choice.saved_s >= max(RULES.least_saving_s, choice.needed_s)
        going, changes = choice.option.place_id, changes + choice.changed
    assert changes <= RULES.most_changes


@settings(deadline=None)
@given(st.lists(st.floats(0, 2000), min_size=2, max_size=5), st.floats(0, 2000))
def test_having_changed_nobody_is_sent_back_by_the_same_figures(waits_s: list, age_s: float) -> None:
    candidates = [place(str(number), wait_s, age_s=age_s) for number, wait_s in enumerate(waits_s)]
    first = chosen(*candidates, current=FeatureId("0"))
    again = chosen(*candidates, current=first.option.place_id, changes=1)
    assert not again.changed


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.floats(0, 2000), min_size=1, max_size=6, unique=True), st.randoms(use_true_random=False), st.booleans()
)
def test_the_order_of_the_candidates_does_not_matter(waits_s: list, random, blind: bool) -> None:
    age_s, share = (900.0, 0.0) if blind else (0.0, 1.0)
    candidates = [place(str(number), wait_s, age_s=age_s) for number, wait_s in enumerate(waits_s)]
    shuffled = random.sample(candidates, len(candidates))
    assert chosen(*candidates, guided_share=share) == chosen(*shuffled, guided_share=share)


def test_with_old_data_and_few_guided_people_are_spread_by_lot_in_proportion_to_servers() -> None:
    places = [place(name, 300.0, age_s=700.0, servers=servers) for name, servers in zip("abcd", (1, 1, 2, 4))]
    fates = [chosen(*places, person=str(number), guided_share=0.0) for number in range(600)]
    assert {fate.why for fate in fates} == {Why.DRAWN}
    counts = {name: sum(fate.option.place_id == name for fate in fates) for name in "abcd"}
    assert counts["a"] < counts["c"] < counts["d"] < 600
    assert chosen(*places, person="7", guided_share=0.0) == fates[7]
    dark = [unknown(name) for name in "abcd"]
    assert {chosen(*dark, person=str(number)).option.place_id for number in range(200)} == set("abcd")


def test_one_silent_feed_blinds_nobody_while_others_are_fresh() -> None:
    choice = chosen(place("a", 300.0), place("b", 100.0), unknown("c"), guided_share=0.0)
    assert (choice.option.place_id, choice.why) == ("b", Why.BEST)


def test_the_better_of_the_two_drawn_is_taken_and_the_worst_place_never() -> None:
    places = [place(name, wait_s, age_s=700.0) for name, wait_s in zip("abc", (100.0, 200.0, 5000.0))]
    taken = {chosen(*places, person=str(number), guided_share=0.0).option.place_id for number in range(300)}
    assert taken == {"a", "b"}


def test_on_old_data_while_few_are_guided_no_change_is_advised() -> None:
    places = [place("a", 9000.0, age_s=700.0), place("b", 0.0, age_s=700.0)]
    assert chosen(*places, current=FeatureId("a"), guided_share=0.0).why is Why.DATA_TOO_OLD
    assert chosen(*places, current=FeatureId("a"), guided_share=1.0).why is Why.FASTER
