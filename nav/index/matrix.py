"""Costs and times from many ends to many, compiled."""

from collections.abc import Sequence
from typing import NamedTuple

import numba
import numpy as np

from nav.index.hierarchy import Tree
from nav.index.metric import DOWN, UP, Metric
from nav.index.network import BARRED, Ints, Ints32
from nav.index.paths import RANK, SEED, Board, Seeds, climb, lay_out, meet, reach, wipe


class Ends(NamedTuple):
    """Ends of paths as one: those of the i-th are ``start[i]:start[i + 1]``."""

    start: Ints
    seeds: Seeds


def joined(ends: Sequence[Seeds]) -> Ends:
    """Return ends as one."""
    start = np.cumsum([0, *(len(end.nodes) for end in ends)])
    columns = zip(*ends, strict=True) if ends else 3 * ((np.zeros(0, dtype=np.int64),),)
    return Ends(start, Seeds(*(np.concatenate(column) for column in columns)))


@numba.njit(cache=True, nogil=True)
def _part(ends: Ends, i: int) -> Seeds:
    """Return the i-th of ends."""
    first, last = ends.start[i], ends.start[i + 1]
    return Seeds(ends.seeds.nodes[first:last], ends.seeds.costs[first:last], ends.seeds.times[first:last])


class Pinned(NamedTuple):
    """Destinations that are climbed from once, for many origins.

    Parameters
    ----------
    start : (d + 1,) int64
        What destination j reaches is ``reached[start[j]:start[j + 1]]``.
    reached : (k, 3) int32
        As `nav.index.paths.reach` returns it.
    """

    ends: Ends
    start: Ints
    reached: Ints32


@numba.njit(cache=True, nogil=True)
def pin(tree: Tree, metric: Metric, destinations: Ends, board: Board) -> Pinned:
    """Return destinations with what they reach."""
    n_destinations = len(destinations.start) - 1
    parts = [reach(tree, metric, _part(destinations, j), DOWN, board) for j in range(n_destinations)]
    start = np.zeros(n_destinations + 1, np.int64)
    for j in range(n_destinations):
        start[j + 1] = start[j] + len(parts[j])
    reached = np.empty((start[-1], 3), np.int32)
    for j in range(n_destinations):
        reached[start[j] : start[j + 1]] = parts[j]
    return Pinned(destinations, start, reached)


@numba.njit(cache=True, nogil=True)
def matrix(
    tree: Tree, metric: Metric, origins: Ends, destinations: Pinned, board: Board, timed: bool
) -> tuple[Ints32, Ints32]:
    """Return the cost and, if asked for, the time from each origin to each destination [ticks]: (o, d) each."""
    n_origins, n_destinations = len(origins.start) - 1, len(destinations.start) - 1
    costs = np.full((n_origins, n_destinations), BARRED, np.int32)
    times = np.zeros((n_origins, n_destinations), np.int32)
    for i in range(n_origins):
        origin = _part(origins, i)
        out = reach(tree, metric, origin, UP, board)
        lay_out(out, board)
        for j in range(n_destinations):
            back = destinations.reached[destinations.start[j] : destinations.start[j + 1]]
            costs[i, j], where = meet(back, board)
            if timed and where >= 0:
                destination = _part(destinations.ends, j)
                top, last = back[where, RANK], back[where, SEED]
                first = board.marks[top, 1]
                _, up_time = climb(tree, metric, tree.rank[origin.nodes[first]], top, UP, board)
                _, down_time = climb(tree, metric, tree.rank[destination.nodes[last]], top, DOWN, board)
                times[i, j] = origin.times[first] + up_time + down_time + destination.times[last]
        wipe(out, board)
    return costs, times
