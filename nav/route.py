"""What is asked of the router, and what it answers."""

import enum
from dataclasses import dataclass

from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.venue import PortalKind
from nav.profile import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named end of a route: a unit, service point or group, amenity, portal, lot, bay or QR point."""

    id: FeatureId


End = Position | Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A stretch of a route on one level, or one ride between two.

    Parameters
    ----------
    kind : PortalKind or None
        None for walking on one level; otherwise the portal that is ridden or climbed.
    from_level_id, to_level_id : LevelId
        Equal for a walking leg.
    points : tuple of (x_m, y_m)
        The polyline [local m]; for a ride, where it is boarded and where it is left.
    openings : tuple of FeatureId
        The openings passed, in order.
    units : tuple of FeatureId
        The units walked through, in order.
    distance_m, duration_s : float
        Length and time; a ride has its boarding wait in the time.
    """

    kind: PortalKind | None
    from_level_id: LevelId
    to_level_id: LevelId
    points: tuple[tuple[float, float], ...]
    distance_m: float
    duration_s: float
    portal_id: FeatureId | None = None
    openings: tuple[FeatureId, ...] = ()
    units: tuple[FeatureId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenWish:
    """A wish that a route does not keep (`nav.costs.wishes`).

    Parameters
    ----------
    feature_ids : tuple of FeatureId
        The openings, units and portals that break it, in the order of the way, each once.
    """

    wish: Wish
    feature_ids: tuple[FeatureId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way that can be walked.

    Parameters
    ----------
    duration_s : float
        Expected time [s]. Not the cost: preferences and penalties are in `cost_s` only.
    conditions_version : int
        The version of the conditions it was found under.
    destination_id : FeatureId or None
        The place it leads to, when one was named.
    broken_wishes : tuple of BrokenWish
        What the walker would rather have had.
    """

    legs: tuple[Leg, ...]
    distance_m: float
    duration_s: float
    cost_s: float
    profile: str
    venue_revision: int
    conditions_version: int = 0
    destination_id: FeatureId | None = None
    broken_wishes: tuple[BrokenWish, ...] = ()

    @property
    def levels(self) -> tuple[LevelId, ...]:
        """The levels in the order they are walked, without repeats in a row."""
        seen: list[LevelId] = []
        for leg in self.legs:
            for level_id in (leg.from_level_id, leg.to_level_id):
                if not seen or seen[-1] != level_id:
                    seen.append(level_id)
        return tuple(seen)


class NoRouteReason(enum.StrEnum):
    """Why there is no way: each value has a phrase in every language."""

    ORIGIN_OUTSIDE = "origin_outside"
    DESTINATION_OUTSIDE = "destination_outside"
    NOT_CONNECTED = "not_connected"
    PROFILE_EXCLUDES = "profile_excludes"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRoute:
    """No way, and why.

    Parameters
    ----------
    detail : str
        One English sentence for developers naming the ends and the obstacle.
    blocked_by : tuple of FeatureId
        What would have to be open or usable for a way to exist, where that is known.
    with_help : Route or None
        The best way for the same person with a helper (`nav.help`), when that was asked for and there is one. What
        needs the help is in its `broken_wishes`.
    """

    reason: NoRouteReason
    detail: str
    blocked_by: tuple[FeatureId, ...] = ()
    with_help: Route | None = None
