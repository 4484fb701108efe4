"""Geometry as SVG path data, in metres with y north."""

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry


def path(points: list[tuple[float, float]], *, close: bool = False) -> str:
    """Return path data through points [m]."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + ("Z" if close else "")


def stroke(data: str, colour: str, width_m: float, *, extra: str = "") -> str:
    """Return a stroked path."""
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{width_m}" {extra}/>'


def area_path(area: BaseGeometry) -> str:
    """Return the rings of the polygons of a geometry; the rest of it is left out."""
    polygons = [part for part in shapely.get_parts(area) if isinstance(part, Polygon)]
    return "".join(
        path(list(ring.coords[:-1]), close=True)
        for polygon in polygons
        for ring in (polygon.exterior, *polygon.interiors)
    )


def line_path(lines: BaseGeometry) -> str:
    """Return the lines of a geometry, joined where they meet; the rest of it is left out."""
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    return "".join(
        path(list(line.coords)) for line in getattr(merged, "geoms", [merged]) if line.geom_type == "LineString"
    )
