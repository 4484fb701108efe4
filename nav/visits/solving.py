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
from nav.waits.forecasts import WaitCurve

WIDTH = 20_000
"""Labels kept for each number of stops done: what is exact, as measured in docs/decisions/0015-visits.md."""

_SCOUTS = (64, 1024)
"""Widths of quick beams whose plans limit the search."""


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
    best = best_order(arrays, width)
    found = np.isfinite(best.end_s)
    return Solution(programme=arrays, columns=tuple(best.order.tolist()) if found else None, exact=best.exact)


def best_order(arrays: Programme, width: int = WIDTH) -> Best:
    """Search as if no rule had to remember; if that is too early, wider and wider, below what was found before."""
    earliest_s, least_s = earliest_ends_s(arrays), rest_s(arrays)
    limit_s = float((earliest_s[-1] + arrays.walk_s[:, -1]).min())
    best = _search(arrays, earliest_s, least_s, limit_s, width)
    if np.isfinite(best.end_s) or not np.isfinite(limit_s):
        return best
    best = Best(np.inf, best.order, False)
    for stage in (*(stage for stage in _SCOUTS if stage < width), width):
        found = _search(arrays, earliest_s, least_s, best.end_s, stage)
        if found.exact or found.end_s < best.end_s:
            best = found
        if best.exact:
            break
    return best


def _search(arrays: Programme, earliest_s: Floats, least_s: Floats, limit_s: float, width: int) -> Best:
    """Search below a limit [s]."""
    return best_label(arrays, latest_ends_s(arrays, earliest_s, limit_s + SAME_S), least_s, width)
