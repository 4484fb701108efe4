"""Costs and times from one end to every node: one sweep up the hierarchy and one down.

References
----------
Delling, Goldberg, Nowatzyk, Werneck, *PHAST*, J. Parallel Distrib. Comput. 73 (2013), doi:10.1016/j.jpdc.2012.02.007.
"""

import numba
import numpy as np

from nav.hierarchy import FIRST_ARC, Tree
from nav.metric import COST, DOWN, TIME, UP, Metric, place_of
from nav.network import BARRED, Ints32
from nav.paths import Seeds


@numba.njit(cache=True, nogil=True)
def spread(tree: Tree, metric: Metric, origin: Seeds) -> tuple[Ints32, Ints32]:
    """Return the cost and the time from an origin to every node [ticks]; the cost is `BARRED` where there is no way."""
    n_nodes = len(tree.rank)
    cost, time = np.full(n_nodes, BARRED, np.int64), np.zeros(n_nodes, np.int64)
    for i in range(len(origin.nodes)):
        v = tree.rank[origin.nodes[i]]
        if origin.costs[i] < cost[v]:
            cost[v], time[v] = origin.costs[i], origin.times[i]
    for v in range(n_nodes):
        if cost[v] == BARRED:
            continue
        for arc in range(tree.ranks[v, FIRST_ARC], tree.ranks[v + 1, FIRST_ARC]):
            figures, u = metric.arcs[place_of(metric, arc)], tree.up_head[arc]
            if cost[v] + figures[COST + UP] < cost[u]:
                cost[u], time[u] = cost[v] + figures[COST + UP], time[v] + figures[TIME + UP]
    for v in range(n_nodes - 1, -1, -1):
        for arc in range(tree.ranks[v, FIRST_ARC], tree.ranks[v + 1, FIRST_ARC]):
            figures, u = metric.arcs[place_of(metric, arc)], tree.up_head[arc]
            if cost[u] + figures[COST + DOWN] < cost[v]:
                cost[v], time[v] = cost[u] + figures[COST + DOWN], time[u] + figures[TIME + DOWN]
    by_node = tree.rank
    return cost[by_node].astype(np.int32), time[by_node].astype(np.int32)
