"""A word on the way where for long there is nothing to do."""

import math

from nav.instructions.landmarks import Landmark
from nav.instructions.maneuver import Maneuver, ManeuverKind, Relation
from nav.instructions.outlook import ANNOUNCE_M
from nav.instructions.register import Register
from nav.instructions.scenery import Scenery, find_passed

PLAIN_M = 40.0
"""Somebody who sees wants a word on a longer way than this, if there is something to name [m]."""
DETAILED_M = 10.0
"""Somebody who sees little wants a word this often (ITU-T F.921, Wayfindr Recommendation 2.0, 1.9.2.4) [m]."""
_NEAR_M = 3.0
"""A word may come this much earlier or later to name something that is passed [m]."""
_CLEAR_M = ANNOUNCE_M + 2.0
"""The last word leaves room for the instruction after it [m]."""


def reassurance(scenery: Scenery, from_m: float, to_m: float, register: Register) -> tuple[Maneuver, ...]:
    """Return the words between two instructions: "straight on past the …" once, or every few metres when detailed."""
    if register is Register.DETAILED:
        return _often(scenery, from_m, to_m)
    if to_m - from_m <= PLAIN_M:
        return ()
    third_m = (to_m - from_m) / 3.0
    seen = find_passed(scenery, from_m + third_m, to_m - third_m, since_m=from_m)
    return () if seen is None else (_straight_on(scenery, seen.along_m, seen),)


def _often(scenery: Scenery, from_m: float, to_m: float) -> tuple[Maneuver, ...]:
    """Return a word about every ten metres, evenly; each at the thing nearest to its place, if one is in view."""
    count = math.ceil((to_m - from_m) / DETAILED_M) - 1
    step_m = (to_m - from_m) / (count + 1) if count > 0 else 0.0
    told: list[Maneuver] = []
    since_m = from_m
    for number in range(1, count + 1):
        due_m = max(from_m + number * step_m, since_m + ANNOUNCE_M)
        if to_m - due_m < _CLEAR_M:
            break
        earliest_m, latest_m = max(due_m - _NEAR_M, since_m + ANNOUNCE_M), min(due_m + _NEAR_M, to_m - _CLEAR_M)
        seen = find_passed(scenery, earliest_m, latest_m, since_m=since_m)
        since_m = seen.along_m if seen else due_m
        told.append(_straight_on(scenery, since_m, seen))
    return tuple(told)


def _straight_on(scenery: Scenery, along_m: float, seen: Landmark | None) -> Maneuver:
    point, leg_index = scenery.stretch.at(along_m)
    return Maneuver(
        kind=ManeuverKind.CONTINUE,
        level_id=scenery.stretch.level_id,
        point=point,
        leg_index=leg_index,
        along_m=along_m,
        landmark_id=seen.id if seen else None,
        relation=Relation.PAST if seen else None,
    )
