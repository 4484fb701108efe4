"""Which units lie on either side of a line, and where along a wall a door fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature

REACH_M = 0.3
"""A door lies on a wall that passes this near [m]."""
_BESIDE_M = (0.08, 0.25, 0.5)
"""How far to look to each side of a wall for a unit: nearly touching, then across a wall's thickness [m]."""
_STRAIGHT_M = 0.02
"""Vertices that bend a wall less than this are not corners [m]."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPlace:
    """Where a door fits.

    Parameters
    ----------
    line : LineString
        The clear gap, straight, on the wall [local m].
    unit_ids : tuple of str
        The units on its two sides, one if the other side is outside every unit.
    """

    line: LineString
    unit_ids: tuple[str, ...]


@dataclass(kw_only=True)
class LevelWalls:
    """The units of one level, as things with sides."""

    units: Sequence[DraftFeature]
    areas: Sequence[BaseGeometry]

    @cached_property
    def ranked(self) -> list[int]:
        """Unit indices; of units that overlap the smallest comes first, then the first by id."""
        return sorted(range(len(self.units)), key=lambda i: (self.areas[i].area, self.units[i].id))

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Tree over the areas, in ranked order."""
        return shapely.STRtree([self.areas[i] for i in self.ranked])

    @cached_property
    def wall_tree(self) -> shapely.STRtree:
        """Tree over the straight wall pieces."""
        return shapely.STRtree(self.pieces)

    @cached_property
    def pieces(self) -> list[LineString]:
        """Every unit's boundary in straight pieces; a shared wall is there once for each of its units."""
        return [piece for area in self.areas for piece in straight_pieces(area.boundary)]

    def unit_holding(self, x_m: float, y_m: float) -> int | None:
        """Return the index of the unit that holds a point, or None."""
        ranks = self.tree.query(Point(x_m, y_m), predicate="intersects")
        return self.ranked[int(ranks.min())] if len(ranks) else None

    def sides(self, line: LineString) -> tuple[int | None, int | None]:
        """Return the units left and right of the middle of a line, looking across a wall's thickness."""
        middle, normal = _middle(line)
        found: list[int | None] = []
        for sign in (1.0, -1.0):
            points = (middle + sign * reach_m * normal for reach_m in _BESIDE_M)
            units = (self.unit_holding(float(x), float(y)) for x, y in points)
            found.append(next((unit for unit in units if unit is not None), None))
        return found[0], found[1]

    def unit_ids(self, line: LineString) -> tuple[str, ...]:
        """Return the ids of the different units on the two sides of a line."""
        found = [self.units[unit].id for unit in self.sides(line) if unit is not None]
        return tuple(dict.fromkeys(found))

    def place_door(self, point: Point, width_m: float) -> DoorPlace | None:
        """Return where a door of a width [m] fits on the wall at a point, or None where no wall is near.

        Of the walls that meet there, one between two units wins, then one with room for the whole width, then the
        nearest. Where the wall is shorter than the door, the door is as wide as the wall.
        """
        best: tuple[tuple[float, ...], DoorPlace] | None = None
        for piece in self._walls_near(point):
            line = _centred(piece, point, width_m)
            left, right = self.sides(line)
            if left == right:
                continue
            line = self._on_both(line, left, right)
            ids = tuple(self.units[unit].id for unit in (left, right) if unit is not None)
            score = (len(ids), round(line.length, 2), -round(piece.distance(point), 3))
            if best is None or score > best[0]:
                best = score, DoorPlace(line=line, unit_ids=tuple(sorted(ids)))
        return best[1] if best else None

    def _walls_near(self, point: Point) -> Iterator[LineString]:
        for index in sorted(self.wall_tree.query(point, predicate="dwithin", distance=REACH_M)):
            yield self.pieces[index]

    def _on_both(self, line: LineString, left: int | None, right: int | None) -> LineString:
        """Shorten a door that reaches past the end of the wall its two units share."""
        for unit in (left, right):
            if unit is None:
                continue
            boundary = self.areas[unit].boundary
            if boundary.dwithin(line.centroid, _BESIDE_M[0]):
                shared = longest_piece(line.intersection(boundary.buffer(_BESIDE_M[0])))
                line = shared if shared is not None and shared.length > _STRAIGHT_M else line
        return line


def straight_pieces(lines: BaseGeometry) -> list[LineString]:
    """Return the straight pieces of any lines, near-straight corners taken out."""
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    pieces: list[LineString] = []
    for part in shapely.get_parts(merged):
        if isinstance(part, LineString) and not part.is_empty:
            corners = shapely.get_coordinates(_from_a_corner(part).simplify(_STRAIGHT_M))
            pieces.extend(LineString(pair) for pair in pairwise(corners))
    return pieces


def longest_piece(lines: BaseGeometry) -> LineString | None:
    """Return the longest straight piece of any lines, or None."""
    return max(straight_pieces(lines), key=lambda piece: piece.length, default=None)


def _from_a_corner(ring: LineString) -> LineString:
    """Let a closed line start at its sharpest corner, so that no straight wall is cut by an accident of drawing."""
    corners = shapely.get_coordinates(ring)[:-1]
    if not ring.is_closed or len(corners) < 3:
        return ring
    before, after = corners - np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0) - corners
    turn = np.abs(np.arctan2(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0], (before * after).sum(axis=1)))
    rolled = np.roll(corners, -int(turn.argmax()), axis=0)
    return LineString(np.vstack([rolled, rolled[:1]]))


def _middle(line: LineString) -> tuple[FloatArray, FloatArray]:
    """Return the middle of a line and the unit vector to its left."""
    ends = shapely.get_coordinates(line)[[0, -1]]
    along = ends[1] - ends[0]
    length = float(np.hypot(*along))
    direction = along / length if length > 0 else np.array([1.0, 0.0])
    return ends.mean(axis=0), np.array([-direction[1], direction[0]])


def _centred(wall: LineString, point: Point, width_m: float) -> LineString:
    """Return the stretch of a straight wall nearest to being centred on a point."""
    width_m = min(width_m, wall.length)
    start = min(max(wall.project(point) - width_m / 2, 0.0), wall.length - width_m)
    return LineString([wall.interpolate(start), wall.interpolate(start + width_m)])
