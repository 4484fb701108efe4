"""How easily one floor is taken for another."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree
from scipy.special import ndtr

from beacons.coverage.hearing import Hearing, fresh
from beacons.coverage.site import Site
from beacons.evidence import GAIN_SD_DB
from beacons.observation import RadioKind
from beacons.propagation import get_model
from beacons.signals import STEP_DB, Codes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_BESIDE_M = 4.0
"""A floor is taken for another only where that one has ground this near below or above [m]."""
_MOST_FLOORS = 2
_GAINS_DB = np.array([-10.0, -5.0, 0.0, 5.0, 10.0])
"""What a phone's gain might be on the other floor, to make the two sound more alike [dB]."""


def p_confused(site: Site, level: int, rows: Sequence[int]) -> Floats:
    """Return the probability that somebody on a level is put on another by what they hear alone, at each cell.

    Between the right floor and one other, for what is received from each transmitter: a marked Poisson process (see
    `beacons.coverage.hearing`) with the mean μ here and ν there. Their Bhattacharyya distance is exact,

    ``B = N/2 (Φ(μ) + Φ(ν)) - N Φ((μ + ν) / 2) exp(-(μ - ν)² / 8 σ²)``

    with Φ(·) the probability that a packet is received; it counts silence too. The likelier floor is wrong with about
    ``P = Φ(-sqrt(2 Σ B))``, exact for normal errors, at the gain g of the phone that makes the two most alike, which
    costs ``g² / 8 s²``. Odds add up over floors.

    Notes
    -----
    Kailath 1967, "The divergence and Bhattacharyya distance measures in signal selection",
    doi:10.1109/TCOM.1967.1089532.
    """
    odds = np.zeros(len(site.cells(level)))
    here = site.venue.levels[level]
    for other, there in enumerate(site.venue.levels):
        if other != level and abs(there.ordinal - here.ordinal) <= _MOST_FLOORS:
            cells, facing = _facing(site, level, other)
            p = ndtr(-np.sqrt(2.0 * _distance(site, rows, site.codes(level)[:, cells], site.codes(other)[:, facing])))
            odds[cells] += p / (1.0 - p)
    return odds / (1.0 + odds)


def _facing(site: Site, level: int, other: int) -> tuple[Ints, Ints]:
    """Return the cells of a level that lie above or below another, and which cell of it each one faces."""
    mine, others = site.cells(level), site.cells(other)
    ground = cKDTree(np.stack([site.grid.x_m[others], site.grid.y_m[others]], axis=1))
    away_m, facing = ground.query(np.stack([site.grid.x_m[mine], site.grid.y_m[mine]], axis=1))
    near = np.flatnonzero(away_m <= _BESIDE_M)
    return near, np.asarray(facing, dtype=np.int64)[near]


def _distance(site: Site, rows: Sequence[int], here: Codes, there: Codes) -> Floats:
    """Return the Bhattacharyya distance between two floors at each pair of cells, at the gain that hides it best."""
    total = np.repeat((_GAINS_DB**2 / (8.0 * GAIN_SD_DB**2))[:, np.newaxis], here.shape[1], axis=1)
    for row in rows:
        if min(here[row].min(initial=255), there[row].min(initial=255)) < 255:
            shadow_db = get_model(RadioKind.WIFI if site.table.is_wifi[row] else RadioKind.BLE).shadow_sd_db
            shifted = np.clip(there[row] - np.rint(_GAINS_DB[:, np.newaxis] / STEP_DB), 0, 255).astype(np.int64)
            total += _one(site.heard(row), here[row].astype(np.int64), shifted, shadow_db, site.listen_s)
    distance: Floats = total.min(axis=0)
    return distance


def _one(heard: Hearing, here: Ints, there: Ints, shadow_db: float, listen_s: float) -> Floats:
    """Return what one transmitter adds: packets of one link share their errors, so that only the fresh ones count."""
    worth = fresh(heard.packets, listen_s) / heard.packets
    alike = np.exp(-((STEP_DB * (here - there)) ** 2) / (8.0 * shadow_db**2))
    apart = 0.5 * (heard.packets[here] + heard.packets[there]) - heard.packets[(here + there) // 2] * alike
    # Codes are rounded: without the floor at 0, two that are alike could count as nearer than alike.
    result: Floats = worth[np.minimum(here, there)] * np.maximum(apart, 0.0)
    return result
