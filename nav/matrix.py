"""Costs and times from many ends to many, compiled."""

import numba
import numpy as np

from nav.hierarchy import Tree
from nav.metric import DOWN, UP, Metric
from nav.network import BARRED, Ints, Ints32
from nav.paths import RANK, SEED, Board, Seeds, climb, lay_out, meet, reach, wipe


@numba.njit(cache=True, nogil=True)
def _part(ends: tuple[Ints, Seeds], i: int) -> Seeds:
    """Return the i-th of ends that are joined in one."""
    start, joined = ends
    first, last = start[i], start[i + 1]
    return Seeds(joined.nodes[first:last], joined.costs[first:last], joined.times[first:last])


@numba.njit(cache=True, nogil=True)
def matrix(
    tree: Tree, metric: Metric, origins: tuple[Ints, Seeds], destinations: tuple[Ints, Seeds], board: Board
) -> tuple[Ints32, Ints32]:
    """Return the cost and the time from each origin to each destination [ticks]: (o, d) each.

    Parameters
    ----------
    origins, destinations : tuple of (k + 1,) int64 and Seeds
        Where each starts, and all of them as one.
    """
    n_origins, n_destinations = len(origins[0]) - 1, len(destinations[0]) - 1
    costs = np.full((n_origins, n_destinations), BARRED, np.int32)
    times = np.zeros((n_origins, n_destinations), np.int32)
    back = [reach(tree, metric, _part(destinations, j), DOWN, board) for j in range(n_destinations)]
    for i in range(n_origins):
        origin = _part(origins, i)
        out = reach(tree, metric, origin, UP, board)
        lay_out(out, board)
        for j in range(n_destinations):
            cost, where = meet(back[j], board)
            if where < 0:
                continue
            destination = _part(destinations, j)
            top, first, last = back[j][where, RANK], board.marks[back[j][where, RANK], 1], back[j][where, SEED]
            _, up_time = climb(tree, metric, tree.rank[origin.nodes[first]], top, UP, board)
            _, down_time = climb(tree, metric, tree.rank[destination.nodes[last]], top, DOWN, board)
            costs[i, j] = cost
            times[i, j] = origin.times[first] + up_time + down_time + destination.times[last]
        wipe(out, board)
    return costs, times
