"""What each transmitter should sound like at each cell: computed once for a venue, looked up ever after."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from beacons.grid import Grid
from beacons.observation import RadioKind
from beacons.propagation import RadioModel, get_model, mean_rssi_dbm, p_heard
from beacons.sightlines import walls_between
from beacons.transmitters import TransmitterTable
from maps.spatial import SpatialIndex

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8]

STEP_DB = 0.5
"""Powers are kept as a byte: this many times minus the power [dBm]; the error of 0.14 dB is nothing in radio."""
POWERS = 128
"""Powers heard are looked up as whole decibels from 0 to -127 dBm."""
FREEDOM = 4.0
"""Degrees of freedom of the Student-t residual: bodies and walls make outliers common."""
PHONE_HEIGHT_M = 1.2
_FARTHEST_M = 80.0
_MOST_FLOORS = 2
"""Beyond, nothing is heard."""
_AUDIBLE_DB = 6.0
"""Silence is held against a place only where a transmitter would be heard even this much weaker than expected."""
_MOST_CERTAIN = 0.9
"""Nobody is more certain than this that a transmitter works and its packet arrives."""
_LEAST_HEARD = 0.02
"""Nobody is more certain than this that a transmitter cannot be heard: reflections reach far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalTable:
    """Expected power of transmitters at cells.

    Parameters
    ----------
    code : (transmitters, cells) array of uint8
        Minus the power, in `STEP_DB`.
    log_p_power : (2, `POWERS`, 256) array
        For beacons and access points: log-density of the power heard (minus it, in whole decibels) when the expected
        power has this code and a packet was received.
    log_p_heard, log_p_silent : (2, 256) arrays
        Log-probabilities that a transmitter of that code is heard in a second, and that it is not; both bounded.
    log_p_silence : (2, cells) array
        `log_p_silent` summed over all beacons and all access points: the cost of hearing nothing at all at a cell.
    """

    code: Codes
    log_p_power: Floats
    log_p_heard: Floats
    log_p_silent: Floats
    log_p_silence: Floats

    @classmethod
    def of(cls, spatial: SpatialIndex, grid: Grid, table: TransmitterTable) -> "SignalTable":
        """Return the table of a venue, walls and slabs included."""
        code = np.full((len(table.x_m), len(grid)), 255, dtype=np.uint8)
        for index in range(len(grid.level_ids)):
            code[:, grid.level == index] = expected_codes(spatial, grid, table, index)
        kinds = (RadioKind.BLE, RadioKind.WIFI)
        log_p_silent = np.stack([_log_p_silent(kind) for kind in kinds])
        return cls(
            code=code,
            log_p_power=np.stack([_log_p_power(kind) for kind in kinds]),
            log_p_heard=np.stack([_log_p_heard(kind) for kind in kinds]),
            log_p_silent=log_p_silent,
            log_p_silence=_silence(code, table.is_wifi, log_p_silent),
        )


def expected_codes(spatial: SpatialIndex, grid: Grid, table: TransmitterTable, index: int) -> Codes:
    """Return the (transmitters, cells) codes of expected power at the cells of the level of this index.

    255, the faintest, stands where a transmitter is too far or too many floors away.
    """
    level = spatial.venue.levels[index]
    cells = np.flatnonzero(grid.level == index)
    code = np.full((len(table.x_m), len(cells)), 255, dtype=np.uint8)
    for row in np.flatnonzero(np.abs(level.ordinal - table.ordinal) <= _MOST_FLOORS):
        away_m = np.hypot(grid.x_m[cells] - table.x_m[row], grid.y_m[cells] - table.y_m[row])
        near = np.flatnonzero(away_m < _FARTHEST_M)
        code[row, near] = _coded(_expected_dbm(spatial, grid, table, int(row), index, cells[near]))
    return code


