"""Open areas that would be one walk if there were not a gap between them that is too thin for a wall."""

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import LevelPlan, Plan, ids, look_at, named
from maps.joints import LEAST_JOINT_M, TOUCH_M, may_join, standing_walls

GAP = FindingKind(
    code="M208",
    severity=Severity.WARN,
    title="Gap between open areas",
    means="Two open areas lie side by side with a gap between them that is thinner than a wall. They are not joined.",
    remedy="Draw them up to each other; or draw the wall between them.",
)
GAP_M = 0.1
"""No wall is thinner [m]."""


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the gaps of each level; a building for positioning has no doors that would matter."""
    if plan.purpose == "positioning":
        return
    walls = standing_walls(each for each in plan.draft.features if isinstance(each.properties.get("level_id"), str))
    joined = {frozenset(ids(opening, "unit_ids")) for opening in plan.draft.of_type("opening")}
    for level_id, level in plan.levels.items():
        if level.units:
            yield from _check_level(level_id, level, joined, walls.get(level_id))


def _check_level(
    level_id: str, level: LevelPlan, joined: set[frozenset[str]], walls: BaseGeometry | None
) -> Iterator[Finding]:
    near = level.tree.query(level.areas, predicate="dwithin", distance=GAP_M).T.tolist()
    for one, other in ((level.units[i], level.units[j]) for i, j in near if i < j):
        pair = sorted((one.feature.id, other.feature.id))
        if not may_join(one.feature, other.feature) or frozenset(pair) in joined:
            continue
        gap_m = one.shape.distance(other.shape)
        facing = facing_edge(one.shape, other.shape, walls)
        if gap_m > TOUCH_M and facing.length >= LEAST_JOINT_M:
            yield GAP.finding(
                f"Between {named(one.feature)} and {named(other.feature)} is a gap of {100 * gap_m:.0f} cm.",
                pair,
                level_id=level_id,
                point=look_at(facing),
            )


def facing_edge(one: BaseGeometry, other: BaseGeometry, walls: BaseGeometry | None = None) -> BaseGeometry:
    """Return the edge of an area that lies along another one, without what stands before a wall."""
    edge = shapely.intersection(one.boundary, other.buffer(GAP_M, cap_style="flat", join_style="mitre"))
    return edge if walls is None else edge.difference(walls)
