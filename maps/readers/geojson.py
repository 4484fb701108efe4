"""Plain GeoJSON: one FeatureCollection (or several) whose features say what they are. See ``docs/geojson.md``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import UnreadableFileError
from maps.feature_types import FEATURE_TYPES
from maps.frame import LocalFrame
from maps.ids import VenueId
from maps.paths import PATH_CATEGORY
from maps.readers.archive import list_names, open_sources
from maps.readers.json_text import RawFeature, parse_features, parse_json
from maps.readers.levels import complete_levels
from maps.readers.lonlat import frame_of, local_geometry, local_point
from maps.values import kept

MEMBER = "beeline"
"""The member of the collection that says what belongs to the venue as a whole."""
SPACES: Mapping[str, str] = {"corridor": "walkway", "room": "room", "area": "walkway"}
"""Feature types that other tools write for a unit, and the category they mean."""

_SUFFIXES = (".geojson", ".json")
_AREAS = {"Polygon", "MultiPolygon"}
_LINES = {"LineString", "MultiLineString"}
_ID_NAMES = ("level_id", "building_id", "unit_id", "group_id", "lot_id", "one_way_to")


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether there is a GeoJSON file by its name; the reader says what it lacks."""
    return any(name.lower().endswith(_SUFFIXES) for name in list_names(paths))


def read(paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
    """Return the draft of plain GeoJSON.

    Without level features there is one level for each `level_id` that units name, outlined by them.

    Raises
    ------
    UnreadableFileError, TooLargeError
        If a file is broken or too large, or no feature says what it is.
    BadInputError
        If coordinates are not WGS84 degrees, or nothing has a geometry.
    """
    raws: list[RawFeature] = []
    stated: dict[str, Any] = {}
    for source in open_sources(paths, _SUFFIXES):
        document = parse_json(source)
        raws += parse_features(source, document)
        member = document.get(MEMBER)
        stated |= member if isinstance(member, dict) else {}
    if not any(raw.feature_type for raw in raws):
        raise UnreadableFileError(
            "No feature of the GeoJSON has a feature_type.",
            remedy="Say what each feature is, as in docs/geojson.md; for indoor OSM data give the OSM file.",
        )
    frame = frame_of(raws, stated.get("frame_origin"))
    unread: list[Unread] = []
    features = [feature for raw in raws if (feature := _feature(frame, raw, unread)) is not None]
    complete, without_level = complete_levels(features)
    return VenueDraft(
        id=venue_id,
        frame=frame,
        features=complete,
        unread=(*unread, *without_level),
        labels=_labels(stated.get("labels")) or {},
        purpose=str(stated.get("purpose", "navigation")),
        attribution=str(stated.get("attribution", "")),
    )


def _feature(frame: LocalFrame, raw: RawFeature, unread: list[Unread]) -> DraftFeature | None:
    named = raw.feature_type or ""
    feature_type = "unit" if named in SPACES else named
    kind = FEATURE_TYPES.get(feature_type)
    geometry = raw.geometry
    reason = ""
    if kind is None:
        reason = f"feature_type {named!r} is not known"
    elif feature_type == "unit" and geometry is not None and not _may_be_drawn(raw, geometry):
        reason = f"a unit is an area or, of the category walkway, a line; this is a {geometry.geom_type}"
    if reason or kind is None:
        unread.append(Unread(source=raw.source, reason=reason, raw=raw.properties))
        return None
    properties, aside = kept(feature_type, _local_properties(frame, raw, named))
    faults = [*((raw.fault,) if raw.fault else ()), *aside]
    if faults:
        reason = f"what cannot be used: {', '.join(faults)}"
        unread.append(Unread(source=raw.source, reason=reason, raw=raw.properties))
    return DraftFeature(
        id=raw.id or raw.source,
        feature_type=feature_type,
        geometry=local_geometry(frame, geometry) if kind.geometry_field else None,
        properties=properties,
        source=raw.source,
    )


def _may_be_drawn(raw: RawFeature, geometry: BaseGeometry) -> bool:
    """Return whether a unit may have a shape: a line is a path only where it says so, since it goes through walls."""
    is_path = geometry.geom_type in _LINES and raw.properties.get("category") == PATH_CATEGORY
    return is_path or geometry.geom_type in _AREAS


def _local_properties(frame: LocalFrame, raw: RawFeature, named: str) -> dict[str, Any]:
    """Return the properties under our names: points in metres, ids as texts, `name` as labels."""
    properties = dict(raw.properties)
    labels = _labels(properties.get("labels", properties.get("name")))
    if labels:
        properties["labels"] = labels
    if raw.feature_type in SPACES or named == "unit":
        properties.setdefault("category", SPACES.get(named, "unspecified"))
    for name in _ID_NAMES:
        if isinstance(properties.get(name), int | float) and not isinstance(properties[name], bool):
            properties[name] = f"{properties[name]:g}"
    if "display_point" in properties:
        properties["display_point"] = local_point(frame, properties["display_point"])
    stops = properties.get("stops")
    if isinstance(stops, list):
        properties["stops"] = [_stop(frame, stop) for stop in stops if isinstance(stop, dict)]
    return properties


def _stop(frame: LocalFrame, stop: Mapping[str, Any]) -> dict[str, Any]:
    ids = {name: str(stop[name]) for name in ("level_id", "unit_id") if stop.get(name) is not None}
    return {**ids, "point": local_point(frame, stop.get("point"))}


def _labels(value: Any) -> Any:
    return {"und": value} if isinstance(value, str) and value else value
