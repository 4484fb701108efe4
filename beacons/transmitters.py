"""A venue's transmitters as arrays, and which of them a scan heard."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.observation import Observation, RadioKind
from maps.positioning import TransmitterKind
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a scan heard of known transmitters: one row for each transmitter and kind of reading, in their order.

    Parameters
    ----------
    transmitter : array of int
        Index in `TransmitterTable`.
    value : array
        Mean power [dBm], or mean range [m] where `is_range`.
    is_range, is_wifi : arrays of bool
    """

    transmitter: Ints
    value: Floats
    is_range: npt.NDArray[np.bool_]
    is_wifi: npt.NDArray[np.bool_]

    def powers(self) -> "Heard":
        """Return the readings of power alone; the same object where there are no ranges."""
        if not self.is_range.any():
            return self
        kept = ~self.is_range
        parts = (self.transmitter[kept], self.value[kept], self.is_range[kept], self.is_wifi[kept])
        return Heard(transmitter=parts[0], value=parts[1], is_range=parts[2], is_wifi=parts[3])


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmitterTable:
    """Transmitters in the venue's order.

    Parameters
    ----------
    index_by_address : dict
        Address (lower case) to index.
    x_m, y_m, z_m : arrays
        Place [local m]; z above the venue's ground.
    level : array of int
        Index of the level in the venue.
    ordinal : array of int
        The level's ordinal, to count floors between.
    rssi_at_1m_dbm : array
    is_wifi : array of bool
    """

    index_by_address: dict[str, int]
    x_m: Floats
    y_m: Floats
    z_m: Floats
    level: Ints
    ordinal: Ints
    rssi_at_1m_dbm: Floats
    is_wifi: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, venue: Venue) -> "TransmitterTable":
        """Return the table of a venue's transmitters."""
        level_index = {level.id: index for index, level in enumerate(venue.levels)}
        items = venue.transmitters
        levels = [venue.get_level(item.level_id) for item in items]
        return cls(
            index_by_address={address.lower(): index for index, item in enumerate(items) for address in item.addresses},
            x_m=np.array([item.point.x for item in items], dtype=np.float64),
            y_m=np.array([item.point.y for item in items], dtype=np.float64),
            z_m=np.array([level.elevation_m + item.height_m for level, item in zip(levels, items, strict=True)]),
            level=np.array([level_index[item.level_id] for item in items], dtype=np.int64),
            ordinal=np.array([level.ordinal for level in levels], dtype=np.int64),
            rssi_at_1m_dbm=np.array([item.rssi_at_1m_dbm for item in items], dtype=np.float64),
            is_wifi=np.array([item.kind is TransmitterKind.ACCESS_POINT for item in items], dtype=np.bool_),
        )

    def heard(self, observations: Iterable[Observation]) -> Heard:
        """Return the mean reading of each known transmitter among clean observations."""
        sums: dict[tuple[int, bool], tuple[float, int]] = {}
        for item in observations:
            index = self.index_by_address.get(item.address)
            is_range = item.kind is RadioKind.RTT and item.range_m is not None
            value = item.range_m if is_range else item.rssi_dbm
            if index is not None and value is not None:
                total, count = sums.get((index, is_range), (0.0, 0))
                sums[index, is_range] = (total + value, count + 1)
        rows = sorted((index, is_range, total / count) for (index, is_range), (total, count) in sums.items())
        transmitter = np.array([row[0] for row in rows], dtype=np.int64)
        return Heard(
            transmitter=transmitter,
            value=np.array([row[2] for row in rows], dtype=np.float64),
            is_range=np.array([row[1] for row in rows], dtype=np.bool_),
            is_wifi=self.is_wifi[transmitter],
        )
