"""How well cells explain what was heard: the compiled half of `beacons.evidence`."""

import math

import numba
import numpy as np
import numpy.typing as npt

from beacons.signals import STEP_DB

Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

FREEDOM = 4.0
"""Degrees of freedom of the Student-t residual: bodies and walls make outliers common."""
SILENCE_SHARE = 0.3
MOST_SILENCE = 2.0
"""What silence can cost is scaled down and bounded: an unbounded term doubled the error on real data."""
_FITS = 2
"""Reweighted steps of the gain's fit: more change it by less than a decibel."""


@numba.njit(cache=True)
def weighed_cells(
    cells: Cells,
    code: Codes,
    transmitter: Ints,
    value: Floats,
    sd: Floats,
    share: Floats,
    is_range: Bools,
    kind: Ints,
    heard_dbm: Floats,
    slope: Floats,
    log_p_heard: Floats,
    log_p_silent: Floats,
    log_p_silence: Floats,
    listened: Bools,
    gain_mean_db: float,
    gain_sd_db: float,
    x_m: Floats,
    y_m: Floats,
    transmitter_x_m: Floats,
    transmitter_y_m: Floats,
) -> tuple[Floats, Floats]:  # pragma: no cover - compiled
    """Return log-likelihood and fitted gain [dB] of each cell.

    Parameters
    ----------
    transmitter, value, sd, share, is_range, kind : arrays of readings
        Number in the table; power [dBm] or range [m] and its standard deviation; how much of it is news, in [0, 1];
        what it is; 0 for a beacon and 1 for an access point.
    listened : array of 2
        Whether any beacon, any access point was heard: else the radio may be off, and silence means nothing.
    """
    log_p, gains = np.empty(cells.size), np.empty(cells.size)
    for row in range(cells.size):
        cell = cells[row]
        gain = _fitted_gain(
            cell, code, transmitter, value, sd, share, is_range, kind, heard_dbm, slope, gain_mean_db, gain_sd_db
        )
        pull = (gain - gain_mean_db) / gain_sd_db
        silent = 0.0
        for each in range(2):
            if listened[each]:
                silent += log_p_silence[each, cell]
        total = -0.5 * pull * pull
        for index in range(value.size):
            expected = code[transmitter[index], cell]
            silent -= log_p_silent[kind[index], expected]
            if is_range[index]:
                dx = x_m[cell] - transmitter_x_m[transmitter[index]]
                dy = y_m[cell] - transmitter_y_m[transmitter[index]]
                total -= share[index] * _misfit(value[index] - math.sqrt(dx * dx + dy * dy), sd[index] * sd[index])
            else:
                louder = _louder(expected, gain)
                steep = slope[kind[index], louder]
                residual = value[index] - heard_dbm[kind[index], louder]
                misfit = _misfit(residual, sd[index] * sd[index] * steep) + 0.5 * math.log(steep)
                total += share[index] * (log_p_heard[kind[index], louder] - misfit)
        log_p[row] = total + max(SILENCE_SHARE * silent, -MOST_SILENCE)
        gains[row] = gain
    return log_p, gains


@numba.njit(cache=True)
def _fitted_gain(
    cell: int,
    code: Codes,
    transmitter: Ints,
    value: Floats,
    sd: Floats,
    share: Floats,
    is_range: Bools,
    kind: Ints,
    heard_dbm: Floats,
    slope: Floats,
    mean_db: float,
    sd_db: float,
) -> float:  # pragma: no cover - compiled
    """Return the phone's gain that fits best at a cell [dB]: the belief is one more reading."""
    gain = mean_db
    for _ in range(_FITS):
        weights = 1.0 / (sd_db * sd_db)
        sums = weights * mean_db
        for index in range(value.size):
            if is_range[index]:
                continue
            louder = _louder(code[transmitter[index], cell], gain)
            steep = slope[kind[index], louder]
            residual = value[index] - heard_dbm[kind[index], louder]
            var = sd[index] * sd[index] * steep
            weight = share[index] * (FREEDOM + 1.0) / (FREEDOM + residual * residual / var) / var
            weights += weight * steep * steep
            sums += weight * steep * (residual + steep * gain)
        gain = sums / weights
    return gain


@numba.njit(cache=True)
def _louder(expected: int, gain_db: float) -> int:  # pragma: no cover - compiled
    """Return the code of a power with a gain added."""
    louder = int(expected) - math.floor(gain_db / STEP_DB + 0.5)
    return 0 if louder < 0 else min(louder, 255)


@numba.njit(cache=True)
def _misfit(residual: float, var: float) -> float:  # pragma: no cover - compiled
    """Return minus the log-density of a Student-t residual, up to a constant."""
    return 0.5 * (FREEDOM + 1.0) * math.log1p(residual * residual / (var * FREEDOM))
