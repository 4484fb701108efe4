"""The kernels that move belief: equal to plain Python, mass is kept, and backward is the mirror of forward."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.drift import joined, ride, ride_back, spread, spread_back, switched
from beacons.grid import Grid
from beacons.walkable import WalkableSpace
from maps.spatial import SpatialIndex
from tests.scenes import small_hospital

SPATIAL = SpatialIndex(small_hospital())
GRID = Grid(SPATIAL, WalkableSpace(SPATIAL), 1.0)
SLOT = np.full(len(GRID), -1, dtype=np.int32)
MODES = 3

seeds = st.integers(0, 2**32 - 1)


def drawn(seed):
    """Return cells with probabilities, a stencil and what happens at walls, all at random."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(len(GRID), size=rng.integers(1, 40), replace=False).astype(np.int32)
    p = rng.random((len(cells), MODES)).astype(np.float32)
    stencil = rng.random((MODES, 9)) * (rng.random((MODES, 9)) < 0.5) + 1e-3
    bump = rng.random((MODES, MODES)) + 1e-3
    normal = [(each / each.sum(axis=1, keepdims=True)).astype(np.float32) for each in (stencil, bump)]
    return cells, p, *normal


def plain_spread(cells, p, stencil, bump):
    moved = {}
    for cell, shares in zip(cells.tolist(), p, strict=True):
        for direction in range(9):
            there, open_share = GRID.neighbour[cell, direction], GRID.openness[cell, direction]
            going = shares * stencil[:, direction]
            moved[there] = moved.get(there, 0) + going * open_share
            moved[cell] = moved.get(cell, 0) + (going * (1 - open_share)) @ bump
    return {cell: value for cell, value in moved.items() if value.sum() > 0}


def plain_ride(cells, p, p_ride):
    moved = {}
    for cell, shares in zip(cells.tolist(), p, strict=True):
        others = GRID.rides.to[GRID.rides.start[cell] : GRID.rides.start[cell + 1]].tolist()
        moved[cell] = moved.get(cell, 0) + shares * (1 - p_ride if others else 1)
        for other in others:
            moved[other] = moved.get(other, 0) + shares * p_ride / len(others)
    return moved


def as_dict(cells, p):
    assert len(set(cells.tolist())) == len(cells)
    return {cell: value for cell, value in zip(cells.tolist(), p, strict=True) if value.sum() > 0}


def same(found, expected):
    assert set(found) == set(expected)
    for cell, value in expected.items():
        assert found[cell] == pytest.approx(value, rel=1e-4, abs=1e-6)
    assert (SLOT == -1).all(), "the room is left as it was found"


@settings(deadline=None)
@given(seeds)
def test_a_move_equals_its_plain_twin_and_loses_nobody(seed):
    cells, p, stencil, bump = drawn(seed)
    reached, moved = spread(cells, p, stencil, bump, GRID.neighbour, GRID.openness, SLOT)
    same(as_dict(reached, moved), plain_spread(cells, p, stencil, bump))
    assert moved.sum() == pytest.approx(p.sum(), rel=1e-4)


@settings(deadline=None)
@given(seeds)
def test_a_ride_equals_its_plain_twin_and_loses_nobody(seed):
    cells, p, _, _ = drawn(seed)
    reached, moved = ride(cells, p, 0.3, GRID.rides.start, GRID.rides.to, SLOT)
    same(as_dict(reached, moved), plain_ride(cells, p, 0.3))
    assert moved.sum() == pytest.approx(p.sum(), rel=1e-4)


@settings(deadline=None)
@given(seeds)
def test_newcomers_take_their_share_evenly(seed):
    cells, p, _, _ = drawn(seed)
    p /= p.sum()
    fresh = np.unique(np.random.default_rng(seed + 1).choice(len(GRID), 9)).astype(np.int32)
    reached, result = joined(cells, p, fresh, 0.1, np.full(MODES, 1 / MODES), SLOT)
    expected = {cell: 0.9 * value for cell, value in as_dict(cells, p).items()}
    for cell in fresh.tolist():
        expected[cell] = expected.get(cell, 0) + 0.1 / len(fresh) / MODES
    same(as_dict(reached, result), expected)


@settings(deadline=None)
@given(seeds)
def test_going_back_is_the_mirror_of_going_forward(seed):
    """For any value of places, its mean after a move is the mean before it of what `*_back` returns."""
    cells, p, stencil, bump = drawn(seed)
    rng = np.random.default_rng(seed + 2)
    reached, moved = spread(cells, p, stencil, bump, GRID.neighbour, GRID.openness, SLOT)
    value = rng.random(moved.shape).astype(np.float32)
    back = spread_back(cells, reached, value, stencil, bump, GRID.neighbour, GRID.openness, SLOT)
    assert (back * p).sum() == pytest.approx((value * moved).sum(), rel=1e-4)
    reached, moved = ride(cells, p, 0.3, GRID.rides.start, GRID.rides.to, SLOT)
    value = rng.random(moved.shape).astype(np.float32)
    back = ride_back(cells, reached, value, 0.3, GRID.rides.start, GRID.rides.to, SLOT)
    assert (back * p).sum() == pytest.approx((value * moved).sum(), rel=1e-4)
    assert (SLOT == -1).all()


def test_ways_of_moving_change_as_a_matrix_says(rng):
    p, switch = rng.random((20, 5)).astype(np.float32), rng.random((5, 7)).astype(np.float32)
    assert switched(p, switch) == pytest.approx(p @ switch, rel=1e-5)
