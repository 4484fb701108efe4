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
from simulator.lift_feed import Repairs, feed_lifts
from simulator.queue_feed import feed_queues
from simulator.queues import QueueWorld
from simulator.radio import RadioWorld
from simulator.visitors import VISITORS

VENUE_ID = VenueId("demo")
_FEED_KEY = "BEELINE_FEED_KEY"
_STEADY_LIFTS = "BEELINE_DEMO_STEADY_LIFTS"
"""Set to anything, no lift of the demo is repaired."""
APART_S = 5.0
"""Visitors come in one after another [s]."""


def run(
    server_url: str,
    *,
    rng: np.random.Generator,
    stop: threading.Event,
    venue: Venue | None = None,
    feed_key: str = "",
    repairs: Repairs | None = None,
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
    repairs : Repairs or None
        How lifts are repaired; None lets all of them run.
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
        if repairs is not None:
            lifts = (place, VENUE_ID, server_url, feed_key, rng.spawn(1)[0], stop, repairs)
            threads.append(threading.Thread(target=feed_lifts, args=lifts, name="lifts", daemon=True))
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
    repairs = None if os.environ.get(_STEADY_LIFTS) else Repairs()
    run(
        server_url,
        rng=np.random.default_rng(),
        stop=stop,
        feed_key=os.environ.get(_FEED_KEY, ""),
        repairs=repairs,
    )


if __name__ == "__main__":
    main(sys.argv[1])
