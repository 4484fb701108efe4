"""Circles that keep their promise: radii rescaled so that 68 % and 95 % of held-out truths lie inside."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SMALLEST_M = 0.3
"""No circle is smaller: truth, plans and phones are not better known than this."""
_FEWEST = 30
"""With fewer held-out truths the defaults are safer than what could be learnt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circles:
    """Factors from the estimator's own 68 % and 95 % radii to calibrated ones."""

    scale_68: float
    scale_95: float

    def radii(self, raw_68_m: float, raw_95_m: float) -> tuple[float, float]:
        """Return calibrated radii [m], the second never below the first."""
        r68_m = max(SMALLEST_M, self.scale_68 * raw_68_m)
        return r68_m, max(r68_m, SMALLEST_M, self.scale_95 * raw_95_m)


DEFAULT_CIRCLES = Circles(scale_68=1.1, scale_95=1.15)
"""For a survey too small to learn from."""
_BLIND, _COUNTING = Circles(scale_68=1.1, scale_95=1.19), Circles(scale_68=1.34, scale_95=1.62)
_SMOOTHED_BLIND, _SMOOTHED_COUNTING = Circles(scale_68=1.28, scale_95=1.63), Circles(scale_68=1.56, scale_95=2.27)


def circles_without_survey(*, by_steps: bool, is_smoothed: bool = False) -> Circles:
    """Return the factors where no held-out truth of the building is known.

    Learnt on 60 simulated walks, each through another radio world, and checked on others and on open data (decision
    0018). Errors of radio last longer than the belief thinks: the surer the motion, the more that shows.
    """
    if is_smoothed:
        return _SMOOTHED_COUNTING if by_steps else _SMOOTHED_BLIND
    return _COUNTING if by_steps else _BLIND


def conformal(error_m: Floats, raw_68_m: Floats, raw_95_m: Floats) -> Circles:
    """Return the factors that hold the held-out errors: split-conformal quantiles of error over raw radius.

    Parameters
    ----------
    error_m, raw_68_m, raw_95_m : arrays
        Errors and raw radii at the same held-out moments [m].

    Notes
    -----
    Vovk, Gammerman, Shafer, *Algorithmic Learning in a Random World* (2005), doi:10.1007/b106715.
    """
    if len(error_m) < _FEWEST:
        return DEFAULT_CIRCLES
    return Circles(
        scale_68=_quantile(error_m / np.maximum(raw_68_m, SMALLEST_M), 0.68),
        scale_95=_quantile(error_m / np.maximum(raw_95_m, SMALLEST_M), 0.95),
    )


def _quantile(scores: Floats, share: float) -> float:
    """Return the smallest score that at least ``share`` of n + 1 scores do not exceed."""
    rank = min(len(scores), math.ceil(share * (len(scores) + 1)))
    return float(np.sort(scores)[rank - 1])
