"""Rooms from lines: what walls, doors and the edge of the floor enclose."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from maps.errors import TooLargeError

NARROWEST_M = 0.45
"""Nobody passes between wall ends this near: they were meant to meet [m]."""
WIDEST_DOORWAY_M = 2.5
"""Where walls leave more of the floor's edge free, there is no doorway but one room [m]."""
MAX_CROSSINGS = 20_000
"""Walls that cross each other more often are no plan."""

_GRID_M = 0.001
_ON_M = 0.01
"""A line this near to a wall lies on it [m]."""
_ALONG_M = 0.2
"""The edge of a floor this near to a wall runs along it [m]."""
_SLIVER_M = 0.3
"""A face narrower than this is a gap between two lines of one wall [m]."""
_SAMPLE = 200

Array = npt.NDArray[np.object_]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosures:
    """What lines enclose.

    Parameters
    ----------
    rooms : tuple of Polygon
        Neighbours share their edges exactly; the largest first.
    doorways : tuple of LineString
        Where the edge of a floor between two rooms is free of walls.
    standing : BaseGeometry
        Walls that enclose nothing: they stand in a room.
    closed : tuple of LineString
        What was added to let wall ends meet that fell short.
    """

    rooms: tuple[Polygon, ...]
    doorways: tuple[LineString, ...]
    standing: BaseGeometry
    closed: tuple[LineString, ...]


def enclose(
    walls: Sequence[LineString], doors: Sequence[LineString], floors: Sequence[Polygon], holes: Sequence[Polygon] = ()
) -> Enclosures:
    """Return the rooms that walls and doors enclose on floors.

    Parameters
    ----------
    walls, doors : sequence of LineString
        Drawn as lines [local m]; a door closes the gap that its wall leaves.
    floors : sequence of Polygon
        Where there is ground; without any, whatever is enclosed is a room. The edge of a floor encloses too; where it
        runs free between two rooms for more than `WIDEST_DOORWAY_M`, they are one.
    holes : sequence of Polygon
        Where there is none.

    Raises
    ------
    TooLargeError
        If the lines cross more than about `MAX_CROSSINGS` times.
    """
    _check_crossings([*walls, *doors, *(floor.exterior for floor in floors)])
    solid = _noded([*walls, *doors])
    closed = tuple(_closing(solid))
    solid = _noded([*solid, *closed])
    edges = _noded([*solid, *(ring for floor in (*floors, *holes) for ring in _rings(floor))])
    faces = _on_floor(shapely.get_parts(shapely.polygonize(edges)), floors, holes)
    free = _free_edges(edges, solid, faces)
    groups = _groups(faces, free, shapely.STRtree(solid))
    rooms = _merged(faces, groups)
    return Enclosures(
        rooms=tuple(sorted(rooms, key=lambda room: (-round(room.area, 3), room.bounds))),
        doorways=tuple(_doorways(free, groups, shapely.STRtree(solid))),
        standing=_standing(solid, walls, [*faces, *rooms]),
        closed=closed,
    )


def is_sliver(face: Polygon) -> bool:
    """Return whether a face is nowhere as wide as a person's shoulders: a gap between two lines."""
    return bool(face.buffer(-_SLIVER_M / 2).is_empty)


def _noded(lines: Iterable[BaseGeometry]) -> Array:
    """Return lines cut where they meet, each stretch once."""
    parts = shapely.get_parts(shapely.union_all(list(lines), grid_size=_GRID_M))
    return np.array([part for part in parts if isinstance(part, LineString) and not part.is_empty], dtype=object)


def _rings(floor: Polygon) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(shapely.make_valid(floor, method="structure")):
        if isinstance(part, Polygon):
            yield part.boundary


