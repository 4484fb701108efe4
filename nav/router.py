"""Answers requests for ways: `Route` or `NoRoute`."""

import itertools
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from maps.position import Position
from maps.venue import Venue
from nav.conditions import OPEN, Conditions
from nav.costs.cost import Tariff
from nav.costs.wishes import broken_wishes
from nav.index.alternatives import find_alternatives
from nav.index.network import BARRED, TICKS_PER_S
from nav.profile import TravelProfile
from nav.route import End, NoRoute, Place, Route
from nav.ways.connectivity import Connectivity, connectivity
from nav.ways.easing import eased
from nav.ways.explain import explain
from nav.ways.graph import Graph, compile_graph
from nav.ways.isochrone import Isochrone
from nav.ways.legs import legs
from nav.ways.many import Matrix, Party, find_matrix
from nav.ways.question import Asking, Question
from nav.ways.straight import find_line
from nav.ways.versions import Version, Versions
from nav.ways.walk import Walk, network_walk, steps, straight_walk


class Router:
    """Routes in one revision of a venue.

    Compile once, ask from any number of threads. Conditions are part of the question: the first to ask under new ones
    waits until they are worked out, a millisecond or so; nobody else does.
    """

    def __init__(self, graph: Graph, earlier: "Router | None" = None) -> None:
        self.graph = graph
        self._asking = Asking(graph)
        self._versions: Versions = Versions(
            graph, (earlier.graph, earlier._versions.index) if earlier is not None else None
        )

    @classmethod
    def compile(cls, venue: Venue, *, earlier: "Router | None" = None) -> "Router":
        """Return the router of a venue.

        Parameters
        ----------
        earlier : Router or None
            Of another revision or a draft: what the two have in common is not made again. Routes cost the same.
        """
        return cls(compile_graph(venue, earlier=earlier.graph if earlier is not None else None), earlier)

    def warm(self, profile: TravelProfile) -> None:
        """Do now what the first question of a profile would wait for."""
        self._versions.get(profile)
        ends = [Place(id=unit.id) for unit in (*self.venue.units[:1], *self.venue.units[-1:])]
        if ends:
            self.route(ends[0], ends[-1], profile)

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
        question = self._asking.question(origin, destination)
        if isinstance(question, NoRoute):
            return question
        version = self._versions.get(profile, conditions)
        walk = self._find_walk(question, version)
        return explain(self.graph, question, version) if walk is None else self._route(walk, profile, version)

    def alternatives(
        self, origin: End, destination: End, profile: TravelProfile, conditions: Conditions = OPEN, *, most: int = 3
    ) -> tuple[Route, ...]:
        """Return the best way and others that a person would call different, from the best on; none without a way.

        See `nav.index.alternatives` for what is different.

        Parameters
        ----------
        most : int
            At most so many.
        """
        question = self._asking.question(origin, destination)
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

    def eased(self, route: Route) -> Route:
        """Return a route of this router drawn with room to spare (see `nav.ways.easing`), for people to look at."""
        return eased(self.graph, route)

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
        rows = [Party(end=end, doorstep=self._asking.doorstep(end)) for end in origins]
        columns = [Party(end=end, doorstep=self._asking.doorstep(end, backward=True)) for end in destinations]
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
        seeds = self._asking.doorstep(origin).views.seeds(version.costs.prices)
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

    def _find_walk(self, question: Question, version: Version) -> Walk | None:
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
        crossed = [self.graph.codes[number] for numbers in walk.codes for number in numbers]
        return Route(
            legs=parts,
            distance_m=sum(leg.distance_m for leg in parts),
            duration_s=sum(leg.duration_s for leg in parts),
            cost_s=walk.cost / TICKS_PER_S,
            profile=profile.name,
            venue_revision=self.venue.revision,
            conditions_version=version.conditions.version,
            destination_id=walk.goal.place_id,
            broken_wishes=broken_wishes(crossed, profile),
        )
