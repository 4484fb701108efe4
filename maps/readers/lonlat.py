"""From longitude and latitude to the venue's frame: is it degrees at all, and where is the origin."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.errors import BadInputError
from maps.frame import LocalFrame
from maps.readers.json_text import RawFeature

MAX_EXTENT_M = 20_000.0
"""The largest campus [m]: more means mixed coordinate orders or a stray point."""

_ORIGIN_DECIMALS = 9
_FRAMING = ("level", "unit")


def frame_of(features: Sequence[RawFeature], origin: Any = None) -> LocalFrame:
    """Return the frame of an import.

    Parameters
    ----------
    features : sequence of RawFeature
        All features of the import, in lon/lat degrees.
    origin : [lon, lat], optional
        The origin the source states; otherwise the lower-left corner of the levels and units (of everything, when
        there are none).

    Raises
    ------
    BadInputError
        If coordinates are not degrees, seem to be in the order lat, lon, or spread over more than `MAX_EXTENT_M`.
    """
    located = [feature for feature in features if feature.geometry is not None and not feature.geometry.is_empty]
    if not located:
        raise BadInputError(
            "No feature of the import has a geometry that can be read.", remedy="Check that this is a floor plan."
        )
    for feature in located:
        _check_degrees(feature)
    framing = [feature for feature in located if feature.feature_type in _FRAMING] or located
    bounds = shapely.total_bounds(np.array([feature.geometry for feature in framing], dtype=object))
    lower_left = _stated(origin) or (float(bounds[0]), float(bounds[1]))
    frame = LocalFrame(
        origin_lon_deg=round(lower_left[0], _ORIGIN_DECIMALS), origin_lat_deg=round(lower_left[1], _ORIGIN_DECIMALS)
    )
    _check_extent(frame, located)
    return frame


def local_point(frame: LocalFrame, value: Any) -> list[float] | None:
    """Return ``[x_m, y_m]`` of ``[lon, lat]`` or of a GeoJSON Point object; None when it is neither."""
    pair = value.get("coordinates") if isinstance(value, dict) else value
    stated = _stated(pair)
    return None if stated is None else list(frame.to_local(*stated))


def local_geometry(frame: LocalFrame, geometry: BaseGeometry | None) -> BaseGeometry | None:
    """Return a lon/lat geometry in the frame; None stays None."""
    return None if geometry is None else frame.geometry_to_local(geometry)


def _stated(pair: Any) -> tuple[float, float] | None:
    if not isinstance(pair, list | tuple) or len(pair) < 2:
        return None
    lon, lat = pair[:2]
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in (lon, lat)):
        return None
    return float(lon), float(lat)


def _check_degrees(feature: RawFeature) -> None:
    min_lon, min_lat, max_lon, max_lat = shapely.bounds(feature.geometry)
    lon, lat = max(abs(min_lon), abs(max_lon)), max(abs(min_lat), abs(max_lat))
    if lon <= 180 and lat <= 90:
        return
    if lon <= 90 and lat <= 180:
        raise BadInputError(
            f"{feature.source} has latitude {max_lat:g}: its coordinates seem to be in the order latitude, longitude.",
            remedy="GeoJSON wants longitude first; swap them and import again.",
        )
    raise BadInputError(
        f"{feature.source} has the coordinate ({min_lon:g}, {min_lat:g}), which is not in degrees.",
        remedy="Reproject the file to WGS84 longitude/latitude (EPSG:4326) and import again.",
    )


def _check_extent(frame: LocalFrame, located: Sequence[RawFeature]) -> None:
    for feature in located:
        corners = shapely.bounds(feature.geometry).reshape(2, 2)
        distance_m = max(float(np.hypot(*frame.to_local(lon, lat))) for lon, lat in corners.tolist())
        if distance_m > MAX_EXTENT_M:
            raise BadInputError(
                f"{feature.source} lies {distance_m / 1000:.0f} km from the venue's origin.",
                remedy="Check for swapped or missing coordinates; one venue spans 20 km at most.",
            )
