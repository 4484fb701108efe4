"""What the ends of a route see: the nodes of the graph they can go to straight, and at what cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nav.cost import Tariff
from nav.ends import Candidate
from nav.geodesic import Floats
from nav.graph import Graph
from nav.search import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """Straight ways between candidates and nodes, one a row.

    Parameters
    ----------
    candidate : (n,) int64
        Whose way it is.
    node : (n,) int64
        The node of the graph; ``-1 - k`` is goal k itself.
    length_m, cost_s : (n,) float64
        Of the straight way; the cost has the step from the asked-for point to its spot.
    code_start, codes : (n + 1,), (k,) int64
        What row i crosses is ``codes[code_start[i]:code_start[i + 1]]``, in the order of walking.
    """

    candidate: Ints
    node: Ints
    length_m: Floats
    cost_s: Floats
    code_start: Ints
    codes: Ints

    def codes_of(self, row: int) -> tuple[int, ...]:
        """Return what a row crosses, in the order of walking."""
        return tuple(self.codes[self.code_start[row] : self.code_start[row + 1]].tolist())

    def cheapest(self, n_nodes: int) -> tuple[Floats, Ints]:
        """Return for each node of the graph the least cost of a way, and its row (-1: none)."""
        cost_s, row = np.full(n_nodes, np.inf), np.full(n_nodes, -1, dtype=np.int64)
        order = np.flatnonzero(self.node >= 0)
        order = order[np.argsort(-self.cost_s[order], kind="stable")]  # the cheapest is written last
        cost_s[self.node[order]], row[self.node[order]] = self.cost_s[order], order
        return cost_s, row


def views(
    graph: Graph,
    candidates: Sequence[Candidate],
    rates: Tariff,
    *,
    goals: Sequence[Candidate] = (),
    backward: bool = False,
) -> Views:
    """Return what candidates see.

    Parameters
    ----------
    goals : sequence of Candidate
        Other candidates to look out for.
    backward : bool
        The ways lead from the nodes to the candidates.
    """
    who, nodes, lengths, counts, codes = [], [], [], [], []
    for level_id in dict.fromkeys(candidate.level_id for candidate in candidates):
        floor, first = graph.floors[level_id], graph.first_node[level_id]
        here = [i for i, candidate in enumerate(candidates) if candidate.level_id == level_id]
        there = [k for k, goal in enumerate(goals) if goal.level_id == level_id]
        spots = [goals[k].spot for k in there]
        places_m = np.array([spot.point_m for spot in spots], dtype=np.float64).reshape(-1, 2)
        points_m = np.concatenate([graph.points_m[first : first + floor.n_nodes], places_m])
        number = np.concatenate([first + np.arange(floor.n_nodes), -1 - np.array(there, dtype=np.int64)])
        for i, sight in zip(here, floor.look([candidates[i].spot for i in here], spots), strict=True):
            step = points_m[sight.nodes] - candidates[i].spot.point_m
            who.append(np.full(len(sight.nodes), i))
            nodes.append(number[sight.nodes])
            lengths.append(np.hypot(step[:, 0], step[:, 1]))
            counts.append(np.diff(sight.code_start))
            codes.append(sight.codes)
    count, code = np.concatenate(counts), np.concatenate(codes)
    code_start = np.concatenate([[0], np.cumsum(count)])
    row = np.repeat(np.arange(len(count)), count)
    if backward:  # the codes of an opening's two ways are neighbours, even and odd
        code = code[code_start[row] + code_start[row + 1] - 1 - np.arange(len(code))] ^ 1
    candidate, length_m = np.concatenate(who), np.concatenate(lengths)
    lead_m = np.array([candidate.lead_m for candidate in candidates])
    paid_s = np.bincount(row, weights=rates.cost_s[code], minlength=len(count))
    return Views(
        candidate=candidate,
        node=np.concatenate(nodes),
        length_m=length_m,
        cost_s=(length_m + lead_m[candidate]) / rates.speed_m_s + paid_s,
        code_start=code_start,
        codes=code,
    )
