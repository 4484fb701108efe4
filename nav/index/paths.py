"""Cheapest paths between sets of nodes, from the labels: how far, and by which ways."""

from typing import NamedTuple

import numba
import numpy as np

from nav.index.hierarchy import DEPTH, FIRST_ARC, PARENT, Tree, arc_up
from nav.index.labels import work_out_row
from nav.index.metric import COST, DOWN, TIME, UP, VIA, Metric, place_of, row_of
from nav.index.network import BARRED, Ints, Ints32

RANK, SEED = 1, 2
"""Columns of a reach beside `COST`: all ancestors of an end's nodes, each once, the least cost between the end and each
[ticks], and by which of the end's nodes."""


class Seeds(NamedTuple):
    """An end of a path: its nodes, and the cost and time between the end and each [ticks]."""

    nodes: Ints
    costs: Ints
    times: Ints


class Path(NamedTuple):
    """A cheapest path; without one the cost is `BARRED`.

    Parameters
    ----------
    cost, time : int
        With those of its ends [ticks].
    first, last : int
        The numbers of its nodes among those of the ends.
    ways : (k,) int32
        Between these nodes.
    """

    cost: int
    time: int
    first: int
    last: int
    ways: Ints32


class Board(NamedTuple):
    """Room to work in: one for each thread.

    Parameters
    ----------
    marks : (n, 2) int32
        A cost and a seed for each rank. Costs are `BARRED` between uses.
    rest : (h,) int32
        A cost for each unlabelled rank of a climb, by depth.
    climb : (h,) int32
        Arcs of a climb.
    stack : (h, 3) int32
        Arcs to be unpacked.
    ways : (n,) int32
        A path.
    """

    marks: Ints32
    rest: Ints32
    climb: Ints32
    stack: Ints32
    ways: Ints32


def new_board(tree: Tree) -> Board:
    """Return a board for a tree."""
    n_nodes, n_depths = len(tree.rank), tree.height + 2
    return Board(
        marks=np.full((n_nodes, 2), BARRED, np.int32),
        rest=np.empty(n_depths, np.int32),
        climb=np.empty(n_depths, np.int32),
        stack=np.empty((n_depths, 3), np.int32),
        ways=np.empty(n_nodes, np.int32),
    )


@numba.njit(cache=True, nogil=True)
def _row(tree: Tree, metric: Metric, v: int, direction: int) -> Ints32:
    """Return the costs between any rank and its ancestors."""
    if v >= tree.first_labelled:
        return row_of(tree, metric, v, direction)
    row = np.empty(tree.ranks[v, DEPTH] + 1, np.int32)
    work_out_row(tree, metric, v, direction, row)
    return row


@numba.njit(cache=True, nogil=True)
def _reach_of_one(tree: Tree, metric: Metric, end: Seeds, direction: int) -> Ints32:
    """Return what an end with one node reaches: no two nodes to compare."""
    v = tree.rank[end.nodes[0]]
    row = _row(tree, metric, v, direction)
    reached = np.empty((len(row), 3), np.int32)
    for k in range(len(row) - 1, -1, -1):
        reached[k, COST], reached[k, RANK], reached[k, SEED] = min(end.costs[0] + row[k], BARRED), v, 0
        v = tree.ranks[v, PARENT]
    return reached


@numba.njit(cache=True, nogil=True)
def reach(tree: Tree, metric: Metric, end: Seeds, direction: int, board: Board) -> Ints32:
    """Return what an end reaches by climbing only, by column.

    Parameters
    ----------
    direction : int
        `UP` from an origin, `DOWN` to a destination.
    """
    if len(end.nodes) == 1:
        return _reach_of_one(tree, metric, end, direction)
    found = np.empty(64, np.int32)
    count = 0
    for i in range(len(end.nodes)):
        v = tree.rank[end.nodes[i]]
        row = _row(tree, metric, v, direction)
        if count + len(row) > len(found):
            found = np.append(found, np.empty(count + len(row), np.int32))
        for k in range(len(row) - 1, -1, -1):
            cost = end.costs[i] + row[k]
            if cost < board.marks[v, COST]:
                if board.marks[v, COST] == BARRED:
                    found[count] = v
                    count += 1
                board.marks[v, COST], board.marks[v, 1] = cost, i
            v = tree.ranks[v, PARENT]
    reached = np.empty((count, 3), np.int32)
    for i in range(count):
        v = found[i]
        reached[i, COST], reached[i, RANK], reached[i, SEED] = board.marks[v, COST], v, board.marks[v, 1]
        board.marks[v, COST] = BARRED
    return reached


@numba.njit(cache=True, nogil=True)
def lay_out(reached: Ints32, board: Board) -> None:
    """Write what an end reaches on the board."""
    for i in range(len(reached)):
        board.marks[reached[i, RANK], COST], board.marks[reached[i, RANK], 1] = reached[i, COST], reached[i, SEED]


@numba.njit(cache=True, nogil=True)
def wipe(reached: Ints32, board: Board) -> None:
    """Clear the board of what an end reaches."""
    for i in range(len(reached)):
        board.marks[reached[i, RANK], COST] = BARRED


@numba.njit(cache=True, nogil=True)
def meet(reached: Ints32, board: Board) -> tuple[int, int]:
    """Return the least cost of meeting the end that is on the board, and where in this one's reach; -1 if nowhere."""
    best, where = np.int64(BARRED), -1
    for i in range(len(reached)):
        cost = np.int64(reached[i, COST]) + board.marks[reached[i, RANK], COST]
        if cost < best:
            best, where = cost, i
    return int(best), where


