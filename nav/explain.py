"""Why there is no way: what stands on the best way if everything were open and usable.

Asked only after the index found nothing, so plain: Dijkstra's algorithm over the whole graph with great prices on what
is barred.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from maps.ids import FeatureId
from nav.cost import Block, Tariff
from nav.graph import Graph
from nav.network import Floats, Network
from nav.question import Question, name_of
from nav.route import NoRoute, NoRouteReason
from nav.straight import seen_pairs
from nav.versions import Version
from nav.views import Views

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
    return next((name for name in code.closed_by if closed_now and name in closed), code.feature_id)


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
    n_nodes, parts = len(graph.points_m), (graph.network, out, back)
    origin, goal = n_nodes, n_nodes + 1
    tail = np.concatenate([graph.tails, np.full(len(out.node), origin), back.node])
    head = np.concatenate([graph.network.head, out.node, np.full(len(back.node), goal)])
    cost_s = np.concatenate([_costs_s(part, relaxed) for part in parts])
    order = np.lexsort((cost_s, head, tail))
    order = order[np.isfinite(cost_s[order])]
    other = np.ones(len(order), dtype=np.bool_)
    other[1:] = (np.diff(tail[order]) != 0) | (np.diff(head[order]) != 0)
    cheapest = order[other]  # of the ways between the same two nodes
    shape = (n_nodes + 2, n_nodes + 2)
    matrix = csr_array((cost_s[cheapest], (tail[cheapest], head[cheapest])), shape=shape)
    total_s, before = dijkstra(matrix, indices=[origin], return_predecessors=True)
    total_s, before = total_s[0], before[0]
    if not np.isfinite(total_s[goal]):
        return np.inf, ()
    codes: list[int] = []
    node = goal
    while node != origin:
        way = int(cheapest[(tail[cheapest] == before[node]) & (head[cheapest] == node)][0])
        codes = [*_codes(parts, way), *codes]
        node = int(before[node])
    return float(total_s[goal]), tuple(codes)


def _costs_s(part: Network | Views, relaxed: Tariff) -> Floats:
    """Return the costs of ways [s]."""
    row = np.repeat(np.arange(len(part.length_m)), np.diff(part.code_start))
    paid_s = np.bincount(row, weights=relaxed.cost_s[part.codes], minlength=len(part.length_m))
    costs_s: Floats = part.length_m / relaxed.speed_m_s + paid_s + _NOTHING_S
    return costs_s


def _codes(parts: Sequence[Network | Views], way: int) -> Sequence[int]:
    """Return what a way crosses, numbered through all parts."""
    for part in parts:
        if way < len(part.length_m):
            break
        way -= len(part.length_m)
    return tuple(int(code) for code in part.codes[part.code_start[way] : part.code_start[way + 1]])
