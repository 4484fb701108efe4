"""Venue → IndoorGML (OGC 19-011): cells with their floors and heights, boundaries for doors, and the dual graph.

The elements are those that 1.0.3 and 1.1 have in common, in the namespaces all tools know. Own ids, storeys and
categories stand in descriptions as ``key="value":``, as the common editors write them; ``docs/formats.md`` lists what
the format has no words for.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree
from shapely.geometry import LineString, Point, Polygon

from maps.ids import FeatureId, LevelId
from maps.labels import Labels
from maps.shapes import Area
from maps.spatial import as_multipolygon
from maps.venue import Opening, Portal, Unit, Venue
from maps.writers.files import write_file
from maps.writers.xml_text import xml_text

STOREY_M = 3.0
"""Height of a cell on the highest level [m]; on others it reaches the next."""
DOOR_M = 2.0
"""Height of the boundary that stands for a door [m]."""

_CORE = "http://www.opengis.net/indoorgml/1.0/core"
_NAVI = "http://www.opengis.net/indoorgml/1.0/navigation"
_GML = "http://www.opengis.net/gml/3.2"
_XLINK = "http://www.w3.org/1999/xlink"
_PREFIXES = {"core": _CORE, "navi": _NAVI, "gml": _GML, "xlink": _XLINK}
_WAYS = frozenset({"walkway", "lobby", "elevator", "stairs", "escalator", "ramp", "movingwalkway"})

Element = Any
"""An lxml element: lxml has no types."""


def write(venue: Venue, path: Path) -> None:
    """Write the venue as one document.

    Raises
    ------
    BadInputError
        If the path cannot be written.
    """
    write_file(path, _Document(venue).xml())


class _Document:
    """One venue's cells, boundaries, states and transitions."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue
        self._cells = {unit.id: f"C{number}" for number, unit in enumerate(venue.units, start=1)}
        self._doors = {opening.id: f"B{number}" for number, opening in enumerate(venue.openings, start=1)}
        self._top_m = _tops(venue)

    def xml(self) -> bytes:
        """Return the whole document."""
        frame = self._venue.frame
        root = etree.Element(_name("core:IndoorFeatures"), nsmap=_PREFIXES)
        root.set(_name("gml:id"), "IFs")
        _describe(root, {"origin": f"{frame.origin_lon_deg!r} {frame.origin_lat_deg!r}"}, self._venue.labels)
        space = _add(_add(root, "core:primalSpaceFeatures"), "core:PrimalSpaceFeatures", "PS")
        for unit in self._venue.units:
            self._cell(_add(space, "core:cellSpaceMember"), unit)
        for opening in self._venue.openings:
            self._boundary(_add(space, "core:cellSpaceBoundaryMember"), opening)
        graph = _add(_add(root, "core:multiLayeredGraph"), "core:MultiLayeredGraph", "MG")
        layer = _add(_add(_add(graph, "core:spaceLayers", "SLs"), "core:spaceLayerMember"), "core:SpaceLayer", "SL")
        self._graph(layer)
        written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return written

    def _cell(self, member: Element, unit: Unit) -> None:
        kind = "navi:TransitionSpace" if unit.category in _WAYS else "navi:GeneralSpace"
        number = self._cells[unit.id]
        cell = _add(member, kind if unit.walkable else "core:CellSpace", number)
        level = self._venue.get_level(unit.level_id)
        says = {"storey": level.id, "ordinal": str(level.ordinal), "id": unit.id, "category": unit.category}
        says |= {"department": unit.function} if unit.function else {}
        _describe(cell, says if unit.walkable else {**says, "walkable": "no"}, unit.labels)
        geometry = _add(_add(cell, "core:cellSpaceGeometry"), "core:Geometry3D")
        _solid(_add(geometry, "gml:Solid", f"{number}-solid"), unit.area, level.elevation_m, self._top_m[level.id])
        _link(cell, "core:duality", _state(number))
        for opening in self._venue.openings_by_unit.get(unit.id, ()):
            _link(cell, "core:partialboundedBy", self._doors[opening.id])
        if unit.walkable:
            for name in ("navi:class", "navi:function", "navi:usage"):
                _add(cell, name).text = xml_text(unit.category)

    def _boundary(self, member: Element, opening: Opening) -> None:
        number = self._doors[opening.id]
        kind = "navi:AnchorBoundary" if len(opening.unit_ids) == 1 else "navi:ConnectionBoundary"
        boundary = _add(member, kind, number)
        says = {"id": opening.id, "door": "yes" if opening.has_door else "no"}
        _describe(boundary, says, opening.labels)
        if len(opening.unit_ids) == 2:
            _link(boundary, "core:duality", f"T-{number}")
        shape = _add(_add(boundary, "core:cellSpaceBoundaryGeometry"), "core:geometry3D")
        surface = _add(shape, "gml:CompositeSurface", f"{number}-surface")
        floor_m = self._venue.get_level(opening.level_id).elevation_m
        for start, end in pairwise(opening.line.coords):
            _face(_add(surface, "gml:surfaceMember"), _upright(start, end, floor_m, floor_m + DOOR_M))

    def _graph(self, layer: Element) -> None:
        nodes, edges = _add(layer, "core:nodes", "N"), _add(layer, "core:edges", "E")
        touching: dict[str, list[str]] = {}
        for opening in self._venue.openings:
            if len(opening.unit_ids) == 2:
                self._passage(edges, opening, touching)
        for number, portal in enumerate(self._venue.portals, start=1):
            self._ride(edges, portal, f"P{number}", touching)
        for unit in self._venue.units:
            state = _add(_add(nodes, "core:stateMember"), "core:State", _state(self._cells[unit.id]))
            _link(state, "core:duality", self._cells[unit.id])
            for edge in touching.get(unit.id, ()):
                _link(state, "core:connects", edge)
            point = _add(_add(state, "core:geometry"), "gml:Point", f"{self._cells[unit.id]}-point")
            _places(point, [self._state_point(unit.id)])

    def _passage(self, edges: Element, opening: Opening, touching: dict[str, list[str]]) -> None:
        ends = [self._state_point(unit_id) for unit_id in opening.unit_ids]
        middle = opening.line.interpolate(0.5, normalized=True)
        path = [ends[0], (middle.x, middle.y, ends[0][2]), ends[1]]
        number = self._doors[opening.id]
        self._edge(edges, f"T-{number}", opening.unit_ids, path, {}, touching, dual=number)

    def _ride(self, edges: Element, portal: Portal, number: str, touching: dict[str, list[str]]) -> None:
        for step, (start, end) in enumerate(pairwise(portal.stops), start=1):
            levels = [self._venue.get_level(stop.level_id) for stop in (start, end)]
            path = [
                (stop.point.x, stop.point.y, level.elevation_m)
                for stop, level in zip((start, end), levels, strict=True)
            ]
            says = {"portal": portal.id, "kind": portal.kind.value}
            self._edge(edges, f"T-{number}-{step}", (start.unit_id, end.unit_id), path, says, touching)

    def _edge(
        self,
        edges: Element,
        number: str,
        unit_ids: Iterable[FeatureId],
        path: list[tuple[float, float, float]],
        says: Mapping[str, str],
        touching: dict[str, list[str]],
        dual: str = "",
    ) -> None:
        edge = _add(_add(edges, "core:transitionMember"), "core:Transition", number)
        _describe(edge, says, {})
        length_m = LineString([point[:2] for point in path]).length
        _add(edge, "core:weight").text = f"{length_m:.3f}"
        for unit_id in unit_ids:
            _link(edge, "core:connects", _state(self._cells[unit_id]))
            touching.setdefault(unit_id, []).append(number)
        if dual:
            _link(edge, "core:duality", dual)
        _places(_add(_add(edge, "core:geometry"), "gml:LineString", f"{number}-line"), path)

    def _state_point(self, unit_id: FeatureId) -> tuple[float, float, float]:
        unit = self._venue.get_unit(unit_id)
        point: Point = unit.display_point or unit.area.representative_point()
        return point.x, point.y, self._venue.get_level(unit.level_id).elevation_m


