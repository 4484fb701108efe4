"""M7: can people find and reach the desks, and does each sign say one place?"""

from collections import defaultdict
from collections.abc import Iterator

from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import Plan, is_walkable, level_of, named
from maps.audit.reach import reachable_units

OUTSIDE_UNIT = FindingKind(
    code="M701",
    severity=Severity.WARN,
    title="Point outside its unit",
    means="A desk or point of interest does not lie in the unit it names.",
    remedy="Move it into the unit, or name the unit it is in.",
)
UNREACHABLE_DESK = FindingKind(
    code="M702",
    severity=Severity.WARN,
    title="Service point nobody can reach",
    means="Its unit is not walkable, or cannot be reached from an entrance.",
    remedy="Draw the way to it, or place it where people queue.",
)
SAME_CODE = FindingKind(
    code="M703",
    severity=Severity.BLOCK,
    title="QR code at several places",
    means="Two signs have the same code: scanning one would put people at the other.",
    remedy="Give each sign a code of its own.",
)
OUTSIDE_LEVEL = FindingKind(
    code="M704",
    severity=Severity.WARN,
    title="Point outside its level",
    means="A sign, desk or point of interest lies outside the outline of its level.",
    remedy="Correct its place or its level.",
)
EMPTY_GROUP = FindingKind(
    code="M705",
    severity=Severity.INFO,
    title="Group without members",
    means="A service group has no service point, or a parking lot has no bay: nobody can be led there.",
    remedy="Add its members, or remove it.",
)
KINDS = (OUTSIDE_UNIT, UNREACHABLE_DESK, SAME_CODE, OUTSIDE_LEVEL, EMPTY_GROUP)

NEAR_M = 0.3
"""A desk drawn this far behind its unit's wall is still its [m]."""

_POINTS = ("service_point", "amenity", "qr_point")
_MEMBERS = (("service_group", "service_point", "group_id"), ("parking_lot", "parking_bay", "lot_id"))


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the findings of this family."""
    for kind in _POINTS:
        yield from _check_places(plan, kind)
    yield from _check_reach(plan)
    yield from _check_codes(plan)
    for group_kind, member_kind, field in _MEMBERS:
        used = {str(member.properties.get(field)) for member in plan.draft.of_type(member_kind)}
        for group in plan.draft.of_type(group_kind):
            if group.id not in used:
                yield EMPTY_GROUP.finding(f"{group_kind} {named(group)} has no {member_kind}.", [group.id])


def _check_places(plan: Plan, kind: str) -> Iterator[Finding]:
    for placed in plan.shaped(kind):
        feature, level_id = placed.feature, level_of(placed.feature)
        area = plan.unit_shapes.get(str(feature.properties.get("unit_id")))
        level = plan.levels.get(str(level_id))
        if area is not None and area.distance(placed.shape) > NEAR_M:
            yield OUTSIDE_UNIT.finding(
                f"{kind} {named(feature)} is {area.distance(placed.shape):.1f} m outside "
                f"{named(plan.find_unit(feature.properties['unit_id']))}.",
                [feature.id],
                level_id=level_id,
                point=placed.point,
            )
        elif area is None and level is not None and level.outline is not None:
            outside_m = level.outline.distance(placed.shape)
            if outside_m > NEAR_M:
                yield OUTSIDE_LEVEL.finding(
                    f"{kind} {named(feature)} is {outside_m:.1f} m outside level {level_id!r}.",
                    [feature.id],
                    level_id=level_id,
                    point=placed.point,
                )


def _check_reach(plan: Plan) -> Iterator[Finding]:
    desks = plan.draft.of_type("service_point")
    reached = reachable_units(plan) if desks else set()
    for desk in desks:
        unit = plan.find_unit(desk.properties.get("unit_id"))
        if unit is not None and (unit.id not in reached or not is_walkable(unit)):
            yield UNREACHABLE_DESK.finding(
                f"Service point {named(desk)} is in {named(unit)}, which nobody can reach.",
                [desk.id, unit.id],
                level_id=level_of(desk),
            )


def _check_codes(plan: Plan) -> Iterator[Finding]:
    signs: dict[str, list[str]] = defaultdict(list)
    for sign in plan.draft.of_type("qr_point"):
        if sign.properties.get("code"):
            signs[str(sign.properties["code"])].append(sign.id)
    for code, ids in signs.items():
        if len(ids) > 1:
            yield SAME_CODE.finding(f"{len(ids)} signs have the code {code!r}.", ids)
