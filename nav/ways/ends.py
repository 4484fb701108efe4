"""The ends of a route: from a position or a named place to the spots of walkable ground where it can start or stop."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from maps.errors import BadInputError, NotFoundError
from maps.ids import FeatureId, LevelId
from maps.venue import Opening, Unit
from nav.costs.rooms import is_room
from nav.route import End, Place
from nav.space.geodesic import Spot
from nav.ways.graph import Graph

SNAP_M = 5.0
"""A point off the walkable ground is moved by at most this."""

_INSIDE_M = 0.6
"""A route to a room ends this far behind the line of its door."""

_OUTLINE_STEP_M = 3.0
_OUTLINE_REACH_M = 1.5
"""A unit without openings is reached anywhere along its outline: probed at steps, from ground at most this far away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One spot where a route may start or end.

    Parameters
    ----------
    lead : tuple of (x_m, y_m) or None
        The asked-for point itself, when it is so close to a wall that the ground ends short of it, and the straight
        step between the two stays inside its unit.
    place_id : FeatureId or None
        The place that is reached here.
    """

    level_id: LevelId
    spot: Spot
    lead: tuple[float, float] | None = None
    place_id: FeatureId | None = None

    @property
    def lead_m(self) -> float:
        """The length of the step from the asked-for point [m]."""
        return math.dist(self.lead, self.spot.point_m) if self.lead else 0.0


class Ends:
    """Finds the candidates of ends in one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        venue = graph.venue
        self._unit_index = {unit.id: index for index, unit in enumerate(venue.units)}
        self._openings: dict[FeatureId, list[Opening]] = {}
        for opening in venue.openings:
            for unit_id in opening.unit_ids:
                self._openings.setdefault(unit_id, []).append(opening)
        self._areas: dict[LevelId, tuple[list[FeatureId], STRtree]] = {}
        for level_id, floor in graph.floors.items():
            areas = floor.ground.areas
            self._areas[level_id] = (list(areas), STRtree(list(areas.values())))

    def candidates(self, end: End) -> tuple[Candidate, ...]:
        """Return the spots of an end; none when it is away from all walkable ground.

        Raises
        ------
        NotFoundError
            If the place or the level does not exist.
        BadInputError
            If a coordinate is not finite.
        """
        if isinstance(end, Place):
            return tuple(self._of_place(end.id))
        if not (math.isfinite(end.x_m) and math.isfinite(end.y_m)):
            raise BadInputError(
                f"The position x {end.x_m}, y {end.y_m} is not a place.", remedy="Give finite metres from the origin."
            )
        self._graph.venue.get_level(end.level_id)
        return tuple(self._at(Point(end.x_m, end.y_m), end.level_id, None, None))

    def _units_at(self, point: Point, level_id: LevelId) -> list[FeatureId]:
        ids, tree = self._areas[level_id]
        return [ids[hit] for hit in tree.query(point, predicate="intersects")]

    def _at(
        self, point: Point, level_id: LevelId, place_id: FeatureId | None, unit_id: FeatureId | None
    ) -> Iterable[Candidate]:
        """Yield the nearest spot: in the unit asked for, else in the unit at the point, else anywhere within reach."""
        floor = self._graph.floors[level_id]
        here = floor.find_spot_here(point)
        if here is not None and self._is_home(here, point, level_id, unit_id):
            yield Candidate(level_id=level_id, spot=here, place_id=place_id)
            return
        around = self._units_at(point, level_id)
        spot: Spot | None = None
        for homes in ([unit_id] if unit_id in self._unit_index else [], around):
            if spot is None and homes:
                spot = floor.find_spot(point, within_m=SNAP_M, units=[self._unit_index[home] for home in homes])
        spot = spot or floor.find_spot(point, within_m=SNAP_M)
        if spot is None:
            return
        step = LineString([(point.x, point.y), spot.point_m])
        homes_here = [floor.ground.areas[home] for home in around]
        inside = step.length > 0.002 and any(area.buffer(0.001).covers(step) for area in homes_here)
        yield Candidate(level_id=level_id, spot=spot, lead=(point.x, point.y) if inside else None, place_id=place_id)

    def _is_home(self, spot: Spot, point: Point, level_id: LevelId, unit_id: FeatureId | None) -> bool:
        """Return whether a spot at a point is in the unit asked for, or else in the one at the point."""
        if unit_id in self._unit_index:
            return spot.unit == self._unit_index[unit_id]
        area = self._graph.floors[level_id].ground.areas[self._graph.venue.units[spot.unit].id]
        return bool(shapely.intersects_xy(area, point.x, point.y))

    def _of_place(self, place_id: FeatureId) -> Iterable[Candidate]:
        venue = self._graph.venue
        if place_id in self._unit_index:
            yield from self._of_unit(venue.get_unit(place_id))
            return
        spots = list(self._points_of(place_id))
        if not spots and not self._is_empty_group(place_id):
            raise NotFoundError(f"Venue {venue.id!r} has no place {place_id!r}.", remedy="Search for its name.")
        for point, level_id, member, unit_id in spots:
            yield from self._at(point, level_id, member, unit_id)

    def _points_of(self, place_id: FeatureId) -> Iterable[tuple[Point, LevelId, FeatureId, FeatureId | None]]:
        """Yield where the members of a place stand: point, level, member and the unit it belongs to."""
        venue = self._graph.venue
        for desk in venue.service_points:
            if place_id in (desk.id, desk.group_id):
                yield desk.point, desk.level_id, desk.id, desk.unit_id
        for bay in venue.parking_bays:
            if place_id in (bay.id, bay.lot_id):
                yield bay.area.representative_point(), bay.level_id, bay.id, None
        for amenity in venue.amenities:
            if amenity.id == place_id:
                yield amenity.point, amenity.level_id, amenity.id, amenity.unit_id
        for sign in venue.qr_points:
            if sign.id == place_id:
                yield sign.point, sign.level_id, sign.id, None
        for portal in venue.portals:
            if portal.id == place_id:
                for stop in portal.stops:
                    yield stop.point, stop.level_id, portal.id, stop.unit_id

    def _is_empty_group(self, place_id: FeatureId) -> bool:
        venue = self._graph.venue
        return place_id in {group.id for group in venue.service_groups} | {lot.id for lot in venue.parking_lots}

    def _of_unit(self, unit: Unit) -> Iterable[Candidate]:
        """Yield where a unit is entered: behind its doors; in the open, at its display point; else its outline."""
        openings = [opening for opening in self._openings.get(unit.id, []) if len(opening.unit_ids) == 2]
        if unit.walkable and unit.display_point is not None and not is_room(unit):
            yield from self._at(unit.display_point, unit.level_id, unit.id, unit.id)
            return
        found = False
        if unit.walkable:
            for opening in openings:
                for candidate in self._behind(opening, unit):
                    found = True
                    yield candidate
        if not found and unit.walkable and not openings:
            middle = unit.display_point or unit.area.representative_point()
            for candidate in self._at(middle, unit.level_id, unit.id, unit.id):
                found = True
                yield candidate
        if not found:
            yield from self._round(unit)

    def _behind(self, opening: Opening, unit: Unit) -> Iterable[Candidate]:
        """Yield the spot just inside a unit behind one of its openings."""
        floor = self._graph.floors[unit.level_id]
        home = [self._unit_index[unit.id]]
        middle = opening.line.interpolate(0.5, normalized=True)
        spot = floor.find_spot(_inward(opening.line, middle, unit.area), within_m=1.0, units=home)
        spot = spot or floor.find_spot(middle, within_m=1.0, units=home)
        if spot is not None:
            yield Candidate(level_id=unit.level_id, spot=spot, place_id=unit.id)

    def _round(self, unit: Unit) -> Iterable[Candidate]:
        """Yield spots all round a unit that has no way in; if all are in dead pockets, also where people walk."""
        floor = self._graph.floors[unit.level_id]
        probes = [
            ring.interpolate(share, normalized=True)
            for ring in shapely.get_parts(shapely.boundary(unit.area))
            for share in np.linspace(0.0, 1.0, max(8, math.ceil(ring.length / _OUTLINE_STEP_M)), endpoint=False)
        ]
        spots = [spot for probe in probes if (spot := floor.find_spot(probe, within_m=_OUTLINE_REACH_M))]
        if not any(floor.is_main(spot) for spot in spots):
            spots += [spot for probe in probes if (spot := floor.find_spot(probe, within_m=SNAP_M, main=True))]
        for spot in spots:
            yield Candidate(level_id=unit.level_id, spot=spot, place_id=unit.id)


def _inward(line: LineString, middle: Point, area: BaseGeometry) -> Point:
    """Return the point a step behind the middle of an opening, on the side of an area."""
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    length_m = max(math.hypot(x1 - x0, y1 - y0), 1e-9)
    dx, dy = -(y1 - y0) / length_m * _INSIDE_M, (x1 - x0) / length_m * _INSIDE_M
    sides = [Point(middle.x + dx, middle.y + dy), Point(middle.x - dx, middle.y - dy)]
    return min(sides, key=lambda side: float(area.distance(side)))
