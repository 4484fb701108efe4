"""Repairs of M2: outlines untangled, cut back, grown or merged, and copies removed."""

from collections import Counter
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.audit.finding import Finding
from maps.audit.gaps import GAP, GAP_M
from maps.audit.geometry import (
    NO_SHAPE,
    OUTSIDE_LEVEL,
    OVERLAP,
    REPAIRED,
    TINY,
    TINY_M2,
    TWICE,
    UNUSABLE,
)
from maps.audit.plan import LevelPlan, Shaped, is_walkable, level_of, named
from maps.audit.reach import IN_PIECES
from maps.audit.repairs.references import is_referred_to, redirect, remove
from maps.audit.repairs.repair import Propose, Repair, Site, Sketch
from maps.connectors import landing
from maps.draft import DraftFeature
from maps.repair import find_area

_SAFE_SHARE = 0.1
"""An overlap of a smaller share of the smaller unit is a slip of the pen."""
_CLOSE_M = 0.03
"""Pieces this near are joined when they are made one [m]."""


def _drawn(site: Site, finding: Finding) -> Repair | None:
    """Give a level the outline of its units, and a point without a place the middle of its unit."""
    (feature,) = site.with_id(finding.feature_ids[0])[:1]
    sketch = Sketch(site)
    level = site.plan.levels.get(feature.id)
    area = site.plan.unit_shapes.get(str(feature.properties.get("unit_id")))
    if feature.feature_type == "level" and level and level.units:
        sketch.change(feature, geometry=find_area(shapely.union_all(level.areas)))
        return sketch.repair(finding, f"Give level {named(feature)} the outline of its units.", is_safe=True)
    if feature.feature_type in ("service_point", "amenity") and area is not None:
        sketch.change(feature, geometry=landing(area))
        words = f"Put {feature.feature_type} {named(feature)} into the middle of its unit."
        return sketch.repair(finding, words, is_safe=False)
    return None


def _untangled(site: Site, finding: Finding) -> Repair | None:
    (feature,) = site.with_id(finding.feature_ids[0])[:1]
    shape = find_area(feature.geometry)
    if shape is None:
        return None
    sketch = Sketch(site)
    sketch.change(feature, geometry=shape)
    words = f"Keep the repaired outline of {feature.feature_type} {named(feature)}, {shape.area:.1f} m²."
    return sketch.repair(finding, words, is_safe=True)


def _merged(site: Site, finding: Finding) -> Repair | None:
    """Let a unit nobody can stand in become part of its neighbour; a column becomes one."""
    level, tiny = _get_unit(site, finding.feature_ids[0])
    sketch = Sketch(site)
    neighbour = _find_neighbour(level, tiny)
    if not is_walkable(tiny.feature):
        if is_referred_to(sketch, tiny.feature):
            return None
        properties = {"level_id": level_of(tiny.feature), "category": "column", "solid": True}
        sketch.put(tiny.feature, replace(tiny.feature, feature_type="fixture", properties=properties))
        return sketch.repair(finding, f"Make unit {named(tiny.feature)} a column.", is_safe=False)
    if neighbour is None:
        remove(sketch, tiny.feature)
        return sketch.repair(finding, f"Remove unit {named(tiny.feature)}.", is_safe=False)
    joined = shapely.union_all([neighbour.shape, tiny.shape]).buffer(_CLOSE_M, join_style="mitre")
    sketch.change(neighbour.feature, geometry=find_area(joined.buffer(-_CLOSE_M, join_style="mitre")))
    sketch.remove(tiny.feature)
    redirect(sketch, "unit", tiny.feature.id, neighbour.feature.id)
    words = f"Make unit {named(tiny.feature)} part of {named(neighbour.feature)}."
    return sketch.repair(finding, words, is_safe=not tiny.feature.properties.get("labels"))


def _get_unit(site: Site, unit_id: str) -> tuple[LevelPlan, Shaped]:
    level = next(each for each in site.plan.levels.values() if any(u.feature.id == unit_id for u in each.units))
    return level, next(unit for unit in level.units if unit.feature.id == unit_id)


def _find_neighbour(level: LevelPlan, tiny: Shaped) -> Shaped | None:
    reach = tiny.shape.buffer(_CLOSE_M)
    shared_m = [
        each.shape.boundary.intersection(reach).length if is_walkable(each.feature) and each is not tiny else 0.0
        for each in level.units
    ]
    best = int(np.argmax(shared_m))
    return level.units[best] if shared_m[best] > 0.0 else None


