"""The index equals plain algorithms on any graph, and a changed one equals one from scratch."""

import threading

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nav.index.matrix import joined
from nav.index.metric import place_of, row_of
from nav.index.network import BARRED, Prices
from nav.index.order import contraction_order, neighbours
from nav.index.paths import Path, Seeds
from nav.index.routing_index import Costs, Index
from tests.nav.random_network import (
    N_CODES,
    RandomNetwork,
    all_costs,
    other_prices,
    random_network,
    random_prices,
    way_prices,
)

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
SOME = settings(max_examples=40, deadline=None, derandomize=True)


def seeds(rng: np.random.Generator, graph: RandomNetwork, *, most: int = 3) -> Seeds:
    nodes = rng.integers(0, graph.n_nodes, int(rng.integers(1, most + 1)))
    times = rng.integers(0, 20_000, len(nodes))
    return Seeds(nodes, times + rng.integers(0, 2, len(nodes)) * 3_000, times)


def least(costs: np.ndarray, one: Seeds, two: Seeds) -> float:
    return (costs[np.ix_(one.nodes, two.nodes)] + one.costs[:, None] + two.costs[None]).min()


def check_path(graph: RandomNetwork, prices: Prices, path: Path, one: Seeds, two: Seeds) -> None:
    """Walk the ways: they join up, and their prices and those of the ends add up to the answer."""
    priced = way_prices(graph, prices)
    node = one.nodes[path.first]
    for way in path.ways.tolist():
        assert graph.tails[way] == node
        node = graph.network.head[way]
    assert node == two.nodes[path.last]
    ends = one.costs[path.first] + two.costs[path.last], one.times[path.first] + two.times[path.last]
    assert path.cost == ends[0] + sum(priced[way][0] for way in path.ways.tolist())
    assert path.time == ends[1] + sum(priced[way][1] for way in path.ways.tolist())


@SOME
@given(seed=SEEDS)
def test_paths_are_cheapest_and_their_ways_add_up(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph, prices = random_network(rng), random_prices(rng)
    index = Index(graph.tails, graph.network)
    costs, expected = index.customise(prices), all_costs(graph, prices)
    for _ in range(30):
        one, two = seeds(rng, graph), seeds(rng, graph)
        path = index.path(costs, one, two)
        if np.isinf(least(expected, one, two)):
            assert (path.cost, len(path.ways)) == (BARRED, 0)
        else:
            assert path.cost == least(expected, one, two)
            check_path(graph, prices, path, one, two)


@SOME
@given(seed=SEEDS)
def test_a_matrix_equals_its_paths_and_a_spread_reaches_every_node_at_least_cost(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph, prices = random_network(rng), random_prices(rng)
    index = Index(graph.tails, graph.network)
    costs, expected = index.customise(prices), all_costs(graph, prices)
    ones, twos = [seeds(rng, graph) for _ in range(4)], [seeds(rng, graph) for _ in range(5)]
    found_costs, found_times = index.matrix(costs, joined(ones), index.pin(costs, joined(twos)))
    for i, one in enumerate(ones):
        for j, two in enumerate(twos):
            path = index.path(costs, one, two)
            assert (found_costs[i, j], found_times[i, j]) == (path.cost, path.time)
    reached, _ = index.spread(costs, ones[0])
    least_costs = (expected[ones[0].nodes] + ones[0].costs[:, None]).min(axis=0)
    np.testing.assert_array_equal(reached, np.where(np.isinf(least_costs), BARRED, least_costs))


def same(index: Index, one: Costs, two: Costs) -> bool:
    """Return whether all figures of all arcs and all labels are the same."""
    tree = index.hierarchy.tree
    arcs = range(len(index.hierarchy.low))
    figures = [[costs.metric.arcs[place_of(costs.metric, arc)].tolist() for arc in arcs] for costs in (one, two)]
    labelled = range(tree.first_labelled, len(tree.rank))
    rows = [
        [row_of(tree, costs.metric, v, direction).tolist() for v in labelled for direction in (0, 1)]
        for costs in (one, two)
    ]
    return figures[0] == figures[1] and rows[0] == rows[1]


@SOME
@given(seed=SEEDS)
def test_changed_costs_equal_costs_from_scratch_and_the_old_ones_stay(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph, prices = random_network(rng), random_prices(rng)
    index = Index(graph.tails, graph.network)
    versions = [(prices, index.customise(prices))]
    for _ in range(6):
        prices, costs = versions[int(rng.integers(len(versions)))]
        codes = rng.choice(N_CODES, int(rng.integers(0, 4)), replace=False)
        changed = other_prices(rng, prices, codes)
        versions.append((changed, index.change(costs, changed, codes)))
    for prices, costs in versions:
        assert same(index, costs, index.customise(prices))


def test_many_threads_may_ask_while_costs_change() -> None:
    rng = np.random.default_rng(5)
    graph, prices = random_network(rng), random_prices(rng)
    index = Index(graph.tails, graph.network)
    costs = index.customise(prices)
    questions = [(seeds(rng, graph), seeds(rng, graph)) for _ in range(300)]
    expected = [index.path(costs, *question).cost for question in questions]
    wrong: list[int] = []

    def ask() -> None:
        wrong.extend(i for i, question in enumerate(questions) if index.path(costs, *question).cost != expected[i])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for code in range(N_CODES):
        index.change(costs, other_prices(rng, prices, np.array([code])), np.array([code]))
    for thread in threads:
        thread.join()
    assert not wrong


def test_an_order_has_every_node_once_even_if_nothing_joins_them() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert contraction_order(*neighbours(nothing, nothing, 3)).tolist() == [0, 1, 2]
    some = neighbours(np.array([0, 1, 4]), np.array([1, 0, 4]), 5)
    assert sorted(contraction_order(*some).tolist()) == [0, 1, 2, 3, 4]
