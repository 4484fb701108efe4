"""The costs of all arcs of a hierarchy, from the prices of the ways: from scratch, or where something changed.

The cheapest path between the ends of an arc by nodes below both is a way, or goes by one lower node that is joined to
both: a lower triangle. Both routines try the triangles in the same order, so that their results are the same.
"""

import heapq

import numba
import numpy as np

from nav.index.hierarchy import FIRST_ARC, Hierarchy, arc_up
from nav.index.metric import COST, DOWN, N_COLUMNS, NOTHING, PAGE, PAGE_BITS, TIME, UP, VIA, Metric, place_of
from nav.index.network import BARRED, Bools, Ints, Ints32, Network, Prices, cheapest_way, way_price


@numba.njit(cache=True, nogil=True)
def _bar(arc: Ints32) -> None:
    """Let an arc lead nowhere."""
    for direction in (UP, DOWN):
        arc[COST + direction], arc[TIME + direction], arc[VIA + direction] = BARRED, 0, NOTHING


@numba.njit(cache=True, nogil=True)
def _take(arc: Ints32, direction: int, cost: int, time: int, via: int) -> None:
    """Let an arc go another way in a direction if it is cheaper."""
    if cost < arc[COST + direction]:
        arc[COST + direction], arc[TIME + direction], arc[VIA + direction] = cost, time, via


@numba.njit(cache=True, nogil=True)
def _take_triangle(arc: Ints32, to_x: Ints32, to_y: Ints32, via: int) -> None:
    """Let the arc between x and y go by a rank below both, if that is cheaper."""
    _take(arc, UP, to_x[COST + DOWN] + to_y[COST + UP], to_x[TIME + DOWN] + to_y[TIME + UP], via)
    _take(arc, DOWN, to_y[COST + DOWN] + to_x[COST + UP], to_y[TIME + DOWN] + to_x[TIME + UP], via)


@numba.njit(cache=True, nogil=True)
def customise(hierarchy: Hierarchy, network: Network, prices: Prices, arcs: Ints32) -> None:
    """Write the figures of all arcs (see `nav.index.metric`)."""
    tree = hierarchy.tree
    for number in range(len(hierarchy.low)):
        _bar(arcs[number])
    for tail in range(len(network.start) - 1):
        for way in range(network.start[tail], network.start[tail + 1]):
            number = hierarchy.way_arc[way]
            if number >= 0:
                direction = UP if tree.rank[tail] == hierarchy.low[number] else DOWN
                cost, time = way_price(network, prices, way)
                _take(arcs[number], direction, cost, time, -1 - way)
    arc_to = np.full(len(hierarchy.node), -1, np.int32)
    for x in range(len(hierarchy.node)):
        for number in range(tree.ranks[x, FIRST_ARC], tree.ranks[x + 1, FIRST_ARC]):
            arc_to[tree.up_head[number]] = number
        for i in range(hierarchy.down_start[x], hierarchy.down_start[x + 1]):
            to_x = hierarchy.down_arc[i]
            via = hierarchy.low[to_x]
            for to_y in range(to_x + 1, tree.ranks[via + 1, FIRST_ARC]):
                _take_triangle(arcs[arc_to[tree.up_head[to_y]]], arcs[to_x], arcs[to_y], via)


@numba.njit(cache=True, nogil=True)
def _work_out(hierarchy: Hierarchy, network: Network, prices: Prices, metric: Metric, number: int, arc: Ints32) -> None:
    """Write the figures of an arc, from its ways and the arcs below it."""
    x, y = hierarchy.low[number], hierarchy.tree.up_head[number]
    _bar(arc)
    way, cost, time = cheapest_way(network, prices, hierarchy.node[x], hierarchy.node[y])
    _take(arc, UP, cost, time, -1 - way)
    way, cost, time = cheapest_way(network, prices, hierarchy.node[y], hierarchy.node[x])
    _take(arc, DOWN, cost, time, -1 - way)
    i, j = hierarchy.down_start[x], hierarchy.down_start[y]
    while i < hierarchy.down_start[x + 1] and j < hierarchy.down_start[y + 1]:
        to_x, to_y = hierarchy.down_arc[i], hierarchy.down_arc[j]
        via, other = hierarchy.low[to_x], hierarchy.low[to_y]
        if via == other:
            _take_triangle(arc, metric.arcs[place_of(metric, to_x)], metric.arcs[place_of(metric, to_y)], via)
        i += via <= other
        j += other <= via


@numba.njit(cache=True, nogil=True)
def recustomise(
    hierarchy: Hierarchy, network: Network, prices: Prices, metric: Metric, used: int, ways: Ints
) -> tuple[int, Ints]:
    """Bring the arcs of a metric up to prices that changed for some ways.

    From the lowest changed arc up, every arc is worked out anew that has a changed arc in one of its lower triangles.

    Parameters
    ----------
    metric : Metric
        Pages from `used` on are free. Those before are shared: when an arc changes, its page is copied first.
    used : int
        The pages in use.

    Returns
    -------
    used : int
        The pages in use afterwards; -1 if there were not enough.
    changed : (k,) int64
        The arcs whose cost or time changed.
    """
    shared = used
    waiting = np.zeros(len(hierarchy.low), np.bool_)
    heap = [np.int64(len(waiting))]
    for way in ways:
        _enqueue(hierarchy.way_arc[way], waiting, heap)
    changed = [np.int64(0) for _ in range(0)]
    arc = np.empty(N_COLUMNS, np.int32)
    while len(heap) > 1:
        number = int(heapq.heappop(heap))
        waiting[number] = False
        _work_out(hierarchy, network, prices, metric, number, arc)
        before = metric.arcs[place_of(metric, number)]
        if np.array_equal(arc, before):
            continue
        if not np.array_equal(arc[:VIA], before[:VIA]):
            changed.append(np.int64(number))
            _enqueue_above(hierarchy, number, waiting, heap)
        page = metric.page[number >> PAGE_BITS]
        if page < shared:
            if (used + 1) * PAGE > len(metric.arcs):
                return -1, np.array(changed, np.int64)
            metric.arcs[used * PAGE : (used + 1) * PAGE] = metric.arcs[page * PAGE : (page + 1) * PAGE]
            metric.page[number >> PAGE_BITS] = used
            used += 1
        metric.arcs[place_of(metric, number)] = arc
    return used, np.array(changed, np.int64)


@numba.njit(cache=True, nogil=True)
def _enqueue_above(hierarchy: Hierarchy, number: int, waiting: Bools, heap: list[np.int64]) -> None:
    """Enqueue the arcs that have an arc in a lower triangle."""
    tree = hierarchy.tree
    x, y = hierarchy.low[number], tree.up_head[number]
    for other in range(tree.ranks[x, FIRST_ARC], tree.ranks[x + 1, FIRST_ARC]):
        z = tree.up_head[other]
        if z != y:
            _enqueue(arc_up(tree.ranks, tree.up_head, min(y, z), max(y, z)), waiting, heap)


@numba.njit(cache=True, nogil=True)
def _enqueue(number: int, waiting: Bools, heap: list[np.int64]) -> None:
    if number >= 0 and not waiting[number]:
        waiting[number] = True
        heapq.heappush(heap, np.int64(number))
