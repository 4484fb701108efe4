"""Openings the source left implicit: doors drawn as points, doors without rooms, open areas that touch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.walls import LevelWalls, wall_pieces

DOOR_WIDTH_M = 0.9
"""Clear width of a door where the source states none: the usual single leaf [m]."""
ARCHWAY_WIDTH_M = 1.2
"""Clear width of a passage without a door where the source states none [m]."""
ENTRANCE_WIDTH_M = 1.5
"""Clear width of an entrance of the building where the source states none [m]."""

_OPEN_CATEGORIES = frozenset({"walkway", "walkway.island", "footbridge", "lobby", "platform", "unenclosedarea"})
_ALIKE = (("access", "public"), ("outdoor", False))
"""Between open areas that differ in these there is a wall or a gate, even if none is drawn."""
TOUCH_M = 0.02
"""Open areas drawn this near touch [m]."""
LEAST_JOINT_M = 0.6
"""A shorter shared edge is no passage [m]."""
_WALL_SLACK_M = 0.05
"""A wall this near to an edge stands on it [m]."""
_DOORWAY_M = 0.3
"""A wall is cut this deep to each side of an opening [m]."""
_SPECK_M2 = 1e-4
_P_LAID = 0.9
_P_JOINED = 0.7


def infer_openings(features: Sequence[DraftFeature]) -> tuple[DraftFeature, ...]:
    """Return the features with every opening laid on its wall and joined to its units, and joints between open areas.

    What the source states is kept: an opening that has a line keeps it, one that names its units keeps them, and two
    open areas that have an opening between them get no other.
    """
    units_of = _units_by_level(features)
    laid = [
        _laid(f, units_of.get(f.properties.get("level_id"))) if f.feature_type == "opening" else f for f in features
    ]
    standing = standing_walls(features)
    joints = [joint for level, walls in units_of.items() for joint in _joints(walls, laid, standing.get(level))]
    return (*laid, *joints)


def cut_voids(features: Sequence[DraftFeature]) -> tuple[DraftFeature, ...]:
    """Return the features with walkable units no longer covering the voids and columns drawn on top of them."""
    cut: dict[str, DraftFeature] = {}
    for walls in _units_by_level(features).values():
        for index, unit in enumerate(walls.units):
            voids = list(_voids_on(walls, index)) if unit.properties.get("walkable", True) else []
            if voids:
                rest = walls.areas[index].difference(shapely.union_all(voids))
                cut[unit.id] = replace(unit, geometry=rest, confidence=min(unit.confidence, _P_LAID))
    return tuple(cut.get(f.id, f) if f.feature_type == "unit" else f for f in features)


def clear_doorways(features: Sequence[DraftFeature]) -> tuple[DraftFeature, ...]:
    """Return the features with every free-standing wall open where an opening passes through it."""
    lines: dict[object, list[BaseGeometry]] = {}
    for opening in features:
        if opening.feature_type == "opening" and isinstance(opening.geometry, LineString):
            lines.setdefault(opening.properties.get("level_id"), []).append(opening.geometry)
    gaps = {
        level: shapely.union_all(shapely.buffer(np.array(found), _DOORWAY_M, cap_style="flat"))
        for level, found in lines.items()
    }
    cleared = (_cleared(f, gaps) if _is_wall(f) else f for f in features)
    return tuple(f for f in cleared if f.geometry is None or not (_is_wall(f) and f.geometry.is_empty))


def _cleared(fixture: DraftFeature, gaps: Mapping[object, BaseGeometry]) -> DraftFeature:
    gap = gaps.get(fixture.properties.get("level_id"))
    area = usable_area(fixture)
    if gap is None or area is None or area.intersection(gap).area < _SPECK_M2:
        return fixture
    return replace(fixture, geometry=area.difference(gap), confidence=min(fixture.confidence, _P_LAID))


def is_open(unit: DraftFeature) -> bool:
    """Return whether a unit has no walls where it touches another open one."""
    stated = unit.properties.get("open")
    return bool(stated) if stated is not None else str(unit.properties.get("category")) in _OPEN_CATEGORIES


def usable_area(feature: DraftFeature) -> BaseGeometry | None:
    """Return the feature's area made valid, or None when it has none."""
    geometry = feature.geometry
    if geometry is None or geometry.is_empty or geometry.geom_type not in {"Polygon", "MultiPolygon"}:
        return None
    valid = geometry if geometry.is_valid else shapely.make_valid(geometry, method="structure")
    return valid if valid.area > 0 else None


def _units_by_level(features: Iterable[DraftFeature]) -> dict[object, LevelWalls]:
    usable = [(f, area) for f in features if f.feature_type == "unit" and (area := usable_area(f)) is not None]
    usable.sort(key=lambda pair: str(pair[0].properties.get("level_id")))
    levels = {}
    for level_id, group in groupby(usable, key=lambda pair: pair[0].properties.get("level_id")):
        pairs = list(group)
        levels[level_id] = LevelWalls(units=[unit for unit, _ in pairs], areas=[area for _, area in pairs])
    return levels


