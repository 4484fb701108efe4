"""Where a phone is, from transmitters at known places alone: no survey needed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons import propagation
from beacons.observation import RadioKind
from beacons.propagation import RTT_BIAS_M, RTT_SD_M, mean_rssi_dbm
from beacons.transmitters import Heard, TransmitterTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PHONE_HEIGHT_M = 1.2
_FREEDOM = 4.0
"""Degrees of freedom of the Student-t residual: bodies and walls make outliers common."""
_OFFSET_SD_DB = 4.0
"""Spread of the gain of phone models [dB]."""
_MOST_SILENCE = 2.0
"""The log-likelihood that silence can cost is bounded: an unbounded term doubled the error on real data."""
_SILENCE_SHARE = 0.3
_AUDIBLE_DB = 6.0
_STRONGEST = 6
_CENTROID_EXPONENT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """What is believed about this phone's gain: power heard minus power expected [dB]."""

    mean_db: float = 0.0
    sd_db: float = _OFFSET_SD_DB


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """Log-likelihood of each candidate, and the phone's offset that fits it best [dB]."""

    log_p: Floats
    offset_db: Floats


def weighted_centroid(table: TransmitterTable, heard: Heard) -> tuple[float, float]:
    """Return the mean place of the six strongest transmitters, weighted by received power (by 1/range² for ranges).

    The start and the fallback of every other estimate: it needs no model. Place all in one plane.

    Raises
    ------
    ValueError
        If nothing was heard.
    """
    if heard.value.size == 0:
        raise ValueError("a centroid needs at least one reading")
    ranges = 1.0 / np.maximum(heard.value, 1.0) ** 2
    power = 10.0 ** (_CENTROID_EXPONENT * np.where(heard.is_range, 0.0, heard.value) / 10.0)
    weight = np.where(heard.is_range, ranges, power) if heard.is_range.any() != heard.is_range.all() else None
    weight = (ranges if heard.is_range.all() else power) if weight is None else np.where(heard.is_range, weight, 0.0)
    strongest = np.argsort(-weight, kind="stable")[:_STRONGEST]
    chosen, share = heard.transmitter[strongest], weight[strongest] / weight[strongest].sum()
    return float(share @ table.x_m[chosen]), float(share @ table.y_m[chosen])


def log_likelihood(
    table: TransmitterTable,
    heard: Heard,
    x_m: Floats,
    y_m: Floats,
    elevation_m: Floats,
    ordinal: Ints,
    offset: Offset,
) -> Likelihood:
    """Return how well each candidate place explains what was heard and what was not.

    Readings have Student-t residuals around the log-distance mean; the phone's gain is one unknown offset with a
    normal belief, fitted anew at every candidate (profiled out). Silence of transmitters that should be loud
    counts a little, and never more than a bound.

    Parameters
    ----------
    x_m, y_m, elevation_m : arrays of n
        Candidates; the elevation is that of the floor [m].
    ordinal : array of n
        The candidate's level ordinal: floors between cost power.

    Notes
    -----
    Student-t residuals: Lange, Little, Taylor 1989, doi:10.1080/01621459.1989.10478852.
    """
    expected, distance = _expected(table, heard.transmitter, x_m, y_m, elevation_m, ordinal)
    sd_db = np.where(heard.is_wifi, _sd(RadioKind.WIFI), _sd(RadioKind.BLE))
    residual = heard.value - expected
    powers = ~heard.is_range
    offset_db = _fitted_offset(residual[:, powers], sd_db[powers], offset)
    scaled = np.where(
        heard.is_range,
        (heard.value - distance - RTT_BIAS_M) / RTT_SD_M,
        (residual - offset_db[:, np.newaxis]) / sd_db,
    )
    log_p = -0.5 * (_FREEDOM + 1.0) * np.log1p(scaled**2 / _FREEDOM).sum(axis=1)
    log_p -= 0.5 * ((offset_db - offset.mean_db) / offset.sd_db) ** 2
    log_p += _silence(table, heard, x_m, y_m, elevation_m, ordinal)
    return Likelihood(log_p=log_p, offset_db=offset_db)


def _sd(kind: RadioKind) -> float:
    return propagation.get_model(kind).shadow_sd_db


def _expected(
    table: TransmitterTable, chosen: Ints, x_m: Floats, y_m: Floats, elevation_m: Floats, ordinal: Ints
) -> tuple[Floats, Floats]:
    """Return expected power [dBm] and distance [m] of each candidate and chosen transmitter, (n, chosen)."""
    dx = x_m[:, np.newaxis] - table.x_m[chosen]
    dy = y_m[:, np.newaxis] - table.y_m[chosen]
    dz = elevation_m[:, np.newaxis] + PHONE_HEIGHT_M - table.z_m[chosen]
    distance = np.sqrt(dx * dx + dy * dy + dz * dz)
    floors = np.abs(ordinal[:, np.newaxis] - table.ordinal[chosen])
    power = table.rssi_at_1m_dbm[chosen]
    wifi = mean_rssi_dbm(propagation.get_model(RadioKind.WIFI), distance, power, floors=floors)
    ble = mean_rssi_dbm(propagation.get_model(RadioKind.BLE), distance, power, floors=floors)
    return np.where(table.is_wifi[chosen], wifi, ble), distance


def _fitted_offset(residual: Floats, sd_db: Floats, offset: Offset) -> Floats:
    """Return the offset at each candidate: two reweighted steps of the Student-t fit, the belief as one more row."""
    precision = 1.0 / sd_db**2
    prior = 1.0 / offset.sd_db**2
    fitted = np.full(len(residual), offset.mean_db)
    for _ in range(2):
        scaled = (residual - fitted[:, np.newaxis]) / sd_db
        weight = precision * (_FREEDOM + 1.0) / (_FREEDOM + scaled**2)
        fitted = ((weight * residual).sum(axis=1) + prior * offset.mean_db) / (weight.sum(axis=1) + prior)
    return fitted


def _silence(
    table: TransmitterTable, heard: Heard, x_m: Floats, y_m: Floats, elevation_m: Floats, ordinal: Ints
) -> Floats:
    """Return the bounded cost of transmitters that should be heard here and are not."""
    cost = np.zeros(len(x_m))
    for kind, wifi in ((RadioKind.BLE, False), (RadioKind.WIFI, True)):
        if not (heard.is_wifi == wifi).any():
            continue
        silent = np.setdiff1d(np.flatnonzero(table.is_wifi == wifi), heard.transmitter)
        reach = np.hypot(x_m.mean() - table.x_m[silent], y_m.mean() - table.y_m[silent])
        silent = silent[np.argsort(reach, kind="stable")[:24]]
        expected, _ = _expected(table, silent, x_m, y_m, elevation_m, ordinal)
        model = propagation.get_model(kind)
        p = propagation.p_heard(model, expected - _AUDIBLE_DB)
        cost += _SILENCE_SHARE * np.log1p(-0.9 * p).sum(axis=1)
    return np.maximum(cost, -_MOST_SILENCE)
