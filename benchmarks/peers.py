"""The same graph in other people's libraries (the extra ``bench``). Costs are whole ticks for all."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import igraph
import networkit
import networkx as nx
import numpy as np
import routingkit_cch
import rustworkx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.campus import SPEED_M_S, Campus
from nav.index.network import TICKS_PER_S, Ints, way_price

Question = tuple[int, int]
Answer = tuple[float, int]
"""Cost [ticks], and how many nodes the path has."""

_SAFE = 1.0 - 1e-6


def way_costs(campus: Campus) -> Ints:
    return np.array([way_price(campus.network, campus.prices, way)[0] for way in range(len(campus.tails))])


class Peers:
    """Contenders for paths.

    Parameters
    ----------
    order : sequence of int
        For the contraction hierarchy of RoutingKit: ours, so that only the queries differ.
    """

    def __init__(self, campus: Campus, order: Sequence[int]) -> None:
        self.campus, self.costs = campus, way_costs(campus)
        self.tails, self.heads = campus.tails.tolist(), campus.network.head.tolist()
        self.cch = routingkit_cch.CCH(list(order), self.tails, self.heads, False)
        self.metric = routingkit_cch.CCHMetric(self.cch, self.costs.tolist())

    def paths(self) -> dict[str, Callable[[Question], Answer]]:
        return {
            "RoutingKit": self._routingkit(),
            "networkit bidirectional Dijkstra": self._networkit(),
            "rustworkx A*": self._rustworkx(),
            "scipy Dijkstra": self._scipy(),
            "igraph Dijkstra": self._igraph(),
            "networkx A*": self._networkx(),
        }

    def to_many(self, targets: Sequence[int]) -> dict[str, Callable[[int], Any]]:
        pinned = routingkit_cch.CCHOneToMany(self.metric, list(targets))
        graph, weights = self._igraph_graph()
        matrix = self._scipy_matrix()
        return {
            "RoutingKit, targets pinned": pinned.distances_from,
            "scipy Dijkstra": lambda source: dijkstra(matrix, indices=source)[targets],
            "igraph Dijkstra": lambda source: graph.distances(source, list(targets), weights=weights)[0],
        }

    def _bound(self, one: int, two: int) -> float:
        """Return a lower bound of the cost between two nodes: the straight way."""
        (x0, y0), (x1, y1) = self.campus.points_m[[one, two]].tolist()
        return float(np.hypot(x0 - x1, y0 - y1)) * TICKS_PER_S / SPEED_M_S * _SAFE

    def _routingkit(self) -> Callable[[Question], Answer]:
        query = routingkit_cch.CCHQuery(self.metric)

        def ask(question: Question) -> Answer:
            found = query.run(*question)
            return found.distance, len(found.node_path)

        return ask

    def _networkit(self) -> Callable[[Question], Answer]:
        graph = networkit.Graph(self.campus.n_nodes, weighted=True, directed=True)
        for tail, head, cost in zip(self.tails, self.heads, self.costs.tolist(), strict=True):
            graph.addEdge(tail, head, cost)

        def ask(question: Question) -> Answer:
            found = networkit.distance.BidirectionalDijkstra(graph, *question)
            found.run()
            return found.getDistance(), len(found.getPath()) + 2

        return ask

    def _rustworkx(self) -> Callable[[Question], Answer]:
        graph = rustworkx.PyDiGraph()
        graph.add_nodes_from(range(self.campus.n_nodes))
        graph.add_edges_from(list(zip(self.tails, self.heads, self.costs.tolist(), strict=True)))

        def ask(question: Question) -> Answer:
            goal = question[1]
            path = rustworkx.digraph_astar_shortest_path(
                graph, question[0], lambda node: node == goal, float, lambda node: self._bound(node, goal)
            )
            return self._cost_of(path), len(path)

        return ask

    def _scipy_matrix(self) -> Any:
        n_nodes = self.campus.n_nodes
        return csr_array((self.costs, self.campus.network.head, self.campus.network.start), shape=(n_nodes, n_nodes))

    def _scipy(self) -> Callable[[Question], Answer]:
        matrix = self._scipy_matrix()

        def ask(question: Question) -> Answer:
            costs, before = dijkstra(matrix, indices=question[0], return_predecessors=True)
            node, count = question[1], 1
            while before[node] >= 0:
                node, count = before[node], count + 1
            return float(costs[question[1]]), count

        return ask

    def _igraph_graph(self) -> tuple[Any, list[int]]:
        edges = list(zip(self.tails, self.heads, strict=True))
        return igraph.Graph(n=self.campus.n_nodes, edges=edges, directed=True), self.costs.tolist()

    def _igraph(self) -> Callable[[Question], Answer]:
        graph, weights = self._igraph_graph()

        def ask(question: Question) -> Answer:
            ways = graph.get_shortest_path(*question, weights=weights, output="epath")
            return sum(weights[way] for way in ways), len(ways) + 1

        return ask

    def _networkx(self) -> Callable[[Question], Answer]:
        graph = nx.DiGraph()
        graph.add_weighted_edges_from(zip(self.tails, self.heads, self.costs.tolist(), strict=True))

        def ask(question: Question) -> Answer:
            path = nx.astar_path(graph, *question, heuristic=self._bound)
            return nx.path_weight(graph, path, "weight"), len(path)

        return ask

    def _cost_of(self, path: Sequence[int]) -> float:
        network = self.campus.network
        total = 0
        for tail, head in itertools.pairwise(path):
            ways = range(network.start[tail], network.start[tail + 1])
            total += min(int(self.costs[way]) for way in ways if network.head[way] == head)
        return float(total)
