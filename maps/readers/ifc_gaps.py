"""Where a door or a hole of a building model stands on the plan: its clear width as a line amid its wall."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from maps.errors import BadInputError
from maps.readers.ifc_model import Entity, FloatArray, Model
from maps.readers.ifc_place import Place
from maps.readers.ifc_shapes import Mesh, Shapes

_ACROSS_M = 1.5
"""How far to each side of a door the faces of its wall are looked for [m]."""
_UPRIGHT = 0.5
"""An axis that is shorter than this on the plan does not say along which wall a door stands."""
_LINING_SHARE = 0.25
"""A lining thicker than this share of its door is a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A way through a wall.

    Parameters
    ----------
    line : LineString
        Its clear width [local m].
    bottom_m, top_m : float
        Its heights [m].
    """

    line: LineString
    bottom_m: float
    top_m: float


def door_gap(model: Model, shapes: Shapes, place: Place, door: Entity, hole: Entity | None) -> Gap:
    """Return where a door stands: along its wall by its own shape, across it by the hole it fills, else by its place.

    Raises
    ------
    BadInputError
        If neither a shape nor a width says how wide it is.
    """
    matrix = model.placement(door)
    own = shapes.find_mesh(model, door)
    cut = None if hole is None else shapes.find_mesh(model, hole)
    across = cut or own
    along = own or cut
    stated_m = _clear_width_m(model, door)
    if along is None or across is None:
        return _placed(matrix, stated_m, place)
    return _gap(along, across, matrix, stated_m, place)


def hole_gap(model: Model, shapes: Shapes, place: Place, hole: Entity, wall: Entity) -> Gap | None:
    """Return where a hole goes through a wall, or None if it has no shape."""
    mesh = shapes.find_mesh(model, hole)
    return None if mesh is None else _gap(mesh, mesh, model.placement(wall), None, place)


def between(line: LineString, one: BaseGeometry, other: BaseGeometry) -> LineString:
    """Return a line moved across itself to the middle between the edges of two areas that it joins [local m]."""
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    normal = np.array([y0 - y1, x1 - x0]) / line.length
    middle = np.array([x0 + x1, y0 + y1]) / 2
    ray = LineString([middle - _ACROSS_M * normal, middle + _ACROSS_M * normal])
    shifts_m = []
    for area in (one, other):
        met = shapely.get_coordinates(ray.intersection(area.boundary))
        if not len(met):
            return line
        shifts_m.append(min((met - middle) @ normal, key=abs))
    shift = normal * (shifts_m[0] + shifts_m[1]) / 2
    return LineString([(x0 + shift[0], y0 + shift[1]), (x1 + shift[0], y1 + shift[1])])


def _gap(along: Mesh, across: Mesh, matrix: FloatArray, width_m: float | None, place: Place) -> Gap:
    """Return the gap of a thing by the extent of one shape along its wall, and of another across it."""
    direction = _direction(matrix, along, place)
    normal = np.array([-direction[1], direction[0]])
    reach, depth = place.to_local(along.points) @ direction, place.to_local(across.points) @ normal
    middle = direction * (reach.min() + reach.max()) / 2 + normal * (depth.min() + depth.max()) / 2
    width_m = width_m or float(np.ptp(reach))
    return Gap(line=_line(middle, direction, width_m), bottom_m=along.bottom_m, top_m=along.top_m)


def _placed(matrix: FloatArray, width_m: float | None, place: Place) -> Gap:
    """Return the gap of a door without a shape: it stands to the right of its origin, as its class says."""
    if width_m is None:
        raise BadInputError("It has neither a shape nor a width.")
    direction = _on_plan(matrix, place)
    start = place.to_local(matrix[None, :2, 3])[0]
    height_m = float(matrix[2, 3])
    line = _line(start + direction * width_m / 2, direction, width_m)
    return Gap(line=line, bottom_m=height_m, top_m=height_m)


def _direction(matrix: FloatArray, mesh: Mesh, place: Place) -> FloatArray:
    """Return along which wall a thing stands: its x axis, or its longer side where that axis is upright."""
    if np.hypot(*matrix[:2, 0]) > _UPRIGHT:
        return _on_plan(matrix, place)
    box = shapely.minimum_rotated_rectangle(shapely.multipoints(place.to_local(mesh.points)))
    corners = shapely.get_coordinates(box)
    sides = np.diff(corners, axis=0)[:2] if len(corners) > 2 else np.diff(corners, axis=0)
    longest = max(sides, key=lambda side: float(np.hypot(*side)))
    return np.asarray(longest / np.hypot(*longest))


def _on_plan(matrix: FloatArray, place: Place) -> FloatArray:
    """Return the x axis of a thing on the plan, of length 1."""
    start, end = place.to_local(np.array([[0.0, 0.0], matrix[:2, 0]]))
    length = float(np.hypot(*(end - start)))
    if length < _UPRIGHT:
        raise BadInputError("It does not stand upright.")
    return np.asarray((end - start) / length)


def _line(middle: FloatArray, direction: FloatArray, width_m: float) -> LineString:
    return LineString([middle - direction * width_m / 2, middle + direction * width_m / 2])


def _clear_width_m(model: Model, door: Entity) -> float | None:
    """Return the stated width of a door less its lining on both sides [m], or None."""
    width_m = model.metres(getattr(door, "OverallWidth", None)) or model.length_m(door, "OverallWidth")
    width_m = width_m or model.length_m(door, "Width")
    lining_m = model.length_m(door, "LiningThickness") or 0.0
    if width_m is None or lining_m > _LINING_SHARE * width_m:
        return width_m
    return width_m - 2 * lining_m
