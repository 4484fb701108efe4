"""Make geometry usable: valid, whole millimetres, counter-clockwise; or say that it cannot be."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from maps.shapes import Area

MM_PER_M = 1000.0
MAX_CROSSINGS = 20_000
"""An outline that crosses itself more often is refused: half a second of repair; a hostile one takes minutes."""
MIN_AREA_M2 = 1e-4
"""Smaller pieces are what rounding leaves of nothing [m²]."""

_SAMPLE = 64

AnyGeometry = TypeVar("AnyGeometry", bound=BaseGeometry)


def whole_millimetres(geometry: AnyGeometry) -> AnyGeometry:
    """Return the geometry with every coordinate rounded to a millimetre; -0 becomes 0."""
    return shapely.transform(geometry, lambda points: np.round(points * MM_PER_M) / MM_PER_M + 0.0)


def estimated_crossings(geometry: BaseGeometry) -> float:
    """Return about how often the segments of a geometry cross each other, from a sample of them.

    Exact up to `_SAMPLE` segments; the sample is spread evenly, so that the estimate is the same every time.
    """
    segments = _segments(geometry)
    if len(segments) == 0:
        return 0.0
    sample = segments[:: max(1, len(segments) // _SAMPLE)]
    crossed = int(shapely.STRtree(segments).query(sample, predicate="crosses").shape[1])
    return crossed / 2 * len(segments) / len(sample)


def find_area(geometry: BaseGeometry | None) -> Area | None:
    """Return the polygons of a geometry, repaired, or None when none is left.

    Parameters
    ----------
    geometry : BaseGeometry or None
        Any geometry [local m]; self-crossing rings are untangled, lines and points in it are dropped.

    Returns
    -------
    Polygon, MultiPolygon or None
        Valid, in whole millimetres, outer rings counter-clockwise; one polygon is a `Polygon`.

    Examples
    --------
    >>> find_area(Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])).area
    2.0
    >>> find_area(LineString([(0, 0), (1, 1)])) is None
    True
    """
    if geometry is None or not np.isfinite(shapely.get_coordinates(geometry)).all():
        return None
    rounded = whole_millimetres(geometry)
    if rounded.is_valid:
        return _polygons_of(rounded)
    if not geometry.is_valid:
        if estimated_crossings(rounded) > MAX_CROSSINGS:
            return None
        geometry = shapely.make_valid(rounded, method="structure", keep_collapsed=False)
    with np.errstate(divide="ignore", invalid="ignore"):  # rings that collapse to a point
        snapped = shapely.set_precision(geometry, 1 / MM_PER_M)
    return _polygons_of(whole_millimetres(snapped))


def find_line(geometry: BaseGeometry | None) -> LineString | None:
    """Return a line of whole millimetres with a length, joined from its pieces where they meet, or None."""
    if geometry is None or not np.isfinite(shapely.get_coordinates(geometry)).all():
        return None
    line = whole_millimetres(geometry)
    if line.geom_type == "MultiLineString":
        line = shapely.line_merge(line)
    if not isinstance(line, LineString) or line.length == 0.0:
        return None
    return line


def _segments(geometry: BaseGeometry) -> npt.NDArray[np.object_]:
    points, ring = shapely.get_coordinates(shapely.get_parts(shapely.get_rings(geometry)), return_index=True)
    same_ring = ring[:-1] == ring[1:]
    lines = shapely.linestrings(np.stack([points[:-1][same_ring], points[1:][same_ring]], axis=1))
    return np.asarray(lines, dtype=object)


def _polygons_of(geometry: BaseGeometry) -> Area | None:
    parts = shapely.get_parts(shapely.get_parts(geometry))
    polygons = [part for part in parts if isinstance(part, Polygon) and part.area >= MIN_AREA_M2]
    if not polygons:
        return None
    area = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    oriented: Area = shapely.orient_polygons(area, exterior_cw=False)
    return oriented
