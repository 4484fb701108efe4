"""Units become walkable ground that openings join, also where plans are less than tidy."""

import math

import pytest
from shapely import affinity
from shapely.geometry import LineString, Polygon, box

from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.venue import Fixture
from nav.profile import get_profile
from nav.route import NoRoute, Route
from nav.router import Router
from nav.space.inset import WALKER_RADIUS_M
from nav.space.walkable import walkable
from tests.scenes import Scene

L = LevelId("L")


def pair(one: Polygon, two: Polygon, line: list, **more) -> Scene:
    """Return two units and the opening between them."""
    scene = Scene().level("L", 0).unit("one", "L", one, "walkway").unit("two", "L", two, "walkway")
    return scene.opening("door", "L", ("one", "two"), line, **more)


def joins(scene: Scene, start: tuple[float, float], end: tuple[float, float]) -> Route | NoRoute:
    here, there = (Position(x_m=x, y_m=y, level_id=L) for x, y in (start, end))
    return Router.compile(scene.venue()).route(here, there, get_profile("walk"))


def test_ground_keeps_the_radius_from_walls_and_reaches_through_the_door() -> None:
    ground = walkable(pair(box(0, 0, 10, 10), box(10, 0, 20, 10), [(10, 4), (10, 6)]).venue(), L)
    for unit_id, area in ground.areas.items():
        for face in (face for face, owner in zip(ground.faces, ground.units, strict=True) if owner == unit_id):
            wall = area.boundary.difference(LineString([(10, 4), (10, 6)]).buffer(0.001))
            assert face.distance(wall) >= WALKER_RADIUS_M - 0.002
    assert not ground.narrow
    assert not ground.lost


@pytest.mark.parametrize("width_m", [0.5, 0.6, 0.8, 0.9, 1.2])
@pytest.mark.parametrize("angle_deg", [0.0, 17.3, 45.0, 88.0])
def test_doors_of_every_width_join_rooms_turned_by_any_angle(width_m: float, angle_deg: float) -> None:
    def turn(shape):
        return affinity.rotate(shape, angle_deg, origin=(0, 0))

    line = turn(LineString([(10, 5 - width_m / 2), (10, 5 + width_m / 2)]))
    scene = pair(turn(box(0, 0, 10, 10)), turn(box(10, 0, 20, 10)), list(line.coords))
    start, end = (turn(LineString([(x, 5), (x, 6)])).coords[0] for x in (3, 17))
    route = joins(scene, start, end)
    assert isinstance(route, Route)
    assert route.distance_m == pytest.approx(14, abs=0.01)
    assert route.legs[0].openings == ("door",)
    assert route.legs[0].units == ("one", "two")


def test_a_door_right_in_the_corner_of_a_room_joins() -> None:
    route = joins(pair(box(0, 0, 10, 10), box(10, 0, 20, 10), [(10, 0), (10, 0.7)]), (3, 5), (17, 5))
    assert isinstance(route, Route)
    assert LineString(route.legs[0].points).intersects(LineString([(10, 0), (10, 0.7)]))


def test_rooms_with_a_wall_thickness_between_them_are_joined_through_it() -> None:
    scene = pair(box(0, 0, 10, 10), box(10.3, 0, 20, 10), [(10.15, 4), (10.15, 5)])
    route = joins(scene, (3, 4.5), (17, 4.5))
    assert isinstance(route, Route)
    assert route.distance_m == pytest.approx(14, abs=0.01)


def test_a_door_drawn_a_little_off_its_wall_joins() -> None:
    route = joins(pair(box(0, 0, 10, 10), box(10, 0, 20, 10), [(9.97, 4), (10.03, 5)]), (3, 4.5), (17, 4.5))
    assert isinstance(route, Route)


def test_a_door_drawn_metres_away_from_its_room_joins_nothing() -> None:
    assert isinstance(joins(pair(box(0, 0, 10, 10), box(13, 0, 20, 10), [(11, 4), (11, 5)]), (3, 5), (17, 5)), NoRoute)


