"""What a walker wants to reach: the points that will do, and the room or hall that will."""

import math
from dataclasses import dataclass

import shapely

from maps.ids import FeatureId, LevelId
from maps.parking import ParkingBay, ParkingLot
from maps.position import Position
from maps.positioning import QrPoint
from maps.services import ServiceGroup, ServicePoint
from maps.shapes import Area
from maps.venue import Amenity, Portal, Unit, Venue
from nav.route import End, Place, Route
from nav.stretches import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The end of a route, and everything else that counts as being there.

    Parameters
    ----------
    end : (x_m, y_m)
        Where the route ends [local m].
    points : tuple of (x_m, y_m)
        The desks, bays or doors that will do as well, on the same level.
    area : Polygon or MultiPolygon or None
        The room, hall or bay itself, where the destination is one.
    """

    level_id: LevelId
    end: Point
    points: tuple[Point, ...] = ()
    area: Area | None = None

    def away_m(self, position: Position) -> float:
        """Return how far a position is from the nearest point that will do [m]; 0 inside, infinite on other levels.

        The edge of a room or hall is no such point: there is a wall.
        """
        if position.level_id != self.level_id:
            return math.inf
        if self.holds(position, margin_m=0.0):
            return 0.0
        here = (position.x_m, position.y_m)
        return min(math.dist(point, here) for point in (self.end, *self.points))

    def holds(self, position: Position, *, margin_m: float) -> bool:
        """Return whether a position lies inside the destination, at least a margin [m] from its edge."""
        if position.level_id != self.level_id or self.area is None:
            return False
        point = shapely.Point(position.x_m, position.y_m)
        return bool(self.area.contains(point) and self.area.boundary.distance(point) >= margin_m)


def goal_of(destination: End, route: Route, venue: Venue) -> Goal:
    """Return the goal of a route to a destination."""
    end = route.legs[-1]
    place_id = destination.id if isinstance(destination, Place) else None
    return Goal(
        level_id=end.to_level_id,
        end=end.points[-1],
        points=() if place_id is None else place_points(place_id, end.to_level_id, venue),
        area=None if place_id is None else _area(place_id, end.to_level_id, venue),
    )


def place_points(place_id: FeatureId, level_id: LevelId, venue: Venue) -> tuple[Point, ...]:
    """Return the points of a place on a level that a walker looks for; none for a room, which has no one point."""
    place = venue.feature_by_id.get(place_id)
    points: list[shapely.Point] = []
    if isinstance(place, ServicePoint | Amenity | QrPoint):
        points = [place.point] if place.level_id == level_id else []
    elif isinstance(place, ServiceGroup):
        points = [p.point for p in venue.service_points if p.group_id == place_id and p.level_id == level_id]
    elif isinstance(place, ParkingBay):
        points = [place.area.centroid] if place.level_id == level_id else []
    elif isinstance(place, ParkingLot):
        points = [b.area.centroid for b in venue.parking_bays if b.lot_id == place_id and b.level_id == level_id]
    elif isinstance(place, Portal):
        points = [stop.point for stop in place.stops if stop.level_id == level_id]
    return tuple((float(point.x), float(point.y)) for point in points)


def _area(place_id: FeatureId, level_id: LevelId, venue: Venue) -> Area | None:
    place = venue.feature_by_id.get(place_id)
    return place.area if isinstance(place, Unit | ParkingBay) and place.level_id == level_id else None
