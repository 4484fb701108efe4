"""Doors of a drawing: leaves that swing, pairs of them, doors drawn without a swing, and gaps between areas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps.readers.dxf_drawing import Place, Swing
from maps.readers.dxf_layers import DOOR_LEAF_M
from maps.walls import LevelWalls, wall_pieces

P_SWING = 0.9
P_DRAWN = 0.6
P_PASSAGE = 0.5

_JAMB_M = 0.15
"""The edge of a closed leaf is this near to a wall [m]."""
_LEAF_SHARE = 0.15
_PAIR_M = 0.2
_STRAIGHT_RAD = np.radians(15)
_SLIDING_M = (0.6, 3.5)
_SLIDING_DEPTH_M = 0.5
_CLUSTER_M = 0.06
_APART_M = 0.5
_TOUCH_M = 0.02
_WALL_M = 0.05
_CLEAR_M = 0.3
_LEAST_PASSAGE_M = 0.6
_LEAST_CLEAR_M = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorway:
    """A door as closed [local m], the entity it comes from, and how sure it is."""

    line: LineString
    source: str
    confidence: float
    has_door: bool = True


def swing_doors(
    swings: Sequence[Swing],
    leaves: Sequence[LineString],
    walls: Sequence[LineString],
    units: LevelWalls | None,
) -> list[Doorway]:
    """Return where the leaves that swing close; two that meet are one door.

    An arc runs from the open leaf to the closed one. The open end has the leaf drawn to it; the closed end lies at a
    wall, and between two units.

    Parameters
    ----------
    swings : sequence of Swing
        Arcs of doors; those of another size are left out.
    leaves, walls : sequence of LineString
        Straight pieces of the layers of doors, and of walls and windows [local m].
    units : LevelWalls or None
        The units of the level, once they are known.
    """
    low, high = DOOR_LEAF_M
    fitting = [swing for swing in swings if low <= swing.radius <= high]
    leaf_tree, wall_tree = shapely.STRtree(leaves), shapely.STRtree(walls)
    closed = []
    for swing in fitting:
        first, second = swing.ends
        scores = [
            _closes(swing, end, other, leaf_tree, wall_tree, units) for end, other in ((first, second), (second, first))
        ]
        closed.append((swing, first if scores[0] >= scores[1] else second))
    return _paired(_distinct(closed))


def drawn_doors(
    leaves: Sequence[LineString], swings: Sequence[Swing], units: LevelWalls, known: Sequence[Doorway]
) -> list[Doorway]:
    """Return the doors that are drawn on their wall without a swing: sliding doors, blocks of two lines."""
    low, high = _SLIDING_M
    taken = shapely.union_all([each.line for each in known])
    free = unswept(leaves, swings)
    found = []
    for cluster in shapely.get_parts(shapely.union_all(shapely.buffer(np.array(free, dtype=object), _CLUSTER_M))):
        box = shapely.minimum_rotated_rectangle(cluster)
        if not isinstance(box, Polygon):
            continue
        line, depth_m = _long_axis(box)
        fits = low <= line.length - 2 * _CLUSTER_M <= high and depth_m <= _SLIDING_DEPTH_M
        if fits and (taken.is_empty or line.distance(taken) > _APART_M) and _parts_units(line, units):
            shorter = shapely.line_interpolate_point(line, [_CLUSTER_M, line.length - _CLUSTER_M])
            found.append(Doorway(line=LineString(shorter), source="a door without a swing", confidence=P_DRAWN))
    return found


def unswept(leaves: Sequence[LineString], swings: Sequence[Swing]) -> list[LineString]:
    """Return what is drawn of doors where no leaf swings."""
    sectors = [Polygon([each.hinge, *each.ends]).buffer(_CLUSTER_M) for each in swings]
    met = set(shapely.STRtree(leaves).query(sectors, predicate="intersects")[1].tolist()) if sectors else set()
    return [leaf for index, leaf in enumerate(leaves) if index not in met]


def passages(
    units: LevelWalls, walls: Sequence[LineString], known: Sequence[Doorway]
) -> Iterator[tuple[Doorway, tuple[str, str]]]:
    """Yield where two units touch and neither a wall nor a door stands between them, with their ids.

    Where a drawing has no walls, nothing is known of what stands between its areas, and nothing is yielded.
    """
    if not walls:
        return
    joined = {frozenset(units.unit_ids(each.line)) for each in known}
    tree = shapely.STRtree(walls)
    near = units.tree.query([units.areas[i] for i in units.ranked], predicate="dwithin", distance=_TOUCH_M)
    for first, second in sorted(zip(*near.tolist(), strict=True)):
        one, other = units.ranked[first], units.ranked[second]
        ids = tuple(sorted((units.units[one].id, units.units[other].id)))
        if first < second and frozenset(ids) not in joined:
            edge = units.areas[one].boundary.intersection(units.areas[other].buffer(_TOUCH_M))
            for piece in _open_stretches(edge, tree):
                yield (
                    Doorway(line=piece, source="areas that touch", confidence=P_PASSAGE, has_door=False),
                    (ids[0], ids[1]),
                )


def _closes(
    swing: Swing, end: Place, other: Place, leaves: shapely.STRtree, walls: shapely.STRtree, units: LevelWalls | None
) -> float:
    """Return how well an end of an arc fits as the closed one."""
    line = LineString([swing.hinge, end])
    score = 0.0
    if units is not None and _parts_units(line, units):
        score += 3.0
    if _has_leaf(swing, other, leaves) and not _has_leaf(swing, end, leaves):
        score += 2.0
    jambs = walls.query_nearest(Point(end), return_distance=True)[1]
    if len(jambs):
        score += float(jambs[0] <= _JAMB_M) - min(float(jambs[0]), 0.5)
    return score


def _has_leaf(swing: Swing, end: Place, leaves: shapely.STRtree) -> bool:
    """Return whether a leaf is drawn from the hinge to an end."""
    radius = swing.radius
    slack = _LEAF_SHARE * radius
    hinge, tip = Point(swing.hinge), Point(end)
    near = leaves.geometries.take(leaves.query(tip, predicate="dwithin", distance=slack))
    return any(leaf.distance(hinge) <= slack and 0.7 * radius <= leaf.length <= 1.4 * radius for leaf in near)


def _parts_units(line: LineString, units: LevelWalls) -> bool:
    left, right = units.sides(line)
    return left != right


def _distinct(closed: Sequence[tuple[Swing, Place]]) -> list[tuple[Swing, Place]]:
    """Return the leaves without those drawn twice at one place."""
    kept: dict[tuple[float, ...], tuple[Swing, Place]] = {}
    for swing, end in closed:
        kept.setdefault(tuple(round(each, 1) for each in (*swing.hinge, *end)), (swing, end))
    return list(kept.values())


def _paired(closed: Sequence[tuple[Swing, Place]]) -> list[Doorway]:
    """Return one door for each leaf, or for two leaves that meet in one line."""
    partner: dict[int, int] = {}
    if closed:
        tree = shapely.STRtree([Point(end) for _, end in closed])
        near = tree.query([Point(end) for _, end in closed], predicate="dwithin", distance=_PAIR_M)
        for one, other in sorted(zip(*near.tolist(), strict=True)):
            if one < other and one not in partner and other not in partner and _face(closed[one], closed[other]):
                partner[one], partner[other] = other, one
    doors = []
    for index, (swing, end) in enumerate(closed):
        mate = partner.get(index)
        if mate is None:
            doors.append(Doorway(line=LineString([swing.hinge, end]), source=swing.source, confidence=P_SWING))
        elif index < mate:
            line = LineString([swing.hinge, closed[mate][0].hinge])
            doors.append(Doorway(line=line, source=swing.source, confidence=P_SWING))
    return doors


def _face(one: tuple[Swing, Place], other: tuple[Swing, Place]) -> bool:
    """Return whether two closed leaves lie in one line, their hinges at its ends."""
    ways = [np.subtract(end, swing.hinge) for swing, end in (one, other)]
    cosine = float(ways[0] @ ways[1]) / float(np.hypot(*ways[0]) * np.hypot(*ways[1]))
    return bool(cosine <= -np.cos(_STRAIGHT_RAD))


def _long_axis(box: Polygon) -> tuple[LineString, float]:
    """Return the middle line of a rectangle along its longer side, and its other side [m]."""
    corners = shapely.get_coordinates(box)[:4]
    middles = [(corners[i] + corners[(i + 1) % 4]) / 2 for i in range(4)]
    axes = [LineString([middles[0], middles[2]]), LineString([middles[1], middles[3]])]
    short, long = sorted(axes, key=lambda axis: axis.length)
    return long, short.length


def _open_stretches(edge: BaseGeometry, walls: shapely.STRtree) -> Iterator[LineString]:
    lines = [part for part in shapely.get_parts(edge) if isinstance(part, LineString)]
    for piece in wall_pieces(shapely.multilinestrings(lines)):
        near = shapely.union_all(walls.geometries.take(walls.query(piece, predicate="dwithin", distance=_CLEAR_M)))
        clear = piece.difference(near.buffer(_CLEAR_M))
        for stretch in shapely.get_parts(piece.difference(near.buffer(_WALL_M))):
            wide = isinstance(stretch, LineString) and stretch.length >= _LEAST_PASSAGE_M
            if wide and stretch.intersection(clear).length >= _LEAST_CLEAR_M:
                yield stretch
