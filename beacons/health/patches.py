"""The floor in patches: places coarse enough to count in, fine enough to tell where a transmitter is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.grid import Grid
from beacons.signals import STEP_DB, SignalTable
from maps.position import Position

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PATCH_M = 5.0
"""About the error of a position: a finer patch would count people in the wrong one [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patches:
    """Squares of walkable floor, all levels in one numbering.

    Parameters
    ----------
    number : dict
        (level index, column, row) to number.
    level_index : dict
        Level id to its index.
    level : array of n
        Index of each patch's level in the venue.
    x_m, y_m : arrays of n
        Middle of the walkable floor in each patch [local m].
    """

    number: dict[tuple[int, int, int], int]
    level_index: dict[str, int]
    of_cell: Ints
    level: Ints
    x_m: Floats
    y_m: Floats

    @classmethod
    def of(cls, grid: Grid) -> "Patches":
        """Return the patches of a grid's cells."""
        keys = np.stack([grid.level, np.floor(grid.x_m / PATCH_M), np.floor(grid.y_m / PATCH_M)], axis=1)
        squares, of_cell = np.unique(keys.astype(np.int64), axis=0, return_inverse=True)
        of_cell = of_cell.ravel()
        cells = np.bincount(of_cell, minlength=len(squares))
        return cls(
            number={(int(row[0]), int(row[1]), int(row[2])): index for index, row in enumerate(squares)},
            level_index={str(level_id): index for index, level_id in enumerate(grid.level_ids)},
            of_cell=of_cell,
            level=squares[:, 0],
            x_m=np.bincount(of_cell, weights=grid.x_m) / cells,
            y_m=np.bincount(of_cell, weights=grid.y_m) / cells,
        )

    def __len__(self) -> int:
        return len(self.x_m)

    def find(self, position: Position) -> int | None:
        """Return the number of the patch somebody is in, or None off the walkable floor."""
        column, row = np.floor([position.x_m / PATCH_M, position.y_m / PATCH_M])
        return self.number.get((self.level_index.get(str(position.level_id), -1), int(column), int(row)))

    def expected_dbm(self, signals: SignalTable) -> Floats:
        """Return the mean power of every transmitter in every patch, shape (transmitters, patches) [dBm]."""
        cells = np.bincount(self.of_cell)
        return np.stack(
            [
                np.bincount(self.of_cell, weights=-STEP_DB * row.astype(np.float64), minlength=len(self)) / cells
                for row in signals.code
            ]
        ).reshape(-1, len(self))
