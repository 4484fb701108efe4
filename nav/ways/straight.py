"""Straight ways between the candidates of ends that see each other."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nav.index.network import BARRED, Floats, Ints, Prices
from nav.space.geodesic import Floor, Spot
from nav.ways.ends import Candidate
from nav.ways.graph import Graph
from nav.ways.line import codes_between, lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight way from one candidate to another.

    Parameters
    ----------
    cost : int
        [ticks]
    origin, goal : int
        Which of the candidates.
    codes : tuple of int
        What it crosses, in order.
    """

    cost: int
    origin: int
    goal: int
    codes: tuple[int, ...]


def find_line(graph: Graph, starts: Sequence[Candidate], goals: Sequence[Candidate], prices: Prices) -> Line | None:
    """Return the cheapest straight way from a start to a goal that it sees, or None."""
    if not {start.level_id for start in starts} & {goal.level_id for goal in goals}:
        return None
    costs, _ = all_lines(graph, starts, goals, prices)
    i, k = divmod(int(np.argmin(costs)), len(goals))
    if costs[i, k] >= BARRED:
        return None
    codes = find_codes(graph.floors[starts[i].level_id], starts[i].spot, goals[k].spot)
    return Line(cost=int(costs[i, k]), origin=i, goal=k, codes=codes or ())


def all_lines(
    graph: Graph, starts: Sequence[Candidate], goals: Sequence[Candidate], prices: Prices
) -> tuple[Ints, Ints]:
    """Return the costs and times of the straight ways from each start to each goal [ticks]: (s, g) each.

    The cost is `BARRED` where they do not see each other.
    """
    costs = np.full((len(starts), len(goals)), BARRED, dtype=np.int64)
    times = np.zeros_like(costs)
    for level_id in {start.level_id for start in starts} & {goal.level_id for goal in goals}:
        here = [i for i, start in enumerate(starts) if start.level_id == level_id]
        there = [k for k, goal in enumerate(goals) if goal.level_id == level_id]
        one, two = [starts[i] for i in here], [goals[k] for k in there]
        part = lines(graph.floors[level_id].mesh, prices, _points(one), _points(two), _leads_m(one), _leads_m(two))
        costs[np.ix_(here, there)], times[np.ix_(here, there)] = part
    return costs, times


def seen_pairs(
    graph: Graph, starts: Sequence[Candidate], goals: Sequence[Candidate]
) -> Iterable[tuple[float, tuple[int, ...]]]:
    """Yield the length [m] and what is crossed for each start and goal that see each other, whatever bars the way."""
    free = np.zeros(len(graph.codes), dtype=np.int32)
    costs, _ = all_lines(graph, starts, goals, Prices(ticks_per_m=1.0, code_cost=free, code_time=free))
    for i, k in np.argwhere(costs < BARRED).tolist():
        one, two = starts[i], goals[k]
        codes = find_codes(graph.floors[one.level_id], one.spot, two.spot)
        yield math.dist(one.spot.point_m, two.spot.point_m), codes or ()


def find_codes(floor: Floor, one: Spot, two: Spot) -> tuple[int, ...] | None:
    """Return what is crossed on the straight way between two spots of a floor, None if they do not see each other."""
    seen, codes = codes_between(floor.mesh, *_rows([one, two]))
    return tuple(codes.tolist()) if seen else None


def _points(candidates: Sequence[Candidate]) -> Ints:
    return _rows([candidate.spot for candidate in candidates])


def _rows(spots: Sequence[Spot]) -> Ints:
    return np.array([(spot.x_mm, spot.y_mm, spot.triangle, spot.vertex) for spot in spots], dtype=np.int64)


def _leads_m(candidates: Sequence[Candidate]) -> Floats:
    return np.array([candidate.lead_m for candidate in candidates])
