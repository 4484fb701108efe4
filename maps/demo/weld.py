"""Finishing touches on shapes: corners welded to slanted edges, and the spot where a name hangs."""

from itertools import pairwise

import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps.demo.grid import Shape, mm

_WELD_M = 2e-3
_CLEAR_M = 0.6


def display_point(area: Shape, obstacles: BaseGeometry) -> Point:
    """Return the middle of the free floor: the centroid where one can stand on it, else the widest spot."""
    centre = area.centroid
    clear = area.difference(obstacles.buffer(_CLEAR_M))
    if not clear.contains(centre):
        free = clear if isinstance(clear, Polygon | MultiPolygon) and not clear.is_empty else area
        centre = shapely.maximum_inscribed_circle(free, tolerance=0.2).interpolate(0)
    return Point(mm(centre.x), mm(centre.y))


def welded(shapes: dict[str, Shape]) -> dict[str, Shape]:
    """Insert every corner that lies on a neighbour's slanted edge into that edge, so that rounding opens no gap."""
    corners = shapely.points(sorted({point for shape in shapes.values() for point in shape.exterior.coords}))
    tree = shapely.STRtree(corners)

    def weld(shape: Shape) -> Shape:
        ring: list[tuple[float, ...]] = []
        for start, end in pairwise(shape.exterior.coords):
            ring.append(start)
            if start[0] == end[0] or start[1] == end[1]:
                continue
            edge = LineString([start, end])
            on_edge = [corners[i] for i in tree.query(edge, predicate="dwithin", distance=_WELD_M)]
            inner = sorted((edge.project(point), point.x, point.y) for point in on_edge)
            ring += [(x, y) for along, x, y in inner if _WELD_M < along < edge.length - _WELD_M]
        return Shape(ring)

    return {key: weld(shape) for key, shape in shapes.items()}
