"""The mall through survey, tracking and smoothing, five folds held out by walk.

Fold of a walk = first hex digit of sha256(walk id) mod 5. An estimator never sees a walk of its own fold.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from beacons.accuracy import fixes_at
from beacons.radiomap import RadioMap
from beacons.smoother import smoothed
from beacons.survey import tracked
from beacons.traces import find_traces, read_trace
from beacons.traces.trace import Trace
from beacons.tracker import Tracker
from benchmarks.scoring import Scored, figures, scored
from maps.publish import build_venue
from maps.readers import read_venue
from maps.venue import Venue

MODES = ("causal, radio only", "causal, radio + steps + heading + plan", "smoothed")


def fold_of(trace_id: str) -> int:
    return int(hashlib.sha256(trace_id.encode()).hexdigest()[0], 16) % 5


def read_mall(folder: Path) -> tuple[Venue, list[Trace]]:
    venue, _ = build_venue(read_venue([folder], "mall-a", format="mall"), revision=1)
    return venue, [read_trace(path, venue) for path in find_traces([folder])]


def mall_rows(folder: Path, folds: Sequence[int] = range(5)) -> list[dict[str, object]]:
    """Return the figures of every mode, all folds together."""
    venue, traces = read_mall(folder)
    points: dict[str, dict[str, list[Scored | None]]] = {mode: {} for mode in MODES}
    for fold in folds:
        survey = RadioMap.survey(venue, [trace for trace in traces if fold_of(trace.id) != fold])
        tracker = Tracker(venue, survey)
        for trace in traces:
            if fold_of(trace.id) == fold:
                for mode, scores in _located(tracker, survey, trace).items():
                    points[mode][trace.id] = scores
    return [
        {"dataset": "mall-a", "protocol": f"{len(folds)} folds by walk, {mode}", **figures(points[mode])}
        for mode in MODES
    ]


def _located(tracker: Tracker, survey: RadioMap, trace: Trace) -> dict[str, list[Scored | None]]:
    times_s = [point.t_s for point in trace.truth]
    answers = {
        MODES[0]: tracked(tracker, replace(trace, steps=())),
        MODES[1]: tracked(tracker, trace),
        MODES[2]: smoothed(tracker, survey.smoothed_circles, trace),
    }
    return {
        mode: [
            scored(point.position, fix)
            for point, fix in zip(trace.truth, fixes_at(fixes, times_s, smoothed=mode == MODES[2]), strict=True)
        ]
        for mode, fixes in answers.items()
    }
