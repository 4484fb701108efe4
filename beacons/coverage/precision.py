"""How precisely a place can be told apart from those beside it: the Cramér-Rao bound, and the dilution of ranges."""

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from beacons.coverage.site import Site
from beacons.evidence import GAIN_SD_DB
from beacons.grid import CELL_M
from beacons.observation import RadioKind
from beacons.propagation import NEAREST_M, RadioModel, get_model
from beacons.signals import PHONE_HEIGHT_M
from beacons.transmitters import TransmitterTable

Floats = npt.NDArray[np.float64]
Near = npt.NDArray[np.int64] | slice

DB_PER_NEPER = 10.0 / math.log(10.0)
_ALL = slice(None)
_AROUND = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
_REACH_M = CELL_M * math.sqrt(5.0 / 24.0)
"""Five places at this distance spread as a square of the tracker's cells does: no place is told apart within one."""
_LEAST_SPREAD_M = 1.0
_FLAT = 1e-4
"""A matrix of directions with a determinant below this has all its transmitters on one line."""


def known_before(site: Site, level: int) -> Floats:
    """Return what is known of (east, north, gain) before anything is heard, a (3, 3) information matrix.

    Somebody is on this floor, spread as its walkable cells are; the gain of their phone is that of any phone.
    """
    cells = site.cells(level)
    spread = np.cov(np.stack([site.grid.x_m[cells], site.grid.y_m[cells]]), bias=True)
    prior = np.zeros((3, 3))
    prior[:2, :2] = np.linalg.inv(spread + _LEAST_SPREAD_M**2 * np.eye(2))
    prior[2, 2] = 1.0 / GAIN_SD_DB**2
    return prior


def slopes(model: RadioModel, east_m: Floats, north_m: Floats, rise_m: float) -> Floats:
    """Return how the mean power of a transmitter changes with (east, north, gain), so far away from it [m].

    Between walls: ``∂μ/∂x = -(10 n / ln 10) (x - x_i) / d²``, and one for the gain.

    Returns
    -------
    (3, n) array
        [dB/m, dB/m, dB/dB].
    """
    d2 = np.maximum(east_m**2 + north_m**2 + rise_m**2, NEAREST_M**2)
    fall = -DB_PER_NEPER * model.exponent / d2
    return np.stack([fall * east_m, fall * north_m, np.ones_like(fall)])


def squared_slopes(site: Site, table: TransmitterTable, row: int, level: int, near: Near = _ALL) -> Floats:
    """Return ``g gᵀ`` of a transmitter's slopes g at cells of a level, all or some, averaged over 2 m around.

    Right below a transmitter the slope is nothing and all directions are alike, yet who hears it so loud knows where
    they are. Averaged over where somebody might be, as van Trees' bound is, that place is no exception.

    Returns
    -------
    (3, 3, cells) array
    """
    east_m, north_m, rise_m = _away(site, table, row, level, near)
    model = get_model(RadioKind.WIFI if table.is_wifi[row] else RadioKind.BLE)
    total = np.zeros((3, 3, len(east_m)))
    for east, north in _AROUND:
        slope = slopes(model, east_m + _REACH_M * east, north_m + _REACH_M * north, rise_m)
        total += slope[:, np.newaxis] * slope
    return total / len(_AROUND)


def information(site: Site, level: int, rows: Iterable[int]) -> Floats:
    """Return what some transmitters and the floor say of (east, north, gain) at each cell of a level.

    ``J = J0 + Σ I(μ_i) <g_i g_iᵀ>`` with `squared_slopes`, and I from `beacons.coverage.hearing`. J0 is `known_before`.
    The gain is what all links have in common, a phone's or a body's, so that it is also their correlated shadowing:
    eliminated, it leaves readings with the covariance ``σ² 1 + s² 11ᵀ``.

    Returns
    -------
    (3, 3, cells) array
        Symmetric and positive definite [1/m², 1/(m dB), 1/dB²].

    Notes
    -----
    Powers and places: Patwari et al. 2003, doi:10.1109/TSP.2003.814469. Correlated shadowing: Agrawal, Patwari 2009,
    doi:10.1109/TWC.2009.071293. A prior beside the data: van Trees, *Detection, Estimation, and Modulation Theory* I
    (1968), section 2.4.
    """
    codes = site.codes(level)
    total = np.repeat(known_before(site, level)[:, :, np.newaxis], codes.shape[1], axis=2)
    for row in rows:
        total += site.heard(row).information[codes[row]] * squared_slopes(site, site.table, row, level)
    return total


def bound_m(information_matrix: Floats) -> Floats:
    """Return the least root mean square error of a position at each cell [m]: ``sqrt(tr J⁻¹)`` of east and north.

    Cramér 1946, Rao 1945; with the gain as a nuisance: Kay, *Estimation Theory* (1993), section 3.7.
    """
    covariance = np.linalg.inv(information_matrix.transpose(2, 0, 1))
    result: Floats = np.sqrt(covariance[:, 0, 0] + covariance[:, 1, 1])
    return result


def dilution(site: Site, level: int, rows: Iterable[int]) -> Floats:
    """Return the dilution of ranges at each cell: horizontal error over the error of one range; NaN without one.

    ``sqrt(tr (Σ p_i u_i u_iᵀ)⁻¹)`` with the horizontal part u of the direction to each transmitter and the probability
    p that it is heard at all.

    Notes
    -----
    Langley 1999, "Dilution of precision", GPS World 10 (5).
    """
    codes = site.codes(level)
    total = np.zeros((3, codes.shape[1]))
    for row in rows:
        east_m, north_m, rise_m = _away(site, site.table, row, level)
        d2 = np.maximum(east_m**2 + north_m**2 + rise_m**2, NEAREST_M**2)
        weight = site.heard(row).p_heard[codes[row]] / d2
        total += weight * np.stack([east_m**2, east_m * north_m, north_m**2])
    xx, xy, yy = total
    area = xx * yy - xy**2
    result: Floats = np.where(area > _FLAT, np.sqrt((xx + yy) / np.maximum(area, _FLAT)), np.nan)
    return result


def _away(site: Site, table: TransmitterTable, row: int, level: int, near: Near = _ALL) -> tuple[Floats, Floats, float]:
    """Return how far east and north of a transmitter each cell lies, and how far above it a phone is there [m]."""
    cells = site.cells(level)[near]
    rise_m = site.venue.levels[level].elevation_m + PHONE_HEIGHT_M - float(table.z_m[row])
    return site.grid.x_m[cells] - table.x_m[row], site.grid.y_m[cells] - table.y_m[row], rise_m
