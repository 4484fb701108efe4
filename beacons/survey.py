"""Walks with ground truth become a radio map that knows how far to trust itself."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from beacons.accuracy import fixes_at
from beacons.checks import clean
from beacons.fingerprints import FingerprintIndex
from beacons.honesty import Circles, conformal
from beacons.radio_field import interpolated
from beacons.radiomap import DEFAULT_TRUST, NEIGHBOURS, RadioMap, Trust
from beacons.scans import scans
from beacons.smoother import smoothed
from beacons.traces.trace import Trace, TruthPoint
from beacons.tracker import Tracker
from beacons.walkable import WalkableSpace
from beacons.windows import Recent, gather
from maps.errors import BadInputError
from maps.ids import LevelId
from maps.position import Fix, NoFix
from maps.spatial import SpatialIndex
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SHARPNESS = (10.0, 20.0, 40.0, 80.0, 160.0)
_SPREADS_M = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.5, 8.0, 10.0, 13.0, 17.0)
_CLASSES = 6
_FEWEST_PER_CLASS = 30
_ELSEWHERE_PER_M2 = 1e-5
_GROUPS = 4
_LATTICE_M = 3.0
_GAP_M = 3.0
"""Cells this far from every surveyed fingerprint get an expected one."""
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
    space = WalkableSpace(SpatialIndex(venue))
    folds = _folds(venue, space, prints)
    trust = _trust(folds)
    causal, offline = _circles(venue, walks, folds, trust)
    whole = _map_of(venue, space, prints)
    return replace(whole, trust=trust, causal_circles=causal, smoothed_circles=offline)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fold:
    """A map that never saw the walks of its group, and what they heard."""

    group: int
    radio_map: RadioMap
    held_out: list[_Print]


def _folds(venue: Venue, space: WalkableSpace, prints: Sequence[_Print]) -> list[_Fold]:
    folds = []
    for group in range(_GROUPS):
        seen = [item for item in prints if item.walk % _GROUPS != group]
        held_out = [item for item in prints if item.walk % _GROUPS == group]
        if seen and held_out:
            folds.append(_Fold(group=group, radio_map=_map_of(venue, space, seen), held_out=held_out))
    return folds


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


def _map_of(venue: Venue, space: WalkableSpace, prints: Sequence[_Print]) -> RadioMap:
    """Return the map of the surveyed fingerprints, and of expected ones in walkable space nobody surveyed."""
    cell_level, cell_x_m, cell_y_m = space.cells(_LATTICE_M)
    places = list(prints)
    for level in range(len(venue.levels)):
        cells = np.flatnonzero(cell_level == level)
        mine = [item for item in prints if item.level == level]
        if mine and len(cells):
            x_m, y_m = np.array([item.x_m for item in mine]), np.array([item.y_m for item in mine])
            expected = interpolated([item.rssi_dbm for item in mine], x_m, y_m, cell_x_m[cells], cell_y_m[cells])
            surveyed = cKDTree(np.stack([x_m, y_m], axis=1))
            gap_m = np.asarray(surveyed.query(np.stack([cell_x_m[cells], cell_y_m[cells]], axis=1))[0])
            places += [
                _Print(walk=-1, level=level, x_m=cell_x_m[cell], y_m=cell_y_m[cell], rssi_dbm=fingerprint)
                for cell, fingerprint, gap in zip(cells, expected, gap_m.tolist(), strict=True)
                if fingerprint and gap > _GAP_M
            ]
    return RadioMap(
        venue_id=venue.id,
        level_ids=space.level_ids,
        index=FingerprintIndex.build(item.rssi_dbm for item in places),
        level=np.array([item.level for item in places], dtype=np.int64),
        x_m=np.array([item.x_m for item in places]),
        y_m=np.array([item.y_m for item in places]),
    )


def _trust(folds: Sequence[_Fold]) -> Trust:
    """Return the sharpness and spreads under which held-out fingerprints are likeliest to be where they were."""
    parts = [_distances(fold, item) for fold in folds for item in fold.held_out]
    if len(folds) < 2 or len(parts) < 2 * _FEWEST_PER_CLASS:
        return DEFAULT_TRUST
    distance, d2 = (np.stack(column) for column in zip(*parts, strict=True))
    classes = min(_CLASSES, len(parts) // _FEWEST_PER_CLASS)
    edges: Floats = np.quantile(distance[:, 0], np.arange(1, classes) / classes)
    of_class = np.searchsorted(edges, distance[:, 0]).astype(np.int64)
    best = np.full(classes, -np.inf)
    sharpness, spread_m = np.zeros(classes), np.zeros(classes)
    for sharp, spread in itertools.product(_SHARPNESS, _SPREADS_M):
        score = _scores(distance, d2, sharp, spread, of_class, classes)
        better = score > best
        best[better], sharpness[better], spread_m[better] = score[better], sharp, spread
    return Trust(sharpness=sharpness, best_edges=edges, spread_m=spread_m)


def _distances(fold: _Fold, item: _Print) -> tuple[Floats, Floats]:
    """Return a held-out fingerprint's Sorensen and squared ground distances [m²] to its neighbours, nearest first."""
    surveyed = fold.radio_map
    near = surveyed.index.nearest(item.rssi_dbm, NEIGHBOURS)
    d2 = (surveyed.x_m[near.index] - item.x_m) ** 2 + (surveyed.y_m[near.index] - item.y_m) ** 2
    d2[surveyed.level[near.index] != item.level] = np.inf
    padding = NEIGHBOURS - len(d2)
    return (
        np.pad(near.distance, (0, padding), constant_values=np.inf),
        np.pad(d2, (0, padding), constant_values=np.inf),
    )


def _scores(distance: Floats, d2: Floats, sharpness: float, spread_m: float, of_class: Ints, classes: int) -> Floats:
    """Return the log-density of the true places, summed over each class."""
    weight = np.exp(-sharpness * (distance - distance[:, :1]))
    weight /= weight.sum(axis=1, keepdims=True)
    density = (weight * np.exp(-0.5 * d2 / spread_m**2)).sum(axis=1) / (2.0 * np.pi * spread_m**2)
    return np.bincount(of_class, weights=np.log(density + _ELSEWHERE_PER_M2), minlength=classes).astype(np.float64)


def _circles(venue: Venue, walks: Sequence[Trace], folds: Sequence[_Fold], trust: Trust) -> tuple[Circles, Circles]:
    """Return the circles of tracker and smoother, from walks tracked with maps that never saw them."""
    causal, offline = [], []
    for fold in folds:
        tracker = Tracker(venue, replace(fold.radio_map, trust=trust, causal_circles=_RAW))
        for trace in walks[fold.group :: _GROUPS][:_MOST_HELD_OUT]:
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
