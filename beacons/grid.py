"""Walkable space as cells: where a person can be, and where they can be a moment later."""

import math
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import MultiLineString, Point

from beacons.walkable import WalkableSpace
from maps.ids import LevelId
from maps.spatial import SpatialIndex
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]

CELL_M = 2.0
"""Fine enough for radio that errs by metres: cells of 1 m were no better (decision 0018)."""
_FINEST_M = 0.5
_FEWEST_CELLS = 1500
"""Small venues have finer cells: beacons are near each other and errors small."""
_MOST_ENTRIES = 60_000_000
"""Cells times transmitters: beyond, cells grow, so that the signal table of a campus fits in memory."""
_COARSEST_M = 4.0
HERE = 4
"""Number of the direction that stays: directions 0 … 8 are row - 1 … row + 1, column - 1 … column + 1."""
OPPOSITE = 8
_WALL_SHARE = 0.2
"""Share of a move that gets through a wall: plans are imperfect and doors are forgotten."""
_DOOR_REACH = 0.8
"""A door counts as wider by this many cells on every side."""
_RIDE_REACH_M = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rides:
    """Where portals lead from each cell: entries ``start[c] … start[c + 1]`` of `to`, all equally likely."""

    start: Ints
    to: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """The cells of one level as rows of squares.

    Parameters
    ----------
    west_m, south_m : float
        Corner of row 0, column 0 [local m].
    side_m : float
        Side of a square [m].
    number : (rows, columns) array of int32
        Number of each cell in its grid, rows going north; -1 where nothing is walkable.
    """

    west_m: float
    south_m: float
    side_m: float
    number: Ints


class Grid:
    """The cells of a venue, all levels in one numbering.

    Attributes
    ----------
    cell_m : float
        Side of a cell [m]; on a level too large for its raster the cells are larger, and this is the largest.
    level : array of n
        Index of each cell's level in the venue.
    x_m, y_m : arrays of n
        A walkable place in each cell, near its middle [local m].
    neighbour : (n, 9) array of int32
        Cell in each direction; the cell itself where there is none.
    openness : (n, 9) array of float32
        Share of a move in each direction that gets there: 1 free, 0 out of walkable space, little through a wall.
    rides : Rides
    """

    def __init__(self, spatial: SpatialIndex, space: WalkableSpace, cell_m: float | None = None) -> None:
        venue = spatial.venue
        self.level_ids = space.level_ids
        wanted_m = cell_m or _cell_m(space, len(venue.transmitters))
        blocks = [space.blocks(index, wanted_m) for index in range(len(space.level_ids))]
        self.cell_m = max(block.side_m for block in blocks)
        sizes = [len(block.x_m) for block in blocks]
        self.level: Ints = np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)
        self.x_m: Floats = np.concatenate([block.x_m for block in blocks])
        self.y_m: Floats = np.concatenate([block.y_m for block in blocks])
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        self._number = [
            np.where(block.number < 0, -1, block.number + offset).astype(np.int32)
            for block, offset in zip(blocks, offsets[:-1], strict=True)
        ]
        self._square = [(block.west_m, block.south_m, block.side_m) for block in blocks]
        self.neighbour = np.concatenate([_neighbours(number) for number in self._number]).astype(np.int32)
        self.openness = self._openness(spatial)
        self.rides = self._rides(venue)

    def __len__(self) -> int:
        return len(self.x_m)

    def near(self, level: int, x_m: float, y_m: float, reach_m: float) -> Ints:
        """Return the cells of a level within a distance of a point [m]; none where nothing is walkable."""
        return cells_near(self._number[level], self.x_m, self.y_m, *self._square[level], x_m, y_m, reach_m)

    def raster(self, level: int) -> "Raster":
        """Return where the cells of a level lie."""
        west_m, south_m, side_m = self._square[level]
        return Raster(west_m=west_m, south_m=south_m, side_m=side_m, number=self._number[level])

    def nearest(self, level: int, x_m: float, y_m: float) -> int:
        """Return the cell of a level nearest to a point."""
        mine = np.flatnonzero(self.level == level)
        return int(mine[np.hypot(self.x_m[mine] - x_m, self.y_m[mine] - y_m).argmin()])

    def _openness(self, spatial: SpatialIndex) -> npt.NDArray[np.float32]:
        """Return the share of each move that gets there; both ways of a move cross the same walls."""
        cells = np.arange(len(self))
        openness = np.zeros((len(self), 9), dtype=np.float32)
        openness[:, HERE] = 1.0
        walls = [_walls(spatial, level_id, self.cell_m) for level_id in self.level_ids]
        for direction in range(HERE):
            there = self.neighbour[:, direction]
            moving = np.flatnonzero(there != cells)
            for index, tree in enumerate(walls):
                some = moving[self.level[moving] == index]
                ends = np.stack([self.x_m[[some, there[some]]], self.y_m[[some, there[some]]]], axis=2)
                blocked = np.zeros(len(some), dtype=np.bool_)
                blocked[tree.query(shapely.linestrings(ends.transpose(1, 0, 2)), predicate="intersects")[0]] = True
                share = np.where(blocked, _WALL_SHARE, 1.0)
                openness[some, direction] = share
                openness[there[some], OPPOSITE - direction] = share
        return openness

    def _rides(self, venue: Venue) -> Rides:
        leads: dict[int, set[int]] = {}
        level_index = {level_id: index for index, level_id in enumerate(self.level_ids)}
        for portal in venue.portals:
            stops = [(level_index[stop.level_id], stop.point.x, stop.point.y) for stop in portal.stops]
            landings = [self.nearest(*stop) for stop in stops]
            for stop, landing in zip(stops, landings, strict=True):
                others = {cell for cell in landings if self.level[cell] != stop[0]}
                for cell in {landing, *self.near(*stop, _RIDE_REACH_M).tolist()}:
                    leads.setdefault(cell, set()).update(others)
        counts = np.zeros(len(self) + 1, dtype=np.int32)
        for cell, others in leads.items():
            counts[cell + 1] = len(others)
        to = [other for cell in sorted(leads) for other in sorted(leads[cell])]
        return Rides(start=np.cumsum(counts).astype(np.int32), to=np.array(to, dtype=np.int32))


