"""A route drawn with room to spare: not from corner to corner along the walls, but a little away from them.

The shortest way touches every corner it goes round. People keep more distance where there is room: moved outward, the
corners and with them the stretches between leave the walls. How much longer the line gets is bounded, and what a route
costs, takes and crosses stays that of the exact way.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from shapely.geometry import Point

from nav.route import Leg, Route
from nav.space.geodesic import Floor, Spot
from nav.ways.graph import Graph
from nav.ways.straight import find_codes

MOST_LONGER = 0.02
"""The share by which an eased line is longer than the exact one, at most."""

_STEPS_M = (0.8, 0.5, 0.3, 0.2, 0.1)
"""How far a corner is moved: the first of these that stays within bounds and on the ground [m]."""

_OFF_M = 0.005
"""Lines are tried from this far off the corners, so that no millimetre of rounding decides what is seen [m]."""

XY = tuple[float, float]


def eased(graph: Graph, route: Route) -> Route:
    """Return a route with its lines eased; everything else is as it was."""
    return replace(route, legs=tuple(leg if leg.kind is not None else _eased(graph, leg) for leg in route.legs))


def _eased(graph: Graph, leg: Leg) -> Leg:
    """Return a leg with its corners moved outward, one after the other; the leg itself where it cannot be followed."""
    floor = graph.floors[leg.from_level_id]
    spots = [_find_spot(floor, point) for point in _off_corners(leg.points)]
    for i in range(1, len(spots) - 1):
        before, corner, after = spots[i - 1 : i + 2]
        if before is not None and corner is not None and after is not None:
            most_m = MOST_LONGER * (math.dist(*leg.points[i - 1 : i + 1]) + math.dist(*leg.points[i : i + 2])) / 2
            spots[i] = _find_moved(floor, before, corner, after, most_m) or corner
    pairs = [(one, two) for one, two in pairwise(spots) if one is not None and two is not None]
    if None in spots[1:-1] or any(find_codes(floor, *pair) is None for pair in pairs):
        return leg
    turned = tuple(spot.point_m for spot in spots[1:-1] if spot is not None)
    return replace(leg, points=(leg.points[0], *turned, leg.points[-1]))


def _off_corners(points: Sequence[XY]) -> list[XY]:
    """Return points with those between the ends a little further out."""
    triples = zip(points, points[1:], points[2:], strict=False)
    inner = [_shifted(corner, _outward(before, corner, after), _OFF_M) for before, corner, after in triples]
    return [points[0], *inner, points[-1]]


def _find_spot(floor: Floor, point: XY) -> Spot | None:
    return floor.find_spot(Point(point), within_m=_OFF_M)


def _find_moved(floor: Floor, before: Spot, corner: Spot, after: Spot, most_m: float) -> Spot | None:
    """Return a spot further out to turn at, from which the same is crossed as before; None if there is no room."""
    crossed = _crossed(floor, before, corner, after)
    outward = _outward(before.point_m, corner.point_m, after.point_m)
    if crossed is None:
        return None
    usual_m = _length_m(before, corner, after)
    for step_m in _STEPS_M:
        spot = _find_spot(floor, _shifted(corner.point_m, outward, step_m))
        if spot is None or _length_m(before, spot, after) - usual_m > most_m:
            continue
        if _crossed(floor, before, spot, after) == crossed:
            return spot
    return None


def _length_m(*spots: Spot) -> float:
    return sum(math.dist(one.point_m, two.point_m) for one, two in pairwise(spots))


def _crossed(floor: Floor, before: Spot, corner: Spot, after: Spot) -> tuple[int, ...] | None:
    """Return what is crossed on the way round a corner, None if it cannot be walked straight."""
    there, on = find_codes(floor, before, corner), find_codes(floor, corner, after)
    return None if there is None or on is None else (*there, *on)


def _outward(before: XY, corner: XY, after: XY) -> XY:
    """Return the direction in which a line bends, as a unit vector; nothing where it is straight."""
    back, ahead = _direction(corner, before), _direction(corner, after)
    x, y = -(back[0] + ahead[0]), -(back[1] + ahead[1])
    size = math.hypot(x, y)
    return (x / size, y / size) if size > 1e-6 else (0.0, 0.0)


def _shifted(point: XY, direction: XY, step_m: float) -> XY:
    return point[0] + step_m * direction[0], point[1] + step_m * direction[1]


def _direction(start: XY, end: XY) -> XY:
    length_m = max(math.dist(start, end), 1e-9)
    return (end[0] - start[0]) / length_m, (end[1] - start[1]) / length_m
