"""Rooms of a drawing that has only lines: what walls, windows and closed doors enclose."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from maps.readers.dxf_areas import Room
from maps.readers.dxf_drawing import Points, Stroke
from maps.repair import find_area

GAP_M = 0.04
"""Lines that miss each other by up to twice this enclose a room all the same [m]."""
NARROWEST_M = 0.7
"""What is narrower everywhere is the inside of a wall, not a room [m]."""
LEAST_ROOM_M2 = 0.8
"""The smallest room that walls alone make believe [m²]: a cubicle."""
THROUGH_M = 0.15
"""A closed door reaches this far into the walls beside it [m]."""
P_ENCLOSED = 0.7


def segments_of(strokes: Sequence[Stroke]) -> list[LineString]:
    """Return each stroke as its straight pieces; those without a length left out."""
    pieces: list[LineString] = []
    for stroke in strokes:
        ring: Points = np.vstack([stroke.points, stroke.points[:1]]) if stroke.closed else stroke.points
        pairs = np.stack([ring[:-1], ring[1:]], axis=1)
        long = (np.abs(pairs[:, 0] - pairs[:, 1]) > 1e-6).any(axis=1)
        pieces.extend(LineString(pair) for pair in pairs[long])
    return pieces


def enclosed_rooms(walls: Sequence[LineString], doorways: Sequence[LineString]) -> list[Room]:
    """Return the rooms that walls enclose once their doors are shut.

    Parameters
    ----------
    walls : sequence of LineString
        Faces of walls, windows and columns; one line or two to the wall [local m].
    doorways : sequence of LineString
        Doors as closed, from jamb to jamb [local m].

    Notes
    -----
    Lines are widened by `GAP_M`, so that small gaps close; the holes of what that covers, widened back, are the rooms:
    true to the millimetre where corners are square.
    """
    lines = [*walls, *(_through(line) for line in doorways)]
    if not lines:
        return []
    wide = shapely.buffer(np.array(lines, dtype=object), GAP_M, cap_style="square", join_style="mitre")
    solid = shapely.union_all(wide)
    inside = shapely.union_all([Polygon(hole) for part in shapely.get_parts(solid) for hole in part.interiors])
    rooms = []
    for free in shapely.get_parts(inside.difference(solid)):
        area = find_area(free.buffer(GAP_M, join_style="mitre"))
        if area is not None and is_roomy(area):
            rooms.append(Room(drawn=area, area=area, source="what walls enclose", confidence=P_ENCLOSED))
    return rooms


def is_roomy(area: BaseGeometry) -> bool:
    """Return whether an area is wide enough somewhere to be a room."""
    return area.area >= LEAST_ROOM_M2 and not area.buffer(-NARROWEST_M / 2).is_empty


def _through(line: LineString) -> LineString:
    start, end = np.array(line.coords[0]), np.array(line.coords[-1])
    along = (end - start) / max(line.length, 1e-9) * THROUGH_M
    return LineString([start - along, end + along])
