"""Whether a walker is there: said as soon as the evidence allows, and never against it."""

import math
from dataclasses import dataclass, replace

from maps.position import Fix
from nav.guidance.events import ArrivalReason
from nav.guidance.progress import SURE_LEVEL
from nav.guidance.stillness import Standing
from nav.instructions.goal import Goal

THERE_M = 3.0
"""With this little of the route left the walker is at its end [m]."""
_THERE_AFTER_S = 1.5
NEARLY_M = 4.0
"""A fix this close to the goal, or farther by what it may be wrong, does not speak against that [m]."""
_MOST_WRONG_M = 6.0
"""No fix is excused for more than this [m]."""
MOST_REACH_M = 8.0
"""Nobody who stands farther from the goal than this is there, however wide the circle [m]."""
MOST_WALK_M = 2.0 * MOST_REACH_M
"""Nor who would have to walk farther than this, round a wall [m]."""
_STANDING_S = 10.0
"""Who stands for this long where the goal may be is there [s]."""
_INSIDE_AFTER_S = 4.0
"""Who is inside the destination for this long is there [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Since when the evidence says that the walker is there [s]; None while it does not.

    Parameters
    ----------
    near_since_s : float or None
        Near the end of the route, by progress and by the fix.
    inside_since_s : float or None
        Inside the destination.
    """

    near_since_s: float | None = None
    inside_since_s: float | None = None


UNREACHED = Reach()


def reach(
    before: Reach, goal: Goal, fix: Fix, standing: Standing, *, remaining_m: float | None
) -> tuple[Reach, ArrivalReason | None]:
    """Return the evidence after a fix, and why the walker is there, or None.

    Parameters
    ----------
    remaining_m : float or None
        Of the route [m]; None before its last stretch.
    """
    if fix.position.level_id != goal.level_id:
        return (UNREACHED if fix.p_level >= SURE_LEVEL else before), None
    near_m = NEARLY_M + min(fix.r68_m, _MOST_WRONG_M)
    to_end_m = math.dist(goal.end, (fix.position.x_m, fix.position.y_m))
    near = remaining_m is not None and max(remaining_m, to_end_m) <= near_m
    inside = goal.holds(fix.position, margin_m=fix.r68_m / 2.0)
    now = replace(
        before,
        near_since_s=_since(before.near_since_s, fix.t_s) if near else None,
        inside_since_s=_since(before.inside_since_s, fix.t_s) if inside else None,
    )
    if now.inside_since_s is not None and fix.t_s - now.inside_since_s >= _INSIDE_AFTER_S:
        return now, ArrivalReason.INSIDE
    at_end = remaining_m is not None and remaining_m <= THERE_M
    if at_end and now.near_since_s is not None and fix.t_s - now.near_since_s >= _THERE_AFTER_S:
        return now, ArrivalReason.AT_END
    if _stands_there(fix, standing, goal.away_m(fix.position), remaining_m):
        return now, ArrivalReason.STANDING
    return now, None


def _stands_there(fix: Fix, standing: Standing, away_m: float, remaining_m: float | None) -> bool:
    """Whether the walker has stood for a while, and the goal may well be where they stand."""
    if standing.for_s < _STANDING_S or standing.strayed_s > 0.0 or remaining_m is None:
        return False
    within_m = max(NEARLY_M, min(fix.r95_m, MOST_REACH_M))
    return away_m <= within_m and remaining_m <= within_m


def _since(since_s: float | None, t_s: float) -> float:
    return t_s if since_s is None else since_s
