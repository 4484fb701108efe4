"""Which readings are compared with the survey together: one rule for surveying and for locating."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beacons.observation import Observation, RadioKind
from beacons.scans import handed_over_s

YOUNG_S = 5.0
"""Older readings tell the floor, not the place: at walking speed they are six metres away."""
_PAUSE_S = 2.0
"""Without Wi-Fi, beacons are compared this often; with Wi-Fi, whenever a scan is handed over."""
_WITHOUT_WIFI_S = 10.0
"""A phone that handed over Wi-Fi this recently will again: beacons alone would look like silence of all Wi-Fi."""
_MOST_RECENT = 64
_STALE_S = 60.0

_Reading = tuple[float, str, float]
"""Time [s], address, power [dBm]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Mean powers of the transmitters heard around one moment.

    Parameters
    ----------
    t_s : float
        The moment the readings speak of [s]: when the Wi-Fi scan was handed over (its rows' own times make matches
        a metre worse: what a phone calls "last seen" is two seconds early), else the mean time of the beacons'.
    rssi_dbm : dict
        Address to mean power [dBm].
    with_stale_dbm : dict
        The same with Wi-Fi rows too old for the place: they still tell the floor.
    """

    t_s: float
    rssi_dbm: dict[str, float]
    with_stale_dbm: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """What is remembered between scans: young beacon readings, when readings were last compared, and last Wi-Fi."""

    beacons: tuple[tuple[float, str, float], ...] = ()
    compared_s: float = -1e9
    wifi_s: float = -1e9


def gather(recent: Recent, observations: Sequence[Observation], t_s: float) -> tuple[Recent, Window | None]:
    """Return what to remember, and the readings to compare now, if it is time.

    Parameters
    ----------
    observations : sequence of Observation
        Clean readings handed over since the last call.
    t_s : float
        Now [s].
    """
    wifi: list[_Reading] = []
    ble: list[_Reading] = []
    stale: list[_Reading] = []
    for item in observations:
        if item.rssi_dbm is None or item.t_s > t_s:
            continue
        reading = (item.t_s, item.address, item.rssi_dbm)
        if item.kind is RadioKind.BLE:
            ble.append(reading)
        elif handed_over_s(item) - item.t_s < YOUNG_S and t_s - item.t_s < YOUNG_S + _PAUSE_S:
            wifi.append(reading)
        elif t_s - item.t_s < _STALE_S:
            stale.append(reading)
    delivered_s = max((handed_over_s(item) for item in observations if item.kind is RadioKind.WIFI), default=t_s)
    beacons = tuple(row for row in itertools.chain(recent.beacons, ble) if 0 <= t_s - row[0] < YOUNG_S)[-_MOST_RECENT:]
    wifi_s = t_s if wifi else recent.wifi_s
    pause_s = _PAUSE_S if t_s - wifi_s > _WITHOUT_WIFI_S else math.inf
    if not wifi and (not beacons or t_s - recent.compared_s < pause_s):
        return Recent(beacons=beacons, compared_s=recent.compared_s, wifi_s=wifi_s), None
    moment_s = min(delivered_s, t_s) if wifi else _mean(row[0] for row in beacons)
    return Recent(beacons=beacons, compared_s=t_s, wifi_s=wifi_s), _window([*wifi, *beacons], stale, moment_s)


def _window(rows: list[_Reading], stale: list[_Reading], t_s: float) -> Window:
    powers: dict[str, list[float]] = {}
    for _, address, rssi_dbm in rows:
        powers.setdefault(address, []).append(rssi_dbm)
    mean_dbm = {address: _mean(values) for address, values in powers.items()}
    return Window(t_s=t_s, rssi_dbm=mean_dbm, with_stale_dbm={address: power for _, address, power in stale} | mean_dbm)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return math.fsum(listed) / len(listed)
