"""A route as JSON: figures, steps in words, polylines in metres and GeoJSON in degrees."""

from collections.abc import Sequence
from typing import Any, Literal

import geojson
from typing_extensions import TypedDict

from maps.venue import Venue
from nav.instructions.maneuver import Maneuver
from nav.instructions.maneuvers import maneuvers
from nav.instructions.register import register_of
from nav.phrases import render, speak, tell_broken
from nav.profile import get_profile
from nav.route import BrokenWish, Leg, Route

_LON_LAT_DIGITS = 9


class StepDocument(TypedDict):
    """One instruction: `text` to be read, `spoken` to be heard, with what comes next.

    Distances [m] along the route and to the next step, time [s] to the next step.
    """

    index: int
    kind: str
    text: str
    spoken: str
    level_id: str
    to_level_id: str | None
    point: list[float]
    along_m: float
    distance_m: float
    duration_s: float
    landmark_id: str | None
    portal_id: str | None


class LegDocument(TypedDict):
    """A walk on one level, or a ride between two; points [m] in the venue's frame."""

    kind: str
    from_level: str
    to_level: str
    portal_id: str | None
    points: list[list[float]]
    distance_m: float
    duration_s: float


class GeoJsonFeature(TypedDict):
    """A GeoJSON feature; lon/lat in degrees."""

    type: Literal["Feature"]
    geometry: dict[str, Any]
    properties: dict[str, Any]


class GeoJsonFeatures(TypedDict):
    """A GeoJSON feature collection (RFC 7946)."""

    type: Literal["FeatureCollection"]
    features: list[GeoJsonFeature]


class BrokenWishDocument(TypedDict):
    """A wish that the way does not keep, where, and as a sentence."""

    wish: str
    feature_ids: list[str]
    text: str


class RouteDocument(TypedDict):
    """A way that can be walked."""

    distance_m: float
    duration_s: float
    profile: str
    revision: int
    conditions_version: int
    levels: list[str]
    destination_id: str | None
    broken_wishes: list[BrokenWishDocument]
    steps: list[StepDocument]
    legs: list[LegDocument]
    geometry: GeoJsonFeatures


def route_document(route: Route, venue: Venue, language: str, told: Sequence[Maneuver] | None = None) -> RouteDocument:
    """Return a route in the words of a language.

    Parameters
    ----------
    told : sequence of Maneuver or None
        The route's maneuvers when they are at hand.
    """
    told = maneuvers(route, venue, register_of(get_profile(route.profile))) if told is None else told
    return {
        "distance_m": round(route.distance_m, 2),
        "duration_s": round(route.duration_s, 1),
        "profile": route.profile,
        "revision": route.venue_revision,
        "conditions_version": route.conditions_version,
        "levels": list(route.levels),
        "destination_id": route.destination_id,
        "broken_wishes": [_broken(each, venue, language) for each in route.broken_wishes],
        "steps": [step_document(told, index, venue, language) for index in range(len(told))],
        "legs": [_leg(leg) for leg in route.legs],
        "geometry": _geometry(route, venue),
    }


def step_document(told: Sequence[Maneuver], index: int, venue: Venue, language: str) -> StepDocument:
    """Return one of a route's instructions in the words of a language."""
    maneuver = told[index]
    return {
        "index": index,
        "kind": maneuver.kind.value,
        "text": render(maneuver, venue, language),
        "spoken": speak(told, index, venue, language),
        "level_id": maneuver.level_id,
        "to_level_id": maneuver.to_level_id,
        "point": _point(maneuver.point),
        "along_m": round(maneuver.along_m, 2),
        "distance_m": round(maneuver.distance_m, 2),
        "duration_s": round(maneuver.duration_s, 1),
        "landmark_id": maneuver.landmark_id,
        "portal_id": maneuver.portal_id,
    }


def _broken(broken: BrokenWish, venue: Venue, language: str) -> BrokenWishDocument:
    return {
        "wish": broken.wish.value,
        "feature_ids": list(broken.feature_ids),
        "text": tell_broken(broken, venue, language),
    }


def _leg(leg: Leg) -> LegDocument:
    return {
        "kind": leg.kind.value if leg.kind else "walk",
        "from_level": leg.from_level_id,
        "to_level": leg.to_level_id,
        "portal_id": leg.portal_id,
        "points": [_point(point) for point in leg.points],
        "distance_m": round(leg.distance_m, 2),
        "duration_s": round(leg.duration_s, 1),
    }


def _point(point: tuple[float, float]) -> list[float]:
    return [round(point[0], 3), round(point[1], 3)]


def _geometry(route: Route, venue: Venue) -> GeoJsonFeatures:
    """Return a feature per leg: a line, or a point where nothing is walked (a lift goes straight up)."""
    return {
        "type": "FeatureCollection",
        "features": [_feature(leg, index, venue) for index, leg in enumerate(route.legs)],
    }


def _feature(leg: Leg, index: int, venue: Venue) -> GeoJsonFeature:
    points = [venue.frame.to_lonlat(x_m, y_m) for x_m, y_m in leg.points]
    shape: geojson.LineString | geojson.Point = (
        geojson.LineString(points, precision=_LON_LAT_DIGITS)
        if len(set(points)) > 1
        else geojson.Point(points[0], precision=_LON_LAT_DIGITS)
    )
    properties = {
        "leg_index": index,
        "kind": leg.kind.value if leg.kind else "walk",
        "from_level": leg.from_level_id,
        "to_level": leg.to_level_id,
    }
    return {"type": "Feature", "geometry": dict(shape), "properties": properties}
