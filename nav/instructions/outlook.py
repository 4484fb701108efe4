"""What somebody on the way has before their eyes: ahead of them, and with no wall between."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from maps.ids import FeatureId
from maps.venue import Venue
from nav.instructions.stretches import Point, Stretch
from nav.instructions.turns import bearing_rad, wrapped_rad

ANNOUNCE_M = 6.0
"""How far before its place an instruction is told [m]: ITU-T F.921 wants features announced at 6 ± 1 m."""
AHEAD_RAD = math.radians(75.0)
"""What lies farther to the side than this is not ahead: people see some 90° to each side but read signs in front."""
TOUCHING_M = 0.2
"""A thing on a wall (a door in it) is looked at from this much in front of it [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """Where a walker looks from, and the direction they go in [rad from east, anticlockwise]."""

    point: Point
    heading_rad: float


def lead_m(gap_m: float) -> float:
    """Return how far before its place an instruction is told [m], given the way since the one before."""
    return min(ANNOUNCE_M, gap_m / 2.0)


def eye_before(stretch: Stretch, along_m: float, *, since_m: float) -> Eye:
    """Return the eye of a walker who is told what to do at a metre of the route.

    Parameters
    ----------
    since_m : float
        Where the instruction before was [m from the start of the route].
    """
    here_m = max(along_m - lead_m(along_m - since_m), stretch.start_m)
    here, _ = stretch.at(here_m)
    there, _ = stretch.at(max(along_m, here_m + 1.0))
    return Eye(point=here, heading_rad=bearing_rad(here, there))


def walls_around(unit_ids: Iterable[FeatureId], venue: Venue) -> BaseGeometry:
    """Return the walls of some units: their outlines without their openings."""
    pieces = shapely.get_parts([venue.walls_by_unit[unit_id] for unit_id in frozenset(unit_ids)])
    walls = shapely.multilinestrings(pieces)
    assert isinstance(walls, shapely.MultiLineString)
    shapely.prepare(walls)
    return walls


def is_in_view(point: Point, eye: Eye, walls: BaseGeometry) -> bool:
    """Return whether a point is ahead of an eye and no wall hides it."""
    away_m = math.dist(eye.point, point)
    if away_m <= TOUCHING_M:
        return True
    if abs(wrapped_rad(bearing_rad(eye.point, point) - eye.heading_rad)) > AHEAD_RAD:
        return False
    share = 1.0 - TOUCHING_M / away_m
    seen = (eye.point[0] + share * (point[0] - eye.point[0]), eye.point[1] + share * (point[1] - eye.point[1]))
    return not walls.intersects(shapely.LineString([eye.point, seen]))
