"""A visit of several stops under way: what is done, what comes next, and another order that was offered. Pure."""

import dataclasses
from dataclasses import dataclass

from maps.errors import ConflictError, NotFoundError
from nav.route import End, Place
from nav.visits import Done, Itinerary, NoItineraryReason, PlannedStop, Progress, ReplanReason, Visit
from nav.visits.rules import stops_of

_NEWS_S = 60.0
"""A time of the plan that moved by less is not told [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visiting:
    """A visit under way. Its clock is unix time.

    Parameters
    ----------
    visit : Visit
        All its stops and rules.
    itinerary : Itinerary
        The plan for the stops to come, of `planned_unix_s`.
    done : tuple of Done
        The stops that are over.
    here : bool
        They have arrived at the next stop.
    changes : int
        Other orders offered so far.
    offered : Itinerary or None
        The plan that an offer stands for.
    why : ReplanReason or None
        Why the plan is another than before; None as long as it is the first.
    broken : NoItineraryReason or None
        Why the rest cannot be done under all its rules any more; it goes on in the old order.
    """

    visit: Visit
    itinerary: Itinerary
    planned_unix_s: float
    done: tuple[Done, ...] = ()
    here: bool = False
    changes: int = 0
    offered: Itinerary | None = None
    why: ReplanReason | None = None
    broken: NoItineraryReason | None = None

    @property
    def next(self) -> PlannedStop | None:
        """The stop that comes next, or where they are; None when all are done."""
        return self.itinerary.stops[0] if self.itinerary.stops else None

    @property
    def destination(self) -> End | None:
        """Where to go now: the next stop, else where the visit ends; None if it ends at its last stop."""
        return Place(id=self.next.place_id) if self.next else self.visit.end

    def progress(self, now: End, now_unix_s: float) -> Progress:
        """Return how far the visit is, for planning the rest from a place on."""
        return Progress(now=now, t_s=now_unix_s, done=self.done)

    def arriving(self, destination: End, *, arrived: bool) -> "Visiting":
        """Return the visit of who has, or has not, arrived at a destination."""
        here = arrived and self.next is not None and destination == Place(id=self.next.place_id)
        return self if here is self.here else dataclasses.replace(self, here=here, offered=None)

    def finishing(self, stop_id: str, now_unix_s: float) -> "Visiting":
        """Return the visit after a stop is done: at its planned counter, at this time.

        Raises
        ------
        NotFoundError
            If the visit has no such stop.
        ConflictError
            If it was done before.
        """
        if any(each.stop_id == stop_id for each in self.done):
            raise ConflictError(f"The stop {stop_id!r} is done already.", remedy="Name one that is still to come.")
        planned = self._planned(stop_id)
        done = Done(stop_id=stop_id, place_id=planned.place_id, end_s=now_unix_s)
        return dataclasses.replace(self._without(stop_id), done=(*self.done, done), here=False, offered=None)

    def skipping(self, stop_id: str) -> "Visiting":
        """Return the visit without a stop that is still to come, and the rules that name it; see `finishing`."""
        self._planned(stop_id)
        stops = tuple(each for each in self.visit.stops if each.id != stop_id)
        rules = tuple(rule for rule in self.visit.rules if stop_id not in stops_of(rule))
        visit = dataclasses.replace(self.visit, stops=stops, rules=rules)
        return dataclasses.replace(self._without(stop_id), visit=visit, here=False, offered=None)

    def planned(self, itinerary: Itinerary, now_unix_s: float, why: ReplanReason | None = None) -> "Visiting":
        """Return the visit under another plan, or under the same one with other times if these are news."""
        if itinerary.choices == self.itinerary.choices and why is None and not _is_news(self.itinerary, itinerary):
            return self
        return dataclasses.replace(
            self, itinerary=itinerary, planned_unix_s=now_unix_s, why=why or self.why, broken=None, offered=None
        )

    def _planned(self, stop_id: str) -> PlannedStop:
        for each in self.itinerary.stops:
            if each.stop_id == stop_id:
                return each
        names = ", ".join(each.stop_id for each in self.itinerary.stops) or "none"
        raise NotFoundError(f"No stop {stop_id[:80]!r} is to come.", remedy=f"Those to come are {names}.")

    def _without(self, stop_id: str) -> "Visiting":
        stops = tuple(each for each in self.itinerary.stops if each.stop_id != stop_id)
        return dataclasses.replace(self, itinerary=dataclasses.replace(self.itinerary, stops=stops))


def _is_news(before: Itinerary, after: Itinerary) -> bool:
    """Return whether a plan of the same stops has times that moved."""
    return any(
        abs(one.end_s - two.end_s) > _NEWS_S or abs(one.wait_p50_s - two.wait_p50_s) > _NEWS_S
        for one, two in zip(before.stops, after.stops, strict=True)
    )
