"""A route as what a walker lives through: stretches on one level, and rides between levels."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from maps.ids import FeatureId, LevelId
from maps.venue import PortalKind
from nav.route import Leg, Route

Point = tuple[float, float]

SHORT_LANDING_M = 5.0
"""Two flights of the same kind with a walk up to this long between them are one climb [m]."""
_SAME_POINT_M = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Walking on one level, measured from the start of the route.

    Parameters
    ----------
    points : tuple of (x_m, y_m)
        The polyline without repeated points [local m]; one point if nothing is walked.
    along_m : tuple of float
        Metres from the start of the route at each point.
    leg_indices : tuple of int
        The leg that each point belongs to; where two legs meet, the later.
    """

    level_id: LevelId
    points: tuple[Point, ...]
    along_m: tuple[float, ...]
    leg_indices: tuple[int, ...]
    openings: tuple[FeatureId, ...]
    units: tuple[FeatureId, ...]

    @property
    def start_m(self) -> float:
        """Where it starts [m from the start of the route]."""
        return self.along_m[0]

    @property
    def end_m(self) -> float:
        """Where it ends [m from the start of the route]."""
        return self.along_m[-1]

    def at(self, along_m: float) -> tuple[Point, int]:
        """Return the point at a metre of the route, and its leg; beyond an end, the end."""
        here = min(max(along_m, self.start_m), self.end_m)
        after = min(bisect_right(self.along_m, here), len(self.points) - 1)
        if after == 0:
            return self.points[0], self.leg_indices[0]
        before = after - 1
        span_m = self.along_m[after] - self.along_m[before]
        share = (here - self.along_m[before]) / span_m if span_m > 0 else 0.0
        (ax, ay), (bx, by) = self.points[before], self.points[after]
        return (ax + share * (bx - ax), ay + share * (by - ay)), self.leg_indices[before if share < 1 else after]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ride:
    """One climb or ride to another level, over one leg or several."""

    kind: PortalKind
    portal_id: FeatureId | None
    from_level_id: LevelId
    to_level_id: LevelId
    board_point: Point
    leave_point: Point
    first_leg: int
    last_leg: int
    start_m: float
    end_m: float


Part = Stretch | Ride


def leg_starts_m(route: Route) -> tuple[float, ...]:
    """Return where each leg starts [m from the start of the route], and the route's length last."""
    starts = [0.0]
    for leg in route.legs:
        starts.append(starts[-1] + leg.distance_m)
    return tuple(starts)


def split(route: Route) -> tuple[Part, ...]:
    """Return a route as stretches with rides between: always stretch, ride, stretch … stretch.

    Walking legs in a row are one stretch. Rides of the same kind with no more than a landing between are one ride.
    Where a ride starts or ends the route, or follows another, the stretch there is a single point.
    """
    starts = leg_starts_m(route)
    parts: list[Part] = []
    for ridden, first, last in _groups(route.legs):
        if not ridden:
            parts.append(_stretch(route.legs, starts, first, last))
            continue
        ride = _ride(route.legs, starts, first, last)
        if not parts or isinstance(parts[-1], Ride):
            parts.append(_standing(ride.board_point, ride.from_level_id, first, ride.start_m))
        parts.append(ride)
    if isinstance(parts[-1], Ride):
        end = parts[-1]
        parts.append(_standing(end.leave_point, end.to_level_id, end.last_leg, end.end_m))
    return tuple(parts)


def measured(points: tuple[Point, ...], start_m: float, length_m: float) -> Iterator[tuple[Point, float]]:
    """Yield each distinct point of a polyline with its metres along the route.

    The stated length is spread over the drawn one, so that ends always meet the neighbouring legs.
    """
    drawn_m = sum(math.dist(a, b) for a, b in pairwise(points))
    scale = length_m / drawn_m if drawn_m > 0 else 0.0
    along_m = start_m
    yield points[0], along_m
    for a, b in pairwise(points):
        step_m = math.dist(a, b)
        along_m += step_m * scale
        if step_m > _SAME_POINT_M:
            yield b, along_m


def _groups(legs: tuple[Leg, ...]) -> list[tuple[bool, int, int]]:
    """Return (ridden, first leg, last leg) of each part."""
    groups: list[tuple[bool, int, int]] = []
    for index, leg in enumerate(legs):
        ridden = leg.kind is not None
        if groups and not ridden and not groups[-1][0]:
            groups[-1] = (False, groups[-1][1], index)
        elif groups and ridden and groups[-1][0] and _one_climb(legs[groups[-1][2]], leg):
            groups[-1] = (True, groups[-1][1], index)
        elif len(groups) > 1 and ridden and _one_climb_over(legs, groups[-2], groups[-1], leg):
            groups[-2:] = [(True, groups[-2][1], index)]
        else:
            groups.append((ridden, index, index))
    return groups


def _one_climb(before: Leg, after: Leg) -> bool:
    """Whether two rides feel like one: flights of stairs do, another lift does not."""
    return before.kind is after.kind and (before.portal_id == after.portal_id or before.kind is not PortalKind.ELEVATOR)


def _one_climb_over(legs: tuple[Leg, ...], ride: tuple[bool, int, int], walk: tuple[bool, int, int], leg: Leg) -> bool:
    if not ride[0] or walk[0] or not _one_climb(legs[ride[2]], leg):
        return False
    return sum(legs[index].distance_m for index in range(walk[1], walk[2] + 1)) <= SHORT_LANDING_M


def _stretch(legs: tuple[Leg, ...], starts: tuple[float, ...], first: int, last: int) -> Stretch:
    points: list[Point] = []
    along_m: list[float] = []
    leg_indices: list[int] = []
    for index in range(first, last + 1):
        for point, here_m in measured(legs[index].points, starts[index], legs[index].distance_m):
            if points and math.dist(points[-1], point) <= _SAME_POINT_M:
                leg_indices[-1] = index
                continue
            points.append(point)
            along_m.append(here_m)
            leg_indices.append(index)
    walked = legs[first : last + 1]
    return Stretch(
        level_id=walked[0].from_level_id,
        points=tuple(points),
        along_m=tuple(along_m),
        leg_indices=tuple(leg_indices),
        openings=tuple(opening for leg in walked for opening in leg.openings),
        units=_without_repeats(unit for leg in walked for unit in leg.units),
    )


def _standing(point: Point, level_id: LevelId, leg_index: int, along_m: float) -> Stretch:
    return Stretch(
        level_id=level_id, points=(point,), along_m=(along_m,), leg_indices=(leg_index,), openings=(), units=()
    )


def _ride(legs: tuple[Leg, ...], starts: tuple[float, ...], first: int, last: int) -> Ride:
    kind = legs[first].kind
    assert kind is not None
    return Ride(
        kind=kind,
        portal_id=legs[first].portal_id,
        from_level_id=legs[first].from_level_id,
        to_level_id=legs[last].to_level_id,
        board_point=legs[first].points[0],
        leave_point=legs[last].points[-1],
        first_leg=first,
        last_leg=last,
        start_m=starts[first],
        end_m=starts[last + 1],
    )


def _without_repeats(ids: Iterable[FeatureId]) -> tuple[FeatureId, ...]:
    """Return the ids without immediate repeats: the unit at a leg's end is the next leg's first."""
    return tuple(feature_id for feature_id, _ in groupby(ids))
