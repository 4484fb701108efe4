"""What tells a phone where it is: radio hardware, and signs to scan."""

import enum
from dataclasses import dataclass, field

from shapely.geometry import Point

from maps.ids import FeatureId, LevelId
from maps.labels import Labels


class TransmitterKind(enum.StrEnum):
    """Radio hardware whose place is known."""

    BEACON = "beacon"
    ACCESS_POINT = "access_point"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmitter:
    """A beacon or an access point at a known place.

    Parameters
    ----------
    addresses : tuple of str
        What a phone reports: ``uuid/major/minor`` (lower case) or a MAC for beacons, BSSIDs for access points; one
        radio may have several.
    point : Point
        Place [local m].
    height_m : float
        Above the level's floor [m].
    rssi_at_1m_dbm : float
        Received power at one metre [dBm].
    """

    id: FeatureId
    kind: TransmitterKind
    level_id: LevelId
    point: Point
    addresses: tuple[str, ...]
    height_m: float = 2.5
    rssi_at_1m_dbm: float = -59.0


@dataclass(frozen=True, slots=True, kw_only=True)
class QrPoint:
    """A "you are here" sign."""

    id: FeatureId
    level_id: LevelId
    point: Point
    code: str
    labels: Labels = field(default_factory=dict)
