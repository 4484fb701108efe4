"""How far fixes are from the truth, and whether their circles hold it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from beacons.traces.trace import Trace
from maps.errors import BadInputError
from maps.position import Fix, NoFix, Position

OLDEST_S = 10.0
"""A fix more than this before the moment (smoothed: away from it) is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Figures over all points of truth; None where no point has a fix.

    Parameters
    ----------
    n : int
        Points of truth.
    mean_m, median_m, p75_m, p90_m, p95_m : float or None
        Horizontal error, whatever the level [m], over the points that have a fix.
    level_hit : float or None
        Share of the points with a fix whose fix is on the right level.
    cov68, cov95 : float or None
        Share of the points with a fix whose truth lies within `r68_m`, `r95_m` of it.
    no_fix_share : float
        Share of all points without a fix.
    """

    n: int
    mean_m: float | None
    median_m: float | None
    p75_m: float | None
    p90_m: float | None
    p95_m: float | None
    level_hit: float | None
    cov68: float | None
    cov95: float | None
    no_fix_share: float


def evaluate(
    fixes: Mapping[str, Sequence[Fix | NoFix]], truths: Mapping[str, Trace], *, smoothed: bool = False
) -> Accuracy:
    """Return the accuracy of fixes at every point of truth.

    Causal: the latest answer not after the point counts; when it is a `NoFix`, or older than 10 s, the point has
    no fix. Smoothed: the fix is interpolated in time between its neighbours, each within 10 s; before the first
    and after the last fix the nearest one counts.

    Parameters
    ----------
    fixes, truths : mapping
        By walk; a walk without fixes counts as points without a fix.

    Raises
    ------
    BadInputError
        If the truths hold no point at all.
    """
    pairs = [
        (point.position, _find_fix(fixes.get(walk, ()), point.t_s, smoothed))
        for walk, trace in truths.items()
        for point in trace.truth
    ]
    if not pairs:
        raise BadInputError("No trace holds ground truth.", remedy="Evaluate against traces with waypoints.")
    found = [(truth, fix) for truth, fix in pairs if fix is not None]
    return _summary(len(pairs), found)


def _summary(n: int, found: Sequence[tuple[Position, Fix]]) -> Accuracy:
    if not found:
        return Accuracy(n=n, no_fix_share=1.0, **dict.fromkeys(_FIGURES))
    error_m = np.array([truth.distance_m(fix.position) for truth, fix in found])
    p75_m, p90_m, p95_m = np.percentile(error_m, [75, 90, 95]).tolist()
    return Accuracy(
        n=n,
        mean_m=float(error_m.mean()),
        median_m=float(np.median(error_m)),
        p75_m=p75_m,
        p90_m=p90_m,
        p95_m=p95_m,
        level_hit=float(np.mean([truth.level_id == fix.position.level_id for truth, fix in found])),
        cov68=float(np.mean(error_m <= [fix.r68_m for _, fix in found])),
        cov95=float(np.mean(error_m <= [fix.r95_m for _, fix in found])),
        no_fix_share=1.0 - len(found) / n,
    )


_FIGURES = ("mean_m", "median_m", "p75_m", "p90_m", "p95_m", "level_hit", "cov68", "cov95")


def fixes_at(fixes: Sequence[Fix | NoFix], times_s: Sequence[float], *, smoothed: bool) -> Iterator[Fix | None]:
    """Yield the fix that counts at each time, by the rule of `evaluate`."""
    for t_s in times_s:
        yield _find_fix(fixes, t_s, smoothed)


def _find_fix(fixes: Sequence[Fix | NoFix], t_s: float, smoothed: bool) -> Fix | None:
    before = max((fix for fix in fixes if fix.t_s <= t_s), key=lambda fix: fix.t_s, default=None)
    if not smoothed:
        return before if isinstance(before, Fix) and t_s - before.t_s <= OLDEST_S else None
    after = min((fix for fix in fixes if fix.t_s > t_s), key=lambda fix: fix.t_s, default=None)
    near = [fix for fix in (before, after) if isinstance(fix, Fix) and abs(fix.t_s - t_s) <= OLDEST_S]
    if len(near) == 2 and near[0].position.level_id == near[1].position.level_id:
        return _between(near[0], near[1], t_s)
    return min(near, key=lambda fix: abs(fix.t_s - t_s), default=None)


def _between(first: Fix, second: Fix, t_s: float) -> Fix:
    share = (t_s - first.t_s) / (second.t_s - first.t_s)

    def mix(a: float, b: float) -> float:
        return (1.0 - share) * a + share * b

    (axx, axy), (_, ayy) = first.cov_m2
    (bxx, bxy), (_, byy) = second.cov_m2
    xy = mix(axy, bxy)
    return Fix(
        t_s=t_s,
        position=Position(
            x_m=mix(first.position.x_m, second.position.x_m),
            y_m=mix(first.position.y_m, second.position.y_m),
            level_id=first.position.level_id,
        ),
        cov_m2=((mix(axx, bxx), xy), (xy, mix(ayy, byy))),
        r68_m=mix(first.r68_m, second.r68_m),
        r95_m=mix(first.r95_m, second.r95_m),
        p_level=mix(first.p_level, second.p_level),
    )
