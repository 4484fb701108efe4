"""Venue → OpenStreetMap XML in Simple Indoor Tagging: https://wiki.openstreetmap.org/wiki/Simple_Indoor_Tagging.

What this format can hold comes back the same (to its 1e-7°, about a centimetre): units with names, access and category,
doors with their width, lifts and flights, points of interest, buildings, the order of levels. What it has no words for,
``docs/formats.md`` lists. Element numbers are negative: nothing of it is in the public database.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from lxml import etree
from shapely.geometry import LineString, Point

from maps.ids import FeatureId, LevelId
from maps.imdf_profile import OWN
from maps.readers.osm_levels import level_name
from maps.shapes import Area
from maps.venue import Opening, Portal, PortalKind, Venue
from maps.writers.files import write_file
from maps.writers.osm_tags import Tags, flight_tags, label_tags, lift_tags, opening_tags, unit_tags
from maps.writers.xml_text import xml_text

_DECIMALS = 7
_ON_WALL_M = 0.1
"""A door this near to a wall is a node of it [m]."""


def write(venue: Venue, path: Path) -> None:
    """Write the venue as one file.

    Raises
    ------
    BadInputError
        If the path cannot be written.
    """
    write_file(path, _Document(venue).xml())


def level_values(venue: Venue) -> dict[LevelId, float]:
    """Return the ``level`` of each level: its ordinal, with fractions where several heights share one.

    Levels of one ordinal and height are one level: they lie side by side.
    """
    values: dict[LevelId, float] = {}
    for ordinal, group in groupby(venue.levels, key=lambda level: level.ordinal):
        levels = list(group)
        heights = sorted({level.elevation_m for level in levels})
        for level in levels:
            values[level.id] = round(ordinal + heights.index(level.elevation_m) / len(heights), 3)
    return values


class _Document:
    """The elements of one venue, numbered as they come."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue
        self._levels = level_values(venue)
        self._numbers = count(1)
        self._nodes: dict[tuple[float | None, float, float], int] = {}
        self._tagged: dict[int, Tags] = {}
        self._ways: list[tuple[int, list[int], Tags]] = []
        self._areas: list[tuple[int, list[tuple[int, str]], Tags]] = []

    def xml(self) -> bytes:
        """Return the whole document."""
        self._draw()
        root = etree.Element("osm", version="0.6", generator="Beeline", upload="never")
        for (_, lon_deg, lat_deg), number in self._nodes.items():
            place = {"lon": f"{lon_deg:.7f}", "lat": f"{lat_deg:.7f}"}
            node = etree.SubElement(root, "node", id=str(-number), visible="true", **place)
            _tag(node, self._tagged.get(number, {}))
        for number, refs, tags in self._ways:
            way = etree.SubElement(root, "way", id=str(-number), visible="true")
            for ref in refs:
                etree.SubElement(way, "nd", ref=str(-ref))
            _tag(way, tags)
        for number, members, tags in self._areas:
            relation = etree.SubElement(root, "relation", id=str(-number), visible="true")
            for ref, role in members:
                etree.SubElement(relation, "member", type="way", ref=str(-ref), role=role)
            _tag(relation, {"type": "multipolygon", **tags})
        written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return written

    def _draw(self) -> None:
        venue = self._venue
        for building in venue.buildings:
            if building.outline is not None:
                tags = {"building": "yes", **label_tags(building.labels), OWN + "id": building.id}
                self._area(building.outline, None, tags)
        for level in venue.levels:
            tags = {"indoor": "level", **label_tags(level.labels)}
            tags |= {OWN + "id": level.id, OWN + "elevation_m": f"{level.elevation_m:.3f}"}
            short = next(iter(level.short_labels.values()), "")
            self._area(level.outline, self._levels[level.id], {**tags, "level:ref": short} if short else tags)
        for unit in venue.units:
            doors = [_middle(opening) for opening in venue.openings_by_unit.get(unit.id, ())]
            self._area(unit.area, self._levels[unit.level_id], {**unit_tags(unit), OWN + "id": unit.id}, doors)
        for opening in venue.openings:
            self._point(_middle(opening), [opening.level_id], opening_tags(opening), opening.id)
        for portal in venue.portals:
            self._portal(portal)
        for amenity in venue.amenities:
            tags = {"amenity": amenity.category, **label_tags(amenity.labels)}
            self._point(amenity.point, [amenity.level_id], tags, amenity.id)

    def _portal(self, portal: Portal) -> None:
        """Draw a lift as a point on all its levels, anything else as a line from each stop to the next."""
        if portal.kind is PortalKind.ELEVATOR:
            levels = [stop.level_id for stop in portal.stops]
            self._point(portal.stops[0].point, levels, lift_tags(portal), portal.id)
            return
        for number, (start, end) in enumerate(pairwise(portal.stops), start=1):
            levels_of = self._levels[start.level_id], self._levels[end.level_id]
            refs = [self._node(stop.point.x, stop.point.y, self._levels[stop.level_id]) for stop in (start, end)]
            tags = flight_tags(portal, rises=levels_of[0] <= levels_of[1])
            name = portal.id if len(portal.stops) == 2 else f"{portal.id}-{number}"
            self._ways.append((next(self._numbers), refs, {**tags, "level": _listed(levels_of), OWN + "id": name}))

    def _area(self, area: Area, level: float | None, tags: Tags, doors: Sequence[Point] = ()) -> None:
        tags = tags if level is None else {**tags, "level": level_name(level)}
        ways = [(role, self._ring(_with_doors(ring, doors), level)) for role, ring in _rings(area)]
        if len(ways) == 1:
            self._ways.append((next(self._numbers), ways[0][1], tags))
            return
        members = [(next(self._numbers), role) for role, _ in ways]
        self._ways += [(number, refs, {}) for (number, _), (_, refs) in zip(members, ways, strict=True)]
        self._areas.append((next(self._numbers), members, tags))

    def _ring(self, points: Iterable[tuple[float, ...]], level: float | None) -> list[int]:
        refs = [self._node(point[0], point[1], level) for point in points]
        return [ref for index, ref in enumerate(refs) if index == 0 or ref != refs[index - 1]]

    def _point(self, point: Point, levels: Sequence[LevelId], tags: Tags, identity: FeatureId) -> None:
        """Tag the node at a point; where a tagged one stands there already, a second one."""
        values = [self._levels[level_id] for level_id in levels]
        number = self._node(point.x, point.y, values[0])
        if number in self._tagged:
            number = next(self._numbers)
            lon_deg, lat_deg = self._place(point.x, point.y)
            self._nodes[(1e6 + number, lon_deg, lat_deg)] = number
        self._tagged[number] = {**tags, "level": _listed(values), OWN + "id": identity}

    def _node(self, x_m: float, y_m: float, level: float | None) -> int:
        """Return the number of the node at a place on a level; rooms that touch share their nodes."""
        key = (level, *self._place(x_m, y_m))
        if key not in self._nodes:
            self._nodes[key] = next(self._numbers)
        return self._nodes[key]

    def _place(self, x_m: float, y_m: float) -> tuple[float, float]:
        lon_deg, lat_deg = self._venue.frame.to_lonlat(x_m, y_m)
        return round(lon_deg, _DECIMALS), round(lat_deg, _DECIMALS)


