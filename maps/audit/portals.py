"""M4: do stairs and lifts join the levels, and are the levels in order?"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import networkx as nx
from shapely.geometry import Point

from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import Plan, category_of, entries, ids, level_of, listed, look_at, named
from maps.draft import DraftFeature
from maps.imdf_profile import PORTAL_CATEGORIES
from maps.venue import PortalKind

LEADS_NOWHERE = FindingKind(
    code="M401",
    severity=Severity.WARN,
    title="Portal with fewer than two stops",
    means="Stairs, a lift or a ramp that leads nowhere. It is left out of what is published.",
    remedy="Give it a stop on each level it serves.",
)
UNLINKED_CONNECTOR = FindingKind(
    code="M402",
    severity=Severity.WARN,
    title="Stairs or lift that no portal uses",
    means="A unit is drawn as stairs, lift, escalator, ramp or moving walk, but is the stop of no portal.",
    remedy="Draw it at the same place on the levels it joins, or state the portal.",
)
LANDING_OUTSIDE = FindingKind(
    code="M403",
    severity=Severity.WARN,
    title="Landing outside its unit",
    means="People would board or leave where the unit is not.",
    remedy="Move the landing into its unit.",
)
DRIFT = FindingKind(
    code="M404",
    severity=Severity.WARN,
    title="Lift that drifts sideways",
    means="A lift's landings are not above each other: the levels are shifted, or two lifts are taken for one.",
    remedy="Align the levels, or split the lift.",
)
UNLINKED_LEVEL = FindingKind(
    code="M405",
    severity=Severity.WARN,
    title="Level joined to no other",
    means="No portal leads to this level, so that nobody can be led there from another one.",
    remedy="Add the stairs and lifts that serve it.",
)
UNLINKED_LEVELS = FindingKind(
    code="M406",
    severity=Severity.WARN,
    title="No way between levels at all",
    means="The venue has several levels and not one portal. Routes stay on their level.",
    remedy="Add the stairs and lifts.",
)
SAME_ORDINAL = FindingKind(
    code="M407",
    severity=Severity.WARN,
    title="Levels of the same ordinal above each other",
    means="Two levels of one building have the same ordinal and cover the same ground.",
    remedy="Number the levels from the ground (0) upward and downward.",
)
WRONG_HEIGHT = FindingKind(
    code="M408",
    severity=Severity.WARN,
    title="Level lower than the one below it",
    means="The heights of two levels contradict the order of their ordinals.",
    remedy="Correct the ordinal or the elevation.",
)
KINDS = (
    LEADS_NOWHERE,
    UNLINKED_CONNECTOR,
    LANDING_OUTSIDE,
    DRIFT,
    UNLINKED_LEVEL,
    UNLINKED_LEVELS,
    SAME_ORDINAL,
    WRONG_HEIGHT,
)

LANDING_M = 0.05
"""A landing this near its unit is in it [m]."""
DRIFT_M = 3.0
"""A lift's landings farther apart than this on the plan are not one shaft [m]."""
SAME_GROUND_SHARE = 0.2
"""Levels of one ordinal that share more of the smaller one are above each other, not side by side."""


def check(plan: Plan) -> Iterator[Finding]:
    """Yield the findings of this family."""
    for portal in plan.draft.of_type("portal"):
        yield from _check_portal(plan, portal)
    yield from _check_connectors(plan)
    yield from _check_links(plan)
    yield from _check_order(plan)


def stops_of(portal: DraftFeature) -> list[dict[str, Any]]:
    """Return a portal's stops that can be read."""
    return [stop for stop in entries(portal, "stops") if isinstance(stop, dict)]


def find_point(stop: dict[str, Any]) -> Point | None:
    """Return where a stop is boarded, or None."""
    pair = stop.get("point")
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        return None
    try:
        return Point(float(pair[0]), float(pair[1]))
    except (TypeError, ValueError):
        return None


