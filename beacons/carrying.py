"""What is known of a person, carried from the map of one revision to that of another."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from beacons.belief import Belief, pruned
from beacons.grid import Grid
from beacons.track_state import TrackState
from beacons.tracker import Tracker

_REACH_CELLS = 1.5
"""A cell's probability goes to the nearest cell of the other map within so many cells; farther ones are walls now."""


def carried(state: TrackState, before: Tracker, after: Tracker) -> TrackState:
    """Return a track of one revision as the tracker of another goes on with it.

    Cells and transmitters are matched by where, and which, they are; what the other map does not have is forgotten.
    Where nothing of the belief is left the place is unknown, and found again from the next scans.
    """
    number = {item.id: index for index, item in enumerate(after.venue.transmitters)}
    ids = [item.id for item in before.venue.transmitters]
    heard_s = {number[ids[index]]: t_s for index, t_s in state.heard_s.items() if ids[index] in number}
    belief = None if state.belief is None else _carried(state.belief, before.grid, after.grid)
    return replace(state, heard_s=heard_s, belief=belief)


def _carried(belief: Belief, before: Grid, after: Grid) -> Belief | None:
    to = np.array([_cell(before, int(cell), after) for cell in belief.cells], dtype=np.int32)
    cells, row = np.unique(to[to >= 0], return_inverse=True)
    if not len(cells):
        return None
    shares: npt.NDArray[np.float32] = np.zeros((len(cells), belief.p.shape[1]), dtype=np.float32)
    np.add.at(shares, row, belief.p[to >= 0])
    return pruned(cells.astype(np.int32), shares)


def _cell(before: Grid, cell: int, after: Grid) -> int:
    """Return the cell of another grid where a cell is, or -1."""
    level_id = before.level_ids[before.level[cell]]
    if level_id not in after.level_ids:
        return -1
    level, x_m, y_m = after.level_ids.index(level_id), float(before.x_m[cell]), float(before.y_m[cell])
    near = after.near(level, x_m, y_m, _REACH_CELLS * max(before.cell_m, after.cell_m))
    if not len(near):
        return -1
    return int(near[np.hypot(after.x_m[near] - x_m, after.y_m[near] - y_m).argmin()])
