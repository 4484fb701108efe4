"""M6: is the radio hardware where it can be, and can each be told from the others?"""

from collections import defaultdict
from collections.abc import Iterator

from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import Plan, entries, level_of, named

OUTSIDE = FindingKind(
    code="M601",
    severity=Severity.WARN,
    title="Transmitter outside its level",
    means="A beacon or access point lies outside the outline of its level: positions near it will be wrong.",
    remedy="Correct its place or its level.",
)
SAME_ADDRESS = FindingKind(
    code="M602",
    severity=Severity.WARN,
    title="Address of several transmitters",
    means="Two transmitters have the same address, so that a reading could come from either.",
    remedy="Give each its own, or remove the one that is not there.",
)
NO_ADDRESS = FindingKind(
    code="M603",
    severity=Severity.WARN,
    title="Transmitter without an address",
    means="No reading can be matched to it.",
    remedy="Add what a phone reports of it: uuid/major/minor, or the MAC.",
)
KINDS = (OUTSIDE, SAME_ADDRESS, NO_ADDRESS)

WALL_M = 1.0
"""Hardware on the outer side of an outer wall is still of the level [m]."""


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the findings of this family."""
    holders: dict[str, list[str]] = defaultdict(list)
    for transmitter in plan.draft.of_type("transmitter"):
        addresses = [str(each) for each in entries(transmitter, "addresses")]
        for address in dict.fromkeys(each.lower() for each in addresses):
            holders[address].append(transmitter.id)
        if not addresses:
            yield NO_ADDRESS.finding(
                f"Transmitter {named(transmitter)} has no address.", [transmitter.id], level_id=level_of(transmitter)
            )
    for address, ids in holders.items():
        if len(ids) > 1:
            yield SAME_ADDRESS.finding(f"{len(ids)} transmitters have the address {address}.", ids)
    for placed in plan.shaped("transmitter"):
        level = plan.levels.get(str(level_of(placed.feature)))
        if level is not None and level.outline is not None and level.outline.distance(placed.shape) > WALL_M:
            yield OUTSIDE.finding(
                f"Transmitter {named(placed.feature)} is {level.outline.distance(placed.shape):.1f} m outside "
                f"level {level_of(placed.feature)!r}.",
                [placed.feature.id],
                level_id=level_of(placed.feature),
                point=placed.point,
            )
