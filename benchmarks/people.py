"""How many people one core can follow: a scan a second each, fifteen readings, the whole demo hospital."""

import time

import numpy as np

from beacons.observation import Scan
from beacons.scans import scans
from beacons.track_state import decode_state, encode_state
from beacons.tracker import Tracker
from benchmarks.mismatch import mismatched_walks
from benchmarks.survey_free import DEMO
from maps.publish import build_venue
from maps.readers import read_venue
from nav.router import Router

READINGS = 15
_WALKS = 8


def people_row(walks: int = _WALKS) -> dict[str, object]:
    """Return CPU time a scan, with and without putting the state away in between, and the largest state."""
    venue, _ = build_venue(read_venue([DEMO], "demo"), revision=1)
    tracker = Tracker(venue)
    heard = [
        list(_topped_up(scans(walk))) for _, walk in mismatched_walks(Router.compile(venue), range(200, 200 + walks))
    ]
    _followed(tracker, heard[0])
    began_s = time.process_time()
    states = [_followed(tracker, each) for each in heard]
    step_s = (time.process_time() - began_s) / sum(len(each) for each in heard)
    stored = [encode_state(state) for walk in states for state in walk]
    began_s = time.process_time()
    for data in stored:
        encode_state(decode_state(data))
    store_s = (time.process_time() - began_s) / len(stored)
    return {
        "dataset": "demo hospital, simulated",
        "protocol": f"people a core, 1 Hz, {READINGS} readings, plan and floors",
        "people_per_core": round(1.0 / step_s),
        "people_per_core_with_stored_state": round(1.0 / (step_s + store_s)),
        "step_us": round(1e6 * step_s, 1),
        "store_us": round(1e6 * store_s, 1),
        "state_bytes_median": int(np.median([len(data) for data in stored])),
        "state_bytes_largest": max(len(data) for data in stored),
    }


def _followed(tracker: Tracker, heard: list[Scan]) -> list:
    state, states = tracker.start(), []
    for scan in heard:
        state, _ = tracker.step(state, scan)
        states.append(state)
    return states


def _topped_up(heard):
    """Yield scans of fifteen readings each: those of the second, filled up with the latest before it."""
    latest: tuple = ()
    for scan in heard:
        latest = (*latest, *scan.observations)[-READINGS:]
        yield Scan(t_s=scan.t_s, observations=latest)
