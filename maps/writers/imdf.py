"""Venue → IMDF 1.0.0 with Beeline's additions (`maps.imdf_profile`); reading it back gives the same venue."""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from maps.disassemble import disassemble_feature
from maps.feature_types import FEATURE_TYPES
from maps.imdf_profile import ENTRANCE, EXTENSION, OWN, OWN_FILE, OWN_TYPES, PORTAL_CATEGORIES, RESTRICTIONS
from maps.venue import Accessibility, Amenity, Building, Fixture, Hygiene, Level, Opening, Portal, Unit, Venue
from maps.writers.files import collection_text, write_file, write_zip
from maps.writers.geometry import lonlat_geometry, lonlat_pair

_RESTRICTION_OF = {access: restriction for restriction, access in RESTRICTIONS.items()}
_CATEGORY_OF = {kind: category for category, kind in PORTAL_CATEGORIES.items()}
_STANDARD_FILES = ("venue", "building", "footprint", "level", "unit", "opening", "relationship", "amenity", "fixture")

Row = dict[str, Any]


def write(venue: Venue, path: Path, *, created: str = "1970-01-01T00:00:00Z") -> None:
    """Write the venue as IMDF.

    Parameters
    ----------
    path : Path
        A zip archive when it ends with ``.zip`` or ``.imdf``, otherwise a folder, made where it does not exist.
    created : str
        For the manifest, RFC 3339; by default a time that is clearly not meant, so that the same venue gives the
        same bytes.

    Raises
    ------
    BadInputError
        If the path cannot be written.
    """
    texts = _Exporter(venue).texts(created)
    if path.suffix.lower() in (".zip", ".imdf"):
        write_zip(path, texts)
        return
    for name, text in texts.items():
        write_file(path / name, text.encode())
    for name in _file_names():
        if name not in texts:
            (path / name).unlink(missing_ok=True)


def _file_names() -> list[str]:
    own = [f"{OWN_FILE}{kind}" for kind in OWN_TYPES]
    return [f"{kind}.geojson" for kind in (*_STANDARD_FILES, *own)]


def _without_nones(properties: Mapping[str, Any]) -> Row:
    return {name: value for name, value in properties.items() if value is not None and value not in ({}, [])}


