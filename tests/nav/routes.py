"""Routes made by hand, for tests that must not depend on the router."""

import math
from itertools import pairwise

from maps.ids import FeatureId, LevelId
from maps.venue import PortalKind
from nav.route import Leg, Route

SPEED_M_S = 1.2


def walk(level: str, points: list, *, units: tuple = (), openings: tuple = ()) -> Leg:
    length_m = sum(math.dist(a, b) for a, b in pairwise(points))
    return Leg(
        kind=None,
        from_level_id=LevelId(level),
        to_level_id=LevelId(level),
        points=tuple((float(x), float(y)) for x, y in points),
        distance_m=length_m,
        duration_s=length_m / SPEED_M_S,
        units=tuple(FeatureId(unit) for unit in units),
        openings=tuple(FeatureId(opening) for opening in openings),
    )


def ride(kind: PortalKind, portal: str, start: str, end: str, point: tuple, *, distance_m=0.0, duration_s=40.0) -> Leg:
    return Leg(
        kind=kind,
        from_level_id=LevelId(start),
        to_level_id=LevelId(end),
        points=((float(point[0]), float(point[1])),) * 2,
        distance_m=float(distance_m),
        duration_s=duration_s,
        portal_id=FeatureId(portal),
    )


def route(*legs: Leg, destination: str | None = None, profile: str = "walk") -> Route:
    return Route(
        legs=legs,
        distance_m=sum(leg.distance_m for leg in legs),
        duration_s=sum(leg.duration_s for leg in legs),
        cost_s=sum(leg.duration_s for leg in legs),
        profile=profile,
        venue_revision=1,
        destination_id=None if destination is None else FeatureId(destination),
    )


def to_cardiology_upstairs() -> Route:
    """Return the way from the entrance of `small_hospital` by lift to cardiology on the second level."""
    return route(
        walk(
            "F1",
            [(5, 1), (10.4, 11.6), (33, 11.6), (35, 12.4), (35, 16)],
            units=("F1-lobby", "F1-corridor", "F1-lift"),
            openings=("F1-arch", "F1-lift-door"),
        ),
        ride(PortalKind.ELEVATOR, "lift-1", "F1", "F2", (35, 16), distance_m=4.0),
        walk(
            "F2",
            [(35, 16), (34.8, 11.9), (15.2, 8.3), (15, 7)],
            units=("F2-lift", "F2-corridor", "F2-cardio"),
            openings=("F2-lift-door", "F2-cardio-door"),
        ),
        destination="F2-cardio",
    )
