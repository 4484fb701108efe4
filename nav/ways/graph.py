"""The graph of a venue: corners, landings and lift cars joined by straight ways and rides; arrays, and networkx."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np

from maps.ids import FeatureId, LevelId
from maps.venue import Portal, Venue
from nav.costs.codes import Code, Hop, crossings
from nav.costs.connectors import links
from nav.costs.cost import Tariff
from nav.index.network import Ints, Network
from nav.space.geodesic import Floats, Floor, Ways
from nav.space.inset import WALKER_RADIUS_M
from nav.ways.storey import Numbers, Storey, storey


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Everything that is compiled once for a revision. Profiles and closures are read at query time.

    Parameters
    ----------
    floors : mapping
        The walkable ground of each level.
    first_node : mapping
        Each level's nodes are numbered from here.
    codes : tuple of Code
        What the codes of the network mean.
    points_m : (n, 2) float64
        The nodes' places [local m].
    levels : (n,) int64
        The nodes' levels, by their place in the venue.
    tails : (m,) int64
        Where each way of the network starts.
    landings : mapping
        The node of each stop of each portal that reaches walkable ground.
    storeys : mapping
        Each level by itself, for the next compile to use where nothing has changed.
    """

    venue: Venue
    floors: Mapping[LevelId, Floor]
    first_node: Mapping[LevelId, int]
    codes: tuple[Code, ...]
    network: Network
    tails: Ints
    points_m: Floats
    levels: Ints
    landings: Mapping[tuple[FeatureId, int], int]
    storeys: Mapping[LevelId, Storey]


@dataclass(slots=True, kw_only=True)
class _Builder:
    """The graph under construction."""

    venue: Venue
    codes: list[Code]
    first_node: dict[LevelId, int]
    landings: dict[tuple[FeatureId, int], int]
    points: list[Floats]
    levels: list[Ints]
    ways: list[Ways]
    n_nodes: int = 0

    def add_level(self, level_id: LevelId, order: int, level: Storey) -> None:
        floor, ways = level.floor, level.ways
        self.first_node[level_id] = self.n_nodes
        for stop, node in zip(level.ground.stops, floor.guest_nodes.tolist(), strict=True):
            self.landings[stop] = self.n_nodes + node
        self.ways.append(replace(ways, tail=ways.tail + self.n_nodes, head=ways.head + self.n_nodes))
        self.points.append(floor.node_points_m)
        self.levels.append(np.full(floor.n_nodes, order))
        self.n_nodes += floor.n_nodes

    def add_portal(self, portal: Portal, level_order: Mapping[LevelId, int]) -> None:
        cars: dict[int, int] = {}
        tails, heads, hops = [], [], []
        for link in links(self.venue, portal):
            ends = []
            for stop, is_car in (link.tail, link.head):
                if is_car and stop not in cars:
                    cars[stop] = self.n_nodes + len(cars)
                ends.append(cars[stop] if is_car else self.landings.get((portal.id, stop)))
            if ends[0] is not None and ends[1] is not None:
                tails.append(ends[0])
                heads.append(ends[1])
                hops.append(link.hop)
        stops = [portal.stops[stop] for stop in cars]
        self.points.append(np.array([(stop.point.x, stop.point.y) for stop in stops], dtype=np.float64).reshape(-1, 2))
        self.levels.append(np.array([level_order[stop.level_id] for stop in stops], dtype=np.int64))
        self.n_nodes += len(cars)
        self.ways.append(
            Ways(
                tail=np.array(tails, dtype=np.int64),
                head=np.array(heads, dtype=np.int64),
                length_m=np.array([hop.length_m for hop in hops], dtype=np.float64),
                code_start=np.arange(len(hops) + 1),
                codes=len(self.codes) + np.arange(len(hops)),
            )
        )
        self.codes += hops


def compile_graph(venue: Venue, *, radius_m: float = WALKER_RADIUS_M, earlier: Graph | None = None) -> Graph:
    """Return the graph of a venue for walkers of a radius [m].

    Parameters
    ----------
    earlier : Graph or None
        Of another revision: what the two have in common is not made again. The graph is the same without it.
    """
    codes, first_code = crossings(venue)
    numbers = Numbers(unit={unit.id: index for index, unit in enumerate(venue.units)}, code=first_code)
    known = earlier.storeys if earlier is not None else {}
    storeys = {each.id: storey(venue, each.id, radius_m, numbers, known.get(each.id)) for each in venue.levels}
    builder = _Builder(venue=venue, codes=codes, first_node={}, landings={}, points=[], levels=[], ways=[])
    level_order = {level.id: order for order, level in enumerate(venue.levels)}
    for level_id, order in level_order.items():
        builder.add_level(level_id, order, storeys[level_id])
    for portal in venue.portals:
        builder.add_portal(portal, level_order)
    tails, network = _network(builder.ways, builder.n_nodes)
    return Graph(
        venue=venue,
        floors={level_id: each.floor for level_id, each in storeys.items()},
        first_node=builder.first_node,
        codes=tuple(builder.codes),
        network=network,
        tails=tails,
        points_m=np.concatenate(builder.points),
        levels=np.concatenate(builder.levels),
        landings=builder.landings,
        storeys=storeys,
    )


