"""Walks with ground truth become a radio map that knows how far to trust itself."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from beacons.accuracy import fixes_at
from beacons.checks import clean
from beacons.fingerprints import FingerprintIndex
from beacons.honesty import Circles, conformal
from beacons.radiomap import NEIGHBOURS, RadioMap, Trust
from beacons.scans import scans
from beacons.smoother import smoothed
from beacons.traces.trace import Trace, TruthPoint
from beacons.tracker import Tracker
from beacons.windows import Recent, gather
from maps.errors import BadInputError
from maps.ids import LevelId
from maps.position import Fix, NoFix
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SHARPNESS = (10.0, 20.0, 40.0, 80.0)
_SPREADS_M = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.5, 8.0, 10.0, 13.0, 17.0)
_CLASSES = 6
_FEWEST_PER_CLASS = 30
_ELSEWHERE_PER_M2 = 1e-5
_DEFAULT_TRUST = Trust(sharpness=20.0, best_edges=np.empty(0), spread_m=np.array([6.0]))
_GROUPS = 4
_MOST_HELD_OUT = 25
"""Walks of each group that are tracked to calibrate the circles."""
_STANDING_SHARE = 0.15
"""Between waypoints people go with their steps; this much step a second lets time count where no step was seen."""
_RAW = Circles(scale_68=1.0, scale_95=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    walk: int
    level: int
    x_m: float
    y_m: float
    rssi_dbm: dict[str, float]


def survey(venue: Venue, traces: Iterable[Trace]) -> RadioMap:
    """Return the radio map of the walks (see `RadioMap.survey`)."""
    walks = [trace for trace in traces if len(trace.truth) >= 2]
    level_index = {level.id: index for index, level in enumerate(venue.levels)}
    prints = [item for number, trace in enumerate(walks) for item in _prints(number, trace, level_index)]
    if not prints:
        raise BadInputError(
            "No trace has two points of ground truth with readings between them.",
            remedy="Survey with traces whose level is in the venue and has a survey frame.",
        )
    surveyed = _map_of(venue, prints)
    surveyed = replace(surveyed, trust=_trust(surveyed, np.array([item.walk for item in prints])))
    causal, offline = _circles(venue, walks, prints, surveyed.trust)
    return replace(surveyed, causal_circles=causal, smoothed_circles=offline)


def _prints(walk: int, trace: Trace, level_index: dict[LevelId, int]) -> list[_Print]:
    recent, prints = Recent(), []
    step_s = np.array([step.t_s for step in trace.steps])
    truth = sorted(trace.truth, key=lambda point: point.t_s)
    for scan in scans(trace):
        kept, _ = clean(scan.observations)
        recent, window = gather(recent, kept, scan.t_s)
        place = _find_place(truth, step_s, window.t_s) if window else None
        if window and place:
            x_m, y_m, level_id = place
            level = level_index[level_id]
            prints.append(_Print(walk=walk, level=level, x_m=x_m, y_m=y_m, rssi_dbm=window.rssi_dbm))
    return prints


def _find_place(truth: Sequence[TruthPoint], step_s: Floats, t_s: float) -> tuple[float, float, LevelId] | None:
    """Return the place at a time: between two waypoints of one level, as far along as the steps were."""
    for first, second in itertools.pairwise(truth):
        if first.t_s - 1.0 <= t_s <= second.t_s + 1.0 and first.position.level_id == second.position.level_id:
            start, now, end = (
                np.searchsorted(step_s, time) + _STANDING_SHARE * time for time in (first.t_s, t_s, second.t_s)
            )
            share = float(np.clip((now - start) / max(end - start, 1e-9), 0.0, 1.0))
            a, b = first.position, second.position
            return a.x_m + share * (b.x_m - a.x_m), a.y_m + share * (b.y_m - a.y_m), a.level_id
    return None


def _map_of(venue: Venue, prints: Sequence[_Print], trust: Trust = _DEFAULT_TRUST) -> RadioMap:
    return RadioMap(
        venue_id=venue.id,
        level_ids=tuple(level.id for level in venue.levels),
        index=FingerprintIndex.build(item.rssi_dbm for item in prints),
        level=np.array([item.level for item in prints], dtype=np.int64),
        x_m=np.array([item.x_m for item in prints]),
        y_m=np.array([item.y_m for item in prints]),
        trust=trust,
    )


def _trust(surveyed: RadioMap, walk: Ints) -> Trust:
    """Return the sharpness and spreads under which held-out fingerprints are likeliest to be where they were."""
    if len(np.unique(walk)) < 3 or len(walk) < 2 * _FEWEST_PER_CLASS:
        return _DEFAULT_TRUST
    near = [surveyed.index.nearest_but(row, walk, NEIGHBOURS) for row in range(len(walk))]
    index, distance = np.stack([n.index for n in near]), np.stack([n.distance for n in near])
    classes = min(_CLASSES, max(1, len(walk) // _FEWEST_PER_CLASS))
    edges = np.quantile(distance[:, 0], np.arange(1, classes) / classes)
    of_class = np.searchsorted(edges, distance[:, 0])
    d2 = (surveyed.x_m[index] - surveyed.x_m[:, None]) ** 2 + (surveyed.y_m[index] - surveyed.y_m[:, None]) ** 2
    d2[surveyed.level[index] != surveyed.level[:, None]] = np.inf
    best_total, best = -np.inf, _DEFAULT_TRUST
    for sharpness in _SHARPNESS:
        weight = np.exp(-sharpness * (distance - distance[:, :1]))
        weight /= weight.sum(axis=1, keepdims=True)
        scores = np.array([_scores(weight, d2, spread, of_class, classes) for spread in _SPREADS_M])
        total = float(scores.max(axis=0).sum())
        if total > best_total:
            spread_m = np.array(_SPREADS_M)[scores.argmax(axis=0)]
            best_total, best = total, Trust(sharpness=sharpness, best_edges=edges, spread_m=spread_m)
    return best


def _scores(weight: Floats, d2: Floats, spread_m: float, of_class: Ints, classes: int) -> Floats:
    """Return the log-density of the true places, summed over each class."""
    density = (weight * np.exp(-0.5 * d2 / spread_m**2)).sum(axis=1) / (2.0 * np.pi * spread_m**2)
    result: Floats = np.bincount(of_class, weights=np.log(density + _ELSEWHERE_PER_M2), minlength=classes)
    return result


def _circles(venue: Venue, walks: Sequence[Trace], prints: Sequence[_Print], trust: Trust) -> tuple[Circles, Circles]:
    """Return the circles of tracker and smoother, from walks tracked with maps that never saw them."""
    causal, offline = [], []
    for group in range(min(_GROUPS, len(walks))):
        others = [item for item in prints if item.walk % _GROUPS != group]
        if not others:
            continue
        tracker = Tracker(venue, replace(_map_of(venue, others, trust), causal_circles=_RAW))
        for trace in walks[group::_GROUPS][:_MOST_HELD_OUT]:
            causal += _held_out(tracked(tracker, trace), trace, is_smoothed=False)
            offline += _held_out(smoothed(tracker, _RAW, trace), trace, is_smoothed=True)
    return _conformal(causal), _conformal(offline)


def tracked(tracker: Tracker, trace: Trace) -> list[Fix | NoFix]:
    """Return the causal fixes of a walk; its ground truth is never looked at."""
    state, fixes = tracker.start(), []
    for scan in scans(trace):
        state, answer = tracker.step(state, scan)
        fixes.append(answer)
    return fixes


def _held_out(fixes: Sequence[Fix | NoFix], trace: Trace, *, is_smoothed: bool) -> list[tuple[float, float, float]]:
    """Return error and raw radii [m] at each point of truth that has a fix."""
    found = fixes_at(fixes, [point.t_s for point in trace.truth], smoothed=is_smoothed)
    return [
        (point.position.distance_m(fix.position), fix.r68_m, fix.r95_m)
        for point, fix in zip(trace.truth, found, strict=True)
        if fix is not None
    ]


def _conformal(rows: Sequence[tuple[float, float, float]]) -> Circles:
    error_m, raw_68_m, raw_95_m = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    return conformal(error_m, raw_68_m, raw_95_m)
