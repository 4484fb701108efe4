"""Finds the best order of a visit: exactly as long as its labels fit, else with a beam."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from maps.ids import FeatureId
from nav.visits.arrays import Floats, Programme
from nav.visits.bounds import earliest_ends_s, latest_ends_s
from nav.visits.labels import SAME_S, Best, best_label
from nav.visits.programme import programme, rest_s
from nav.visits.visit import Visit
from nav.visits.walks import Walks
from nav.waits import WaitCurve

WIDTH = 100_000
"""Labels kept for each number of stops done: what is exact, as measured in docs/decisions/0015-visits.md."""

_SCOUTS = 64
"""Width of a quick beam whose plan limits the search."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """The best plan found.

    Parameters
    ----------
    columns : tuple of int or None
        The columns of the programme in order; None if there is no plan.
    exact : bool
        Whether nothing better exists; without a plan, whether it is certain that there is none.
    """

    programme: Programme
    columns: tuple[int, ...] | None
    exact: bool


def solve(visit: Visit, walks: Walks, waits: Mapping[FeatureId, WaitCurve], *, width: int = WIDTH) -> Solution:
    """Return the plan that ends first, and of those the one with the least walking."""
    arrays = programme(visit, walks, waits)
    best = _best(arrays, width)
    found = np.isfinite(best.end_s)
    return Solution(programme=arrays, columns=tuple(best.order.tolist()) if found else None, exact=best.exact)


def _best(arrays: Programme, width: int) -> Best:
    """Search as if no rule had to remember; then, if that was too early, below what a quick beam finds."""
    earliest_s = earliest_ends_s(arrays)
    limit_s = float((earliest_s[-1] + arrays.walk_s[:, -1]).min())
    best = _search(arrays, earliest_s, limit_s, width)
    if np.isfinite(best.end_s) or not np.isfinite(limit_s):
        return best
    scouted = _search(arrays, earliest_s, np.inf, min(_SCOUTS, width))
    return scouted if scouted.exact else _search(arrays, earliest_s, scouted.end_s, width)


def _search(arrays: Programme, earliest_s: Floats, limit_s: float, width: int) -> Best:
    """Search below a limit [s]."""
    latest_s = latest_ends_s(arrays, earliest_s, limit_s + SAME_S)
    return best_label(arrays, latest_s, rest_s(arrays), width)
