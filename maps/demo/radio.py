"""Beacons and access points, where an installer would hang them: along corridors, in halls, at junctions."""

import math
import uuid
from collections.abc import Iterator

from shapely.geometry import Point, Polygon, box

from maps.demo.floor import Floor, Space, feature_id
from maps.demo.grid import Coordinate, mm
from maps.demo.plan import Plan
from maps.positioning import Transmitter, TransmitterKind
from maps.venue import Access

BEACON_UUID = "b9407f30-f5f8-466e-aff9-25556b57fe6d"
_SPACING_M = {"parking": 16.8, "terrace": 40.0, "waitingroom": 12.0, "lobby": 12.0}
_BEACON_SPACING_M, _BEACONS_APART_M = 9.0, 7.5
_ACCESS_POINT_SPACING_M, _ACCESS_POINTS_APART_M = 12.0, 26.0
_CEILING_M = {"lobby": 4.0, "parking": 2.6, "footbridge": 2.6, "terrace": 3.0}
_COVERED = frozenset({"walkway", "lobby", "waitingroom", "footbridge", "parking", "terrace"})
_MIN_AREA_M2 = 30.0
_MIN_SHARE = 0.3
"""A cell of a bent space gets a transmitter when at least this share of it is floor."""
_BSSIDS_PER_ACCESS_POINT = 4


def beacons(plan: Plan) -> Iterator[Transmitter]:
    """Yield a beacon every 8 m or so in all the halls and corridors; major is the floor, minor counts on it."""
    for floor in plan.floors.values():
        major = 100 + floor.ordinal
        for minor, (space, at) in enumerate(_spots(floor, _BEACON_SPACING_M, apart_m=_BEACONS_APART_M), start=1):
            yield Transmitter(
                id=feature_id(f"beacon/{floor.key}/{minor}"),
                kind=TransmitterKind.BEACON,
                level_id=floor.id,
                point=Point(at),
                addresses=(f"{BEACON_UUID}/{major}/{minor}",),
                height_m=_CEILING_M.get(space.category, 2.8),
                rssi_at_1m_dbm=-59.0,
            )


def access_points(plan: Plan) -> Iterator[Transmitter]:
    """Yield Wi-Fi access points, each with two networks on two bands."""
    for floor in plan.floors.values():
        for number, (space, at) in enumerate(
            _spots(floor, _ACCESS_POINT_SPACING_M, apart_m=_ACCESS_POINTS_APART_M), start=1
        ):
            key = f"access-point/{floor.key}/{number}"
            yield Transmitter(
                id=feature_id(key),
                kind=TransmitterKind.ACCESS_POINT,
                level_id=floor.id,
                point=Point(at),
                addresses=tuple(_bssids(key)),
                height_m=_CEILING_M.get(space.category, 2.9),
                rssi_at_1m_dbm=-40.0,
            )


def _bssids(key: str) -> Iterator[str]:
    """Yield locally administered addresses: those of one device differ in the last digit."""
    digits = uuid.UUID(feature_id(key)).hex[:9]
    stem = f"02{digits}"
    for index in range(_BSSIDS_PER_ACCESS_POINT):
        text = f"{stem}{index:x}"
        yield ":".join(text[i : i + 2] for i in range(0, 12, 2))


def _spots(floor: Floor, spacing_m: float, *, apart_m: float) -> Iterator[tuple[Space, Coordinate]]:
    """Yield places in the public covered spaces of a floor, evenly spread in each and nowhere closer than `apart_m`."""
    taken: list[Coordinate] = []
    for space in floor.spaces.values():
        if space.category not in _COVERED or space.shape.area < _MIN_AREA_M2 or space.access is not Access.PUBLIC:
            continue
        step_m = max(spacing_m, _SPACING_M.get(space.category, 0.0))
        for x, y in _spread(space.shape, step_m):
            at = (mm(x), mm(y))
            if all(math.dist(at, other) >= apart_m for other in taken):
                taken.append(at)
                yield space, at


def _spread(shape: Polygon, step_m: float) -> Iterator[Coordinate]:
    """Yield the middle of the shape's part in each of the equal cells that its bounding box divides into."""
    x0, y0, x1, y1 = shape.bounds
    columns, rows = max(1, round((x1 - x0) / step_m)), max(1, round((y1 - y0) / step_m))
    width, height = (x1 - x0) / columns, (y1 - y0) / rows
    for column in range(columns):
        for row in range(rows):
            corner = x0 + column * width, y0 + row * height
            part = shape.intersection(box(*corner, corner[0] + width, corner[1] + height))
            if part.area >= _MIN_SHARE * width * height and part.contains(part.centroid):
                yield part.centroid.x, part.centroid.y
