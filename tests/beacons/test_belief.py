"""A belief keeps what is likely, fits into a person's state, and its summary is that of its cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.belief import MOST_BYTES, Belief, estimate, halved, normalised, pruned
from beacons.grid import Grid
from beacons.walkable import WalkableSpace
from maps.spatial import SpatialIndex
from tests.scenes import small_hospital

SPATIAL = SpatialIndex(small_hospital())
GRID = Grid(SPATIAL, WalkableSpace(SPATIAL), 0.5)


def drawn(seed, modes=3):
    rng = np.random.default_rng(seed)
    cells = rng.permutation(len(GRID))[: rng.integers(1, len(GRID))].astype(np.int32)
    return cells, (rng.random((len(cells), modes)) ** 9).astype(np.float32)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([5, 7]))
def test_pruning_keeps_the_likeliest_that_fit(seed, modes):
    cells, p = drawn(seed, modes)
    belief = pruned(cells, p)
    assert belief.p.sum() == pytest.approx(1.0, abs=1e-4)
    assert len(belief) * (4 + 2 * modes) <= MOST_BYTES
    by_cell = dict(zip(cells.tolist(), p.sum(axis=1).tolist(), strict=True))
    kept = set(belief.cells.tolist())
    assert kept <= set(by_cell)
    worst = min(by_cell[cell] for cell in kept)
    if len(kept) * (4 + 2 * modes) < MOST_BYTES - 100:
        assert all(by_cell[cell] <= 1.01e-3 * max(by_cell.values()) for cell in set(by_cell) - kept)
    assert all(by_cell[cell] <= worst for cell in set(by_cell) - kept)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_stored_shares_are_the_probabilities_themselves(seed):
    belief = pruned(*drawn(seed))
    assert (normalised(halved(belief.p)) == belief.p).all()


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_summary_is_that_of_the_likeliest_level(seed):
    belief = pruned(*drawn(seed))
    lag_m = np.random.default_rng(seed).uniform(-0.25, 0.25, (3, 2))
    found = estimate(belief, GRID, lag_m)
    p_level = np.bincount(GRID.level[belief.cells], weights=belief.by_cell, minlength=2)
    assert found.level == p_level.argmax()
    assert found.p_level == pytest.approx(p_level.max(), abs=1e-4)
    mine = GRID.level[belief.cells] == found.level
    share = belief.p[mine].astype(float) / belief.p[mine].sum(dtype=float)
    x = GRID.x_m[belief.cells[mine], None] + lag_m[:, 0]
    y = GRID.y_m[belief.cells[mine], None] + lag_m[:, 1]
    assert (found.x_m, found.y_m) == pytest.approx(((share * x).sum(), (share * y).sum()), abs=1e-2)
    assert found.cov_m2[0][0] == pytest.approx((share * (x - found.x_m) ** 2).sum() + GRID.cell_m**2 / 12, abs=2e-2)
    distance = np.hypot(x - found.x_m, y - found.y_m)
    for radius, promised in ((found.raw_68_m, 0.68), (found.raw_95_m, 0.95)):
        assert share[distance <= radius].sum() >= promised - 1e-3
    assert found.raw_68_m <= found.raw_95_m


def test_who_is_surely_in_one_cell_is_known_to_a_cell():
    found = estimate(Belief(cells=np.array([7], np.int32), p=np.ones((1, 1), np.float32)), GRID, np.zeros((1, 2)))
    assert (found.x_m, found.y_m) == (GRID.x_m[7], GRID.y_m[7])
    assert found.raw_95_m <= GRID.cell_m
    assert np.linalg.eigvalsh(found.cov_m2).min() > 0
