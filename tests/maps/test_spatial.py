"""The spatial index answers like the plain definitions."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from maps.errors import NotFoundError
from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.spatial import SpatialIndex, segments_cross
from maps.venue import Fixture
from tests.scenes import Scene, small_hospital

F1 = LevelId("F1")
HOSPITAL = small_hospital()
INDEX = SpatialIndex(HOSPITAL)
coordinate = st.floats(-5, 45).map(lambda metres: round(metres, 6))  # a micrometre: below it, floats underflow


def at(x: float, y: float, level: str = "F1") -> Position:
    return Position(x_m=x, y_m=y, level_id=LevelId(level))


def test_a_point_is_in_the_unit_that_holds_it() -> None:
    assert INDEX.unit_at(at(15, 4)).id == "F1-cardio"
    assert INDEX.unit_at(at(15, 4, "F2")).id == "F2-cardio"
    assert INDEX.unit_at(at(-1, 4)) is None


def test_the_smallest_of_overlapping_units_wins() -> None:
    scene = Scene().level("F1", 0).unit("hall", "F1", box(0, 0, 20, 20)).unit("kiosk", "F1", box(5, 5, 7, 7))
    index = SpatialIndex(scene.venue())
    assert index.unit_at(at(6, 6)).id == "kiosk"
    assert index.unit_at(at(5, 6)).id == "kiosk"
    assert index.unit_at(at(4.9, 6)).id == "hall"


@settings(max_examples=50)
@given(st.lists(st.tuples(coordinate, coordinate), max_size=20))
def test_units_of_many_points_agree_with_asking_every_unit(points: list) -> None:
    units = HOSPITAL.units_by_level[F1]
    for (x, y), index in zip(points, INDEX.units_at(F1, np.array(points).reshape(-1, 2)), strict=True):
        holders = [unit for unit in units if unit.area.intersects(Point(x, y))]
        expected = min(holders, key=lambda unit: (unit.area.area, unit.id), default=None)
        assert (units[index] if index >= 0 else None) == expected


@settings(max_examples=50)
@given(st.lists(st.tuples(coordinate, coordinate), max_size=20))
def test_walkable_points_agree_with_the_union_of_units(points: list) -> None:
    area = shapely.union_all([unit.area for unit in HOSPITAL.units_by_level[F1]])
    inside = INDEX.inside_walkable(F1, np.array(points).reshape(-1, 2))
    assert list(inside) == [area.intersects(Point(point)) for point in points]


def test_walkable_space_leaves_out_solid_fixtures_and_blocked_units() -> None:
    scene = Scene().level("F1", 0).unit("hall", "F1", box(0, 0, 10, 10))
    scene.unit("void", "F1", box(10, 0, 20, 10), "opentobelow", walkable=False)
    for name, solid, x in (("desk", True, 2), ("rug", False, 6)):
        fixture = Fixture(id=FeatureId(name), level_id=F1, category="desk", area=box(x, 2, x + 1, 3), solid=solid)
        scene.add("fixtures", fixture)
    assert SpatialIndex(scene.venue()).walkable_area(F1).area == pytest.approx(99)


def test_a_point_off_the_floor_is_brought_just_inside() -> None:
    found = INDEX.nearest_walkable(at(-2, 5), within_m=2.5)
    assert found.y_m == 5
    assert 0 < found.x_m < 0.01
    assert INDEX.nearest_walkable(at(-2, 5), within_m=1.5) is None
    assert INDEX.nearest_walkable(at(3, 5), within_m=0) == at(3, 5)


@given(coordinate, coordinate)
def test_the_nearest_walkable_point_is_walkable_and_as_near_as_the_area(x: float, y: float) -> None:
    found = INDEX.nearest_walkable(at(x, y), within_m=100)
    assert INDEX.walkable_area(F1).distance(Point(found.x_m, found.y_m)) < 1e-9
    assert found.distance_m(at(x, y)) <= INDEX.walkable_area(F1).distance(Point(x, y)) + 0.002


def test_a_wall_counts_once_and_a_door_is_no_wall() -> None:
    assert INDEX.walls_crossed(F1, 12, 4, 12, 10) == 1
    assert INDEX.walls_crossed(F1, 15, 4, 15, 10) == 0
    assert INDEX.walls_crossed(F1, 12, 4, 12, 16) == 2
    assert INDEX.walls_crossed(F1, 5, 10, 15, 10) == 0
    assert INDEX.walls_crossed(F1, 12, 4, 28, 4) == 1


@settings(max_examples=50)
@given(st.lists(st.tuples(coordinate, coordinate, coordinate, coordinate), min_size=1, max_size=10))
def test_walls_crossed_agree_with_testing_every_wall(paths: list) -> None:
    rows = np.array(paths)
    walls = INDEX.walls(F1)
    expected = [
        sum(bool(segments_cross(row[None, :2], row[None, 2:], wall[None, :2], wall[None, 2:])[0]) for wall in walls)
        for row in rows
    ]
    assert list(INDEX.walls_crossed_each(F1, rows[:, :2], rows[:, 2:])) == expected


def test_crossing_counts_agree_with_geometry_on_paths_in_general_position(rng) -> None:
    walls = shapely.linestrings(INDEX.walls(F1).reshape(-1, 2, 2))
    paths = rng.uniform(-5, 45, size=(200, 4))
    counted = INDEX.walls_crossed_each(F1, paths[:, :2], paths[:, 2:])
    assert [int(walls_hit) for walls_hit in counted] == [
        int(shapely.intersects(LineString(path.reshape(2, 2)), walls).sum()) for path in paths
    ]


def test_a_path_through_a_wall_vertex_crosses_once() -> None:
    walls = np.array([[0.0, -1.0], [0.0, 0.0]]), np.array([[0.0, 0.0], [0.0, 1.0]])
    path = np.array([[-1.0, 0.0]] * 2), np.array([[1.0, 0.0]] * 2)
    assert segments_cross(*path, *walls).sum() == 1


def test_nowhere_is_no_place_and_an_unknown_level_is_named() -> None:
    nowhere = at(math.nan, 3)
    assert INDEX.unit_at(nowhere) is None
    assert not INDEX.level_contains(nowhere)
    assert INDEX.nearest_walkable(nowhere, within_m=100) is None
    assert INDEX.walls_crossed(F1, math.nan, 0, 1, math.inf) == 0
    assert list(INDEX.inside_walkable(F1, np.array([[math.nan, 1.0], [math.inf, 1.0]]))) == [False, False]
    with pytest.raises(NotFoundError, match="F1, F2"):
        INDEX.unit_at(at(0, 0, "F9"))


def test_empty_arrays_are_answered_with_empty_arrays() -> None:
    nothing = np.empty((0, 2))
    assert INDEX.units_at(F1, nothing).shape == (0,)
    assert INDEX.inside_walkable(F1, nothing).shape == (0,)
    assert INDEX.walls_crossed_each(F1, nothing, nothing).shape == (0,)


def test_a_level_without_units_is_not_walkable() -> None:
    index = SpatialIndex(Scene().level("F1", 0).venue())
    assert index.walkable_area(F1).is_empty
    assert index.unit_at(at(1, 1)) is None
    assert index.level_contains(at(1, 1))
    assert index.walls_crossed(F1, 0, 0, 9, 9) == 0
    assert index.nearest_walkable(at(1, 1), within_m=9) is None
