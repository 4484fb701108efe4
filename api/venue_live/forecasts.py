"""The waits to come at the queues of a venue: from the last snapshots and from those on the way."""

from collections.abc import Callable

from api.venue_live.queues import KnownQueue
from api.venue_live.venue_live import VenueLive
from maps.ids import FeatureId
from maps.venue import Venue
from nav.queues import Typical, queueing_places
from nav.waits import Forecast, NoForecast, forecast


class Forecasts:
    """Looks ahead at the queues of this server's venues.

    Parameters
    ----------
    now_unix_s : callable
        The server's clock [s].
    """

    def __init__(self, venue_live: VenueLive, *, now_unix_s: Callable[[], float]) -> None:
        self._venue_live, self._now = venue_live, now_unix_s

    def at(self, venue: Venue, place_id: FeatureId, *, without: str = "") -> tuple[Forecast | NoForecast, ...]:
        """Return the waits at each queue that somebody bound for a place may join.

        Parameters
        ----------
        without : str
            A session that is not reckoned with: the one that asks.

        Raises
        ------
        NotFoundError
            If the venue has no such service point or group.
        """
        queues = self._venue_live.find(venue.id).record.queues
        now = self._now()
        found = []
        for queue_id in queueing_places(venue, place_id, queues):
            known = queues.get(queue_id, KnownQueue())
            state = known.watch.state
            since_s = now if state is None else min(state.t_s, now)
            with self._venue_live.commitments.ledger(venue.id) as ledger:
                expected = ledger.arrivals_for(queue_id, since_s=since_s, t_s=now, without=without)
            found.append(
                forecast(
                    queue_id,
                    state,
                    now,
                    expected=expected,
                    demand=known.tally.demand(),
                    typical=Typical(service_mean_s=known.service_mean_s),
                )
            )
        return tuple(found)
