"""Venue → plain GeoJSON: the whole venue as one file, or one level for drawing. See ``docs/geojson.md``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geojson
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from maps.disassemble import disassemble, disassemble_feature
from maps.draft import DraftFeature
from maps.feature_types import FEATURE_TYPES
from maps.frame import LocalFrame
from maps.ids import LevelId
from maps.venue import Amenity, Level, Opening, Portal, Unit, Venue
from maps.writers.files import collection_text, write_file
from maps.writers.geometry import lonlat_geometry, lonlat_pair

MEMBER = "beeline"
"""The member of the collection that says what belongs to the venue as a whole."""


def write(venue: Venue, path: Path) -> None:
    """Write the whole venue as one file; reading it back gives the same venue.

    Raises
    ------
    BadInputError
        If the path cannot be written.
    """
    draft = disassemble(venue)
    head = {
        "labels": dict(venue.labels),
        "purpose": venue.purpose,
        "attribution": venue.attribution,
        "frame_origin": [venue.frame.origin_lon_deg, venue.frame.origin_lat_deg],
    }
    features = [_plain_feature(venue.frame, feature) for feature in draft.features]
    write_file(path, collection_text(features, **{MEMBER: head}).encode())


def level_features(venue: Venue, level_id: LevelId, *, transmitters: bool = False) -> geojson.FeatureCollection:
    """Return what one level shows, in lon/lat, for a client to draw.

    Beside the plain properties (``docs/geojson.md``) each unit has a `display_point`, each portal is a Point at its
    landing here with `levels`, all those it joins.

    Parameters
    ----------
    transmitters : bool
        Also the radio hardware.

    Raises
    ------
    NotFoundError
        If the venue has no such level.
    """
    features: list[geojson.Feature | geojson.geometry.Geometry]
    features = [_drawn(venue, "level", venue.get_level(level_id))]
    for name, kind in FEATURE_TYPES.items():
        if name in ("building", "level", "portal") or (name == "transmitter" and not transmitters):
            continue
        for feature in getattr(venue, kind.venue_field):
            if getattr(feature, "level_id", None) == level_id:
                features.append(_drawn(venue, name, feature))
    for portal in venue.portals:
        features += _drawn_portal(venue, portal, level_id)
    return geojson.FeatureCollection(features)


def _plain_feature(frame: LocalFrame, feature: DraftFeature) -> geojson.Feature:
    properties = {name: _lonlat_value(frame, name, value) for name, value in feature.properties.items()}
    return _feature(frame, feature.id, feature.geometry, {"feature_type": feature.feature_type, **properties})


def _feature(
    frame: LocalFrame, identity: str, geometry: BaseGeometry | None, properties: Mapping[str, Any]
) -> geojson.Feature:
    lonlat = None if geometry is None else lonlat_geometry(frame, geometry)
    return geojson.Feature(id=identity, geometry=lonlat, properties=dict(properties))


def _lonlat_value(frame: LocalFrame, name: str, value: Any) -> Any:
    """Return a property with the points in it as ``[lon, lat]``."""
    if name in ("display_point", "point"):
        return lonlat_pair(frame, Point(value))
    if name == "stops":
        return [{key: _lonlat_value(frame, key, each) for key, each in stop.items()} for stop in value]
    return value


def _drawn(venue: Venue, name: str, feature: Any) -> geojson.Feature:
    drawn = _plain_feature(venue.frame, disassemble_feature(feature, FEATURE_TYPES[name]))
    drawn["properties"] = {"id": str(feature.id), **drawn["properties"], **_shown(venue.frame, feature)}
    return drawn


def _shown(frame: LocalFrame, feature: Any) -> dict[str, Any]:
    """Return what a client may rely on being there, defaults included."""
    shown: dict[str, Any] = {}
    if hasattr(feature, "labels"):
        shown["labels"] = dict(feature.labels)
    if isinstance(feature, Unit):
        point = feature.display_point or feature.area.representative_point()
        shown |= {
            "function": feature.function,
            "access": feature.access.value,
            "accessibility": feature.accessibility.value,
            "display_point": lonlat_pair(frame, point),
        }
    elif isinstance(feature, Level):
        shown |= {"outdoor": feature.outdoor, "short_labels": dict(feature.short_labels)}
    elif isinstance(feature, Opening):
        shown |= {
            "has_door": feature.has_door,
            "automatic": feature.automatic,
            "entrance": feature.entrance,
            "access": feature.access.value,
            "accessibility": feature.accessibility.value,
            "unit_ids": [str(each) for each in feature.unit_ids],
        }
    elif isinstance(feature, Amenity):
        shown["unit_id"] = feature.unit_id
    return shown


def _drawn_portal(venue: Venue, portal: Portal, level_id: LevelId) -> list[geojson.Feature]:
    """Return the portal's landings on one level: a lift has one, a ramp within a level may have two."""
    properties = {
        "id": str(portal.id),
        "feature_type": "portal",
        "kind": portal.kind.value,
        "bank": portal.bank,
        "one_way": portal.one_way,
        "labels": dict(portal.labels),
        "access": portal.access.value,
        "accessibility": portal.accessibility.value,
        "levels": [str(stop.level_id) for stop in portal.stops],
    }
    return [
        _feature(venue.frame, portal.id, stop.point, {**properties, "unit_id": str(stop.unit_id)})
        for stop in portal.stops
        if stop.level_id == level_id
    ]
