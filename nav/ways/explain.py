"""Why there is no way: what stands on the best way if everything were open and usable.

Asked only after the index found nothing, so plain: Dijkstra's algorithm over the whole graph with great prices on what
is barred.
"""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from maps.ids import FeatureId
from nav.costs.codes import feature_of
from nav.costs.cost import Block, Tariff
from nav.index.network import Floats, Network
from nav.route import NoRoute, NoRouteReason
from nav.ways.graph import Graph
from nav.ways.question import Question, name_of
from nav.ways.straight import seen_pairs
from nav.ways.versions import Version
from nav.ways.views import Views

_NOTHING_S = 1e-9
"""For a way that costs nothing: a sparse matrix would take it for none."""


def explain(graph: Graph, question: Question, version: Version) -> NoRoute:
    """Return why nothing answers a question, when the index found no way."""
    rates, closed = version.tariff, version.conditions.closed
    ends = f"from {name_of(question.origin)} to {name_of(question.destination)}"
    crossed = _find_best_way(graph, rates.relaxed(), question)
    if crossed is None:
        return NoRoute(reason=NoRouteReason.NOT_CONNECTED, detail=f"Nothing leads {ends}.")
    numbers = [number for number in crossed if rates.blocked[number] != Block.FREE]
    blocked_by = tuple(dict.fromkeys(_obstacle(graph, number, rates, closed) for number in numbers))
    named = ", ".join(blocked_by)
    if all(rates.blocked[number] in (Block.CLOSED_NOW, Block.CLOSED) for number in numbers):
        return NoRoute(
            reason=NoRouteReason.CLOSED, detail=f"Every way {ends} is closed: {named}.", blocked_by=blocked_by
        )
    return NoRoute(
        reason=NoRouteReason.PROFILE_EXCLUDES,
        detail=f"Every way {ends} needs what this profile may not or cannot use: {named}.",
        blocked_by=blocked_by,
    )


def _obstacle(graph: Graph, number: int, rates: Tariff, closed: frozenset[FeatureId]) -> FeatureId:
    """Return what bars a code: what is closed now, else the opening or portal itself."""
    code = graph.codes[number]
    closed_now = rates.blocked[number] == Block.CLOSED_NOW
    return next((feature_of(name) for name in code.closed_by if closed_now and name in closed), code.feature_id)


def _find_best_way(graph: Graph, relaxed: Tariff, question: Question) -> tuple[int, ...] | None:
    """Return what is crossed on the best way, or None if there is none.

    Parameters
    ----------
    relaxed : Tariff
        With finite prices on what is barred.
    """
    best_s, best = _through_network(graph, relaxed, question.out.views, question.back.views)
    for length_m, codes in seen_pairs(graph, question.starts, question.goals):
        cost_s = length_m / relaxed.speed_m_s + float(relaxed.cost_s[list(codes)].sum())
        if cost_s < best_s:
            best_s, best = cost_s, codes
    return best if np.isfinite(best_s) else None


def _through_network(graph: Graph, relaxed: Tariff, out: Views, back: Views) -> tuple[float, tuple[int, ...]]:
    """Return the cost of the best way by nodes of the graph and what it crosses; infinite if there is none."""
    network, origin = graph.network, len(graph.points_m)
    if not len(network.head) or not len(out.node) or not len(back.node):
        return np.inf, ()
    cost_s, leaving_s, arriving_s = (_costs_s(part, relaxed) for part in (network, out, back))
    pair = np.flatnonzero(np.diff(graph.tails, prepend=-1) | np.diff(network.head, prepend=-1))
    doors = np.unique(out.node[np.isfinite(leaving_s)])
    leaving = [int(np.argmin(np.where(out.node == door, leaving_s, np.inf))) for door in doors]
    rows = np.append(np.searchsorted(pair, network.start), len(pair) + len(doors))
    data = np.append(np.minimum.reduceat(cost_s, pair), leaving_s[leaving])
    matrix = csr_array((data, np.append(network.head[pair], doors), rows), shape=(origin + 1, origin + 1))
    total_s, before = dijkstra(matrix, indices=[origin], return_predecessors=True)
    last = int(np.argmin(total_s[0, back.node] + arriving_s))
    codes = [*back.codes_of(last)]
    node = int(back.node[last])
    while before[0, node] >= 0 and before[0, node] != origin:
        tail = int(before[0, node])
        ways = np.arange(network.start[tail], network.start[tail + 1])
        way = ways[int(np.argmin(np.where(network.head[ways] == node, cost_s[ways], np.inf)))]
        codes = [*network.codes[network.code_start[way] : network.code_start[way + 1]].tolist(), *codes]
        node = tail
    best_s = float(total_s[0, back.node[last]] + arriving_s[last])
    if not np.isfinite(best_s):
        return np.inf, ()
    return best_s, (*out.codes_of(leaving[int(np.searchsorted(doors, node))]), *codes)


def _costs_s(part: Network | Views, relaxed: Tariff) -> Floats:
    """Return the costs of ways [s]."""
    row = np.repeat(np.arange(len(part.length_m)), np.diff(part.code_start))
    paid_s = np.bincount(row, weights=relaxed.cost_s[part.codes], minlength=len(part.length_m))
    costs_s: Floats = part.length_m / relaxed.speed_m_s + paid_s + _NOTHING_S
    return costs_s
