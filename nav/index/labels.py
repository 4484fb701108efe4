"""Labels: what climbing from a node to each of its ancestors costs, and coming down, in one row of whole numbers.

All that a node is joined to above it are its ancestors, each an ancestor of the next; so its row is the least of
theirs, each raised by the cost of the arc. A cheapest path is then the least sum of two rows where they overlap.

Only nodes with more than `SMALL_SUBTREE` nodes below them keep a row. Below, climbing a few arcs to the kept rows gives
the same at an eighth of the memory, and a change touches an eighth of the rows.

References
----------
Ouyang et al., *When hierarchy meets 2-hop-labeling*, SIGMOD 2018, doi:10.1145/3183713.3196913;
Farhan, Koehler, Ohms, Wang, *Hierarchical cut labelling*, PACMMOD 1 (2023), doi:10.1145/3626731.
"""

import heapq

import numba
import numpy as np

from nav.index.customise import customise, recustomise
from nav.index.hierarchy import DEPTH, FIRST_ARC, PARENT, Hierarchy, Tree
from nav.index.metric import COST, N_COLUMNS, PAGE, Metric, place_of, row_of
from nav.index.network import BARRED, Bools, Ints, Ints32, Network, Prices

ROOM = 2
"""Memory is set aside for so many times a metric; what is never written to is never taken."""


@numba.njit(cache=True, nogil=True)
def _lower(row: Ints32, other: Ints32, more: int) -> None:
    """Lower the start of a row to another row raised by a cost."""
    raised = np.int32(more)
    for k in range(len(other)):
        row[k] = min(row[k], np.int32(raised + other[k]))


@numba.njit(cache=True, nogil=True)
def work_out_row(tree: Tree, metric: Metric, v: int, direction: int, row: Ints32) -> None:
    """Write the row of any rank, from the arcs up to the first labelled ancestors and their rows."""
    depth = tree.ranks[v, DEPTH]
    row[:depth] = BARRED
    row[depth] = 0
    x = v
    while x == v or 0 <= x < tree.first_labelled:
        so_far = row[tree.ranks[x, DEPTH]]
        for arc in range(tree.ranks[x, FIRST_ARC], tree.ranks[x + 1, FIRST_ARC]):
            u = tree.up_head[arc]
            cost = so_far + metric.arcs[place_of(metric, arc), COST + direction]
            if cost >= BARRED:
                continue
            if u < tree.first_labelled:
                row[tree.ranks[u, DEPTH]] = min(row[tree.ranks[u, DEPTH]], cost)
            else:
                _lower(row, row_of(tree, metric, u, direction), cost)
        x = tree.ranks[x, PARENT]


@numba.njit(cache=True, nogil=True)
def make_metric(hierarchy: Hierarchy, network: Network, prices: Prices) -> tuple[Metric, tuple[int, int]]:
    """Return the metric of prices, from scratch, and how many pages of arcs and how much of the rows it takes.

    There is as much room again for metrics that differ from it.
    """
    tree = hierarchy.tree
    n_pages = (len(hierarchy.low) + PAGE - 1) // PAGE
    row_start = np.zeros(len(hierarchy.node) - tree.first_labelled, np.int32)
    size = 0
    for i in range(len(row_start)):
        row_start[i] = size
        size += 2 * (tree.ranks[tree.first_labelled + i, DEPTH] + 1)
    metric = Metric(
        np.empty(0, np.int32),
        np.empty((ROOM * n_pages * PAGE, N_COLUMNS), np.int32),
        row_start,
        np.empty(ROOM * size, np.int32),
    )
    customise(hierarchy, network, prices, metric.arcs)
    for v in range(len(hierarchy.node) - 1, tree.first_labelled - 1, -1):
        for direction in range(2):
            work_out_row(tree, metric, v, direction, row_of(tree, metric, v, direction))
    return metric, (n_pages, size)


@numba.njit(cache=True, nogil=True)
def change_metric(
    hierarchy: Hierarchy, network: Network, old: Metric, prices: Prices, ways: Ints, used: tuple[int, int]
) -> tuple[Metric, tuple[int, int]]:
    """Return the metric of prices that differ from another metric's in some ways: equal to one from scratch.

    Parameters
    ----------
    used : (int, int)
        How many pages of arcs and how much of the rows are taken.

    Returns
    -------
    metric : Metric
        In the same memory.
    used : (int, int)
        How much is taken then; negative if there was not enough room, and the metric is worth nothing.
    """
    n_pages = (len(hierarchy.low) + PAGE - 1) // PAGE
    page = old.page.copy() if len(old.page) else np.arange(n_pages).astype(np.int32)
    metric = Metric(page, old.arcs, old.row_start.copy(), old.rows)
    used_pages, arcs = recustomise(hierarchy, network, prices, metric, used[0], ways)
    used_rows = _relabel(hierarchy, metric, used[1], arcs)
    return metric, (used_pages, used_rows)


@numba.njit(cache=True, nogil=True)
def _relabel(hierarchy: Hierarchy, metric: Metric, used: int, arcs: Ints) -> int:
    """Bring the rows of a metric up to its arcs where some changed, and return how much is used then, as above.

    From the highest changed row down, every row is worked out anew that a changed arc or row was part of.
    """
    tree, shared = hierarchy.tree, used
    waiting = np.zeros(len(metric.row_start), np.bool_)
    heap = [np.int64(1)]
    for arc in arcs:
        _enqueue(tree, hierarchy.low[arc], waiting, heap)
    row = np.empty(tree.height + 1, np.int32)
    while len(heap) > 1:
        v = -int(heapq.heappop(heap))
        waiting[v - tree.first_labelled] = False
        changed = False
        for direction in range(2):
            fresh = row[: tree.ranks[v, DEPTH] + 1]
            work_out_row(tree, metric, v, direction, fresh)
            if np.array_equal(fresh, row_of(tree, metric, v, direction)):
                continue
            changed = True
            start = metric.row_start[v - tree.first_labelled]
            if start < shared:
                if used + 2 * len(fresh) > len(metric.rows):
                    return -1
                metric.rows[used : used + 2 * len(fresh)] = metric.rows[start : start + 2 * len(fresh)]
                metric.row_start[v - tree.first_labelled] = used
                used += 2 * len(fresh)
            row_of(tree, metric, v, direction)[:] = fresh
        if changed:
            for i in range(hierarchy.down_start[v], hierarchy.down_start[v + 1]):
                _enqueue(tree, hierarchy.low[hierarchy.down_arc[i]], waiting, heap)
    return used


@numba.njit(cache=True, nogil=True)
def _enqueue(tree: Tree, v: int, waiting: Bools, heap: list[np.int64]) -> None:
    if v >= tree.first_labelled and not waiting[v - tree.first_labelled]:
        waiting[v - tree.first_labelled] = True
        heapq.heappush(heap, np.int64(-v))
