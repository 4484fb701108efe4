"""M1: is every feature what it claims to be, once, with everything it refers to?"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import Plan, entries, ids, level_of, named
from maps.draft import DraftFeature
from maps.feature_types import FEATURE_TYPES, STOP_REFERENCES

DUPLICATE_ID = FindingKind(
    code="M101",
    severity=Severity.BLOCK,
    title="Duplicate id",
    means="Two features have the same id, so that nobody can say which one is meant.",
    remedy="Give each feature an id of its own; remove the copy if it is one.",
)
DANGLING = FindingKind(
    code="M102",
    severity=Severity.BLOCK,
    title="Dangling reference",
    means="A feature refers to another one that is not there.",
    remedy="Add the missing feature, or correct or remove the reference.",
)
BAD_VALUE = FindingKind(
    code="M103",
    severity=Severity.BLOCK,
    title="Missing or wrong value",
    means="A value a feature cannot do without is missing, or is of the wrong type.",
    remedy="Correct the value in the source.",
)
NOTHING_TO_PUBLISH = FindingKind(
    code="M104",
    severity=Severity.BLOCK,
    title="No level or no unit",
    means="There is nothing to stand on.",
    remedy="Check that the right file was imported, and that its levels and rooms are in it.",
)
WRONG_LEVEL = FindingKind(
    code="M105",
    severity=Severity.BLOCK,
    title="Feature and unit on different levels",
    means="An opening, a portal's stop or a point names a unit that is on another level than itself.",
    remedy="Correct the level or the unit.",
)
UNREAD = FindingKind(
    code="M110",
    severity=Severity.INFO,
    title="Not understood",
    means="Something in the source was kept with the draft but is not part of the venue.",
    remedy="Nothing, unless it is something people need; then draw it as one of the known kinds.",
)
KINDS = (DUPLICATE_ID, DANGLING, BAD_VALUE, NOTHING_TO_PUBLISH, WRONG_LEVEL, UNREAD)


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the findings of this family."""
    yield from _check_present(plan)
    yield from _check_unique(plan)
    for feature in plan.draft.features:
        yield from _check_values(plan, feature)
        yield from _check_references(plan, feature)
    yield from _check_unread(plan)


def _check_present(plan: Plan) -> Iterator[Finding]:
    for kind in ("level", "unit"):
        if not plan.draft.of_type(kind):
            yield NOTHING_TO_PUBLISH.finding(f"The venue has no {kind}.")


def _check_unique(plan: Plan) -> Iterator[Finding]:
    sources = defaultdict(list)
    for feature in plan.draft.features:
        sources[feature.id].append(feature)
    for identity, features in sources.items():
        if len(features) > 1:
            places = ", ".join(f"{each.feature_type} from {each.source or 'the draft'}" for each in features[:4])
            yield DUPLICATE_ID.finding(
                f"{len(features)} features have the id {identity!r}: {places}.",
                [identity],
                level_id=level_of(features[0]),
            )


def _check_values(plan: Plan, feature: DraftFeature) -> Iterator[Finding]:
    wrong = plan.facts.of(feature).wrong_value
    if wrong is not None:
        yield BAD_VALUE.finding(wrong, [feature.id], level_id=level_of(feature))


def _check_references(plan: Plan, feature: DraftFeature) -> Iterator[Finding]:
    for name, kind, identity in references_of(feature):
        if (kind, identity) not in plan.by_id:
            yield DANGLING.finding(
                f"{feature.feature_type} {named(feature)}: {name} names the {kind} {identity!r}, which does not exist.",
                [feature.id],
                level_id=level_of(feature),
            )
    for level_id, unit_id in units_on(feature):
        unit = plan.find_unit(unit_id)
        if unit is not None and level_of(unit) != level_id:
            yield WRONG_LEVEL.finding(
                f"{feature.feature_type} {named(feature)} is on level {level_id!r}, "
                f"but its unit {named(unit)} is on {level_of(unit)!r}.",
                [feature.id, unit.id],
                level_id=level_id,
            )


def references_of(feature: DraftFeature) -> Iterator[tuple[str, str, str]]:
    """Yield (field, kind, id) of everything a feature refers to."""
    kind = FEATURE_TYPES.get(feature.feature_type)
    for name, target in (kind.references if kind else {}).items():
        value = feature.properties.get(name)
        for each in value if isinstance(value, list | tuple) else [value]:
            if each is not None:
                yield name, target, str(each)
    for stop in _stops(feature):
        for name, target in STOP_REFERENCES.items():
            if stop.get(name) is not None:
                yield f"stop {name}", target, str(stop[name])


def units_on(feature: DraftFeature) -> Iterator[tuple[str | None, object]]:
    """Yield (level id, unit id) of the units a feature must share a level with."""
    if feature.feature_type == "opening":
        yield from ((level_of(feature), unit_id) for unit_id in ids(feature, "unit_ids"))
    elif feature.properties.get("unit_id") is not None:
        yield level_of(feature), feature.properties["unit_id"]
    yield from ((str(stop.get("level_id")), stop.get("unit_id")) for stop in _stops(feature))


def _stops(feature: DraftFeature) -> list[dict[str, Any]]:
    if feature.feature_type != "portal":
        return []
    return [stop for stop in entries(feature, "stops") if isinstance(stop, dict)]


def _check_unread(plan: Plan) -> Iterator[Finding]:
    counts = Counter(each.reason for each in plan.draft.unread)
    first = {each.reason: each.source for each in reversed(plan.draft.unread)}
    for reason, count in counts.items():
        more = f" and {count - 1} more" if count > 1 else ""
        yield UNREAD.finding(f"{first[reason]}{more}: {reason.rstrip('.')}.")
