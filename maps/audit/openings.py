"""M3: does every opening join two rooms through a wall, and has every room an opening?"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import shapely

from maps.assemble import is_left_out
from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import Plan, Shaped, category_of, ids, is_walkable, level_of, look_at, named
from maps.audit.portals import stops_of
from maps.draft import DraftFeature
from maps.imdf_profile import PORTAL_CATEGORIES

JOINS_NOTHING = FindingKind(
    code="M301",
    severity=Severity.WARN,
    title="Opening that joins no unit",
    means="No unit lies at the opening. It is left out of what is published.",
    remedy="Move it onto a wall, or name the units it joins.",
)
JOINS_ONE = FindingKind(
    code="M302",
    severity=Severity.WARN,
    positioning=Severity.INFO,
    title="Opening with a unit on one side only",
    means="It leads out of a unit to nowhere and is not marked as an entrance. Nobody is led through it.",
    remedy="Mark it as an entrance if it leads outside; otherwise draw the unit beyond it.",
)
JOINS_MANY = FindingKind(
    code="M303",
    severity=Severity.BLOCK,
    title="Opening that joins more than two units",
    means="An opening has two sides.",
    remedy="Name the two units it joins, or draw one opening for each pair.",
)
AMBIGUOUS = FindingKind(
    code="M304",
    severity=Severity.WARN,
    title="Opening where more than two units meet",
    means="The units an opening joins were inferred, and a third one lies at it too.",
    remedy="Name the two units it joins, or cut back the one that overlaps.",
)
OFF_WALL = FindingKind(
    code="M305",
    severity=Severity.WARN,
    title="Opening off the wall",
    means="The opening does not lie on the outline of a unit it joins.",
    remedy="Move it onto the wall between its units.",
)
CLOSED_ROOM = FindingKind(
    code="M306",
    severity=Severity.WARN,
    title="Unit without an opening",
    means="Nobody can be led into this unit, or out of it.",
    remedy="Draw its door. If people do not walk there, make it not walkable.",
)
NARROW = FindingKind(
    code="M307",
    severity=Severity.WARN,
    title="Opening too narrow for anybody",
    means="The opening is narrower than half a metre, so that no profile passes it.",
    remedy="Draw its clear width.",
)
TWICE = FindingKind(
    code="M308",
    severity=Severity.WARN,
    title="Opening drawn twice",
    means="Two openings join the same units at the same place: closing one of them closes nothing.",
    remedy="Remove one of them.",
)
KINDS = (JOINS_NOTHING, JOINS_ONE, JOINS_MANY, AMBIGUOUS, OFF_WALL, CLOSED_ROOM, NARROW, TWICE)

WALL_M = 0.6
"""An opening farther than a thick wall from a unit's outline is not in its wall [m]."""
TOUCH_M = 0.05
"""Units nearer than this to the middle of an opening lie at it [m]."""
NARROW_M = 0.5
"""The narrowest any travel profile passes [m]."""
SAME_PLACE_M = 0.3
"""Openings whose middles are nearer than this are one; the leaves of a double door are farther apart [m]."""
DRAWN_CONFIDENCE = 0.8
"""Below this the opening itself was inferred, where open areas touch: it has no place of its own to be wrong about."""


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the findings of this family."""
    shapes = {id(each.feature): each for each in plan.shaped("opening")}
    for opening in plan.draft.of_type("opening"):
        shaped = shapes.get(id(opening))
        yield from _check_sides(plan, opening, shaped)
        if shaped is not None and shaped.shape.length < NARROW_M:
            yield NARROW.finding(
                f"Opening {named(opening)} is {shaped.shape.length:.2f} m wide.",
                [opening.id],
                level_id=level_of(opening),
                point=shaped.point,
            )
    drawn = [each for each in shapes.values() if each.feature.confidence >= DRAWN_CONFIDENCE]
    joined = [each for each in drawn if ids(each.feature, "unit_ids")]
    yield from _check_walls(plan, joined)
    yield from _check_ambiguous(plan, joined)
    yield from _check_rooms(plan)
    yield from _check_twice(joined)


def _check_sides(plan: Plan, opening: DraftFeature, shaped: Shaped | None) -> Iterator[Finding]:
    unit_ids = ids(opening, "unit_ids")
    units = ", ".join(named(plan.find_unit(each), each) for each in unit_ids)
    if is_left_out(opening):
        kind, message = JOINS_NOTHING, f"Opening {named(opening)} joins no unit, or lies on no wall."
    elif len(unit_ids) > 2:
        kind, message = JOINS_MANY, f"Opening {named(opening)} joins {units}."
    elif len(unit_ids) == 1 and not opening.properties.get("entrance"):
        kind, message = JOINS_ONE, f"Opening {named(opening)} joins only {units}."
    else:
        return
    place = shaped.shape if shaped else opening.geometry
    point = None if place is None or place.is_empty else look_at(place)
    yield kind.finding(message, [opening.id], level_id=level_of(opening), point=point, purpose=plan.purpose)


def _check_walls(plan: Plan, openings: list[Shaped]) -> Iterator[Finding]:
    pairs = [
        (opening, unit_id)
        for opening in openings
        for unit_id in ids(opening.feature, "unit_ids")
        if unit_id in plan.unit_shapes
    ]
    if not pairs:
        return
    lines = np.array([opening.shape for opening, _ in pairs], dtype=object)
    walls = shapely.boundary(np.array([plan.unit_shapes[unit_id] for _, unit_id in pairs], dtype=object))
    gaps_m = np.max(
        [
            shapely.distance(shapely.line_interpolate_point(lines, share, normalized=True), walls)
            for share in (0.0, 0.5, 1.0)
        ],
        axis=0,
    )
    for index in np.flatnonzero(gaps_m > WALL_M):
        opening, unit_id = pairs[index]
        yield OFF_WALL.finding(
            f"Opening {named(opening.feature)} is {gaps_m[index]:.1f} m off the wall of "
            f"{named(plan.find_unit(unit_id))}.",
            [opening.feature.id, unit_id],
            level_id=level_of(opening.feature),
            point=opening.point,
        )


def _check_ambiguous(plan: Plan, openings: list[Shaped]) -> Iterator[Finding]:
    for level_id, level in plan.levels.items():
        inferred = [each for each in openings if level_of(each.feature) == level_id and each.feature.confidence < 1.0]
        if not inferred or not level.units:
            continue
        middles = shapely.line_interpolate_point(
            np.array([each.shape for each in inferred], dtype=object), 0.5, normalized=True
        )
        near: dict[int, list[DraftFeature]] = {}
        for opening, unit in level.tree.query(middles, predicate="dwithin", distance=TOUCH_M).T:
            if is_walkable(level.units[unit].feature):
                near.setdefault(int(opening), []).append(level.units[unit].feature)
        for index, units in sorted(near.items()):
            if len(units) > 2:
                yield AMBIGUOUS.finding(
                    f"At opening {named(inferred[index].feature)} lie {', '.join(named(unit) for unit in units)}.",
                    [inferred[index].feature.id, *(unit.id for unit in units)],
                    level_id=level_id,
                    point=inferred[index].point,
                )


def _check_rooms(plan: Plan) -> Iterator[Finding]:
    opened = {unit_id for opening in plan.draft.of_type("opening") for unit_id in ids(opening, "unit_ids")}
    landed = {str(stop.get("unit_id")) for portal in plan.draft.of_type("portal") for stop in stops_of(portal)}
    for unit in plan.walkable_units():
        is_gallery = unit.feature.id in landed and category_of(unit.feature) not in PORTAL_CATEGORIES
        if unit.feature.id not in opened and not is_gallery:
            yield CLOSED_ROOM.finding(
                f"Unit {named(unit.feature)} has no opening.",
                [unit.feature.id],
                level_id=level_of(unit.feature),
                point=unit.point,
            )


def _check_twice(openings: list[Shaped]) -> Iterator[Finding]:
    by_units: dict[tuple[str | None, frozenset[str]], list[Shaped]] = {}
    for opening in openings:
        key = level_of(opening.feature), frozenset(ids(opening.feature, "unit_ids"))
        by_units.setdefault(key, []).append(opening)
    for (level_id, _), alike in by_units.items():
        for one, other in combinations(alike, 2):
            middles = [each.shape.interpolate(0.5, normalized=True) for each in (one, other)]
            if middles[0].distance(middles[1]) < SAME_PLACE_M:
                yield TWICE.finding(
                    f"Openings {named(one.feature)} and {named(other.feature)} are at the same place.",
                    [one.feature.id, other.feature.id],
                    level_id=level_id,
                    point=look_at(middles[0]),
                )
