"""OpenStreetMap Simple Indoor Tagging (XML, PBF or GeoJSON with OSM tags) as a venue draft.

Half levels: a room on level ``0.5`` gets a level of its own, named ``0.5``, with the ordinal of the storey below
(0) and a height between; ordinals stay whole and nothing that was drawn is moved. A half level that only marks the
landings of a flight makes no level: the flight joins the storeys it connects.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import UnreadableFileError
from maps.frame import LocalFrame
from maps.ids import VenueId
from maps.imdf_profile import OWN
from maps.readers import osm_features as make
from maps.readers import osm_flights, osm_tags
from maps.readers.osm_features import Harvest, Item
from maps.readers.osm_file import OsmElement, read_elements
from maps.readers.osm_levels import level_name, level_ordinal

STOREY_M = 3.5
"""Height of a storey where nothing says [m]."""
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"

_WALL_GAP_M = 0.5
"""Rooms this near belong to one floor: the gap is a wall [m]."""
_HEAD_BYTES = 4 << 20
_INDOOR_GEOJSON = re.compile(rb'"indoor"\s*:\s*"(room|corridor|area|yes)"')
_METRES = re.compile(r"-?\d{1,4}(\.\d{1,6})?")
_QUIET_KEYS = frozenset({"level", "repeat_on", "layer", "source", "note", "point:highest", "point:lowest"})


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether the paths are one or more OpenStreetMap files."""
    return bool(paths) and all(path.is_file() and _is_osm(path) for path in paths)