def _network(parts: list[Ways], n_nodes: int) -> tuple[Ints, Network]:
    """Return the ways in the order of their tails, then of their heads: the tails, and the network."""
    tail = np.concatenate([part.tail for part in parts])
    head = np.concatenate([part.head for part in parts])
    order = np.argsort(tail * n_nodes + head, kind="stable")
    counts = np.concatenate([np.diff(part.code_start) for part in parts])
    codes = np.concatenate([part.codes for part in parts])
    first = np.cumsum(counts) - counts
    new_counts = counts[order]
    new_start = np.concatenate([[0], np.cumsum(new_counts)])
    within = np.arange(new_start[-1]) - np.repeat(new_start[:-1], new_counts)
    return tail[order], Network(
        start=np.searchsorted(tail[order], np.arange(n_nodes + 1)),
        head=head[order],
        length_m=np.concatenate([part.length_m for part in parts])[order],
        code_start=new_start,
        codes=codes[np.repeat(first[order], new_counts) + within],
    )


def nodes_before(graph: Graph, earlier: Graph) -> Ints:
    """Return the node of an earlier graph that stood where each does; -1 if there was none.

    Of several at one place (on either side of an opening's end) the first is the first, and so on.
    """
    level = {each.id: order for order, each in enumerate(earlier.venue.levels)}
    orders = np.array([level.get(each.id, -1) for each in graph.venue.levels], dtype=np.int64)
    there, here = (np.rint(each.points_m * 1000.0).astype(np.int64) for each in (earlier, graph))
    rows = np.concatenate([np.column_stack([earlier.levels, there]), np.column_stack([orders[graph.levels], here])])
    order = np.lexsort(rows.T)  # stable: at each place the earlier nodes come first
    is_new_place = np.any(np.diff(rows[order], axis=0, prepend=-2) != 0, axis=1)
    place = np.cumsum(is_new_place) - 1
    first = np.flatnonzero(is_new_place)
    n_there = np.bincount(place, weights=order < len(there)).astype(np.int64)
    nth = np.arange(len(order)) - first[place]
    is_here = order >= len(there)
    host = place[is_here]
    known = nth[is_here] < 2 * n_there[host]
    before = np.full(len(here), -1, dtype=np.int64)
    twin = order[np.where(known, first[host] + nth[is_here] - n_there[host], 0)]
    before[order[is_here] - len(there)] = np.where(known, twin, -1)
    return before


def to_networkx(graph: Graph, tariff: Tariff) -> "nx.MultiDiGraph[int]":
    """Return the same graph as networkx sees it, for analysis and as the readable reference of the search.

    Nodes carry ``x_m y_m level_id``; edges ``length_m openings portal_id time_s cost_s``. Ways that the tariff bars
    are left out.
    """
    view: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    level_ids = [level.id for level in graph.venue.levels]
    for node, ((x_m, y_m), level) in enumerate(zip(graph.points_m.tolist(), graph.levels.tolist(), strict=True)):
        view.add_node(node, x_m=x_m, y_m=y_m, level_id=level_ids[level])
    network = graph.network
    for way, tail in enumerate(graph.tails.tolist()):
        numbers = network.codes[network.code_start[way] : network.code_start[way + 1]]
        length_m = float(network.length_m[way])
        cost_s = length_m / tariff.speed_m_s + float(tariff.cost_s[numbers].sum())
        if not np.isfinite(cost_s):
            continue
        meanings = [graph.codes[number] for number in numbers.tolist()]
        view.add_edge(
            tail,
            int(network.head[way]),
            length_m=length_m,
            openings=tuple(code.feature_id for code in meanings if not isinstance(code, Hop)),
            portal_id=next((code.feature_id for code in meanings if isinstance(code, Hop)), None),
            time_s=length_m / tariff.speed_m_s + float(tariff.time_s[numbers].sum()),
            cost_s=cost_s,
        )
    return view
