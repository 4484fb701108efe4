"""A whole walk at once: every position in the light of all readings, before and after it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from beacons import motion
from beacons.honesty import DEFAULT_CIRCLES, Circles
from beacons.observation import Scan
from beacons.particles import Particles, estimate
from beacons.radiomap import RadioMap
from beacons.scans import scans
from beacons.traces.trace import Trace
from beacons.track_state import TrackState
from beacons.tracker import Tracker, fix_of
from maps.position import Fix, NoFix
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PARTICLES = 1000
PATHS = 150
_LEAST_NOISE_M = 0.3
_TURN_NOISE_RAD = 0.06
_PACE_NOISE = 0.03
_SPEED_NOISE_M = 0.5
_WANDER_RAD = 0.6
_SPEED_PACE_NOISE = 0.4
_P_JUMP = 1e-6
"""Density of a jump: forward, a few guesses always start anew; backward they must be reachable."""


def smooth(venue: Venue, radio_map: RadioMap | None, trace: Trace) -> tuple[Fix | NoFix, ...]:
    """Return a position for every second of a walk; its ground truth is never looked at.

    Forward filtering with the tracker's model, backward simulation of whole paths: Godsill, Doucet, West 2004,
    doi:10.1198/016214504000000151. Seconds before radio first told the place are walked back by steps.
    """
    tracker = Tracker(venue, radio_map, particles=PARTICLES)
    circles = radio_map.smoothed_circles if radio_map else DEFAULT_CIRCLES
    return smoothed(tracker, circles, trace)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    scan: Scan
    state: TrackState
    answer: Fix | NoFix


def smoothed(tracker: Tracker, circles: Circles, trace: Trace) -> tuple[Fix | NoFix, ...]:
    """Return the smoothed fixes of a walk with a tracker that may be shared by many walks."""
    moments = _filtered(tracker, trace)
    placed = [index for index, moment in enumerate(moments) if moment.state.particles is not None]
    if not placed:
        return tuple(moment.answer for moment in moments)
    rng = np.random.Generator(np.random.Philox(key=[len(moments), 0]))
    paths = _paths(moments, placed, rng)
    fixes: list[Fix | NoFix] = []
    for index, moment in enumerate(moments):
        if index < placed[0]:
            path = _walked_back(paths[placed[0]], moments[index + 1 : placed[0] + 1])
        elif index not in paths:
            fixes.append(moment.answer)
            continue
        else:
            path = paths[index]
        x_m, y_m = tracker.space.snapped(path.level, path.x_m, path.y_m)
        path = Particles(level=path.level, x_m=x_m, y_m=y_m, turn_rad=path.turn_rad, pace=path.pace, log_w=path.log_w)
        fixes.append(fix_of(estimate(path, tracker.space), moment.scan.t_s, tracker.space, circles))
    return tuple(fixes)


def _filtered(tracker: Tracker, trace: Trace) -> list[_Moment]:
    state, moments = tracker.start(), []
    for scan in scans(trace):
        state, answer = tracker.step(state, scan)
        moments.append(_Moment(scan=scan, state=state, answer=answer))
    return moments


def _paths(moments: Sequence[_Moment], placed: Sequence[int], rng: np.random.Generator) -> dict[int, Particles]:
    """Return, for each placed moment, where each of the sampled paths was."""
    last = moments[placed[-1]].state.particles
    assert last is not None, "placed moments have particles"
    path = last.resampled(rng, PATHS)
    paths = {placed[-1]: path}
    for index, following in reversed(list(itertools.pairwise(placed))):
        before = moments[index].state.particles
        assert before is not None, "placed moments have particles"
        chosen = _ancestors(before, path, moments[index], moments[following], rng)
        path = before.taken(chosen)
        paths[index] = path
    return paths


def _ancestors(
    before: Particles, path: Particles, moment: _Moment, following: _Moment, rng: np.random.Generator
) -> Ints:
    """Return, for each path, the number of the guess a moment earlier that it came from."""
    steps = [(step.t_s, step.length_m, step.heading_deg) for step in following.scan.steps]
    dt_s = following.scan.t_s - moment.scan.t_s
    by_steps = following.state.stepped_s is not None
    if by_steps:
        east, north = motion.displacement(before, steps)
        noise = (motion.step_noise_m(steps) ** 2 + _LEAST_NOISE_M**2) ** 0.5
        scales = np.array([noise, _TURN_NOISE_RAD, _PACE_NOISE])
    else:
        length = motion.SPEED_M_S * before.pace * dt_s
        east, north = length * np.sin(before.turn_rad), length * np.cos(before.turn_rad)
        spread = max(dt_s, 0.1) ** 0.5
        scales = np.array([_SPEED_NOISE_M * max(dt_s, 0.5), _WANDER_RAD * spread, _SPEED_PACE_NOISE * spread])
    return sampled_ancestors(
        np.stack([before.x_m + east, before.y_m + north, before.turn_rad, before.pace]),
        before.level,
        before.weights(),
        np.stack([path.x_m, path.y_m, path.turn_rad, path.pace]),
        path.level,
        scales,
        rng.random(len(path)),
        _P_JUMP,
    )


@numba.njit(cache=True)
def sampled_ancestors(
    came: Floats,
    came_level: Ints,
    weight: Floats,
    path: Floats,
    path_level: Ints,
    scales: Floats,
    draws: Floats,
    p_jump: float,
) -> Ints:  # pragma: no cover - compiled
    """Return for each path one earlier guess, drawn by weight times the density of the move between them.

    Parameters
    ----------
    came : (4, n) array
        x, y after the expected move [m], turn [rad], pace of the earlier guesses.
    path : (4, m) array
        The same columns of the paths now.
    scales : array of 3
        Standard deviations of place [m], turn [rad] and pace.
    draws : array of m
        Uniform random numbers.
    """
    n, m = came.shape[1], path.shape[1]
    chosen = np.zeros(m, np.int64)
    reached = np.empty(n)
    for j in range(m):
        total = 0.0
        for i in range(n):
            p = p_jump
            if came_level[i] == path_level[j]:
                dx = (path[0, j] - came[0, i]) / scales[0]
                dy = (path[1, j] - came[1, i]) / scales[0]
                turn = (path[2, j] - came[2, i] + np.pi) % (2.0 * np.pi) - np.pi
                turn /= scales[1]
                pace = (path[3, j] - came[3, i]) / scales[2]
                square = dx * dx + dy * dy + turn * turn + pace * pace
                if square < 60.0:
                    p += np.exp(-0.5 * square)
            total += weight[i] * p
            reached[i] = total
        chosen[j] = min(np.searchsorted(reached, draws[j] * total), n - 1)
    return chosen


def _walked_back(path: Particles, moments: Sequence[_Moment]) -> Particles:
    """Return where the paths were before the steps of these moments."""
    steps = [(step.t_s, step.length_m, step.heading_deg) for moment in moments for step in moment.scan.steps]
    east, north = motion.displacement(path, steps)
    return Particles(
        level=path.level,
        x_m=path.x_m - east,
        y_m=path.y_m - north,
        turn_rad=path.turn_rad,
        pace=path.pace,
        log_w=path.log_w,
    )
