"""The waits to come at the queues of a venue: from the last snapshots and from those on the way."""

from collections.abc import Callable
from dataclasses import dataclass

from api.venue_live.queues import KnownQueue
from api.venue_live.venue_live import VenueLive
from maps.ids import FeatureId, VenueId
from maps.venue import Venue
from nav.commitments import Expected
from nav.demand import Demand
from nav.queues import Typical, queueing_places
from nav.waits import Forecast, NoForecast, forecast

_GOOD_S = 2.0
"""A forecast is good for so long, if nobody sets out and nothing is heard meanwhile [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A forecast, and what it was made from."""

    t_s: float
    queue: KnownQueue
    changes: int
    forecast: Forecast | NoForecast


class Forecasts:
    """Looks ahead at the queues of this server's venues.

    Parameters
    ----------
    now_unix_s : callable
        The server's clock [s].
    """

    def __init__(self, venue_live: VenueLive, *, now_unix_s: Callable[[], float]) -> None:
        self._venue_live, self._now = venue_live, now_unix_s
        self._made: dict[tuple[VenueId, FeatureId, bool], _Made] = {}

    def places(self, venue: Venue, place_id: FeatureId) -> tuple[FeatureId, ...]:
        """Return the queues that somebody bound for a place may join.

        Raises
        ------
        NotFoundError
            If the venue has no such service point or group.
        """
        return queueing_places(venue, place_id, self._venue_live.find(venue.id).record.queues)

    def at(self, venue: Venue, place_id: FeatureId) -> tuple[Forecast | NoForecast, ...]:
        """Return the waits at each queue that somebody bound for a place may join; see `places`."""
        return tuple(self.of(venue, queue_id) for queue_id in self.places(venue, place_id))

    def of(self, venue: Venue, queue_id: FeatureId) -> Forecast | NoForecast:
        """Return the waits to come at one queue, for telling: with everybody who may be expected."""
        return self._ahead(venue, queue_id, choosing=False)

    def for_choice(self, venue: Venue, queue_id: FeatureId, *, without: str = "") -> Forecast | NoForecast:
        """Return the waits at one queue as a choice should see them: see `Demand.unguided_only`.

        Parameters
        ----------
        without : str
            A session that is not reckoned with: the one that asks.
        """
        return self._ahead(venue, queue_id, choosing=True, without=without)

    def _ahead(self, venue: Venue, queue_id: FeatureId, *, choosing: bool, without: str = "") -> Forecast | NoForecast:
        now = self._now()
        queue = self._venue_live.find(venue.id).record.queues.get(queue_id, _UNHEARD)
        changes = self._venue_live.commitments.changes(venue.id)
        made = None if without else self._made.get((venue.id, queue_id, choosing))
        if made and made.queue is queue and made.changes == changes and 0 <= now - made.t_s < _GOOD_S:
            return made.forecast
        since_s = now if queue.watch.state is None else min(queue.watch.state.t_s, now)
        with self._venue_live.commitments.ledger(venue.id) as ledger:
            expected = ledger.arrivals_for(queue_id, since_s=since_s, t_s=now, without=without)
        demand = queue.tally.demand()
        found = _look_ahead(queue_id, queue, expected, demand.unguided_only if choosing else demand, now)
        if not without:
            self._made[venue.id, queue_id, choosing] = _Made(t_s=now, queue=queue, changes=changes, forecast=found)
        return found


_UNHEARD = KnownQueue()


def _look_ahead(
    queue_id: FeatureId, queue: KnownQueue, expected: tuple[Expected, ...], demand: Demand, now_unix_s: float
) -> Forecast | NoForecast:
    return forecast(
        queue_id,
        queue.watch.state,
        now_unix_s,
        expected=expected,
        demand=demand,
        typical=Typical(service_mean_s=queue.service_mean_s),
    )
