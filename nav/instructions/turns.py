"""Where a walker really turns: wiggles merged, bends summed."""

import math
from dataclasses import dataclass

from nav.instructions.stretches import Point, Stretch

WIGGLE_M = 0.6
"""A detour this small beside the line is no change of direction [m]."""
SAME_WAY_M = 5.0
"""Two bends the same way this close are one turn [m]."""
SIDE_STEP_M = 2.5
"""Two bends that undo each other and shift the way by no more than this go round something in plain sight [m]."""
LONGEST_TURN_M = 10.0
"""A bend longer than this is more than one turn [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of direction.

    Parameters
    ----------
    point : (x_m, y_m)
        Its sharpest vertex, on the route [local m].
    along_m, first_m, last_m : float
        The sharpest vertex, and the first and last of the bends that were merged [m from the start of the route].
    angle_deg : float
        Left positive, right negative; more than 180 when it coils.
    heading_rad : float
        Direction of travel before it, from east, anticlockwise.
    """

    point: Point
    leg_index: int
    along_m: float
    first_m: float
    last_m: float
    angle_deg: float
    heading_rad: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bend:
    index: int
    along_m: float
    angle_deg: float
    heading_rad: float


def find_turns(stretch: Stretch) -> tuple[Turn, ...]:
    """Return the changes of direction along a stretch, in order, of any angle."""
    kept = _straightened(stretch.points, 0, len(stretch.points) - 1)
    bends = [
        _Bend(
            index=here,
            along_m=stretch.along_m[here],
            angle_deg=math.degrees(turn_rad(points[0], points[1], points[2])),
            heading_rad=bearing_rad(points[0], points[1]),
        )
        for before, here, after in zip(kept, kept[1:], kept[2:], strict=False)
        for points in [(stretch.points[before], stretch.points[here], stretch.points[after])]
    ]
    return tuple(_turn(stretch, group) for group in _grouped(bends))


def bearing_rad(start: Point, end: Point) -> float:
    """Return the direction from one point to another [rad from east, anticlockwise]."""
    return math.atan2(end[1] - start[1], end[0] - start[0])


def turn_rad(before: Point, here: Point, after: Point) -> float:
    """Return the change of direction at `here`, left positive, in (-π, π] [rad]."""
    return wrapped_rad(bearing_rad(here, after) - bearing_rad(before, here))


def wrapped_rad(angle_rad: float) -> float:
    """Return the same angle in (-π, π] [rad]."""
    return math.pi - (math.pi - angle_rad) % (2.0 * math.pi)


def _straightened(points: tuple[Point, ...], first: int, last: int) -> list[int]:
    """Return the indices that remain when detours under `WIGGLE_M` are cut (Douglas and Peucker 1973).

    doi:10.3138/FM57-6770-U75U-7727.
    """
    if last <= first:
        return [first]
    between = range(first + 1, last)
    offsets_m = [_offset_m(points[index], points[first], points[last]) for index in between]
    if not offsets_m or max(offsets_m) <= WIGGLE_M:
        return [first, last]
    farthest = between[offsets_m.index(max(offsets_m))]
    return _straightened(points, first, farthest)[:-1] + _straightened(points, farthest, last)


def _offset_m(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from a segment [m]."""
    length_m = math.dist(start, end)
    if length_m == 0:
        return math.dist(point, start)
    dx, dy = (end[0] - start[0]) / length_m, (end[1] - start[1]) / length_m
    ahead_m = (point[0] - start[0]) * dx + (point[1] - start[1]) * dy
    ahead_m = min(max(ahead_m, 0.0), length_m)
    return math.dist(point, (start[0] + ahead_m * dx, start[1] + ahead_m * dy))


def _grouped(bends: list[_Bend]) -> list[list[_Bend]]:
    groups: list[list[_Bend]] = []
    for bend in bends:
        if groups and _belongs(groups[-1], bend):
            groups[-1].append(bend)
        else:
            groups.append([bend])
    return groups


def _belongs(group: list[_Bend], bend: _Bend) -> bool:
    before = group[-1]
    gap_m = bend.along_m - before.along_m
    if bend.along_m - group[0].along_m > LONGEST_TURN_M:
        return False
    if (before.angle_deg > 0) == (bend.angle_deg > 0):
        return gap_m <= SAME_WAY_M
    least_deg = min(abs(before.angle_deg), abs(bend.angle_deg), 90.0)
    return gap_m * math.sin(math.radians(least_deg)) <= SIDE_STEP_M


def _turn(stretch: Stretch, group: list[_Bend]) -> Turn:
    sharpest = max(group, key=lambda bend: abs(bend.angle_deg))
    return Turn(
        point=stretch.points[sharpest.index],
        leg_index=stretch.leg_indices[sharpest.index],
        along_m=sharpest.along_m,
        first_m=group[0].along_m,
        last_m=group[-1].along_m,
        angle_deg=sum(bend.angle_deg for bend in group),
        heading_rad=group[0].heading_rad,
    )
