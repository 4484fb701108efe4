"""Rows without a survey: open data sets with known transmitters, and simulated walks in mismatched worlds."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from beacons.multilateration import weighted_centroid
from beacons.observation import Scan
from beacons.scans import scans
from beacons.traces.trace import Trace
from beacons.tracker import Tracker
from benchmarks.mismatch import mismatched_walks
from benchmarks.open_data import ROOMS, library, rtt_room, tracked_beacon
from benchmarks.scoring import Groups, Scored, calibrated, figures, left_one_out, scored
from maps.position import Fix, NoFix, Position
from maps.publish import build_venue
from maps.readers import read_venue
from nav.router import Router

DEMO = Path(__file__).parents[1] / "maps" / "demo" / "hospital"
TEST_SEEDS = range(100, 200)
"""Settings and circles were chosen on seeds 0 to 59."""

Answer = Fix | NoFix | None
Row = dict[str, object]


def tracked_beacon_row(folder: Path) -> Row:
    """Return the figures of a walking beacon, a scan a second; circles also learnt on the other walks."""
    venue, walks = tracked_beacon(folder / "tracked-beacon")
    tracker = Tracker(venue)
    groups = {walk.id: _walked(tracker, walk) for walk in walks}
    peers = {walk.id: _centroids(tracker, walk) for walk in walks}
    return _row("tracked-beacon", "with plan, no survey, causal, 1 s", groups, peers) | {
        "calibrated": left_one_out(groups)
    }


def library_row(folder: Path, scan_count: int) -> Row:
    """Return the figures of standing phones, each keeping only its gain; circles also learnt on the training days."""
    parts: dict[str, Groups] = {}
    peers: Groups = {}
    for split in ("train", "test"):
        venue, phones = library(folder / "library-beacons", split=split, scans=scan_count)
        tracker = Tracker(venue)
        parts[split] = _by_place(_standing(tracker, phone) for phone in phones)
        peers = _by_place(_standing_centroids(tracker, phone) for phone in phones)
    protocol = f"with plan, no survey, {scan_count} scan{'s' * (scan_count > 1)}"
    return _row("library-beacons", protocol, parts["test"], peers) | {
        "calibrated": calibrated(parts["test"], parts["train"])
    }


def rtt_row(folder: Path, room: str) -> Row:
    """Return the figures of one scan of ranges a place."""
    parts: dict[str, Groups] = {}
    peers: Groups = {}
    for split in ("train", "test"):
        venue, trace = rtt_room(folder / "rtt-rooms", room, split=split)
        tracker = Tracker(venue)
        parts[split] = _by_place([_standing(tracker, trace)])
        peers = _by_place([_standing_centroids(tracker, trace)])
    return _row(f"rtt-rooms {room}", "with plan, no survey, 1 scan", parts["test"], peers) | {
        "calibrated": calibrated(parts["test"], parts["train"])
    }


def rtt_rows(folder: Path) -> list[Row]:
    return [rtt_row(folder, room) for room in ROOMS]


def simulated_row(*, steps: bool, seeds: range = TEST_SEEDS) -> Row:
    """Return the figures of walks through the demo hospital, each in a radio world of its own."""
    venue, _ = build_venue(read_venue([DEMO], "demo"), revision=1)
    tracker = Tracker(venue)
    groups, peers = {}, {}
    for _, walk in mismatched_walks(Router.compile(venue), seeds, steps=steps):
        groups[walk.id] = _walked(tracker, walk)
        peers[walk.id] = _centroids(tracker, walk)
    protocol = f"no survey, causal, {'radio + steps' if steps else 'radio only'}, mismatched worlds"
    return _row("demo hospital, simulated", protocol, groups, peers)


def _row(dataset: str, protocol: str, groups: Groups, peers: Groups) -> Row:
    centroid = figures(peers)
    return {
        "dataset": dataset,
        "protocol": protocol,
        **figures(groups),
        "peer": {"name": "weighted centroid", "mean_m": centroid["mean_m"], "p75_m": centroid["p75_m"]},
    }


def _walked(tracker: Tracker, walk: Trace) -> list[Scored | None]:
    """Return the score of every second of a walk."""
    state, answers = tracker.start(), []
    for scan in scans(walk):
        state, answer = tracker.step(state, scan)
        answers.append((scan.t_s, answer))
    return _at_truth(walk, answers)


def _centroids(tracker: Tracker, walk: Trace) -> list[Scored | None]:
    """Return the same of the weighted centroid of the last two seconds, held while nothing is heard."""
    answers: list[tuple[float, Answer]] = []
    before: tuple = ()
    held: Answer = None
    for scan in scans(walk):
        held = _centroid(tracker, before + scan.observations, scan.t_s) or held
        before = scan.observations
        answers.append((scan.t_s, held))
    return _at_truth(walk, answers)


def _at_truth(walk: Trace, answers: Iterable[tuple[float, Answer]]) -> list[Scored | None]:
    times_s = [point.t_s for point in walk.truth]
    nearest = ((walk.truth[max(bisect_right(times_s, t_s) - 1, 0)].position, answer) for t_s, answer in answers)
    return [scored(position, answer) for position, answer in nearest]


def _standing(tracker: Tracker, phone: Trace) -> list[tuple[Position, Scored | None]]:
    """Return the score of each place a phone stood at; only its gain is kept from one to the next."""
    gain = tracker.start().gain
    results = []
    for place, group in scans_by_place(phone):
        state, answer = replace(tracker.start(), gain=gain), None
        for scan in group:
            state, answer = tracker.step(state, scan)
        gain = state.gain
        results.append((place, scored(place, answer)))
    return results


def _standing_centroids(tracker: Tracker, phone: Trace) -> list[tuple[Position, Scored | None]]:
    return [
        (place, scored(place, _centroid(tracker, tuple(each for scan in group for each in scan.observations), 0.0)))
        for place, group in scans_by_place(phone)
    ]


def _centroid(tracker: Tracker, observations: tuple, t_s: float) -> Fix | None:
    heard = tracker.table.heard(observations)
    if not heard.value.size:
        return None
    x_m, y_m = weighted_centroid(tracker.table, heard)
    loudest = tracker.table.level[heard.transmitter[heard.value.argmax()]]
    place = Position(x_m=x_m, y_m=y_m, level_id=tracker.grid.level_ids[int(loudest)])
    return Fix(t_s=t_s, position=place, cov_m2=((1.0, 0.0), (0.0, 1.0)), r68_m=0.0, r95_m=0.0, p_level=1.0)


def scans_by_place(phone: Trace) -> Iterable[tuple[Position, list[Scan]]]:
    """Yield each point of truth with the scans since the one before."""
    heard = {t_s: tuple(rows) for t_s, rows in groupby(phone.observations, key=lambda each: each.t_s)}
    times_s = sorted(heard)
    first = 0
    for point in phone.truth:
        last = bisect_right(times_s, point.t_s)
        yield point.position, [Scan(t_s=t_s, observations=heard[t_s]) for t_s in times_s[first:last]]
        first = last


def _by_place(phones: Iterable[list[tuple[Position, Scored | None]]]) -> Groups:
    """Return scores by surveyed place: neighbouring scans share their errors."""
    groups: dict[str, list[Scored | None]] = {}
    for results in phones:
        for place, score in results:
            groups.setdefault(f"{place.x_m:.2f},{place.y_m:.2f}", []).append(score)
    return groups


SURVEY_FREE: dict[str, Callable[[Path], list[Row]]] = {
    "tracked-beacon": lambda folder: [tracked_beacon_row(folder)],
    "library-beacons": lambda folder: [library_row(folder, 1), library_row(folder, 3)],
    "rtt-rooms": rtt_rows,
    "simulated": lambda _: [simulated_row(steps=steps) for steps in (False, True)],
}
