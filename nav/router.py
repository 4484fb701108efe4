"""Answers requests for ways: `Route` or `NoRoute`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from maps.ids import FeatureId
from maps.venue import Venue
from nav.conditions import OPEN, Conditions, Switches
from nav.connectivity import Connectivity, connectivity
from nav.cost import Block, Tariff, tariff
from nav.ends import SNAP_M, Candidate, Ends
from nav.geodesic import Floats
from nav.graph import Graph, compile_graph
from nav.legs import Step, legs
from nav.profile import TravelProfile
from nav.route import End, NoRoute, NoRouteReason, Place, Route
from nav.search import search
from nav.sight import Ints
from nav.views import Views, views

_MAX_BOUNDED_GOALS = 8
"""With more destinations than this the straight-line bound costs more than it saves."""

_SAFE = 1.0 - 1e-9
"""Keeps the bound below the true cost in spite of rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Path:
    """A cheapest path from one candidate to another.

    Parameters
    ----------
    out_row, in_row : int
        Rows of the views of the two ends; without an `in_row` (-1) the origin sees the goal.
    ways : tuple of int
        The ways of the network between the two.
    """

    cost_s: float
    origin: int
    goal: int
    outward: Views
    inward: Views
    out_row: int
    in_row: int
    ways: tuple[int, ...]


