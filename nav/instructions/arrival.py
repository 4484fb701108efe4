"""The end of a route: what is there, and on which side."""

import math

from maps.ids import FeatureId, LevelId
from maps.venue import Unit, Venue
from nav.instructions.goal import place_points
from nav.instructions.maneuver import Maneuver, ManeuverKind, Side, turn_side
from nav.instructions.stretches import Point, Stretch
from nav.instructions.turns import bearing_rad, find_turns, wrapped_rad
from nav.route import Route

END_M = 6.0
"""A turn or door this close to the end of a stretch belongs to what is there [m]."""
HERE_M = 0.7
"""A place this close to the end has no side [m]."""
AHEAD_DEG = 35.0
BEHIND_DEG = 145.0


def arrival(route: Route, last: Stretch, venue: Venue) -> Maneuver:
    """Return the last maneuver of a route, given its last stretch."""
    return Maneuver(
        kind=ManeuverKind.ARRIVE,
        level_id=route.legs[-1].to_level_id,
        point=route.legs[-1].points[-1],
        leg_index=len(route.legs) - 1,
        along_m=last.end_m,
        landmark_id=route.destination_id,
        side=None if route.destination_id is None else _side(last, route.destination_id, venue),
    )


def _side(stretch: Stretch, place_id: FeatureId, venue: Venue) -> Side | None:
    """Return where a place lies for a walker who comes along the last stretch and has not yet turned to it."""
    if len(stretch.points) < 2:
        return None
    end = stretch.points[-1]
    place = venue.feature_by_id.get(place_id)
    target = _looked_for(place_id, stretch.level_id, end, venue)
    last = next((turn for turn in find_turns(stretch)[-1:] if turn.first_m >= stretch.end_m - END_M), None)
    if last is not None and (target is None or isinstance(place, Unit)):
        return turn_side(last.angle_deg) or Side.AHEAD
    if target is None or math.dist(target, end) < HERE_M:
        return None
    eye = last.point if last else end
    heading_rad = last.heading_rad if last else bearing_rad(stretch.points[-2], end)
    angle_deg = math.degrees(wrapped_rad(bearing_rad(eye, target) - heading_rad))
    if abs(angle_deg) <= AHEAD_DEG:
        return Side.AHEAD
    return (Side.LEFT if angle_deg > 0 else Side.RIGHT) if abs(angle_deg) < BEHIND_DEG else None


def _looked_for(place_id: FeatureId, level_id: LevelId, end: Point, venue: Venue) -> Point | None:
    """Return the point of a place that the walker looks for; of several, the nearest to the end."""
    place = venue.feature_by_id.get(place_id)
    points = place_points(place_id, level_id, venue)
    if isinstance(place, Unit):
        middle = place.display_point or place.area.representative_point()
        points = ((float(middle.x), float(middle.y)),)
    return min(points, key=lambda point: math.dist(point, end), default=None)
