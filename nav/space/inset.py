"""One unit's walkable ground: its area kept the walker's radius away from walls, but open at its openings."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from maps.doorways import MAX_GAP_M, doorway

WALKER_RADIUS_M = 0.25
"""Half the body breadth of an adult (0.5 m, the body ellipse of Fruin, *Pedestrian Planning and Design*, 1971)."""

_SHRINK = (1.0, 0.6, 0.3, 0.1)
"""A unit too narrow for the full radius is tried with these shares of it, so that it degrades and does not vanish."""

_NEEDLE_M = 0.02
"""Half the width of what is too thin to be a way [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """The ground of a unit that the centre of a walker may stand on.

    Parameters
    ----------
    free : BaseGeometry
        Polygon or multi-polygon, perhaps empty.
    core : BaseGeometry
        The part that joins most of the unit's openings and places, a little shrunk: without needles that nobody fits.
    radius_m : float
        The clearance kept from walls [m]; less than the walker's radius in a narrow unit.
    """

    free: BaseGeometry
    core: BaseGeometry
    radius_m: float


def walls(area: BaseGeometry, lines: Sequence[LineString]) -> BaseGeometry:
    """Return the edge of an area without the stretches that its openings cut out of it."""
    left = area.boundary.difference(shapely.union_all([doorway(line, [area]) for line in lines]))
    return linemerge(left) if isinstance(left, MultiLineString) else left


def inset(area: BaseGeometry, lines: Sequence[LineString], places: Sequence[Point], radius_m: float) -> Inset:
    """Return the ground of a unit with the largest clearance that still joins its openings and places.

    Parameters
    ----------
    area : BaseGeometry
        The unit without solid fixtures [local m].
    lines : sequence of LineString
        Its openings.
    places : sequence of Point
        What must be reachable inside it: landings, desks.
    radius_m : float
        The wanted clearance [m].

    Notes
    -----
    Walls are widened with mitred joins and square caps: every corner stays one vertex, and the clearance is never
    less than the radius.
    """
    edge = walls(area, lines)
    wanted = [line.interpolate(0.5, normalized=True) for line in lines] + list(places)
    best, best_joined = Inset(free=shapely.Polygon(), core=shapely.Polygon(), radius_m=0.0), -1
    for share in _SHRINK:
        clearance_m = radius_m * share
        free = area.difference(edge.buffer(clearance_m, cap_style="square", join_style="mitre", mitre_limit=2.0))
        parts = [part for part in shapely.get_parts(free) if part.geom_type == "Polygon" and part.area > 0]
        if not parts:
            continue
        # A door narrower than the walker leaves the ground up to a mitre (1.5 radii) short of the door.
        near_m = 2.0 * clearance_m + MAX_GAP_M / 4
        counts = [sum(part.distance(place) <= near_m for place in wanted) for part in parts]
        joined, _, main = max(zip(counts, [part.area for part in parts], parts, strict=True), key=lambda row: row[:2])
        if joined > best_joined:
            best_joined = joined
            best = Inset(free=free, core=main.buffer(-_NEEDLE_M), radius_m=clearance_m)
        if joined == len(wanted):
            break
    return best
