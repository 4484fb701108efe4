import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from maps.venue import Access, PortalKind
from nav.instructions.maneuver import ManeuverKind, Relation, Side, turn_kind
from nav.instructions.maneuvers import maneuvers
from nav.instructions.turns import find_turns
from nav.route import Route
from tests.nav.routes import ride, route, to_cardiology_upstairs, walk
from tests.scenes import Scene, small_hospital

K = ManeuverKind
MIRROR = {
    kind: K(kind.value.replace("left", "#").replace("right", "left").replace("#", "right")) for kind in ManeuverKind
}


def hall(size_m: float = 400.0):
    """Return one empty hall around the origin: nothing to see, every way open."""
    outline = box(-size_m, -size_m, size_m, size_m)
    return Scene().level("F1", 0, outline).unit("hall", "F1", outline, "lobby", labels={}).venue()


def in_hall(points, **more) -> Route:
    return route(walk("F1", points, units=("hall",)), **more)


def kinds(told) -> list[ManeuverKind]:
    return [maneuver.kind for maneuver in told]


@st.composite
def corridors(draw):
    """Points of a way with legs of 12 to 40 m and turns worth telling, never hairpins."""
    x, y, heading = 0.0, 0.0, draw(st.integers(0, 359))
    points = [(x, y)]
    for _ in range(draw(st.integers(1, 5))):
        length_m = draw(st.integers(12, 40))
        x, y = x + length_m * math.cos(math.radians(heading)), y + length_m * math.sin(math.radians(heading))
        points.append((x, y))
        heading += draw(st.sampled_from([-100, -90, -60, -40, 40, 60, 90, 100]))
    return points


@settings(deadline=None)
@given(corridors())
def test_maneuvers_sum_to_the_route_and_stand_on_it(points) -> None:
    way = in_hall(points)
    told = maneuvers(way, hall())
    assert sum(maneuver.distance_m for maneuver in told) == pytest.approx(way.distance_m)
    assert sum(maneuver.duration_s for maneuver in told) == pytest.approx(way.duration_s)
    line = LineString(points)
    assert all(line.distance(Point(maneuver.point)) < 1e-6 for maneuver in told)
    assert [maneuver.along_m for maneuver in told] == sorted(maneuver.along_m for maneuver in told)
    assert told[0].kind is K.DEPART
    assert told[-1].kind is K.ARRIVE
    assert told[-1].distance_m == 0


@settings(deadline=None)
@given(corridors())
def test_the_mirror_image_of_a_way_swaps_left_and_right(points) -> None:
    told = maneuvers(in_hall(points), hall())
    mirrored = maneuvers(in_hall([(-x, y) for x, y in points]), hall())
    assert kinds(mirrored) == [MIRROR[kind] for kind in kinds(told)]
    assert [m.along_m for m in mirrored] == pytest.approx([m.along_m for m in told])


@settings(deadline=None)
@given(corridors())
def test_the_way_back_has_the_same_turns_the_other_way_round(points) -> None:
    there = maneuvers(in_hall(points), hall())
    back = maneuvers(in_hall(points[::-1]), hall())
    assert kinds(back)[1:-1] == [MIRROR[kind] for kind in kinds(there)[1:-1]][::-1]


@settings(deadline=None)
@given(corridors(), st.floats(0, 360), st.floats(-100, 100))
def test_turning_or_moving_the_building_changes_nothing(points, angle_deg, shift_m) -> None:
    a = math.radians(angle_deg)
    moved = [(x * math.cos(a) - y * math.sin(a) + shift_m, x * math.sin(a) + y * math.cos(a)) for x, y in points]
    assert kinds(maneuvers(in_hall(moved), hall(900))) == kinds(maneuvers(in_hall(points), hall(900)))


@settings(deadline=None)
@given(st.lists(st.floats(-0.25, 0.25), min_size=3, max_size=20))
def test_wiggles_are_straight_on(offsets_m) -> None:
    points = [(0.0, 0.0), *((2.0 * (i + 1), y) for i, y in enumerate(offsets_m)), (2.0 * len(offsets_m) + 2.0, 0.0)]
    assert kinds(maneuvers(in_hall(points), hall())) == [K.DEPART, K.ARRIVE]


def test_two_bends_the_same_way_round_a_corner_are_one_turn() -> None:
    told = maneuvers(in_hall([(0, 0), (20, 0), (22, 2), (22, 30)]), hall())
    assert kinds(told) == [K.DEPART, K.LEFT, K.ARRIVE]


def test_a_side_step_is_no_turn_but_a_dog_leg_is_two() -> None:
    assert kinds(maneuvers(in_hall([(0, 0), (20, 0), (21, 1.5), (40, 1.5)]), hall())) == [K.DEPART, K.ARRIVE]
    told = maneuvers(in_hall([(0, 0), (20, 0), (20, 9), (40, 9)]), hall())
    assert kinds(told) == [K.DEPART, K.LEFT, K.RIGHT, K.ARRIVE]


