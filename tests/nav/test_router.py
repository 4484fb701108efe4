"""Routes through a small hospital, whose results can be derived on paper."""

import math
from dataclasses import replace

import pytest
from shapely.geometry import box

from maps.errors import BadInputError, NotFoundError
from maps.ids import FeatureId, LevelId
from maps.parking import ParkingBay, ParkingLot
from maps.position import Position
from maps.venue import Access, Accessibility, PortalKind
from nav.conditions import Conditions
from nav.costs.lifts import LIFT_DOOR_S, LIFT_LEVEL_S, LIFT_SPEED_M_S, usual_wait_s
from nav.costs.tariffs import MANUAL_DOOR_S
from nav.profile import get_profile
from nav.route import NoRoute, NoRouteReason, Place, Route
from nav.router import Router
from tests.scenes import Scene, small_hospital

WALK, WHEELCHAIR, STAFF = (get_profile(name) for name in ("walk", "wheelchair", "staff"))


@pytest.fixture(scope="module")
def router() -> Router:
    return Router.compile(small_hospital())


def at(x: float, y: float, level: str = "F1") -> Position:
    return Position(x_m=x, y_m=y, level_id=LevelId(level))


def place(name: str) -> Place:
    return Place(id=FeatureId(name))


def closing(*names: str) -> Conditions:
    return Conditions(version=7, closed=frozenset(FeatureId(name) for name in names))


def test_a_route_names_the_openings_and_units_it_passes_in_order(router: Router) -> None:
    route = router.route(place("F1-lab"), place("F1-pharma"), WALK)
    assert isinstance(route, Route)
    assert [leg.openings for leg in route.legs] == [("F1-lab-door", "F1-arch", "F1-pharma-door")]
    assert route.legs[0].units == ("F1-lab", "F1-lobby", "F1-corridor", "F1-pharma")
    assert route.levels == ("F1",)
    assert route.destination_id == "F1-pharma"
    assert (route.profile, route.venue_revision) == ("walk", 1)


def test_duration_is_length_over_speed_and_the_doors(router: Router) -> None:
    route = router.route(at(15, 10), at(15, 4), WALK)
    assert isinstance(route, Route)
    assert route.distance_m == pytest.approx(6.0, abs=1e-3)
    assert route.duration_s == pytest.approx(6.0 / WALK.speed_m_s + MANUAL_DOOR_S, abs=1e-3)
    assert route.cost_s > route.duration_s


def test_a_lift_is_waited_for_ridden_and_left(router: Router) -> None:
    route = router.route(place("F1-cardio"), place("F2-cardio"), WHEELCHAIR)
    assert isinstance(route, Route)
    assert [leg.kind for leg in route.legs] == [None, PortalKind.ELEVATOR, None]
    ride = route.legs[1]
    assert (ride.portal_id, ride.from_level_id, ride.to_level_id, ride.distance_m) == ("lift-1", "F1", "F2", 0.0)
    waited_s = usual_wait_s(router.venue, router.venue.portals[0])
    assert ride.duration_s == pytest.approx(waited_s + 2 * LIFT_DOOR_S + 4.0 / LIFT_SPEED_M_S + LIFT_LEVEL_S)
    assert route.levels == ("F1", "F2")


def test_stairs_up_take_longer_than_down(router: Router) -> None:
    up = router.route(place("F1-pharma"), place("F2-pharma"), WALK)
    down = router.route(place("F2-pharma"), place("F1-pharma"), WALK)
    assert isinstance(up, Route)
    assert isinstance(down, Route)
    assert [leg.kind for leg in up.legs] == [None, PortalKind.STAIRS, None]
    assert up.distance_m == pytest.approx(down.distance_m)
    assert up.duration_s > down.duration_s


def test_a_lift_over_many_levels_beats_the_stairs() -> None:
    scene = Scene("tower")
    for number in range(6):
        scene.level(f"F{number}", number).unit(f"hall{number}", f"F{number}", box(0, 0, 20, 10), "lobby")
    stops = [(f"F{number}", f"hall{number}", (5, 5)) for number in range(6)]
    scene.portal("lift", PortalKind.ELEVATOR, stops)
    scene.portal("stairs", PortalKind.STAIRS, [(level, unit, (7, 5)) for level, unit, _ in stops])
    router = Router.compile(scene.venue())
    high, low = (router.route(at(10, 5, "F0"), at(10, 5, level), WALK) for level in ("F5", "F1"))
    assert [leg.portal_id for leg in high.legs] == [None, "lift", None]
    assert [leg.portal_id for leg in low.legs] == [None, "stairs", None]
    far = router.route(at(10, 5, "F0"), at(10, 5, "F5"), WALK, closing("lift"))
    assert [(leg.kind, leg.from_level_id, leg.to_level_id) for leg in far.legs] == [
        (None, "F0", "F0"),
        (PortalKind.STAIRS, "F0", "F5"),
        (None, "F5", "F5"),
    ], "one climb, not five"