def test_a_corridor_narrower_than_the_walker_degrades_instead_of_vanishing() -> None:
    scene = Scene().level("L", 0).unit("one", "L", box(0, 0, 10, 10)).unit("slit", "L", box(10, 5, 14, 5.4), "walkway")
    scene.unit("two", "L", box(14, 0, 20, 10))
    scene.opening("a", "L", ("one", "slit"), [(10, 5), (10, 5.4)]).opening(
        "b", "L", ("slit", "two"), [(14, 5), (14, 5.4)]
    )
    venue = scene.venue()
    assert walkable(venue, L).narrow == {"slit": pytest.approx(0.6 * WALKER_RADIUS_M)}
    here, there = (Position(x_m=x, y_m=5.2, level_id=L) for x in (3.0, 17.0))
    wide = Router.compile(venue).route(here, there, get_profile("staff"))
    assert isinstance(wide, NoRoute)  # 0.4 m is less than anybody's least width
    assert wide.blocked_by == ("a", "b")


def test_a_room_that_a_desk_nearly_cuts_in_two_stays_one() -> None:
    scene = pair(box(0, 0, 10, 4), box(10, 0, 20, 4), [(10, 1), (10, 3)])
    scene.unit("three", "L", box(-5, 0, 0, 4), "walkway").opening("west", "L", ("three", "one"), [(0, 1), (0, 3)])
    desk = Fixture(id=FeatureId("desk"), level_id=L, category="desk", area=box(4, 0, 6, 3.6))
    route = joins(scene.add("fixtures", desk), (-2, 2), (15, 2))
    assert isinstance(route, Route)
    assert walkable(scene.venue(), L).narrow == {"one": pytest.approx(0.6 * WALKER_RADIUS_M)}


def test_ground_that_two_units_claim_belongs_to_the_smaller() -> None:
    scene = pair(box(0, 0, 20, 20), box(5, 5, 10, 10), [(10, 6), (10, 8)])
    ground = walkable(scene.venue(), L)
    assert ground.areas["one"].area == pytest.approx(375)
    route = joins(scene, (15, 7), (7, 7))
    assert isinstance(route, Route)
    assert route.legs[0].openings == ("door",)
    assert isinstance(joins(scene, (2, 7), (15, 7)), Route)


def test_a_unit_drawn_twice_is_named_as_lost() -> None:
    scene = Scene().level("L", 0).unit("a", "L", box(0, 0, 10, 10)).unit("b", "L", box(0, 0, 10, 10))
    assert walkable(scene.venue(), L).lost == ("b",)


def test_rooms_that_touch_without_an_opening_do_not_join() -> None:
    scene = Scene().level("L", 0).unit("a", "L", box(0, 0, 10, 10)).unit("b", "L", box(10, 0, 20, 10))
    assert isinstance(joins(scene, (5, 5), (15, 5)), NoRoute)


def test_a_level_without_units_and_one_without_walkable_units_are_empty() -> None:
    scene = Scene().level("L", 0).level("M", 1).unit("void", "L", box(0, 0, 10, 10), "opentobelow", walkable=False)
    venue = scene.venue()
    assert walkable(venue, L).faces == ()
    assert walkable(venue, LevelId("M")).faces == ()
    here = Position(x_m=1.0, y_m=1.0, level_id=L)
    assert isinstance(Router.compile(venue).route(here, here, get_profile("walk")), NoRoute)


def test_an_opening_along_a_bent_line_is_crossed_everywhere() -> None:
    one = Polygon([(0, 0), (10, 0), (12, 5), (10, 10), (0, 10)])
    two = Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (12, 5)])
    scene = pair(one, two, [(10, 0), (12, 5), (10, 10)], has_door=False)
    for y in (2, 5, 8):
        route = joins(scene, (3, y), (18, y))
        assert isinstance(route, Route)
        assert route.distance_m == pytest.approx(15, abs=0.02)
    assert not math.isnan(route.cost_s)


def test_a_doorway_that_a_desk_stands_in_is_passed_beside_it_or_not_at_all() -> None:
    scene = pair(box(0, 0, 10, 10), box(10, 0, 20, 10), [(10, 4), (10, 7)])
    desk = Fixture(id=FeatureId("desk"), level_id=L, category="desk", area=box(9.5, 3.9, 10.5, 5))
    beside = joins(scene.add("fixtures", desk), (3, 4.5), (17, 4.5))
    assert isinstance(beside, Route)
    assert not LineString(beside.legs[0].points).intersects(desk.area)
    full = Fixture(id=FeatureId("full"), level_id=L, category="desk", area=box(9.5, 3.9, 10.5, 7.1))
    assert isinstance(joins(scene.add("fixtures", full), (3, 4.5), (17, 4.5)), NoRoute)