class Router:
    """Routes in one revision of a venue.

    Compile once, ask from any number of threads: nothing changes after `compile`. Conditions are part of the question.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._ends = Ends(graph)
        self._switches = Switches(graph.codes)
        self._tariffs: dict[TravelProfile, Tariff] = {}

    @classmethod
    def compile(cls, venue: Venue) -> "Router":
        """Return the router of a venue."""
        return cls(compile_graph(venue))

    @property
    def venue(self) -> Venue:
        """The venue."""
        return self.graph.venue

    @cached_property
    def _connectivity(self) -> Connectivity:
        return connectivity(self.graph)

    def connectivity(self) -> Connectivity:
        """Return how much of the venue joins up, every access allowed."""
        return self._connectivity

    def tariff(self, profile: TravelProfile, conditions: Conditions = OPEN) -> Tariff:
        """Return what everything takes for a profile under conditions."""
        if profile not in self._tariffs:
            self._tariffs[profile] = tariff(self.graph.codes, profile)
        return self._switches.under(self._tariffs[profile], conditions)

    def route(
        self, origin: End, destination: End, profile: TravelProfile, conditions: Conditions = OPEN
    ) -> Route | NoRoute:
        """Return the best way, or why there is none.

        Parameters
        ----------
        origin, destination : Position or Place
            A position off the walkable ground is moved by up to 5 m. A place with several entrances or members (a
            room with two doors, a group of counters) is left or reached by the best of them.
        conditions : Conditions
            What is closed or slow now.

        Raises
        ------
        NotFoundError
            If a place or level does not exist.
        BadInputError
            If a coordinate is not finite.
        """
        starts, goals = self._ends.candidates(origin), self._ends.candidates(destination)
        if not starts:
            return NoRoute(reason=NoRouteReason.ORIGIN_OUTSIDE, detail=_outside("origin", origin))
        if not goals:
            return NoRoute(reason=NoRouteReason.DESTINATION_OUTSIDE, detail=_outside("destination", destination))
        starts, goals = _meeting(self.venue, starts, goals, origin, destination)
        rates = self.tariff(profile, conditions)
        path = self._cheapest(starts, goals, rates)
        if path is None:
            ends = f"from {_name(origin)} to {_name(destination)}"
            return self._explain(starts, goals, rates, conditions.closed, ends)
        start = starts[path.origin]
        parts = legs(
            self.graph, rates, _steps(self.graph, path, start, goals[path.goal]), self.venue.units[start.spot.unit].id
        )
        return Route(
            legs=parts,
            distance_m=sum(leg.distance_m for leg in parts),
            duration_s=sum(leg.duration_s for leg in parts),
            cost_s=path.cost_s,
            profile=profile.name,
            venue_revision=self.venue.revision,
            conditions_version=conditions.version,
            destination_id=goals[path.goal].place_id,
        )

    def _cheapest(self, starts: Sequence[Candidate], goals: Sequence[Candidate], rates: Tariff) -> _Path | None:
        """Return the cheapest path between any start and any goal, or None if there is none of finite cost."""
        outward = views(self.graph, starts, rates, goals=goals)
        inward = views(self.graph, goals, rates, backward=True)
        n_nodes = len(self.graph.points_m)
        (from_s, out_row), (to_s, in_row) = outward.cheapest(n_nodes), inward.cheapest(n_nodes)
        straight_s, row = _straight(outward, goals, rates)
        cost_s, last, via = search(
            self.graph.network,
            rates.speed_m_s,
            rates.cost_s,
            from_s,
            to_s,
            self._bound_s(goals, rates),
            straight_s,
        )
        if last < 0 and straight_s < np.inf:
            return _Path(
                cost_s=straight_s,
                origin=int(outward.candidate[row]),
                goal=int(-1 - outward.node[row]),
                outward=outward,
                inward=inward,
                out_row=row,
                in_row=-1,
                ways=(),
            )
        if last < 0:
            return None
        first, ways = self._back(last, via)
        return _Path(
            cost_s=float(cost_s),
            origin=int(outward.candidate[out_row[first]]),
            goal=int(inward.candidate[in_row[last]]),
            outward=outward,
            inward=inward,
            out_row=int(out_row[first]),
            in_row=int(in_row[last]),
            ways=ways,
        )

    def _back(self, last: int, via: Ints) -> tuple[int, tuple[int, ...]]:
        """Return the first node and the ways of the path that ends at a node."""
        ways: list[int] = []
        node = last
        while via[node] >= 0:
            ways.append(int(via[node]))
            node = int(self.graph.tails[via[node]])
        return node, tuple(reversed(ways))

    def _bound_s(self, goals: Sequence[Candidate], rates: Tariff) -> Floats:
        """Return a lower bound of the cost from each node to the nearest goal: the straight way, levels ignored."""
        points_m = self.graph.points_m
        if len(goals) > _MAX_BOUNDED_GOALS:
            return np.zeros(len(points_m))
        steps = points_m[:, None] - np.array([goal.spot.point_m for goal in goals])[None]
        bound_s: Floats = np.hypot(steps[..., 0], steps[..., 1]).min(axis=1) / rates.speed_m_s * _SAFE
        return bound_s

    def _explain(
        self,
        starts: Sequence[Candidate],
        goals: Sequence[Candidate],
        rates: Tariff,
        closed: frozenset[FeatureId],
        ends: str,
    ) -> NoRoute:
        """Say why there is no way: what stands on the best way if everything were open and usable."""
        path = self._cheapest(starts, goals, rates.relaxed())
        if path is None:
            return NoRoute(reason=NoRouteReason.NOT_CONNECTED, detail=f"Nothing leads {ends}.")
        numbers = [
            number
            for step in _steps(self.graph, path, starts[path.origin], goals[path.goal])
            for number in step.codes
            if rates.blocked[number] != Block.FREE
        ]
        blocked_by = tuple(dict.fromkeys(self._obstacle(number, rates, closed) for number in numbers))
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

    def _obstacle(self, number: int, rates: Tariff, closed: frozenset[FeatureId]) -> FeatureId:
        """Return what bars a code: the closed unit behind an opening, else the opening or portal itself."""
        code = self.graph.codes[number]
        by_unit = code.feature_id not in closed and code.into is not None and code.into.id in closed
        if code.into is not None and by_unit and rates.blocked[number] == Block.CLOSED_NOW:
            return code.into.id
        return code.feature_id


def _straight(outward: Views, goals: Sequence[Candidate], rates: Tariff) -> tuple[float, int]:
    """Return the least cost of going straight from a start to a goal that it sees, and the row; infinite if none."""
    rows = np.flatnonzero(outward.node < 0)
    if not len(rows):
        return np.inf, -1
    lead_m = np.array([goal.lead_m for goal in goals])[-1 - outward.node[rows]]
    cost_s = outward.cost_s[rows] + lead_m / rates.speed_m_s
    return float(cost_s.min()), int(rows[np.argmin(cost_s)])


def _steps(graph: Graph, path: _Path, start: Candidate, goal: Candidate) -> list[Step]:
    """Return the steps of a path from the asked-for point to the asked-for point."""
    levels = [level.id for level in graph.venue.levels]
    nodes = [int(graph.tails[way]) for way in path.ways]
    if path.in_row >= 0:
        nodes.append(int(path.inward.node[path.in_row]))
    points = [start.spot.point_m, *(_point(graph, node) for node in nodes), goal.spot.point_m]
    where = [start.level_id, *(levels[graph.levels[node]] for node in nodes), goal.level_id]
    network = graph.network
    codes = [path.outward.codes_of(path.out_row)]
    lengths = [float(path.outward.length_m[path.out_row])]
    for way in path.ways:
        codes.append(tuple(network.codes[network.code_start[way] : network.code_start[way + 1]].tolist()))
        lengths.append(float(network.length_m[way]))
    if path.in_row >= 0:
        codes.append(path.inward.codes_of(path.in_row))
        lengths.append(float(path.inward.length_m[path.in_row]))
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


def _point(graph: Graph, node: int) -> tuple[float, float]:
    x_m, y_m = graph.points_m[node].tolist()
    return x_m, y_m


def _meeting(
    venue: Venue, starts: tuple[Candidate, ...], goals: tuple[Candidate, ...], origin: End, destination: End
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Let somebody who is inside the unit that is asked for be there already, wherever its doors are."""
    there = [start for start in starts if _is_in(venue, start, destination)]
    if there and isinstance(destination, Place):
        return starts, (*(replace(start, place_id=destination.id) for start in there), *goals)
    return (*(goal for goal in goals if _is_in(venue, goal, origin)), *starts), goals


def _is_in(venue: Venue, candidate: Candidate, end: End) -> bool:
    return isinstance(end, Place) and venue.units[candidate.spot.unit].id == end.id


def _name(end: End) -> str:
    return f"place {end.id}" if isinstance(end, Place) else f"({end.x_m:.2f}, {end.y_m:.2f}) on level {end.level_id}"


def _outside(role: str, end: End) -> str:
    return f"The {role}, {_name(end)}, is more than {SNAP_M:g} m from anywhere people walk."
