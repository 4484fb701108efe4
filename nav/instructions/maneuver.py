"""One thing to do on the way, in no language."""

import enum
from dataclasses import dataclass

from maps.ids import FeatureId, LevelId


class ManeuverKind(enum.StrEnum):
    """What to do."""

    DEPART = "depart"
    CONTINUE = "continue"
    SLIGHT_LEFT = "slight_left"
    SLIGHT_RIGHT = "slight_right"
    LEFT = "left"
    RIGHT = "right"
    SHARP_LEFT = "sharp_left"
    SHARP_RIGHT = "sharp_right"
    U_TURN = "u_turn"
    ENTER = "enter"
    BOARD_ELEVATOR = "board_elevator"
    BOARD_ESCALATOR = "board_escalator"
    TAKE_STAIRS = "take_stairs"
    TAKE_RAMP = "take_ramp"
    LEAVE_PORTAL = "leave_portal"
    ARRIVE = "arrive"


class Side(enum.StrEnum):
    """Where something is for a walker who faces the way they came along."""

    LEFT = "left"
    RIGHT = "right"
    AHEAD = "ahead"


class Relation(enum.StrEnum):
    """How a maneuver relates to its landmark."""

    AT = "at"
    INTO = "into"
    PAST = "past"
    TOWARDS = "towards"
    OUT_OF = "out_of"
    BY = "by"


UNTOLD_DEG = 25.0
"""A smaller change of direction is straight on."""
SLIGHT_DEG = 50.0
SHARP_DEG = 120.0
ABOUT_DEG = 160.0


def turn_kind(angle_deg: float) -> ManeuverKind | None:
    """Return what a change of direction is called, left positive [deg]; None when it is straight on."""
    size, left = abs(angle_deg), angle_deg > 0
    if size < UNTOLD_DEG:
        return None
    if size < SLIGHT_DEG:
        return ManeuverKind.SLIGHT_LEFT if left else ManeuverKind.SLIGHT_RIGHT
    if size < SHARP_DEG:
        return ManeuverKind.LEFT if left else ManeuverKind.RIGHT
    if size < ABOUT_DEG:
        return ManeuverKind.SHARP_LEFT if left else ManeuverKind.SHARP_RIGHT
    return ManeuverKind.U_TURN


def turn_side(angle_deg: float) -> Side | None:
    """Return the side a change of direction leads to, or None when it is straight on."""
    if abs(angle_deg) < UNTOLD_DEG:
        return None
    return Side.LEFT if angle_deg > 0 else Side.RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Maneuver:
    """One thing to do, where, and how far it is to the next.

    Parameters
    ----------
    level_id, to_level_id : LevelId
        Where it is done; `to_level_id` only for a ride.
    point : (x_m, y_m)
        On the route [local m].
    along_m : float
        From the start of the route [m].
    distance_m, duration_s : float
        From here to the next maneuver; they sum to the route's.
    landmark_id, relation
        What the walker sees there and how it matters, both or neither; for `arrive` the destination, for a ride
        what stands beside it.
    portal_id : FeatureId or None
        What is boarded or left.
    opening_id : FeatureId or None
        The door or archway that is gone through here.
    side : Side or None
        Of the destination (`arrive`), of the portal (boarding), of the way out (`depart`, `leave_portal`).
    exit_side : Side or None
        Of a lift's door on leaving, for somebody who faces the way they got in; None when it is the door they came
        in by, or not known.
    """

    kind: ManeuverKind
    level_id: LevelId
    point: tuple[float, float]
    leg_index: int
    along_m: float
    distance_m: float = 0.0
    duration_s: float = 0.0
    to_level_id: LevelId | None = None
    landmark_id: FeatureId | None = None
    relation: Relation | None = None
    portal_id: FeatureId | None = None
    opening_id: FeatureId | None = None
    side: Side | None = None
    exit_side: Side | None = None