def test_a_wheelchair_never_takes_stairs_and_no_stairs_takes_none(router: Router) -> None:
    for profile in (WHEELCHAIR, get_profile("no_stairs")):
        route = router.route(place("F1-pharma"), place("F2-pharma"), profile)
        assert isinstance(route, Route)
        assert PortalKind.STAIRS not in {leg.kind for leg in route.legs}


def test_staff_doors_are_for_staff(router: Router) -> None:
    refused = router.route(place("F1-lab"), place("F1-office"), WALK)
    assert isinstance(refused, NoRoute)
    assert refused.reason is NoRouteReason.PROFILE_EXCLUDES
    assert refused.blocked_by == ("F1-office-door",)
    assert isinstance(router.route(place("F1-lab"), place("F1-office"), STAFF), Route)


def test_a_closed_door_is_named(router: Router) -> None:
    shut = router.route(place("F1-lab"), place("F1-pharma"), WALK, closing("F1-arch"))
    assert isinstance(shut, NoRoute)
    assert (shut.reason, shut.blocked_by) == (NoRouteReason.CLOSED, ("F1-arch",))
    assert "F1-arch" in shut.detail


def test_a_closed_unit_is_named_and_can_be_left(router: Router) -> None:
    shut = router.route(place("F1-lab"), place("F1-pharma"), WALK, closing("F1-corridor"))
    assert isinstance(shut, NoRoute)
    assert (shut.reason, shut.blocked_by) == (NoRouteReason.CLOSED, ("F1-corridor",))
    assert isinstance(router.route(at(15, 10), place("F1-lab"), WALK, closing("F1-corridor")), Route)


def test_with_the_lift_closed_others_climb_and_a_wheelchair_is_told_why(router: Router) -> None:
    ends = place("F1-xray"), place("F2-lift")
    assert isinstance(router.route(*ends, WALK, closing("lift-1")), Route)
    shut = router.route(*ends, WHEELCHAIR, closing("lift-1"))
    assert isinstance(shut, NoRoute)
    assert shut.reason in (NoRouteReason.CLOSED, NoRouteReason.PROFILE_EXCLUDES)
    assert set(shut.blocked_by) <= {"lift-1", "stairs-1"}


def test_a_wheelchair_with_only_stairs_is_told_which() -> None:
    venue = small_hospital()
    stairs_only = replace(venue, portals=tuple(portal for portal in venue.portals if portal.id == "stairs-1"))
    answer = Router.compile(stairs_only).route(place("F1-lab"), place("F2-lab"), WHEELCHAIR)
    assert isinstance(answer, NoRoute)
    assert (answer.reason, answer.blocked_by) == (NoRouteReason.PROFILE_EXCLUDES, ("stairs-1",))


def test_levels_that_nothing_joins_are_not_connected() -> None:
    answer = Router.compile(replace(small_hospital(), portals=())).route(place("F1-lab"), place("F2-lab"), WALK)
    assert isinstance(answer, NoRoute)
    assert (answer.reason, answer.blocked_by) == (NoRouteReason.NOT_CONNECTED, ())


@pytest.mark.parametrize(("x", "y"), [(-20.0, 5.0), (100.0, 100.0), (5.0, -5.3)])
def test_ends_far_from_walkable_space_are_outside(router: Router, x: float, y: float) -> None:
    out, back = router.route(at(x, y), place("F1-lab"), WALK), router.route(place("F1-lab"), at(x, y), WALK)
    assert isinstance(out, NoRoute)
    assert isinstance(back, NoRoute)
    assert out.reason is NoRouteReason.ORIGIN_OUTSIDE
    assert back.reason is NoRouteReason.DESTINATION_OUTSIDE


def test_an_end_just_outside_is_moved_to_the_nearest_ground(router: Router) -> None:
    route = router.route(at(-2, 6), at(8, 6), WALK)
    assert isinstance(route, Route)
    assert route.legs[0].points[0] == pytest.approx((0.25, 6.0), abs=2e-3)


