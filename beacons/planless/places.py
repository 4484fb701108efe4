"""What goes in and what comes out where no plan is known: readings, places, and what a run remembers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from beacons.belief import summary
from beacons.planless.ground import Ground

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float32]

Powers = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one scan heard: powers [dBm] and ranges [m] by address."""

    powers: Powers = field(default_factory=dict)
    ranges: Powers = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.powers or self.ranges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An estimate with the radii its own belief gives [m], before calibration."""

    level: int
    x_m: float
    y_m: float
    cov_m2: tuple[tuple[float, float], tuple[float, float]]
    raw_68_m: float
    raw_95_m: float
    p_level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What is known of a run's transmitters and phone after some scans.

    Parameters
    ----------
    at_1m_dbm, exponent : float
        What is expected of the power at one metre and of the path-loss exponent.
    sd_share : float
        How unsure that still is, as a share of the prior's spread.
    offset_db, seen : arrays of transmitters
        Power above what the distance tells, and how many readings say so.
    """

    at_1m_dbm: float
    exponent: float
    sd_share: float
    offset_db: Floats
    seen: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a scan says of each cell of the ground.

    Parameters
    ----------
    log_p : array of cells
        Log-likelihood, and where people are at all.
    spot : array of readings
        Number of each transmitter whose power was read.
    left_db : (cells, readings) array or None
        What is left of each power when its causes are fitted [dB].
    cause : (cells, causes) array or None
        The causes that fit best.
    """

    log_p: Floats
    spot: Ints
    left_db: Floats | None
    cause: Floats | None


class Evidence(Protocol):
    """What turns readings into places: known transmitters, a field of power, or fingerprints that look alike."""

    @property
    def ground(self) -> Ground:
        """Return where somebody may be."""
        ...

    def knows(self, reading: Reading) -> bool:
        """Return whether any of the readings says anything."""
        ...

    def start(self) -> Habits:
        """Return what is known of radios before anything is heard."""
        ...

    def place(self, reading: Reading) -> Place:
        """Return where one scan was heard, whatever was heard before."""
        ...

    def said(self, reading: Reading, habits: Habits) -> Said:
        """Return what a scan says of each cell."""
        ...

    def learnt(self, habits: Habits, said: Said, p: Floats) -> Habits:
        """Return what is known of radios after a scan, given the probability of each cell."""
        ...


def normal(log_p: Floats) -> Floats:
    """Return probabilities in proportion to likelihoods."""
    p = np.exp(log_p - log_p.max())
    result: Floats = p / p.sum()
    return result


def placed(ground: Ground, p: Floats | Shares) -> Place:
    """Return the mean place of a belief on its likeliest level, and how far it spreads.

    Parameters
    ----------
    p : (cells, ways of moving) array
        Sum 1.
    """
    cells = np.arange(len(ground), dtype=np.int32)
    lag_m = np.zeros((p.shape[1], 2))
    level, x_m, y_m, xx, xy, yy, raw_68_m, raw_95_m, p_level = summary(
        cells, p.astype(np.float32), ground.level, ground.x_m, ground.y_m, lag_m, len(ground.levels), ground.cell_m
    )
    return Place(
        level=level,
        x_m=x_m,
        y_m=y_m,
        cov_m2=((xx, xy), (xy, yy)),
        raw_68_m=raw_68_m,
        raw_95_m=raw_95_m,
        p_level=min(1.0, p_level),
    )
