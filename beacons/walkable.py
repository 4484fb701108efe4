"""Where a person can be: a raster of each level's walkable space."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.ndimage import distance_transform_edt

from maps.ids import LevelId
from maps.shapes import Area
from maps.spatial import SpatialIndex

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_CELL_M = 0.5
_MOST_CELLS = 4_000_000


class WalkableSpace:
    """The walkable cells of a venue; a level without walkable units counts with its whole outline.

    Levels are known here by their index in `level_ids` (the venue's order).
    """

    def __init__(self, spatial: SpatialIndex) -> None:
        venue = spatial.venue
        self.level_ids: tuple[LevelId, ...] = tuple(level.id for level in venue.levels)
        self.ordinals: Ints = np.array([level.ordinal for level in venue.levels], dtype=np.int64)
        self.elevations_m: Floats = np.array([level.elevation_m for level in venue.levels], dtype=np.float64)
        self._rasters = [_Raster(_area(spatial, level.id, level.outline)) for level in venue.levels]

    def inside(self, levels: Ints, x_m: Floats, y_m: Floats) -> Bools:
        """Return whether each point lies in a walkable cell of its level."""
        result = np.zeros(len(x_m), dtype=np.bool_)
        for index in np.unique(levels):
            mine = levels == index
            result[mine] = self._rasters[index].inside(x_m[mine], y_m[mine])
        return result

    def snapped(self, level: int, x_m: float, y_m: float) -> tuple[float, float]:
        """Return a point, moved to the middle of the nearest walkable cell if it is outside walkable space."""
        return self._rasters[level].snapped(x_m, y_m)

    @property
    def area_m2(self) -> float:
        """Walkable area of all levels [m²]."""
        return float(sum(raster.mask.sum() * raster.cell_m**2 for raster in self._rasters))

    def blocks(self, level: int, block_m: float) -> "Blocks":
        """Return the blocks of a level that hold walkable space, about `block_m` wide."""
        return self._rasters[level].blocks(block_m)

    def cells(self, spacing_m: float) -> tuple[Ints, Floats, Floats]:
        """Return level, x and y [m] of walkable points about `spacing_m` apart on all levels."""
        parts = [raster.blocks(spacing_m) for raster in self._rasters]
        levels = np.concatenate([np.full(len(part.x_m), index, dtype=np.int64) for index, part in enumerate(parts)])
        return levels, np.concatenate([part.x_m for part in parts]), np.concatenate([part.y_m for part in parts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """A level cut into squares.

    Parameters
    ----------
    west_m, south_m : float
        Corner of block (0, 0) [local m].
    side_m : float
        Side of a block: a whole number of raster cells [m].
    number : (rows, columns) array
        Number of each block that holds walkable space, row by row; -1 for the others.
    x_m, y_m : arrays
        A walkable place of each numbered block, near the middle of its walkable part [local m].
    """

    west_m: float
    south_m: float
    side_m: float
    number: Ints
    x_m: Floats
    y_m: Floats


def _area(spatial: SpatialIndex, level_id: LevelId, outline: Area) -> Area:
    walkable = spatial.walkable_area(level_id)
    return outline if walkable.is_empty else walkable


class _Raster:
    def __init__(self, area: Area) -> None:
        west, south, east, north = area.bounds
        self.cell_m = max(_CELL_M, math.sqrt((east - west) * (north - south) / _MOST_CELLS))
        self.west, self.south = west, south
        columns, rows = (max(1, math.ceil(size / self.cell_m)) for size in (east - west, north - south))
        x = west + (np.arange(columns) + 0.5) * self.cell_m
        y = south + (np.arange(rows) + 0.5) * self.cell_m
        shapely.prepare(area)
        self.mask: Bools = np.asarray(shapely.contains_xy(area, *np.meshgrid(x, y)))
        if not self.mask.any():
            point = area.representative_point()
            self.mask[self._row(np.array([point.y])), self._column(np.array([point.x]))] = True
        nearest = distance_transform_edt(~self.mask, return_distances=False, return_indices=True)
        self.nearest = nearest.astype(np.int32)

    def _column(self, x_m: Floats) -> Ints:
        column: Ints = np.clip((x_m - self.west) / self.cell_m, 0, self.mask.shape[1] - 1).astype(np.int64)
        return column

    def _row(self, y_m: Floats) -> Ints:
        row: Ints = np.clip((y_m - self.south) / self.cell_m, 0, self.mask.shape[0] - 1).astype(np.int64)
        return row

    def inside(self, x_m: Floats, y_m: Floats) -> Bools:
        columns, rows = (x_m - self.west) / self.cell_m, (y_m - self.south) / self.cell_m
        within = (columns >= 0) & (rows >= 0) & (columns < self.mask.shape[1]) & (rows < self.mask.shape[0])
        result: Bools = within & self.mask[self._row(y_m), self._column(x_m)]
        return result

    def snapped(self, x_m: float, y_m: float) -> tuple[float, float]:
        rows, columns = self.mask.shape
        row = min(max(int((y_m - self.south) / self.cell_m), 0), rows - 1)
        column = min(max(int((x_m - self.west) / self.cell_m), 0), columns - 1)
        if self.mask[row, column] and self.west <= x_m and self.south <= y_m:
            return x_m, y_m
        row, column = self.nearest[:, row, column].tolist()
        return self.west + (column + 0.5) * self.cell_m, self.south + (row + 0.5) * self.cell_m

    def blocks(self, block_m: float) -> Blocks:
        stride = max(1, round(block_m / self.cell_m))
        rows, columns = np.nonzero(self.mask)
        shape = tuple(-(-size // stride) for size in self.mask.shape)
        block, member = np.unique(np.ravel_multi_index((rows // stride, columns // stride), shape), return_inverse=True)
        size = np.bincount(member)
        middle_row, middle_column = (np.bincount(member, each) / size for each in (rows, columns))
        off = (rows - middle_row[member]) ** 2 + (columns - middle_column[member]) ** 2
        by_block = np.lexsort((off, member))
        best = by_block[np.unique(member[by_block], return_index=True)[1]]
        whole = size == stride**2
        row, column = np.where(whole, middle_row, rows[best]), np.where(whole, middle_column, columns[best])
        number = np.full(shape, -1, dtype=np.int64)
        number.flat[block] = np.arange(len(block))
        return Blocks(
            west_m=self.west,
            south_m=self.south,
            side_m=stride * self.cell_m,
            number=number,
            x_m=(self.west + (column + 0.5) * self.cell_m).astype(np.float64),
            y_m=(self.south + (row + 0.5) * self.cell_m).astype(np.float64),
        )
