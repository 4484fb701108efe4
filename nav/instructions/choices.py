"""The places on a stretch where a walker has to choose: real turns, and doors into places."""

import math
from dataclasses import replace

import shapely

from maps.venue import Venue
from nav.instructions.landmarks import SHAFTS, is_place
from nav.instructions.maneuver import Maneuver, ManeuverKind, Relation, turn_kind
from nav.instructions.passages import Passage
from nav.instructions.register import Register
from nav.instructions.scenery import Scenery, find_at
from nav.instructions.stretches import Stretch
from nav.instructions.turns import Turn

DOOR_M = 3.0
"""A turn this close to a door leads through it [m]."""
ARCHWAY_M = 4.0
"""Two halls that meet along more than this have no archway between them [m]."""
STRAIGHT_ON_M = 5.0
"""Where one could walk straight on this far, a slight turn is a choice [m]."""


def find_choices(
    stretch: Stretch, turns: tuple[Turn, ...], passages: tuple[Passage, ...], venue: Venue, register: Register
) -> tuple[Maneuver, ...]:
    """Return what is worth telling, in order of walking.

    Plain: turns where one could go elsewhere, and doors into places. Detailed: every turn, every door and archway.
    """
    every = register is Register.DETAILED
    doors = [passage for passage in passages if (_is_felt(passage) if every else _leads_in(passage))]
    told: list[Maneuver] = []
    for turn in turns:
        kind = turn_kind(turn.angle_deg)
        door = next((door for door in doors if _belongs(turn, door)), None)
        if kind is None or (door is None and not every and _is_forced(kind, stretch, turn, venue)):
            continue
        told.append(_turning(stretch, turn, kind, door))
        doors = [other for other in doors if other is not door]
    told.extend(_entering(stretch, door) for door in doors)
    return tuple(sorted(told, key=lambda maneuver: maneuver.along_m))


def marked(maneuver: Maneuver, scenery: Scenery, *, since_m: float) -> Maneuver:
    """Return a turn with the landmark a walker sees there, if it has none yet and there is one."""
    if maneuver.relation is not None or maneuver.opening_id is not None:
        return maneuver
    seen = find_at(scenery, maneuver.point, maneuver.along_m, since_m=since_m)
    return maneuver if seen is None else replace(maneuver, landmark_id=seen.id, relation=Relation.AT)


def _is_felt(passage: Passage) -> bool:
    """Whether an opening is something to go through: a door or archway, not the joint of two halls, nor a lift's door.

    The doors of lifts and the foot of escalators belong to the ride.
    """
    to_shaft = SHAFTS.intersection(unit.category for unit in (passage.into, passage.out_of) if unit is not None)
    return not to_shaft and (passage.opening.has_door or passage.opening.width_m <= ARCHWAY_M)


def _leads_in(passage: Passage) -> bool:
    return passage.opening.has_door and passage.into is not None and is_place(passage.into)


def _belongs(turn: Turn, door: Passage) -> bool:
    return turn.first_m - DOOR_M <= door.along_m <= turn.last_m + DOOR_M


def _is_forced(kind: ManeuverKind, stretch: Stretch, turn: Turn, venue: Venue) -> bool:
    """Whether a slight bend leaves no choice, because straight on there is a wall."""
    if kind not in (ManeuverKind.SLIGHT_LEFT, ManeuverKind.SLIGHT_RIGHT):
        return False
    x, y = turn.point
    ahead = (x + STRAIGHT_ON_M * math.cos(turn.heading_rad), y + STRAIGHT_ON_M * math.sin(turn.heading_rad))
    floor = shapely.union_all([venue.unit_by_id[unit_id].area for unit_id in stretch.units])
    return not floor.covers(shapely.LineString([turn.point, ahead]))


def _turning(stretch: Stretch, turn: Turn, kind: ManeuverKind, door: Passage | None) -> Maneuver:
    plain = Maneuver(
        kind=kind, level_id=stretch.level_id, point=turn.point, leg_index=turn.leg_index, along_m=turn.along_m
    )
    return _through(plain, door) if door else plain


def _entering(stretch: Stretch, door: Passage) -> Maneuver:
    point, leg_index = stretch.at(door.along_m)
    enter = Maneuver(
        kind=ManeuverKind.ENTER,
        level_id=stretch.level_id,
        point=point,
        leg_index=leg_index,
        along_m=door.along_m,
    )
    return _through(enter, door)


def _through(maneuver: Maneuver, door: Passage) -> Maneuver:
    """Return a maneuver that leads through a door, and into what, where that has a name."""
    named = door.into is not None and door.into.labels
    return replace(
        maneuver,
        opening_id=door.opening.id,
        landmark_id=door.into.id if door.into is not None and named else None,
        relation=Relation.INTO if named else None,
    )
