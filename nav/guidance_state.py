"""Everything guidance remembers between two fixes."""

import enum
from dataclasses import dataclass

from maps.position import Position
from nav.maneuver import Maneuver
from nav.profile import TravelProfile
from nav.progress import Track
from nav.route import End, NoRoute, Route


class Phase(enum.StrEnum):
    """What guidance is doing."""

    SEARCHING = "searching"
    GUIDING = "guiding"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceState:
    """One walker on the way to one destination.

    Parameters
    ----------
    phase : Phase
        `searching` without a route: no position yet, or no way from it.
    t_s : float
        Of the last input [s].
    heard_t_s : float
        Of the last fix good enough to guide by [s].
    lost : bool
        The walker was told that the position is lost.
    position : Position or None
        The last trusted position.
    track : Track or None
        Progress along `route`.
    near_end_since_s : float or None
        Since when the walker is near the end [s].
    planned_t_s : float or None
        When a route was last asked for [s].
    """

    destination: End
    profile: TravelProfile
    phase: Phase
    t_s: float
    heard_t_s: float
    lost: bool = False
    position: Position | None = None
    route: Route | None = None
    maneuvers: tuple[Maneuver, ...] = ()
    maneuver_index: int = 0
    track: Track | None = None
    near_end_since_s: float | None = None
    planned_t_s: float | None = None
    no_route: NoRoute | None = None
