"""How much of a venue joins up."""

import itertools
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from maps.ids import FeatureId
from nav.ways.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Connectivity:
    """How the walkable units of a venue join, every access and both directions of a one-way allowed.

    Parameters
    ----------
    walkable_components : int
        Groups of walkable units that no way joins to each other.
    reachable_share : float
        Share of the walkable units in the largest group, in [0, 1]; 0 without units.
    """

    walkable_components: int
    reachable_share: float


def component_by_unit(graph: Graph) -> dict[FeatureId, int]:
    """Return the group of each walkable unit; a unit of which no ground is left is a group of its own.

    A unit whose ground is in several pieces (a hall with a walled-off corner) counts by its largest.
    """
    venue = graph.venue
    pairs, units, areas, host, first = [], [], [], {}, 0
    for level_id, floor in graph.floors.items():
        neighbours, unit = floor.neighbours
        pairs.append(neighbours + first)
        units.append(unit)
        areas.append(floor.triangle_areas_m2)
        for node, triangle in zip(graph.first_node[level_id] + floor.guest_nodes, floor.guest_triangles, strict=True):
            host[int(node)] = int(triangle) + first
        first += len(unit)
    for portal in venue.portals:
        nodes = [graph.landings.get((portal.id, number)) for number in range(len(portal.stops))]
        hosts = [host[node] for node in nodes if node is not None]
        pairs.append(np.array(list(itertools.pairwise(hosts)), dtype=np.int64).reshape(-1, 2))
    links = np.concatenate(pairs)
    graph_of = coo_array((np.ones(len(links), dtype=np.int8), (links[:, 0], links[:, 1])), shape=(first, first))
    component = connected_components(graph_of, directed=False)[1]
    return _largest_piece(graph, component, np.concatenate(units), np.concatenate(areas))


def connectivity(graph: Graph) -> Connectivity:
    """Return how the walkable units of a venue join up."""
    groups = Counter(component_by_unit(graph).values())
    total = sum(groups.values())
    return Connectivity(walkable_components=len(groups), reachable_share=max(groups.values()) / total if total else 0.0)


def _largest_piece(
    graph: Graph,
    component: npt.NDArray[np.int32],
    unit: npt.NDArray[np.int64],
    area_m2: npt.NDArray[np.float64],
) -> dict[FeatureId, int]:
    pieces: dict[tuple[int, int], float] = {}
    for owner, group, area in zip(unit.tolist(), component.tolist(), area_m2.tolist(), strict=True):
        pieces[owner, group] = pieces.get((owner, group), 0.0) + area
    best: dict[int, int] = {}
    for (owner, group), _ in sorted(pieces.items(), key=lambda item: (item[1], item[0])):
        best[owner] = group
    lonely = int(component.max(initial=-1)) + 1
    return {
        unit_.id: best.get(index, lonely + index) for index, unit_ in enumerate(graph.venue.units) if unit_.walkable
    }
