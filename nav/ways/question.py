"""A request for a way, its ends found."""

from dataclasses import dataclass, replace

from maps.venue import Venue
from nav.route import End, NoRoute, NoRouteReason, Place
from nav.ways.doorstep import Doorstep, Doorsteps
from nav.ways.ends import SNAP_M, Candidate
from nav.ways.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request whose ends are found.

    Parameters
    ----------
    out, back : Doorstep
        Of the origin, and of the destination.
    starts, goals : tuple of Candidate
        Those of the doorsteps, and those who are there already.
    """

    origin: End
    destination: End
    out: Doorstep
    back: Doorstep
    starts: tuple[Candidate, ...]
    goals: tuple[Candidate, ...]


class Asking:
    """Finds the ends of requests in one graph."""

    def __init__(self, graph: Graph) -> None:
        self._venue = graph.venue
        self._doorsteps = Doorsteps(graph)

    def doorstep(self, end: End, *, backward: bool = False) -> Doorstep:
        """Return the doorstep of an end (see `Doorsteps.of`)."""
        return self._doorsteps.of(end, backward=backward)

    def question(self, origin: End, destination: End) -> Question | NoRoute:
        """Find the ends of a request, or return which of them is off the walkable ground."""
        out, back = self.doorstep(origin), self.doorstep(destination, backward=True)
        if not out.candidates:
            return NoRoute(reason=NoRouteReason.ORIGIN_OUTSIDE, detail=_outside("origin", origin))
        if not back.candidates:
            return NoRoute(reason=NoRouteReason.DESTINATION_OUTSIDE, detail=_outside("destination", destination))
        starts, goals = _meeting(self._venue, out.candidates, back.candidates, origin, destination)
        return Question(origin=origin, destination=destination, out=out, back=back, starts=starts, goals=goals)


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


def name_of(end: End) -> str:
    """Return what an end is called in a sentence for developers."""
    return f"place {end.id}" if isinstance(end, Place) else f"({end.x_m:.2f}, {end.y_m:.2f}) on level {end.level_id}"


def _outside(role: str, end: End) -> str:
    return f"The {role}, {name_of(end)}, is more than {SNAP_M:g} m from anywhere people walk."
