"""One reading of one transmitter, one step, and what a phone hands over at one moment."""

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
    delivered_s : float or None
        When the phone's system handed the reading over [s], where that is later than `t_s` (cached Wi-Fi rows): a
        causal estimate may use it only from then on. None: at once.
    """

    t_s: float
    kind: RadioKind
    address: str
    rssi_dbm: float | None = None
    range_m: float | None = None
    delivered_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A detected step: when, how long [m] and which way [degrees clockwise from local north]; None when unknown."""

    t_s: float
    length_m: float | None = None
    heading_deg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The readings of one moment, in any order; may be empty: "nothing heard" is missing data, not a number.

    Parameters
    ----------
    t_s : float
        When the scan was handed over [s]; no observation is later.
    steps : tuple of Step
        Steps since the scan before; empty also where the phone counts none.
    counts_steps : bool
        The phone counts steps: where there are none, its owner stands.
    """

    t_s: float
    observations: tuple[Observation, ...]
    steps: tuple[Step, ...] = ()
    counts_steps: bool = False
