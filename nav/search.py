"""Cheapest paths over the compiled graph: A*, with every cost read through the tariff. Integers and arrays only."""

import heapq
from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Network(NamedTuple):
    """A directed graph in arrays.

    Parameters
    ----------
    start : (n + 1,) int64
        The ways out of node v are ``start[v]:start[v + 1]``.
    head : (m,) int64
        Where each way leads.
    length_m : (m,) float64
        Its length.
    code_start, codes : (m + 1,), (k,) int64
        The codes of way e are ``codes[code_start[e]:code_start[e + 1]]``.
    """

    start: Ints
    head: Ints
    length_m: Floats
    code_start: Ints
    codes: Ints


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
