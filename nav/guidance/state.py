"""Everything guidance remembers between two fixes."""

import enum
from dataclasses import dataclass

from maps.position import Position
from nav.conditions import OPEN, Conditions
from nav.guidance.progress import Track
from nav.guidance.reaching import UNREACHED, Reach
from nav.guidance.stillness import Standing
from nav.instructions.maneuver import Maneuver
from nav.profile import TravelProfile
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
    conditions : Conditions
        What is closed or slow, as far as this walker's route was asked for.
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
    done_index : int
        The last maneuver that the walker was told they carried out; -1 before the first.
    standing : Standing or None
        Where the walker stays, and since when.
    reach : Reach
        The evidence that they are there.
    planned_t_s : float or None
        When a route was last asked for [s].
    """

    destination: End
    profile: TravelProfile
    phase: Phase
    t_s: float
    heard_t_s: float
    conditions: Conditions = OPEN
    lost: bool = False
    position: Position | None = None
    route: Route | None = None
    maneuvers: tuple[Maneuver, ...] = ()
    maneuver_index: int = 0
    track: Track | None = None
    done_index: int = -1
    standing: Standing | None = None
    reach: Reach = UNREACHED
    planned_t_s: float | None = None
    no_route: NoRoute | None = None
