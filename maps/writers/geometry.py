"""Local metres → GeoJSON geometry in lon/lat, nine decimals (0.1 mm)."""

import geojson
from shapely.geometry import Point, mapping
from shapely.geometry.base import BaseGeometry

from maps.frame import LocalFrame

DECIMALS = 9


def lonlat_geometry(frame: LocalFrame, geometry: BaseGeometry) -> geojson.geometry.Geometry:
    """Return a local geometry as a `geojson` object."""
    plain = mapping(frame.geometry_to_lonlat(geometry))
    kind = getattr(geojson, plain["type"])
    made: geojson.geometry.Geometry = kind(plain["coordinates"], precision=DECIMALS)
    return made


def lonlat_pair(frame: LocalFrame, point: Point) -> list[float]:
    """Return a local point as ``[lon, lat]``."""
    return [round(each, DECIMALS) for each in frame.to_lonlat(point.x, point.y)]
