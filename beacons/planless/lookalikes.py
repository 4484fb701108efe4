"""Where fingerprints that look like a scan were surveyed: nearest neighbours that forgive a phone its gain."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.evidence import mixture
from beacons.fingerprints import FingerprintIndex
from beacons.planless.ground import Ground
from beacons.planless.places import Habits, Place, Reading, Said
from beacons.planless.surveyed import SurveyedScan, mean_powers

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_REPRESENTATIONS = (1.0, 2.7)
"""Strengths as they are, and with the exponent e: each sees what the other overlooks, so distances are averaged."""
_GAINS_DB = (-8.0, -4.0, 0.0, 4.0, 8.0)
_GAIN_COST = 5e-4
"""Distance that a decibel of gain costs, squared: phones differ by some 4 dB."""
_WEAKEST_DBM = -104.0
_VOTERS = 3
"""The level is voted for by this many times the neighbours that make the place: floors err more rarely and worse."""
_LEVEL_DOUBT = 0.02
_ELSEWHERE_PER_M2 = 1e-5
_NEAREST = 1e-3
WIDE = 2.0
"""The 95 % radius over the 68 % one, before calibration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is chosen on held-out places: how many neighbours, and how far they are off along each axis [m]."""

    neighbours: int
    spread_m: float = 0.0


CHOICES = tuple(Choice(neighbours=count) for count in (3, 5, 8, 11, 15, 21, 31))


class Lookalikes:
    """A survey's fingerprints as evidence of where a scan was heard."""

    def __init__(self, ground: Ground, survey: Sequence[SurveyedScan], choice: Choice) -> None:
        self.ground = ground
        self.choice = choice
        prints = [scan.power_dbm for scan in survey]
        self._indexes = [FingerprintIndex.build(prints, power) for power in _REPRESENTATIONS]
        self._x_m = np.array([scan.x_m for scan in survey])
        self._y_m = np.array([scan.y_m for scan in survey])
        self._level = np.array([scan.level for scan in survey], dtype=np.int64)

    def chosen(self, choice: Choice) -> "Lookalikes":
        """Return the same fingerprints, read by another choice."""
        other = object.__new__(Lookalikes)
        other.__dict__.update(self.__dict__, choice=choice)
        return other

    def knows(self, reading: Reading) -> bool:
        """Return whether the survey heard any of the transmitters whose power was read."""
        return any(address in self._indexes[0].column for address in reading.powers)

    def start(self) -> Habits:
        """Return what is known of radios: nothing that a survey would need."""
        nothing = np.zeros(0)
        return Habits(at_1m_dbm=0.0, exponent=0.0, sd_share=1.0, offset_db=nothing, seen=nothing)

    def learnt(self, habits: Habits, _said: Said, _p: Floats) -> Habits:
        """Return the habits as they are."""
        return habits

    def place(self, reading: Reading) -> Place:
        """Return the weighted mean of the neighbours on the level that most of them vote for."""
        return self.place_from(self.distances(reading))

    def place_from(self, distance: Floats) -> Place:
        """Return the place by distances to all fingerprints."""
        index, weight, p_level = self._near(distance)
        level = int(p_level.argmax())
        mine = self._level[index] == level
        index, weight = index[mine], weight[mine] / weight[mine].sum()
        x_m, y_m = float(weight @ self._x_m[index]), float(weight @ self._y_m[index])
        east_m, north_m = self._x_m[index] - x_m, self._y_m[index] - y_m
        own_m2 = self.choice.spread_m**2
        xx, xy, yy = (float(weight @ product) for product in (east_m**2, east_m * north_m, north_m**2))
        raw_m = math.sqrt(xx + yy + 2.0 * own_m2)
        return Place(
            level=level,
            x_m=x_m,
            y_m=y_m,
            cov_m2=((xx + own_m2, xy), (xy, yy + own_m2)),
            raw_68_m=raw_m,
            raw_95_m=WIDE * raw_m,
            p_level=float(p_level[level]),
        )

    def said(self, reading: Reading, _habits: Habits) -> Said:
        """Return what a scan says of each cell: a mixture of circles around the neighbours."""
        index, weight, p_level = self._near(self.distances(reading))
        ground = self.ground
        density = mixture(
            ground.level.astype(np.int64),
            ground.x_m,
            ground.y_m,
            np.zeros((1, 2)),
            self._level[index],
            self._x_m[index],
            self._y_m[index],
            weight,
            max(self.choice.spread_m, ground.cell_m),
        )[:, 0]
        log_p = np.log(density + _ELSEWHERE_PER_M2) + np.log(p_level + _LEVEL_DOUBT)[ground.level]
        return Said(log_p=log_p, spot=np.empty(0, dtype=np.int64), left_db=None, cause=None)

    def distances(self, reading: Reading) -> Floats:
        """Return the distance to every fingerprint, the phone's gain chosen to make it least."""
        powers = mean_powers(reading)
        least: Floats = np.min([self._distance(powers, gain_db) for gain_db in _GAINS_DB], axis=0)
        return least

    def _distance(self, powers: dict[str, float], gain_db: float) -> Floats:
        louder = {address: max(power + gain_db, _WEAKEST_DBM) for address, power in powers.items()}
        total = sum(index.distances(louder) for index in self._indexes)
        return np.asarray(total) / len(self._indexes) + _GAIN_COST * gain_db**2

    def _near(self, distance: Floats) -> tuple[Ints, Floats, Floats]:
        """Return the neighbours that make the place, their weights, and the probability of each level."""
        voters = min(_VOTERS * self.choice.neighbours, len(distance))
        near = np.argpartition(distance, voters - 1)[:voters]
        near = near[np.argsort(distance[near], kind="stable")]
        weight = 1.0 / (distance[near] + _NEAREST)
        vote = np.bincount(self._level[near], weights=weight, minlength=len(self.ground.levels))
        p_level = (vote / vote.sum() + _LEVEL_DOUBT) / (1.0 + _LEVEL_DOUBT * len(vote))
        of_level = np.flatnonzero(self._level[near] == p_level.argmax())[: self.choice.neighbours]
        return near[of_level], weight[of_level] / weight[of_level].sum(), p_level