class _Exporter:
    """One venue's features as IMDF rows; every id a UUID, the same each time."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue
        self._namespace = uuid.uuid5(uuid.NAMESPACE_URL, f"beeline:{venue.id}")

    def texts(self, created: str) -> dict[str, str]:
        """Return file name → text, only for files that have content."""
        manifest = {
            "version": "1.0.0",
            "created": created,
            "generated_by": "Beeline",
            "language": self._language(),
            "extensions": [EXTENSION],
        }
        texts = {"manifest.json": json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"}
        rows = self._rows()
        texts |= {name: collection_text(rows[name]) for name in _file_names() if rows[name]}
        return texts

    def _language(self) -> str:
        return next((tag for tag in ("zh-Hans", "en", *sorted(self._venue.labels)) if tag in self._venue.labels), "und")

    def _rows(self) -> dict[str, list[Row]]:
        rows = {name: list[Row]() for name in _file_names()}
        rows["venue.geojson"].append(self._venue_row())
        for building in self._venue.buildings:
            rows["building.geojson"].append(self._building(building))
            if building.outline is not None:
                rows["footprint.geojson"].append(self._footprint(building, building.outline))
        for kind, (file_kind, properties_of) in _PROPERTIES.items():
            for feature in getattr(self._venue, FEATURE_TYPES[kind].venue_field):
                geometry = getattr(feature, FEATURE_TYPES[kind].geometry_field or "id")
                rows[f"{file_kind}.geojson"].append(
                    self._row(
                        file_kind,
                        feature.id,
                        geometry if isinstance(geometry, BaseGeometry) else None,
                        properties_of(self, feature),
                    )
                )
        for kind in OWN_TYPES:
            for feature in getattr(self._venue, FEATURE_TYPES[kind].venue_field):
                rows[f"{OWN_FILE}{kind}.geojson"].append(self._own(kind, feature))
        return rows

    def uuid(self, identity: str) -> str:
        """Return the id as it is when it is a UUID, otherwise a UUID made from it."""
        try:
            return identity if str(uuid.UUID(identity)) == identity else str(uuid.uuid5(self._namespace, identity))
        except ValueError:
            return str(uuid.uuid5(self._namespace, identity))

    def uuids(self, identities: Iterable[str]) -> list[str]:
        """Return several ids as UUIDs."""
        return [self.uuid(identity) for identity in identities]

    def _row(self, kind: str, identity: str, geometry: BaseGeometry | None, properties: Mapping[str, Any]) -> Row:
        written = self.uuid(identity)
        own_id = {} if written == identity else {f"{OWN}id": identity}
        return {
            "id": written,
            "type": "Feature",
            "feature_type": kind,
            "geometry": None if geometry is None else lonlat_geometry(self._venue.frame, geometry),
            "properties": {**properties, **own_id},
        }

    def point(self, point: shapely.Point | None) -> Any:
        """Return a GeoJSON Point object, or None."""
        return None if point is None else lonlat_geometry(self._venue.frame, point)

    def pair(self, point: shapely.Point) -> list[float]:
        """Return ``[lon, lat]``."""
        return lonlat_pair(self._venue.frame, point)

    def _venue_row(self) -> Row:
        venue = self._venue
        extent = shapely.union_all([level.outline for level in venue.levels])
        empty = extent.is_empty
        properties = {
            "category": "unspecified",
            "restriction": None,
            "name": dict(venue.labels),
            "alt_name": None,
            "hours": None,
            "phone": None,
            "website": None,
            "address_id": None,
            "display_point": None if empty else self.point(extent.representative_point()),
            f"{OWN}frame_origin": [venue.frame.origin_lon_deg, venue.frame.origin_lat_deg],
            f"{OWN}purpose": venue.purpose,
            f"{OWN}attribution": venue.attribution,
        }
        return self._row("venue", f"venue:{venue.id}", None if empty else extent, properties)

    def _building(self, building: Building) -> Row:
        point = None if building.outline is None else building.outline.representative_point()
        properties = {
            "name": dict(building.labels) or None,
            "alt_name": None,
            "category": "unspecified",
            "restriction": None,
            "display_point": self.point(point),
            "address_id": None,
        }
        return self._row("building", building.id, None, properties)

    def _footprint(self, building: Building, outline: BaseGeometry) -> Row:
        properties = {"category": "ground", "name": None, "building_ids": [self.uuid(building.id)]}
        return self._row("footprint", f"footprint:{building.id}", outline, properties)

    def level(self, level: Level) -> Row:
        """Return the properties of a level."""
        return {
            "category": "unspecified",
            "restriction": None,
            "outdoor": level.outdoor,
            "ordinal": level.ordinal,
            "name": dict(level.labels),
            "short_name": dict(level.short_labels),
            "display_point": self.point(level.outline.representative_point()),
            "address_id": None,
            "building_ids": [self.uuid(level.building_id)] if level.building_id else None,
            f"{OWN}elevation_m": level.elevation_m,
            **_without_nones({f"{OWN}survey_frame": level.survey_frame and list(level.survey_frame)}),
        }

    def unit(self, unit: Unit) -> Row:
        """Return the properties of a unit."""
        return {
            "category": unit.category,
            "restriction": _RESTRICTION_OF.get(unit.access),
            "accessibility": _accessibility(unit.accessibility, tactile_paving=unit.tactile_paving),
            "name": dict(unit.labels) or None,
            "alt_name": None,
            "level_id": self.uuid(unit.level_id),
            "display_point": self.point(unit.display_point),
            f"{OWN}access": unit.access.value,
            f"{OWN}accessibility": unit.accessibility.value,
            f"{OWN}walkable": unit.walkable,
            **_without_nones(
                {
                    f"{OWN}function": unit.function or None,
                    f"{OWN}aliases": list(unit.aliases),
                    f"{OWN}external_ids": dict(unit.external_ids),
                    f"{OWN}covered": unit.covered,
                    f"{OWN}hygiene": _hygiene(unit.hygiene),
                }
            ),
        }

    def opening(self, opening: Opening) -> Row:
        """Return the properties of an opening."""
        door = {"type": "unspecified", "automatic": opening.automatic, "material": None}
        return {
            "category": ENTRANCE if opening.entrance else "pedestrian",
            "accessibility": _accessibility(opening.accessibility),
            "access_control": None,
            "door": door if opening.has_door or opening.automatic else None,
            "name": dict(opening.labels) or None,
            "alt_name": None,
            "display_point": None,
            "level_id": self.uuid(opening.level_id),
            f"{OWN}has_door": opening.has_door,
            f"{OWN}unit_ids": self.uuids(opening.unit_ids),
            f"{OWN}access": opening.access.value,
            f"{OWN}accessibility": opening.accessibility.value,
            **_without_nones(
                {
                    f"{OWN}one_way_to": opening.one_way_to and self.uuid(opening.one_way_to),
                    f"{OWN}force_n": opening.force_n,
                }
            ),
        }

    def portal(self, portal: Portal) -> Row:
        """Return the properties of a relationship."""
        ends = [{"id": self.uuid(stop.unit_id), "feature_type": "unit"} for stop in portal.stops]
        return {
            "category": _CATEGORY_OF[portal.kind],
            "direction": "directed" if portal.one_way else "undirected",
            "origin": ends[0],
            "intermediary": ends[1:-1] or None,
            "destination": ends[-1],
            "hours": None,
            "name": dict(portal.labels) or None,
            f"{OWN}landings": [self.pair(stop.point) for stop in portal.stops],
            f"{OWN}access": portal.access.value,
            f"{OWN}accessibility": portal.accessibility.value,
            **_without_nones(
                {
                    f"{OWN}bank": portal.bank or None,
                    f"{OWN}car_width_m": portal.car_width_m,
                    f"{OWN}car_depth_m": portal.car_depth_m,
                    f"{OWN}slope_percent": portal.slope_percent,
                    f"{OWN}hygiene": _hygiene(portal.hygiene),
                }
            ),
        }

    def amenity(self, amenity: Amenity) -> Row:
        """Return the properties of an amenity."""
        return {
            "category": amenity.category,
            "accessibility": None,
            "name": dict(amenity.labels) or None,
            "alt_name": None,
            "hours": None,
            "phone": None,
            "website": None,
            "unit_ids": [self.uuid(amenity.unit_id)] if amenity.unit_id else [],
            "address_id": None,
            "correlation_id": None,
            f"{OWN}level_id": self.uuid(amenity.level_id),
        }

    def fixture(self, fixture: Fixture) -> Row:
        """Return the properties of a fixture."""
        return {
            "category": fixture.category,
            "name": None,
            "alt_name": None,
            "anchor_id": None,
            "level_id": self.uuid(fixture.level_id),
            "display_point": None,
            f"{OWN}solid": fixture.solid,
        }

    def _own(self, kind: str, feature: Any) -> Row:
        draft = disassemble_feature(feature, FEATURE_TYPES[kind])
        properties = dict(draft.properties)
        for name in FEATURE_TYPES[kind].references:
            properties[name] = self.uuid(properties[name])
        properties["name"] = properties.pop("labels", None)
        return self._row(kind, feature.id, draft.geometry, properties)


def _accessibility(accessibility: Accessibility, *, tactile_paving: bool = False) -> list[str] | None:
    listed = ["tactilepaving"] * tactile_paving + ["wheelchair"] * (accessibility is Accessibility.YES)
    return listed or None


def _hygiene(hygiene: Hygiene) -> str | None:
    return None if hygiene is Hygiene.GENERAL else hygiene.value


_PROPERTIES: Mapping[str, tuple[str, Callable[[_Exporter, Any], Row]]] = MappingProxyType(
    {
        "level": ("level", _Exporter.level),
        "unit": ("unit", _Exporter.unit),
        "opening": ("opening", _Exporter.opening),
        "portal": ("relationship", _Exporter.portal),
        "amenity": ("amenity", _Exporter.amenity),
        "fixture": ("fixture", _Exporter.fixture),
    }
)
"""Our kind → IMDF type and how its properties are written."""
