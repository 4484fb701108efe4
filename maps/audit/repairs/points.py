"""Repairs of M6 and M7: hardware, desks and signs moved to where they can be, and copies of them removed."""

from shapely.geometry import Point

from maps.audit.finding import Finding
from maps.audit.plan import level_of, named
from maps.audit.radio import OUTSIDE, SAME_ADDRESS
from maps.audit.reach import reachable_units
from maps.audit.repairs.places import brought_inside, find_level_at, find_nearest_unit
from maps.audit.repairs.repair import Propose, Repair, Site, Sketch
from maps.audit.service import EMPTY_GROUP, OUTSIDE_LEVEL, OUTSIDE_UNIT, SAME_CODE, UNREACHABLE_DESK
from maps.draft import DraftFeature

_SAFE_M = 2.0
"""What is moved less than this was meant to be there [m]."""
_ASTRAY_M = 20.0
"""What lies farther out was drawn somewhere else [m]."""
_DESK_M = 2.0
"""People queue within this of a desk [m]."""
_SAME_PLACE_M = 1.0


def _on_a_level(site: Site, finding: Finding) -> Repair | None:
    """Put a point on the only level that is there, or move it into the outline of its own."""
    (feature,) = site.with_id(finding.feature_ids[0])[:1]
    level = site.plan.levels.get(str(level_of(feature)))
    point = feature.geometry
    if not isinstance(point, Point) or level is None or level.outline is None:
        return None
    sketch = Sketch(site)
    elsewhere = find_level_at(site, point)
    if elsewhere is not None:
        sketch.change(feature, level_id=elsewhere, unit_id=None)
        words = f"Put {feature.feature_type} {named(feature)} on level {elsewhere!r}, which is where it lies."
        return sketch.repair(finding, words, is_safe=False)
    away_m = level.outline.distance(point)
    if away_m > _ASTRAY_M:
        return None
    sketch.change(feature, geometry=brought_inside(level.outline, point))
    words = f"Move {feature.feature_type} {named(feature)} {away_m:.1f} m into level {level_of(feature)!r}."
    return sketch.repair(finding, words, is_safe=away_m <= _SAFE_M)


def _in_its_unit(site: Site, finding: Finding) -> Repair | None:
    """Move a point into its unit if it is near; else let it be in the unit it lies in."""
    (feature,) = site.with_id(finding.feature_ids[0])[:1]
    area = site.plan.unit_shapes.get(str(feature.properties.get("unit_id")))
    point = feature.geometry
    if not isinstance(point, Point) or area is None:
        return None
    sketch = Sketch(site)
    away_m = area.distance(point)
    holder = find_nearest_unit(site, level_of(feature), point, 0.0)
    if away_m > _SAFE_M and holder is not None:
        sketch.change(feature, unit_id=holder.feature.id)
        words = f"Let {feature.feature_type} {named(feature)} be in {named(holder.feature)}, where it lies."
        return sketch.repair(finding, words, is_safe=False)
    sketch.change(feature, geometry=brought_inside(area, point))
    words = f"Move {feature.feature_type} {named(feature)} {away_m:.1f} m into its unit."
    return sketch.repair(finding, words, is_safe=away_m <= _SAFE_M)


def _where_people_queue(site: Site, finding: Finding) -> Repair | None:
    """Place a desk in the unit beside it that people can get to."""
    desk = next(each for each in site.with_id(finding.feature_ids[0]) if each.feature_type == "service_point")
    point = desk.geometry
    if not isinstance(point, Point):
        return None
    unit = find_nearest_unit(site, level_of(desk), point, _DESK_M)
    if unit is None or unit.feature.id not in reachable_units(site.plan):
        return None
    sketch = Sketch(site)
    sketch.change(desk, unit_id=unit.feature.id, geometry=brought_inside(unit.shape, point))
    return sketch.repair(finding, f"Place {named(desk)} in {named(unit.feature)}, where people queue.", is_safe=False)


def _once(site: Site, finding: Finding) -> Repair | None:
    """Remove copies of a sign or of hardware at the same place; at different places nobody can know which is there."""
    first, *copies = (feature for each in finding.feature_ids for feature in site.with_id(each)[:1])
    if not all(_is_same_place(first, copy) for copy in copies):
        return None
    sketch = Sketch(site)
    for copy in copies:
        sketch.remove(copy)
    others = ", ".join(named(copy) for copy in copies)
    return sketch.repair(finding, f"Remove {others}; {named(first)} stays.", is_safe=True)


def _is_same_place(one: DraftFeature, other: DraftFeature) -> bool:
    if not isinstance(one.geometry, Point) or not isinstance(other.geometry, Point):
        return False
    return level_of(one) == level_of(other) and one.geometry.distance(other.geometry) <= _SAME_PLACE_M


def _without_group(site: Site, finding: Finding) -> Repair | None:
    (group,) = site.with_id(finding.feature_ids[0])[:1]
    sketch = Sketch(site)
    sketch.remove(group)
    return sketch.repair(finding, f"Remove {group.feature_type} {named(group)}.", is_safe=False)


REPAIRS: dict[str, Propose] = {
    OUTSIDE.code: _on_a_level,
    SAME_ADDRESS.code: _once,
    OUTSIDE_UNIT.code: _in_its_unit,
    UNREACHABLE_DESK.code: _where_people_queue,
    SAME_CODE.code: _once,
    OUTSIDE_LEVEL.code: _on_a_level,
    EMPTY_GROUP.code: _without_group,
}