def test_going_back_is_a_u_turn() -> None:
    told = maneuvers(in_hall([(0, 0), (20, 0), (20, 2), (0, 2)]), hall())
    assert kinds(told) == [K.DEPART, K.U_TURN, K.ARRIVE]


@pytest.mark.parametrize(
    ("angle_deg", "kind"),
    [(10, None), (30, K.SLIGHT_LEFT), (90, K.LEFT), (-90, K.RIGHT), (-140, K.SHARP_RIGHT), (175, K.U_TURN)],
)
def test_turns_are_called_by_their_angle(angle_deg, kind) -> None:
    assert turn_kind(angle_deg) is kind


def test_a_slight_bend_with_a_wall_ahead_is_not_told_and_with_floor_ahead_is() -> None:
    points = [(2, 2), (30, 2), (50, 14)]
    bent = LineString(points).buffer(1.5)
    venue = Scene().level("F1", 0, bent.envelope).unit("hall", "F1", bent, "walkway").venue()
    assert kinds(maneuvers(in_hall(points), venue)) == [K.DEPART, K.ARRIVE]
    assert kinds(maneuvers(in_hall(points), hall())) == [K.DEPART, K.SLIGHT_LEFT, K.ARRIVE]


def test_a_turn_at_once_is_not_told_because_nobody_knows_where_the_walker_faces() -> None:
    assert kinds(maneuvers(in_hall([(0, 0), (1.5, 0), (1.5, 30)]), hall())) == [K.DEPART, K.ARRIVE]


def test_coming_out_of_a_corner_at_the_start_is_no_u_turn() -> None:
    assert kinds(maneuvers(in_hall([(0, 0), (4, 0), (-30, 1)]), hall())) == [K.DEPART, K.ARRIVE]


def test_no_maneuver_comes_at_once_after_another_on_the_same_level() -> None:
    told = maneuvers(in_hall([(0, 0), (3, 0), (3, 20), (17, 20), (17, 21)]), hall())
    assert all(maneuver.distance_m >= 2.5 for maneuver in told[:-1])


def test_a_way_by_lift_to_a_department_is_told_in_a_few_steps() -> None:
    told = maneuvers(to_cardiology_upstairs(), small_hospital())
    assert kinds(told) == [K.DEPART, K.RIGHT, K.BOARD_ELEVATOR, K.LEAVE_PORTAL, K.ARRIVE]
    board, leave, arrive = told[2:]
    assert (board.level_id, board.to_level_id, board.portal_id, board.side) == ("F1", "F2", "lift-1", Side.LEFT)
    assert (leave.level_id, leave.side) == ("F2", Side.RIGHT)
    assert (arrive.landmark_id, arrive.side) == ("F2-cardio", Side.LEFT)
    assert told[1].relation is Relation.AT
    assert told[1].landmark_id == "F1-lab"


def test_leaving_a_department_by_its_door_is_how_the_way_starts() -> None:
    way = route(
        walk(
            "F1",
            [(15, 2), (15, 8.4), (20, 10), (39, 10)],
            units=("F1-cardio", "F1-corridor"),
            openings=("F1-cardio-door",),
        )
    )
    first = maneuvers(way, small_hospital())[0]
    assert (first.relation, first.landmark_id, first.side) == (Relation.OUT_OF, "F1-cardio", Side.RIGHT)


def test_a_door_into_a_place_on_the_way_is_told_with_its_turn() -> None:
    way = route(
        walk(
            "F1",
            [(10.4, 10), (24.5, 10), (25, 7.9), (25, 1)],
            units=("F1-corridor", "F1-pharma"),
            openings=("F1-pharma-door",),
        )
    )
    told = maneuvers(way, small_hospital())
    assert [(m.kind, m.relation, m.landmark_id) for m in told[1:-1]] == [(K.RIGHT, Relation.INTO, "F1-pharma")]


def test_a_door_straight_ahead_into_a_place_is_told() -> None:
    way = route(
        walk("F1", [(25, 11), (25, 0.5)], units=("F1-corridor", "F1-pharma"), openings=("F1-pharma-door",)),
    )
    told = maneuvers(way, small_hospital())
    assert [(m.kind, m.landmark_id) for m in told[1:-1]] == [(K.ENTER, "F1-pharma")]
    assert told[1].along_m == pytest.approx(3.0)


def test_the_turn_to_a_lift_beside_the_way_is_the_side_of_boarding() -> None:
    way = route(
        walk("F1", [(0, 0), (30, 0), (30, 3)], units=("hall",)),
        ride(PortalKind.ELEVATOR, "lift", "F1", "F1", (30, 3)),
    )
    told = maneuvers(way, hall())
    assert kinds(told) == [K.DEPART, K.BOARD_ELEVATOR, K.ARRIVE]
    assert told[1].side is Side.LEFT


