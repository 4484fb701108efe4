"""Where edited things are: geometries and points given in lon/lat or in local metres."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.errors import BadInputError
from maps.frame import LocalFrame
from maps.readers.json_text import parse_geometry
from maps.readers.lonlat import MAX_EXTENT_M, local_point
from maps.values import is_point

POINT_NAME = "display_point"
STOPS = "stops"
_DECIMALS = 9


class Coordinates(StrEnum):
    """What coordinates are given in."""

    LONLAT = "lonlat"
    LOCAL = "local"


def read_geometry(
    given: Mapping[str, Any] | None, frame: LocalFrame, coordinates: Coordinates, name: str
) -> BaseGeometry | None:
    """Return a GeoJSON geometry in local metres.

    Parameters
    ----------
    name : str
        The id of the feature, for messages.

    Raises
    ------
    BadInputError
        If it is no geometry, or farther from the origin than a venue is wide.
    TooLargeError
        If it has too many vertices.
    """
    if given is None:
        return None
    geometry, fault = parse_geometry(given, name)
    if geometry is None or geometry.is_empty:
        raise BadInputError(f"{name!r}: {fault or 'its geometry is empty'}.", remedy="Give a GeoJSON geometry.")
    local = frame.geometry_to_local(geometry) if coordinates is Coordinates.LONLAT else shapely.force_2d(geometry)
    _check_near(shapely.get_coordinates(local), coordinates, name)
    return local


def read_properties(given: Mapping[str, Any], frame: LocalFrame, coordinates: Coordinates, name: str) -> dict[str, Any]:
    """Return properties with the points among them in local metres."""
    properties = dict(given)
    if properties.get(POINT_NAME) is not None:
        properties[POINT_NAME] = _read_point(properties[POINT_NAME], frame, coordinates, name)
    if isinstance(properties.get(STOPS), list):
        properties[STOPS] = [_read_stop(stop, frame, coordinates, name) for stop in properties[STOPS]]
    return properties


def told_geometry(geometry: BaseGeometry, frame: LocalFrame, coordinates: Coordinates) -> BaseGeometry:
    """Return a local geometry in the coordinates that are wanted."""
    return frame.geometry_to_lonlat(geometry) if coordinates is Coordinates.LONLAT else geometry


def told_properties(properties: Mapping[str, Any], frame: LocalFrame, coordinates: Coordinates) -> dict[str, Any]:
    """Return properties with the points among them in the coordinates that are wanted; the way back is above.

    What is no point is left as it is: a draft may hold anything.
    """
    if coordinates is Coordinates.LOCAL:
        return dict(properties)

    def told(value: Any) -> Any:
        return [round(each, _DECIMALS) for each in frame.to_lonlat(*value)] if is_point(value) else value

    def told_stop(stop: Any) -> Any:
        return {**stop, "point": told(stop["point"])} if isinstance(stop, Mapping) and "point" in stop else stop

    changed = {POINT_NAME: told(properties[POINT_NAME])} if POINT_NAME in properties else {}
    if isinstance(properties.get(STOPS), list):
        changed[STOPS] = [told_stop(stop) for stop in properties[STOPS]]
    return {**properties, **changed}


def shifted(feature: DraftFeature, by_m: tuple[float, float]) -> DraftFeature:
    """Return the feature moved east and north, with the points among its properties."""
    properties = dict(feature.properties)
    if is_point(properties.get(POINT_NAME)):
        properties[POINT_NAME] = _shifted_point(properties[POINT_NAME], by_m)
    if isinstance(properties.get(STOPS), list):
        properties[STOPS] = [_shifted_stop(stop, by_m) for stop in properties[STOPS]]
    geometry = None if feature.geometry is None else translate(feature.geometry, *by_m)
    if geometry is not None:
        _check_near(shapely.get_coordinates(geometry), Coordinates.LOCAL, feature.id)
    return replace(feature, geometry=geometry, properties=properties)


def _read_stop(stop: Any, frame: LocalFrame, coordinates: Coordinates, name: str) -> dict[str, Any]:
    if not isinstance(stop, Mapping) or not all(isinstance(stop.get(key), str) for key in ("level_id", "unit_id")):
        raise BadInputError(
            f"{name!r}: a stop is {str(stop)[:80]!r}.", remedy="Give level_id, unit_id and point of each stop."
        )
    point = _read_point(stop.get("point"), frame, coordinates, name)
    return {"level_id": stop["level_id"], "unit_id": stop["unit_id"], "point": point}


def _read_point(value: Any, frame: LocalFrame, coordinates: Coordinates, name: str) -> list[float]:
    if not is_point(value):
        raise BadInputError(f"{name!r}: {str(value)[:80]!r} is no point.", remedy="Give two numbers.")
    point = local_point(frame, value) if coordinates is Coordinates.LONLAT else list(value)
    assert point is not None
    _check_near(shapely.get_coordinates(shapely.Point(point)), coordinates, name)
    return [round(each, 3) + 0.0 for each in point]


def _check_near(points: Any, coordinates: Coordinates, name: str) -> None:
    if (abs(points) > MAX_EXTENT_M).any():
        hint = "longitude, latitude in degrees" if coordinates is Coordinates.LONLAT else "metres from its origin"
        raise BadInputError(
            f"{name!r} would lie more than {MAX_EXTENT_M / 1000:.0f} km from the venue.",
            remedy=f"Its coordinates are taken as {hint}.",
        )


def _shifted_point(point: Any, by_m: tuple[float, float]) -> list[float]:
    return [round(each + step_m, 3) + 0.0 for each, step_m in zip(point, by_m, strict=True)]


def _shifted_stop(stop: Any, by_m: tuple[float, float]) -> Any:
    if not isinstance(stop, Mapping) or not is_point(stop.get("point")):
        return stop
    return {**stop, "point": _shifted_point(stop["point"], by_m)}
