"""What radio says about the place: from a survey where there is one, from known transmitters everywhere else."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.motion import STEP_M, WalkedStep, displacement
from beacons.multilateration import Offset, log_likelihood
from beacons.particles import Particles
from beacons.radiomap import Match
from beacons.transmitters import Heard, TransmitterTable
from beacons.walkable import WalkableSpace

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MATCH_TEMPER = 0.3
LEVEL_TEMPER = 1.0
HEARD_TEMPER = 0.5
"""Log-likelihoods are scaled down: readings of neighbouring seconds and of one place share their errors."""
_ELSEWHERE_PER_M2 = 1e-5
"""A survey never excludes a place for good: the walker may be where nobody surveyed."""
_CANDIDATE_REACH_M = 25.0
_CANDIDATE_SPACING_M = 1.5
_MOST_CANDIDATES = 6000
_OFFSET_DRIFT_DB = 0.3
_LEAST_OFFSET_SD_DB = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Candidate places with log-weights, to draw new particles from."""

    level: Ints
    x_m: Floats
    y_m: Floats
    log_w: Floats
    spread_m: float


def match_log_likelihood(match: Match, level: Ints, x_m: Floats, y_m: Floats) -> Floats:
    """Return the tempered log-density of the mixture at places [where the walker was at `match.t_s`]."""
    d2 = (x_m[:, np.newaxis] - match.x_m) ** 2 + (y_m[:, np.newaxis] - match.y_m) ** 2
    density = np.exp(-0.5 * d2 / match.spread_m**2) / (2.0 * np.pi * match.spread_m**2)
    density[level[:, np.newaxis] != match.level] = 0.0
    place: Floats = MATCH_TEMPER * np.log(density @ match.weight + _ELSEWHERE_PER_M2)
    return place + LEVEL_TEMPER * match.log_p_level[level]


def since(
    particles: Particles, t_s: float, now_s: float, steps: tuple[WalkedStep, ...], by_steps: bool
) -> tuple[Floats, Floats]:
    """Return how far east and north [m] each guess has come since a moment a few seconds ago."""
    if by_steps:
        return displacement(particles, [step for step in steps if t_s < step[0] <= now_s])
    length = 1.2 * particles.pace * min(max(now_s - t_s, 0.0), 5.0)
    return length * np.sin(particles.turn_rad), length * np.cos(particles.turn_rad)


def places_of_match(match: Match) -> Places:
    """Return the places a survey match proposes."""
    return Places(
        level=match.level,
        x_m=match.x_m,
        y_m=match.y_m,
        log_w=np.log(np.maximum(match.weight, 1e-12)) + LEVEL_TEMPER * match.log_p_level[match.level],
        spread_m=match.spread_m + STEP_M,
    )


def heard_log_likelihood(
    table: TransmitterTable, heard: Heard, space: WalkableSpace, level: Ints, x_m: Floats, y_m: Floats, offset: Offset
) -> tuple[Floats, Floats]:
    """Return the tempered log-likelihood of places from known transmitters, and each place's best offset [dB]."""
    found = log_likelihood(table, heard, x_m, y_m, space.elevations_m[level], space.ordinals[level], offset)
    return HEARD_TEMPER * found.log_p, found.offset_db


def updated_offset(offset: Offset, offset_db: Floats, weight: Floats, readings: int) -> Offset:
    """Return the belief about the phone's gain after one more scan, forgetting slowly."""
    seen_db = float(weight @ offset_db)
    prior_var = offset.sd_db**2 + _OFFSET_DRIFT_DB**2
    # The profiled offset already leans on the belief: move a share of the way, as slowly as shadowing demands.
    gain = prior_var / (prior_var + 64.0 / max(readings, 1) ** 0.5)
    sd_db = max(_LEAST_OFFSET_SD_DB, (prior_var * (1.0 - gain)) ** 0.5)
    return Offset(mean_db=offset.mean_db + gain * (seen_db - offset.mean_db), sd_db=sd_db)


class Candidates:
    """Walkable points of a venue, to look for somebody who may be anywhere."""

    def __init__(self, space: WalkableSpace) -> None:
        self._space = space
        self._level, self._x, self._y = space.cells(_CANDIDATE_SPACING_M)

    def places(self, table: TransmitterTable, heard: Heard, offset: Offset) -> Places:
        """Return weighted places around the heard transmitters, on every level above and below them."""
        near = np.zeros(len(self._x), dtype=np.bool_)
        for index in heard.transmitter:
            near |= np.hypot(self._x - table.x_m[index], self._y - table.y_m[index]) < _CANDIDATE_REACH_M
        chosen = np.flatnonzero(near) if near.any() else np.arange(len(self._x))
        chosen = chosen[:: max(1, -(-len(chosen) // _MOST_CANDIDATES))]
        level, x_m, y_m = self._level[chosen], self._x[chosen], self._y[chosen]
        log_w, _ = heard_log_likelihood(table, heard, self._space, level, x_m, y_m, offset)
        return Places(level=level, x_m=x_m, y_m=y_m, log_w=log_w, spread_m=_CANDIDATE_SPACING_M / 2.0)
