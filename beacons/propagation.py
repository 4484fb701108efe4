"""The one measurement model: how strong a radio is heard at a distance, and whether it is heard at all.

Tracker, calibration and simulator share these formulas; an evaluation never hands the simulator's drawn
parameters to the tracker.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from beacons.observation import RadioKind

Floats = npt.NDArray[np.float64]

NEAREST_M = 0.5
"""Distances are clamped here: inside it antennas and bodies decide, not the distance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadioModel:
    """Log-distance path loss with walls and floors, shadowing and soft detection.

    Parameters
    ----------
    exponent : float
        Path-loss exponent n between obstacles.
    wall_loss_db, floor_loss_db : float
        Loss of one wall and of one floor slab crossed [dB].
    shadow_sd_db : float
        Standard deviation of a reading around the mean [dB]: place, body and fading together.
    rssi_50_dbm, detection_width_db : float
        A packet at `rssi_50_dbm` is received half of the time; the width of the normal ramp around it [dB].
    packets_per_s : float
        Readings a second of a transmitter close by.
    """

    exponent: float
    wall_loss_db: float
    floor_loss_db: float
    shadow_sd_db: float
    rssi_50_dbm: float
    detection_width_db: float
    packets_per_s: float


MODELS: Mapping[RadioKind, RadioModel] = MappingProxyType(
    {
        # Detection and spread: marked-Poisson fit to 60,000 iBeacon readings of one phone in a shopping mall
        # (rate 1.7/s, half at -84 dBm, width 6.3 dB, sd 7.3 dB). Wall: COST 231 light wall; floor: COST 231, 18.3 dB.
        # Exponent: between ITU-R P.1238-11 office line of sight (1.5) and none (2.5), which already holds walls.
        RadioKind.BLE: RadioModel(
            exponent=2.2,
            wall_loss_db=3.4,
            floor_loss_db=18.3,
            shadow_sd_db=7.3,
            rssi_50_dbm=-84.0,
            detection_width_db=6.3,
            packets_per_s=1.7,
        ),
        # An unthrottled Android scan every 2 s; spread 6 dB between walks a few metres apart (same mall).
        RadioKind.WIFI: RadioModel(
            exponent=2.4,
            wall_loss_db=3.4,
            floor_loss_db=18.3,
            shadow_sd_db=6.0,
            rssi_50_dbm=-87.0,
            detection_width_db=5.0,
            packets_per_s=0.5,
        ),
    }
)

RTT_SD_M = 1.0
"""Spread of a Wi-Fi RTT range in mixed sight [m]: offsets of access points, -1 to +1 m, and detours."""


def get_model(kind: RadioKind) -> RadioModel:
    """Return the default model of a radio; a range (RTT) comes from a Wi-Fi access point."""
    return MODELS[RadioKind.WIFI if kind is RadioKind.RTT else kind]


def mean_rssi_dbm(
    model: RadioModel,
    distance_m: npt.ArrayLike,
    rssi_at_1m_dbm: npt.ArrayLike,
    walls: npt.ArrayLike = 0,
    floors: npt.ArrayLike = 0,
) -> Floats:
    """Return the mean received power [dBm]; the arguments broadcast.

    ``A - 10 n log10(max(d, 0.5 m) / 1 m) - walls L_w - floors L_f``

    Parameters
    ----------
    distance_m : array-like
        Distance between transmitter and phone [m], height included.
    rssi_at_1m_dbm : array-like
        Power at one metre, A [dBm].
    walls, floors : array-like of int
        Walls and floor slabs on the straight line.

    Notes
    -----
    Log-distance with multi-wall terms: COST Action 231 final report, EUR 18957 (1999), section 4.7.

    Examples
    --------
    >>> float(mean_rssi_dbm(MODELS[RadioKind.BLE], 1.0, -59.0))
    -59.0
    """
    distance = np.maximum(np.asarray(distance_m, dtype=np.float64), NEAREST_M)
    free = np.asarray(rssi_at_1m_dbm) - 10.0 * model.exponent * np.log10(distance)
    loss = model.wall_loss_db * np.asarray(walls) + model.floor_loss_db * np.asarray(floors)
    result: Floats = np.asarray(free - loss, dtype=np.float64)
    return result


def p_received(model: RadioModel, rssi_dbm: npt.ArrayLike) -> Floats:
    """Return the probability that a packet arriving with a power [dBm] is received: ``Φ((r - r50) / w)``.

    Examples
    --------
    >>> float(p_received(MODELS[RadioKind.BLE], -84.0))
    0.5
    """
    ramp = (np.asarray(rssi_dbm, dtype=np.float64) - model.rssi_50_dbm) / model.detection_width_db
    result: Floats = np.asarray(ndtr(ramp))
    return result


def p_heard(model: RadioModel, mean_dbm: npt.ArrayLike, window_s: float = 1.0) -> Floats:
    """Return the probability that at least one packet is received within a window, over shadowing.

    Packets arrive at `packets_per_s`; the power of each is normal around `mean_dbm`, so one packet is received
    with ``Φ((mean - r50) / sqrt(w² + σ²))``, and the number received is Poisson.

    Parameters
    ----------
    mean_dbm : array-like
        Mean power from `mean_rssi_dbm` [dBm].
    window_s : float
        Length of the window [s].

    Examples
    --------
    >>> bool(p_heard(MODELS[RadioKind.BLE], -120.0) < 0.01)
    True
    """
    width = math.hypot(model.detection_width_db, model.shadow_sd_db)
    p_packet = ndtr((np.asarray(mean_dbm, dtype=np.float64) - model.rssi_50_dbm) / width)
    result: Floats = np.asarray(-np.expm1(-model.packets_per_s * window_s * p_packet))
    return result
