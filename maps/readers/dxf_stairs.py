"""Stairs and lifts of a drawing: where their lines lie together, in which room, and which lie above each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from maps.draft import DraftFeature, Unread
from maps.readers.dxf_drawing import Place
from maps.readers.dxf_layers import Role
from maps.repair import find_area
from maps.shapes import Area

KINDS: Mapping[Role, str] = {Role.STAIRS: "stairs", Role.LIFT: "elevator"}

_TOGETHER_M: Mapping[Role, float] = {Role.STAIRS: 1.0, Role.LIFT: 0.1}
"""Lines this near are of one: a landing lies between flights; two lifts have a wall between them [m]."""
_LEAST_M2: Mapping[Role, float] = {Role.STAIRS: 1.0, Role.LIFT: 0.9}
_LEAST_LINES: Mapping[Role, int] = {Role.STAIRS: 5, Role.LIFT: 4}
_LARGEST_LIFT_M2 = 20.0
_STACK_SHARE = 0.5
_P_STACKED = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaft:
    """Stairs or a lift on one floor.

    Parameters
    ----------
    area : Area
        What its lines cover [local m].
    unit_id : str
        The unit it lies in.
    point : Place
        Where people board and leave, in that unit [local m].
    """

    role: Role
    area: Area
    unit_id: str = ""
    point: Place = (0.0, 0.0)


def find_shafts(role: Role, pieces: Sequence[LineString]) -> list[Shaft]:
    """Return the stairs or lifts that straight lines of their layers draw."""
    if not pieces:
        return []
    half_m = _TOGETHER_M[role] / 2
    lines = np.array(pieces, dtype=object)
    wide = shapely.union_all(shapely.buffer(lines, half_m, cap_style="square", join_style="mitre"))
    tree = shapely.STRtree(lines)
    found = []
    for cluster in shapely.get_parts(wide):
        area = find_area(Polygon(cluster.exterior).buffer(-half_m, join_style="mitre"))
        drawn = len(tree.query(cluster, predicate="intersects"))
        if area is None or area.area < _LEAST_M2[role] or drawn < _LEAST_LINES[role]:
            continue
        if role is not Role.LIFT or area.area <= _LARGEST_LIFT_M2:
            found.append(Shaft(role=role, area=area))
    return found


def portals(levels: Sequence[tuple[str, Sequence[Shaft]]], name: str) -> Iterator[DraftFeature | Unread]:
    """Yield a portal for each staircase and lift that is drawn on several floors; what lies over nothing is unread.

    Parameters
    ----------
    levels : sequence of (level id, shafts)
        From the lowest up.
    name : str
        The files, for findings.
    """
    for stack in _stacks(levels):
        kind = KINDS[stack[0][1].role]
        if len(stack) > 1:
            yield _portal(kind, stack, name)
        elif len(levels) > 1:
            level_id, shaft = stack[0]
            x, y = shaft.area.centroid.coords[0]
            yield Unread(
                source=name,
                reason=f"The {kind} at ({x:.1f}, {y:.1f}) on level {level_id!r} join nothing: none are above or below.",
            )


def _stacks(levels: Sequence[tuple[str, Sequence[Shaft]]]) -> list[list[tuple[str, Shaft]]]:
    stacks: list[list[tuple[str, Shaft]]] = []
    below: list[list[tuple[str, Shaft]]] = []
    for level_id, shafts in levels:
        here = []
        for shaft in shafts:
            open_ = [stack for stack in below if stack not in here and _is_over(shaft, stack[-1][1])]
            stack = max(open_, key=lambda each: _shared_m2(shaft, each[-1][1]), default=None)
            if stack is None:
                stack = []
                stacks.append(stack)
            stack.append((level_id, shaft))
            here.append(stack)
        below = here
    return stacks


def _shared_m2(one: Shaft, other: Shaft) -> float:
    return float(one.area.intersection(other.area).area)


def _is_over(above: Shaft, below: Shaft) -> bool:
    smaller_m2 = min(above.area.area, below.area.area)
    return above.role is below.role and _shared_m2(above, below) >= _STACK_SHARE * smaller_m2


def _portal(kind: str, stack: Sequence[tuple[str, Shaft]], name: str) -> DraftFeature:
    return DraftFeature(
        id=f"{kind}-{stack[0][1].unit_id}",
        feature_type="portal",
        geometry=None,
        properties={
            "kind": kind,
            "stops": [
                {"level_id": level_id, "unit_id": shaft.unit_id, "point": list(shaft.point)}
                for level_id, shaft in stack
            ],
            "accessibility": "no" if kind == "stairs" else "unknown",
        },
        source=name,
        confidence=_P_STACKED,
    )
