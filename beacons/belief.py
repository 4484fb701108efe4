"""What is believed about one person's place: a probability for each cell and way of moving."""

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from beacons.grid import Grid

Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int32]
Shares = npt.NDArray[np.float32]

MOST_BYTES = 9_000
"""A belief is cut to its likeliest cells so that a person's state stays under 16 KiB."""
_LEAST_SHARE = 1e-3
"""Cells this much less likely than the likeliest are forgotten."""
_BIN_M = 0.1
_BINS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """Probabilities of cells (rows) and ways of moving (columns).

    Parameters
    ----------
    cells : array of n, int32
        Numbers in the grid, each once.
    p : (n, modes) array of float32
        Sum 1.
    """

    cells: Cells
    p: Shares

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def by_cell(self) -> Shares:
        """Probability of each cell."""
        total: Shares = self.p.sum(axis=1)
        return total


def pruned(cells: Cells, p: Shares) -> Belief:
    """Return a belief of the likeliest cells that fit into a person's state, its probabilities summing to 1.

    They are rounded to half precision, so that a stored belief goes on exactly as one kept in memory.
    """
    most = MOST_BYTES // (4 + 2 * p.shape[1])
    kept_cells, share = likeliest(cells, p, _LEAST_SHARE, most)
    return Belief(cells=kept_cells, p=normalised(share.astype(np.float16)))


@numba.njit(cache=True)
def likeliest(cells: Cells, p: Shares, least: float, most: int) -> tuple[Cells, Shares]:  # pragma: no cover
    """Return the cells at least this share as likely as the likeliest, `most` at most, the largest value being 1."""
    by_cell = np.zeros(cells.size, np.float32)
    peak = np.float32(0.0)
    for row in range(cells.size):
        for mode in range(p.shape[1]):
            by_cell[row] += p[row, mode]
            peak = max(peak, p[row, mode])
    least_p = np.float32(least) * by_cell.max()
    if cells.size > most:
        least_p = max(least_p, np.partition(by_cell, cells.size - most)[cells.size - most])
    kept = np.flatnonzero(by_cell >= least_p)[:most]
    return cells[kept], p[kept] / peak


def normalised(share: npt.NDArray[np.float16]) -> Shares:
    """Return shares as probabilities."""
    wide = share.astype(np.float32)
    result: Shares = wide / wide.sum(dtype=np.float64).astype(np.float32)
    return result


def halved(p: Shares) -> npt.NDArray[np.float16]:
    """Return probabilities as the half-precision shares they were made of."""
    shares: npt.NDArray[np.float16] = (p / p.max()).astype(np.float16)
    return shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A belief's position and spread, before calibration."""

    level: int
    x_m: float
    y_m: float
    cov_m2: tuple[tuple[float, float], tuple[float, float]]
    raw_68_m: float
    raw_95_m: float
    p_level: float


def estimate(belief: Belief, grid: Grid, lag_m: Floats) -> Estimate:
    """Return the mean place on the likeliest level, and how far the belief spreads around it.

    Parameters
    ----------
    lag_m : (modes, 2) array
        How far east and north of the cell's place each way of moving is by now [m].
    """
    level, *rest = summary(
        belief.cells, belief.p, grid.level, grid.x_m, grid.y_m, lag_m, len(grid.level_ids), grid.cell_m
    )
    x_m, y_m, xx, xy, yy, raw_68_m, raw_95_m, p_level = rest
    return Estimate(
        level=level,
        x_m=x_m,
        y_m=y_m,
        cov_m2=((xx, xy), (xy, yy)),
        raw_68_m=raw_68_m,
        raw_95_m=raw_95_m,
        p_level=min(1.0, p_level),
    )


@numba.njit(cache=True)
def summary(
    cells: Cells, p: Shares, level: Cells, x_m: Floats, y_m: Floats, lag_m: Floats, levels: int, cell_m: float
) -> tuple[int, float, float, float, float, float, float, float, float]:  # pragma: no cover - compiled
    """Return level, mean x and y, covariance xx, xy, yy, radii of 68 % and 95 %, and the level's probability."""
    p_level = np.zeros(levels)
    for row in range(cells.size):
        for mode in range(p.shape[1]):
            p_level[level[cells[row]]] += p[row, mode]
    best = int(np.argmax(p_level))
    x, y = 0.0, 0.0
    for row in range(cells.size):
        if level[cells[row]] == best:
            for mode in range(p.shape[1]):
                x += p[row, mode] * (x_m[cells[row]] + lag_m[mode, 0])
                y += p[row, mode] * (y_m[cells[row]] + lag_m[mode, 1])
    x, y = x / p_level[best], y / p_level[best]
    xx, xy, yy = 0.0, 0.0, 0.0
    within = np.zeros(_BINS)
    for row in range(cells.size):
        if level[cells[row]] == best:
            for mode in range(p.shape[1]):
                dx = x_m[cells[row]] + lag_m[mode, 0] - x
                dy = y_m[cells[row]] + lag_m[mode, 1] - y
                share = p[row, mode] / p_level[best]
                xx, xy, yy = xx + share * dx * dx, xy + share * dx * dy, yy + share * dy * dy
                # Within a cell the place is uniform: two thirds of its half-width count as distance.
                distance = np.sqrt(dx * dx + dy * dy + cell_m * cell_m / 6.0)
                within[min(int(distance / _BIN_M), _BINS - 1)] += share
    cell_var = cell_m * cell_m / 12.0
    return (
        best,
        x,
        y,
        xx + cell_var,
        xy,
        yy + cell_var,
        _quantile(within, 0.68),
        _quantile(within, 0.95),
        p_level[best],
    )


@numba.njit(cache=True)
def _quantile(within: Floats, share: float) -> float:  # pragma: no cover - compiled
    reached = 0.0
    for index in range(within.size):
        reached += within[index]
        if reached >= share:
            return (index + 1) * _BIN_M
    return within.size * _BIN_M
