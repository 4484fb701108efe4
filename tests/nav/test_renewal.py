"""A walk goes on under another revision of the map: silently where the way is the same, else by a way that is told."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import LineString

from maps.ids import FeatureId
from maps.position import NoFix, NoFixReason
from maps.venue import Accessibility
from nav.guidance.events import NoRouteFound, RouteChanged, RouteReason
from nav.guidance.guide import Guide
from nav.profile import get_profile
from nav.route import Place
from nav.router import Router
from tests.nav.walks import noisy, run, truth
from tests.scenes import small_hospital

VENUE = small_hospital()


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide(Router.compile(VENUE))


@pytest.fixture
def half_way(guide):
    """Return the state of somebody half way from the entrance lobby to the pharmacy."""
    lab, pharmacy = Place(id=FeatureId("F1-lab")), Place(id=FeatureId("F1-pharma"))
    route = guide.router.route(lab, pharmacy, get_profile("walk"))
    places = truth(route)
    state, _ = guide.begin(pharmacy, get_profile("walk"), places[0], 0.0)
    state, _ = run(guide, state, noisy(places[: len(places) // 2], np.random.default_rng(1), sd_m=0.5))
    return state


def renewed(state, **changes):
    return Guide(Router.compile(replace(VENUE, revision=2, **changes))).renew(state, state.t_s + 1.0)


def test_the_same_map_again_is_no_news(half_way):
    state, events = renewed(half_way)
    assert events == ()
    assert (state.route, state.track, state.maneuver_index) == (
        half_way.route,
        half_way.track,
        half_way.maneuver_index,
    )


def test_a_correction_elsewhere_is_no_news(half_way):
    openings = tuple(each for each in VENUE.openings if each.id != "F2-cardio-door")
    _, events = renewed(half_way, openings=openings)
    assert events == ()


def test_a_door_of_the_way_that_moved_is_a_new_way_and_says_why(half_way):
    moved = tuple(
        replace(each, line=LineString([(28, 8), (29.2, 8)])) if each.id == "F1-pharma-door" else each
        for each in VENUE.openings
    )
    state, events = renewed(half_way, openings=moved)
    changed, _ = events
    assert isinstance(changed, RouteChanged)
    assert changed.reason is RouteReason.MAP_CHANGED
    assert changed.route == state.route
    assert state.route.venue_revision == 2


def test_a_door_of_the_way_that_is_gone_is_said_as_no_way(half_way):
    openings = tuple(each for each in VENUE.openings if each.id != "F1-pharma-door")
    _, events = renewed(half_way, openings=openings)
    assert [type(each) for each in events] == [NoRouteFound]


def test_a_door_that_wheelchairs_pass_no_more_concerns_them(guide):
    lab, pharmacy = Place(id=FeatureId("F1-lab")), Place(id=FeatureId("F1-pharma"))
    places = truth(guide.router.route(lab, pharmacy, get_profile("walk")))
    stepped = tuple(
        replace(each, accessibility=Accessibility.NO) if each.id == "F1-pharma-door" else each
        for each in VENUE.openings
    )
    for profile, concerns in (("walk", False), ("wheelchair", True)):
        state, _ = guide.begin(pharmacy, get_profile(profile), places[0], 0.0)
        _, events = renewed(state, openings=stepped)
        assert bool(events) is concerns, profile


def test_who_has_no_position_or_has_arrived_is_told_nothing(guide, half_way):
    waiting, _ = guide.begin(half_way.destination, get_profile("walk"), None, 0.0)
    assert renewed(waiting)[1] == ()
    there, _ = guide.begin(half_way.destination, get_profile("walk"), truth(half_way.route)[-1], 0.0)
    state, _ = guide.advance(there, NoFix(t_s=1.0, reason=NoFixReason.NOTHING_HEARD))
    assert renewed(state)[1] == ()
