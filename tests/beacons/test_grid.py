"""Cells cover walkable space, and moves between them respect walls, doors and portals."""

import numpy as np
import pytest
from shapely.geometry import Point, box

from beacons.grid import HERE, OPPOSITE, Grid
from beacons.walkable import WalkableSpace
from maps.spatial import SpatialIndex
from tests.scenes import Scene, small_hospital

VENUE = small_hospital()
SPATIAL = SpatialIndex(VENUE)
SPACE = WalkableSpace(SPATIAL)
GRID = Grid(SPATIAL, SPACE, 1.0)


def cell_at(level, x, y):
    return GRID.nearest(GRID.level_ids.index(level), x, y)


def test_every_cell_stands_for_a_walkable_place():
    for index, level_id in enumerate(GRID.level_ids):
        mine = GRID.level == index
        assert mine.any()
        xy = np.stack([GRID.x_m[mine], GRID.y_m[mine]], axis=1)
        assert SPATIAL.inside_walkable(level_id, xy).all()


def test_cells_cover_all_walkable_space():
    covered_m2 = np.bincount(GRID.level) * GRID.cell_m**2
    for index, level_id in enumerate(GRID.level_ids):
        assert covered_m2[index] == pytest.approx(SPATIAL.walkable_area(level_id).area, rel=0.15)


def test_neighbours_are_mutual_and_a_move_is_as_easy_back():
    for direction in range(9):
        there = GRID.neighbour[:, direction]
        moving = there != np.arange(len(GRID))
        back = GRID.neighbour[there[moving], OPPOSITE - direction]
        assert (back == np.flatnonzero(moving)).all()
        assert (GRID.openness[moving, direction] == GRID.openness[there[moving], OPPOSITE - direction]).all()


def test_moves_stay_on_the_level_and_are_a_cell_long():
    for direction in range(9):
        there = GRID.neighbour[:, direction]
        assert (GRID.level[there] == GRID.level).all()
        moved_m = np.hypot(GRID.x_m[there] - GRID.x_m, GRID.y_m[there] - GRID.y_m)
        assert moved_m.max() < 2.5 * GRID.cell_m


def test_doors_are_open_and_walls_are_not():
    north = HERE + 3
    by_the_door = cell_at("F1", 15.5, 7.5)  # below the middle of cardiology's upper wall
    by_the_wall = cell_at("F1", 12.5, 7.5)
    assert GRID.openness[by_the_door, north] == 1.0
    assert 0.0 < GRID.openness[by_the_wall, north] < 0.5


def test_portals_lead_to_their_other_levels_only():
    upstairs = GRID.rides.to[GRID.rides.start[cell_at("F1", 35, 4)] : GRID.rides.start[cell_at("F1", 35, 4) + 1]]
    assert {GRID.level_ids[level] for level in GRID.level[upstairs]} == {"F2"}
    lobby = cell_at("F1", 2, 2)
    assert GRID.rides.start[lobby] == GRID.rides.start[lobby + 1]


@pytest.mark.parametrize("place", [(20.0, 10.0), (-5.0, -5.0), (39.9, 19.9), (1e6, 1e6), (0.0, 0.0)])
def test_cells_near_a_place_are_those_within_the_distance(place):
    found = set(GRID.near(0, *place, 3.0).tolist())
    distance = np.hypot(GRID.x_m - place[0], GRID.y_m - place[1])
    assert found == set(np.flatnonzero((distance <= 3.0) & (GRID.level == 0)).tolist())


def test_a_corridor_narrower_than_a_cell_is_not_lost():
    scene = Scene("narrow").level("F1", 0).unit("hall", "F1", box(0, 0, 10, 10), "walkway")
    venue = scene.unit("slit", "F1", box(10, 4.1, 30, 4.9), "walkway").venue()
    spatial = SpatialIndex(venue)
    grid = Grid(spatial, WalkableSpace(spatial), 2.0)
    assert grid.x_m.max() > 28.0


def test_a_point_outside_is_moved_to_the_nearest_walkable_place():
    x, y = SPACE.snapped(0, -7.0, 30.0)
    assert SPATIAL.walkable_area(GRID.level_ids[0]).contains(Point(x, y))
    assert SPACE.snapped(0, 20.0, 10.0) == (20.0, 10.0)


@pytest.mark.parametrize("x_m", [5.0, 30.0, 60.0, 69.0])
def test_cells_are_found_at_the_far_end_of_a_long_hall(x_m):
    """Cells are whole squares of the raster, whatever size was wished for."""
    venue = Scene("hall").level("F1", 0, box(0, 0, 70, 17)).unit("floor", "F1", box(0, 0, 70, 17), "walkway").venue()
    spatial = SpatialIndex(venue)
    grid = Grid(spatial, WalkableSpace(spatial))
    distance = np.hypot(grid.x_m - x_m, grid.y_m - 8.0)
    assert set(grid.near(0, x_m, 8.0, 2.0).tolist()) == set(np.flatnonzero(distance <= 2.0).tolist())
    raster = grid.raster(0)
    rows, columns = np.nonzero(raster.number >= 0)
    cells = raster.number[rows, columns]
    assert np.abs(grid.x_m[cells] - raster.west_m - (columns + 0.5) * raster.side_m).max() <= raster.side_m / 2
    assert np.abs(grid.y_m[cells] - raster.south_m - (rows + 0.5) * raster.side_m).max() <= raster.side_m / 2
