"""The hospital as an IMDF folder: one GeoJSON file per feature type, byte for byte the same on every run."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from maps.demo.plan import feature_id
from maps.frame import LocalFrame
from maps.venue import Access, Labels, Level, Opening, Portal, PortalKind, Unit, Venue

Feature = dict[str, Any]
_RESTRICTION = {Access.STAFF: "employeesonly", Access.CLOSED: "restricted", Access.PUBLIC: None}
_CREATED = "2026-01-01T00:00:00Z"
_BUILDINGS = (
    ("outpatient", "门诊楼", "Outpatient Building"),
    ("emergency", "急诊楼", "Emergency Building"),
    ("inpatient", "住院楼", "Inpatient Tower"),
)
_RELATIONSHIP_CATEGORY = {PortalKind.MOVING_WALKWAY: "movingwalkway"}


def write_folder(venue: Venue, folder: Path) -> None:
    """Write the venue's IMDF files into `folder`, replacing what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.geojson"):
        old.unlink()
    manifest = {"version": "1.0.0", "created": _CREATED, "language": "zh-Hans", "generated_by": "Beeline"}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    for name, features in _collections(venue).items():
        lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
        text = f'{{"type":"FeatureCollection","name":"{name}","features":[\n{lines}\n]}}\n'
        (folder / f"{name}.geojson").write_text(text, encoding="utf-8")


def _collections(venue: Venue) -> Mapping[str, list[Feature]]:
    to = _Writer(venue.frame)
    return {
        "address": [to.feature("address", feature_id("address"), None, _address())],
        "venue": [to.feature("venue", feature_id("venue"), _grounds(venue), _venue(venue, to))],
        "building": [
            to.feature("building", feature_id(f"building/{key}"), None, _named({"zh-Hans": zh, "en": en}, category="hospital"))
            for key, zh, en in _BUILDINGS
        ],
        "level": [to.feature("level", level.id, level.outline, _level(level)) for level in venue.levels],
        "unit": to.all("unit", venue.units, lambda unit: unit.area, lambda unit: _unit(unit, to)),
        "opening": to.all("opening", venue.openings, lambda opening: opening.line, _opening),
        "relationship": [to.feature("relationship", portal.id, None, _portal(portal, to)) for portal in venue.portals],
        "amenity": to.all(
            "amenity",
            venue.amenities,
            lambda amenity: amenity.point,
            lambda amenity: _named(amenity.labels, category=amenity.category, unit_ids=[amenity.unit_id])
            | {"beeline:level_id": amenity.level_id},
        ),
        "fixture": to.all(
            "fixture",
            venue.fixtures,
            lambda fixture: fixture.area,
            lambda fixture: {"category": fixture.category, "level_id": fixture.level_id, "beeline:solid": fixture.solid},
        ),
        **_own_collections(venue, to),
    }


def _own_collections(venue: Venue, to: "_Writer") -> Mapping[str, list[Feature]]:
    """Return the feature types that IMDF lacks."""
    return {
        "beeline.service_group": to.all(
            "beeline.service_group",
            venue.service_groups,
            lambda group: None,
            lambda group: _named(group.labels, kind=group.kind, aliases=list(group.aliases)),
        ),
        "beeline.service_point": to.all(
            "beeline.service_point",
            venue.service_points,
            lambda point: point.point,
            lambda point: _named(
                point.labels, unit_id=point.unit_id, group_id=point.group_id, level_id=point.level_id
            ),
        ),
        "beeline.parking_lot": to.all(
            "beeline.parking_lot", venue.parking_lots, lambda lot: None, lambda lot: _named(lot.labels)
        ),
        "beeline.parking_bay": to.all(
            "beeline.parking_bay",
            venue.parking_bays,
            lambda bay: bay.area,
            lambda bay: {
                "lot_id": bay.lot_id,
                "level_id": bay.level_id,
                "label": bay.label,
                "accessible": bay.accessible,
            },
        ),
        "beeline.qr_point": to.all(
            "beeline.qr_point",
            venue.qr_points,
            lambda qr: qr.point,
            lambda qr: _named(qr.labels, code=qr.code, level_id=qr.level_id),
        ),
        "beeline.transmitter": to.all(
            "beeline.transmitter",
            venue.transmitters,
            lambda radio: radio.point,
            lambda radio: {
                "kind": radio.kind,
                "level_id": radio.level_id,
                "addresses": list(radio.addresses),
                "height_m": radio.height_m,
                "rssi_at_1m_dbm": radio.rssi_at_1m_dbm,
            },
        ),
    }


