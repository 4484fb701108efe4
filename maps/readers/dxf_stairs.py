"""Stairs and lifts of a drawing: where their lines lie together, in which room, and which lie above each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from maps.draft import DraftFeature, Unread
from maps.readers.dxf_layers import Role
from maps.repair import find_area
from maps.shapes import Area

KINDS: Mapping[Role, str] = {Role.STAIRS: "stairs", Role.LIFT: "elevator"}

_NEAR_M: Mapping[Role, float] = {Role.STAIRS: 0.2, Role.LIFT: 0.05}
"""Treads lie this near together, half of it to each side [m]; a lift is one closed figure."""
_LEAST_M2: Mapping[Role, float] = {Role.STAIRS: 1.5, Role.LIFT: 0.9}
_LEAST_TREADS = 4
_LARGEST_LIFT_M2 = 20.0
_STACK_SHARE = 0.5
_P_FLIGHT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaft:
    """Stairs or a lift on one floor.

    Parameters
    ----------
    area : Area
        What its lines cover [local m].
    unit_id : str
        The unit it lies in, or is.
    is_unit : bool
        Whether that unit is nothing but this.
    """

    role: Role
    area: Area
    unit_id: str = ""
    is_unit: bool = False


def find_shafts(role: Role, pieces: Sequence[LineString]) -> list[Shaft]:
    """Return the stairs or lifts that straight lines of their layers draw."""
    if not pieces:
        return []
    near_m = _NEAR_M[role]
    lines = np.array(pieces, dtype=object)
    found = []
    for cluster in shapely.get_parts(shapely.union_all(shapely.buffer(lines, near_m, cap_style="flat"))):
        parts = [line for line in pieces if cluster.intersects(line)] if role is Role.STAIRS else []
        filled = Polygon(cluster.exterior).buffer(-near_m if role is Role.LIFT else 0.0, join_style="mitre")
        area = find_area(filled)
        if area is None or area.area < _LEAST_M2[role]:
            continue
        if role is Role.STAIRS and len(parts) < _LEAST_TREADS or role is Role.LIFT and area.area > _LARGEST_LIFT_M2:
            continue
        found.append(Shaft(role=role, area=area))
    return found


def flights(levels: Sequence[tuple[str, Sequence[Shaft]]], name: str) -> Iterator[DraftFeature | Unread]:
    """Yield a portal for stairs and lifts above each other where a room is more than the stairs in it.

    Where the units are nothing but stairs or lift, `maps.connectors` stacks them; what lies above nothing is unread.

    Parameters
    ----------
    levels : sequence of (level id, shafts)
        From the lowest up.
    """
    met: set[int] = set()
    for (low_id, lower), (high_id, upper) in pairwise(levels):
        for below in lower:
            above = max((each for each in upper if _stacked(below, each)), key=lambda s: _shared(below, s), default=None)
            if above is None:
                continue
            met |= {id(below), id(above)}
            if below.unit_id and above.unit_id and not (below.is_unit and above.is_unit):
                yield _portal(below, above, low_id, high_id)
    for level_id, shafts in levels if len(levels) > 1 else ():
        for index, shaft in enumerate(shafts):
            if id(shaft) not in met:
                x, y = shaft.area.centroid.coords[0]
                reason = f"The {KINDS[shaft.role]} at ({x:.1f}, {y:.1f}) lies above and below no other: it joins no levels."
                yield Unread(source=f"{name} level {level_id} {KINDS[shaft.role]} {index + 1}", reason=reason)


def _shared(one: Shaft, other: Shaft) -> float:
    return float(one.area.intersection(other.area).area)


def _stacked(one: Shaft, other: Shaft) -> bool:
    smaller_m2 = min(one.area.area, other.area.area)
    return one.role is other.role and _shared(one, other) >= _STACK_SHARE * smaller_m2


def _portal(below: Shaft, above: Shaft, low_id: str, high_id: str) -> DraftFeature:
    kind = KINDS[below.role]
    place = below.area.intersection(above.area).representative_point()
    return DraftFeature(
        id=f"{kind}-{low_id}-{below.unit_id}-{place.x:.0f}-{place.y:.0f}",
        feature_type="portal",
        geometry=None,
        properties={
            "kind": kind,
            "stops": [
                {"level_id": level_id, "unit_id": shaft.unit_id, "point": [place.x, place.y]}
                for level_id, shaft in ((low_id, below), (high_id, above))
            ],
            "accessibility": "no" if kind == "stairs" else "unknown",
        },
        source=f"{kind} drawn above each other",
        confidence=_P_FLIGHT,
    )
