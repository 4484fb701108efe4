"""What the ends of a route see: the nodes of the graph they can go to straight, and what is crossed on the way."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nav.index.network import Floats, Ints, Prices, price
from nav.index.paths import Seeds
from nav.ways.ends import Candidate
from nav.ways.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """Straight ways between candidates and nodes, one a row.

    Parameters
    ----------
    candidate : (n,) int64
        Whose way it is.
    node : (n,) int64
        The node of the graph.
    length_m, lead_m : (n,) float64
        Of the straight way, and of the step between the asked-for point and its spot.
    code_start, codes : (n + 1,), (k,) int64
        What row i crosses is ``codes[code_start[i]:code_start[i + 1]]``, in the order of walking.
    """

    candidate: Ints
    node: Ints
    length_m: Floats
    lead_m: Floats
    code_start: Ints
    codes: Ints

    def codes_of(self, row: int) -> tuple[int, ...]:
        """Return what a row crosses, in the order of walking."""
        return tuple(self.codes[self.code_start[row] : self.code_start[row + 1]].tolist())

    def seeds(self, prices: Prices) -> Seeds:
        """Return the end of a path that sees this."""
        return Seeds(self.node, *price(self.length_m, self.lead_m, self.code_start, self.codes, prices))


def views(graph: Graph, candidates: Sequence[Candidate], *, backward: bool = False) -> Views:
    """Return what candidates see.

    Parameters
    ----------
    backward : bool
        The ways lead from the nodes to the candidates.
    """
    nothing = np.zeros(0, dtype=np.int64)
    who, nodes, counts, codes = [nothing], [nothing], [nothing], [nothing]
    lengths = [np.zeros(0)]
    for i, candidate in enumerate(candidates):
        floor, first = graph.floors[candidate.level_id], graph.first_node[candidate.level_id]
        sight = floor.look(candidate.spot)
        step = graph.points_m[first + sight.nodes] - candidate.spot.point_m
        who.append(np.full(len(sight.nodes), i))
        nodes.append(first + sight.nodes)
        lengths.append(np.hypot(step[:, 0], step[:, 1]))
        counts.append(np.diff(sight.code_start))
        codes.append(sight.codes)
    count, code, owner = np.concatenate(counts), np.concatenate(codes), np.concatenate(who)
    code_start = np.concatenate([[0], np.cumsum(count)])
    if backward:  # the codes of an opening's two ways are neighbours, even and odd
        row = np.repeat(np.arange(len(count)), count)
        code = code[code_start[row] + code_start[row + 1] - 1 - np.arange(len(code))] ^ 1
    return Views(
        candidate=owner,
        node=np.concatenate(nodes),
        length_m=np.concatenate(lengths),
        lead_m=np.array([candidate.lead_m for candidate in candidates], dtype=np.float64)[owner],
        code_start=code_start,
        codes=code,
    )
