"""The lift controller of the demo hospital: now and then a lift is repaired, and then it runs again."""

import logging
import threading
from dataclasses import dataclass

import numpy as np

from maps.errors import BeelineError
from maps.ids import FeatureId, VenueId
from maps.venue import Access, PortalKind, Venue
from simulator.server import Json, Server

_log = logging.getLogger(__name__)

_REPAIR: Json = {
    "state": "out_of_service",
    "reason": {"zh-Hans": "检修", "en": "Maintenance"},
    "by": "lift controller",
}
_RUNNING: Json = {"state": "in_service", "by": "lift controller"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """When the first lift is repaired, how long a repair takes, and how long all run until the next one [s]."""

    first_after_s: float = 40.0
    out_s: float = 150.0
    running_s: float = 240.0


def feed_lifts(
    venue: Venue,
    venue_id: VenueId,
    server_url: str,
    key: str,
    rng: np.random.Generator,
    stop: threading.Event,
    repairs: Repairs = Repairs(),
) -> None:
    """Take one lift after the other out of service for a while, until `stop` is set.

    Parameters
    ----------
    server_url : str
        Where it is said; it may come up later, go away and come back.
    key : str
        The feed key of the server.
    """
    server, lifts = Server(url=server_url, sleep=stop.wait), lifts_of(venue)

    def say(lift_id: FeatureId, said: Json) -> None:
        try:
            server.ask("PUT", f"/v1/venues/{venue_id}/lifts/{lift_id}", body=said, token=key)
        except BeelineError as error:
            _log.warning("lift %s waits for the server: %s", lift_id, error)

    stop.wait(repairs.first_after_s)
    while lifts and not stop.is_set():
        lift_id = lifts[int(rng.integers(len(lifts)))]
        say(lift_id, _REPAIR)
        stop.wait(repairs.out_s)
        # Said also on the way out: a demo that is gone leaves no lift out of service.
        say(lift_id, _RUNNING)
        stop.wait(repairs.running_s)


def lifts_of(venue: Venue) -> list[FeatureId]:
    """Return the lifts that the public rides."""
    return [
        portal.id for portal in venue.portals if portal.kind is PortalKind.ELEVATOR and portal.access is Access.PUBLIC
    ]
