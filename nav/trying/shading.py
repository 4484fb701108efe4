"""Which units somebody gets to, and which of them not without steps."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maps.ids import FeatureId
from maps.venue import PortalKind
from nav.profile import STEP_FREE_PORTALS, TravelProfile
from nav.route import End, Place
from nav.router import Router


class Reach(enum.StrEnum):
    """How a unit is reached, the best first: by the person as they are, if they could climb, if they were staff."""

    STEP_FREE = "step_free"
    WITH_STEPS = "with_steps"
    STAFF_ONLY = "staff_only"
    NOT_REACHED = "not_reached"


_BEST_FIRST = tuple(Reach)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """How a unit is reached, and how soon.

    Parameters
    ----------
    at_s : float or None
        When the profile is there by the best way from any of the origins [s]; None when it does not get there.
    """

    reach: Reach
    at_s: float | None


def shading(router: Router, origins: Sequence[End], profile: TravelProfile) -> Mapping[FeatureId, Shade]:
    """Return how each walkable unit is reached from the nearest of some ends.

    Of a unit that the profile does not get to without steps, it is said whether the same person would if they could
    climb: in a wheelchair that is the difference between a missing ramp and a missing door.

    Parameters
    ----------
    origins : sequence of End
        At least one.

    Raises
    ------
    NotFoundError
        If an end is none of the venue.
    """
    units = [unit.id for unit in router.venue.units if unit.walkable]
    flat = replace(profile, portals=profile.portals & STEP_FREE_PORTALS, step_free=True)
    climbing = replace(profile, portals=frozenset(PortalKind), step_free=False) if profile.step_free else profile
    flat_s, climbing_s, staff_s = (
        np.min(router.matrix(origins, [Place(id=name) for name in units], each).duration_s, axis=0)
        for each in (flat, climbing, replace(climbing, staff=True))
    )
    own_s = flat_s if profile.step_free else climbing_s
    ranks = np.argmax(np.isfinite([flat_s, climbing_s, staff_s, np.zeros(len(units))]), axis=0)
    return {
        name: Shade(reach=_BEST_FIRST[rank], at_s=float(mine_s) if np.isfinite(mine_s) else None)
        for name, rank, mine_s in zip(units, ranks.tolist(), own_s, strict=True)
    }
