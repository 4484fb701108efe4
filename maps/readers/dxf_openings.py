"""The doors of a drawing as openings between its units; corridors known by their doors; the ground outside."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import networkx as nx
import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, Unread
from maps.readers.dxf_doors import Doorway, drawn_doors, passages, swing_doors
from maps.readers.dxf_sheet import Sheet
from maps.readers.dxf_stairs import KINDS
from maps.repair import find_area
from maps.walls import LevelWalls

_OUTSIDE = "-outside"
_WALL_M = 0.5
"""Rooms and walls this near are one building [m]."""
_SMOOTH_M = 0.05
_BEYOND_M = 0.7
"""How far from a door to look for the open air [m]."""
_CORRIDOR_DOORS = 4
_CORRIDOR_SHAPE = 2.2
"""Squared outline over 4π times the area: 1 for a circle, 1.27 for a square, 2.2 for sides of 1 to 4.7."""
_P_SHAPE = 0.6
_NAMED = 8
_LEAST_GROUND_M2 = 4.0
"""Smaller pieces of open ground are corners between walls [m²]."""


def level_walls(units: Sequence[DraftFeature]) -> LevelWalls:
    """Return the units of a level as things with sides; those without an area are left out."""
    pairs = [(unit, area) for unit in units if (area := find_area(unit.geometry)) is not None]
    return LevelWalls(units=[unit for unit, _ in pairs], areas=[area for _, area in pairs])


def read_openings(sheet: Sheet, units: Sequence[DraftFeature]) -> list[DraftFeature]:
    """Return the openings of a level: doors that swing, doors drawn without a swing, and gaps between areas."""
    walls = level_walls(units)
    if not walls.units:
        return []
    doors = swing_doors(sheet.swings, sheet.leaves, sheet.walls, walls)
    if sheet.has_door_layer:
        doors += drawn_doors(sheet.leaves, sheet.swings, walls, doors)
    building = footprint(sheet, walls)
    used: Counter[str] = Counter()
    openings = []
    for door in doors:
        ids = walls.unit_ids(door.line)
        leads_out = len(ids) == 1 and sheet.is_ground and _leads_outside(door.line, building)
        is_entrance = leads_out or any(each.endswith(_OUTSIDE) for each in ids)
        openings.append(_opening(sheet, door, ids, used, is_entrance=is_entrance))
    for door, ids in passages(walls, sheet.walls, doors):
        openings.append(_opening(sheet, door, ids, used, is_entrance=False))
    return openings


def with_corridors(units: Sequence[DraftFeature], openings: Sequence[DraftFeature]) -> list[DraftFeature]:
    """Return the units; a long one without a name that has many doors is a corridor."""
    doors = Counter(unit_id for each in openings for unit_id in each.properties["unit_ids"])
    return [
        replace(
            unit,
            properties={**unit.properties, "category": "walkway"},
            confidence=min(unit.confidence, _P_SHAPE),
        )
        if doors[unit.id] >= _CORRIDOR_DOORS and _is_nameless_room(unit) and _is_long(find_area(unit.geometry))
        else unit
        for unit in units
    ]


def joined_outside(sheet: Sheet, openings: Sequence[DraftFeature]) -> Iterator[Unread]:
    """Yield a word on each group of rooms that only the open air joins to the largest one."""
    graph: nx.Graph[str] = nx.Graph()
    for opening in openings:
        nx.add_path(graph, opening.properties["unit_ids"])
    entered = {each for o in openings if o.properties["entrance"] for each in o.properties["unit_ids"]}
    groups = sorted(nx.connected_components(graph), key=lambda group: (-len(group), min(group)))
    for group in groups[1:]:
        if group & entered:
            rooms = ", ".join(sorted(each.removeprefix(f"{sheet.level_id}-") for each in group)[:_NAMED])
            yield Unread(
                source=sheet.name,
                reason=f"Only the open air joins {rooms} to the other rooms, and nothing says where people can "
                'walk there. State "outside_m" in layers.json if they can walk around the building.',
            )


def footprint(sheet: Sheet, walls: LevelWalls) -> BaseGeometry:
    """Return the ground that rooms and walls stand on, without holes; stairs against the outside are not part of it."""
    pairs = zip(walls.units, walls.areas, strict=True)
    rooms = [area for unit, area in pairs if unit.properties["category"] not in KINDS.values()]
    solid = shapely.union_all([*rooms, *sheet.walls]).buffer(_WALL_M, quad_segs=2).buffer(-_WALL_M, quad_segs=2)
    parts = [Polygon(part.exterior) for part in shapely.get_parts(solid) if isinstance(part, Polygon)]
    return shapely.union_all([*rooms, *parts]).simplify(_SMOOTH_M)


def outside_of(sheet: Sheet, units: Sequence[DraftFeature]) -> DraftFeature:
    """Return the open ground around the building, as wide as somebody stated."""
    walls = level_walls(units)
    building = footprint(sheet, walls)
    around = building.buffer(sheet.outside_m, quad_segs=2).difference(shapely.union_all([building, *walls.areas]))
    wide = around.buffer(-_SMOOTH_M, join_style="mitre").buffer(_SMOOTH_M, join_style="mitre").intersection(around)
    ground = shapely.union_all([part for part in shapely.get_parts(wide) if part.area >= _LEAST_GROUND_M2])
    return DraftFeature(
        id=f"{sheet.level_id}{_OUTSIDE}",
        feature_type="unit",
        geometry=ground,
        properties={
            "level_id": sheet.level_id,
            "category": "unenclosedarea",
            "walkable": True,
            "labels": {"en": "Outside", "zh-Hans": "室外"},
            "outdoor": True,
        },
        source=f"layers.json: {sheet.outside_m:g} m around the building",
        confidence=sheet.confidence,
    )


def _opening(
    sheet: Sheet, door: Doorway, unit_ids: Sequence[str], used: Counter[str], *, is_entrance: bool
) -> DraftFeature:
    names = (each.removeprefix(f"{sheet.level_id}-") for each in sorted(unit_ids))
    base = "-".join([sheet.level_id, "door" if door.has_door else "passage", *names])
    used[base] += 1
    return DraftFeature(
        id=base if used[base] == 1 else f"{base}-{used[base]}",
        feature_type="opening",
        geometry=door.line,
        properties={
            "level_id": sheet.level_id,
            "unit_ids": sorted(unit_ids),
            "has_door": door.has_door,
            "entrance": is_entrance,
            "accessibility": "unknown",
        },
        source=f"{sheet.name} {door.source}",
        confidence=min(door.confidence, sheet.confidence),
    )


def _leads_outside(line: LineString, building: BaseGeometry) -> bool:
    sides = (line.parallel_offset(_BEYOND_M, side).interpolate(0.5, normalized=True) for side in ("left", "right"))
    return any(not building.intersects(side) for side in sides)


def _is_nameless_room(unit: DraftFeature) -> bool:
    labels = unit.properties["labels"]
    is_numbered_only = not labels or all(any(c.isdigit() for c in text) for text in labels.values())
    return unit.properties["category"] == "room" and is_numbered_only


def _is_long(area: BaseGeometry | None) -> bool:
    return area is not None and area.length**2 / (4 * np.pi * area.area) >= _CORRIDOR_SHAPE
