"""Locate many traces, several at a time."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from beacons.radiomap import RadioMap
from beacons.scans import scans
from beacons.smoother import smooth as smooth_walk
from beacons.traces import read_trace
from beacons.traces.trace import Trace
from beacons.tracker import Tracker
from commands.fixes import Located
from maps.codec import decode_venue, encode_venue
from maps.position import Fix, NoFix
from maps.venue import Venue


def locate_traces(
    paths: Sequence[Path], venue: Venue, radio_map: bytes | None, *, smooth: bool, jobs: int
) -> Iterator[Located]:
    """Yield the answers for each trace, in the order of the paths.

    Parameters
    ----------
    radio_map : bytes or None
        An encoded radio map of the venue; without one, positions come from the transmitters' own places.
    smooth : bool
        Use the whole walk for every answer; otherwise an answer knows only what came before it.
    jobs : int
        Processes to share the work.
    """
    if jobs == 1 or len(paths) == 1:
        locator = _Locator(venue, radio_map, smooth=smooth)
        yield from map(locator.locate, paths)
        return
    start = partial(_start_worker, encode_venue(venue), radio_map, smooth)
    with ProcessPoolExecutor(min(jobs, len(paths)), initializer=start) as pool:
        yield from pool.map(_locate_in_worker, paths)


class _Locator:
    """One venue's tracker or smoother, built once and used for many traces."""

    def __init__(self, venue: Venue, radio_map: bytes | None, *, smooth: bool) -> None:
        self._venue = venue
        self._radio_map = RadioMap.decode(radio_map, venue) if radio_map else None
        self._tracker = None if smooth else Tracker(venue, self._radio_map)

    def locate(self, path: Path) -> Located:
        trace = read_trace(path, self._venue)
        answers = smooth_walk(self._venue, self._radio_map, trace) if self._tracker is None else self._track(trace)
        located = Located(trace_id=trace.id, answers=answers, smoothed=self._tracker is None)
        return located.shifted(trace.start_unix_s)

    def _track(self, trace: Trace) -> Sequence[Fix | NoFix]:
        assert self._tracker is not None
        state = self._tracker.start()
        answers = []
        for scan in scans(trace):
            state, answer = self._tracker.step(state, scan)
            answers.append(answer)
        return answers


_worker: _Locator


def _start_worker(venue: bytes, radio_map: bytes | None, smooth: bool) -> None:
    global _worker
    _worker = _Locator(decode_venue(venue), radio_map, smooth=smooth)


def _locate_in_worker(path: Path) -> Located:
    return _worker.locate(path)
