"""The mall by steps alone: who said once where they are, and carries a phone that hears nothing.

What the patients' page does after a sign was scanned. The tracker is placed at a walk's first waypoint and gets the
steps and headings after it, no reading of any radio; errors are at the waypoints that follow, by the time since.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from beacons.accuracy import fixes_at
from beacons.scans import scans
from beacons.traces.trace import Trace
from beacons.tracker import Tracker
from benchmarks.mall import read_mall
from benchmarks.scoring import Scored, figures, scored
from maps.position import Fix, NoFix

BANDS_S = (0.0, 15.0, 30.0, 60.0, 120.0)


def steps_rows(folder: Path) -> list[dict[str, object]]:
    """Return the figures by the time since the walker said where they were."""
    venue, traces = read_mall(folder)
    tracker = Tracker(venue)
    points: dict[tuple[float, float], dict[str, list[Scored | None]]] = {band: {} for band in pairwise(BANDS_S)}
    for trace in traces:
        for since_s, score in _walked(tracker, trace):
            for band in points:
                if band[0] < since_s <= band[1]:
                    points[band].setdefault(trace.id, []).append(score)
    return [
        {
            "dataset": "mall-a",
            "protocol": f"a sign, then steps alone, {low:.0f} to {high:.0f} s after",
            **figures(found),
        }
        for (low, high), found in points.items()
    ]


def _walked(tracker: Tracker, trace: Trace) -> Iterator[tuple[float, Scored | None]]:
    """Yield (seconds since the first waypoint, score) at each waypoint after it."""
    if len(trace.truth) < 2 or not trace.steps:
        return
    first, *rest = trace.truth
    state = tracker.place(tracker.start(), first.position, first.t_s)
    fixes: list[Fix | NoFix] = []
    for scan in scans(replace(trace, observations=())):
        if scan.t_s > first.t_s:
            state, answer = tracker.step(state, replace(scan, counts_steps=True))
            fixes.append(answer)
    for point, fix in zip(rest, fixes_at(fixes, [each.t_s for each in rest], smoothed=False), strict=True):
        yield point.t_s - first.t_s, scored(point.position, fix)
