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
from shapely.ops import substring

from maps.draft import DraftFeature

REACH_M = 0.5
"""A door belongs to a wall that passes this near [m]: beyond it, it was drawn somewhere else."""
_ON_WALL_M = 0.05
"""A door this near to a wall was drawn on it, whatever other walls are within reach [m]."""
_BESIDE_M = (0.08, 0.25, 0.5)
"""How far to look to each side of a wall for a unit: nearly touching, then across a wall's thickness [m]."""
_CORNER_RAD = np.radians(45)
"""A sharper turn is a corner; walls that turn less are round."""
_PROBE_M = 0.3
"""The units of a door are those on the two sides of this much wall around its point [m]."""
_STRAIGHT_M = 0.02
"""Vertices that bend a wall less than this are left out [m]."""
_SLACK_M = 0.03
"""Edges this near are the same, once such vertices are left out [m]."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPlace:
    """Where a door fits.

    Parameters
    ----------
    line : LineString
        The clear gap on the wall, bent only where the wall is round [local m].
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
        """Tree over the wall pieces."""
        return shapely.STRtree(self.pieces)

    @cached_property
    def pieces(self) -> list[LineString]:
        """Every unit's boundary from corner to corner; a shared wall is there once for each of its units."""
        return [piece for area in self.areas for piece in wall_pieces(area.boundary)]

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

        Of the walls that meet there, those the point lies on come first, then one between two units, then one with
        room for the whole width, then the nearest. Where the wall is shorter than the door, the door is as wide as
        the wall.
        """
        best: tuple[tuple[float, ...], DoorPlace] | None = None
        for piece in self._walls_near(point):
            line = centred(piece, point, min(width_m, _PROBE_M))
            left, right = self.sides(line)
            if left == right:
                continue
            line = centred(self._shared(piece, point, left, right), point, width_m)
            ids = tuple(self.units[unit].id for unit in (left, right) if unit is not None)
            away_m = piece.distance(point)
            score = (away_m <= _ON_WALL_M, len(ids), round(line.length, 2), -round(away_m, 3))
            if best is None or score > best[0]:
                best = score, DoorPlace(line=line, unit_ids=tuple(sorted(ids)))
        return best[1] if best else None

    def _walls_near(self, point: Point) -> Iterator[LineString]:
        for index in sorted(self.wall_tree.query(point, predicate="dwithin", distance=REACH_M)):
            yield self.pieces[index]

    def _shared(self, wall: LineString, point: Point, left: int | None, right: int | None) -> LineString:
        """Return the stretch of a wall around a point that is the edge of both units a door is to join."""
        for unit in (left, right):
            if unit is not None:
                boundary = self.areas[unit].boundary
                gap_m = boundary.distance(wall.interpolate(wall.project(point)))
                stretches = wall_pieces(wall.intersection(boundary.buffer(gap_m + _SLACK_M)))
                wall = min(stretches, key=lambda stretch: (round(stretch.distance(point), 2), -stretch.length))
        return wall


def wall_pieces(lines: BaseGeometry) -> list[LineString]:
    """Return any lines in pieces from corner to corner; a round wall is one piece."""
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    pieces: list[LineString] = []
    for part in shapely.get_parts(merged):
        if isinstance(part, LineString) and part.length > 0:
            vertices = shapely.get_coordinates(_from_a_corner(part).simplify(_STRAIGHT_M))
            sharp = np.flatnonzero(_turns_rad(vertices[:-1], vertices[1:]) > _CORNER_RAD) + 1
            pieces.extend(LineString(run) for run in _runs(vertices, sharp))
    return pieces


def _runs(vertices: FloatArray, corners: npt.NDArray[np.int64]) -> Iterator[FloatArray]:
    for start, end in pairwise([0, *corners.tolist(), len(vertices) - 1]):
        yield vertices[start : end + 1]


def _turns_rad(starts: FloatArray, ends: FloatArray) -> FloatArray:
    """Return how sharply a line turns from each of its segments to the next [rad]."""
    steps = ends - starts
    before, after = steps[:-1], steps[1:]
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turns: FloatArray = np.abs(np.arctan2(cross, (before * after).sum(axis=1)))
    return turns


def _from_a_corner(ring: LineString) -> LineString:
    """Let a closed line start at its sharpest corner, so that no wall is cut by an accident of drawing."""
    if not ring.is_closed or len(ring.coords) < 4:
        return ring
    vertices = shapely.get_coordinates(ring)[:-1]
    around = np.vstack([vertices[-1:], vertices, vertices[:1]])
    sharpest = int(_turns_rad(around[:-1], around[1:]).argmax())
    rolled = np.roll(vertices, -sharpest, axis=0)
    return LineString(np.vstack([rolled, rolled[:1]]))


def _middle(line: LineString) -> tuple[FloatArray, FloatArray]:
    """Return the middle of a line and the unit vector to its left there."""
    places = [line.interpolate(share, normalized=True) for share in (0.49, 0.5, 0.51)]
    before, middle, after = (np.array(place.coords[0]) for place in places)
    length_m = float(np.hypot(*(after - before)))
    direction = (after - before) / length_m if length_m > 0 else np.array([1.0, 0.0])
    return middle, np.array([-direction[1], direction[0]])


def centred(wall: LineString, point: Point, width_m: float) -> LineString:
    """Return the stretch of a wall, as wide as it allows, that is nearest to being centred on a point."""
    width_m = min(width_m, wall.length)
    start_m = min(max(wall.project(point) - width_m / 2, 0.0), wall.length - width_m)
    stretch = substring(wall, start_m, start_m + width_m)
    return stretch if isinstance(stretch, LineString) else wall
