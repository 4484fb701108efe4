"""Everything a person can go to, under one shape; and what a name or a pair of numbers means."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from maps.errors import BadInputError, ConflictError, NotFoundError
from maps.ids import FeatureId, LevelId
from maps.labels import Labels, label
from maps.position import Position
from maps.venue import Level, Portal, Unit, Venue

_POINT_AT_LEVEL = re.compile(r"\s*([^,@]*),([^,@]*)@(.+)", re.DOTALL)
_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInfo:
    """A place to go to.

    Parameters
    ----------
    kind : str
        ``unit``, ``service_point``, ``service_group``, ``amenity``, ``portal``, ``parking_lot``, ``parking_bay`` or
        ``qr_point``.
    point : tuple of float
        Where its name stands on the plan [local m]; for a group, that of its first member.
    level_id : LevelId
        The level of the point.
    unit_id : FeatureId or None
        The unit it is in, where known; for a unit itself.
    category : str
        IMDF category of a unit or amenity, kind of a group or portal; else empty.
    function : str
        What a unit is for, or the kind of service.
    aliases : tuple of str
        What else it is called.
    """

    id: FeatureId
    kind: str
    labels: Labels
    level_id: LevelId
    point: tuple[float, float]
    unit_id: FeatureId | None = None
    category: str = ""
    function: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def position(self) -> Position:
        """The place's point on its level."""
        return Position(x_m=self.point[0], y_m=self.point[1], level_id=self.level_id)


def places(venue: Venue) -> Iterator[PlaceInfo]:
    """Yield every place of a venue: units, then services, amenities, portals, parking and QR points."""
    yield from map(_unit_place, venue.units)
    yield from _places_in_units(venue)


def place_ids(venue: Venue) -> tuple[FeatureId, ...]:
    """Return the ids of every place, in the order of `places`."""
    return tuple(place.id for place in places(venue))


def get_place(venue: Venue, place_id: FeatureId) -> PlaceInfo:
    """Return a place.

    Raises
    ------
    NotFoundError
        If the venue has no place of that id.
    """
    place = find_place(venue, place_id)
    if place is None:
        raise NotFoundError(f"Venue {venue.id!r} has no place {place_id[:80]!r}.", remedy="Search for its name.")
    return place


def find_place(venue: Venue, place_id: FeatureId) -> PlaceInfo | None:
    """Return a place, or None if the venue has none of that id."""
    unit = venue.unit_by_id.get(place_id)
    if unit is not None:
        return _unit_place(unit)
    return next((place for place in _places_in_units(venue) if place.id == place_id), None)


def resolve_end(
    venue: Venue, text: str, language: str = "und", *, near: Position | None = None
) -> Position | FeatureId:
    """Return what somebody who typed the end of a route means.

    Parameters
    ----------
    text : str
        A place id; or a name in any language, exact or the best that search finds; or ``x,y@level`` in local
        metres, where the level is its id, its short name or its ordinal. A point may lie outside every unit.
    language : str
        The language in which names are shown and preferred.
    near : Position or None
        Where the route's other end is: of several places with that name (branches of a shop) the nearest is meant.

    Raises
    ------
    NotFoundError
        If nothing is called that, or the level does not exist (the venue's levels are named).
    ConflictError
        If several places have exactly that name and `near` is not given (they are named).
    BadInputError
        If the text is empty or a coordinate is not a finite number.
    """
    wanted = text.strip()
    if not wanted:
        raise BadInputError("The place is empty.", remedy="Give a place id, a name, or x,y@level.")
    if find_place(venue, FeatureId(wanted)) is not None:
        return FeatureId(wanted)
    point = _POINT_AT_LEVEL.fullmatch(wanted)
    if point is not None:
        return _position(venue, *point.groups())
    return _named(venue, wanted, language, near)


def resolve_ends(
    venue: Venue, origin: str, destination: str, language: str = "und"
) -> tuple[Position | FeatureId, Position | FeatureId]:
    """Return what somebody who typed both ends of a route means.

    A name that several places share (branches of a shop) means the one nearest to the other end, straight over the
    plan; when both ends are such names, it is refused.

    Raises
    ------
    NotFoundError, ConflictError, BadInputError
        As `resolve_end`.
    """
    try:
        start = resolve_end(venue, origin, language)
    except ConflictError:
        end = resolve_end(venue, destination, language)
        return resolve_end(venue, origin, language, near=_position_of(venue, end)), end
    return start, resolve_end(venue, destination, language, near=_position_of(venue, start))


def _position_of(venue: Venue, end: Position | FeatureId) -> Position:
    return end if isinstance(end, Position) else get_place(venue, end).position


def find_level(venue: Venue, text: str) -> Level | None:
    """Return the level with that id, else that short name, else that ordinal; None if there is none or several."""
    wanted = text.strip()
    if LevelId(wanted) in venue.level_by_id:
        return venue.level_by_id[LevelId(wanted)]
    called = [level for level in venue.levels if wanted.casefold() in _casefolded(level.short_labels)]
    if not called and re.fullmatch(r"[+-]?\d{1,4}", wanted):
        called = [level for level in venue.levels if level.ordinal == int(wanted)]
    return called[0] if len(called) == 1 else None