def _grown(site: Site, finding: Finding) -> Repair | None:
    """Grow a level round all its units that stick out."""
    level_id = str(finding.level_id)
    level, feature = site.plan.levels[level_id], site.find("level", level_id)
    if level.outline is None or feature is None:
        return None
    outside = shapely.area(shapely.difference(level.areas, level.outline)) / shapely.area(level.areas)
    sketch = Sketch(site)
    sketch.change(feature, geometry=find_area(shapely.union_all([level.outline, *level.areas])))
    words = f"Grow the outline of level {named(feature)} round its units."
    return sketch.repair(finding, words, is_safe=bool(outside.max() < 0.5))


def _cut_back(site: Site, finding: Finding) -> Repair | None:
    """Cut the less certain of two units back to the other, of equally certain ones the larger."""
    pair = [_get_unit(site, each)[1] for each in finding.feature_ids]
    shared_m2 = pair[0].shape.intersection(pair[1].shape).area
    for cut, stays in sorted((pair, pair[::-1]), key=lambda two: (two[0].feature.confidence, -two[0].shape.area)):
        rest = find_area(cut.shape.difference(stays.shape))
        if rest is None or rest.area < TINY_M2 or _pieces(rest) > _pieces(cut.shape):
            continue
        sketch = Sketch(site)
        sketch.change(cut.feature, geometry=rest)
        words = f"Cut unit {named(cut.feature)} back to {named(stays.feature)}, by {shared_m2:.1f} m²."
        is_slip = shared_m2 < _SAFE_SHARE * min(each.shape.area for each in pair)
        return sketch.repair(finding, words, is_safe=is_slip)
    return None


def _pieces(area: BaseGeometry) -> int:
    return int(shapely.get_num_geometries(area))


def _once(site: Site, finding: Finding) -> Repair | None:
    """Remove one of two copies of a unit, and let what refers to it refer to the other."""
    pair = [unit for each in finding.feature_ids if (unit := site.find("unit", each)) is not None]
    uses = Counter(str(each) for feature in site.seen.features for each in feature.properties.get("unit_ids") or ())
    stays, copy = sorted(pair, key=lambda unit: (-unit.confidence, -len(_labels(unit)), -uses[unit.id], unit.id))
    sketch = Sketch(site)
    sketch.remove(copy)
    redirect(sketch, "unit", copy.id, stays.id)
    is_alike = copy.properties.get("category") == stays.properties.get("category")
    is_safe = is_alike and set(_labels(copy).items()) <= set(_labels(stays).items())
    return sketch.repair(finding, f"Remove unit {named(copy)}; {named(stays)} stays.", is_safe=is_safe)


def _labels(feature: DraftFeature) -> dict[str, str]:
    return dict(feature.properties.get("labels") or {})


def _without(site: Site, finding: Finding) -> Repair | None:
    sketch = Sketch(site)
    for feature in site.with_id(finding.feature_ids[0]):
        sketch.remove(feature)
    return sketch.repair(finding, f"Remove {finding.feature_ids[0]!r}, which has no shape.", is_safe=True)


def _closed_up(site: Site, finding: Finding) -> Repair | None:
    """Grow the smaller of two open areas over the gap to the other."""
    level, one = _get_unit(site, finding.feature_ids[0])
    small, large = sorted((one, _get_unit(site, finding.feature_ids[1])[1]), key=lambda unit: unit.shape.area)
    both = shapely.union_all([small.shape, large.shape]).buffer(GAP_M / 2, join_style="mitre")
    strip = both.buffer(-GAP_M / 2, join_style="mitre") & small.shape.buffer(1.5 * GAP_M, join_style="mitre")
    strip -= shapely.union_all([each.shape for each in level.units if each is not small])
    sketch = Sketch(site)
    sketch.change(small.feature, geometry=find_area(small.shape.union(strip)))
    words = f"Draw unit {named(small.feature)} up to {named(large.feature)}."
    return sketch.repair(finding, words, is_safe=True)


def _without_slivers(site: Site, finding: Finding) -> Repair | None:
    """Leave out pieces of a unit that nobody can stand on, if that leaves one."""
    unit = site.find("unit", finding.feature_ids[0])
    pieces = shapely.get_parts(site.plan.unit_shapes[finding.feature_ids[0]])
    large = [piece for piece in pieces if piece.area >= TINY_M2]
    if unit is None or len(large) != 1:
        return None
    sketch = Sketch(site)
    sketch.change(unit, geometry=find_area(large[0]))
    return sketch.repair(finding, f"Leave the slivers of unit {named(unit)} out.", is_safe=True)


REPAIRS: dict[str, Propose] = {
    UNUSABLE.code: _drawn,
    REPAIRED.code: _untangled,
    TINY.code: _merged,
    OUTSIDE_LEVEL.code: _grown,
    OVERLAP.code: _cut_back,
    TWICE.code: _once,
    NO_SHAPE.code: _without,
    GAP.code: _closed_up,
    IN_PIECES.code: _without_slivers,
}