def test_flights_of_stairs_are_one_climb_and_another_lift_is_not() -> None:
    flights = route(
        walk("F1", [(0, 0), (20, 0)]),
        ride(PortalKind.STAIRS, "s1", "F1", "F2", (20, 0), distance_m=6),
        walk("F2", [(20, 0), (22, 0)]),
        ride(PortalKind.STAIRS, "s2", "F2", "F3", (22, 0), distance_m=6),
        walk("F3", [(22, 0), (40, 0)]),
    )
    told = maneuvers(flights, hall())
    assert kinds(told) == [K.DEPART, K.TAKE_STAIRS, K.LEAVE_PORTAL, K.ARRIVE]
    assert told[1].to_level_id == "F3"
    assert sum(m.distance_m for m in told) == pytest.approx(flights.distance_m)
    lifts = route(
        walk("F1", [(0, 0), (20, 0)]),
        ride(PortalKind.ELEVATOR, "low", "F1", "F2", (20, 0)),
        walk("F2", [(20, 0), (22, 0)]),
        ride(PortalKind.ELEVATOR, "high", "F2", "F3", (22, 0)),
    )
    assert kinds(maneuvers(lifts, hall())).count(K.BOARD_ELEVATOR) == 2


def test_a_landmark_whose_like_was_passed_before_is_not_named() -> None:
    def venue(first_name: str):
        scene = Scene().level("F1", 0, box(0, 0, 60, 30)).unit("hall", "F1", box(0, 10, 60, 30), "walkway", labels={})
        for name, x in ((first_name, 10), ("Shop", 36)):
            scene.unit(f"u{x}", "F1", box(x, 0, x + 8, 10), labels={"en": name})
            scene.opening(f"d{x}", "F1", (f"u{x}", "hall"), [(x + 3, 10), (x + 5, 10)])
        return scene.venue()

    way = in_hall([(1, 12), (40, 12), (40, 29)])
    assert maneuvers(way, venue("Cafe"))[1].landmark_id == "u36"
    assert maneuvers(way, venue("Shop"))[1].landmark_id is None


def test_staff_rooms_are_no_landmarks() -> None:
    scene = Scene().level("F1", 0).unit("hall", "F1", box(0, 10, 40, 20), "walkway", labels={})
    scene.unit("office", "F1", box(15, 0, 25, 10), access=Access.STAFF)
    venue = scene.opening("door", "F1", ("office", "hall"), [(19, 10), (21, 10)]).venue()
    assert maneuvers(in_hall([(1, 12), (20, 12), (20, 19)]), venue)[1].landmark_id is None


def test_a_long_way_straight_on_has_a_word_of_reassurance() -> None:
    scene = Scene().level("F1", 0, box(0, 0, 90, 20)).unit("hall", "F1", box(0, 10, 90, 20), "walkway", labels={})
    scene.unit("cafe", "F1", box(40, 0, 50, 10)).opening("door", "F1", ("cafe", "hall"), [(44, 10), (46, 10)])
    told = maneuvers(in_hall([(1, 12), (89, 12)]), scene.venue())
    assert [(m.kind, m.landmark_id) for m in told[1:-1]] == [(K.CONTINUE, "cafe")]
    assert told[1].along_m == pytest.approx(44.0, abs=1.5)


@pytest.mark.parametrize(("y", "side"), [(14, Side.LEFT), (10, Side.RIGHT), (12, Side.AHEAD)])
def test_arrival_says_the_side_of_a_desk(y, side) -> None:
    from maps.ids import FeatureId, LevelId
    from maps.venue import Amenity

    scene = Scene().level("F1", 0).unit("hall", "F1", box(0, 5, 40, 20), "walkway")
    desk = Amenity(id=FeatureId("desk"), level_id=LevelId("F1"), category="information", point=Point(31, y))
    told = maneuvers(in_hall([(5, 12), (30, 12)], destination="desk"), scene.add("amenities", desk).venue())
    assert (told[-1].landmark_id, told[-1].side) == ("desk", side)


@pytest.mark.parametrize(
    "way",
    [
        in_hall([(0, 0), (0, 0)]),
        in_hall([(0, 0), (0.2, 0)]),
        route(ride(PortalKind.ELEVATOR, "lift", "F1", "F2", (0, 0))),
        route(walk("F1", [(0, 0), (0, 0)]), ride(PortalKind.ELEVATOR, "lift", "F1", "F2", (0, 0))),
        route(
            ride(PortalKind.STAIRS, "s", "F1", "F2", (0, 0), distance_m=5),
            walk("F2", [(0, 0), (9, 0)]),
            ride(PortalKind.ELEVATOR, "lift", "F2", "F3", (9, 0)),
        ),
    ],
)
def test_odd_routes_still_start_end_and_sum(way) -> None:
    told = maneuvers(way, hall())
    assert told[-1].kind is K.ARRIVE
    assert sum(m.distance_m for m in told) == pytest.approx(way.distance_m)
    assert sum(m.duration_s for m in told) == pytest.approx(way.duration_s)


def test_a_straight_line_has_no_turns_and_a_square_has_four_corners() -> None:
    from nav.instructions.stretches import split

    straight, square = in_hall([(0, 0), (9, 0), (30, 0)]), in_hall([(5, 0), (20, 0), (20, 20), (0, 20), (0, 0), (5, 0)])
    assert find_turns(split(straight)[0]) == ()
    assert [round(turn.angle_deg) for turn in find_turns(split(square)[0])] == [90, 90, 90, 90]
