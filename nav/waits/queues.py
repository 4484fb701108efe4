"""Queues as their feeds report them, and what is usual where no feed says."""

from collections.abc import Container
from dataclasses import dataclass

from maps.errors import NotFoundError
from maps.ids import FeatureId
from maps.services import ServiceGroup, ServicePoint
from maps.venue import Venue

MOST_PEOPLE = 10_000
"""No queue of people is longer."""
MOST_SERVERS = 200
"""No place has more servers."""
_DAY_S = 86_400.0
_EVER = 1e12
_POSSIBLE = (
    ("t_s", -_EVER, _EVER),
    ("waiting", 0, MOST_PEOPLE),
    ("servers_open", 0, MOST_SERVERS),
    ("in_service", 0, MOST_SERVERS),
    ("service_mean_s", 1.0, _DAY_S),
    ("service_sd_s", 0.0, _DAY_S),
    ("served_total", 0, _EVER),
    ("opens_s", -_EVER, _EVER),
    ("closes_s", -_EVER, _EVER),
)
"""Field, least and most; comparisons with NaN are false, so it is never possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """One reading of one queue.

    Parameters
    ----------
    place_id : FeatureId
        A `ServicePoint` with a queue of its own, or a `ServiceGroup` whose members share one.
    t_s : float
        When it was so [s].
    waiting : int
        People who wait and are not yet being served.
    servers_open : int
        Servers at work. None at work means that nobody is served.
    in_service : int or None
        People being served; None where the feed does not say.
    elapsed_s : tuple of float
        How long those have been served already [s], where that is known: at most `in_service` figures.
    service_mean_s, service_sd_s : float or None
        Mean and standard deviation of a service [s].
    served_total : int or None
        People served since the feed began: only differences are used.
    opens_s, closes_s : float or None
        Nobody is served before, nobody may join after [s].
    sequence : int or None
        The source's own count of its readings.
    """

    place_id: FeatureId
    t_s: float
    waiting: int
    servers_open: int
    in_service: int | None = None
    elapsed_s: tuple[float, ...] = ()
    service_mean_s: float | None = None
    service_sd_s: float | None = None
    served_total: int | None = None
    opens_s: float | None = None
    closes_s: float | None = None
    sequence: int | None = None

    @property
    def busy(self) -> int:
        """Servers taken: as reported, else all of them, which is cautious when nobody waits."""
        return self.servers_open if self.in_service is None else self.in_service

    def find_fault(self) -> str:
        """Return the name of the first field whose value cannot be true, or an empty text."""
        for name, least, most in _POSSIBLE:
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                return name
        if len(self.elapsed_s) > self.busy or not all(0 <= each <= _DAY_S for each in self.elapsed_s):
            return "elapsed_s"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """What is usual at a place or in its group: stands in for what no feed says.

    Parameters
    ----------
    service_mean_s : float
        Mean service [s].
    service_cv : float
        Standard deviation of a service in units of its mean.
    wait_p50_s, wait_p90_s : float or None
        Usual wait at this time of day [s]: exceeded by half, and by one in ten.
    """

    service_mean_s: float
    service_cv: float = 0.6
    wait_p50_s: float | None = None
    wait_p90_s: float | None = None


def queueing_places(venue: Venue, place_id: FeatureId, with_queue: Container[FeatureId]) -> tuple[FeatureId, ...]:
    """Return where somebody bound for a place may queue.

    A service point whose group has one queue for all is that group; a group without one is each of its members.

    Parameters
    ----------
    place_id : FeatureId
        A service point (only there, or its group's queue) or a service group (any member).
    with_queue : container of FeatureId
        The places that queues are reported for.

    Raises
    ------
    NotFoundError
        If the venue has no such service point or group.
    """
    place = venue.feature_by_id.get(place_id)
    if isinstance(place, ServicePoint):
        return (place.group_id,) if place.group_id in with_queue and place_id not in with_queue else (place_id,)
    if not isinstance(place, ServiceGroup):
        raise NotFoundError(
            f"Venue {venue.id!r} has no service point or group {place_id!r}.", remedy="Search for its name."
        )
    if place_id in with_queue:
        return (place_id,)
    return tuple(point.id for point in venue.service_points if point.group_id == place_id)