def _silence(code: Codes, is_wifi: npt.NDArray[np.bool_], log_p_silent: Floats) -> Floats:
    silence = np.zeros((2, code.shape[1]))
    for row, wifi in enumerate(is_wifi.astype(int)):
        silence[wifi] += log_p_silent[wifi][code[row]]
    return silence


def _expected_dbm(
    spatial: SpatialIndex, grid: Grid, table: TransmitterTable, row: int, index: int, cells: Ints
) -> Floats:
    """Return the expected power of one transmitter at cells of the level of this index [dBm]."""
    level = spatial.venue.levels[index]
    x_m, y_m = grid.x_m[cells], grid.y_m[cells]
    away_m = np.hypot(x_m - table.x_m[row], y_m - table.y_m[row])
    rise_m = level.elevation_m + PHONE_HEIGHT_M - table.z_m[row]
    walls = np.zeros(len(cells))
    if index == table.level[row]:
        walls[:] = walls_between(table.x_m[row], table.y_m[row], spatial.walls(level.id), x_m, y_m)
    floors = abs(level.ordinal - int(table.ordinal[row]))
    model = get_model(RadioKind.WIFI if table.is_wifi[row] else RadioKind.BLE)
    return mean_rssi_dbm(model, np.hypot(away_m, rise_m), table.rssi_at_1m_dbm[row], walls, floors)


def _coded(power_dbm: Floats) -> Codes:
    return np.clip(np.rint(-power_dbm / STEP_DB), 0, 255).astype(np.uint8)


def received(kind: RadioKind) -> tuple[Floats, Floats]:
    """Return, by code, the mean power of received packets [dBm] and its derivative by the mean of all packets.

    Powers are normal around the mean and a packet of power r is received with ``Φ((r - r50) / w)``; those received
    are skew normal: Azzalini 1985, Scandinavian Journal of Statistics 12, 171-178. Weak packets are received only when
    they happen to be strong: neglecting it makes every phone seem loud and every beacon near.
    """
    model = get_model(kind)
    mean_dbm = code_powers_dbm()
    width_db = detection_width_db(model)
    margin = (mean_dbm - model.rssi_50_dbm) / width_db
    ratio = np.exp(norm.logpdf(margin) - norm.logcdf(margin))
    slope = 1.0 - (model.shadow_sd_db / width_db) ** 2 * ratio * (margin + ratio)
    return mean_dbm + model.shadow_sd_db**2 / width_db * ratio, slope


def detection_width_db(model: RadioModel) -> float:
    """Return how softly packets around a mean fade out of hearing: their spread and the threshold's width [dB]."""
    return math.hypot(model.shadow_sd_db, model.detection_width_db)


def _log_p_power(kind: RadioKind) -> Floats:
    """Return log-densities by power heard and code: Student-t around the mean of the packets received.

    Notes
    -----
    Student-t residuals: Lange, Little, Taylor 1989, doi:10.1080/01621459.1989.10478852.
    """
    model = get_model(kind)
    mean_dbm, slope = received(kind)
    heard_dbm = -np.arange(float(POWERS))[:, np.newaxis]
    scaled2 = (heard_dbm - mean_dbm) ** 2 / (model.shadow_sd_db**2 * slope)
    density: Floats = -0.5 * (FREEDOM + 1.0) * np.log1p(scaled2 / FREEDOM) - 0.5 * np.log(slope)
    return density


def _log_p_heard(kind: RadioKind) -> Floats:
    heard: Floats = np.log(np.maximum(p_heard(get_model(kind), code_powers_dbm()), _LEAST_HEARD))
    return heard


def _log_p_silent(kind: RadioKind) -> Floats:
    silent: Floats = np.log1p(-_MOST_CERTAIN * p_heard(get_model(kind), code_powers_dbm() - _AUDIBLE_DB))
    return silent


def code_powers_dbm() -> Floats:
    """Return the power of each code [dBm]."""
    return -STEP_DB * np.arange(256.0)