def _check_portal(plan: Plan, portal: DraftFeature) -> Iterator[Finding]:
    stops = stops_of(portal)
    if len(stops) < 2:
        yield LEADS_NOWHERE.finding(
            f"Portal {named(portal)} has {len(stops)} stop{'' if len(stops) == 1 else 's'}.", [portal.id]
        )
    landings = [(stop, point) for stop in stops if (point := find_point(stop)) is not None]
    for stop, point in landings:
        area = plan.unit_shapes.get(str(stop.get("unit_id")))
        if area is not None and area.distance(point) > LANDING_M:
            yield LANDING_OUTSIDE.finding(
                f"The landing of portal {named(portal)} on level {stop.get('level_id')!r} is "
                f"{area.distance(point):.1f} m outside {named(plan.find_unit(stop.get('unit_id')))}.",
                [portal.id],
                level_id=str(stop.get("level_id")),
                point=look_at(point),
            )
    if portal.properties.get("kind") == PortalKind.ELEVATOR:
        drift_m = max((a.distance(b) for (_, a), (_, b) in combinations(landings, 2)), default=0.0)
        if drift_m > DRIFT_M:
            yield DRIFT.finding(f"The landings of lift {named(portal)} are {drift_m:.1f} m apart.", [portal.id])


def _check_connectors(plan: Plan) -> Iterator[Finding]:
    used = {str(stop.get("unit_id")) for portal in plan.draft.of_type("portal") for stop in stops_of(portal)}
    for unit in plan.walkable_units():
        if category_of(unit.feature) in PORTAL_CATEGORIES and unit.feature.id not in used:
            yield UNLINKED_CONNECTOR.finding(
                f"Unit {named(unit.feature)} ({category_of(unit.feature)}) is the stop of no portal.",
                [unit.feature.id],
                level_id=level_of(unit.feature),
                point=unit.point,
            )


def _check_links(plan: Plan) -> Iterator[Finding]:
    """Look for levels that no portal joins to the largest group of levels; outlines without units do not count."""
    walked = {level_of(unit.feature) for unit in plan.walkable_units()}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(level_id for level_id, level in plan.levels.items() if level_id in walked)
    for portal in plan.draft.of_type("portal"):
        served = [str(stop.get("level_id")) for stop in stops_of(portal) if str(stop.get("level_id")) in graph]
        nx.add_path(graph, served)
    for opening in plan.draft.of_type("opening"):
        levels = [level_of(unit) for each in ids(opening, "unit_ids") if (unit := plan.find_unit(each)) is not None]
        nx.add_path(graph, [level for level in levels if level in graph])
    if len(graph) < 2:
        return
    if all(one == other for one, other in graph.edges):
        yield UNLINKED_LEVELS.finding(f"No portal joins any of the {len(graph)} levels {listed(sorted(graph))}.")
        return
    main, *others = sorted(nx.connected_components(graph), key=lambda group: (-len(group), min(group)))
    for level_id in sorted(level for group in others for level in group):
        yield UNLINKED_LEVEL.finding(
            f"No portal joins level {level_id!r} to {listed(sorted(main))}.", [level_id], level_id=level_id
        )


def _check_order(plan: Plan) -> Iterator[Finding]:
    levels = [each for each in plan.shaped("level") if isinstance(each.feature.properties.get("ordinal"), int | float)]
    levels.sort(key=lambda each: float(each.feature.properties["ordinal"]))
    for one, other in combinations(levels, 2):
        lower, upper = one.feature.properties, other.feature.properties
        if lower.get("building_id") != upper.get("building_id"):
            continue
        names = f"{named(one.feature)} and {named(other.feature)}"
        ids = [one.feature.id, other.feature.id]
        if lower["ordinal"] == upper["ordinal"]:
            shared_m2 = one.shape.intersection(other.shape).area
            if shared_m2 > SAME_GROUND_SHARE * min(one.shape.area, other.shape.area):
                yield SAME_ORDINAL.finding(
                    f"Levels {names} both have the ordinal {lower['ordinal']:g} and share {shared_m2:.0f} m².",
                    ids,
                    level_id=one.feature.id,
                )
        elif _height_m(lower) > _height_m(upper):
            yield WRONG_HEIGHT.finding(
                f"Level {names}: ordinals {lower['ordinal']:g} and {upper['ordinal']:g}, but heights "
                f"{_height_m(lower):g} and {_height_m(upper):g} m.",
                ids,
                level_id=other.feature.id,
            )


def _height_m(properties: Any) -> float:
    height = properties.get("elevation_m")
    return float(height) if isinstance(height, int | float) else 0.0
