"""M8: has everything people ask for a name?"""

from collections import defaultdict
from collections.abc import Iterator

from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import Plan, category_of, is_walkable, level_of, listed
from maps.draft import DraftFeature
from maps.imdf_profile import PORTAL_CATEGORIES

NAMELESS = FindingKind(
    code="M801",
    severity=Severity.INFO,
    title="Units without a name",
    means="People cannot search for them.",
    remedy="Name those people ask for; corridors, stairs and lifts need none.",
)
NAMELESS_LEVEL = FindingKind(
    code="M802",
    severity=Severity.INFO,
    title="Level without a name",
    means="The floor switcher and the instructions can only show its ordinal.",
    remedy="Give it a name and a short name, as on the signs in the lift.",
)
NAMELESS_DESK = FindingKind(
    code="M803",
    severity=Severity.INFO,
    title="Service group or point without a name",
    means="People cannot search for it, and are led to something that has no name.",
    remedy="Name it as its sign does.",
)
KINDS = (NAMELESS, NAMELESS_LEVEL, NAMELESS_DESK)

_NEED_NO_NAME = frozenset(
    {*PORTAL_CATEGORIES, "walkway", "walkway.island", "footbridge", "lobby", "unspecified", "nonpublic", "storage"}
)


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the findings of this family."""
    nameless: dict[str | None, list[str]] = defaultdict(list)
    for unit in plan.draft.of_type("unit"):
        if not _has_name(unit) and is_walkable(unit) and category_of(unit) not in _NEED_NO_NAME:
            nameless[level_of(unit)].append(unit.id)
    for level_id, ids in nameless.items():
        yield NAMELESS.finding(
            f"{len(ids)} unit{'s' if len(ids) > 1 else ''} of level {level_id!r} without a name: {listed(ids)}.",
            ids,
            level_id=level_id,
        )
    for level in plan.draft.of_type("level"):
        if not _has_name(level) and not level.properties.get("short_labels"):
            yield NAMELESS_LEVEL.finding(f"Level {level.id!r} has no name.", [level.id], level_id=level.id)
    for kind in ("service_group", "service_point"):
        for feature in plan.draft.of_type(kind):
            if not _has_name(feature):
                yield NAMELESS_DESK.finding(
                    f"{kind} {feature.id!r} has no name.", [feature.id], level_id=level_of(feature)
                )


def _has_name(feature: DraftFeature) -> bool:
    return bool(feature.properties.get("labels"))
