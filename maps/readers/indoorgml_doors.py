"""Where the door between two cells is: as drawn, else where one crosses the wall they share."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, substring

from maps.joints import DOOR_WIDTH_M
from maps.readers.gml import Array
from maps.walls import wall_pieces

WALL_M = 0.6
"""Cells further apart have more than a wall between them [m]."""
P_WALL = 0.6
"""How sure a door is of which only the wall is known."""

_NICHE_M = 2.0
"""A shared edge up to so long is a doorway as a whole [m]."""
_LEAST_M = 0.3
_SLACK_M = 0.02
_P_NICHE = 0.8


def foot_of(points: Array) -> LineString | None:
    """Return the line that a boundary covers seen from above, or None where it does not stand upright.

    Parameters
    ----------
    points : array, n x 3
        Its corners [local m].
    """
    if len(points) < 2:
        return None
    low = points[points[:, 2] < points[:, 2].min() + _SLACK_M] if np.ptp(points[:, 2]) > _SLACK_M else points
    foot = list(dict.fromkeys((x, y) for x, y, _ in low.tolist()))
    line = LineString(foot) if len(foot) > 1 else None
    is_flat = np.ptp(points[:, 2]) <= _SLACK_M and len(foot) > 2
    if line is None or line.length < _LEAST_M or is_flat:
        return None
    upright = shapely.distance(shapely.points(points[:, :2]), line).max() <= _SLACK_M
    return line if upright else None


def door_between(one: BaseGeometry, other: BaseGeometry, path: LineString) -> tuple[LineString | None, float]:
    """Return a door on the wall between two areas, where a path crosses it, and how sure that is."""
    gap_m = one.distance(other)
    if gap_m > WALL_M:
        return None, 0.0
    pieces = list(_walls_between(one, other, gap_m))
    if not pieces:
        return None, 0.0
    piece = min(pieces, key=lambda piece: (round(piece.distance(path), 2), -piece.length))
    if piece.length <= _NICHE_M:
        return piece, _P_NICHE
    return gap_in(piece, piece.project(nearest_points(piece, path)[0]), DOOR_WIDTH_M), P_WALL


def gap_in(wall: LineString, at_m: float, width_m: float) -> LineString:
    """Return a gap in a wall that is wider than it, as near to being centred as the wall allows."""
    start_m = min(max(at_m - width_m / 2, 0.0), wall.length - width_m)
    stretch = substring(wall, start_m, start_m + width_m)
    return stretch if isinstance(stretch, LineString) else wall


def midline(area: BaseGeometry) -> LineString | None:
    """Return the line along the middle of an area that is as thin as a wall, or None."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(area))[:4]
    if len(corners) < 4:
        return None
    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    lines = sorted((LineString([middles[i], middles[i + 2]]) for i in (0, 1)), key=lambda line: line.length)
    return lines[1] if lines[0].length <= WALL_M and Point(lines[1].coords[0]) != Point(lines[1].coords[1]) else None


def _walls_between(one: BaseGeometry, other: BaseGeometry, gap_m: float) -> Iterator[LineString]:
    near = other.buffer(gap_m + _SLACK_M)
    for piece in wall_pieces(one.boundary):
        for part in shapely.get_parts(piece.intersection(near)):
            if isinstance(part, LineString) and part.length >= _LEAST_M:
                yield part