class _Writer:
    """Turns local metres into GeoJSON."""

    def __init__(self, frame: LocalFrame) -> None:
        self._frame = frame

    def geometry(self, geometry: BaseGeometry | None) -> dict[str, Any] | None:
        """Return a GeoJSON geometry in degrees, 1e-9 exact."""
        return None if geometry is None else dict(mapping(self._frame.geometry_to_lonlat(geometry)))

    def feature(self, kind: str, key: str, geometry: BaseGeometry | None, properties: Mapping[str, Any]) -> Feature:
        """Return one IMDF feature."""
        return {
            "id": key,
            "type": "Feature",
            "feature_type": kind,
            "geometry": self.geometry(geometry),
            "properties": dict(properties),
        }

    def all(
        self,
        kind: str,
        features: Iterable[Any],
        geometry: Callable[[Any], BaseGeometry | None],
        properties: Callable[[Any], Mapping[str, Any]],
    ) -> list[Feature]:
        """Return the IMDF features of one type."""
        return [self.feature(kind, one.id, geometry(one), properties(one)) for one in features]


def _named(labels: Labels, **properties: Any) -> dict[str, Any]:
    return {"name": dict(labels) or None, "alt_name": None, **properties}


def _address() -> dict[str, Any]:
    return {
        "address": "花园路1号",
        "unit": None,
        "locality": "蜂线市",
        "province": "CN-JS",
        "country": "CN",
        "postal_code": None,
        "postal_code_ext": None,
    }


def _grounds(venue: Venue) -> BaseGeometry:
    return venue.levels[1].outline.union(venue.levels[0].outline).envelope


def _venue(venue: Venue, to: _Writer) -> dict[str, Any]:
    lon, lat = venue.frame.origin_lon_deg, venue.frame.origin_lat_deg
    return _named(
        venue.labels,
        category="hospital",
        restriction=None,
        hours="24/7",
        phone=None,
        website=None,
        display_point={"type": "Point", "coordinates": [lon, lat]},
        address_id=feature_id("address"),
    ) | {"beeline:origin": [lon, lat], "beeline:attribution": venue.attribution, "beeline:purpose": venue.purpose}


def _level(level: Level) -> dict[str, Any]:
    return {
        "category": "parking" if level.ordinal < 0 else "unspecified",
        "restriction": None,
        "outdoor": level.outdoor,
        "ordinal": level.ordinal,
        "name": dict(level.labels),
        "short_name": {"zh-Hans": level.short_labels["und"], "en": level.short_labels["und"]},
        "display_point": None,
        "address_id": None,
        "building_ids": [feature_id(f"building/{key}") for key, _, _ in _BUILDINGS],
        "beeline:elevation_m": level.elevation_m,
    }


def _unit(unit: Unit, to: _Writer) -> dict[str, Any]:
    return _named(
        unit.labels,
        category=unit.category,
        restriction=_RESTRICTION[unit.access],
        accessibility=["wheelchair"] if unit.category.endswith("wheelchair") else None,
        level_id=unit.level_id,
        display_point=to.geometry(unit.display_point),
    ) | {
        "beeline:function": unit.function,
        "beeline:aliases": list(unit.aliases),
        "beeline:accessibility": unit.accessibility,
    }


def _opening(opening: Opening) -> dict[str, Any]:
    leaf = {"type": "sliding" if opening.automatic else "door", "automatic": opening.automatic, "material": None}
    return {
        "category": "pedestrian.principal" if opening.entrance else "pedestrian",
        "accessibility": None,
        "access_control": ["badgereader"] if opening.access is Access.STAFF else None,
        "door": leaf if opening.has_door else None,
        "name": None,
        "alt_name": None,
        "display_point": None,
        "level_id": opening.level_id,
        "beeline:has_door": opening.has_door,
        "beeline:unit_ids": list(opening.unit_ids),
        "beeline:access": opening.access,
        "beeline:accessibility": opening.accessibility,
        "beeline:one_way_to": opening.one_way_to,
    }


def _portal(portal: Portal, to: _Writer) -> dict[str, Any]:
    references = [{"id": stop.unit_id, "feature_type": "unit"} for stop in portal.stops]
    landings = [to.geometry(stop.point) for stop in portal.stops]
    return {
        "category": _RELATIONSHIP_CATEGORY.get(portal.kind, portal.kind.value),
        "direction": "directed" if portal.one_way else "undirected",
        "hours": None,
        "origin": references[0],
        "intermediary": references[1:-1] or None,
        "destination": references[-1],
        "name": dict(portal.labels),
        "beeline:landings": [landing["coordinates"] for landing in landings if landing],
        "beeline:bank": portal.bank,
        "beeline:access": portal.access,
        "beeline:accessibility": portal.accessibility,
        "beeline:car_width_m": portal.car_width_m,
        "beeline:car_depth_m": portal.car_depth_m,
        "beeline:slope_percent": portal.slope_percent,
    }
