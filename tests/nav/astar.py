"""A* over the compiled graph, every cost read through the tariff: the plain twin of the index."""

import heapq

import numba
import numpy as np

from nav.network import Floats, Ints, Network


@numba.njit(cache=True, nogil=True)
def search(
    network: Network,
    speed_m_s: float,
    code_cost_s: Floats,
    from_s: Floats,
    to_s: Floats,
    bound_s: Floats,
    limit_s: float,
) -> tuple[float, int, Ints]:
    """Return the cost of the cheapest path, its last node and the way that led to each node.

    Without a path below the limit the cost is the limit and the last node -1.

    Parameters
    ----------
    speed_m_s : float
        Walking speed.
    code_cost_s : (c,) float64
        What each code costs; infinite bars it.
    from_s, to_s : (n,) float64
        Cost from the origin to each node and from each node to the destination; infinite where there is no such way.
    bound_s : (n,) float64
        A consistent lower bound of the cost that remains from each node; zeros make it Dijkstra's algorithm.
    limit_s : float
        Only cheaper paths are looked for; infinite to find any.
    """
    cost_s = from_s.copy()
    via = np.full(len(from_s), -1, np.int64)
    heap = [(np.inf, -1)]
    for node in range(len(from_s)):
        if from_s[node] < np.inf:
            heapq.heappush(heap, (from_s[node] + bound_s[node], node))
    best_s, last = limit_s, -1
    while True:
        least_s, node = heapq.heappop(heap)
        if least_s >= best_s:
            return best_s, last, via
        if least_s > cost_s[node] + bound_s[node]:
            continue
        if cost_s[node] + to_s[node] < best_s:
            best_s, last = cost_s[node] + to_s[node], node
        for way in range(network.start[node], network.start[node + 1]):
            reached_s = cost_s[node] + network.length_m[way] / speed_m_s
            for i in range(network.code_start[way], network.code_start[way + 1]):
                reached_s += code_cost_s[network.codes[i]]
            head = network.head[way]
            if reached_s < cost_s[head]:
                cost_s[head] = reached_s
                via[head] = way
                heapq.heappush(heap, (reached_s + bound_s[head], head))