def _position(venue: Venue, x: str, y: str, level_text: str) -> Position:
    level = find_level(venue, level_text)
    if level is None:
        known = ", ".join(sorted(level.id for level in venue.levels))
        raise NotFoundError(
            f"Venue {venue.id!r} has no single level {level_text.strip()[:40]!r}.", remedy=f"Its levels are {known}."
        )
    return Position(x_m=_metres(x), y_m=_metres(y), level_id=level.id)


def _metres(text: str) -> float:
    try:
        metres = float(text)
    except ValueError:
        metres = math.nan
    if not math.isfinite(metres):
        raise BadInputError(
            f"{text.strip()[:40]!r} is not a coordinate.", remedy="Give metres as x,y@level, for example 12.5,3@F1."
        )
    return metres


def _named(venue: Venue, wanted: str, language: str, near: Position | None) -> FeatureId:
    """Return the place of that name, groups before their points, else the best that search finds."""
    folded = wanted.casefold()
    exact = [place for place in places(venue) if folded in _casefolded(place.labels)]
    exact = [place for place in exact if place.kind == "service_group"] or exact
    if len(exact) == 1:
        return exact[0].id
    if exact and near is None:
        raise _ambiguous(venue, wanted, exact, language)
    # Imported here: search ranks places, so it imports this module.
    from maps.search import SearchIndex

    hits = SearchIndex(venue).search(wanted, language=language, near=near, limit=1)
    if not hits:
        raise NotFoundError(
            f"Venue {venue.id!r} has no place called {wanted[:80]!r}.", remedy="Search for part of its name."
        )
    return hits[0].place.id


def _ambiguous(venue: Venue, wanted: str, found: list[PlaceInfo], language: str) -> ConflictError:
    shown = "; ".join(_described(venue, place, language) for place in found[:_NAMES_SHOWN])
    more = f" and {len(found) - _NAMES_SHOWN} more" if len(found) > _NAMES_SHOWN else ""
    return ConflictError(
        f"{len(found)} places are called {wanted[:80]!r}: {shown}{more}.", remedy="Give the id of the one you mean."
    )


def _described(venue: Venue, place: PlaceInfo, language: str) -> str:
    level = label(venue.get_level(place.level_id).short_labels, language, place.level_id)
    return f"{place.id} ({place.kind} on {level})"


def _casefolded(labels: Mapping[str, str]) -> set[str]:
    return {text.strip().casefold() for text in labels.values()}


def _unit_place(unit: Unit) -> PlaceInfo:
    return PlaceInfo(
        id=unit.id,
        kind="unit",
        labels=unit.labels,
        level_id=unit.level_id,
        point=_xy(unit.display_point or unit.area.representative_point()),
        unit_id=unit.id,
        category=unit.category,
        function=unit.function,
        aliases=unit.aliases,
    )


def _places_in_units(venue: Venue) -> Iterator[PlaceInfo]:
    yield from _service_places(venue)
    for amenity in venue.amenities:
        yield PlaceInfo(
            id=amenity.id,
            kind="amenity",
            labels=amenity.labels,
            level_id=amenity.level_id,
            point=_xy(amenity.point),
            unit_id=amenity.unit_id,
            category=amenity.category,
        )
    yield from map(_portal_place, venue.portals)
    yield from _parking_places(venue)
    for qr in venue.qr_points:
        yield PlaceInfo(id=qr.id, kind="qr_point", labels=qr.labels, level_id=qr.level_id, point=_xy(qr.point))


def _service_places(venue: Venue) -> Iterator[PlaceInfo]:
    groups = {group.id: group for group in venue.service_groups}
    points = []
    for service in venue.service_points:
        group = groups[service.group_id]
        place = PlaceInfo(
            id=service.id,
            kind="service_point",
            labels=service.labels,
            level_id=service.level_id,
            point=_xy(service.point),
            unit_id=service.unit_id,
            category=group.kind,
            function=group.kind,
        )
        points.append((group.id, place))
    for group in venue.service_groups:
        first = _first(place for group_id, place in points if group_id == group.id)
        if first is not None:
            yield replace(first, id=group.id, kind="service_group", labels=group.labels, aliases=group.aliases)
    yield from (place for _, place in points)


def _parking_places(venue: Venue) -> Iterator[PlaceInfo]:
    bays = []
    for bay in venue.parking_bays:
        place = PlaceInfo(
            id=bay.id,
            kind="parking_bay",
            labels={"und": bay.label} if bay.label else {},
            level_id=bay.level_id,
            point=_xy(bay.area.representative_point()),
        )
        bays.append((bay.lot_id, place))
    for lot in venue.parking_lots:
        first = _first(place for lot_id, place in bays if lot_id == lot.id)
        if first is not None:
            yield replace(first, id=lot.id, kind="parking_lot", labels=lot.labels)
    yield from (place for _, place in bays)


def _portal_place(portal: Portal) -> PlaceInfo:
    stop = portal.stops[0]
    return PlaceInfo(
        id=portal.id,
        kind="portal",
        labels=portal.labels,
        level_id=stop.level_id,
        point=_xy(stop.point),
        unit_id=stop.unit_id,
        category=portal.kind.value,
    )


def _first(members: Iterable[PlaceInfo]) -> PlaceInfo | None:
    return next(iter(members), None)


def _xy(point: BaseGeometry) -> tuple[float, float]:
    middle = point if isinstance(point, Point) else point.centroid
    return float(middle.x), float(middle.y)
