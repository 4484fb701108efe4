"""Costs and times between one end and every node: one sweep up the hierarchy and one down.

References
----------
Delling, Goldberg, Nowatzyk, Werneck, *PHAST*, J. Parallel Distrib. Comput. 73 (2013), doi:10.1016/j.jpdc.2012.02.007.
"""

import numba
import numpy as np

from nav.index.hierarchy import FIRST_ARC, Tree
from nav.index.metric import COST, TIME, Metric, place_of
from nav.index.network import BARRED, Ints32
from nav.index.paths import Seeds


@numba.njit(cache=True, nogil=True)
def spread(tree: Tree, metric: Metric, end: Seeds, direction: int) -> tuple[Ints32, Ints32]:
    """Return the cost and the time between an end and every node [ticks]; the cost is `BARRED` where there is no way.

    Parameters
    ----------
    direction : int
        `UP` from an origin, `DOWN` to a destination.
    """
    n_nodes = len(tree.rank)
    cost, time = np.full(n_nodes, BARRED, np.int64), np.zeros(n_nodes, np.int64)
    for i in range(len(end.nodes)):
        v = tree.rank[end.nodes[i]]
        if end.costs[i] < cost[v]:
            cost[v], time[v] = end.costs[i], end.times[i]
    for v in range(n_nodes):
        if cost[v] == BARRED:
            continue
        for arc in range(tree.ranks[v, FIRST_ARC], tree.ranks[v + 1, FIRST_ARC]):
            figures, u = metric.arcs[place_of(metric, arc)], tree.up_head[arc]
            if cost[v] + figures[COST + direction] < cost[u]:
                cost[u], time[u] = cost[v] + figures[COST + direction], time[v] + figures[TIME + direction]
    for v in range(n_nodes - 1, -1, -1):
        for arc in range(tree.ranks[v, FIRST_ARC], tree.ranks[v + 1, FIRST_ARC]):
            figures, u = metric.arcs[place_of(metric, arc)], tree.up_head[arc]
            if cost[u] + figures[COST + 1 - direction] < cost[v]:
                cost[v], time[v] = cost[u] + figures[COST + 1 - direction], time[u] + figures[TIME + 1 - direction]
    return cost[tree.rank].astype(np.int32), time[tree.rank].astype(np.int32)
