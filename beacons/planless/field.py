"""Powers expected at every cell, from a survey around transmitters at known places: a Gaussian process for each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import scipy.linalg

from beacons.planless.ground import Ground, Spot
from beacons.planless.links import AT_1M_DBM, AT_1M_SD_DB, EXPONENT, EXPONENT_SD, RISE_M, LinkTable
from beacons.planless.mixed import explained
from beacons.planless.places import Habits, Place, Reading, Said, normal, placed
from beacons.planless.surveyed import SurveyedScan

Floats = npt.NDArray[np.float64]

_FIELD_SD_DB, _FIELD_M = 4.0, 4.0
"""Walls and furniture change power by 4 dB from place to place, alike within some metres (exponential kernel)."""
_PLACE_SD_DB = 3.0
"""How well the mean at a surveyed place is known: whoever stood there stood in one way."""
_GAIN_SD_DB = 3.0
_POWER_SD_DB = 5.0
_OUTSIDE = 0.1
MOST_TRANSMITTERS, MOST_PLACES = 200, 600


class PowerField:
    """A survey of known transmitters as evidence of where a scan was heard.

    Notes
    -----
    Rasmussen, Williams, *Gaussian Processes for Machine Learning* (2006), section 2.7: the path loss is a mean with
    unknown coefficients, so that the field far from the survey is that of its transmitter.
    """

    def __init__(self, ground: Ground, spots: Mapping[str, Spot], survey: Sequence[SurveyedScan]) -> None:
        self.ground = ground
        self._links = LinkTable(ground, spots)
        self._expected_dbm = self._links.expected_dbm(np.arange(len(spots)), self._links.start())
        self._var_db2 = np.full_like(self._expected_dbm, AT_1M_SD_DB**2)
        for (address, level), heard in _heard(survey).items():
            if address in spots:
                cells, row = np.flatnonzero(ground.level == level), self._links.number[address]
                mean_dbm, var_db2 = _interpolated(spots[address], heard, ground.x_m[cells], ground.y_m[cells])
                self._expected_dbm[cells, row], self._var_db2[cells, row] = mean_dbm, var_db2

    def knows(self, reading: Reading) -> bool:
        """Return whether any of the transmitters heard is one of these."""
        return self._links.knows(reading)

    def start(self) -> Habits:
        """Return what is known of radios before anything is heard."""
        return self._links.start()

    def learnt(self, habits: Habits, _said: Said, _p: Floats) -> Habits:
        """Return the habits as they are: the survey knows them."""
        return habits

    def place(self, reading: Reading) -> Place:
        """Return where one scan was heard, whatever was heard before."""
        return placed(self.ground, normal(self.said(reading, self.start()).log_p)[:, np.newaxis])

    def said(self, reading: Reading, habits: Habits) -> Said:
        """Return what a scan says of each cell: powers by the field, ranges by the transmitters' places."""
        log_p = -self.ground.outside_m / (_OUTSIDE * self.ground.spacing_m)
        powers = self._links.links(reading.powers, largest=True)
        if len(powers):
            residual = powers.value - self._expected_dbm[:, powers.spot]
            sd_db = np.sqrt(_POWER_SD_DB**2 + self._var_db2[:, powers.spot])
            feature = np.ones((*residual.shape, 1))
            log_p = log_p + explained(residual, feature, sd_db, sd_db, np.array([_GAIN_SD_DB]))[0]
        if reading.ranges:
            log_p = log_p + self._links.said(Reading(ranges=reading.ranges), habits).log_p
        return Said(log_p=log_p, spot=powers.spot, left_db=None, cause=None)


def _heard(survey: Sequence[SurveyedScan]) -> dict[tuple[str, int], Floats]:
    """Return the places of each level where a transmitter was heard: rows of x, y [m] and mean power [dBm]."""
    found: defaultdict[tuple[str, int], defaultdict[tuple[float, float], list[float]]]
    found = defaultdict(lambda: defaultdict(list))
    for scan in survey:
        for address, power_dbm in scan.power_dbm.items():
            found[address, scan.level][round(scan.x_m, 1), round(scan.y_m, 1)].append(power_dbm)
    return {
        key: np.array([[*place, sum(values) / len(values)] for place, values in places.items()][:MOST_PLACES])
        for key, places in found.items()
    }


def _interpolated(spot: Spot, heard: Floats, x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
    """Return the mean [dBm] and variance [dB²] of a transmitter's power at places of one level."""
    at, to = heard[:, :2], np.stack([x_m, y_m], axis=1)
    causes, prior_var = np.array([AT_1M_DBM, EXPONENT]), np.diag([AT_1M_SD_DB**2, EXPONENT_SD**2])
    there, here = _loss(spot, at), _loss(spot, to)
    gram = _kernel(at, at) + there @ prior_var @ there.T + _PLACE_SD_DB**2 * np.eye(len(at))
    cross = _kernel(to, at) + here @ prior_var @ there.T
    factor = scipy.linalg.cho_factor(gram, lower=True)
    mean_dbm = here @ causes + cross @ scipy.linalg.cho_solve(factor, heard[:, 2] - there @ causes)
    before_db2 = _FIELD_SD_DB**2 + ((here @ prior_var) * here).sum(axis=1)
    known_db2 = (cross * scipy.linalg.cho_solve(factor, cross.T).T).sum(axis=1)
    return mean_dbm, np.maximum(before_db2 - known_db2, 0.0)


def _loss(spot: Spot, places: Floats) -> Floats:
    """Return what A and n multiply in the power expected at places."""
    distance_m = np.sqrt((places[:, 0] - spot.x_m) ** 2 + (places[:, 1] - spot.y_m) ** 2 + RISE_M**2)
    return np.stack([np.ones(len(places)), -10.0 * np.log10(distance_m)], axis=1)


def _kernel(a: Floats, b: Floats) -> Floats:
    away_m = np.hypot(a[:, 0, np.newaxis] - b[:, 0], a[:, 1, np.newaxis] - b[:, 1])
    result: Floats = _FIELD_SD_DB**2 * np.exp(-away_m / _FIELD_M)
    return result
