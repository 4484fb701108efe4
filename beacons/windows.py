"""Which readings are compared with the survey together: one rule for surveying and for locating."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from beacons.observation import Observation, RadioKind
from beacons.scans import handed_over_s

YOUNG_S = 5.0
"""Older readings tell the floor, not the place: at walking speed they are six metres away."""
_PAUSE_S = 2.0
"""Without Wi-Fi, beacons are compared this often; with Wi-Fi, whenever a scan is handed over."""
_MOST_RECENT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Mean powers of the transmitters heard around one moment.

    Parameters
    ----------
    t_s : float
        Mean time of the readings [s].
    rssi_dbm : dict
        Address to mean power [dBm].
    """

    t_s: float
    rssi_dbm: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """What is remembered between scans: young beacon readings and when readings were last compared."""

    beacons: tuple[tuple[float, str, float], ...] = ()
    compared_s: float = -1e9


def gather(recent: Recent, observations: Iterable[Observation], t_s: float) -> tuple[Recent, Window | None]:
    """Return what to remember, and the readings to compare now, if it is time.

    Parameters
    ----------
    observations : iterable of Observation
        Clean readings handed over since the last call.
    t_s : float
        Now [s].
    """
    young = [item for item in observations if item.rssi_dbm is not None and 0 <= t_s - item.t_s < YOUNG_S + 1.0]
    wifi = [
        (item.t_s, item.address, item.rssi_dbm)
        for item in young
        if item.kind is RadioKind.WIFI and item.rssi_dbm is not None and handed_over_s(item) - item.t_s < YOUNG_S
    ]
    ble = [
        (item.t_s, item.address, item.rssi_dbm)
        for item in young
        if item.kind is RadioKind.BLE and item.rssi_dbm is not None
    ]
    beacons = tuple(row for row in itertools.chain(recent.beacons, ble) if 0 <= t_s - row[0] < YOUNG_S)[-_MOST_RECENT:]
    if not wifi and (not beacons or t_s - recent.compared_s < _PAUSE_S):
        return Recent(beacons=beacons, compared_s=recent.compared_s), None
    rows = [*wifi, *beacons]
    return Recent(beacons=beacons, compared_s=t_s), _window(rows, wifi or rows)


def _window(rows: list[tuple[float, str, float]], timed: list[tuple[float, str, float]]) -> Window:
    powers: dict[str, list[float]] = {}
    for _, address, rssi_dbm in rows:
        powers.setdefault(address, []).append(rssi_dbm)
    return Window(
        t_s=float(np.mean([t_s for t_s, _, _ in timed])),
        rssi_dbm={address: float(np.mean(values)) for address, values in powers.items()},
    )
