"""What guidance says: typed events, in no language. Each says why."""

import enum
from dataclasses import dataclass, field

from maps.ids import FeatureId
from maps.labels import Labels
from maps.position import NoFixReason, Position
from nav.guidance.landmark_question import LandmarkChoice
from nav.guidance.tickets import Called, TurnMissed
from nav.instructions.maneuver import Maneuver
from nav.route import NoRoute, Route


class RouteReason(enum.StrEnum):
    """Why there is a new route: each value has a phrase in every language."""

    START = "start"
    OFF_ROUTE = "off_route"
    WRONG_LEVEL = "wrong_level"
    STATED_POSITION = "stated_position"
    NEW_DESTINATION = "new_destination"
    NEW_PROFILE = "new_profile"
    CLOSED = "closed"
    LIFT_OUT = "lift_out"
    BETTER_WAY = "better_way"
    CALLED = "called"
    TURN_MISSED = "turn_missed"
    OTHER_COUNTER = "other_counter"
    COUNTER_CLOSED = "counter_closed"
    NEXT_STOP = "next_stop"
    ORDER_CHANGED = "order_changed"
    MAP_CHANGED = "map_changed"


class ArrivalReason(enum.StrEnum):
    """Why guidance believes that the walker is there."""

    AT_END = "at_end"
    STANDING = "standing"
    INSIDE = "inside"
    STATED = "stated"


class HelpReason(enum.StrEnum):
    """Why help is offered: each value has a phrase in every language."""

    STANDING = "standing"
    OFF_ROUTE = "off_route"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteChanged:
    """There is a new route to follow.

    Parameters
    ----------
    cause_id : FeatureId or None
        The opening, unit or portal whose closing or delay is the reason, where there is one.
    why : mapping
        What those who closed it or slowed it down say, by language.
    """

    reason: RouteReason
    route: Route
    maneuvers: tuple[Maneuver, ...]
    cause_id: FeatureId | None = None
    why: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRouteFound:
    """There is no way from here; guidance goes on trying as the walker moves."""

    no_route: NoRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the walker is.

    Parameters
    ----------
    maneuver_index : int
        The maneuver being carried out.
    to_next_m : float
        To the next maneuver [m]; 0 at the last.
    remaining_m, remaining_s : float
        To the end of the route [m, s].
    along_m : float
        From its start [m].
    snapped : Position
        For drawing only: on the route while the fix agrees with it, else the fix itself.
    """

    maneuver_index: int
    to_next_m: float
    remaining_m: float
    remaining_s: float
    along_m: float
    snapped: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class ManeuverChanged:
    """It is time to say another instruction."""

    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ManeuverDone:
    """An instruction was carried out: told to those who cannot see that they are right."""

    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLost:
    """For some time there has been no position good enough to guide by.

    Parameters
    ----------
    choices : tuple of LandmarkChoice
        What to ask the walker for: which of these they see. Empty where nothing near can be told apart.
    """

    reason: NoFixReason
    choices: tuple[LandmarkChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionBack:
    """The position is good enough again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpOffered:
    """The walker may need help: said once, and asking for what would help."""

    reason: HelpReason
    choices: tuple[LandmarkChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """The walker is there; `place_id` is None when the destination is a point without a name."""

    place_id: FeatureId | None
    reason: ArrivalReason


GuidanceEvent = (
    RouteChanged
    | NoRouteFound
    | Progress
    | ManeuverChanged
    | ManeuverDone
    | PositionLost
    | PositionBack
    | HelpOffered
    | Arrived
    | Called
    | TurnMissed
)
