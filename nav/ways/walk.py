"""A way from candidate to candidate, as the index and the floors found it, and its steps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nav.index.paths import Path
from nav.ways.doorstep import Doorstep
from nav.ways.ends import Candidate
from nav.ways.graph import Graph
from nav.ways.legs import Step
from nav.ways.straight import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A way between two candidates.

    Parameters
    ----------
    cost : int
        [ticks]
    nodes : tuple of int
        The nodes of the graph on the way.
    lengths_m : tuple of float
        From one stop to the next: the start's spot, the nodes, the goal's spot.
    codes : tuple of tuple of int
        What is crossed between them.
    """

    cost: int
    start: Candidate
    goal: Candidate
    nodes: tuple[int, ...]
    lengths_m: tuple[float, ...]
    codes: tuple[tuple[int, ...], ...]


def straight_walk(line: Line, start: Candidate, goal: Candidate) -> Walk:
    """Return the walk along a straight way."""
    one, two = start.spot, goal.spot
    length_m = float(np.hypot(one.x_mm - two.x_mm, one.y_mm - two.y_mm)) / 1000.0
    return Walk(cost=line.cost, start=start, goal=goal, nodes=(), lengths_m=(length_m,), codes=(line.codes,))


def network_walk(graph: Graph, path: Path, out: Doorstep, back: Doorstep) -> Walk:
    """Return the walk along a path between two doorsteps."""
    network, ways, out_row, back_row = graph.network, path.ways, path.first, path.last
    first, last = network.code_start[ways].tolist(), network.code_start[ways + 1].tolist()
    return Walk(
        cost=path.cost,
        start=out.candidates[out.views.candidate[out_row]],
        goal=back.candidates[back.views.candidate[back_row]],
        nodes=(*graph.tails[ways].tolist(), int(back.views.node[back_row])),
        lengths_m=(
            float(out.views.length_m[out_row]),
            *network.length_m[ways].tolist(),
            float(back.views.length_m[back_row]),
        ),
        codes=(
            out.views.codes_of(out_row),
            *(tuple(network.codes[i:j].tolist()) for i, j in zip(first, last, strict=True)),
            back.views.codes_of(back_row),
        ),
    )


def steps(graph: Graph, walk: Walk) -> list[Step]:
    """Return the steps of a walk, from the asked-for point to the asked-for point."""
    start, goal, nodes = walk.start, walk.goal, np.array(walk.nodes, dtype=np.int64)
    levels = [graph.venue.levels[level].id for level in graph.levels[nodes].tolist()]
    points = [start.spot.point_m, *map(_pair, graph.points_m[nodes].tolist()), goal.spot.point_m]
    where = [start.level_id, *levels, goal.level_id]
    lengths, codes = list(walk.lengths_m), list(walk.codes)
    if start.lead:
        points, where = [start.lead, *points], [start.level_id, *where]
        codes, lengths = [(), *codes], [start.lead_m, *lengths]
    if goal.lead:
        points, where = [*points, goal.lead], [*where, goal.level_id]
        codes, lengths = [*codes, ()], [*lengths, goal.lead_m]
    return [
        Step(
            start=points[i],
            end=points[i + 1],
            from_level_id=where[i],
            to_level_id=where[i + 1],
            length_m=lengths[i],
            codes=codes[i],
        )
        for i in range(len(codes))
    ]


def _pair(values: Sequence[float]) -> tuple[float, float]:
    x_m, y_m = values
    return x_m, y_m
