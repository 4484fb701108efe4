"""The living demo: a few visitors walk through the demo hospital, and their readings go through the real server.

``python -m simulator.demo http://127.0.0.1:8000`` until it is stopped. Nothing is written down: no position, no name.
"""

import os
import signal
import sys
import threading

import numpy as np

from maps.demo import HOSPITAL_FOLDER
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from maps.venue import Venue
from nav.router import Router
from simulator.day import Day
from simulator.queue_feed import feed_queues
from simulator.queues import QueueWorld
from simulator.radio import RadioWorld
from simulator.visitors import VISITORS

VENUE_ID = VenueId("demo")
_FEED_KEY = "BEELINE_FEED_KEY"
APART_S = 5.0
"""Visitors come in one after another [s]."""


def run(
    server_url: str,
    *,
    rng: np.random.Generator,
    stop: threading.Event,
    venue: Venue | None = None,
    feed_key: str = "",
) -> None:
    """Let the visitors walk, visit after visit, and the queues move, until `stop` is set.

    Parameters
    ----------
    server_url : str
        A server that runs with the demo on. It may come up later, go away and come back.
    venue : Venue or None
        The venue published there as ``demo``; None for the demo hospital of this installation.
    feed_key : str
        The feed key of the server; without it there are no queues.
    """
    place = venue or demo_hospital()
    router, world = Router.compile(place), RadioWorld(place)
    days = [
        Day(
            visitor=visitor,
            venue_id=VENUE_ID,
            server_url=server_url,
            router=router,
            world=world,
            rng=own,
            stop=stop,
        )
        for visitor, own in zip(VISITORS, rng.spawn(len(VISITORS)), strict=True)
    ]
    threads = [
        threading.Thread(target=day.live, args=(index * APART_S,), name=f"visitor-{index}", daemon=True)
        for index, day in enumerate(days)
    ]
    if feed_key:
        feed = (QueueWorld(place, rng.spawn(1)[0]), VENUE_ID, server_url, feed_key, stop)
        threads.append(threading.Thread(target=feed_queues, args=feed, name="queues", daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def demo_hospital() -> Venue:
    """Return the demo hospital, read as the server reads it."""
    return build_venue(read_venue([HOSPITAL_FOLDER], VENUE_ID, format="imdf"), revision=1)[0]


def main(server_url: str) -> None:
    """Run the demo until the process is told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run(server_url, rng=np.random.default_rng(), stop=stop, feed_key=os.environ.get(_FEED_KEY, ""))


if __name__ == "__main__":
    main(sys.argv[1])
