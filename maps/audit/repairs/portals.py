"""Repairs of M4: stops added, landings moved, portals made of what lies above each other, levels put in order."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import median
from typing import Any

import shapely

from maps.audit.finding import Finding
from maps.audit.geometry import TINY_M2
from maps.audit.plan import Shaped, category_of, level_of, named
from maps.audit.portals import (
    DRIFT,
    LANDING_OUTSIDE,
    LEADS_NOWHERE,
    SAME_ORDINAL,
    UNLINKED_CONNECTOR,
    WRONG_HEIGHT,
    find_point,
    stops_of,
)
from maps.audit.repairs.places import brought_inside
from maps.audit.repairs.repair import Propose, Repair, Site, Sketch
from maps.connectors import KINDS, landing
from maps.draft import DraftFeature

_STACKED_SHARE = 0.5
"""Units that share this much of the smaller one are above each other."""
_SHIFTED_M = 1.0
"""A shaft drawn this far from another stop of it is still the same [m]."""
_SAFE_M = 1.0
"""A landing moved less than this was meant to be there [m]."""
_STOREY_M = 4.0

Stop = dict[str, Any]


def _completed(site: Site, finding: Finding) -> Repair | None:
    """Give a portal stops where units of its kind lie above its only one; without any, remove it."""
    portal = _portal(site, finding)
    used = {str(stop.get("unit_id")) for stop in stops_of(portal)}
    here = [unit for unit in site.plan.walkable_units() if unit.feature.id in used]
    stack = [*here[:1], *_stacked_on(site, here[0])] if here else []
    sketch = Sketch(site)
    if len(stack) > 1:
        sketch.change(portal, stops=_in_order(site, map(_stop, stack)))
        return sketch.repair(finding, f"Let portal {named(portal)} stop at {_names(stack)}.", is_safe=False)
    sketch.remove(portal)
    return sketch.repair(finding, f"Remove portal {named(portal)}.", is_safe=False)


def _linked(site: Site, finding: Finding) -> Repair | None:
    """Make a connector a stop of the portal it lies at, or the portal of those above and below it."""
    unit = next(each for each in site.plan.walkable_units() if each.feature.id == finding.feature_ids[0])
    kind = KINDS.get(category_of(unit.feature))
    sketch = Sketch(site)
    for portal in site.seen.of_type("portal"):
        stops = stops_of(portal)
        if portal.properties.get("kind") != kind or level_of(unit.feature) in {stop.get("level_id") for stop in stops}:
            continue
        if any((point := find_point(stop)) and unit.shape.distance(point) <= _SHIFTED_M for stop in stops):
            sketch.change(portal, stops=_in_order(site, [*stops, _stop(unit)]))
            return sketch.repair(finding, f"Let portal {named(portal)} stop at {named(unit.feature)}.", is_safe=False)
    stack = [unit, *_stacked_on(site, unit)]
    if len(stack) < 2 or kind is None:
        return None
    sketch.add(_made(site, kind, stack))
    return sketch.repair(finding, f"Join {_names(stack)} by a portal.", is_safe=False)


def _stacked_on(site: Site, unit: Shaped) -> list[Shaped]:
    """Return the units of the same kind above and below one that no portal uses, the best of each level."""
    used = {str(stop.get("unit_id")) for portal in site.seen.of_type("portal") for stop in stops_of(portal)}
    best: dict[str | None, tuple[float, Shaped]] = {}
    for other in site.plan.walkable_units():
        if category_of(other.feature) != category_of(unit.feature) or other.feature.id in used:
            continue
        shared = unit.shape.intersection(other.shape).area / min(unit.shape.area, other.shape.area)
        level_id = level_of(other.feature)
        if level_id != level_of(unit.feature) and shared >= _STACKED_SHARE:
            best[level_id] = max(best.get(level_id, (0.0, other)), (shared, other), key=lambda pair: pair[0])
    return [other for _, other in best.values()]


def _made(site: Site, kind: str, stack: list[Shaped]) -> DraftFeature:
    first = stack[0].feature
    taken = {feature.id for feature in site.seen.features}
    name = next(each for each in (f"{kind}-{first.id}{end}" for end in _endings()) if each not in taken)
    steps = kind in {"stairs", "escalator"}
    return DraftFeature(
        id=name,
        feature_type="portal",
        geometry=None,
        properties={
            "kind": kind,
            "stops": _in_order(site, map(_stop, stack)),
            "accessibility": "no" if steps else "unknown",
            "labels": dict(first.properties.get("labels") or {}),
        },
        source=first.source,
    )


def _endings() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in range(2, 10_000))


def _stop(unit: Shaped) -> Stop:
    point = landing(unit.shape)
    return {"level_id": level_of(unit.feature), "unit_id": unit.feature.id, "point": [point.x, point.y]}


def _in_order(site: Site, stops: Any) -> list[Stop]:
    def ordinal(stop: Stop) -> float:
        level = site.find("level", stop.get("level_id"))
        value = level.properties.get("ordinal") if level else None
        return float(value) if isinstance(value, int | float) else 0.0

    return sorted(stops, key=ordinal)


def _landed(site: Site, finding: Finding) -> Repair | None:
    """Move landings that lie outside their units into them: above another landing where that is inside."""
    portal = _portal(site, finding)
    points = [point for stop in stops_of(portal) if (point := find_point(stop)) is not None]
    stops, moved_m = [], 0.0
    for stop in stops_of(portal):
        point, area = find_point(stop), site.plan.unit_shapes.get(str(stop.get("unit_id")))
        if point is None or area is None or area.intersects(point):
            stops.append(stop)
            continue
        inside = next((each for each in points if area.contains(each)), brought_inside(area, point))
        moved_m = max(moved_m, inside.distance(point))
        stops.append({**stop, "point": [inside.x, inside.y]})
    sketch = Sketch(site)
    sketch.change(portal, stops=stops)
    words = f"Move the landings of portal {named(portal)} into their units, by up to {moved_m:.1f} m."
    return sketch.repair(finding, words, is_safe=moved_m <= _SAFE_M)


def _plumb(site: Site, finding: Finding) -> Repair | None:
    """Put the landings of a lift above each other, where all its units share some ground."""
    portal = _portal(site, finding)
    areas = [site.plan.unit_shapes.get(str(stop.get("unit_id"))) for stop in stops_of(portal)]
    shared = shapely.intersection_all([area for area in areas if area is not None])
    if None in areas or shared.area < TINY_M2:
        return None
    point = landing(shared)
    sketch = Sketch(site)
    sketch.change(portal, stops=[{**stop, "point": [point.x, point.y]} for stop in stops_of(portal)])
    return sketch.repair(finding, f"Put the landings of lift {named(portal)} above each other.", is_safe=False)


def _renumbered(site: Site, finding: Finding) -> Repair | None:
    """Number the levels of a building by their heights, where those say which is above which."""
    one, other = (_level(site, each) for each in finding.feature_ids)
    if _height_m(one) == _height_m(other):
        return None
    levels = _of_building(site, one)
    heights = sorted({_height_m(level) for level in levels})
    ground = min(range(len(heights)), key=lambda index: abs(heights[index]))
    sketch = Sketch(site)
    for level in levels:
        sketch.change(level, ordinal=heights.index(_height_m(level)) - ground)
    return sketch.repair(finding, "Number the levels of the building in the order of their heights.", is_safe=False)


def _raised(site: Site, finding: Finding) -> Repair | None:
    """Give the level whose height contradicts the order of more others the height its neighbours leave it."""
    lower, upper = (_level(site, each) for each in finding.feature_ids)
    levels = _of_building(site, lower)
    wrong = max((upper, lower), key=lambda level: _contradictions(level, levels))
    height_m = _height_between([level for level in levels if level is not wrong], _ordinal(wrong))
    sketch = Sketch(site)
    sketch.change(wrong, elevation_m=height_m)
    return sketch.repair(finding, f"Set the height of level {named(wrong)} to {height_m:g} m.", is_safe=False)


def _contradictions(level: DraftFeature, levels: list[DraftFeature]) -> int:
    return sum((_ordinal(level) - _ordinal(each)) * (_height_m(level) - _height_m(each)) < 0 for each in levels)


def _height_between(others: list[DraftFeature], ordinal: float) -> float:
    heights = {_ordinal(level): _height_m(level) for level in others}
    if ordinal in heights:
        return heights[ordinal]
    below = [each for each in heights if each < ordinal]
    above = [each for each in heights if each > ordinal]
    if below and above:
        low, high = max(below), min(above)
        share = (ordinal - low) / (high - low)
        return round(heights[low] + share * (heights[high] - heights[low]), 2)
    nearest = max(below) if below else min(above)
    return round(heights[nearest] + (ordinal - nearest) * _storey_m(heights), 2)


def _storey_m(heights: Mapping[float, float]) -> float:
    order = sorted(heights)
    rises_m = [(heights[b] - heights[a]) / (b - a) for a, b in pairwise(order)]
    rises_m = [rise_m for rise_m in rises_m if rise_m > 0]
    return median(rises_m) if rises_m else _STOREY_M


def _of_building(site: Site, level: DraftFeature) -> list[DraftFeature]:
    building = level.properties.get("building_id")
    return [each for each in site.seen.of_type("level") if each.properties.get("building_id") == building]


def _portal(site: Site, finding: Finding) -> DraftFeature:
    return next(each for each in site.with_id(finding.feature_ids[0]) if each.feature_type == "portal")


def _level(site: Site, level_id: str) -> DraftFeature:
    return next(each for each in site.with_id(level_id) if each.feature_type == "level")


def _ordinal(level: DraftFeature) -> float:
    value = level.properties.get("ordinal")
    return float(value) if isinstance(value, int | float) else 0.0


def _height_m(level: DraftFeature) -> float:
    value = level.properties.get("elevation_m")
    return float(value) if isinstance(value, int | float) else 0.0


def _names(stack: list[Shaped]) -> str:
    return ", ".join(named(unit.feature) for unit in stack)


REPAIRS: dict[str, Propose] = {
    LEADS_NOWHERE.code: _completed,
    UNLINKED_CONNECTOR.code: _linked,
    LANDING_OUTSIDE.code: _landed,
    DRIFT.code: _plumb,
    SAME_ORDINAL.code: _renumbered,
    WRONG_HEIGHT.code: _raised,
}
