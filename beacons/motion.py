"""How people walk between two scans."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from beacons.particles import Particles
from beacons.walkable import WalkableSpace
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STEP_M = 0.685
"""Mean step of a surveyor over 400 walks in a mall [m]."""
SPEED_M_S = 1.2
PACE_SD = 0.12
"""Spread of step length between walkers and within a walk, as a share."""
TURN_SD_RAD = 0.19
"""Spread of a phone's heading against the map between walks: 11 degrees."""

_STEP_NOISE_M = 0.15
_STEP_TURN_RAD = 0.035
_STEP_PACE = 0.01
_WANDER_RAD = 0.5
_PACE_PULL = 0.3
_PACE_WANDER = 0.3
_FASTEST_PACE = 1.7
_WALL_COST = 1.2
"""A guess that would walk through a wall stays, at this much less log-weight: plans and headings are imperfect."""
_PORTAL_REACH_M = 5.0
_PORTAL_RATE = 0.04

WalkedStep = tuple[float, float | None, float | None]
"""Time [s], length [m] and heading [degrees]; None when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """Portal stops as arrays, and for each stop where else its portal leads."""

    level: Ints
    x_m: Floats
    y_m: Floats
    others: tuple[Ints, ...]

    @classmethod
    def of(cls, venue: Venue) -> "Stops":
        """Return the stops of a venue's portals."""
        level_index = {level.id: index for index, level in enumerate(venue.levels)}
        rows: list[tuple[int, float, float]] = []
        others: list[Ints] = []
        for portal in venue.portals:
            numbers = np.arange(len(rows), len(rows) + len(portal.stops))
            rows += [(level_index[stop.level_id], stop.point.x, stop.point.y) for stop in portal.stops]
            others += [numbers[numbers != number] for number in numbers]
        table = np.array(rows, dtype=np.float64).reshape(-1, 3)
        return cls(level=table[:, 0].astype(np.int64), x_m=table[:, 1], y_m=table[:, 2], others=tuple(others))


def new_turn_and_pace(count: int, by_steps: bool, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return first guesses of turn [rad] and pace."""
    pace = 1.0 + PACE_SD * rng.standard_normal(count)
    if by_steps:
        return TURN_SD_RAD * rng.standard_normal(count), pace
    return rng.uniform(-np.pi, np.pi, count), np.clip(1.0 + 0.4 * rng.standard_normal(count), 0.0, _FASTEST_PACE)


def displacement(particles: Particles, steps: Sequence[WalkedStep]) -> tuple[Floats, Floats]:
    """Return how far east and north [m] each guess went with these steps; steps of unknown heading cancel out."""
    east, north = np.zeros(len(particles)), np.zeros(len(particles))
    for _, length_m, heading_deg in steps:
        if heading_deg is not None:
            angle = np.radians(heading_deg) + particles.turn_rad
            length = (STEP_M if length_m is None else length_m) * particles.pace
            east, north = east + length * np.sin(angle), north + length * np.cos(angle)
    return east, north


def step_noise_m(steps: Sequence[WalkedStep]) -> float:
    """Return the standard deviation along each axis that these steps add [m]."""
    blind = sum(((STEP_M if length is None else length) ** 2 for _, length, heading in steps if heading is None), 0.0)
    return float(np.sqrt(len(steps) * _STEP_NOISE_M**2 + blind / 2.0))


def walk_by_steps(
    particles: Particles, steps: Sequence[WalkedStep], space: WalkableSpace, rng: np.random.Generator
) -> Particles:
    """Return the guesses after these steps; without steps they stand still."""
    if not steps:
        return particles
    count, number = len(particles), len(steps)
    east, north = displacement(particles, steps)
    noise = step_noise_m(steps) * rng.standard_normal((2, count))
    moved = replace(
        particles,
        turn_rad=particles.turn_rad + np.sqrt(number) * _STEP_TURN_RAD * rng.standard_normal(count),
        pace=np.clip(particles.pace + np.sqrt(number) * _STEP_PACE * rng.standard_normal(count), 0.5, 1.5),
    )
    return _moved(moved, east + noise[0], north + noise[1], space)


def walk_by_speed(particles: Particles, dt_s: float, space: WalkableSpace, rng: np.random.Generator) -> Particles:
    """Return the guesses after `dt_s` [s] of walking about; one that meets a wall turns."""
    count = len(particles)
    spread = np.sqrt(dt_s)
    turn = particles.turn_rad + _WANDER_RAD * spread * rng.standard_normal(count)
    pull = _PACE_PULL * min(dt_s, 1.0) * (1.0 - particles.pace)
    pace = np.clip(particles.pace + pull + _PACE_WANDER * spread * rng.standard_normal(count), 0.0, _FASTEST_PACE)
    length = SPEED_M_S * pace * dt_s
    walked = replace(particles, turn_rad=turn, pace=pace)
    moved = _moved(walked, length * np.sin(turn), length * np.cos(turn), space)
    stuck = (moved.x_m == particles.x_m) & (moved.y_m == particles.y_m) & (length > 0)
    turned = np.where(stuck, rng.uniform(-np.pi, np.pi, count), turn)
    return replace(moved, turn_rad=turned, log_w=particles.log_w)


def change_level(
    particles: Particles, dt_s: float, stops: Stops, space: WalkableSpace, rng: np.random.Generator
) -> Particles:
    """Return the guesses after some of those near a portal have taken it."""
    if not len(stops.level):
        return particles
    distance = np.hypot(particles.x_m[:, np.newaxis] - stops.x_m, particles.y_m[:, np.newaxis] - stops.y_m)
    distance[particles.level[:, np.newaxis] != stops.level] = np.inf
    nearest = distance.argmin(axis=1)
    goes = (distance.min(axis=1) < _PORTAL_REACH_M) & (rng.random(len(particles)) < 1 - np.exp(-_PORTAL_RATE * dt_s))
    level, x_m, y_m = particles.level.copy(), particles.x_m.copy(), particles.y_m.copy()
    for index in np.flatnonzero(goes):
        to = int(rng.choice(stops.others[nearest[index]]))
        level[index], x_m[index], y_m[index] = stops.level[to], stops.x_m[to], stops.y_m[to]
    x_m, y_m = space.snapped(level, x_m, y_m)
    return replace(particles, level=level, x_m=x_m, y_m=y_m)


def _moved(particles: Particles, east_m: Floats, north_m: Floats, space: WalkableSpace) -> Particles:
    x_m, y_m = particles.x_m + east_m, particles.y_m + north_m
    free = space.inside(particles.level, x_m, y_m)
    free &= space.inside(particles.level, particles.x_m + 0.5 * east_m, particles.y_m + 0.5 * north_m)
    return replace(
        particles,
        x_m=np.where(free, x_m, particles.x_m),
        y_m=np.where(free, y_m, particles.y_m),
        log_w=particles.log_w - np.where(free, 0.0, _WALL_COST),
    )