def _tag(element: Any, tags: Tags) -> None:
    for key, value in sorted(tags.items()):
        etree.SubElement(element, "tag", k=xml_text(key), v=xml_text(value))


def _listed(values: Iterable[float]) -> str:
    return ";".join(level_name(value) for value in sorted(set(values)))


def _middle(opening: Opening) -> Point:
    return opening.line.interpolate(0.5, normalized=True)


def _rings(area: Area) -> Iterator[tuple[str, LineString]]:
    """Yield the rings of an area with their roles in a multipolygon."""
    for part in shapely.get_parts(area):
        yield "outer", part.exterior
        yield from (("inner", ring) for ring in part.interiors)


def _with_doors(ring: LineString, doors: Sequence[Point]) -> list[tuple[float, ...]]:
    """Return the corners of a ring with a node for each door on it, in order."""
    on_wall = [door for door in doors if door.dwithin(ring, _ON_WALL_M)]
    corners = [Point(corner) for corner in ring.coords]
    along_m = [0.0, *np.cumsum([one.distance(other) for one, other in pairwise(corners)]).tolist()]
    places = [(at_m, corner.coords[0]) for at_m, corner in zip(along_m, corners, strict=True)]
    places += [(ring.project(door), door.coords[0]) for door in on_wall]
    return [place for _, place in sorted(places, key=lambda pair: pair[0])]
