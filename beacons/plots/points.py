"""Errors and circles at every point of truth, by walk: what the figures of an evaluation are drawn from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.accuracy import fixes_at
from beacons.traces.trace import Trace
from maps.errors import BadInputError
from maps.position import Fix, NoFix

Floats = npt.NDArray[np.float64]

_RESAMPLES = 400
_SEED = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """All points of truth that have a fix.

    Parameters
    ----------
    walk : array of int
        Which walk each belongs to.
    error_m, r68_m, r95_m : arrays
        Horizontal error and circles [m].
    without_fix : int
        Points that have none.
    """

    walk: npt.NDArray[np.int64]
    error_m: Floats
    r68_m: Floats
    r95_m: Floats
    without_fix: int

    def curves(self, figure: Callable[[npt.NDArray[np.int64]], Floats]) -> tuple[Floats, Floats, Floats]:
        """Return a figure of all points, and its 95 % interval by bootstrap over whole walks.

        Points of one walk share their errors. With a single walk there is no interval: it is the figure itself.

        Parameters
        ----------
        figure : callable
            From the indices of points, repeated as they were drawn, to an array.

        Notes
        -----
        Efron, Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.
        """
        whole = figure(np.arange(len(self.walk)))
        of_walk = [np.flatnonzero(self.walk == walk) for walk in np.unique(self.walk)]
        if len(of_walk) < 2:
            return whole, whole, whole
        rng = np.random.default_rng(_SEED)
        draws = rng.integers(0, len(of_walk), (_RESAMPLES, len(of_walk)))
        drawn = np.stack([figure(np.concatenate([of_walk[walk] for walk in draw])) for draw in draws])
        low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
        return whole, low, high


def points_of(
    fixes: Mapping[str, Sequence[Fix | NoFix]], truths: Mapping[str, Trace], *, smoothed: bool = False
) -> Points:
    """Return the points of truth that have a fix, by the rules of `beacons.accuracy.evaluate`.

    Raises
    ------
    BadInputError
        If no point has a fix.
    """
    rows, without_fix = [], 0
    for number, (walk, trace) in enumerate(truths.items()):
        found = fixes_at(fixes.get(walk, ()), [point.t_s for point in trace.truth], smoothed=smoothed)
        for point, fix in zip(trace.truth, found, strict=True):
            if fix is None:
                without_fix += 1
            else:
                rows.append((number, point.position.distance_m(fix.position), fix.r68_m, fix.r95_m))
    if not rows:
        raise BadInputError("No point of truth has a fix.", remedy="Give the truth of the walks that were located.")
    walk, error_m, r68_m, r95_m = np.array(rows, dtype=np.float64).T
    return Points(walk=walk.astype(np.int64), error_m=error_m, r68_m=r68_m, r95_m=r95_m, without_fix=without_fix)
