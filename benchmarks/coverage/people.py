"""Simulated people who stand somewhere and listen, and how far off the tracker puts them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from beacons.coverage.hearing import LISTEN_S
from beacons.evidence import GAIN_SD_DB
from beacons.scans import scans
from beacons.traces.trace import Trace
from beacons.tracker import Tracker
from benchmarks.survey_free import DEMO
from maps.position import Fix, NoFix, NoFixReason, Position
from maps.publish import build_venue
from maps.readers import read_venue
from maps.venue import Venue
from simulator.radio import RadioWorld, Reception
from simulator.walking import stand

Floats = npt.NDArray[np.float64]

RESAMPLES = 1000


def demo_hospital() -> Venue:
    return build_venue(read_venue([DEMO], "demo"), revision=1)[0]


def standing(
    tracker: Tracker, place: Position, rng: np.random.Generator, *, people: int, listen_s: float = LISTEN_S
) -> Iterator[Fix | NoFix]:
    """Yield where each of some people is put who just came, stand still and listen."""
    for _ in range(people):
        world = drawn_world(tracker.venue, rng)
        truth = stand(place, listen_s, start_s=0.0)
        trace = Trace(id="standing", start_unix_s=0.0, observations=world.hear(truth, rng), steps=(), truth=truth)
        state = tracker.start()
        answer: Fix | NoFix = NoFix(t_s=0.0, reason=NoFixReason.NOTHING_HEARD)
        for scan in scans(trace):
            state, answer = tracker.step(state, scan)
        yield answer


def errors_m(place: Position, answers: Sequence[Fix | NoFix]) -> Floats:
    """Return the error of each answer; NaN where there is no position."""
    return np.array([place.distance_m(each.position) if isinstance(each, Fix) else np.nan for each in answers])


def drawn_world(venue: Venue, rng: np.random.Generator) -> RadioWorld:
    """Return the simulated radio as a phone of any gain hears it."""
    return RadioWorld(venue, reception=replace(Reception(), phone_offset_db=float(rng.normal(0.0, GAIN_SD_DB))))


def interval(values: Floats, rng: np.random.Generator) -> list[float]:
    """Return the 95 % bootstrap interval of a root mean square, of groups that are resampled whole."""
    picks = rng.integers(0, len(values), (RESAMPLES, len(values)))
    return [round(float(each), 2) for each in np.percentile(np.sqrt(values[picks].mean(axis=1)), [2.5, 97.5])]


def rms(values: Floats) -> float:
    return round(float(np.sqrt(np.mean(values))), 2)