def _tops(venue: Venue) -> dict[LevelId, float]:
    """Return the height that cells of each level reach: the next higher floor."""
    floors = sorted({level.elevation_m for level in venue.levels})
    above = dict(pairwise(floors))
    return {level.id: above.get(level.elevation_m, level.elevation_m + STOREY_M) for level in venue.levels}


def _name(prefixed: str) -> str:
    prefix, name = prefixed.split(":")
    return f"{{{_PREFIXES[prefix]}}}{name}"


def _add(parent: Element, name: str, identity: str = "") -> Element:
    element = etree.SubElement(parent, _name(name))
    if identity:
        element.set(_name("gml:id"), identity)
    return element


def _link(parent: Element, name: str, target: str) -> None:
    _add(parent, name).set(_name("xlink:href"), f"#{target}")


def _state(cell: str) -> str:
    return f"S-{cell}"


def _describe(element: Element, says: Mapping[str, str], labels: Labels) -> None:
    """Add what stands before all else: a description, and a name for each language."""
    if says:
        _add(element, "gml:description").text = "".join(f'{key}="{quote(says[key], safe=" .+")}":' for key in says)
    for language, text in labels.items():
        name = _add(element, "gml:name")
        name.text = xml_text(text)
        if language != "und":
            name.set("codeSpace", language)


def _solid(solid: Element, area: Area, low_m: float, high_m: float) -> None:
    """Add an upright solid: floor and ceiling with their holes, and a wall on each edge."""
    shell = _add(_add(solid, "gml:exterior"), "gml:Shell")
    for part in as_multipolygon(area).geoms:
        for height_m in (low_m, high_m):
            _polygon(_add(shell, "gml:surfaceMember"), part, height_m)
        for ring in (part.exterior, *part.interiors):
            for start, end in pairwise(ring.coords):
                _face(_add(shell, "gml:surfaceMember"), _upright(start, end, low_m, high_m))


def _polygon(member: Element, part: Polygon, height_m: float) -> None:
    polygon = _add(member, "gml:Polygon")
    for name, rings in (("gml:exterior", [part.exterior]), ("gml:interior", part.interiors)):
        for ring in rings:
            _places(
                _add(_add(polygon, name), "gml:LinearRing"), [(point[0], point[1], height_m) for point in ring.coords]
            )


def _face(member: Element, corners: list[tuple[float, float, float]]) -> None:
    _places(_add(_add(_add(member, "gml:Polygon"), "gml:exterior"), "gml:LinearRing"), [*corners, corners[0]])


def _upright(
    start: tuple[float, ...], end: tuple[float, ...], low_m: float, high_m: float
) -> list[tuple[float, float, float]]:
    ends = [(*start[:2], low_m), (*end[:2], low_m), (*end[:2], high_m), (*start[:2], high_m)]
    return [(x, y, z) for x, y, z in ends]


def _places(parent: Element, places: Iterable[tuple[float, float, float]]) -> None:
    for place in places:
        _add(parent, "gml:pos").text = " ".join(f"{number:.3f}" for number in place)
