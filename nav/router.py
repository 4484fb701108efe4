"""Answers requests for ways: `Route` or `NoRoute`."""

from dataclasses import dataclass, replace
from functools import cached_property

from maps.ids import FeatureId
from maps.venue import Venue
from nav.conditions import OPEN, Conditions
from nav.connectivity import Connectivity, connectivity
from nav.cost import Block, Tariff
from nav.ends import SNAP_M, Candidate
from nav.explain import find_codes_of_best_way
from nav.graph import Graph, compile_graph
from nav.isochrone import Isochrone
from nav.legs import legs
from nav.many import Matrix, Party, find_matrix
from nav.network import BARRED, TICKS_PER_S
from nav.outlook import Outlook, Outlooks
from nav.profile import TravelProfile
from nav.route import End, NoRoute, NoRouteReason, Place, Route
from nav.straight import find_line
from nav.versions import Version, Versions
from nav.walk import Walk, network_walk, steps, straight_walk


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A request whose ends are found.

    Parameters
    ----------
    starts, goals : tuple of Candidate
        Those of the outlooks, and whoever is there already.
    """

    origin: End
    destination: End
    out: Outlook
    back: Outlook
    starts: tuple[Candidate, ...]
    goals: tuple[Candidate, ...]


class Router:
    """Routes in one revision of a venue.

    Compile once, ask from any number of threads. Conditions are part of the question: the first to ask under new ones
    waits until they are worked out, a millisecond or so; nobody else does.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._outlooks = Outlooks(graph)
        self._versions = Versions(graph)

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
        return self._versions.get(profile, conditions).tariff

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
        question = self._question(origin, destination)
        if isinstance(question, NoRoute):
            return question
        version = self._versions.get(profile, conditions)
        walk = self._find_walk(question, version)
        return self._explain(question, version) if walk is None else self._route(walk, profile, version)

    def alternatives(
        self, origin: End, destination: End, profile: TravelProfile, conditions: Conditions = OPEN, *, most: int = 3
    ) -> tuple[Route, ...]:
        """Return the best way and others that a person would call different, from the best on; none without a way.

        See `nav.alternatives` for what is different.

        Parameters
        ----------
        most : int
            At most so many.
        """
        question = self._question(origin, destination)
        if isinstance(question, NoRoute):
            return ()
        version = self._versions.get(profile, conditions)
        best = self._find_walk(question, version)
        if best is None or not best.nodes:
            return () if best is None else (self._route(best, profile, version),)
        out, back = question.out, question.back
        seeds = out.views.seeds(version.costs.prices), back.views.seeds(version.costs.prices)
        paths = find_alternatives(self._versions.index, version.costs, self.graph.tails, *seeds)
        walks = (network_walk(self.graph, path, out, back) for path in itertools.islice(paths, most))
        return tuple(self._route(walk, profile, version) for walk in walks)

    def matrix(
        self,
        origins: Sequence[End],
        destinations: Sequence[End],
        profile: TravelProfile,
        conditions: Conditions = OPEN,
    ) -> Matrix:
        """Return what the best ways take from each origin to each destination; infinite where there is none.

        Raises
        ------
        NotFoundError, BadInputError
            As for `route`.
        """
        version = self._versions.get(profile, conditions)
        rows = [Party(end=end, outlook=self._outlooks.of(end)) for end in origins]
        columns = [Party(end=end, outlook=self._outlooks.of(end, backward=True)) for end in destinations]
        return find_matrix(self.graph, self._versions.index, version, rows, columns)

    def isochrone(
        self, origin: End, limit_s: float, profile: TravelProfile, conditions: Conditions = OPEN
    ) -> Isochrone:
        """Return what can be reached within a time.

        Raises
        ------
        NotFoundError, BadInputError
            As for `route`.
        """
        version = self._versions.get(profile, conditions)
        units = [unit.id for unit in self.venue.units]
        unit_s = self.matrix([origin], [Place(id=name) for name in units], profile, conditions).duration_s[0]
        seeds = self._outlooks.of(origin).views.seeds(version.costs.prices)
        costs, times = self._versions.index.spread(version.costs, seeds)
        nodes = np.flatnonzero((costs < BARRED) & (times <= limit_s * TICKS_PER_S))
        return Isochrone(
            limit_s=limit_s,
            unit_s={name: float(when_s) for name, when_s in zip(units, unit_s, strict=True) if when_s <= limit_s},
            turns=tuple((self._position(node), times[node] / TICKS_PER_S) for node in nodes.tolist()),
        )

    def _position(self, node: int) -> Position:
        x_m, y_m = self.graph.points_m[node].tolist()
        return Position(x_m=x_m, y_m=y_m, level_id=self.venue.levels[self.graph.levels[node]].id)

    def _question(self, origin: End, destination: End) -> _Question | NoRoute:
        """Find the ends of a request, or return which of them is off the walkable ground."""
        out, back = self._outlooks.of(origin), self._outlooks.of(destination, backward=True)
        if not out.candidates:
            return NoRoute(reason=NoRouteReason.ORIGIN_OUTSIDE, detail=_outside("origin", origin))
        if not back.candidates:
            return NoRoute(reason=NoRouteReason.DESTINATION_OUTSIDE, detail=_outside("destination", destination))
        starts, goals = _meeting(self.venue, out.candidates, back.candidates, origin, destination)
        return _Question(origin=origin, destination=destination, out=out, back=back, starts=starts, goals=goals)

    def _find_walk(self, question: _Question, version: Version) -> Walk | None:
        """Return the cheapest way between any start and any goal, or None if there is none."""
        out, back, prices = question.out, question.back, version.costs.prices
        path = self._versions.index.path(version.costs, out.views.seeds(prices), back.views.seeds(prices))
        line = find_line(self.graph, question.starts, question.goals, prices)
        if line is not None and line.cost <= path.cost:
            return straight_walk(line, question.starts[line.origin], question.goals[line.goal])
        if path.cost >= BARRED:
            return None
        return network_walk(self.graph, path, out, back)

    def _route(self, walk: Walk, profile: TravelProfile, version: Version) -> Route:
        first_unit = self.venue.units[walk.start.spot.unit].id
        parts = legs(self.graph, version.tariff, steps(self.graph, walk), first_unit)
        return Route(
            legs=parts,
            distance_m=sum(leg.distance_m for leg in parts),
            duration_s=sum(leg.duration_s for leg in parts),
            cost_s=walk.cost / TICKS_PER_S,
            profile=profile.name,
            venue_revision=self.venue.revision,
            conditions_version=version.conditions.version,
            destination_id=walk.goal.place_id,
        )

    def _explain(self, question: _Question, version: Version) -> NoRoute:
        """Say why there is no way: what stands on the best way if everything were open and usable."""
        rates, closed = version.tariff, version.conditions.closed
        ends = f"from {_name(question.origin)} to {_name(question.destination)}"
        codes = find_codes_of_best_way(
            self.graph,
            rates.relaxed(),
            question.starts,
            question.goals,
            question.out.views,
            question.back.views,
        )
        if codes is None:
            return NoRoute(reason=NoRouteReason.NOT_CONNECTED, detail=f"Nothing leads {ends}.")
        numbers = [number for number in codes if rates.blocked[number] != Block.FREE]
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
