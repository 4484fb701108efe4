"""The graph of a venue in arrays, and what its ways cost in whole ticks. Compiled code knows nothing else."""

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Ints32 = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

TICKS_PER_S = 10_000
"""Costs are whole numbers of ticks of 0.1 ms, so that every sum is exact whatever its order."""

BARRED = 2**30 - 1
"""The cost of no way: about 30 hours. Two of them still fit 32 bits."""


class Network(NamedTuple):
    """A directed graph in arrays.

    Parameters
    ----------
    start : (n + 1,) int64
        The ways out of node v are ``start[v]:start[v + 1]``, in the order of their heads.
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


class Prices(NamedTuple):
    """What lengths and codes take, for one profile under conditions.

    Parameters
    ----------
    ticks_per_m : float
        Of walking.
    code_cost, code_time : (c,) int32
        Of each code [ticks]; the cost is `BARRED` where it may not be used.
    """

    ticks_per_m: float
    code_cost: Ints32
    code_time: Ints32


@numba.njit(cache=True, nogil=True)
def walking_ticks(length_m: float, prices: Prices) -> int:
    """Return the whole ticks of walking a length, rounded up; so no detour is ever cheaper than the straight way."""
    return int(np.ceil(length_m * prices.ticks_per_m - 1e-6))


@numba.njit(cache=True, nogil=True)
def way_price(network: Network, prices: Prices, way: int) -> tuple[int, int]:
    """Return the cost and the time of a way [ticks]; the cost is `BARRED` if it may not be used."""
    time = walking_ticks(network.length_m[way], prices)
    cost = time
    for i in range(network.code_start[way], network.code_start[way + 1]):
        cost += prices.code_cost[network.codes[i]]
        time += prices.code_time[network.codes[i]]
    return min(cost, BARRED), time


@numba.njit(cache=True, nogil=True)
def cheapest_way(network: Network, prices: Prices, tail: int, head: int) -> tuple[int, int, int]:
    """Return the cheapest way from a node straight to another, its cost and its time [ticks]; way -1 if none."""
    low, high = network.start[tail], network.start[tail + 1]
    end = high
    while low < high:
        middle = (low + high) // 2
        if network.head[middle] < head:
            low = middle + 1
        else:
            high = middle
    best, best_cost, best_time = -1, BARRED, 0
    for way in range(low, end):
        if network.head[way] != head:
            break
        cost, time = way_price(network, prices, way)
        if cost < best_cost:
            best, best_cost, best_time = way, cost, time
    return best, best_cost, best_time


@numba.njit(cache=True, nogil=True)
def price(length_m: Floats, lead_m: Floats, code_start: Ints, codes: Ints, prices: Prices) -> tuple[Ints, Ints]:
    """Return the costs and the times of ways that are not of the network [ticks].

    Parameters
    ----------
    length_m, lead_m : (n,) float64
        Their lengths, and what is walked before or after them.
    code_start, codes : (n + 1,), (k,) int64
        What they cross, as in `Network`.
    """
    costs, times = np.empty(len(length_m), np.int64), np.empty(len(length_m), np.int64)
    for way in range(len(length_m)):
        times[way] = walking_ticks(length_m[way], prices) + walking_ticks(lead_m[way], prices)
        costs[way] = times[way]
        for i in range(code_start[way], code_start[way + 1]):
            costs[way] += prices.code_cost[codes[i]]
            times[way] += prices.code_time[codes[i]]
    return costs, times
