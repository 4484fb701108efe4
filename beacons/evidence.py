"""What radio says about each cell: from known transmitters, and from a survey where there is one."""

import math
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from beacons.grid import Grid
from beacons.likelihood import ranged_cells, weighed_cells
from beacons.propagation import RTT_SD_M
from beacons.radiomap import Match
from beacons.signals import STEP_DB, SignalTable
from beacons.transmitters import Heard, TransmitterTable

Floats = npt.NDArray[np.float64]
Shares = npt.NDArray[np.float32]
Cells = npt.NDArray[np.int32]

CORRELATION_S = 1.0
"""How long the errors of one link last [s]: body, bystanders, fading. Measured 2.2 s; walking on shortens it."""
MATCH_TEMPER = 0.3
LEVEL_TEMPER = 1.0
"""Log-likelihoods are scaled down: readings of neighbouring seconds and of one place share their errors."""
_ELSEWHERE_PER_M2 = 1e-5
"""A survey never excludes a place for good: the walker may be where nobody surveyed."""
GAIN_SD_DB = 5.0
"""Spread of the gain of phone models [dB]."""
_GAINS = np.array([-1.8, -0.9, 0.0, 0.9, 1.8])
_LOG_P_GAINS = -0.5 * _GAINS**2 - math.log(float(np.exp(-0.5 * _GAINS**2).sum()))
"""Gains that are tried, in standard deviations of the belief, and their log-probabilities."""
_DRIFT_DB = 0.2
_LEAST_SD_DB = 1.0
_SCAN_VAR_DB2 = 64.0
"""Variance of the gain that one reading of one scan shows: shadowing [dB²]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What is believed about this phone: power reported minus power expected [dB]."""

    mean_db: float = 0.0
    sd_db: float = GAIN_SD_DB


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """How well each cell explains what was heard: log-likelihood, and the phone's mean gain there [dB]."""

    log_p: Floats
    gain_db: Floats


def explained(
    table: TransmitterTable,
    signals: SignalTable,
    grid: Grid,
    heard: Heard,
    share: Floats,
    cells: Cells,
    gain: Gain,
) -> Explained:
    """Return how well cells explain what was heard and what was not.

    The phone's gain is one unknown for all readings: it is summed over at every cell, on a few values of its normal
    belief. Silence of transmitters that should be loud counts a little, and never more than a bound.

    Parameters
    ----------
    share : array
        How much of each reading is news, in [0, 1].
    """
    shift = np.rint((gain.mean_db + gain.sd_db * _GAINS) / STEP_DB).astype(np.int64)
    power = heard.powers()
    log_p, mean_shift = weighed_cells(
        cells,
        signals.code,
        power.transmitter,
        power.is_wifi.astype(np.int64),
        np.rint(-power.value).astype(np.int64),
        share if power is heard else share[~heard.is_range],
        signals.log_p_power,
        signals.log_p_heard,
        signals.log_p_silent,
        signals.log_p_silence,
        shift,
        _LOG_P_GAINS,
    )
    if power is not heard:
        ranges = heard.is_range
        spots = heard.transmitter[ranges]
        log_p = log_p + ranged_cells(
            cells,
            grid.x_m,
            grid.y_m,
            table.x_m[spots],
            table.y_m[spots],
            heard.value[ranges],
            share[ranges],
            RTT_SD_M,
        )
    return Explained(log_p=log_p, gain_db=STEP_DB * mean_shift)


def fresh_share(pause_s: float) -> float:
    """Return how much of a reading is news when the transmitter was last heard a while ago [s].

    Errors of one link are an AR(1): a sample after a time t adds ``(1 - e^(-t/τ)) / (1 + e^(-t/τ)) = tanh(t / 2τ)``
    of the information of an independent one.
    """
    return math.tanh(pause_s / (2.0 * CORRELATION_S))


def updated_gain(gain: Gain, gain_db: Floats, p: Shares, readings: int) -> Gain:
    """Return the belief about the phone's gain after one more scan, forgetting slowly.

    Parameters
    ----------
    gain_db, p : arrays
        Fitted gain and weight of each cell, this scan included.
    """
    var = gain.sd_db**2 + _DRIFT_DB**2
    # The fitted gain already leans on the belief: move a share of the way, as slowly as shadowing demands.
    share = var / (var + _SCAN_VAR_DB2 / max(readings, 1) ** 0.5)
    mean_db = gain.mean_db + share * (float(p @ gain_db) / float(p.sum()) - gain.mean_db)
    return Gain(mean_db=mean_db, sd_db=max(_LEAST_SD_DB, (var * (1.0 - share)) ** 0.5))


def matched(match: Match, grid: Grid, cells: Cells, since_m: Floats, wandered_m: float) -> Shares:
    """Return the likelihood of cells and ways of moving from a comparison with the survey.

    Parameters
    ----------
    since_m : (modes, 2) array
        How far east and north each way of moving has come since the readings [m].
    wandered_m : float
        Standard deviation along each axis of what came on top [m].
    """
    spread_m = math.hypot(match.spread_m, wandered_m)
    density = mixture(
        grid.level[cells].astype(np.int64),
        grid.x_m[cells],
        grid.y_m[cells],
        since_m,
        match.level,
        match.x_m,
        match.y_m,
        match.weight,
        spread_m,
    )
    place = MATCH_TEMPER * np.log(density + _ELSEWHERE_PER_M2)
    log_p = place + LEVEL_TEMPER * match.log_p_level[grid.level[cells]][:, np.newaxis]
    result: Shares = np.exp(log_p - log_p.max()).astype(np.float32)
    return result


@numba.njit(cache=True)
def mixture(
    level: npt.NDArray[np.int64],
    x_m: Floats,
    y_m: Floats,
    since_m: Floats,
    match_level: npt.NDArray[np.int64],
    match_x_m: Floats,
    match_y_m: Floats,
    weight: Floats,
    spread_m: float,
) -> Floats:  # pragma: no cover - compiled
    """Return the density of a mixture of equal circles at (places, modes) [1/m²]."""
    density = np.zeros((x_m.size, since_m.shape[0]))
    for row in range(x_m.size):
        for index in range(weight.size):
            if match_level[index] == level[row] and weight[index] > 1e-4:
                for mode in range(since_m.shape[0]):
                    dx = (x_m[row] - since_m[mode, 0] - match_x_m[index]) / spread_m
                    dy = (y_m[row] - since_m[mode, 1] - match_y_m[index]) / spread_m
                    square = dx * dx + dy * dy
                    if square < 40.0:
                        density[row, mode] += weight[index] * math.exp(-0.5 * square)
    return density / (2.0 * math.pi * spread_m * spread_m)
