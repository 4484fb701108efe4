"""Arriving: said when the evidence allows it, never against it."""

from functools import cache

import numpy as np
import pytest
from shapely.geometry import Point, box

from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.services import ServiceGroup, ServicePoint
from nav.guidance.events import ArrivalReason, Arrived, RouteChanged
from nav.guidance.guide import Guide
from nav.guidance.state import Phase
from nav.instructions.goal import goal_of
from nav.profile import get_profile
from nav.route import Place
from nav.router import Router
from tests.nav.routes import route, walk
from tests.nav.walks import fix, noisy, of_type, run, truth
from tests.scenes import Scene, small_hospital

WALK = get_profile("walk")


def at(x: float, y: float, level: str = "F1") -> Position:
    return Position(x_m=x, y_m=y, level_id=LevelId(level))


def counters():
    """Return a street with a hall of two counters at its end, 40 m from the start."""
    scene = Scene().level("F1", 0, box(0, 0, 60, 20)).level("F2", 1, box(0, 0, 60, 20))
    scene.unit("street", "F1", box(0, 0, 30, 20), "walkway", labels={}).unit(
        "hall", "F1", box(30, 0, 60, 20), "lobby", display_point=Point(55, 10)
    )
    scene.opening("arch", "F1", ("street", "hall"), [(30, 0), (30, 20)], has_door=False)
    scene.unit("above", "F2", box(0, 0, 60, 20), "walkway", labels={})
    scene.add("service_groups", ServiceGroup(id=FeatureId("pharmacy"), kind="pharmacy", labels={"en": "Pharmacy"}))
    for name, y in (("window-1", 10.0), ("window-2", 4.0)):
        scene.add(
            "service_points",
            ServicePoint(
                id=FeatureId(name),
                level_id=LevelId("F1"),
                point=Point(42, y),
                unit_id=FeatureId("hall"),
                group_id=FeatureId("pharmacy"),
            ),
        )
    return scene.venue()


@cache
def router() -> Router:
    return Router.compile(counters())


def guided(destination: str):
    """Return a guide, a walker at the start of the street, and where they are each second on their way."""
    guide = Guide(router())
    state, _ = guide.begin(Place(id=FeatureId(destination)), WALK, at(1, 10), 0.0)
    return guide, state, truth(state.route)


def stopping(places, *, short_m: float, for_s: int):
    """Return the places of somebody who stops short of the end and stays."""
    stop = next(place for place in places if places[-1].distance_m(place) <= short_m)
    return [*places[: places.index(stop)], *[stop] * for_s]


def test_somebody_who_stands_six_metres_short_by_an_uncertain_fix_has_arrived() -> None:
    guide, state, places = guided("window-1")
    seen = stopping(places, short_m=6.5, for_s=40)
    state, events = run(guide, state, [fix(t, place, sd_m=5.0) for t, place in enumerate(seen)])
    assert [event.reason for event in of_type(events, Arrived)] == [ArrivalReason.STANDING]
    arrived_s = next(t_s for t_s, event in events if isinstance(event, Arrived))
    assert 5.0 <= arrived_s - (len(seen) - 40) <= 20.0


@pytest.mark.parametrize(("short_m", "sd_m"), [(6.5, 1.0), (12.0, 5.0), (20.0, 5.0)])
def test_somebody_whom_the_evidence_places_elsewhere_has_not(short_m, sd_m) -> None:
    guide, state, places = guided("window-1")
    seen = stopping(places, short_m=short_m, for_s=120)
    _, events = run(guide, state, [fix(t, place, sd_m=sd_m) for t, place in enumerate(seen)])
    assert not of_type(events, Arrived)


def test_standing_under_the_goal_on_another_level_is_not_arriving() -> None:
    guide, state, places = guided("window-1")
    seen = [*places[:-4], *[at(41, 10, "F2")] * 60]
    state, events = run(guide, state, [fix(t, place, sd_m=3.0) for t, place in enumerate(seen)])
    assert not of_type(events, Arrived)


def test_going_past_the_goal_without_stopping_is_not_arriving_from_afar() -> None:
    guide, state, places = guided("window-1")
    passing = [*places[:-6], *truth(route(walk("F1", [(34, 10), (34, 19), (2, 19)])))]
    _, events = run(guide, state, [fix(t, place, sd_m=2.0) for t, place in enumerate(passing)])
    assert not of_type(events, Arrived)


def test_inside_the_hall_is_in_the_hall_wherever_the_route_would_end() -> None:
    guide, state, places = guided("hall")
    fixes = [fix(t, place, sd_m=2.0) for t, place in enumerate(places)]
    state, events = run(guide, state, fixes)
    assert [event.reason for event in of_type(events, Arrived)] == [ArrivalReason.INSIDE]
    arrived_s = next(t_s for t_s, event in events if isinstance(event, Arrived))
    assert places[int(arrived_s)].x_m < 40.0


def test_any_counter_of_the_group_will_do() -> None:
    venue = counters()
    way = route(walk("F1", [(1, 10), (41, 10)], units=("street", "hall")), destination="window-1")
    goal = goal_of(Place(id=FeatureId("pharmacy")), way, venue)
    assert goal.away_m(at(42, 5)) == pytest.approx(1.0)
    assert goal.away_m(at(42, 5, "F2")) == np.inf
    assert goal_of(at(41, 10), way, venue).away_m(at(42, 5)) > 5.0


@pytest.mark.parametrize(
    ("destination", "stated", "there"),
    [
        ("F1-corridor", (38.0, 9.0), True),
        ("F1-lobby", (1.0, 1.0), True),
        ("F1-lobby", (12.0, 10.0), False),
        ("payment", (2.5, 10.0), True),
        ("payment", (9.0, 1.0), False),
        ("F1-pharma", (22.0, 2.0), True),
        ("F1-pharma", (22.0, 9.5), False),
    ],
)
def test_i_am_here_inside_or_beside_the_destination_is_arriving(destination, stated, there) -> None:
    guide = Guide(Router.compile(small_hospital()))
    state, _ = guide.begin(Place(id=FeatureId(destination)), WALK, at(15, 10), 0.0)
    if state.phase is Phase.ARRIVED:
        state, _ = guide.begin(Place(id=FeatureId(destination)), WALK, at(5, 1), 0.0)
    state, events = guide.relocate(state, at(*stated), 5.0)
    arrivals = [event for event in events if isinstance(event, Arrived)]
    assert [event.reason for event in arrivals] == ([ArrivalReason.STATED] if there else [])
    assert any(isinstance(event, RouteChanged) for event in events)


@pytest.mark.parametrize("sd_m", [1.0, 3.0, 5.0])
def test_honest_noise_never_hides_an_arrival(sd_m) -> None:
    for seed in range(12):
        guide, state, places = guided("window-1")
        seen = [*places, *[places[-1]] * 45]
        fixes = noisy(seen, np.random.default_rng(seed), sd_m=sd_m, tau_s=10.0)
        _, events = run(guide, state, fixes)
        assert of_type(events, Arrived)
