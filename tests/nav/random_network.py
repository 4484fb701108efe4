"""Random directed graphs with codes, and prices for them: nothing like a building, lest that be taken for granted."""

from dataclasses import dataclass

import numpy as np

from nav.index.network import BARRED, TICKS_PER_S, Ints, Network, Prices, way_price

N_CODES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomNetwork:
    tails: Ints
    network: Network

    @property
    def n_nodes(self) -> int:
        return len(self.network.start) - 1

    def ways_of(self, codes: Ints) -> set[int]:
        owner = np.repeat(np.arange(len(self.tails)), np.diff(self.network.code_start))
        return set(owner[np.isin(self.network.codes, codes)].tolist())


def random_network(rng: np.random.Generator, *, most_nodes: int = 70) -> RandomNetwork:
    """Return a graph with loops, parallel ways, ways of no length and parts that nothing joins."""
    n_nodes = int(rng.integers(1, most_nodes))
    n_ways = int(rng.integers(0, 3 * n_nodes + 1))
    tails, heads = rng.integers(0, n_nodes, (2, n_ways))
    order = np.lexsort((heads, tails))
    counts = rng.integers(0, 3, n_ways)
    return RandomNetwork(
        tails=tails[order],
        network=Network(
            start=np.searchsorted(tails[order], np.arange(n_nodes + 1)),
            head=heads[order],
            length_m=rng.integers(0, 6, n_ways) * rng.random(n_ways),
            code_start=np.concatenate([[0], np.cumsum(counts)]),
            codes=rng.integers(0, N_CODES, int(counts.sum())),
        ),
    )


def random_prices(rng: np.random.Generator) -> Prices:
    time = rng.integers(0, 20_000, N_CODES).astype(np.int32)
    cost = time + rng.integers(0, 3, N_CODES).astype(np.int32) * 5_000
    return Prices(ticks_per_m=TICKS_PER_S / 1.3, code_cost=_barring(rng, cost), code_time=time)


def other_prices(rng: np.random.Generator, prices: Prices, codes: Ints) -> Prices:
    """Return prices that differ in some codes: dearer, cheaper, closed or open again."""
    fresh = random_prices(rng)
    cost, time = prices.code_cost.copy(), prices.code_time.copy()
    cost[codes], time[codes] = fresh.code_cost[codes], fresh.code_time[codes]
    return prices._replace(code_cost=cost, code_time=time)


def _barring(rng: np.random.Generator, cost: np.ndarray) -> np.ndarray:
    return np.where(rng.random(N_CODES) < 0.2, BARRED, cost).astype(np.int32)


def way_prices(graph: RandomNetwork, prices: Prices) -> list[tuple[int, int]]:
    """Return the cost and the time of each way."""
    return [way_price(graph.network, prices, way) for way in range(len(graph.tails))]


def all_costs(graph: RandomNetwork, prices: Prices) -> np.ndarray:
    """Return the least cost between any two nodes, infinite if there is no way: Floyd and Warshall's algorithm."""
    costs = np.full((graph.n_nodes, graph.n_nodes), np.inf)
    np.fill_diagonal(costs, 0.0)
    for tail, head, (cost, _) in zip(graph.tails, graph.network.head, way_prices(graph, prices), strict=True):
        if cost < BARRED:
            costs[tail, head] = min(costs[tail, head], cost)
    for via in range(graph.n_nodes):
        costs = np.minimum(costs, costs[:, via, None] + costs[None, via, :])
    return costs
