"""Portals the source left implicit: lifts and stairs drawn as rooms above each other, stops without rooms."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from maps.draft import DraftFeature, Unread
from maps.joints import usable_area

KINDS = {
    "elevator": "elevator",
    "stairs": "stairs",
    "escalator": "escalator",
    "ramp": "ramp",
    "movingwalkway": "moving_walkway",
}
"""Category of a unit that is part of a portal → the portal's kind."""

STOP_REACH_M = 2.0
"""A stop drawn outside every unit stands on one this near [m]."""
_STACK_SHARE = 0.5
"""Units of neighbouring levels are one shaft when this share of the smaller lies over the other."""
_P_STACKED = 0.8
_INSIDE_M = 0.2


def locate_stops(
    features: Sequence[DraftFeature],
) -> tuple[tuple[DraftFeature, ...], tuple[Unread, ...]]:
    """Return the features with each portal's stops standing in units, and what could not be placed.

    A stop with no unit within reach is left out; a portal left with fewer than two stops is given up.
    """
    floors = _floors(features)
    kept: list[DraftFeature] = []
    lost: list[Unread] = []
    for feature in features:
        if feature.feature_type != "portal" or all(stop.get("unit_id") for stop in _stops(feature)):
            kept.append(feature)
            continue
        stops = [_located(stop, floors) for stop in _stops(feature)]
        found = [stop for stop in stops if stop is not None]
        lost.extend(
            Unread(
                source=feature.source,
                reason=f"No unit lies within {STOP_REACH_M:g} m of its stop on level {stop.get('level_id')!r}.",
                raw={"portal": feature.id, "stop": dict(stop)},
            )
            for stop, place in zip(_stops(feature), stops, strict=True)
            if place is None
        )
        if len(found) > 1:
            kept.append(replace(feature, properties={**feature.properties, "stops": found}))
    return tuple(kept), tuple(lost)


def infer_portals(features: Sequence[DraftFeature]) -> tuple[DraftFeature, ...]:
    """Return the features with a portal added for each stack of connector units that none serves yet."""
    served = {stop.get("unit_id") for f in features if f.feature_type == "portal" for stop in _stops(f)}
    order = _level_order(features)
    free = [
        (unit, area)
        for unit in features
        if unit.feature_type == "unit" and unit.properties.get("category") in KINDS and unit.id not in served
        if (area := usable_area(unit)) is not None and unit.properties.get("level_id") in order
    ]
    free.sort(key=lambda pair: (order[pair[0].properties["level_id"]], pair[0].id))
    return (*features, *(_portal(stack) for stack in _stacks(free, order) if len(stack) > 1))


def landing(area: BaseGeometry) -> Point:
    """Return where people board and leave: the middle of the widest free spot of a unit."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.05)
    return Point(circle.coords[0])


Placed = tuple[DraftFeature, BaseGeometry]


def _stacks(units: Sequence[Placed], order: Mapping[Any, tuple[float, ...]]) -> list[list[Placed]]:
    """Group units, lowest first, into shafts with one unit on each level."""
    stacks: list[list[Placed]] = []
    ranks = {key: rank for rank, key in enumerate(sorted({order[unit.properties["level_id"]] for unit, _ in units}))}
    for unit, area in units:
        rank = ranks[order[unit.properties["level_id"]]]
        above = [
            s for s in stacks if _continues(s[-1], unit, area, rank - ranks[order[s[-1][0].properties["level_id"]]])
        ]
        if above:
            max(above, key=lambda stack: stack[-1][1].intersection(area).area).append((unit, area))
        else:
            stacks.append([(unit, area)])
    return stacks


def _continues(below: Placed, unit: DraftFeature, area: BaseGeometry, steps: int) -> bool:
    """Say whether a unit is the next of a shaft: the source says so, or it lies over it one level up."""
    lower = below[0].properties
    if steps < 1 or lower.get("category") != unit.properties.get("category"):
        return False
    stacks = lower.get("stack"), unit.properties.get("stack")
    if stacks[0] is not None and stacks[0] == stacks[1]:
        return True
    shared = below[1].intersection(area).area
    return steps == 1 and shared >= _STACK_SHARE * min(below[1].area, area.area)


def _portal(stack: Sequence[Placed]) -> DraftFeature:
    first = stack[0][0]
    kind = KINDS[first.properties["category"]]
    stops = []
    for unit, area in stack:
        point = landing(area)
        stops.append({"level_id": unit.properties["level_id"], "unit_id": unit.id, "point": [point.x, point.y]})
    return DraftFeature(
        id=f"{kind}-{first.id}",
        feature_type="portal",
        geometry=None,
        properties={
            "kind": kind,
            "stops": stops,
            "one_way": False,
            "access": _strictest(unit.properties.get("access", "public") for unit, _ in stack),
            "accessibility": _accessibility(kind, [unit.properties.get("accessibility") for unit, _ in stack]),
            "labels": dict(first.properties.get("labels", {})),
        },
        source=first.source,
        confidence=_P_STACKED,
    )


def _strictest(accesses: Iterable[str]) -> str:
    return max(accesses, key=("public", "staff", "closed").index)


def _accessibility(kind: str, stated: Sequence[object]) -> str:
    """Steps are steps; otherwise one stated `no` outweighs a `yes`."""
    if kind in {"stairs", "escalator"} or "no" in stated:
        return "no"
    return "yes" if "yes" in stated else "unknown"


def _stops(portal: DraftFeature) -> list[Mapping[str, Any]]:
    stops = portal.properties.get("stops")
    return [stop for stop in stops if isinstance(stop, Mapping)] if isinstance(stops, list | tuple) else []


def _level_order(features: Iterable[DraftFeature]) -> dict[Any, tuple[float, ...]]:
    order: dict[Any, tuple[float, ...]] = {}
    for level in features:
        if level.feature_type == "level":
            ordinal, height = level.properties.get("ordinal", 0), level.properties.get("elevation_m", 0)
            order[level.id] = (float(ordinal or 0), float(height or 0))
    return order


def _floors(features: Iterable[DraftFeature]) -> dict[Any, list[Placed]]:
    floors: dict[Any, list[Placed]] = {}
    for unit in features:
        if unit.feature_type == "unit" and unit.properties.get("walkable", True):
            area = usable_area(unit)
            if area is not None:
                floors.setdefault(unit.properties.get("level_id"), []).append((unit, area))
    return floors


def _located(stop: Mapping[str, Any], floors: Mapping[Any, Sequence[Placed]]) -> Mapping[str, Any] | None:
    """Return a stop with its unit, its point brought inside that unit, or None."""
    if stop.get("unit_id"):
        return stop
    point = _point(stop)
    near = list(_near(point, floors.get(stop.get("level_id"), ()))) if point is not None else []
    if point is None or not near:
        return None
    _, _, unit, area = min(near, key=lambda place: (*place[:2], place[2].id))
    if not area.buffer(-_INSIDE_M).intersects(point):
        core = area.buffer(-_INSIDE_M)
        point = nearest_points(core, point)[0] if not core.is_empty else landing(area)
    return {**stop, "unit_id": unit.id, "point": [point.x, point.y]}


def _point(stop: Mapping[str, Any]) -> Point | None:
    place = stop.get("point")
    if not isinstance(place, list | tuple) or len(place) != 2:
        return None
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in place):
        return None
    return Point(place)


def _near(point: Point, units: Iterable[Placed]) -> Iterator[tuple[float, float, DraftFeature, BaseGeometry]]:
    for unit, area in units:
        distance_m = area.distance(point)
        if distance_m <= STOP_REACH_M:
            yield distance_m, area.area, unit, area
