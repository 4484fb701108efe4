"""Questions of place about a venue: which unit, walkable or not, how many walls between."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from maps.ids import LevelId
from maps.position import Position
from maps.venue import Level, Unit, Venue

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

WALL_GRID_M = 0.001
"""Walls drawn twice within this distance are one wall [m]."""
_STEP_INSIDE_M = 0.001
"""A point snapped to walkable space is put this far inside its edge [m]."""


class SpatialIndex:
    """The geometry of one venue revision, indexed level by level on first use.

    Every question takes a level and local metres. A level the venue does not have raises `NotFoundError`; a
    coordinate that is not finite is simply nowhere.

    Parameters
    ----------
    venue : Venue
        The revision; never changed.

    Examples
    --------
    >>> from maps.frame import LocalFrame
    >>> from maps.ids import VenueId
    >>> frame = LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0)
    >>> empty = Venue(id=VenueId("empty"), revision=1, frame=frame, levels=(), units=())
    >>> SpatialIndex(empty).unit_at(Position(x_m=0.0, y_m=0.0, level_id=LevelId("F1")))
    Traceback (most recent call last):
        ...
    maps.errors.NotFoundError: Venue 'empty' has no level 'F1'. ...
    """

    def __init__(self, venue: Venue) -> None:
        self.venue = venue
        self._levels: dict[LevelId, _LevelGeometry] = {}

    def unit_at(self, position: Position) -> Unit | None:
        """Return the unit at a position, or None outside every unit.

        Edges belong to the unit. Where units overlap or touch, the smallest wins (a kiosk in a hall), then the
        first by id.
        """
        index = int(self.units_at(position.level_id, np.array([[position.x_m, position.y_m]]))[0])
        return None if index < 0 else self.venue.units_by_level[position.level_id][index]

    def units_at(self, level_id: LevelId, xy: FloatArray) -> IntArray:
        """Return, for each point, its unit's index in ``venue.units_by_level[level_id]``; -1 outside every unit.

        Parameters
        ----------
        xy : array of shape (n, 2)
            Local metres.
        """
        return self._level(level_id).units_at(_points(xy))

    def level_contains(self, position: Position) -> bool:
        """Return whether a position lies within its level's outline, edge included."""
        outline = self._level(position.level_id).level.outline
        return bool(shapely.intersects_xy(outline, position.x_m, position.y_m))

    def walkable_area(self, level_id: LevelId) -> MultiPolygon:
        """Return the union of the level's walkable units minus its solid fixtures, without any inset."""
        return self._level(level_id).walkable

    def inside_walkable(self, level_id: LevelId, xy: FloatArray) -> BoolArray:
        """Return, for each point of an (n, 2) array [m], whether it lies in walkable space, edge included."""
        points = _points(xy)
        inside: BoolArray = shapely.intersects_xy(self.walkable_area(level_id), points[:, 0], points[:, 1])
        return inside

    def nearest_walkable(self, position: Position, *, within_m: float) -> Position | None:
        """Return the nearest walkable position, or None if there is none within `within_m` [m].

        A position in walkable space is returned as it is; another is put a millimetre inside the nearest edge.
        """
        area = self.walkable_area(position.level_id)
        point = Point(position.x_m, position.y_m)
        if shapely.intersects_xy(area, point.x, point.y):
            return position
        if area.is_empty or not area.distance(point) <= within_m:
            return None
        edge, _ = nearest_points(area, point)
        inner = _step_inside(area, point, edge)
        return Position(x_m=inner.x, y_m=inner.y, level_id=position.level_id)

    def walls(self, level_id: LevelId) -> FloatArray:
        """Return the level's walls as an (n, 4) array of segments x0, y0, x1, y1 [m].

        Walls are the boundaries of all units minus the openings; one drawn by both its neighbours counts once.
        """
        return self._level(level_id).walls

    def walls_crossed(self, level_id: LevelId, ax: float, ay: float, bx: float, by: float) -> int:
        """Return how many walls the straight line from a to b [m] crosses."""
        one = np.array([[ax, ay]], dtype=float), np.array([[bx, by]], dtype=float)
        return int(self.walls_crossed_each(level_id, *one)[0])

    def walls_crossed_each(self, level_id: LevelId, a_xy: FloatArray, b_xy: FloatArray) -> IntArray:
        """Return, for each pair of points of two (n, 2) arrays [m], how many walls lie between them."""
        return self._level(level_id).walls_crossed(_points(a_xy), _points(b_xy))

    def _level(self, level_id: LevelId) -> "_LevelGeometry":
        geometry = self._levels.get(level_id)
        if geometry is None:
            geometry = _LevelGeometry(venue=self.venue, level=self.venue.get_level(level_id))
            self._levels[level_id] = geometry
        return geometry


