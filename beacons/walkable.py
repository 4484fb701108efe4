"""Where a person can be: a raster of each level's walkable space, for particles by the thousand."""

import math

import numpy as np
import numpy.typing as npt
import shapely
from scipy.ndimage import distance_transform_edt

from maps.ids import LevelId
from maps.shapes import Area
from maps.spatial import SpatialIndex
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_CELL_M = 0.5
_MOST_CELLS = 4_000_000


class WalkableSpace:
    """The walkable cells of a venue; a level without walkable units counts with its whole outline.

    Levels are known here by their index in `level_ids` (the venue's order).
    """

    def __init__(self, venue: Venue) -> None:
        spatial = SpatialIndex(venue)
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

    def snapped(self, levels: Ints, x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
        """Return the points, those outside walkable space moved to the centre of the nearest walkable cell."""
        x, y = x_m.copy(), y_m.copy()
        for index in np.unique(levels):
            mine = levels == index
            x[mine], y[mine] = self._rasters[index].snapped(x[mine], y[mine])
        return x, y

    def cells(self, spacing_m: float) -> tuple[Ints, Floats, Floats]:
        """Return level, x and y [m] of walkable points about `spacing_m` apart on all levels."""
        parts = [raster.cells(spacing_m) for raster in self._rasters]
        levels = np.concatenate([np.full(len(x), index, dtype=np.int64) for index, (x, _) in enumerate(parts)])
        return levels, np.concatenate([x for x, _ in parts]), np.concatenate([y for _, y in parts])


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

    def snapped(self, x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
        outside = ~self.inside(x_m, y_m)
        row, column = self.nearest[:, self._row(y_m), self._column(x_m)]
        x = np.where(outside, self.west + (column + 0.5) * self.cell_m, x_m)
        y = np.where(outside, self.south + (row + 0.5) * self.cell_m, y_m)
        return x, y

    def cells(self, spacing_m: float) -> tuple[Floats, Floats]:
        stride = max(1, round(spacing_m / self.cell_m))
        rows, columns = np.nonzero(self.mask)
        # One walkable cell of each block, so that a corridor narrower than the spacing is not lost.
        _, first = np.unique(
            (rows // stride) * (self.mask.shape[1] // stride + 1) + columns // stride, return_index=True
        )
        return (
            (self.west + (columns[first] + 0.5) * self.cell_m).astype(np.float64),
            (self.south + (rows[first] + 0.5) * self.cell_m).astype(np.float64),
        )
