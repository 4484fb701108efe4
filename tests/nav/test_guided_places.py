"""Maneuvers and guidance on the router's own routes, between all places of a small hospital."""

from itertools import permutations

import numpy as np
import pytest
from shapely.geometry import LineString, Point

from maps.places import place_ids
from nav.guidance.events import Arrived, ManeuverChanged, RouteChanged
from nav.guidance.guide import Guide
from nav.instructions.maneuver import ManeuverKind
from nav.instructions.maneuvers import maneuvers
from nav.phrases import LANGUAGES, render
from nav.profile import get_profile
from nav.route import Place, Route
from nav.router import Router
from tests.nav.walks import noisy, of_type, run, truth
from tests.scenes import small_hospital


@pytest.fixture(scope="module")
def router() -> Router:
    return Router.compile(small_hospital())


@pytest.fixture(scope="module")
def routes(router) -> list[Route]:
    pairs = permutations(place_ids(router.venue), 2)
    found = [router.route(Place(id=a), Place(id=b), get_profile("walk")) for a, b in pairs]
    return [route for route in found if isinstance(route, Route)]


def test_every_route_is_told_in_steps_that_sum_to_it_and_stand_on_it(router, routes) -> None:
    assert len(routes) > 300
    for route in routes:
        told = maneuvers(route, router.venue)
        assert told[-1].kind is ManeuverKind.ARRIVE
        assert sum(maneuver.distance_m for maneuver in told) == pytest.approx(route.distance_m, abs=1e-6)
        assert sum(maneuver.duration_s for maneuver in told) == pytest.approx(route.duration_s, abs=1e-6)
        for maneuver in told:
            leg = route.legs[maneuver.leg_index]
            line = LineString(leg.points) if len(leg.points) > 1 else Point(leg.points[0])
            assert line.distance(Point(maneuver.point)) < 0.01
            assert all(render(maneuver, router.venue, language) for language in LANGUAGES)


def test_steps_are_few(router, routes) -> None:
    counts = [len(maneuvers(route, router.venue)) for route in routes if route.distance_m > 10]
    assert max(counts) <= 8
    assert np.mean(counts) < 5


def test_a_noisy_walker_on_any_route_is_guided_to_its_end_without_a_new_one(router, routes) -> None:
    for index, route in enumerate(routes[::40]):
        places = truth(route)
        destination = Place(id=route.destination_id)
        guide = Guide(router)
        state, begun = guide.begin(destination, get_profile("walk"), places[0], 0.0)
        fixes = noisy([*places, *[places[-1]] * 20], np.random.default_rng(index), sd_m=2.0)
        state, events = run(guide, state, fixes)
        assert not of_type(events, RouteChanged)
        assert len([event for event in (*begun, *of_type(events, Arrived)) if isinstance(event, Arrived)]) == 1
        told = [event.index for event in of_type(events, ManeuverChanged)]
        assert told == sorted(set(told))