@dataclass(kw_only=True)
class _LevelGeometry:
    """What is derived from one level, each part on first use."""

    venue: Venue
    level: Level

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.venue.units_by_level[self.level.id]

    @cached_property
    def unit_order(self) -> IntArray:
        """Unit indices, the unit that wins an overlap first."""
        units = self.units
        return np.array(sorted(range(len(units)), key=lambda i: (units[i].area.area, units[i].id)), dtype=np.int64)

    @cached_property
    def unit_areas(self) -> npt.NDArray[np.object_]:
        areas = np.array([self.units[i].area for i in self.unit_order], dtype=object)
        shapely.prepare(areas)
        return areas

    @cached_property
    def unit_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.unit_areas)

    def units_at(self, xy: FloatArray) -> IntArray:
        found = np.full(len(xy), len(self.units), dtype=np.int64)
        finite = np.flatnonzero(np.isfinite(xy).all(axis=1))
        near, ranks = self.unit_tree.query(shapely.points(xy[finite]))
        near = finite[near]
        hit = shapely.intersects_xy(self.unit_areas[ranks], xy[near, 0], xy[near, 1])
        np.minimum.at(found, near[hit], ranks[hit])
        return np.append(self.unit_order, -1)[found]

    @cached_property
    def walkable(self) -> MultiPolygon:
        floor = shapely.union_all([unit.area for unit in self.units if unit.walkable])
        solid = [f.area for f in self.venue.fixtures if f.solid and f.level_id == self.level.id]
        area = as_multipolygon(shapely.difference(floor, shapely.union_all(solid)) if solid else floor)
        shapely.prepare(area)
        return area

    @cached_property
    def walls(self) -> FloatArray:
        lines = shapely.union_all([unit.area.boundary for unit in self.units], grid_size=WALL_GRID_M)
        openings = (opening for opening in self.venue.openings if opening.level_id == self.level.id)
        doorways = shapely.union_all([self.venue.doorway(opening) for opening in openings])
        return _segments(shapely.get_parts(shapely.difference(lines, doorways)))

    @cached_property
    def wall_tree(self) -> shapely.STRtree:
        return shapely.STRtree(np.asarray(shapely.linestrings(self.walls.reshape(-1, 2, 2)), dtype=object))

    def walls_crossed(self, a: FloatArray, b: FloatArray) -> IntArray:
        crossed = np.zeros(len(a), dtype=np.int64)
        if not len(self.walls):
            return crossed
        finite = np.flatnonzero(np.isfinite(a).all(axis=1) & np.isfinite(b).all(axis=1))
        low, high = np.minimum(a, b)[finite], np.maximum(a, b)[finite]
        boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
        near, wall = self.wall_tree.query(boxes)
        near = finite[near]
        hit = segments_cross(a[near], b[near], self.walls[wall, :2], self.walls[wall, 2:])
        np.add.at(crossed, near[hit], 1)
        return crossed


def segments_cross(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray) -> BoolArray:
    """Return, row by row, whether segment a–b crosses segment c–d.

    Half open: an end on the other's line counts as its left side, so a path through the common end of two wall
    segments crosses exactly one of them, and parallel segments never cross.

    Parameters
    ----------
    a, b, c, d : arrays of shape (n, 2)
        Ends [m].
    """
    apart_of_wall = (_side(c, d, a) >= 0) != (_side(c, d, b) >= 0)
    apart_of_path = (_side(a, b, c) >= 0) != (_side(a, b, d) >= 0)
    crossing: BoolArray = apart_of_wall & apart_of_path
    return crossing


def as_multipolygon(geometry: BaseGeometry) -> MultiPolygon:
    """Return the polygons of any geometry as one MultiPolygon, perhaps empty."""
    parts: Iterable[BaseGeometry] = shapely.get_parts(geometry)
    polygons: list[Polygon] = []
    for part in parts:
        if isinstance(part, Polygon):
            polygons.append(part)
        elif isinstance(part, MultiPolygon):
            polygons.extend(part.geoms)
    return MultiPolygon([polygon for polygon in polygons if not polygon.is_empty])


def _side(a: FloatArray, b: FloatArray, p: FloatArray) -> FloatArray:
    side: FloatArray = (b[:, 0] - a[:, 0]) * (p[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (p[:, 0] - a[:, 0])
    return side


def _points(xy: FloatArray) -> FloatArray:
    return np.asarray(xy, dtype=np.float64).reshape(-1, 2)


def _segments(lines: npt.NDArray[np.object_]) -> FloatArray:
    if not len(lines):
        return np.empty((0, 4))
    coordinates, line_index = shapely.get_coordinates(lines, return_index=True)
    follows = line_index[1:] == line_index[:-1]
    segments: FloatArray = np.hstack([coordinates[:-1], coordinates[1:]])[follows]
    return segments


def _step_inside(area: MultiPolygon, outside: Point, edge: Point) -> Point:
    """Carry on past the edge by a millimetre; at a sharp corner that may not be inside: then stay on the edge."""
    way_m = outside.distance(edge)
    if way_m == 0:
        return edge
    share = (way_m + _STEP_INSIDE_M) / way_m
    inner = Point(outside.x + (edge.x - outside.x) * share, outside.y + (edge.y - outside.y) * share)
    return inner if shapely.intersects_xy(area, inner.x, inner.y) else edge
