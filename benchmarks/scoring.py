"""Errors of fixes as figures with intervals: the same rules for every data set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.honesty import Circles, conformal
from maps.position import Fix, NoFix, Position

Floats = npt.NDArray[np.float64]

_RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One point of truth that has a fix: error and radii [m]."""

    error_m: float
    r68_m: float
    r95_m: float
    on_level: bool


Groups = Mapping[str, Sequence[Scored | None]]
"""Points by walk (or by surveyed place): what belongs together is resampled together; None has no fix."""


def scored(truth: Position, answer: Fix | NoFix | None) -> Scored | None:
    """Return how far a fix is from the truth; None without a fix."""
    if not isinstance(answer, Fix):
        return None
    return Scored(
        error_m=truth.distance_m(answer.position),
        r68_m=answer.r68_m,
        r95_m=answer.r95_m,
        on_level=truth.level_id == answer.position.level_id,
    )


def figures(groups: Groups, *, seed: int = 0) -> dict[str, object]:
    """Return mean (with its 95 % interval by bootstrap over groups), quantiles, coverage and sharpness."""
    found = {name: [each for each in points if each is not None] for name, points in groups.items()}
    total = sum(len(points) for points in groups.values())
    flat = [each for points in found.values() for each in points]
    error_m = np.array([each.error_m for each in flat])
    low_m, high_m = _interval([[each.error_m for each in points] for points in found.values() if points], seed)
    return {
        "n": total,
        "groups": len(groups),
        "mean_m": _rounded(error_m.mean()),
        "mean_interval_m": [_rounded(low_m), _rounded(high_m)],
        **{name: _rounded(np.percentile(error_m, q)) for name, q in (("median_m", 50), ("p75_m", 75), ("p90_m", 90))},
        "level_hit": _rounded(np.mean([each.on_level for each in flat])),
        "cov68": _rounded(np.mean([each.error_m <= each.r68_m for each in flat])),
        "cov95": _rounded(np.mean([each.error_m <= each.r95_m for each in flat])),
        "mean_r95_m": _rounded(np.mean([each.r95_m for each in flat])),
        "no_fix_share": _rounded(1.0 - len(flat) / total),
    }


def calibrated(groups: Groups, learnt_on: Groups) -> dict[str, object]:
    """Return coverage and sharpness with circles learnt on other points (`beacons.honesty.conformal`)."""
    return coverage(groups, _circles(learnt_on))


def left_one_out(groups: Groups) -> dict[str, object]:
    """Return coverage and sharpness with the circles of each group learnt on all the others."""
    parts = [
        _recoloured(points, _circles({other: rest for other, rest in groups.items() if other != name}))
        for name, points in groups.items()
    ]
    return _coverage(np.concatenate(parts))


def coverage(groups: Groups, circles: Circles) -> dict[str, object]:
    """Return coverage and sharpness with other circles."""
    return _coverage(np.concatenate([_recoloured(points, circles) for points in groups.values()]))


def _coverage(rows: Floats) -> dict[str, object]:
    error_m, r68_m, r95_m = rows.T
    return {
        "cov68": _rounded(np.mean(error_m <= r68_m)),
        "cov95": _rounded(np.mean(error_m <= r95_m)),
        "mean_r95_m": _rounded(r95_m.mean()),
    }


def _circles(groups: Groups) -> Circles:
    rows = _rows([each for points in groups.values() for each in points])
    return conformal(rows[:, 0], rows[:, 1], rows[:, 2])


def _recoloured(points: Sequence[Scored | None], circles: Circles) -> Floats:
    rows = _rows(points)
    radii = np.array([circles.radii(r68_m, r95_m) for _, r68_m, r95_m in rows]).reshape(-1, 2)
    return np.column_stack([rows[:, 0], radii])


def _rows(points: Sequence[Scored | None]) -> Floats:
    rows = [(each.error_m, each.r68_m, each.r95_m) for each in points if each is not None]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def _interval(errors: Sequence[Sequence[float]], seed: int) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean, whole groups resampled (Efron, Tibshirani 1993, chapter 13)."""
    sums = np.array([np.sum(each) for each in errors])
    counts = np.array([len(each) for each in errors])
    picks = np.random.default_rng(seed).integers(0, len(errors), (_RESAMPLES, len(errors)))
    low, high = np.percentile(sums[picks].sum(axis=1) / counts[picks].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)


def _rounded(value: float) -> float:
    return round(float(value), 3)
