"""People who just came and stand still: the bound is about them, and must lie below the tracker's errors."""

from collections.abc import Iterator

import numpy as np
from scipy.stats import spearmanr

from beacons.coverage.level import cover
from beacons.coverage.site import Site
from beacons.tracker import Tracker
from benchmarks.coverage.people import demo_hospital, interval, rms, standing_errors_m
from maps.position import Position

CELLS = 60
PEOPLE = 8
GROUPS = 5


def standing_rows() -> Iterator[dict[str, object]]:
    """Yield a row for each fifth of the sampled cells by their bound, and one for all of them."""
    venue, rng = demo_hospital(), np.random.default_rng(5)
    site, tracker = Site(venue), Tracker(venue)
    bound2, error2 = [], []
    for level in venue.levels:
        covered = cover(site, level.id)
        known = np.flatnonzero(covered.has_position)
        for cell in rng.choice(known, min(CELLS, len(known)), replace=False):
            place = Position(x_m=float(covered.x_m[cell]), y_m=float(covered.y_m[cell]), level_id=level.id)
            errors_m = np.array(list(standing_errors_m(tracker, place, rng, people=PEOPLE)))
            if np.isfinite(errors_m).sum() > PEOPLE / 2:
                bound2.append(covered.bound_m[cell] ** 2)
                error2.append(np.nanmean(errors_m**2))
    bound, error = np.array(bound2), np.array(error2)
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
