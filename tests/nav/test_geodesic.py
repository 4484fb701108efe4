"""Shortest ways on one level are exact: equal to a plain visibility graph, and to what can be derived on paper."""

import math

import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.venue import Fixture
from nav.profile import get_profile
from nav.route import NoRoute, Route
from nav.router import Router
from nav.space.inset import WALKER_RADIUS_M
from tests.nav.brute import random_block, random_points, shortest_m
from tests.scenes import Scene

R = WALKER_RADIUS_M
L = LevelId("L")


def at(x: float, y: float, level: str = "L") -> Position:
    return Position(x_m=x, y_m=y, level_id=LevelId(level))


def length_m(router: Router, start: tuple[float, float], end: tuple[float, float]) -> float:
    route = router.route(at(*start), at(*end), get_profile("walk"))
    return math.inf if isinstance(route, NoRoute) else route.distance_m


@pytest.mark.parametrize("seed", range(24))
def test_lengths_equal_a_brute_force_visibility_graph(seed: int) -> None:
    rng = np.random.default_rng(seed)
    router = Router.compile(random_block(rng, solids=seed % 5, turned=seed % 3 > 0))
    area = router.graph.floors[L].area
    points = random_points(rng, area, 6)
    for start, end in zip(points[::2], points[1::2], strict=True):
        expected = shortest_m(area, start, end)
        assert length_m(router, start, end) == pytest.approx(expected, abs=2e-5)


def test_in_the_open_the_way_is_straight() -> None:
    router = Router.compile(Scene().level("L", 0).unit("hall", "L", box(0, 0, 40, 20), "lobby").venue())
    route = router.route(at(3, 4), at(33, 14), get_profile("walk"))
    assert isinstance(route, Route)
    assert route.legs[0].points == ((3.0, 4.0), (33.0, 14.0))
    assert route.distance_m == pytest.approx(math.hypot(30, 10))
    assert route.legs[0].units == ("hall",)


def test_round_a_corner_the_walker_keeps_the_radius_from_it() -> None:
    hall = Polygon([(0, 0), (20, 0), (20, 20), (10, 20), (10, 10), (0, 10)])
    router = Router.compile(Scene().level("L", 0).unit("hall", "L", hall, "lobby").venue())
    corner = (10 + R, 10 - R)
    expected = math.dist((1, 9), corner) + math.dist(corner, (11, 19))
    assert length_m(router, (1, 9), (11, 19)) == pytest.approx(expected, abs=2e-3)


def test_a_wide_opening_is_crossed_straight_anywhere_along_its_width() -> None:
    scene = Scene().level("L", 0).unit("hall", "L", box(0, 0, 20, 20), "lobby")
    scene.unit("wait", "L", box(20, 0, 40, 20), "waitingroom")
    scene.opening("arch", "L", ("hall", "wait"), [(20, 2), (20, 18)], has_door=False)
    router = Router.compile(scene.venue())
    for y in (2 + R + 0.01, 5, 10, 17.7):
        assert length_m(router, (5, y), (35, y)) == pytest.approx(30.0)
    assert length_m(router, (5, 4), (35, 16)) == pytest.approx(math.hypot(30, 12))


def test_a_solid_fixture_is_walked_round_and_a_soft_one_is_not() -> None:
    def router(solid: bool) -> Router:
        scene = Scene().level("L", 0).unit("hall", "L", box(0, 0, 20, 10), "lobby")
        desk = Fixture(id=FeatureId("desk"), level_id=L, category="desk", area=box(9, 3, 11, 7), solid=solid)
        return Router.compile(scene.add("fixtures", desk).venue())

    assert length_m(router(False), (2, 5), (18, 5)) == pytest.approx(16.0)
    left, right = (9 - R, 7 + R), (11 + R, 7 + R)
    around = math.dist((2, 5), left) + math.dist(left, right) + math.dist(right, (18, 5))
    assert length_m(router(True), (2, 5), (18, 5)) == pytest.approx(around, abs=2e-3)


def test_a_point_by_the_wall_is_left_and_reached_by_the_step_to_the_ground() -> None:
    router = Router.compile(Scene().level("L", 0).unit("hall", "L", box(0, 0, 40, 20), "lobby").venue())
    route = router.route(at(5, 0.05), at(15, 0.05), get_profile("walk"))
    assert isinstance(route, Route)
    assert route.legs[0].points[0] == (5, 0.05)
    assert route.legs[0].points[-1] == (15, 0.05)
    assert route.distance_m == pytest.approx(10 + 2 * (R - 0.05), abs=5e-3)


def test_a_way_does_not_squeeze_between_solids_closer_than_the_walker() -> None:
    scene = Scene().level("L", 0).unit("hall", "L", box(0, 0, 20, 10), "lobby")
    for number, area in enumerate((box(9, 0, 11, 4.8), box(9, 5.2, 11, 9))):
        scene.add("fixtures", Fixture(id=FeatureId(f"f{number}"), level_id=L, category="desk", area=area))
    route = Router.compile(scene.venue()).route(at(2, 5), at(18, 5), get_profile("walk"))
    assert isinstance(route, Route)
    assert not LineString(route.legs[0].points).intersects(box(9.5, 4.8, 10.5, 5.2))
    assert route.distance_m > 17


@pytest.mark.parametrize("seed", range(6))
def test_the_spot_at_a_point_is_the_nearest_spot(seed: int) -> None:
    rng = np.random.default_rng(seed)
    floor = Router.compile(random_block(rng)).graph.floors[L]
    for x, y in rng.uniform(-2, 26, (200, 2)).tolist():
        here, nearest = floor.find_spot_here(Point(x, y)), floor.find_spot(Point(x, y), within_m=0.001)
        if here is not None:
            assert nearest is not None
            assert (here.x_mm, here.y_mm, here.vertex) == (nearest.x_mm, nearest.y_mm, -1)
        else:
            assert nearest is None or not floor.area.buffer(-0.001).covers(Point(x, y))


def test_off_the_ground_and_at_a_corner_there_is_no_spot_here() -> None:
    hall = Polygon([(0, 0), (20, 0), (20, 20), (10, 20), (10, 10), (0, 10)])
    floor = Router.compile(Scene().level("L", 0).unit("hall", "L", hall, "lobby").venue()).graph.floors[L]
    assert floor.find_spot_here(Point(15, 15)) is not None
    assert floor.find_spot_here(Point(5, 15)) is None
    assert floor.find_spot_here(Point(10 + R, 10 - R)) is None