@numba.njit(cache=True, nogil=True)
def _next(tree: Tree, metric: Metric, v: int, top: int, direction: int, rest: Ints32, enough: int) -> tuple[int, int]:
    """Return the first arc of a cheapest climb from a rank to an ancestor, and the cost of the climb.

    Parameters
    ----------
    rest : (h,) int32
        The cost from each unlabelled rank on the way, by depth.
    enough : int
        The cost, if it is known, else -1.
    """
    depth = tree.ranks[top, DEPTH]
    best, best_cost = -1, np.int64(BARRED)
    for arc in range(tree.ranks[v, FIRST_ARC], tree.ranks[v + 1, FIRST_ARC]):
        u = tree.up_head[arc]
        if u > top:
            break
        cost = np.int64(metric.arcs[place_of(metric, arc), COST + direction])
        if cost >= best_cost:
            continue
        u_depth = tree.ranks[u, DEPTH]
        if u < tree.first_labelled:
            cost += rest[u_depth]
        else:
            cost += metric.rows[metric.row_start[u - tree.first_labelled] + direction * (u_depth + 1) + depth]
        if cost < best_cost:
            best, best_cost = arc, cost
            if cost <= enough:
                break
    return best, int(best_cost)


@numba.njit(cache=True, nogil=True)
def _prepare_climb(tree: Tree, metric: Metric, v: int, top: int, direction: int, rest: Ints32) -> int:
    """Work out the costs from the unlabelled ranks on the way from a rank to an ancestor, and return that from v."""
    if v >= tree.first_labelled:
        return int(row_of(tree, metric, v, direction)[tree.ranks[top, DEPTH]])
    if v == top:
        rest[tree.ranks[v, DEPTH]] = 0
        return 0
    _prepare_climb(tree, metric, tree.ranks[v, PARENT], top, direction, rest)
    _, cost = _next(tree, metric, v, top, direction, rest, -1)
    rest[tree.ranks[v, DEPTH]] = cost
    return cost


@numba.njit(cache=True, nogil=True)
def _unpack(tree: Tree, metric: Metric, low: int, high: int, direction: int, board: Board, count: int) -> int:
    """Write the ways of an arc behind others, from its lower end to its higher, and return how many there are then.

    The cheapest path between the ends of an arc goes down to the rank it goes by, and up again.
    """
    stack, from_low = board.stack, direction
    stack[0, 0], stack[0, 1], stack[0, 2] = low, high, direction
    top = 1
    while top > 0:
        top -= 1
        low, high, direction = stack[top, 0], stack[top, 1], stack[top, 2]
        via = metric.arcs[place_of(metric, arc_up(tree.ranks, tree.up_head, low, high)), VIA + direction]
        if via < 0:
            board.ways[count] = -1 - via
            count += 1
            continue
        tail, head = (low, high) if direction == UP else (high, low)
        i, j = (top, top + 1) if from_low == UP else (top + 1, top)
        stack[i, 0], stack[i, 1], stack[i, 2] = via, head, UP
        stack[j, 0], stack[j, 1], stack[j, 2] = via, tail, DOWN
        top += 2
    return count


@numba.njit(cache=True, nogil=True)
def climb(tree: Tree, metric: Metric, v: int, top: int, direction: int, board: Board) -> tuple[int, int]:
    """Write the arcs of a cheapest climb from a rank to an ancestor on the board; return how many, and their time."""
    rest = _prepare_climb(tree, metric, v, top, direction, board.rest)
    count, time = 0, 0
    while v != top:
        arc, _ = _next(tree, metric, v, top, direction, board.rest, rest)
        figures = metric.arcs[place_of(metric, arc)]
        rest -= figures[COST + direction]
        time += figures[TIME + direction]
        board.climb[count] = arc
        count += 1
        v = tree.up_head[arc]
    return count, time


@numba.njit(cache=True, nogil=True)
def _unpack_climb(tree: Tree, metric: Metric, v: int, n_arcs: int, direction: int, board: Board, count: int) -> int:
    """Write the ways of the climb that is on the board behind others, and return how many there are then.

    Those of a climb that is walked down are written from its low end as well, the last first.
    """
    for i in range(n_arcs):
        high = tree.up_head[board.climb[i]]
        count = _unpack(tree, metric, v, high, direction, board, count)
        v = high
    return count


@numba.njit(cache=True, nogil=True)
def find_path(tree: Tree, metric: Metric, origin: Seeds, destination: Seeds, board: Board) -> Path:
    """Return the cheapest path between two ends."""
    out = reach(tree, metric, origin, UP, board)
    back = reach(tree, metric, destination, DOWN, board)
    lay_out(out, board)
    cost, where = meet(back, board)
    time, first, last, n_ways = 0, -1, -1, 0
    if where >= 0:
        top, last = back[where, RANK], back[where, SEED]
        first = board.marks[top, 1]
        v, w = tree.rank[origin.nodes[first]], tree.rank[destination.nodes[last]]
        n_arcs, up_time = climb(tree, metric, v, top, UP, board)
        n_up = _unpack_climb(tree, metric, v, n_arcs, UP, board, 0)
        n_arcs, down_time = climb(tree, metric, w, top, DOWN, board)
        n_ways = _unpack_climb(tree, metric, w, n_arcs, DOWN, board, n_up)
        board.ways[n_up:n_ways] = board.ways[n_up:n_ways][::-1].copy()
        time = int(origin.times[first]) + up_time + down_time + int(destination.times[last])
    wipe(out, board)
    return Path(cost, time, first, last, board.ways[:n_ways].copy())
