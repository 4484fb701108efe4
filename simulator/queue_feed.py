"""The queue system of the demo hospital: it pushes what it counts, through HTTP like any other."""

import logging
import threading

from maps.errors import BeelineError
from maps.ids import VenueId
from simulator.queues import WARM_UP_S, QueueWorld
from simulator.server import Json, Server

_log = logging.getLogger(__name__)

EVERY_S = 5.0


def feed_queues(world: QueueWorld, venue_id: VenueId, server_url: str, key: str, stop: threading.Event) -> None:
    """Push how long every queue is, every few seconds, until `stop` is set.

    Parameters
    ----------
    server_url : str
        Where readings go; it may come up later, go away and come back.
    key : str
        The feed key of the server.
    """
    server, trouble = Server(url=server_url, sleep=stop.wait, tries=2), ""
    world.advance(WARM_UP_S)
    while not stop.is_set():
        try:
            server.ask("POST", f"/v1/venues/{venue_id}/queues", body={"readings": readings(world)}, token=key)
            trouble = ""
        except BeelineError as error:
            if error.code != trouble:
                _log.warning("the queues wait for the server: %s", error)
            trouble = error.code
        stop.wait(EVERY_S)
        world.advance(EVERY_S)


def readings(world: QueueWorld) -> list[Json]:
    """Return how long every queue is, as the HTTP interface wants it."""
    return [
        {
            "place": line.place_id,
            "waiting": line.waiting,
            "servers_open": 1,
            "in_service": int(line.is_busy),
            "service_mean_s": round(group.service_s, 1),
        }
        for group in world.groups
        for line in group.lines
    ]
