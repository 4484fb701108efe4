"""Where somebody may be when no plan is known: cells around the transmitters and the surveyed places."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from beacons.drift import spread, switched
from beacons.motion import BLIND, moves

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STOREY_M = 3.5
_FINEST_M, _COARSEST_M = 0.5, 8.0
_CELLS_PER_SPACING = 8.0
_MOST_CELLS = 24_000
_MARGIN = 1.5
"""The ground reaches this many spacings beyond the outermost places."""
_LEAST_MARGIN_M = 3.0
_P_CLIMB_S = 0.01
"""Chance a second that somebody changes to a level beside: where stairs are is unknown."""
_MOST_PAUSE_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A known place: of a transmitter, or of a fingerprint.

    Parameters
    ----------
    x_m, y_m : float
        In the frame of the file [m].
    level : int
        Number of its level in the ground.
    z_m : float or None
        Height, where it is said [m].
    """

    x_m: float
    y_m: float
    level: int = 0
    z_m: float | None = None


class Ground:
    """The cells of every level, all alike, in rows from south to north.

    Attributes
    ----------
    levels : tuple of str
        Names of the levels, from the lowest.
    spacing_m : float
        Median distance from a place to the nearest other one of its level [m].
    cell_m : float
        Side of a cell [m].
    x_m, y_m, level : arrays of n
        Middle and level of each cell.
    outside_m : array of n
        Distance from the convex hull of the places of the cell's level [m].
    """

    def __init__(self, spots: Sequence[Spot], levels: Sequence[str]) -> None:
        self.levels = tuple(levels)
        places = np.array([[spot.x_m, spot.y_m] for spot in spots], dtype=np.float64)
        of_level = np.array([spot.level for spot in spots], dtype=np.int64)
        self.spacing_m = _spacing_m(places, of_level)
        margin_m = max(_LEAST_MARGIN_M, _MARGIN * self.spacing_m)
        west, south = places.min(axis=0) - margin_m
        east, north = places.max(axis=0) + margin_m
        area_m2 = float((east - west) * (north - south)) * len(self.levels)
        fine_m = min(max(self.spacing_m / _CELLS_PER_SPACING, _FINEST_M), _COARSEST_M)
        self.cell_m = max(fine_m, math.sqrt(area_m2 / _MOST_CELLS))
        columns, rows = (math.ceil(size / self.cell_m) for size in (east - west, north - south))
        x_m, y_m = np.meshgrid(
            west + self.cell_m * (np.arange(columns) + 0.5), south + self.cell_m * (np.arange(rows) + 0.5)
        )
        count = len(self.levels)
        self.x_m: Floats = np.tile(x_m.ravel(), count)
        self.y_m: Floats = np.tile(y_m.ravel(), count)
        self.level: npt.NDArray[np.int32] = np.repeat(np.arange(count), rows * columns).astype(np.int32)
        points = shapely.points(x_m.ravel(), y_m.ravel())
        self.outside_m: Floats = np.concatenate(
            [shapely.distance(_hull(places[of_level == index], places), points) for index in range(count)]
        )
        self._neighbour = _neighbours(rows, columns, count)
        self._open = np.ones((len(self), 9), dtype=np.float32)
        self._slot = np.full(len(self), -1, dtype=np.int32)

    def __len__(self) -> int:
        return len(self.x_m)

    def start(self) -> npt.NDArray[np.float32]:
        """Return the belief that knows nothing: (cells, ways of moving), sum 1."""
        return np.tile((BLIND.prior / len(self)).astype(np.float32), (len(self), 1))

    def moved(self, p: npt.NDArray[np.float32], dt_s: float) -> npt.NDArray[np.float32]:
        """Return a belief after a time [s]: people stand, walk and now and then change level."""
        dt_s = min(max(dt_s, 0.0), _MOST_PAUSE_S)
        going = moves(len(BLIND.prior), None, round(dt_s, 1), np.zeros((len(BLIND.prior), 2)), self.cell_m)
        cells = np.arange(len(self), dtype=np.int32)
        p = switched(p, going.switch)
        for move in going.moves:
            cells, p = spread(cells, p, move.stencil, move.bump, self._neighbour, self._open, self._slot)
        whole = np.zeros((len(self), p.shape[1]), dtype=np.float32)
        whole[cells] = p
        return self._climbed(whole, -math.expm1(-_P_CLIMB_S * dt_s))

    def _climbed(self, p: npt.NDArray[np.float32], share: float) -> npt.NDArray[np.float32]:
        count = len(self.levels)
        if count == 1:
            return p
        storeys = p.reshape(count, -1, p.shape[1])
        after = (1.0 - share) * storeys
        after[1:] += 0.5 * share * storeys[:-1]
        after[:-1] += 0.5 * share * storeys[1:]
        result: npt.NDArray[np.float32] = (after / after.sum()).reshape(p.shape).astype(np.float32)
        return result


def _spacing_m(places: Floats, of_level: Ints) -> float:
    nearest: list[float] = []
    for level in np.unique(of_level):
        mine = np.unique(places[of_level == level], axis=0)
        if len(mine) > 1:
            tree = shapely.STRtree([shapely.Point(x_m, y_m) for x_m, y_m in mine.tolist()])
            _, away_m = tree.query_nearest(tree.geometries, exclusive=True, return_distance=True, all_matches=False)
            nearest += away_m.tolist()
    return float(np.median(nearest)) if nearest else 4.0


def _hull(mine: Floats, every: Floats) -> shapely.Geometry:
    return shapely.MultiPoint(mine if len(mine) else every).convex_hull


def _neighbours(rows: int, columns: int, levels: int) -> npt.NDArray[np.int32]:
    """Return the (n, 9) neighbours of cells, the cell itself beyond the edge."""
    number = np.arange(rows * columns).reshape(rows, columns)
    padded = np.pad(number, 1, constant_values=-1)
    around = np.stack(
        [padded[1 + dr : 1 + dr + rows, 1 + dc : 1 + dc + columns].ravel() for dr in (-1, 0, 1) for dc in (-1, 0, 1)],
        axis=1,
    )
    one = np.where(around < 0, number.reshape(-1, 1), around)
    return np.concatenate([one + index * rows * columns for index in range(levels)]).astype(np.int32)