def _laid(opening: DraftFeature, walls: LevelWalls | None) -> DraftFeature:
    """Give an opening its line and units where it has none."""
    geometry, properties = opening.geometry, opening.properties
    if walls is None or geometry is None or geometry.is_empty:
        return opening
    if isinstance(geometry, Point):
        place = walls.place_door(geometry, _width_m(opening))
        if place is None:
            return opening
        ids = properties.get("unit_ids") or list(place.unit_ids)
        return replace(
            opening,
            geometry=place.line,
            properties={**properties, "unit_ids": ids},
            confidence=min(opening.confidence, _P_LAID),
        )
    if isinstance(geometry, LineString) and not properties.get("unit_ids"):
        ids = sorted(walls.unit_ids(geometry))
        if ids:
            return replace(
                opening, properties={**properties, "unit_ids": ids}, confidence=min(opening.confidence, _P_LAID)
            )
    return opening


def _width_m(opening: DraftFeature) -> float:
    stated = opening.properties.get("width_m")
    if isinstance(stated, int | float) and stated > 0:
        return float(stated)
    if opening.properties.get("entrance"):
        return ENTRANCE_WIDTH_M
    return DOOR_WIDTH_M if opening.properties.get("has_door", True) else ARCHWAY_WIDTH_M


def _joints(
    walls: LevelWalls, openings: Iterable[DraftFeature], standing: BaseGeometry | None
) -> Iterator[DraftFeature]:
    """Yield openings where two open areas of one level touch or overlap, no wall stands and nothing joins them yet."""
    joined = {frozenset(f.properties.get("unit_ids", ())) for f in openings if f.feature_type == "opening"}
    near = walls.tree.query([walls.areas[i] for i in walls.ranked], predicate="dwithin", distance=TOUCH_M)
    for first, second in sorted(zip(*near.tolist(), strict=True)):
        one, other = walls.ranked[first], walls.ranked[second]
        pair = walls.units[one], walls.units[other]
        if first < second and may_join(*pair) and frozenset(unit.id for unit in pair) not in joined:
            edge = walls.areas[one].boundary.intersection(walls.areas[other].buffer(TOUCH_M))
            yield from _joints_along(edge if standing is None else edge.difference(standing), *pair)


def standing_walls(features: Iterable[DraftFeature]) -> dict[object, BaseGeometry]:
    """Return the free-standing walls of each level by its id, a little thicker than drawn."""
    walls: dict[object, list[BaseGeometry]] = {}
    for fixture in features:
        area = usable_area(fixture) if _is_wall(fixture) else None
        if area is not None:
            walls.setdefault(fixture.properties.get("level_id"), []).append(area)
    return {level: shapely.union_all(areas).buffer(_WALL_SLACK_M) for level, areas in walls.items()}


def _is_wall(feature: DraftFeature) -> bool:
    return feature.feature_type == "fixture" and feature.properties.get("category") == "wall"


def may_join(one: DraftFeature, other: DraftFeature) -> bool:
    """Return whether two units are open to each other where they touch."""
    walked = one.properties.get("walkable", True) and other.properties.get("walkable", True)
    alike = all(one.properties.get(key, usual) == other.properties.get(key, usual) for key, usual in _ALIKE)
    return bool(walked) and alike and is_open(one) and is_open(other)


def _joints_along(edge: BaseGeometry, one: DraftFeature, other: DraftFeature) -> Iterator[DraftFeature]:
    pieces = [piece for piece in wall_pieces(_lines(edge)) if piece.length >= LEAST_JOINT_M]
    first, second = sorted((one.id, other.id))
    for index, piece in enumerate(sorted(pieces, key=lambda piece: (-piece.length, piece.wkt))):
        yield DraftFeature(
            id=f"joint-{first}-{second}" + (f"-{index + 1}" if index else ""),
            feature_type="opening",
            geometry=piece,
            properties={
                "level_id": one.properties.get("level_id"),
                "unit_ids": [first, second],
                "has_door": False,
                "access": one.properties.get("access", "public"),
                "accessibility": "unknown",
            },
            source=f"{one.source} touches {other.source}",
            confidence=_P_JOINED,
        )


def _lines(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.multilinestrings([part for part in shapely.get_parts(geometry) if isinstance(part, LineString)])


def _voids_on(walls: LevelWalls, index: int) -> Iterator[BaseGeometry]:
    """Yield the areas of smaller unwalkable units that cover part of a walkable one."""
    area = walls.areas[index]
    for rank in walls.tree.query(area, predicate="intersects"):
        other = walls.ranked[int(rank)]
        void = walls.areas[other]
        is_void = not walls.units[other].properties.get("walkable", True)
        if is_void and void.area < area.area and area.intersection(void).area > _SPECK_M2:
            yield void