def read(paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
    """Return the indoor part of OpenStreetMap files as a draft.

    Parameters
    ----------
    paths : sequence of Path
        One building, perhaps in several files; an element in two files is taken once.
    venue_id : VenueId
        The id of the new venue.

    Raises
    ------
    UnreadableFileError
        If a file is broken or holds no indoor space at all.
    """
    named = {element.id: (element, path.name) for path in paths for element in read_elements(path)}
    frame = LocalFrame(**_origin([element for element, _ in named.values()], paths))
    harvest = Harvest()
    items: list[Item] = []
    for element, file_name in named.values():
        item = make.item_of(element, frame, file_name)
        if isinstance(item, Item):
            items.append(item)
        else:
            harvest.unread.append(item)
    left = _take_units(items, harvest)
    units = tuple(harvest.features)
    left = _take_flights(left, units, harvest)
    left = _take_ground(left, units, harvest)
    _take_the_rest(left, units, harvest)
    buildings = _buildings(items, units)
    levels = _levels(items, [f for f in harvest.features if f.feature_type == "unit"], buildings)
    _leave_roomless_levels(harvest, {level.id for level in levels})
    return VenueDraft(
        id=venue_id,
        frame=frame,
        features=tuple(_with_own_levels((*buildings, *levels, *harvest.features), items)),
        unread=tuple(harvest.unread),
        labels=buildings[0].properties["labels"] if len(buildings) == 1 else {},
        attribution=ATTRIBUTION,
    )


def _is_osm(path: Path) -> bool:
    if path.suffix == ".pbf":
        return True
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if path.suffix in {".geojson", ".json"}:
        return bool(_INDOOR_GEOJSON.search(head)) and b'"feature_type"' not in head
    return b"<osm" in head


def _origin(elements: Sequence[OsmElement], paths: Sequence[Path]) -> dict[str, float]:
    """Return the middle of what is indoors, rounded to the precision of the source."""
    spaces = [e.geometry for e in elements if osm_tags.is_area(e) and osm_tags.unit_category(e.tags) is not None]
    if not spaces:
        raise UnreadableFileError(
            f"{', '.join(path.name for path in paths)} holds no indoor space.",
            remedy="Tag rooms with indoor=room, corridors with indoor=corridor, and their level.",
        )
    west, south, east, north = map(float, shapely.total_bounds(spaces))
    return {"origin_lon_deg": round((west + east) / 2, 7), "origin_lat_deg": round((south + north) / 2, 7)}


def _take_units(items: Iterable[Item], harvest: Harvest) -> list[Item]:
    left = []
    for item in items:
        category = osm_tags.unit_category(item.tags) if osm_tags.is_area(item.element) else None
        if category is None:
            left.append(item)
        elif not item.levels:
            harvest.unread.append(item.unread("It says no level, so it is not known where it is."))
        else:
            harvest.features.extend(make.units_of(item, category))
    return left


def _take_flights(items: Iterable[Item], units: tuple[DraftFeature, ...], harvest: Harvest) -> list[Item]:
    left: list[Item] = []
    flights: list[osm_flights.Flight] = []
    for item in items:
        kind = osm_tags.way_portal_kind(item.tags)
        if item.tags.get("highway") == "elevator" and len(item.levels) > 1:
            harvest.features.append(osm_flights.portal_of_lift(item))
        elif kind and len(item.levels) > 1 and "level" in item.tags:
            flights.extend(osm_flights.flights_of(item, kind, units))
        else:
            left.append(item)
    levels = frozenset(float(unit.properties["level_id"]) for unit in units)
    harvest.features.extend(osm_flights.portal_of_flight(flight) for flight in osm_flights.joined(flights, levels))
    return left


def _take_ground(items: Iterable[Item], units: tuple[DraftFeature, ...], harvest: Harvest) -> list[Item]:
    left = []
    for item in items:
        if osm_tags.is_ground(item.tags) and osm_tags.is_area(item.element):
            harvest.features.extend(make.ground_of(item, units))
        else:
            left.append(item)
    return left


def _take_the_rest(items: Iterable[Item], units: tuple[DraftFeature, ...], harvest: Harvest) -> None:
    edges = make.edges_of(units)
    for item in items:
        tags, is_point = item.tags, item.geometry.geom_type == "Point"
        category = osm_tags.amenity_category(tags)
        if item.geometry.is_empty:
            harvest.unread.append(item.unread("Its points are missing from the file."))
        elif is_point and osm_tags.is_door(tags):
            _take_door(item, units, harvest)
        elif tags.get("indoor") == "wall" and not is_point and item.levels:
            harvest.features.extend(make.walls_of(item, edges))
        elif osm_tags.is_path(item.element) and item.levels:
            harvest.features.extend(make.paths_of(item))
        elif tags.get("tourism") == "artwork" and osm_tags.is_area(item.element) and item.levels:
            harvest.features.extend(make.fixtures_of(item, "art"))
        elif category and item.levels and (is_point or osm_tags.is_area(item.element)):
            harvest.features.extend(make.amenities_of(item, category))
        elif _speaks_of_indoors(tags):
            harvest.unread.append(item.unread("Nothing here knows what to make of its tags."))


def _take_door(item: Item, units: tuple[DraftFeature, ...], harvest: Harvest) -> None:
    if item.levels:
        harvest.features.extend(make.doors_of(item, item.levels))
        return
    levels = make.door_levels(item, units)
    harvest.features.extend(make.doubted(make.doors_of(item, levels)))
    if not levels:
        harvest.unread.append(item.unread("It is a door without a level that lies on no wall."))


def _with_own_levels(features: Iterable[DraftFeature], items: Iterable[Item]) -> Iterator[DraftFeature]:
    """Give levels back the ids they had here, where their outlines say so."""
    outlines = (item for item in items if item.tags.get("indoor") == "level" and f"{OWN}id" in item.tags)
    own = {level_name(level): item.tags[f"{OWN}id"] for item in outlines for level in item.levels}
    for feature in features:
        properties = dict(feature.properties)
        if properties.get("level_id") in own:
            properties["level_id"] = own[properties["level_id"]]
        if "stops" in properties:
            stops = properties["stops"]
            properties["stops"] = [{**stop, "level_id": own.get(stop["level_id"], stop["level_id"])} for stop in stops]
        identity = own.get(feature.id, feature.id) if feature.feature_type == "level" else feature.id
        yield replace(feature, id=identity, properties=properties)


def _leave_roomless_levels(harvest: Harvest, levels: set[str]) -> None:
    """Keep as unread what is on a level where nobody drew a room."""
    for feature in harvest.features:
        level_id = feature.properties.get("level_id")
        if level_id is not None and level_id not in levels:
            reason = f"It is on level {level_id!r}, where no room is drawn."
            harvest.unread.append(Unread(source=feature.source, reason=reason, raw=dict(feature.properties)))
    harvest.features = [f for f in harvest.features if f.properties.get("level_id") in {None, *levels}]


def _speaks_of_indoors(tags: dict[str, str]) -> bool:
    if "building" in tags or tags.get("indoor") == "level":  # they outline what has been read already
        return False
    return bool({"indoor", "level"} & set(tags)) and bool(set(tags) - _QUIET_KEYS)


def _find_metres(text: str, default_m: float) -> float:
    return float(text) if _METRES.fullmatch(text) else default_m


def _buildings(items: Iterable[Item], units: Sequence[DraftFeature]) -> tuple[DraftFeature, ...]:
    """Return the buildings that hold rooms."""
    inner = shapely.STRtree([unit.geometry.centroid for unit in units if unit.geometry is not None])
    found = []
    for item in items:
        if item.tags.get("building", "no") != "no" and osm_tags.is_area(item.element):
            outline = make.area_of(item)
            if outline.is_valid and len(inner.query(outline, predicate="intersects")):
                properties = {"labels": osm_tags.labels(item.tags)}
                found.append(item.feature("building", None, outline, properties))
    return tuple(found)


def _levels(
    items: Iterable[Item], units: Sequence[DraftFeature], buildings: Sequence[DraftFeature]
) -> tuple[DraftFeature, ...]:
    """Return one level for each that a room stands on, outlined by its rooms."""
    stated = {level: item for item in items if item.tags.get("indoor") == "level" for level in item.levels}
    by_level: dict[float, list[BaseGeometry]] = {}
    for unit in units:
        if unit.geometry is not None:
            by_level.setdefault(float(unit.properties["level_id"]), []).append(shapely.make_valid(unit.geometry))
    found = []
    for level, areas in sorted(by_level.items()):
        tags = stated[level].tags if level in stated else {}
        name = level_name(level)
        properties = {
            "ordinal": level_ordinal(level),
            "elevation_m": _find_metres(tags.get(f"{OWN}elevation_m", ""), level * STOREY_M),
            "labels": osm_tags.labels(tags) or {"en": f"Level {name}", "zh-Hans": f"{name}层"},
            "short_labels": {"und": tags.get("level:ref") or tags.get("ref") or name},
            "building_id": buildings[0].id if len(buildings) == 1 else None,
        }
        outline = (
            shapely.union_all(areas).buffer(_WALL_GAP_M, join_style="mitre").buffer(-_WALL_GAP_M, join_style="mitre")
        )
        found.append(
            DraftFeature(
                id=name, feature_type="level", geometry=outline, properties=properties, source="rooms", confidence=0.9
            )
        )
    return tuple(found)
