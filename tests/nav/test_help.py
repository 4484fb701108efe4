"""What bars a way for good, what a helper gets somebody past, and that help is never taken for granted."""

from dataclasses import replace

import pytest

from maps.ids import FeatureId
from maps.venue import Access, Accessibility, Hygiene, PortalKind
from nav.help import find_way
from nav.profile import PROFILES, Wish, get_profile
from nav.route import NoRoute, NoRouteReason, Place, Route
from nav.router import Router
from tests.nav.two_ways import DOWN, HERE, THERE, UP, broken, closing, taken, two_doors, two_passages, two_portals
from tests.scenes import small_hospital

WALK, WHEELCHAIR, BED = (get_profile(name) for name in ("walk", "wheelchair", "bed"))
STAIRS, LIFT, RAMP = PortalKind.STAIRS, PortalKind.ELEVATOR, PortalKind.RAMP
STEP = {"accessibility": Accessibility.NO}
HEAVY = {"force_n": 45.0}


@pytest.mark.parametrize(
    ("name", "router", "wish"),
    [
        ("wheelchair", two_doors(STEP, STEP), Wish.NO_STEP),
        ("pram", two_doors(STEP, STEP), Wish.NO_STEP),
        ("wheelchair", two_doors(HEAVY, HEAVY), Wish.LIGHT_DOORS),
        ("walk", two_doors({"access": Access.STAFF}, {"access": Access.STAFF}), Wish.NO_ESCORT),
    ],
)
def test_with_help_there_is_a_way_and_it_says_what_for(name, router, wish) -> None:
    found = find_way(router, HERE, THERE, get_profile(name))
    assert isinstance(found, NoRoute)
    assert found.reason is NoRouteReason.PROFILE_EXCLUDES
    assert found.with_help is not None
    assert broken(found.with_help) == {wish: ("near",)}
    assert isinstance(router.route(HERE, THERE, get_profile(name)), NoRoute), "the router alone offers no help"


@pytest.mark.parametrize("barrier", [STEP, HEAVY, {"access": Access.STAFF}])
def test_who_gets_there_alone_is_offered_no_help_however_long_the_way(barrier) -> None:
    route = find_way(two_doors(barrier, {}), HERE, THERE, WHEELCHAIR)
    assert isinstance(route, Route)
    assert "far" in taken(route)
    assert route.broken_wishes == ()


def test_help_is_needed_as_rarely_as_can_be() -> None:
    found = find_way(two_doors({"access": Access.STAFF, **STEP}, STEP), HERE, THERE, WHEELCHAIR)
    assert isinstance(found, NoRoute)
    assert found.with_help is not None
    assert broken(found.with_help) == {Wish.NO_STEP: ("far",)}


def test_a_heavy_door_is_less_to_ask_than_a_step() -> None:
    found = find_way(two_doors(STEP, HEAVY), HERE, THERE, WHEELCHAIR)
    assert isinstance(found, NoRoute)
    assert found.with_help is not None
    assert broken(found.with_help) == {Wish.LIGHT_DOORS: ("far",)}


def test_a_room_that_is_not_accessible_is_no_place_for_wheels_even_with_help() -> None:
    assert "far" in taken(find_way(two_passages(STEP, {}), HERE, THERE, WHEELCHAIR))
    neither = find_way(two_passages(STEP, STEP), HERE, THERE, WHEELCHAIR)
    assert isinstance(neither, NoRoute)
    assert neither.with_help is None


@pytest.mark.parametrize(
    ("profile", "near", "far"),
    [
        (WHEELCHAIR, (STAIRS, {}), (STAIRS, {})),
        (WHEELCHAIR, (STAIRS, {}), (PortalKind.ESCALATOR, {"accessibility": Accessibility.YES})),
        (WHEELCHAIR, (LIFT, {"car_width_m": 0.7}), (LIFT, {"car_depth_m": 1.0})),
        (WHEELCHAIR, (RAMP, {"accessibility": Accessibility.YES, "slope_percent": 15.0}), (STAIRS, {})),
        (BED, (LIFT, {"car_width_m": 1.6, "car_depth_m": 1.5}), (STAIRS, {})),
        (BED, (RAMP, {"accessibility": Accessibility.YES, "slope_percent": 10.0}), (STAIRS, {})),
        (get_profile("infection"), (LIFT, {"hygiene": Hygiene.CLEAN}), (STAIRS, {"hygiene": Hygiene.CLEAN})),
        (WALK, (LIFT, {"hygiene": Hygiene.DIRTY}), (STAIRS, {"hygiene": Hygiene.DIRTY})),
    ],
)
def test_no_helper_gets_anybody_past_stairs_small_lifts_steep_ramps_or_infection_control(profile, near, far) -> None:
    found = find_way(two_portals(near, far), DOWN, UP, profile)
    assert isinstance(found, NoRoute)
    assert (found.reason, found.with_help) == (NoRouteReason.PROFILE_EXCLUDES, None)
    assert set(found.blocked_by) <= {"near", "far"}


def test_a_bed_is_not_lifted_over_a_step() -> None:
    found = find_way(two_doors(STEP, STEP), HERE, THERE, BED)
    assert isinstance(found, NoRoute)
    assert found.with_help is None


def test_an_automatic_door_is_light_whatever_its_force() -> None:
    route = find_way(two_doors({**HEAVY, "automatic": True}, {}), HERE, THERE, WHEELCHAIR)
    assert isinstance(route, Route)
    assert "near" in taken(route)


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize(
    ("hygiene", "passing"),
    [
        (Hygiene.GENERAL, set(PROFILES)),
        (Hygiene.CLEAN, set(PROFILES) - {"infection", "infection_bed"}),
        (Hygiene.DIRTY, {"staff", "bed", "infection", "infection_bed"}),
    ],
)
def test_clean_and_dirty_ways_are_for_those_whom_infection_control_lets_in(name, hygiene, passing) -> None:
    router = two_passages({"hygiene": hygiene}, {"hygiene": hygiene})
    assert isinstance(router.route(HERE, THERE, get_profile(name)), Route) is (name in passing)


def test_a_closure_is_not_overcome_by_help() -> None:
    found = find_way(two_doors({}, STEP), HERE, THERE, WHEELCHAIR, closing("near", "far"))
    assert isinstance(found, NoRoute)
    assert (found.reason, found.with_help) == (NoRouteReason.CLOSED, None)
    stepped = find_way(two_doors({}, STEP), HERE, THERE, WHEELCHAIR, closing("near"))
    assert isinstance(stepped, NoRoute)
    assert stepped.with_help is not None
    assert broken(stepped.with_help) == {Wish.NO_STEP: ("far",)}


def test_a_bed_needs_a_bed_lift_and_doors_it_fits_through() -> None:
    venue = small_hospital()
    ends = Place(id=FeatureId("F1-cardio")), Place(id=FeatureId("F2-cardio"))
    assert isinstance(Router.compile(venue).route(*ends, BED), Route), "a car of 1.6 × 2.4 m"
    narrow = replace(venue, portals=tuple(replace(portal, car_width_m=1.1) for portal in venue.portals))
    answer = Router.compile(narrow).route(*ends, BED)
    assert isinstance(answer, NoRoute)
    assert set(answer.blocked_by) <= {"lift-1", "stairs-1"}
