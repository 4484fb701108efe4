"""One reading of one transmitter, and the readings of one moment."""

import enum
from dataclasses import dataclass


class RadioKind(enum.StrEnum):
    """What was measured."""

    BLE = "ble"
    WIFI = "wifi"
    RTT = "rtt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One reading: signal strength, or a measured range.

    Parameters
    ----------
    t_s : float
        When the phone heard it [s, the trace's or session's clock]; for a cached Wi-Fi row, when it was last seen.
    kind : RadioKind
        The radio.
    address : str
        What was heard, lower case: ``uuid/major/minor`` or a MAC for beacons, a BSSID for Wi-Fi.
    rssi_dbm : float or None
        Received power [dBm].
    range_m : float or None
        Measured range (Wi-Fi RTT) [m].
    """

    t_s: float
    kind: RadioKind
    address: str
    rssi_dbm: float | None = None
    range_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The readings of one moment, in any order; may be empty: "nothing heard" is missing data, not a number.

    Parameters
    ----------
    t_s : float
        When the scan was handed over [s]; no observation is later.
    """

    t_s: float
    observations: tuple[Observation, ...]
