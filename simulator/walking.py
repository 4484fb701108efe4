"""A walker along a route: where they are, ten times a second."""

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from beacons.traces.trace import TruthPoint
from maps.ids import LevelId
from maps.position import Position
from maps.venue import PortalKind, Venue
from nav.instructions.stretches import Point, measured
from nav.instructions.turns import turn_rad
from nav.profile import TravelProfile
from nav.route import Leg, Route

TICK_S = 0.1
"""Time between two positions [s]."""
PERSON_SD = 0.16
"""Spread of people's free speeds around their profile's, as a share (1.22 ± 0.24 m/s in mall walks, less what varies
within a walk)."""
WANDER_SD = 0.10
"""Spread of the speed within one walk, as a share (same walks)."""
WANDER_S = 4.0
"""How long a change of pace lasts [s]."""
SLOWEST_M_S = 0.25
PAUSE_P = 0.35
"""Probability of stopping to look at a turn, and how long on average."""
PAUSE_MEAN_S = 1.5
PAUSE_TURN_RAD = math.radians(50.0)
WAIT_SHARE = 0.6
"""Share of a lift ride's time that is waiting for the car (hospital lift interval 30-50 s, ride 10-25 s)."""


@dataclass(slots=True, kw_only=True)
class _Gait:
    """How fast one person goes, moment by moment: an AR(1) around their own free speed."""

    free_m_s: float
    rng: np.random.Generator
    wander: float = 0.0

    def next_m_s(self) -> float:
        keep = math.exp(-TICK_S / WANDER_S)
        self.wander = keep * self.wander + math.sqrt(1 - keep**2) * self.rng.normal(0.0, WANDER_SD)
        return max(self.free_m_s * (1.0 + self.wander), SLOWEST_M_S)


def walk(
    route: Route, venue: Venue, profile: TravelProfile, rng: np.random.Generator, *, start_s: float = 0.0
) -> tuple[TruthPoint, ...]:
    """Return where somebody is every `TICK_S` while following a route.

    They keep to the route's line, change pace a little, stop now and then at a turn, wait for lifts.

    Parameters
    ----------
    start_s : float
        Time of the first point [s].
    """
    person = float(np.clip(rng.normal(1.0, PERSON_SD), 0.55, 1.5))
    gait = _Gait(free_m_s=profile.speed_m_s * person, rng=rng)
    places: list[Position] = []
    for leg in route.legs:
        places.extend(_strolled(leg, gait) if leg.kind is None else _ridden(leg, venue, rng))
    places.append(_end(route.legs[-1]))
    return tuple(TruthPoint(t_s=start_s + TICK_S * tick, position=place) for tick, place in enumerate(places))


def stand(position: Position, duration_s: float, *, start_s: float) -> tuple[TruthPoint, ...]:
    """Return somebody who stays where they are, every `TICK_S` from `start_s` on, for a time [s]."""
    ticks = max(round(duration_s / TICK_S), 1)
    return tuple(TruthPoint(t_s=start_s + TICK_S * tick, position=position) for tick in range(ticks))


def _strolled(leg: Leg, gait: _Gait) -> Iterator[Position]:
    line = list(measured(leg.points, 0.0, leg.distance_m))
    points, along_m = [point for point, _ in line], [here_m for _, here_m in line]
    pauses_s = _pauses_s(points, gait.rng)
    here_m, passed = 0.0, 0
    while here_m < leg.distance_m:
        yield _at(points, along_m, here_m, leg.from_level_id)
        here_m += gait.next_m_s() * TICK_S
        while passed < len(pauses_s) and along_m[passed + 1] <= here_m:
            for _ in range(round(pauses_s[passed] / TICK_S)):
                yield _at(points, along_m, along_m[passed + 1], leg.from_level_id)
            passed += 1


def _pauses_s(points: list[Point], rng: np.random.Generator) -> list[float]:
    """Return how long the walker stops at each inner point [s]."""
    return [
        float(rng.exponential(PAUSE_MEAN_S))
        if abs(turn_rad(a, b, c)) > PAUSE_TURN_RAD and rng.random() < PAUSE_P
        else 0.0
        for a, b, c in zip(points, points[1:], points[2:], strict=False)
    ]


def _at(points: list[Point], along_m: list[float], here_m: float, level_id: LevelId) -> Position:
    after = min(max(bisect_right(along_m, here_m), 1), len(points) - 1)
    if after < 1:
        return Position(x_m=points[0][0], y_m=points[0][1], level_id=level_id)
    start_m, end_m = along_m[after - 1], along_m[after]
    share = min((here_m - start_m) / (end_m - start_m), 1.0) if end_m > start_m else 1.0
    (ax, ay), (bx, by) = points[after - 1], points[after]
    return Position(x_m=ax + share * (bx - ax), y_m=ay + share * (by - ay), level_id=level_id)


def _ridden(leg: Leg, venue: Venue, rng: np.random.Generator) -> Iterator[Position]:
    """Wait for a lift, then rise or sink evenly past the levels between."""
    wait_s = ride_s = 0.0
    if leg.kind is PortalKind.ELEVATOR:
        wait_s = leg.duration_s * WAIT_SHARE * float(rng.uniform(0.2, 1.8))
        ride_s = leg.duration_s * (1 - WAIT_SHARE) * float(rng.uniform(0.8, 1.2))
    else:
        ride_s = leg.duration_s * float(np.clip(rng.normal(1.0, PERSON_SD), 0.6, 1.6))
    (ax, ay), (bx, by) = leg.points[0], leg.points[-1]
    for _ in range(round(wait_s / TICK_S)):
        yield Position(x_m=ax, y_m=ay, level_id=leg.from_level_id)
    ticks = max(round(ride_s / TICK_S), 1)
    levels = _levels_passed(leg, venue)
    for tick in range(ticks):
        share = tick / ticks
        level_id = levels[min(int(share * (len(levels) - 1) + 0.5), len(levels) - 1)]
        yield Position(x_m=ax + share * (bx - ax), y_m=ay + share * (by - ay), level_id=level_id)


def _levels_passed(leg: Leg, venue: Venue) -> list[LevelId]:
    """Return the levels of a ride in order: those the portal stops at between its ends."""
    portal = next((portal for portal in venue.portals if portal.id == leg.portal_id), None)
    stops = [stop.level_id for stop in portal.stops] if portal else []
    if leg.from_level_id not in stops or leg.to_level_id not in stops:
        return [leg.from_level_id, leg.to_level_id]
    first, last = stops.index(leg.from_level_id), stops.index(leg.to_level_id)
    return stops[first : last + 1] if first <= last else stops[last : first + 1][::-1]


def _end(leg: Leg) -> Position:
    x_m, y_m = leg.points[-1]
    return Position(x_m=x_m, y_m=y_m, level_id=leg.to_level_id)
