"""What a walker sees on the way and can be told about: desks, lifts, toilets, named doors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import shapely

from maps.ids import FeatureId, LevelId
from maps.venue import Access, Amenity, Feature, Portal, PortalKind, PortalStop, Unit, Venue
from nav.instructions.stretches import Point, Stretch

CIRCULATION = frozenset(
    {"walkway", "corridor", "elevator", "escalator", "stairs", "steps", "ramp", "movingwalkway", "footbridge", "lobby"}
)
"""Unit categories people pass through; a place to go to is anything else."""
UNNAMED = frozenset(
    {
        "elevator",
        "escalator",
        "stairs",
        "ramp",
        "moving_walkway",
        "information",
        "reception",
        "drinkingfountain",
        "vending",
        "vendingmachine",
        "restroom",
        "restroom.male",
        "restroom.female",
        "restroom.unisex",
        "restroom.wheelchair",
        "restroom.family",
        "entrance",
    }
)
"""Categories that every phrase catalogue can name when the map gives no name."""

BESIDE_M = 8.0
"""Things this close to the way are beside it [m]."""
SHAFTS = frozenset({"elevator", "escalator", "stairs", "steps", "ramp"})
"""Units that are only a way to another level: seen from outside at their doors."""
_WORTH = {
    "information": 1.0,
    "reception": 1.0,
    PortalKind.ELEVATOR: 0.95,
    PortalKind.ESCALATOR: 0.95,
    PortalKind.STAIRS: 0.8,
    "service_group": 0.9,
    "function": 0.85,
    "restroom": 0.7,
}
_WORTH_OF_A_NAME = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing that can be seen and named.

    Parameters
    ----------
    name : object
        Equal for things a walker could confuse.
    point : (x_m, y_m)
        Where it meets the eye: a room at its door.
    worth : float
        How well it is seen and known, 0 to 1.
    """

    id: FeatureId
    name: object
    point: Point
    worth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark(Thing):
    """A thing beside a stretch.

    Parameters
    ----------
    along_m : float
        The nearest metre of the route.
    beside_m : float
        How far from the way.
    """

    along_m: float
    beside_m: float


def find_landmarks(stretch: Stretch, venue: Venue) -> tuple[Landmark, ...]:
    """Return what can be named beside a stretch, in order of walking.

    Only things in the units walked through, or with an opening onto them, count. Whether a walker has one before
    their eyes is `nav.instructions.scenery`'s question.
    """
    things = list(dict.fromkeys(things_around(stretch.units, stretch.level_id, venue)))
    if not things or len(stretch.points) < 2:
        return ()
    line = shapely.LineString(stretch.points)
    points = shapely.points([thing.point for thing in things])
    along = shapely.line_locate_point(line, points, normalized=True) * (stretch.end_m - stretch.start_m)
    beside = shapely.distance(line, points)
    landmarks = (
        Landmark(
            id=thing.id,
            name=thing.name,
            point=thing.point,
            worth=thing.worth,
            along_m=stretch.start_m + float(along_m),
            beside_m=float(beside_m),
        )
        for thing, along_m, beside_m in zip(things, along, beside, strict=True)
        if beside_m <= BESIDE_M
    )
    return tuple(sorted(landmarks, key=lambda landmark: (landmark.along_m, landmark.id)))


def is_place(unit: Unit) -> bool:
    """Return whether a unit is somewhere to go into, with a name, not a way to somewhere else."""
    return bool(unit.labels) and unit.category not in CIRCULATION


def category_of(feature: Feature) -> str:
    """Return the word a catalogue may know for a feature without a name; empty if there is none."""
    if isinstance(feature, Portal):
        return feature.kind.value
    if isinstance(feature, Unit | Amenity):
        return feature.category
    return ""


def things_around(unit_ids: Iterable[FeatureId], level_id: LevelId, venue: Venue) -> Iterator[Thing]:
    """Yield everything nameable in units of a level, and behind the doors onto them."""
    inside = frozenset(unit_ids)
    for unit_id, point in _doors(inside, venue):
        unit = venue.unit_by_id[unit_id]
        worth = _worth_of_unit(unit)
        if worth > 0:
            yield Thing(id=unit_id, name=_name(unit), point=point, worth=worth)
    for amenity in venue.amenities:
        if amenity.unit_id in inside and (amenity.labels or amenity.category in UNNAMED):
            worth = _WORTH.get(amenity.category, _WORTH_OF_A_NAME)
            yield Thing(id=amenity.id, name=_name(amenity), point=_xy(amenity.point), worth=worth)
    for desk in venue.service_points:
        group = venue.feature_by_id.get(desk.group_id)
        if desk.unit_id in inside and group is not None and _name(group):
            yield Thing(id=group.id, name=_name(group), point=_xy(desk.point), worth=_WORTH["service_group"])
    yield from _portals(inside, level_id, venue)


def _portals(inside: frozenset[FeatureId], level_id: LevelId, venue: Venue) -> Iterator[Thing]:
    """Yield the public ways to other levels: a shaft at its doors, stairs in a hall where they begin."""
    around = inside | {unit_id for unit_id, _ in _doors(inside, venue)}
    for portal in venue.portals:
        for stop in portal.stops:
            if stop.level_id != level_id or stop.unit_id not in around or portal.access is not Access.PUBLIC:
                continue
            worth = _WORTH.get(portal.kind, _WORTH_OF_A_NAME)
            for point in _ways_in(stop, inside, venue) or (_xy(stop.point),):
                yield Thing(id=first_of_bank(portal, venue), name=portal.kind, point=point, worth=worth)


def _ways_in(stop: PortalStop, inside: frozenset[FeatureId], venue: Venue) -> tuple[Point, ...]:
    """Return the doors between a shaft and the units around it; none when the portal stands in the open."""
    if venue.unit_by_id[stop.unit_id].category not in SHAFTS:
        return ()
    return tuple(
        _xy(opening.line.interpolate(0.5, normalized=True))
        for opening in venue.openings_by_unit.get(stop.unit_id, ())
        if any(unit_id in inside and unit_id != stop.unit_id for unit_id in opening.unit_ids)
    )


def _doors(inside: frozenset[FeatureId], venue: Venue) -> Iterator[tuple[FeatureId, Point]]:
    """Yield each unit that opens onto one of these, with the middle of the opening."""
    for unit_id in sorted(inside):
        for opening in venue.openings_by_unit.get(unit_id, ()):
            for other in opening.unit_ids:
                if other not in inside:
                    yield other, _xy(opening.line.interpolate(0.5, normalized=True))


def first_of_bank(portal: Portal, venue: Venue) -> FeatureId:
    """Return the id that stands for a whole bank of lifts: a walker sees one thing."""
    if not portal.bank:
        return portal.id
    return min(other.id for other in venue.portals if other.bank == portal.bank and other.kind is portal.kind)


def _worth_of_unit(unit: Unit) -> float:
    if unit.access is not Access.PUBLIC or unit.category in CIRCULATION:
        return 0.0
    if unit.category.startswith("restroom"):
        return _WORTH["restroom"] if unit.labels or unit.category in UNNAMED else 0.0
    if unit.category in _WORTH:
        return _WORTH[unit.category]
    if not unit.labels:
        return 0.0
    return _WORTH["function"] if unit.function else _WORTH_OF_A_NAME


def _name(feature: Feature) -> object:
    labels = getattr(feature, "labels", {})
    return tuple(sorted(labels.items())) or category_of(feature)


def _xy(point: shapely.Point) -> Point:
    return float(point.x), float(point.y)
