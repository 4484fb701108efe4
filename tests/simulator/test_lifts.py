"""The lifts of the demo are repaired one after the other, through a real server."""

import threading

import httpx
import numpy as np

from maps.demo import HOSPITAL_FOLDER
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from simulator.lift_feed import Repairs, feed_lifts, lifts_of
from tests.api.test_sessions_under_conditions import wait_until

KEY = "a-key-for-tests"


def test_a_lift_is_taken_out_and_runs_again_also_when_the_demo_ends(serving, hospital):
    stop, rng = threading.Event(), np.random.default_rng(1)
    with serving(feed_key=KEY) as url:
        repairs = Repairs(first_after_s=0.0, out_s=60.0, running_s=0.0)
        feed = threading.Thread(target=feed_lifts, args=(hospital, hospital.id, url, KEY, rng, stop, repairs))
        feed.start()

        def state():
            (lift,) = httpx.get(f"{url}/v1/venues/{hospital.id}/lifts").json()["lifts"]
            return lift["state"]

        wait_until(lambda: state() == "out_of_service")
        stop.set()
        feed.join(10)
        assert state() == "in_service"


def test_the_demo_hospital_has_lifts_to_repair():
    demo = build_venue(read_venue([HOSPITAL_FOLDER], VenueId("demo"), format="imdf"), revision=1)[0]
    assert len(lifts_of(demo)) > 3
