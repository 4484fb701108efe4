"""How far one gets: in the words of routes, unit by unit."""

from dataclasses import replace

import pytest

from maps.venue import Access
from nav.profile import PROFILES, get_profile
from nav.proofs.ends import entrances
from nav.route import NoRoute, Place, Route
from nav.router import Router
from nav.trying.shading import Reach, shading
from tests.scenes import small_hospital


@pytest.fixture(scope="module")
def router():
    return Router.compile(small_hospital())


@pytest.fixture(scope="module")
def without_a_lift():
    venue = small_hospital()
    return Router.compile(replace(venue, portals=tuple(each for each in venue.portals if each.id != "lift-1")))


def shades(router, profile="walk"):
    return shading(router, [each.end for each in entrances(router.venue)], get_profile(profile))


def test_with_a_lift_the_upper_floor_is_reached_without_steps(router):
    assert shades(router)["F2-lab"].reach is Reach.STEP_FREE


def test_without_it_only_with_steps_whoever_asks(without_a_lift):
    for profile in ("walk", "wheelchair", "pram", "staff"):
        assert shades(without_a_lift, profile)["F2-lab"].reach is Reach.WITH_STEPS


def test_minutes_are_those_of_the_one_who_asks(without_a_lift):
    assert shades(without_a_lift, "walk")["F2-lab"].at_s is not None
    assert shades(without_a_lift, "wheelchair")["F2-lab"].at_s is None


def test_what_only_staff_get_into_is_a_case_of_its_own(router):
    assert shades(router)["F1-office"].reach is Reach.STAFF_ONLY
    assert shades(router, "staff")["F1-office"].reach is Reach.STEP_FREE


def test_a_room_whose_door_is_closed_for_good_is_not_reached():
    venue = small_hospital()
    doors = tuple(replace(each, access=Access.CLOSED) if each.id == "F1-lab-door" else each for each in venue.openings)
    assert shades(Router.compile(replace(venue, openings=doors)))["F1-lab"].reach is Reach.NOT_REACHED


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_each_unit_is_reached_when_there_is_a_route_and_as_soon(router, profile):
    start = Place(id="F1-pharma")
    found = shading(router, [start], get_profile(profile))
    for name, shade in found.items():
        route = router.route(start, Place(id=name), get_profile(profile))
        assert isinstance(route, NoRoute if shade.at_s is None else Route), name
        if shade.at_s is not None:
            assert shade.at_s == pytest.approx(route.duration_s, abs=0.01)


def test_of_several_origins_the_nearest_counts(router):
    near, far = Place(id="F1-lobby"), Place(id="F2-lab")
    both = shading(router, [near, far], get_profile("walk"))
    alone = [shading(router, [each], get_profile("walk")) for each in (near, far)]
    for name, shade in both.items():
        assert shade.at_s == min((each[name].at_s for each in alone if each[name].at_s is not None), default=None)
