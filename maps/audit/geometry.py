"""M2: can the shapes be used, and are rooms where and as often as they should be?"""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from maps.assemble import is_left_out
from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.gaps import GAP
from maps.audit.gaps import check as check_gaps
from maps.audit.plan import LevelPlan, Plan, Shaped, level_of, look_at, named
from maps.draft import DraftFeature
from maps.feature_types import FEATURE_TYPES

UNUSABLE = FindingKind(
    code="M201",
    severity=Severity.BLOCK,
    title="No usable geometry",
    means="The geometry is missing, empty, of the wrong type, or too tangled to repair.",
    remedy="Draw it again; a unit, level or fixture is an area, an opening a line, a sign or desk a point.",
)
REPAIRED = FindingKind(
    code="M202",
    severity=Severity.WARN,
    title="Invalid geometry, repaired",
    means="An outline crosses or touches itself. What is published is its repaired shape.",
    remedy="Look whether the repaired shape is right; redraw the outline if it is not.",
)
TINY = FindingKind(
    code="M203",
    severity=Severity.WARN,
    title="Unit too small to stand in",
    means="The unit is smaller than a quarter of a square metre: usually a slip of the drawing.",
    remedy="Remove it, or make it part of its neighbour.",
)
OUTSIDE_LEVEL = FindingKind(
    code="M204",
    severity=Severity.WARN,
    title="Unit outside its level",
    means="Part of the unit lies outside the outline of its level.",
    remedy="Correct the unit, the outline of the level, or the unit's level.",
)
OVERLAP = FindingKind(
    code="M205",
    severity=Severity.WARN,
    title="Overlapping units",
    means="Two units claim the same floor. Positions there belong to the smaller one.",
    remedy="Cut one of them back to the wall between them.",
)
TWICE = FindingKind(
    code="M206",
    severity=Severity.WARN,
    title="Unit drawn twice",
    means="Two units have nearly the same outline; routes and search know both.",
    remedy="Remove one of them.",
)
NO_SHAPE = FindingKind(
    code="M207",
    severity=Severity.WARN,
    title="Fixture without a shape",
    means="Something on the floor has no geometry. It is left out of what is published.",
    remedy="Draw it, or remove it.",
)
KINDS = (UNUSABLE, REPAIRED, TINY, OUTSIDE_LEVEL, OVERLAP, TWICE, NO_SHAPE, GAP)

TINY_M2 = 0.25
"""Less than a person needs to stand [m²]."""
OVERLAP_M2 = 0.1
"""Smaller overlaps are imprecise walls [m²]."""
OUTSIDE_SHARE = 0.01
"""A smaller share of a unit outside its level is an imprecise wall."""
SAME_SHARE = 0.9
"""Units that share more of their union are the same unit drawn twice."""


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the findings of this family."""
    for feature, shape in zip(plan.draft.features, plan.shapes, strict=True):
        yield from _check_shape(feature, shape)
    for level_id, level in plan.levels.items():
        if level.units:
            yield from _check_sizes(level_id, level)
            yield from _check_extent(level_id, level)
            yield from _check_overlaps(level_id, level)
    yield from check_gaps(plan)


def _check_shape(feature: DraftFeature, shape: BaseGeometry | None) -> Iterator[Finding]:
    kind = FEATURE_TYPES.get(feature.feature_type)
    given = feature.geometry
    if kind is None or not kind.geometry_field or (kind.name == "building" and given is None):
        return
    if shape is None:
        if kind.name == "opening" and isinstance(given, Point):
            return  # a door on no wall: left out, and found by the rules of openings
        if is_left_out(feature):
            yield NO_SHAPE.finding(f"Fixture {named(feature)} has no shape.", [feature.id], level_id=level_of(feature))
            return
        state = "no geometry" if given is None else f"{given.geom_type} that cannot be used"
        yield UNUSABLE.finding(
            f"{feature.feature_type} {named(feature)} has {state}.", [feature.id], level_id=level_of(feature)
        )
    elif given is not None and not given.is_valid:
        yield REPAIRED.finding(
            f"{feature.feature_type} {named(feature)} crosses itself: {shapely.is_valid_reason(given)[:60]}. "
            f"Its area is {shape.area:.1f} m² after repair.",
            [feature.id],
            level_id=level_of(feature),
            point=look_at(shape),
        )


def _check_sizes(level_id: str, level: LevelPlan) -> Iterator[Finding]:
    for unit in level.units:
        if unit.shape.area < TINY_M2:
            yield TINY.finding(
                f"Unit {named(unit.feature)} has {unit.shape.area:.2f} m².",
                [unit.feature.id],
                level_id=level_id,
                point=unit.point,
            )


def _check_extent(level_id: str, level: LevelPlan) -> Iterator[Finding]:
    if level.outline is None:
        return
    shapely.prepare(level.outline)
    for index in np.flatnonzero(~shapely.covers(level.outline, level.areas)):
        unit = level.units[index]
        outside_m2 = unit.shape.difference(level.outline).area
        if outside_m2 > max(OVERLAP_M2, OUTSIDE_SHARE * unit.shape.area):
            yield OUTSIDE_LEVEL.finding(
                f"{outside_m2:.1f} of {unit.shape.area:.1f} m² of unit {named(unit.feature)} "
                f"lie outside level {level_id!r}.",
                [unit.feature.id],
                level_id=level_id,
                point=look_at(unit.shape.difference(level.outline)),
            )


def _check_overlaps(level_id: str, level: LevelPlan) -> Iterator[Finding]:
    first, second = level.tree.query(level.areas, predicate="intersects")
    ordered = first < second
    first, second = first[ordered], second[ordered]
    shared = shapely.intersection(level.areas[first], level.areas[second])
    shared_m2 = shapely.area(shared)
    for index in np.flatnonzero(shared_m2 > OVERLAP_M2):
        one, other = level.units[first[index]], level.units[second[index]]
        yield _overlap(level_id, one, other, shared[index])


def _overlap(level_id: str, one: Shaped, other: Shaped, shared: BaseGeometry) -> Finding:
    union_m2 = one.shape.area + other.shape.area - shared.area
    ids = sorted((one.feature.id, other.feature.id))
    names = f"{named(one.feature)} and {named(other.feature)}"
    if shared.area > SAME_SHARE * union_m2:
        return TWICE.finding(f"Units {names} have the same outline.", ids, level_id=level_id, point=look_at(shared))
    return OVERLAP.finding(
        f"Units {names} overlap by {shared.area:.1f} m².", ids, level_id=level_id, point=look_at(shared)
    )
