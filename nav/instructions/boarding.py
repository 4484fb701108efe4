"""A ride in words to come: what is boarded, what tells it from others, and by which door one gets out."""

import math
from collections.abc import Iterable

from maps.ids import FeatureId, LevelId
from maps.venue import Portal, PortalKind, Venue
from nav.instructions.arrival import END_M
from nav.instructions.maneuver import Maneuver, ManeuverKind, Relation, Side, turn_side
from nav.instructions.scenery import Scenery, find_beside_ride
from nav.instructions.stretches import Point, Ride, Stretch
from nav.instructions.turns import bearing_rad, find_turns, wrapped_rad

_BOARD = {
    PortalKind.ELEVATOR: ManeuverKind.BOARD_ELEVATOR,
    PortalKind.ESCALATOR: ManeuverKind.BOARD_ESCALATOR,
    PortalKind.MOVING_WALKWAY: ManeuverKind.BOARD_ESCALATOR,
    PortalKind.STAIRS: ManeuverKind.TAKE_STAIRS,
    PortalKind.RAMP: ManeuverKind.TAKE_RAMP,
}
_SAME_DOOR_DEG = 135.0
_FAR_DOOR_DEG = 45.0


def boarding(ride: Ride, scenery: Scenery | None, *, since_m: float) -> Maneuver:
    """Return the ride as a thing to do; the turn that leads straight to it is its side.

    Parameters
    ----------
    scenery : Scenery or None
        Along the stretch that leads there, if there is one.
    since_m : float
        Where the instruction before was [m from the start of the route].
    """
    turns = find_turns(scenery.stretch) if scenery else ()
    to_it = turns[-1] if turns and turns[-1].first_m >= ride.start_m - END_M else None
    beside = find_beside_ride(scenery, ride.board_point, ride.start_m, since_m=since_m) if scenery else None
    return Maneuver(
        kind=_BOARD[ride.kind],
        level_id=ride.from_level_id,
        to_level_id=ride.to_level_id,
        point=ride.board_point,
        leg_index=ride.first_leg,
        along_m=ride.start_m,
        portal_id=ride.portal_id,
        landmark_id=beside.id if beside else None,
        relation=Relation.BY if beside else None,
        side=turn_side(to_it.angle_deg) if to_it else None,
    )


def exit_side(ride: Ride, before: Stretch, after: Stretch, venue: Venue) -> Side | None:
    """Return the side on which a lift opens at the end of a ride, for somebody who faces the way they got in.

    None when it is the door they came in by, when it is no lift, or when the map does not show the doors walked
    through.
    """
    if ride.kind is not PortalKind.ELEVATOR:
        return None
    inward_rad = _through_door_rad(ride, ride.from_level_id, reversed(before.openings), venue)
    outward_rad = _through_door_rad(ride, ride.to_level_id, after.openings, venue)
    if inward_rad is None or outward_rad is None:
        return None
    angle_deg = math.degrees(wrapped_rad(outward_rad + math.pi - inward_rad))
    if abs(angle_deg) > _SAME_DOOR_DEG:
        return None
    if abs(angle_deg) < _FAR_DOOR_DEG:
        return Side.AHEAD
    return Side.LEFT if angle_deg > 0 else Side.RIGHT


def _through_door_rad(ride: Ride, level_id: LevelId, openings: Iterable[FeatureId], venue: Venue) -> float | None:
    """Return the direction from the door walked through on a level to where one stands in the lift [rad]."""
    portal = venue.feature_by_id.get(ride.portal_id) if ride.portal_id else None
    stops = portal.stops if isinstance(portal, Portal) else ()
    stop = next((stop for stop in stops if stop.level_id == level_id), None)
    if stop is None:
        return None
    doors = {opening.id: opening for opening in venue.openings_by_unit.get(stop.unit_id, ())}
    door = next((doors[opening_id] for opening_id in openings if opening_id in doors), None)
    if door is None:
        return None
    middle = door.line.interpolate(0.5, normalized=True)
    inside: Point = (float(stop.point.x), float(stop.point.y))
    return bearing_rad((float(middle.x), float(middle.y)), inside)
