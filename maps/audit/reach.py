"""M5: can people get from an entrance to every unit, and without steps? A coarse look: units joined by openings."""

from collections import defaultdict
from collections.abc import Iterator

import networkx as nx
import shapely

from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import Plan, ids, level_of, listed, look_at, named
from maps.audit.portals import stops_of
from maps.draft import DraftFeature
from maps.venue import Access, Accessibility, PortalKind

NOTHING_JOINED = FindingKind(
    code="M501",
    severity=Severity.BLOCK,
    positioning=Severity.WARN,
    title="No two units are joined",
    means="There are several units and no opening or portal between any two: no route can exist.",
    remedy="Draw the doors; or state the purpose ``positioning`` if the building is known only by outlines.",
)
UNREACHABLE = FindingKind(
    code="M502",
    severity=Severity.WARN,
    title="Units nobody can reach",
    means="No chain of openings and portals leads from an entrance (without one: from the largest group) to them.",
    remedy="Draw the missing door, or make them not walkable.",
)
STEPS_ONLY = FindingKind(
    code="M503",
    severity=Severity.WARN,
    title="No public way without steps",
    means="Public units that can be reached only by steps, or only through where the public may not go.",
    remedy="Add the lift, ramp or door; if one of them is marked inaccessible or staff only, check that.",
)
NO_ENTRANCE = FindingKind(
    code="M504",
    severity=Severity.INFO,
    title="No entrance",
    means="No opening is marked as an entrance from outside.",
    remedy="Mark the doors people come in by.",
)
IN_PIECES = FindingKind(
    code="M505",
    severity=Severity.WARN,
    title="Ground in pieces",
    means="The ground of one unit lies in pieces that do not touch: nobody can be led from one to another within it.",
    remedy="Draw what lies between them (a street between two halls, a passage behind shops), or make each a unit.",
)
KINDS = (NOTHING_JOINED, UNREACHABLE, STEPS_ONLY, NO_ENTRANCE, IN_PIECES)

_STEPS = frozenset({PortalKind.STAIRS.value, PortalKind.ESCALATOR.value})


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the findings of this family; the reach of people only where there is something to walk through."""
    yield from _in_pieces(plan)
    ways = unit_graph(plan, is_public_step_free=False)
    if len(ways) < 2:
        return
    if not ways.number_of_edges():
        yield NOTHING_JOINED.finding(f"None of the {len(ways)} walkable units are joined.", purpose=plan.purpose)
    if plan.purpose == "positioning" or not ways.number_of_edges():
        return
    starts = _entrances(plan)
    if not starts:
        yield NO_ENTRANCE.finding("No opening is marked as an entrance.")
    reached = reach(ways, starts)
    yield from _by_level(plan, set(ways) - reached, UNREACHABLE, "out of reach")
    public = unit_graph(plan, is_public_step_free=True)
    stepless = reach(public, starts & set(public))
    yield from _by_level(plan, (set(public) & reached) - stepless, STEPS_ONLY, "without a public way free of steps")


def _in_pieces(plan: Plan) -> Iterator[Finding]:
    for unit in plan.walkable_units():
        pieces = sorted(shapely.get_parts(unit.shape), key=lambda piece: -piece.area)
        if len(pieces) > 1:
            yield IN_PIECES.finding(
                f"The ground of unit {named(unit.feature)} lies in {len(pieces)} pieces; "
                f"the largest has {pieces[0].area / unit.shape.area:.0%} of it.",
                [unit.feature.id],
                level_id=level_of(unit.feature),
                point=look_at(pieces[1]),
            )


def unit_graph(plan: Plan, *, is_public_step_free: bool) -> "nx.Graph[str]":
    """Return walkable units joined by what can be passed; directions are ignored.

    Parameters
    ----------
    is_public_step_free : bool
        Only public units, openings and portals, and none that has steps. Unknown accessibility passes.
    """

    def usable(feature: DraftFeature) -> bool:
        access = feature.properties.get("access", Access.PUBLIC)
        if not is_public_step_free:
            return bool(access != Access.CLOSED)
        steps = feature.feature_type == "portal" and str(feature.properties.get("kind")) in _STEPS
        no_wheelchair = feature.properties.get("accessibility") == Accessibility.NO
        return bool(access == Access.PUBLIC) and not steps and not no_wheelchair

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(unit.feature.id for unit in plan.walkable_units() if usable(unit.feature))
    for joint in (*plan.draft.of_type("opening"), *plan.draft.of_type("portal")):
        if usable(joint):
            units = [each for each in _units_joined(joint) if each in graph]
            nx.add_path(graph, units)
    return graph


def reach(graph: "nx.Graph[str]", starts: set[str]) -> set[str]:
    """Return the units that can be reached from any start; without a start, the largest group."""
    groups = list(nx.connected_components(graph))
    if not starts:
        return max(groups, key=len, default=set())
    return set().union(*(group for group in groups if group & starts))


def reachable_units(plan: Plan) -> set[str]:
    """Return the units people can get to from an entrance, by any way that is not closed."""
    return reach(unit_graph(plan, is_public_step_free=False), _entrances(plan))


def _units_joined(joint: DraftFeature) -> list[str]:
    if joint.feature_type == "portal":
        return [str(stop.get("unit_id")) for stop in stops_of(joint)]
    return ids(joint, "unit_ids")


def _entrances(plan: Plan) -> set[str]:
    openings = plan.draft.of_type("opening")
    return {each for opening in openings if opening.properties.get("entrance") for each in _units_joined(opening)}


def _by_level(plan: Plan, unit_ids: set[str], kind: FindingKind, what: str) -> Iterator[Finding]:
    by_level: dict[str | None, list[DraftFeature]] = defaultdict(list)
    for unit in plan.walkable_units():
        if unit.feature.id in unit_ids:
            by_level[level_of(unit.feature)].append(unit.feature)
    for level_id, units in by_level.items():
        yield kind.finding(
            f"{len(units)} unit{'s' if len(units) > 1 else ''} of level {level_id!r} {what}: "
            f"{listed([named(unit) for unit in units])}.",
            [unit.id for unit in units],
            level_id=level_id,
        )