def test_an_end_in_a_room_never_snaps_through_its_wall(router: Router) -> None:
    route = router.route(at(12, 12.05), at(15, 10), WALK)
    assert isinstance(route, Route)
    assert route.legs[0].units[0] == "F1-xray"
    assert route.legs[0].openings == ("F1-xray-door",)


def test_bad_input_is_named(router: Router) -> None:
    with pytest.raises(BadInputError):
        router.route(at(math.nan, 0), place("F1-lab"), WALK)
    with pytest.raises(NotFoundError, match="F9"):
        router.route(at(1, 1, "F9"), place("F1-lab"), WALK)
    with pytest.raises(NotFoundError, match="nowhere"):
        router.route(place("nowhere"), place("F1-lab"), WALK)


def test_a_group_is_reached_at_its_best_member(router: Router) -> None:
    route = router.route(place("F1-lab"), place("payment"), WALK)
    assert isinstance(route, Route)
    assert route.destination_id == "payment-2"
    assert route.legs[-1].points[-1] == (4.0, 11.0)


def test_amenities_signs_portals_lots_and_bays_are_places() -> None:
    venue = small_hospital()
    bays = tuple(
        ParkingBay(id=FeatureId(f"bay-{x}"), level_id=LevelId("F1"), lot_id=FeatureId("lot"), area=box(x, 1, x + 2, 3))
        for x in (1, 6)
    )
    parked = replace(venue, parking_bays=bays, parking_lots=(ParkingLot(id=FeatureId("lot")),))
    router = Router.compile(parked)
    members = {"desk": "desk", "qr-1": "qr-1", "lift-1": "lift-1", "bay-1": "bay-1", "lot": "bay-6"}
    for name, reached in members.items():
        route = router.route(at(9, 6), place(name), WALK)
        assert isinstance(route, Route), name
        assert route.destination_id == reached


def test_whoever_is_in_the_room_already_is_there(router: Router) -> None:
    route = router.route(at(3, 17), place("F1-lab"), WALK)
    assert isinstance(route, Route)
    assert route.distance_m == 0.0
    assert len(route.legs) == 1
    assert route.legs[0].points == ((3.0, 17.0), (3.0, 17.0))


def test_a_shop_without_doors_is_reached_anywhere_along_its_outline() -> None:
    scene = Scene("mall").level("L", 0)
    hall = box(0, 0, 40, 20).difference(box(15, 5, 25, 15))
    scene.unit("hall", "L", hall, "walkway").unit("shop", "L", box(15, 5, 25, 15), "room", walkable=False)
    router = Router.compile(scene.venue())
    for x in (2.0, 38.0):
        route = router.route(at(x, 10, "L"), place("shop"), WALK)
        assert isinstance(route, Route)
        assert route.distance_m == pytest.approx(13 - 0.25, abs=0.3)
        assert route.destination_id == "shop"


def shortcut(**more) -> Scene:
    """Return a long corridor round a room with a door at each end; through the room the way is shorter."""
    scene = Scene("shortcut").level("L", 0, box(0, 0, 60, 40))
    scene.unit("corridor", "L", box(0, 0, 30, 20).difference(box(4, 4, 26, 20)), "walkway")
    scene.unit("room", "L", box(4, 4, 26, 20), **more)
    scene.opening("west", "L", ("corridor", "room"), [(4, 17), (4, 18)])
    return scene.opening("east", "L", ("room", "corridor"), [(26, 17), (26, 18)])


def test_corridors_are_preferred_to_walking_through_rooms() -> None:
    ends = at(2, 17.5, "L"), at(28, 17.5, "L")
    through = Router.compile(shortcut(category="lobby").venue()).route(*ends, WALK)
    round_it = Router.compile(shortcut(category="room").venue()).route(*ends, WALK)
    assert "room" in through.legs[0].units
    assert "room" not in round_it.legs[0].units
    assert round_it.duration_s > through.duration_s


def test_the_public_does_not_take_a_short_cut_through_a_staff_unit() -> None:
    router = Router.compile(shortcut(category="walkway", access=Access.STAFF).venue())
    ends = at(2, 17.5, "L"), at(28, 17.5, "L")
    assert "room" not in router.route(*ends, WALK).legs[0].units
    assert "room" in router.route(*ends, STAFF).legs[0].units
    assert isinstance(router.route(at(15, 12, "L"), at(28, 17.5, "L"), WALK), Route), "one may always leave"


