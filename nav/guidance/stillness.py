"""Whether a walker stands: their fixes stay round one place."""

import math
from dataclasses import dataclass, replace

from maps.ids import LevelId
from maps.position import Fix

STANDING_AFTER_S = 10.0
"""Fixes that stay for this long are those of somebody who stands; a person who looks round at a turn goes on sooner."""
_LEAST_M, _MOST_M = 3.0, 5.0
"""Fixes that stay within their own 95 % circle, but at least and at most this, are at one place [m]. In simulated walks
those of somebody who stands drift 3.8 m in ten seconds in the median; who walks goes 12 m."""
_SETTLING_S = 4.0
"""The place is the mean of the fixes of this first time [s]: a mean of all of them would follow a slow walker."""
_STRAYED_S = 2.0
"""Fixes must be away for this long in all [s]: one stray fix is no step."""
_FORGIVEN = 0.5
"""Time at the place undoes this much time away: fixes that come and go are not those of somebody who stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The place that fixes have stayed round since a time.

    Parameters
    ----------
    x_m, y_m : float
        Where [local m].
    since_s, t_s : float
        Of the first fix and the last [s].
    count : int
        Fixes that make up the mean.
    strayed_s : float
        Time that fixes were elsewhere, less what was forgiven [s].
    offered : bool
        Help was offered to somebody who stands here.
    """

    level_id: LevelId
    x_m: float
    y_m: float
    since_s: float
    t_s: float
    count: int = 1
    strayed_s: float = 0.0
    offered: bool = False

    @property
    def for_s(self) -> float:
        """For how long [s]."""
        return self.t_s - self.since_s

    @property
    def is_sure(self) -> bool:
        """Whether it is long enough to be standing."""
        return self.for_s >= STANDING_AFTER_S


def stand(before: Standing | None, fix: Fix) -> Standing:
    """Return where the walker stands after a fix: where they stood, or from now on a new place."""
    here = fix.position
    if before is None:
        return _anew(fix)
    passed_s = fix.t_s - before.t_s
    away_m = math.dist((before.x_m, before.y_m), (here.x_m, here.y_m))
    if here.level_id != before.level_id or away_m > min(max(_LEAST_M, fix.r95_m), _MOST_M):
        strayed_s = before.strayed_s + passed_s
        return _anew(fix) if strayed_s >= _STRAYED_S else replace(before, t_s=fix.t_s, strayed_s=strayed_s)
    stays = replace(before, t_s=fix.t_s, strayed_s=max(before.strayed_s - _FORGIVEN * passed_s, 0.0))
    if before.for_s >= _SETTLING_S:
        return stays
    count = before.count + 1
    x_m, y_m = before.x_m + (here.x_m - before.x_m) / count, before.y_m + (here.y_m - before.y_m) / count
    return replace(stays, x_m=x_m, y_m=y_m, count=count)


def _anew(fix: Fix) -> Standing:
    here = fix.position
    return Standing(level_id=here.level_id, x_m=here.x_m, y_m=here.y_m, since_s=fix.t_s, t_s=fix.t_s)
