"""Triangulate a level's faces into the arrays that sight works on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry import Point, Polygon

from maps.doorways import MAX_GAP_M
from maps.ids import FeatureId
from nav.space.kept import Kept, content
from nav.space.plan import Gap
from nav.space.sight import GUEST, TRIANGLE, VERTEX, Ints, Mesh
from nav.space.walkable import Walkable

Bools = npt.NDArray[np.bool_]

_NO_TRIANGLES = np.zeros((0, 3, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangulation:
    """A level in triangles. Units and gaps are numbered by their places in the level's ground; the code of crossing
    gap i from its first unit to its second is 2 i, the code of the way back 2 i + 1.

    Parameters
    ----------
    mesh : Mesh
        Without points of interest.
    unit : (m,) int64
        The unit of each triangle.
    corners : (k,) int64
        The vertices that have a node, in the order of their nodes.
    twins : (t, 3) int64
        Corners at one place on two sides of an opening: node, node, code from the first to the second.
    """

    mesh: Mesh
    unit: Ints
    corners: Ints
    twins: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edges:
    """The 3 m edges of the triangles: edge 3 t + i leaves triangle t from its vertex i."""

    partner: Ints
    code: Ints

    @property
    def wall(self) -> Bools:
        return self.partner < 0


def triangulate(ground: Walkable, kept: Kept) -> Triangulation:
    """Return the triangles of a level; faces that have not changed are not cut again."""
    number = {unit_id: i for i, unit_id in enumerate(ground.areas)}
    points, unit = _triangles(ground, number, kept)
    edges = _edges(points, unit, ground.gaps, number)
    vertex = _fans(edges.partner, ~edges.wall & (edges.code < 0))
    place = np.zeros((vertex.max(initial=-1) + 1, 2), dtype=np.int64)
    place[vertex] = points.reshape(-1, 2)
    before, after = _wall_neighbours(edges, vertex)
    is_corner = _turns(place, before, after)
    corners = np.flatnonzero(is_corner).astype(np.int64)
    node = np.full(len(place), -1, dtype=np.int64)
    node[corners] = np.arange(len(corners))
    order = np.argsort(vertex, kind="stable")
    fan_start = np.searchsorted(vertex[order], np.arange(len(place) + 1))
    vertices = np.zeros(len(place), dtype=VERTEX)
    vertices["x"], vertices["y"] = place.T
    vertices["before_x"], vertices["before_y"] = place[before].T
    vertices["after_x"], vertices["after_y"] = place[after].T
    vertices["node"], vertices["fan"], vertices["fan_end"] = node, fan_start[:-1], fan_start[1:]
    triangles = np.zeros(len(unit), dtype=TRIANGLE)
    triangles["vertex"], triangles["code"] = vertex.reshape(-1, 3), edges.code.reshape(-1, 3)
    triangles["beyond"] = np.where(edges.wall, -1, edges.partner // 3).reshape(-1, 3)
    mesh = Mesh(
        vertices=vertices,
        triangles=triangles,
        fans=order // 3,
        guests=np.zeros(0, dtype=GUEST),
        guest_start=np.zeros(len(unit) + 1, dtype=np.int64),
    )
    return Triangulation(mesh=mesh, unit=unit, corners=corners, twins=_twins(edges, vertex, node))


def _triangles(ground: Walkable, number: Mapping[FeatureId, int], kept: Kept) -> tuple[Ints, Ints]:
    """Return (m, 3, 2) counter-clockwise corners [mm] and the unit of each triangle."""
    keys = [("face", key) for key in content(ground.faces)]
    parts = kept.get_each(keys, lambda missing: _cut([ground.faces[i] for i in missing]))
    owner = np.array([number[unit_id] for unit_id in ground.units], dtype=np.int64)
    return np.concatenate([_NO_TRIANGLES, *parts]), np.repeat(owner, [len(part) for part in parts])


def _cut(faces: Sequence[Polygon]) -> list[Ints]:
    """Return the triangles of each face as (m, 3, 2) counter-clockwise corners [mm]."""
    whole = [shapely.transform(face, lambda xy: np.rint(xy * 1000.0)) for face in faces]
    parts, face = shapely.get_parts(shapely.constrained_delaunay_triangles(whole), return_index=True)
    points = np.rint(shapely.get_coordinates(parts)).astype(np.int64).reshape(-1, 4, 2)[:, :3]
    a, b, c = points[:, 0], points[:, 1], points[:, 2]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    points[area < 0] = points[area < 0][:, [0, 2, 1]]
    starts = np.searchsorted(face[area != 0], np.arange(1, len(faces)))
    return np.split(points[area != 0], starts)[: len(faces)]


def _edges(points: Ints, unit: Ints, gaps: Sequence[Gap], number: Mapping[FeatureId, int]) -> _Edges:
    """Pair the edges of neighbouring triangles; between two units only along a gap that joins them."""
    start, end = points.reshape(-1, 2), np.roll(points, -1, axis=1).reshape(-1, 2)
    ends = np.stack([start, end], axis=1)
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    ends[swap] = ends[swap][:, ::-1]
    key = ends.reshape(-1, 4)
    order = np.lexsort(key.T)
    same = np.all(key[order[1:]] == key[order[:-1]], axis=1)
    first, second = order[:-1][same], order[1:][same]
    partner = np.full(len(start), -1, dtype=np.int64)
    code = np.full(len(start), -1, dtype=np.int64)
    inside = unit[first // 3] == unit[second // 3]
    partner[first[inside]], partner[second[inside]] = second[inside], first[inside]
    by_units: dict[frozenset[int], list[int]] = {}
    for i, gap in enumerate(gaps):
        by_units.setdefault(frozenset(number[unit_id] for unit_id in gap.unit_ids), []).append(i)
    for one, two in zip(first[~inside].tolist(), second[~inside].tolist(), strict=True):
        from_unit = int(unit[one // 3])
        candidates = by_units.get(frozenset((from_unit, int(unit[two // 3]))), [])
        found = _nearest(gaps, candidates, (start[one] + end[one]) / 2000.0)
        if found is not None:
            partner[one], partner[two] = two, one
            backward = number[gaps[found].unit_ids[0]] != from_unit
            code[one], code[two] = 2 * found + backward, 2 * found + (not backward)
    return _Edges(partner=partner, code=code)


def _nearest(gaps: Sequence[Gap], candidates: Sequence[int], middle_m: npt.NDArray[np.float64]) -> int | None:
    spot = Point(middle_m)
    best = min(candidates, key=lambda i: gaps[i].line.distance(spot), default=None)
    return best if best is not None and gaps[best].line.distance(spot) <= MAX_GAP_M else None


def _fans(partner: Ints, through: Bools) -> Ints:
    """Return the vertex of each triangle corner: corners are one vertex if edges marked `through` join them."""
    edge = np.flatnonzero(through)
    other = partner[edge]
    after_edge, after_other = edge - edge % 3 + (edge % 3 + 1) % 3, other - other % 3 + (other % 3 + 1) % 3
    rows, columns = np.concatenate([edge, after_edge]), np.concatenate([after_other, other])
    size = len(partner)
    links = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(size, size))
    return connected_components(links, directed=False)[1].astype(np.int64)


def _wall_neighbours(edges: _Edges, vertex: Ints) -> tuple[Ints, Ints]:
    """Return the vertices before and after each vertex along the wall, through openings: walls bend there too."""
    whole = _fans(edges.partner, ~edges.wall)
    size = int(vertex.max(initial=-1)) + 1
    whole_of = np.zeros(size, dtype=np.int64)
    whole_of[vertex] = whole
    start = np.flatnonzero(edges.wall)
    end = start - start % 3 + (start % 3 + 1) % 3
    before, after = (np.full(int(whole.max(initial=-1)) + 1, -1, dtype=np.int64) for _ in range(2))
    after[whole[start]], before[whole[end]] = vertex[end], vertex[start]
    return before[whole_of], after[whole_of]


def _turns(place: Ints, before: Ints, after: Ints) -> Bools:
    """Return which vertices are reflex: a string pulled tight round the wall can bend there."""
    to_before, to_after = place[before] - place, place[after] - place
    cross = to_before[:, 0] * to_after[:, 1] - to_before[:, 1] * to_after[:, 0]
    along = (to_before * to_after).sum(axis=1)
    # Ground is on the left of before → vertex → after. Both neighbours in one direction: the end of a bare wall.
    turns: Bools = (before >= 0) & ((cross > 0) | ((cross == 0) & (along > 0)))
    return turns


def _twins(edges: _Edges, vertex: Ints, node: Ints) -> Ints:
    """Return the pairs of corners that face each other across an opening's end."""
    edge = np.flatnonzero(edges.code >= 0)
    other = edges.partner[edge]
    after_other = other - other % 3 + (other % 3 + 1) % 3
    after_edge = edge - edge % 3 + (edge % 3 + 1) % 3
    pairs = np.concatenate(
        [
            np.stack([node[vertex[edge]], node[vertex[after_other]], edges.code[edge]], axis=1),
            np.stack([node[vertex[after_edge]], node[vertex[other]], edges.code[edge]], axis=1),
        ]
    )
    return np.unique(pairs[(pairs[:, 0] >= 0) & (pairs[:, 1] >= 0)], axis=0).astype(np.int64)
