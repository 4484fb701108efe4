"""People who just came and stand still: the bound is about them, and must lie below the tracker's errors."""

import itertools
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.stats import spearmanr

from beacons.coverage.level import cover
from beacons.coverage.site import Site
from beacons.tracker import Tracker
from benchmarks.coverage.people import demo_hospital, errors_m, interval, rms, standing
from maps.position import Fix, Position

CELLS = 60
PEOPLE = 8
GROUPS = 5
FLOOR_EDGES = (0.0, 0.001, 0.01, 0.05, 0.2, 1.0)
Floats = npt.NDArray[np.float64]


def standing_rows() -> Iterator[dict[str, object]]:
    """Yield a row for each fifth of the sampled cells by their bound, and one for all of them."""
    venue, rng = demo_hospital(), np.random.default_rng(5)
    site, tracker = Site(venue), Tracker(venue)
    bound2, error2, floors = [], [], []
    for level in venue.levels:
        covered = cover(site, level.id)
        known = np.flatnonzero(covered.has_position)
        for cell in rng.choice(known, min(CELLS, len(known)), replace=False):
            place = Position(x_m=float(covered.x_m[cell]), y_m=float(covered.y_m[cell]), level_id=level.id)
            answers = list(standing(tracker, place, rng, people=PEOPLE))
            found_m = errors_m(place, answers)
            if np.isfinite(found_m).sum() > PEOPLE / 2:
                bound2.append(covered.bound_m[cell] ** 2)
                error2.append(np.nanmean(found_m**2))
                wrong = [each.position.level_id != level.id for each in answers if isinstance(each, Fix)]
                floors.append((covered.p_wrong_floor[cell], np.mean(wrong)))
    bound, error = np.array(bound2), np.array(error2)
    yield from _floor_rows(np.array(floors))
    for number, group in enumerate(np.array_split(np.argsort(bound), GROUPS), start=1):
        yield {
            "part": "standing",
            "fifth": number,
            "cells": len(group),
            "bound_m": rms(bound[group]),
            "error_m": rms(error[group]),
            "error_interval_m": interval(error[group], rng),
            "median_error_m": round(float(np.sqrt(np.median(error[group]))), 2),
        }
    yield {
        "part": "standing",
        "cells": len(bound),
        "rank_correlation": round(float(spearmanr(bound, error).statistic), 3),
        "error_over_bound": round(float(np.sqrt(error.mean() / bound.mean())), 2),
        "cells_above_bound": round(float(np.mean(error > bound)), 3),
    }


def _floor_rows(floors: Floats) -> Iterator[dict[str, object]]:
    """Yield how often another floor was found beside how often that was to be expected, cell by cell."""
    expected, found = floors.T
    for low, high in itertools.pairwise(FLOOR_EDGES):
        mine = (expected >= low) & (expected < high)
        if mine.any():
            yield {
                "part": "standing",
                "wrong_floor_expected": [low, high],
                "cells": int(mine.sum()),
                "mean_expected": round(float(expected[mine].mean()), 4),
                "mean_found": round(float(found[mine].mean()), 4),
            }
