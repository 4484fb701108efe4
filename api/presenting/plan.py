"""A level as a plan to draw: what a phone needs and nothing else, in the venue's own metres."""

from collections.abc import Iterator
from typing import Any, NotRequired, cast

import shapely
from shapely.geometry import MultiPolygon, Point
from typing_extensions import TypedDict

from maps.ids import LevelId
from maps.labels import Labels
from maps.shapes import Area
from maps.venue import Access, Opening, Unit, Venue

Names = dict[str, str]
Spot = list[float]
Rings = list[list[Spot]]
_WALLS_M = 0.01
"""A centimetre is less than a pixel on any screen."""
_MIDDLE_M = 0.05
_THINGS_M = 0.1
"""Trees and desks are drawn, not measured."""


class RoomDrawn(TypedDict):
    """A unit: its rings [m], where its name stands if not in the middle, and what decides its colour."""

    id: str
    category: str
    rings: Rings
    at: NotRequired[Spot]
    function: NotRequired[str]
    access: NotRequired[str]
    walkable: NotRequired[bool]
    labels: NotRequired[Names]


class ThingDrawn(TypedDict):
    """A fixture."""

    category: str
    rings: Rings


class BayDrawn(TypedDict):
    """A parking bay."""

    id: str
    rings: Rings
    accessible: bool


class GapDrawn(TypedDict):
    """An opening: where the wall is interrupted, whether by a door, and whether people come in from outside."""

    line: list[Spot]
    door: bool
    open_air: NotRequired[bool]
    entrance: NotRequired[bool]
    main: NotRequired[bool]
    labels: NotRequired[Names]


class PointDrawn(TypedDict):
    """A landing of a portal, an amenity, a service point or a sign."""

    type: str
    at: Spot
    id: NotRequired[str]
    kind: NotRequired[str]
    code: NotRequired[str]
    labels: NotRequired[Names]


class PlanDocument(TypedDict):
    """Everything that is drawn of one level. What is left out is usual: public, walkable, without a name."""

    outline: Rings
    rooms: list[RoomDrawn]
    fixtures: list[ThingDrawn]
    bays: list[BayDrawn]
    openings: list[GapDrawn]
    points: list[PointDrawn]


def plan_document(venue: Venue, level_id: LevelId) -> PlanDocument:
    """Return what is drawn of a level.

    Raises
    ------
    NotFoundError
        If the venue has no such level.
    """
    venue.get_level(level_id)
    return {
        "outline": _outline(venue, venue.units_by_level[level_id]),
        "rooms": [_room(unit) for unit in venue.units_by_level[level_id]],
        "fixtures": [
            {"category": each.category, "rings": _rings(each.area, _THINGS_M)}
            for each in venue.fixtures
            if each.level_id == level_id
        ],
        "bays": [
            {"id": str(each.id), "rings": _rings(each.area), "accessible": each.accessible}
            for each in venue.parking_bays
            if each.level_id == level_id
        ],
        "openings": [_gap(venue, each) for each in venue.openings if each.level_id == level_id],
        "points": list(_points(venue, level_id)),
    }


def _outline(venue: Venue, units: tuple[Unit, ...]) -> Rings:
    """Return the outer walls: the outline of everything that is under a roof."""
    inside = [unit.area for unit in units if not venue.is_open_air(unit) and (unit.walkable or unit.labels)]
    # A millimetre between two rooms is no wall.
    joined = shapely.union_all(inside, grid_size=0.01) if inside else None
    polygons = [] if joined is None else [part for part in shapely.get_parts(joined) if part.geom_type == "Polygon"]
    return [ring for polygon in polygons for ring in _rings(polygon)]


def _room(unit: Unit) -> RoomDrawn:
    room: RoomDrawn = {"id": str(unit.id), "category": unit.category, "rings": _rings(unit.area)}
    point = unit.display_point or unit.area.representative_point()
    if point.distance(unit.area.envelope.centroid) > _MIDDLE_M:
        room["at"] = _spot(point)
    if unit.function:
        room["function"] = unit.function
    if unit.access is not Access.PUBLIC:
        room["access"] = unit.access.value
    if not unit.walkable:
        room["walkable"] = False
    if unit.labels:
        room["labels"] = dict(unit.labels)
    return room


def _gap(venue: Venue, opening: Opening) -> GapDrawn:
    gap: GapDrawn = {"line": [_pair(x_m, y_m) for x_m, y_m, *_ in opening.line.coords], "door": opening.has_door}
    sides = [venue.unit_by_id[unit_id] for unit_id in opening.unit_ids]
    if sides and all(venue.is_open_air(unit) for unit in sides):
        gap["open_air"] = True
    if opening.entrance:
        gap["entrance"] = True
        behind = _room_behind(sides)
        gap["main"] = behind is not None and behind.function == "entrance"
        labels: Labels = opening.labels or (behind.labels if behind else {})
        if labels:
            gap["labels"] = dict(labels)
    return gap


def _room_behind(sides: list[Unit]) -> Unit | None:
    """Return the hall that people come into, which lends its name to the entrance."""
    halls = [unit for unit in sides if unit.function == "entrance"] + [
        each for each in sides if each.category == "lobby"
    ]
    return halls[0] if halls else None


def _points(venue: Venue, level_id: LevelId) -> Iterator[PointDrawn]:
    for portal in venue.portals:
        for stop in portal.stops:
            if stop.level_id == level_id:
                yield _point("portal", stop.point, portal.labels, id=str(portal.id), kind=portal.kind.value)
    for amenity in venue.amenities:
        if amenity.level_id == level_id:
            yield _point("amenity", amenity.point, amenity.labels, id=str(amenity.id), kind=amenity.category)
    for service in venue.service_points:
        if service.level_id == level_id:
            yield _point("service_point", service.point, service.labels, id=str(service.id))
    for sign in venue.qr_points:
        if sign.level_id == level_id:
            yield _point("qr_point", sign.point, {}, code=sign.code)


def _point(kind_of_thing: str, point: Point, labels: Labels, **more: str) -> PointDrawn:
    drawn: dict[str, Any] = {"type": kind_of_thing, "at": _spot(point), **more}
    if labels:
        drawn["labels"] = dict(labels)
    return cast("PointDrawn", drawn)


def _rings(area: Area, grain_m: float = _WALLS_M) -> Rings:
    """Return the rings of an area without the corner that closes each; holes are rings too."""
    polygons = area.geoms if isinstance(area, MultiPolygon) else [area]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return [[_pair(x_m, y_m, grain_m) for x_m, y_m, *_ in ring.coords[:-1]] for ring in rings]


def _spot(point: Point) -> Spot:
    return _pair(point.x, point.y)


def _pair(x_m: float, y_m: float, grain_m: float = _WALLS_M) -> Spot:
    return [_round(x_m, grain_m), _round(y_m, grain_m)]


def _round(value_m: float, grain_m: float) -> float:
    # Twice: the product of a whole number with a tenth is not always the nearest to what it means.
    return round(round(value_m / grain_m) * grain_m, 2)
