"""Scans at known places, cut into parts so that a method can be judged by places it never saw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.planless.places import Reading

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_PARTS = 5
_FEWEST_RUNS = 5
_MOST_HELD_OUT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyedScan:
    """One scan at a known place.

    Parameters
    ----------
    x_m, y_m : float
        In the frame of the file [m].
    level : int
        Number of its level.
    run : str or None
        The walk it belongs to.
    """

    reading: Reading
    x_m: float
    y_m: float
    level: int
    run: str | None = None

    @property
    def power_dbm(self) -> dict[str, float]:
        """Return the mean power of each transmitter [dBm]."""
        return mean_powers(self.reading)


def mean_powers(reading: Reading) -> dict[str, float]:
    """Return the mean power of each transmitter [dBm]."""
    return {address: sum(values) / len(values) for address, values in reading.powers.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a survey held out: the scans that stay, and some of those that go."""

    kept: list[SurveyedScan]
    held_out: list[SurveyedScan]


def parts(scans: Sequence[SurveyedScan]) -> list[Part]:
    """Return the survey cut into five, runs or places kept together: what stands side by side shares its errors."""
    runs = {scan.run for scan in scans}
    by_run = len(runs) >= _FEWEST_RUNS
    keys = [scan.run if by_run else (scan.level, round(scan.x_m, 1), round(scan.y_m, 1)) for scan in scans]
    number = {key: index for index, key in enumerate(dict.fromkeys(keys))}
    drawn = np.random.default_rng(0).permutation(len(number)) % _PARTS
    part = np.array([drawn[number[key]] for key in keys])
    found = []
    for index in range(_PARTS):
        held_out = np.flatnonzero(part == index)
        thinned = held_out[:: max(1, -(-len(held_out) * _PARTS // _MOST_HELD_OUT))]
        kept = np.flatnonzero(part != index)
        if len(kept) and len(thinned):
            found.append(Part(kept=[scans[i] for i in kept.tolist()], held_out=[scans[i] for i in thinned.tolist()]))
    return found
