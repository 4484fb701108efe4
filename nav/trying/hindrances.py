"""What the audit found that may be why there is no way."""

from collections import Counter
from collections.abc import Sequence

from shapely.geometry import Point

from maps.audit.finding import Finding, Severity
from maps.ids import FeatureId
from maps.position import Position
from maps.venue import Venue
from nav.route import End, NoRoute, NoRouteReason, Place
from nav.router import Router
from nav.ways.connectivity import component_by_unit

_NEAR_M = 1.5
"""What is found this near to ground that nothing leads to may be what cuts it off [m]."""
_MOST = 10


def hindrances(
    router: Router, origin: End, destination: End, found: NoRoute, findings: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Return the findings that have to do with why there is no way, the nearest to the obstacle first.

    Parameters
    ----------
    found : NoRoute
        The router's answer about the two ends.
    findings : sequence of Finding
        All there are of the draft.

    Notes
    -----
    What bars the way is named by the router. When nothing leads from one end to the other, one of them is on ground
    that is cut off: that with fewer rooms. What is wrong with those rooms, with their openings, and within 1.5 m of
    them is what to look at.
    """
    about = set(found.blocked_by)
    if found.reason is NoRouteReason.NOT_CONNECTED:
        about |= _cut_off(router, (origin, destination))
    elif found.reason in (NoRouteReason.ORIGIN_OUTSIDE, NoRouteReason.DESTINATION_OUTSIDE):
        end = origin if found.reason is NoRouteReason.ORIGIN_OUTSIDE else destination
        about |= {FeatureId(end.id)} if isinstance(end, Place) else set()
    beside = about | _joints_of(router.venue, about)
    telling = [each for each in findings if each.severity is not Severity.INFO]
    named = [each for each in telling if beside.intersection(each.feature_ids)]
    near = [each for each in telling if each not in named and _is_near(router.venue, each, about)]
    return tuple((named + near)[:_MOST])


def _joints_of(venue: Venue, units: set[FeatureId]) -> set[FeatureId]:
    """Return the openings and portals that lead into or out of units."""
    openings = {each.id for each in venue.openings if units.intersection(each.unit_ids)}
    portals = {each.id for each in venue.portals if units.intersection(stop.unit_id for stop in each.stops)}
    return openings | portals


def _cut_off(router: Router, ends: tuple[End, End]) -> set[FeatureId]:
    """Return the units of the group that has fewer of them; of both when they have as many."""
    group_of = component_by_unit(router.graph)
    sizes = Counter(group_of.values())
    groups = [{group_of[unit] for unit in _units_at(router.venue, end) if unit in group_of} for end in ends]
    apart = groups[0] ^ groups[1]
    least = min((sizes[group] for group in apart), default=0)
    return {unit for unit, group in group_of.items() if group in apart and sizes[group] == least}


def _units_at(venue: Venue, end: End) -> set[FeatureId]:
    """Return the unit an end is in; of a feature with members, those of the members."""
    if isinstance(end, Position):
        point = Point(end.x_m, end.y_m)
        return {unit.id for unit in venue.units_by_level[end.level_id] if unit.area.distance(point) <= _NEAR_M}
    if end.id in venue.unit_by_id:
        return {end.id}
    features = [venue.feature_by_id.get(end.id)]
    features += [each for each in venue.service_points if each.group_id == end.id]
    units = {getattr(each, "unit_id", None) for each in features}
    return {unit for unit in units if unit is not None}


def _is_near(venue: Venue, finding: Finding, units: set[FeatureId]) -> bool:
    if finding.point is None or finding.level_id is None:
        return False
    point = Point(finding.point)
    here = (venue.unit_by_id[name] for name in units if name in venue.unit_by_id)
    return any(unit.level_id == finding.level_id and unit.area.distance(point) <= _NEAR_M for unit in here)
