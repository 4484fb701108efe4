"""The mall through survey, locate and evaluate, held out by walk: the figures of docs/real-data.md.

    python -m benchmarks.positioning PATH/TO/mall-a [--folds 5]

Fold of a walk = first hex digit of sha256(walk id) mod 5. An estimator never sees a walk of its own fold.
"""

import argparse
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from beacons.accuracy import evaluate
from beacons.radiomap import RadioMap
from beacons.traces import find_traces, read_trace
from beacons.traces.trace import Trace
from commands.locating import locate_traces
from maps.publish import build_venue
from maps.readers import read_venue
from maps.venue import Venue


def fold_of(trace_id: str) -> int:
    return int(hashlib.sha256(trace_id.encode()).hexdigest()[0], 16) % 5


def measured(venue: Venue, traces: Sequence[Trace], paths: dict[str, Path], folds: int) -> dict[str, object]:
    """Locate every fold from a survey of the others; evaluate all folds together."""
    seconds = {"survey": 0.0, "causal": 0.0, "smoothed": 0.0}
    fixes: dict[str, dict] = {"causal": {}, "smoothed": {}}
    for fold in range(folds):
        began_s = time.perf_counter()
        radio_map = RadioMap.survey(venue, [trace for trace in traces if fold_of(trace.id) != fold]).encode()
        seconds["survey"] += time.perf_counter() - began_s
        held_out = {trace.id: trace for trace in traces if fold_of(trace.id) == fold}
        for mode in fixes:
            began_s = time.perf_counter()
            tests = [paths[trace_id] for trace_id in held_out]
            for located in locate_traces(tests, venue, radio_map, smooth=mode == "smoothed", jobs=2):
                start_s = held_out[located.trace_id].start_unix_s
                fixes[mode][located.trace_id] = located.shifted(-start_s).answers
            seconds[mode] += time.perf_counter() - began_s
    truths = {trace.id: trace for trace in traces if fold_of(trace.id) < folds}
    accuracy = {mode: asdict(evaluate(fixes[mode], truths, smoothed=mode == "smoothed")) for mode in fixes}
    return {**accuracy, "seconds": {name: round(value, 1) for name, value in seconds.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mall", type=Path)
    parser.add_argument("--folds", type=int, default=5, help="How many of the five folds to run.")
    options = parser.parse_args()
    venue, _ = build_venue(read_venue([options.mall], "mall-a", format="mall"), revision=1)
    found = find_traces([options.mall])
    traces = [read_trace(path, venue) for path in found]
    paths = dict(zip((trace.id for trace in traces), found, strict=True))
    print(json.dumps(measured(venue, traces, paths, options.folds), indent=1))


if __name__ == "__main__":
    main()
