"""The compiled search equals networkx on the same graph."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from nav.graph import Graph, compile_graph, to_networkx
from nav.profile import PROFILES
from nav.search import search
from nav.tariffs import Tariffs
from tests.nav.random_house import random_house
from tests.scenes import small_hospital


def cheapest_s(graph: Graph, rates, origin: int, goal: int, *, bounded: bool) -> float:
    n_nodes = len(graph.points_m)
    from_s, to_s = np.full(n_nodes, np.inf), np.full(n_nodes, np.inf)
    from_s[origin] = to_s[goal] = 0.0
    steps = graph.points_m - graph.points_m[goal]
    bound_s = np.hypot(steps[:, 0], steps[:, 1]) / rates.speed_m_s * (1 - 1e-9) * bounded
    cost_s, last, via = search(graph.network, rates.speed_m_s, rates.cost_s, from_s, to_s, bound_s, np.inf)
    assert (last == goal) == np.isfinite(cost_s)
    assert via[origin] == -1
    return cost_s


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("seed", [None, *range(5)])
def test_costs_equal_networkx_with_and_without_a_bound(name: str, seed: int | None) -> None:
    rng = np.random.default_rng(seed or 0)
    graph = compile_graph(small_hospital() if seed is None else random_house(rng, one_ways=True))
    rates = Tariffs(graph.codes).of(PROFILES[name])
    view = to_networkx(graph, rates)
    for origin in rng.choice(len(graph.points_m), 4, replace=False).tolist():
        expected = nx.single_source_dijkstra_path_length(view, origin, weight="cost_s")
        for goal in rng.choice(len(graph.points_m), 12, replace=False).tolist():
            for bounded in (False, True):
                found = cheapest_s(graph, rates, origin, goal, bounded=bounded)
                assert found == pytest.approx(expected.get(goal, np.inf), rel=1e-9)


def test_the_networkx_view_tells_what_every_edge_is() -> None:
    graph = compile_graph(small_hospital())
    view = to_networkx(graph, Tariffs(graph.codes).of(PROFILES["walk"]))
    assert set(next(iter(view.nodes.values()))) == {"x_m", "y_m", "level_id"}
    names = {name for _, _, names in view.edges(data="openings") for name in names}
    assert "F1-arch" in names
    assert "F1-office-door" not in names, "barred ways are left out"
    assert {portal for _, _, portal in view.edges(data="portal_id")} == {None, "lift-1", "stairs-1"}


def test_on_the_flat_every_node_is_as_far_there_as_back() -> None:
    venue = replace(random_house(np.random.default_rng(7)), portals=())
    graph = compile_graph(venue)
    view = to_networkx(graph, Tariffs(graph.codes).of(PROFILES["staff"]))
    there = dict(nx.all_pairs_dijkstra_path_length(view, weight="cost_s"))
    for one, reached in there.items():
        for two, cost in reached.items():
            assert there[two][one] == pytest.approx(cost, rel=1e-9, abs=1e-9)
