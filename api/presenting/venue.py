"""Venues, levels and places as JSON."""

from typing_extensions import TypedDict

from api.store import VenueSummary
from maps.labels import label
from maps.places import PlaceInfo
from maps.venue import Level, Venue
from nav.phrases import LANGUAGES
from nav.profile import PROFILES

Labels = dict[str, str]


class VenueLine(TypedDict):
    """One venue of the list; origin is [lon, lat]."""

    id: str
    revision: int
    labels: Labels
    levels: int
    origin: list[float]


class VenuesDocument(TypedDict):
    """Every published venue."""

    venues: list[VenueLine]


class FrameDocument(TypedDict):
    """The venue's plane: x = (lon - origin_lon_deg) · metres_per_degree_lon, and y likewise."""

    origin_lon_deg: float
    origin_lat_deg: float
    metres_per_degree_lon: float
    metres_per_degree_lat: float


class LevelLine(TypedDict):
    """One level of a venue; bbox_m is [x0, y0, x1, y1]."""

    id: str
    ordinal: int
    elevation_m: float
    labels: Labels
    short_labels: Labels
    outdoor: bool
    building_id: str | None
    bbox_m: list[float]


class VenueDocument(TypedDict):
    """A venue and its levels, from the lowest up."""

    id: str
    revision: int
    labels: Labels
    purpose: str
    attribution: str
    frame: FrameDocument
    levels: list[LevelLine]
    profiles: list[str]
    languages: list[str]
    counts: dict[str, int]


class PlaceDocument(TypedDict):
    """A named place; point is [lon, lat]."""

    id: str
    kind: str
    label: str
    labels: Labels
    level_id: str
    point: list[float]
    x_m: float
    y_m: float
    category: str | None
    function: str | None


class HitsDocument(TypedDict):
    """What a search found, best first."""

    hits: list[PlaceDocument]


_COUNTED = (
    "buildings",
    "levels",
    "units",
    "openings",
    "portals",
    "amenities",
    "service_groups",
    "service_points",
    "parking_bays",
    "qr_points",
    "transmitters",
)


def venue_line(summary: VenueSummary) -> VenueLine:
    """Return one line of the list of venues."""
    return {
        "id": summary.id,
        "revision": summary.revision,
        "labels": dict(summary.labels),
        "levels": summary.levels,
        "origin": list(summary.origin or ()),
    }


def venue_document(venue: Venue) -> VenueDocument:
    """Return a venue and its levels, without their features."""
    per_degree_lon, per_degree_lat = venue.frame.metres_per_degree
    return {
        "id": venue.id,
        "revision": venue.revision,
        "labels": dict(venue.labels),
        "purpose": venue.purpose,
        "attribution": venue.attribution,
        "frame": {
            "origin_lon_deg": venue.frame.origin_lon_deg,
            "origin_lat_deg": venue.frame.origin_lat_deg,
            "metres_per_degree_lon": per_degree_lon,
            "metres_per_degree_lat": per_degree_lat,
        },
        "levels": [_level_line(level) for level in sorted(venue.levels, key=lambda each: (each.ordinal, each.id))],
        "profiles": list(PROFILES),
        "languages": list(LANGUAGES),
        "counts": {name: len(getattr(venue, name)) for name in _COUNTED},
    }


def place_document(place: PlaceInfo, venue: Venue, language: str, shown: str = "") -> PlaceDocument:
    """Return a place; `shown` is the label a search matched."""
    lon, lat = venue.frame.to_lonlat(*place.point)
    return {
        "id": place.id,
        "kind": place.kind,
        "label": shown or label(place.labels, language, place.id),
        "labels": dict(place.labels),
        "level_id": place.level_id,
        "point": [round(lon, 9), round(lat, 9)],
        "x_m": round(place.point[0], 3),
        "y_m": round(place.point[1], 3),
        "category": place.category or None,
        "function": place.function or None,
    }


def _level_line(level: Level) -> LevelLine:
    return {
        "id": level.id,
        "ordinal": level.ordinal,
        "elevation_m": level.elevation_m,
        "labels": dict(level.labels),
        "short_labels": dict(level.short_labels),
        "outdoor": level.outdoor,
        "building_id": level.building_id,
        "bbox_m": [round(value, 3) for value in level.outline.bounds],
    }