def _walls(spatial: SpatialIndex, level_id: LevelId, cell_m: float) -> shapely.STRtree:
    """Return a level's walls, the openings in them made wide enough to be found by moves between cells."""
    walls = MultiLineString(list(spatial.walls(level_id).reshape(-1, 2, 2)))
    gaps = [opening.line for opening in spatial.venue.openings if opening.level_id == level_id]
    doors = shapely.union_all(shapely.buffer(gaps, _DOOR_REACH * cell_m)) if gaps else Point()
    return shapely.STRtree(shapely.get_parts(shapely.difference(walls, doors)))


def _cell_m(space: WalkableSpace, transmitters: int) -> float:
    fine_m = min(max(math.sqrt(space.area_m2 / _FEWEST_CELLS), _FINEST_M), CELL_M)
    least_m = math.sqrt(space.area_m2 * max(transmitters, 1) / _MOST_ENTRIES)
    return min(max(fine_m, least_m), _COARSEST_M)


def _neighbours(number: Ints) -> Ints:
    """Return the (n, 9) neighbours of one level's cells, in the order of their numbers."""
    rows, columns = np.nonzero(number >= 0)
    padded = np.pad(number, 1, constant_values=-1)
    here = number[rows, columns]
    around = [padded[rows + 1 + dr, columns + 1 + dc] for dr in (-1, 0, 1) for dc in (-1, 0, 1)]
    return np.stack([np.where(there < 0, here, there) for there in around], axis=1)


@numba.njit(cache=True)
def cells_near(
    number: Ints,
    cell_x_m: Floats,
    cell_y_m: Floats,
    west: float,
    south: float,
    cell_m: float,
    x_m: float,
    y_m: float,
    reach_m: float,
) -> Ints:  # pragma: no cover - compiled
    """Return the numbers of a level's cells within a distance of a point."""
    rows, columns = number.shape
    first_row = min(max((y_m - reach_m - south) / cell_m, 0.0), float(rows))
    last_row = min(max((y_m + reach_m - south) / cell_m + 1.0, 0.0), float(rows))
    first_column = min(max((x_m - reach_m - west) / cell_m, 0.0), float(columns))
    last_column = min(max((x_m + reach_m - west) / cell_m + 1.0, 0.0), float(columns))
    found = np.empty(max(int(last_row - first_row + 2) * int(last_column - first_column + 2), 0), np.int32)
    count = 0
    for row in range(int(first_row), int(last_row)):
        for column in range(int(first_column), int(last_column)):
            cell = number[row, column]
            if cell >= 0 and math.hypot(cell_x_m[cell] - x_m, cell_y_m[cell] - y_m) <= reach_m:
                found[count] = cell
                count += 1
    return found[:count]
