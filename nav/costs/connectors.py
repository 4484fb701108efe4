"""Lifts, stairs, ramps and escalators as explicit pieces of the graph: board, ride, leave; or climb."""

from dataclasses import dataclass

from maps.venue import Portal, PortalKind, PortalStop, Venue
from nav.costs.codes import Hop, Stage, steps_out
from nav.costs.lifts import usual_wait_s

STAIR_LENGTH_PER_RISE = 2.0
"""Walked length for a metre of height: flights at about 32° and their landings."""

ESCALATOR_LENGTH_PER_RISE = 2.0
"""Step band at 30° (EN 115-1)."""

RAMP_SLOPE = 1 / 12
"""Where the slope is not known: the steepest that GB 50763 allows at any height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One stretch of a portal, between two stops or between a stop and its car.

    Parameters
    ----------
    tail, head : tuple of (int, bool)
        The stop, by its place among the portal's stops, and whether it is the car there and not the landing.
    """

    tail: tuple[int, bool]
    head: tuple[int, bool]
    hop: Hop


def links(venue: Venue, portal: Portal) -> list[Link]:
    """Return the stretches of a portal, each in every direction it may be travelled."""
    make = _lift_links if portal.kind is PortalKind.ELEVATOR else _climb_links
    return make(venue, portal)


def _rise_m(venue: Venue, one: PortalStop, two: PortalStop) -> float:
    return venue.get_level(two.level_id).elevation_m - venue.get_level(one.level_id).elevation_m


def _lift_links(venue: Venue, portal: Portal) -> list[Link]:
    made: list[Link] = []
    expected_s = usual_wait_s(venue, portal)
    for i, stop in enumerate(portal.stops):
        landing = venue.unit_by_id.get(stop.unit_id)
        board = Hop(portal=portal, stage=Stage.BOARD, stop=stop, wait_s=expected_s)
        leave = Hop(
            portal=portal, stage=Stage.LEAVE, stop=stop, into=landing, steps_out=steps_out(venue, None, landing)
        )
        made.append(Link(tail=(i, False), head=(i, True), hop=board))
        made.append(Link(tail=(i, True), head=(i, False), hop=leave))
    for i, j in _steps(portal):
        one, two = portal.stops[i], portal.stops[j]
        ride = Hop(
            portal=portal, stage=Stage.RIDE, rise_m=_rise_m(venue, one, two), length_m=one.point.distance(two.point)
        )
        made.append(Link(tail=(i, True), head=(j, True), hop=ride))
    return made


def _climb_links(venue: Venue, portal: Portal) -> list[Link]:
    made: list[Link] = []
    for i, j in _steps(portal):
        one, two = portal.stops[i], portal.stops[j]
        rise_m = _rise_m(venue, one, two)
        foot, head = (venue.unit_by_id.get(stop.unit_id) for stop in (one, two))
        climb = Hop(
            portal=portal,
            stage=Stage.CLIMB,
            into=head,
            steps_out=steps_out(venue, foot, head),
            rise_m=rise_m,
            length_m=max(abs(rise_m) * _length_per_rise(portal), one.point.distance(two.point)),
        )
        made.append(Link(tail=(i, False), head=(j, False), hop=climb))
    return made


def _steps(portal: Portal) -> list[tuple[int, int]]:
    """Return the pairs of neighbouring stops, in every direction of travel."""
    forward = [(i, i + 1) for i in range(len(portal.stops) - 1)]
    return forward if portal.one_way else forward + [(j, i) for i, j in forward]


def _length_per_rise(portal: Portal) -> float:
    """Return the walked length for a metre of height."""
    if portal.kind is PortalKind.STAIRS:
        return STAIR_LENGTH_PER_RISE
    if portal.kind is PortalKind.ESCALATOR:
        return ESCALATOR_LENGTH_PER_RISE
    slope = (portal.slope_percent or 0.0) / 100.0
    return 1.0 / slope if slope > 0.0 else 1.0 / RAMP_SLOPE