def gate(**more) -> Router:
    scene = Scene("gate").level("L", 0).unit("one", "L", box(0, 0, 10, 10), "lobby")
    scene.unit("two", "L", box(10, 0, 20, 10), "lobby")
    return Router.compile(scene.opening("gate", "L", ("one", "two"), [(10, 4), (10, 4.7)], **more).venue())


def test_a_narrow_gate_stops_a_wheelchair_only() -> None:
    router = gate()
    answer = router.route(at(5, 5, "L"), at(15, 5, "L"), WHEELCHAIR)
    assert isinstance(answer, NoRoute)
    assert (answer.reason, answer.blocked_by) == (NoRouteReason.PROFILE_EXCLUDES, ("gate",))
    assert isinstance(router.route(at(5, 5, "L"), at(15, 5, "L"), WALK), Route)


def test_a_one_way_gate_is_walked_one_way() -> None:
    router = gate(one_way_to=FeatureId("two"))
    assert isinstance(router.route(at(5, 5, "L"), at(15, 5, "L"), WALK), Route)
    answer = router.route(at(15, 5, "L"), at(5, 5, "L"), WALK)
    assert isinstance(answer, NoRoute)
    assert answer.reason is NoRouteReason.NOT_CONNECTED


def test_a_gate_that_is_closed_for_good_is_closed_for_all() -> None:
    answer = gate(access=Access.CLOSED).route(at(5, 5, "L"), at(15, 5, "L"), STAFF)
    assert isinstance(answer, NoRoute)
    assert (answer.reason, answer.blocked_by) == (NoRouteReason.CLOSED, ("gate",))


def test_what_is_not_known_to_be_accessible_costs_a_wheelchair_but_takes_no_longer() -> None:
    scene = Scene("unknown").level("L", 0).unit("one", "L", box(0, 0, 10, 20), "lobby")
    scene.unit("two", "L", box(10, 0, 20, 20), "lobby")
    scene.opening("known", "L", ("one", "two"), [(10, 16), (10, 17)])
    scene.opening("unknown", "L", ("one", "two"), [(10, 9.5), (10, 10.5)], accessibility=Accessibility.UNKNOWN)
    router = Router.compile(scene.venue())
    ends = at(5, 10, "L"), at(15, 10, "L")
    assert router.route(*ends, WALK).legs[0].openings == ("unknown",)
    assert router.route(*ends, WHEELCHAIR).legs[0].openings == ("known",)
    only = router.route(*ends, WHEELCHAIR, closing("known"))
    assert only.legs[0].openings == ("unknown",)
    assert only.cost_s > only.duration_s + 10


def test_an_escalator_runs_one_way() -> None:
    scene = Scene("escalator").level("A", 0).level("B", 1)
    for level in "AB":
        scene.unit(f"hall{level}", level, box(0, 0, 40, 20), "lobby")
    scene.portal("up", PortalKind.ESCALATOR, [("A", "hallA", (5, 5)), ("B", "hallB", (13, 5))], one_way=True)
    router = Router.compile(scene.venue())
    up = router.route(at(2, 5, "A"), at(20, 5, "B"), WALK)
    assert isinstance(up, Route)
    assert up.legs[1].points == ((5.0, 5.0), (13.0, 5.0))
    assert up.legs[1].duration_s == pytest.approx(4.0 * 2 / 0.5)
    assert isinstance(router.route(at(20, 5, "B"), at(2, 5, "A"), WALK), NoRoute)


def test_a_lift_too_small_for_a_wheelchair_is_not_offered() -> None:
    venue = small_hospital()
    small = tuple(replace(portal, car_width_m=0.7) if portal.id == "lift-1" else portal for portal in venue.portals)
    answer = Router.compile(replace(venue, portals=small)).route(place("F1-lab"), place("F2-lab"), WHEELCHAIR)
    assert isinstance(answer, NoRoute)
    assert answer.reason is NoRouteReason.PROFILE_EXCLUDES


def test_the_small_hospital_is_one_piece_and_two_without_its_portals(router: Router) -> None:
    whole = router.connectivity()
    assert (whole.walkable_components, whole.reachable_share) == (1, 1.0)
    halves = Router.compile(replace(small_hospital(), portals=())).connectivity()
    assert (halves.walkable_components, halves.reachable_share) == (2, 0.5)
