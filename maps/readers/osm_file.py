"""OpenStreetMap files (XML, PBF, GeoJSON) as tagged geometries in longitude and latitude."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium
import shapely
from lxml import etree
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps.errors import TooLargeError, UnreadableFileError

SIZE_LIMIT_BYTES = 256 * 1024 * 1024
"""Larger than any one building: an extract of a town is another kind of file."""
_DECIMALS = 7
"""OpenStreetMap stores coordinates to 1e-7 degrees; XML may carry more, PBF cannot."""

_NOT_TAGS = frozenset({"id", "timestamp", "version", "changeset", "user", "uid", "visible"})
"""What converters to GeoJSON put beside the tags."""

LonLat = tuple[float, float]
Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OsmElement:
    """One tagged node, way or area.

    Parameters
    ----------
    id : str
        ``node/1``, ``way/2`` or ``relation/3``.
    geometry : BaseGeometry
        Lon/lat [degrees]: a Point, a LineString (a closed way too: whether it is an area, its tags decide), or the
        Polygon or MultiPolygon of a multipolygon relation. Empty when members are missing from the file.
    """

    id: str
    tags: Tags
    geometry: BaseGeometry


@dataclass(slots=True, kw_only=True)
class _Raw:
    """The file's own model, before geometry."""

    nodes: dict[int, LonLat] = field(default_factory=dict)
    node_tags: dict[int, Tags] = field(default_factory=dict)
    ways: dict[int, tuple[Tags, list[int]]] = field(default_factory=dict)
    areas: dict[int, tuple[Tags, list[tuple[int, str]]]] = field(default_factory=dict)


def read_elements(path: Path) -> tuple[OsmElement, ...]:
    """Return the tagged elements of a file in the order of their kind and number.

    Parameters
    ----------
    path : Path
        ``.osm``, ``.xml``, ``.pbf`` or ``.geojson`` whose properties are OSM tags.

    Raises
    ------
    UnreadableFileError
        If the file is broken, or holds what a map never needs (a document type, entities).
    TooLargeError
        If it is larger than 256 MiB.
    """
    if path.stat().st_size > SIZE_LIMIT_BYTES:
        raise TooLargeError(f"{path.name} is larger than {SIZE_LIMIT_BYTES >> 20} MiB.", remedy="Cut out the building.")
    if path.suffix == ".pbf":
        return tuple(_elements(_read_pbf(path)))
    if path.suffix in {".geojson", ".json"}:
        return tuple(_read_geojson(path))
    return tuple(_elements(_read_xml(path)))


def _read_xml(path: Path) -> _Raw:
    raw = _Raw()
    try:
        with path.open("rb") as stream:
            parser = etree.iterparse(
                stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )
            for _, element in parser:
                if element.getroottree().docinfo.doctype:
                    raise _broken(path, "it has a document type, which no map needs")
                if element.tag in {"node", "way", "relation"}:
                    _take_xml(element, raw)
                    element.clear()
    except (etree.XMLSyntaxError, ValueError, KeyError) as error:
        raise _broken(path, str(error)) from error
    return raw


def _take_xml(element: Any, raw: _Raw) -> None:
    if element.get("action") == "delete" or element.get("visible") == "false":
        return
    number = int(element.attrib["id"])
    tags = {tag.attrib["k"]: tag.attrib["v"] for tag in element.iterfind("tag")}
    if element.tag == "node":
        lon_deg, lat_deg = float(element.attrib["lon"]), float(element.attrib["lat"])
        if abs(lon_deg) <= 180 and abs(lat_deg) <= 90:
            raw.nodes[number] = round(lon_deg, _DECIMALS), round(lat_deg, _DECIMALS)
        if tags:
            raw.node_tags[number] = tags
    elif element.tag == "way":
        raw.ways[number] = tags, [int(node.attrib["ref"]) for node in element.iterfind("nd")]
    elif tags.get("type") == "multipolygon":
        members = [m for m in element.iterfind("member") if m.get("type") == "way"]
        raw.areas[number] = tags, [(int(m.attrib["ref"]), m.get("role", "")) for m in members]


def _read_pbf(path: Path) -> _Raw:
    raw = _Raw()
    try:
        for thing in osmium.FileProcessor(str(path)):
            tags = {tag.k: tag.v for tag in thing.tags}
            if isinstance(thing, osmium.osm.Node):
                if thing.location.valid():
                    raw.nodes[thing.id] = thing.location.lon, thing.location.lat
                if tags:
                    raw.node_tags[thing.id] = tags
            elif isinstance(thing, osmium.osm.Way):
                raw.ways[thing.id] = tags, [node.ref for node in thing.nodes]
            elif isinstance(thing, osmium.osm.Relation) and tags.get("type") == "multipolygon":
                raw.areas[thing.id] = tags, [(m.ref, m.role) for m in thing.members if m.type == "w"]
    except (RuntimeError, OSError, UnicodeDecodeError) as error:
        raise _broken(path, str(error)) from error
    return raw


def _read_geojson(path: Path) -> Iterator[OsmElement]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        for index, feature in enumerate(features):
            properties = feature.get("properties") or {}
            tags = {
                str(key): str(value)
                for key, value in properties.items()
                if value is not None and not key.startswith("@") and key not in _NOT_TAGS
            }
            identity = str(properties.get("@id") or feature.get("id") or f"feature/{index}")
            shape = shapely.from_geojson(json.dumps(feature["geometry"])) if feature.get("geometry") else Polygon()
            yield OsmElement(id=identity, tags=tags, geometry=shapely.force_2d(shape))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, shapely.errors.ShapelyError) as error:
        raise _broken(path, str(error)) from error


def _elements(raw: _Raw) -> Iterator[OsmElement]:
    for number in sorted(raw.node_tags):
        place = raw.nodes.get(number)
        yield OsmElement(id=f"node/{number}", tags=raw.node_tags[number], geometry=Point(place) if place else Point())
    for number in sorted(raw.ways):
        tags, refs = raw.ways[number]
        if tags:
            yield OsmElement(id=f"way/{number}", tags=tags, geometry=_line(refs, raw.nodes))
    for number in sorted(raw.areas):
        tags, members = raw.areas[number]
        yield OsmElement(id=f"relation/{number}", tags=tags, geometry=_area(members, raw))


def _line(refs: Iterable[int], nodes: Mapping[int, LonLat]) -> LineString:
    places = [nodes[ref] for ref in refs if ref in nodes]
    return LineString(places) if len(places) > 1 else LineString()


def _area(members: list[tuple[int, str]], raw: _Raw) -> BaseGeometry:
    """Join the outer ways into rings, in whatever pieces they come, and cut out the inner ones."""
    rings: dict[str, list[LineString]] = {"outer": [], "inner": []}
    for ref, role in members:
        if ref in raw.ways:
            rings["inner" if role == "inner" else "outer"].append(_line(raw.ways[ref][1], raw.nodes))
    outer, inner = (shapely.union_all(shapely.get_parts(shapely.polygonize(rings[role]))) for role in rings)
    area: BaseGeometry = shapely.difference(outer, inner)
    return area


def _broken(path: Path, why: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path.name} cannot be read as OpenStreetMap data: {why[:200]}.",
        remedy="Export it again, from JOSM for example.",
    )
