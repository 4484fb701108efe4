"""The networkx view of a graph, and the index held equal to it."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from nav.costs.tariffs import Tariffs
from nav.index.network import BARRED, TICKS_PER_S
from nav.index.paths import Seeds
from nav.index.routing_index import Index
from nav.profile import PROFILES
from nav.ways.graph import compile_graph, to_networkx
from nav.ways.versions import prices_of
from tests.nav.random_house import random_house
from tests.scenes import small_hospital

NOTHING = np.zeros(1, dtype=np.int64)


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("seed", [None, *range(5)])
def test_the_index_equals_networkx_but_for_rounding_each_way_up_to_a_tick(name: str, seed: int | None) -> None:
    rng = np.random.default_rng(seed or 0)
    graph = compile_graph(small_hospital() if seed is None else random_house(rng, one_ways=True))
    rates = Tariffs(graph.codes).of(PROFILES[name])
    view, index = to_networkx(graph, rates), Index(graph.tails, graph.network)
    costs = index.customise(prices_of(rates))
    for origin in rng.choice(len(graph.points_m), 4, replace=False).tolist():
        expected = nx.single_source_dijkstra_path_length(view, origin, weight="cost_s")
        for goal in rng.choice(len(graph.points_m), 12, replace=False).tolist():
            ends = (Seeds(np.array([node]), NOTHING, NOTHING) for node in (origin, goal))
            path = index.path(costs, *ends)
            if goal not in expected:
                assert path.cost == BARRED
            else:
                most_ticks = 3 * (len(path.ways) + 1)
                assert 0 <= path.cost / TICKS_PER_S - expected[goal] + 1e-9 <= most_ticks / TICKS_PER_S


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
