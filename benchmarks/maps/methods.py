"""Other ways of making ways, as indoor systems do: rooms' middles, a grid, the medial axis."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Voronoi, cKDTree
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from benchmarks.maps.floors import Floor

Way = Callable[[np.ndarray, np.ndarray], LineString | None]
CELL_M, SAMPLE_M, WALL_M = 0.25, 0.3, 0.4
_NEIGHBOURS = ((1, 0), (0, 1), (1, 1), (1, -1))


def methods(floor: Floor) -> Mapping[str, Way]:
    ground = floor.ground
    shapely.prepare(ground)
    grid, medial = grid_of(ground), medial_axis_of(ground)
    return {
        "ours": lambda one, two: floor.way(tuple(one), tuple(two)),
        "ours, eased": lambda one, two: floor.way(tuple(one), tuple(two), eased=True),
        "centroid graph": centroids_of(floor).way,
        "grid, 8 neighbours": grid.way,
        "grid, pulled tight": lambda one, two: _tight(grid.way(one, two), ground),
        "medial axis": medial.way,
    }


@dataclass(frozen=True, kw_only=True)
class Net:
    """A graph drawn on a floor; a point joins it at the nearest node that it sees."""

    points: np.ndarray
    lengths: csr_array
    ground: BaseGeometry
    tree: cKDTree

    def way(self, one: np.ndarray, two: np.ndarray) -> LineString | None:
        start, end = (self._nearest(point) for point in (one, two))
        if start is None or end is None:
            return None
        _, before = dijkstra(self.lengths, directed=False, indices=start, return_predecessors=True)
        nodes = [end]
        while nodes[-1] != start:
            if before[nodes[-1]] < 0:
                return None
            nodes.append(int(before[nodes[-1]]))
        return LineString([one, *self.points[nodes[::-1]], two])

    def _nearest(self, point: np.ndarray) -> int | None:
        _, near = self.tree.query(point, k=min(40, len(self.points)))
        lines = shapely.linestrings([[point, self.points[i]] for i in np.atleast_1d(near)])
        seen = shapely.covers(self.ground, lines)
        return int(near[np.argmax(seen)]) if seen.any() else None


def net(points: np.ndarray, pairs: np.ndarray, ground: BaseGeometry) -> Net:
    lengths = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) + 1e-9
    graph = csr_array((lengths, (pairs[:, 0], pairs[:, 1])), shape=(len(points), len(points)))
    return Net(points=points, lengths=graph, ground=ground, tree=cKDTree(points))


def grid_of(ground: BaseGeometry) -> Net:
    """Return the cells of a square grid whose middles are on the ground, each joined to its eight neighbours."""
    x0, y0, x1, y1 = ground.bounds
    xs, ys = np.arange(x0, x1, CELL_M), np.arange(y0, y1, CELL_M)
    free = shapely.contains_xy(ground, *np.meshgrid(xs, ys, indexing="ij"))
    number = np.where(free, np.cumsum(free).reshape(free.shape) - 1, -1)
    pairs = []
    for dx, dy in _NEIGHBOURS:
        one = number[: len(xs) - dx, max(-dy, 0) : len(ys) - max(dy, 0)]
        two = number[dx:, max(dy, 0) : len(ys) + min(dy, 0)]
        both = (one >= 0) & (two >= 0)
        pairs.append(np.stack([one[both], two[both]], axis=1))
    i, j = np.nonzero(free)
    return net(np.stack([xs[i], ys[j]], axis=1), np.concatenate(pairs), ground)


def medial_axis_of(ground: BaseGeometry) -> Net:
    """Return the Voronoi edges of the ground's outline, sampled, that lie on the ground."""
    outline = shapely.segmentize(ground.boundary, SAMPLE_M)
    diagram = Voronoi(np.unique(shapely.get_coordinates(outline), axis=0))
    pairs = np.array([pair for pair in diagram.ridge_vertices if min(pair) >= 0])
    inside = shapely.covers(ground, shapely.linestrings(diagram.vertices[pairs]))
    return net(diagram.vertices, pairs[inside], ground)


def centroids_of(floor: Floor) -> Net:
    """Return the middles of units and of openings, each unit's joined to those of its openings."""
    venue = floor.router.venue
    units = {unit.id: i for i, unit in enumerate(venue.units_by_level[floor.level_id]) if unit.walkable}
    openings = [o for o in venue.openings if o.level_id == floor.level_id and set(o.unit_ids) <= units.keys()]
    points = [unit.area.centroid for unit in venue.units_by_level[floor.level_id]]
    points += [opening.line.interpolate(0.5, normalized=True) for opening in openings]
    first = len(points) - len(openings)
    pairs = [(units[unit], first + i) for i, opening in enumerate(openings) for unit in opening.unit_ids]
    return net(shapely.get_coordinates(points), np.array(pairs), floor.ground)


def _tight(way: LineString | None, ground: BaseGeometry) -> LineString | None:
    """Return a way with every bend left out that can be: from each point on to the last that it sees."""
    if way is None:
        return None
    points = np.array(way.coords)
    kept = [0]
    while kept[-1] < len(points) - 1:
        rest = np.arange(kept[-1] + 1, len(points))
        lines = shapely.linestrings([[points[kept[-1]], points[i]] for i in rest])
        seen = shapely.covers(ground, lines)
        seen[0] = True
        kept.append(int(rest[np.flatnonzero(seen)[-1]]))
    return LineString(points[kept])


def clearance_m(way: LineString, walls: BaseGeometry) -> float:
    """Return the mean distance from the walls along a way."""
    places = np.arange(0.0, way.length, CELL_M)
    return float(np.mean(shapely.distance(shapely.line_interpolate_point(way, places), walls)))


def near_walls(way: LineString, walls: BaseGeometry) -> float:
    """Return the share of a way on which somebody's shoulder is within 0.15 m of a wall."""
    places = np.arange(0.0, way.length, CELL_M)
    return float(np.mean(shapely.distance(shapely.line_interpolate_point(way, places), walls) < WALL_M))


def turns(way: LineString) -> int:
    """Return how often a way turns by more than 20°, once bends of less than 0.25 m are left out."""
    points = np.array(way.simplify(CELL_M).coords)
    steps = np.diff(points, axis=0)
    angles = np.arctan2(steps[:, 1], steps[:, 0])
    return int(np.sum(np.abs((np.diff(angles) + np.pi) % (2 * np.pi) - np.pi) > np.radians(20)))
