import numpy as np
import pytest

from beacons.sightlines import MOST_WALLS, walls_between
from maps.spatial import SpatialIndex
from tests.scenes import small_hospital

SPATIAL = SpatialIndex(small_hospital())


def test_walls_are_those_the_plan_counts_save_at_their_very_ends(rng):
    walls = SPATIAL.walls("F1")
    places = rng.uniform([0.3, 0.3], [39.7, 19.7], (2000, 2))
    for origin in rng.uniform([1, 1], [39, 19], (10, 2)):
        counted = walls_between(*origin, walls, *places.T.copy()).astype(int)
        exact = SPATIAL.walls_crossed_each("F1", np.tile(origin, (2000, 1)), places)
        assert np.mean(counted == exact) > 0.97
        assert np.abs(counted - exact).mean() < 0.04


def test_one_wall_hides_what_is_behind_it_and_nothing_else():
    wall = np.array([[5.0, -1.0, 5.0, 1.0]])
    x, y = np.array([4.0, 6.0, 6.0, -6.0, 5.0]), np.array([0.0, 0.0, 3.0, 0.0, 4.0])
    assert walls_between(0.0, 0.0, wall, x, y).tolist() == [0, 1, 0, 0, 0]


@pytest.mark.parametrize("turned", [False, True])
def test_a_wall_across_the_western_half_line_counts_once(turned):
    ends = [[-5.0, 1.0, -5.0, -1.0], [-5.0, -1.0, -5.0, 1.0]]
    wall = np.array([ends[turned]])
    assert walls_between(0.0, 0.0, wall, np.array([-9.0]), np.array([0.01])).tolist() == [1]


def test_no_walls_and_too_many_walls():
    far = np.array([99.0]), np.array([0.0])
    assert walls_between(0.0, 0.0, np.empty((0, 4)), *far).tolist() == [0]
    many = np.array([[x, -1.0, x, 1.0] for x in range(1, 60)], dtype=float)
    assert walls_between(0.0, 0.0, many, *far).tolist() == [MOST_WALLS]