def _check_crossings(lines: Sequence[BaseGeometry]) -> None:
    tree = shapely.STRtree(lines)
    sample = lines[:: max(1, len(lines) // _SAMPLE)]
    met = tree.query(sample, predicate="crosses").shape[1] if sample else 0
    if met / 2 * len(lines) / max(1, len(sample)) > MAX_CROSSINGS:
        raise TooLargeError(
            f"The {len(lines)} walls of a level cross each other everywhere.", remedy="Check that these are walls."
        )


def _closing(solid: Array) -> Iterator[LineString]:
    """Yield a stretch from each loose wall end to the nearest other wall, where that is near."""
    if not len(solid):
        return
    ends = [(line.coords[0], line.coords[-1]) for line in solid]
    uses = Counter(end for pair in ends for end in pair)
    tree = shapely.STRtree(solid)
    for index, pair in enumerate(ends):
        for end, other in (pair, pair[::-1]):
            if uses[end] == 1:
                near = tree.query(Point(end), predicate="dwithin", distance=NARROWEST_M)
                walls = [solid[each] for each in near if each != index and not {end, other} & set(ends[each])]
                if walls:
                    wall = min(walls, key=lambda line: (line.distance(Point(end)), line.wkt))
                    stretch = LineString([Point(end), nearest_points(Point(end), wall)[1]])
                    if stretch.length > 0:
                        yield stretch


def _on_floor(faces: Array, floors: Sequence[Polygon], holes: Sequence[Polygon]) -> list[Polygon]:
    ground = shapely.union_all(shapely.make_valid(list(floors))) if floors else None
    void = shapely.union_all(shapely.make_valid(list(holes))) if holes else Polygon()
    points = shapely.point_on_surface(faces)
    kept = np.ones(len(faces), dtype=bool) if ground is None else shapely.intersects(ground, points)
    return list(faces[kept & ~shapely.intersects(void, points)])


def _free_edges(edges: Array, solid: Array, faces: Sequence[Polygon]) -> dict[Pair, list[LineString]]:
    """Return the edges between each two faces on which no wall or door stands."""
    middles = shapely.line_interpolate_point(edges, 0.5, normalized=True)
    walled = set(shapely.STRtree(solid).query(middles, predicate="dwithin", distance=_ON_M)[0].tolist())
    beside: dict[int, list[int]] = {}
    for index, face in zip(*shapely.STRtree(faces).query(middles, predicate="dwithin", distance=_GRID_M).tolist()):
        beside.setdefault(index, []).append(face)
    free: dict[Pair, list[LineString]] = {}
    for index, found in sorted(beside.items()):
        if index not in walled and len(found) == 2:
            free.setdefault((min(found), max(found)), []).append(edges[index])
    return free


def _groups(faces: Sequence[Polygon], free: Mapping[Pair, list[LineString]], walls: shapely.STRtree) -> list[int]:
    """Return which faces are one room: no wall parts them, or one is a sliver beside the other."""
    joined: nx.Graph[int] = nx.Graph()
    joined.add_nodes_from(range(len(faces)))
    open_m = {pair: sum(line.length for line in lines) for pair, lines in free.items()}
    for pair, lines in free.items():
        if sum(gap.length for gap, _ in _gaps(lines, walls)) > WIDEST_DOORWAY_M:
            joined.add_edge(*pair)
    for index in (index for index, face in enumerate(faces) if is_sliver(face)):
        beside = [pair for pair in open_m if index in pair]
        if beside:
            joined.add_edge(*max(beside, key=lambda pair: open_m[pair]))
    rooms = {face: number for number, room in enumerate(nx.connected_components(joined)) for face in room}
    return [rooms[index] for index in range(len(faces))]


def _merged(faces: Sequence[Polygon], groups: Sequence[int]) -> list[Polygon]:
    members: dict[int, list[Polygon]] = {}
    for face, group in zip(faces, groups, strict=True):
        members.setdefault(group, []).append(face)
    areas = (shapely.union_all(group, grid_size=_GRID_M) for group in members.values())
    parts = (part for area in areas for part in shapely.get_parts(area))
    return [part for part in parts if isinstance(part, Polygon) and not is_sliver(part)]


def _doorways(
    free: Mapping[Pair, list[LineString]], groups: Sequence[int], walls: shapely.STRtree
) -> Iterator[LineString]:
    """Yield where two rooms touch and no wall or door stands."""
    between: dict[Pair, list[LineString]] = {}
    for (one, other), lines in free.items():
        if groups[one] != groups[other]:
            rooms = sorted((groups[one], groups[other]))
            between.setdefault((rooms[0], rooms[1]), []).extend(lines)
    for lines in between.values():
        for gap, line in _gaps(lines, walls):
            if gap.length >= NARROWEST_M:
                whole = line.intersection(gap.buffer(_ALONG_M * 0.9))  # what was taken off its ends
                yield whole if isinstance(whole, LineString) else gap


def _gaps(lines: Sequence[LineString], walls: shapely.STRtree) -> Iterator[tuple[LineString, LineString]]:
    """Yield the stretches of lines along which no wall runs, each with its line."""
    for line in shapely.get_parts(shapely.line_merge(shapely.union_all(lines))):
        near = walls.geometries.take(walls.query(line, predicate="dwithin", distance=_ALONG_M))
        for gap in shapely.get_parts(line.difference(shapely.union_all(near).buffer(_ALONG_M))):
            if isinstance(gap, LineString):
                yield gap, line


def _standing(solid: Array, walls: Sequence[LineString], areas: Sequence[Polygon]) -> BaseGeometry:
    """Return the stretches of wall that are no edge of any area."""
    middles = shapely.line_interpolate_point(solid, 0.5, normalized=True)
    outlines = shapely.STRtree([area.boundary for area in areas])
    edging = outlines.query(middles, predicate="dwithin", distance=_ON_M)[0].tolist()
    drawn = shapely.STRtree(walls).query(middles, predicate="dwithin", distance=_ON_M)[0].tolist()
    return shapely.line_merge(shapely.union_all(solid[sorted(set(drawn) - set(edging))]))
