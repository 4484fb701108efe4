"""How well cells explain what was heard: the compiled half of `beacons.evidence`."""

import math

import numba
import numpy as np
import numpy.typing as npt

from beacons.signals import FREEDOM

Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

SILENCE_SHARE = 0.3
MOST_SILENCE = 2.0
"""What silence can cost is scaled down and bounded: an unbounded term doubled the error on real data."""


@numba.njit(cache=True)
def weighed_cells(
    cells: Cells,
    code: Codes,
    transmitter: Ints,
    kind: Ints,
    power: Ints,
    share: Floats,
    log_p_power: Floats,
    log_p_heard: Floats,
    log_p_silent: Floats,
    log_p_silence: Floats,
    shift: Ints,
    log_p_shift: Floats,
) -> tuple[Floats, Floats]:  # pragma: no cover - compiled
    """Return log-likelihood of each cell over all gains of the phone, and the mean gain there.

    Parameters
    ----------
    transmitter, kind, power, share : arrays of readings
        Number in the table; 0 for a beacon and 1 for an access point; minus the power in whole decibels; how much of
        the reading is news, in [0, 1].
    log_p_power, log_p_heard, log_p_silent, log_p_silence : arrays
        See `beacons.signals.SignalTable`.
    shift, log_p_shift : arrays of gains
        Gains to try, in steps of the code, and their log-probabilities. That something is heard at all is judged by
        the middle one: else every gain would be pulled up until everything is loud.
    """
    log_p, mean_shift = np.empty(cells.size), np.empty(cells.size)
    total = np.empty(shift.size)
    usual = shift[shift.size // 2]
    listened = np.zeros(2, np.bool_)  # a radio of which nothing is heard may be off: its silence means nothing
    listened[kind] = True
    for row in range(cells.size):
        cell = cells[row]
        silent, heard = 0.0, 0.0
        for each in range(2):
            if listened[each]:
                silent += log_p_silence[each, cell]
        total[:] = log_p_shift
        for index in range(power.size):
            expected = np.int64(code[transmitter[index], cell])
            silent -= log_p_silent[kind[index], expected]
            heard += share[index] * log_p_heard[kind[index], min(max(expected - usual, 0), 255)]
            for gain in range(shift.size):
                louder = min(max(expected - shift[gain], 0), 255)
                total[gain] += share[index] * log_p_power[kind[index], power[index], louder]
        best = total.max()
        weight, mean = 0.0, 0.0
        for gain in range(shift.size):
            p = math.exp(total[gain] - best)
            weight += p
            mean += p * shift[gain]
        log_p[row] = best + math.log(weight) + heard + max(SILENCE_SHARE * silent, -MOST_SILENCE)
        mean_shift[row] = mean / weight
    return log_p, mean_shift


@numba.njit(cache=True)
def ranged_cells(
    cells: Cells,
    x_m: Floats,
    y_m: Floats,
    spot_x_m: Floats,
    spot_y_m: Floats,
    range_m: Floats,
    share: Floats,
    sd_m: float,
) -> Floats:  # pragma: no cover - compiled
    """Return the log-likelihood of each cell by measured ranges, their errors Student-t."""
    log_p = np.zeros(cells.size)
    for row in range(cells.size):
        for index in range(range_m.size):
            away_m = math.hypot(x_m[cells[row]] - spot_x_m[index], y_m[cells[row]] - spot_y_m[index])
            scaled = (range_m[index] - away_m) / sd_m
            log_p[row] -= share[index] * 0.5 * (FREEDOM + 1.0) * math.log1p(scaled * scaled / FREEDOM)
    return log_p
