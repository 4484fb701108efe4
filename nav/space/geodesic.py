"""Exact shortest ways on one level: where a point is, what it sees, and which corners a path can turn at."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from nav.space.holding import holding
from nav.space.kept import Kept
from nav.space.mesh import Triangulation, triangulate
from nav.space.sight import GUEST, Ints, Mesh, Sight, Viewer, look, look_from_corners
from nav.space.walkable import Walkable

Floats = npt.NDArray[np.float64]

_NUDGES = sorted(((dx, dy) for dx in range(-3, 4) for dy in range(-3, 4)), key=lambda d: d[0] ** 2 + d[1] ** 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point on the walkable ground of a level, in whole millimetres.

    Parameters
    ----------
    triangle : int
        The triangle that holds it.
    vertex : int
        The vertex of the mesh that it is, or -1.
    unit : int
        The unit it is in, by its place in the venue.
    """

    x_mm: int
    y_mm: int
    triangle: int
    vertex: int
    unit: int

    @property
    def point_m(self) -> tuple[float, float]:
        """(x, y) in local metres."""
        return self.x_mm / 1000.0, self.y_mm / 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Straight ways between nodes of one level.

    Parameters
    ----------
    tail, head : (n,) int64
        From and to; every way is there in both directions.
    length_m : (n,) float64
        Length.
    code_start, codes : (n + 1,), (k,)
        The codes crossed by way i are ``codes[code_start[i]:code_start[i + 1]]``, in order.
    """

    tail: Ints
    head: Ints
    length_m: Floats
    code_start: Ints
    codes: Ints


class Floor:
    """The walkable ground of one level, ready to be looked around in.

    Its nodes are its corners, then its points of interest (`Floor.add_guests`). Units and codes are numbered as in its
    `Triangulation` until the floor is given the venue's numbers (`Floor.numbered`).
    """

    def __init__(self, ground: Walkable, kept: Kept | None = None) -> None:
        self.ground = ground
        self._triangles: Triangulation = triangulate(ground, kept if kept is not None else Kept())
        self.mesh: Mesh = self._triangles.mesh
        self._guests: tuple[Spot, ...] = ()
        corners = self._places_mm[self.mesh.triangles["vertex"]] / 1000.0
        rings = np.concatenate([corners, corners[:, :1]], axis=1)
        self._shapes: npt.NDArray[np.object_] = np.asarray(shapely.polygons(rings), dtype=object)
        self._tree = STRtree(self._shapes)
        self._main = _largest_part(self.neighbours[0], self.triangle_areas_m2)

    @property
    def _places_mm(self) -> Ints:
        return np.stack([self.mesh.vertices["x"], self.mesh.vertices["y"]], axis=1)

    @property
    def area(self) -> BaseGeometry:
        """The ground that the centre of a walker may stand on [local m]."""
        return shapely.union_all(list(self.ground.faces)) if self.ground.faces else MultiPolygon()

    @property
    def node_points_m(self) -> Floats:
        """(n, 2) places of the nodes."""
        spots = np.array([(spot.x_mm, spot.y_mm) for spot in self._guests], dtype=np.int64).reshape(-1, 2)
        return np.concatenate([self._places_mm[self._triangles.corners], spots]) / 1000.0

    @property
    def neighbours(self) -> tuple[Ints, Ints]:
        """The pairs of neighbouring triangles and the unit of each triangle: what is joined to what."""
        beyond = self.mesh.triangles["beyond"]
        inside, edge = np.nonzero(beyond >= 0)
        return np.stack([inside, beyond[inside, edge]], axis=1), self._triangles.unit

    @property
    def guest_nodes(self) -> Ints:
        """The nodes that are points of interest."""
        return len(self._triangles.corners) + np.arange(len(self._guests))

    @property
    def guest_triangles(self) -> Ints:
        """The triangles that hold them."""
        return np.array([spot.triangle for spot in self._guests], dtype=np.int64)

    @property
    def triangle_areas_m2(self) -> Floats:
        """The area of each triangle."""
        areas: Floats = np.asarray(shapely.area(self._shapes), dtype=np.float64)
        return areas

    def numbered(self, units: Ints, codes: Ints) -> "Floor":
        """Return the floor with other numbers for units and codes.

        Parameters
        ----------
        units, codes : (u,), (2 g,) int64
            The new number of each.
        """
        other, parts, twins = copy.copy(self), self._triangles, self._triangles.twins
        other._triangles = replace(
            parts, unit=units[parts.unit], twins=np.column_stack([twins[:, :2], codes[twins[:, 2]]])
        )
        triangles = self.mesh.triangles.copy()
        crossed = triangles["code"] >= 0
        triangles["code"][crossed] = codes[triangles["code"][crossed]]
        other.mesh = self.mesh._replace(triangles=triangles)
        other._guests = tuple(replace(spot, unit=int(units[spot.unit])) for spot in self._guests)
        return other

    def add_guests(self, spots: Sequence[Spot]) -> range:
        """Make points of interest nodes of this floor for good, and return their numbers."""
        first = self.n_nodes
        self._guests = (*self._guests, *spots)
        self.mesh = self._with_guests(self._guests)
        return range(first, self.n_nodes)

    def _with_guests(self, spots: Sequence[Spot]) -> Mesh:
        first = len(self._triangles.corners)
        rows = sorted((spot.triangle, spot.x_mm, spot.y_mm, first + i) for i, spot in enumerate(spots))
        hosts = [row[0] for row in rows]
        return self.mesh._replace(
            guests=np.array([row[1:] for row in rows], dtype=GUEST),
            guest_start=np.searchsorted(hosts, np.arange(len(self._triangles.unit) + 1)),
        )

    def find_spot_here(self, point: Point) -> Spot | None:
        """Return the spot at a point of the ground; None off the ground, and at a vertex. Sooner than `find_spot`."""
        x_mm, y_mm = round(point.x * 1000.0), round(point.y * 1000.0)
        triangle = holding(self.mesh, self._tree.query(point), x_mm, y_mm)
        if triangle < 0:
            return None
        return Spot(x_mm=x_mm, y_mm=y_mm, triangle=triangle, vertex=-1, unit=int(self._triangles.unit[triangle]))

    def find_spot(
        self, point: Point, *, within_m: float, units: Sequence[int] | None = None, main: bool = False
    ) -> Spot | None:
        """Return the nearest spot of the ground, or None if it is further away.

        Parameters
        ----------
        units : sequence of int or None
            Look only in these units, by their places in the venue.
        main : bool
            Look only in the largest connected part of the floor.
        """
        near = self._tree.query(point, predicate="dwithin", distance=within_m)
        if main:
            near = near[self._main[near]]
        if units is not None:
            near = near[np.isin(self._triangles.unit[near], units)]
        if not len(near):
            return None
        distance_m = shapely.distance(self._shapes[near], point)
        triangle = int(near[np.argmin(distance_m)])
        if distance_m.min() > 0.0:
            line = shapely.shortest_line(self._shapes[triangle], point)
            point = Point(shapely.get_coordinates(line)[0])
        return self._spot_near(point, near, triangle)

    def _spot_near(self, point: Point, near: npt.NDArray[np.int64], nearest: int) -> Spot:
        """Return the whole-millimetre spot nearest to a point on the ground, not on a vertex if it can be helped."""
        x_mm, y_mm = round(point.x * 1000.0), round(point.y * 1000.0)
        here = near[shapely.dwithin(self._shapes[near], point, 0.01)]
        vertices = self.mesh.triangles["vertex"][here]
        xs, ys = self.mesh.vertices["x"][vertices], self.mesh.vertices["y"][vertices]
        next_xs, next_ys = xs[:, [1, 2, 0]], ys[:, [1, 2, 0]]
        for dx, dy in _NUDGES:
            x, y = x_mm + dx, y_mm + dy
            turn = (next_xs - xs) * (y - ys) - (next_ys - ys) * (x - xs)
            holds = (turn >= 0).all(axis=1) & ~((xs == x) & (ys == y)).any(axis=1)
            if holds.any():
                triangle = int(here[np.argmax(holds)])
                return Spot(x_mm=x, y_mm=y, triangle=triangle, vertex=-1, unit=int(self._triangles.unit[triangle]))
        return self._vertex_spot(x_mm, y_mm, nearest)

    def _vertex_spot(self, x_mm: int, y_mm: int, triangle: int) -> Spot:
        """Return the vertex of a triangle nearest to a point: for triangles thinner than a millimetre."""
        vertices = self.mesh.triangles["vertex"][triangle]
        xs, ys = self.mesh.vertices["x"][vertices], self.mesh.vertices["y"][vertices]
        i = int(np.argmin((xs - x_mm) ** 2 + (ys - y_mm) ** 2))
        return Spot(
            x_mm=int(xs[i]),
            y_mm=int(ys[i]),
            triangle=triangle,
            vertex=int(vertices[i]),
            unit=int(self._triangles.unit[triangle]),
        )

    def is_main(self, spot: Spot) -> bool:
        """Return whether a spot is in the largest connected part of the floor."""
        return bool(self._main[spot.triangle])

    def look(self, viewer: Spot) -> Sight:
        """Return the nodes that a viewer sees."""
        return look(self.mesh, Viewer(viewer.x_mm, viewer.y_mm, viewer.triangle, viewer.vertex, self.n_nodes))

    @property
    def n_nodes(self) -> int:
        """The number of nodes."""
        return len(self._triangles.corners) + len(self._guests)

    def ways(self) -> Ways:
        """Return the straight ways between all nodes that see each other and that a shortest path could use."""
        start, seen = look_from_corners(self.mesh, self.n_nodes, self._triangles.corners)
        tails = [np.repeat(np.arange(len(start) - 1), np.diff(start))]
        heads, counts, codes = [seen.nodes], [np.diff(seen.code_start)], [seen.codes]
        for node, guest in enumerate(self._guests, start=len(self._triangles.corners)):
            sight = self.look(guest)
            tails.append(np.full(len(sight.nodes), node))
            heads.append(sight.nodes)
            counts.append(np.diff(sight.code_start))
            codes.append(sight.codes)
        twins = self._triangles.twins
        tails.append(twins[:, 0])
        heads.append(twins[:, 1])
        counts.append(np.ones(len(twins), dtype=np.int64))
        codes.append(twins[:, 2])
        tail, head = np.concatenate(tails), np.concatenate(heads)
        step = self.node_points_m[tail] - self.node_points_m[head]
        return Ways(
            tail=tail,
            head=head,
            length_m=np.hypot(step[:, 0], step[:, 1]),
            code_start=np.concatenate([[0], np.cumsum(np.concatenate(counts))]),
            codes=np.concatenate(codes),
        )


def _largest_part(pairs: Ints, areas_m2: Floats) -> npt.NDArray[np.bool_]:
    """Return which triangles are in the largest part that pairs of neighbours join up."""
    size = len(areas_m2)
    joined = coo_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    part = connected_components(joined, directed=False)[1] if size else np.zeros(0, dtype=np.int32)
    largest = np.argmax(np.bincount(part, weights=areas_m2, minlength=1))
    main: npt.NDArray[np.bool_] = part == largest
    return main
