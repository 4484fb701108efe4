"""Where further beacons could hang on a level, and what each would add."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beacons.coverage.hearing import hearing
from beacons.coverage.precision import squared_slopes
from beacons.coverage.site import Site
from beacons.observation import RadioKind
from beacons.signals import Codes, expected_codes
from beacons.transmitters import TransmitterTable
from maps.positioning import TransmitterKind

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

APART_M = 3.0
MOST = 600
"""Candidates of a level: on a larger one they stand farther apart."""
HEIGHT_M = 2.5
_USUAL_DBM = -59.0


@dataclass(frozen=True)
class Candidates:
    """Places under the ceiling of a level's walkable space, evenly spread; none in the open air.

    Parameters
    ----------
    site : Site
    level : int
        Index of the level.
    table : TransmitterTable
        The candidates as beacons, as strong as those of the venue usually are.
    """

    site: Site
    level: int
    table: TransmitterTable

    @classmethod
    def of(cls, site: Site, level: int) -> "Candidates":
        """Return the candidates of a level: in each square the place nearest to the middle of its walkable part."""
        cells = len(site.cells(level))
        area_m2 = cells * site.grid.raster(level).side_m ** 2
        spots = site.space.blocks(level, max(APART_M, math.sqrt(area_m2 / MOST)))
        kept = site.under_roof(level, spots.x_m, spots.y_m)
        powers = [item.rssi_at_1m_dbm for item in site.venue.transmitters if item.kind is TransmitterKind.BEACON]
        count = int(kept.sum())
        here = site.venue.levels[level]
        return cls(
            site=site,
            level=level,
            table=TransmitterTable(
                index_by_address={},
                x_m=spots.x_m[kept],
                y_m=spots.y_m[kept],
                z_m=np.full(count, here.elevation_m + HEIGHT_M),
                level=np.full(count, level, dtype=np.int64),
                ordinal=np.full(count, here.ordinal, dtype=np.int64),
                rssi_at_1m_dbm=np.full(count, float(np.median(powers)) if powers else _USUAL_DBM),
                is_wifi=np.zeros(count, dtype=np.bool_),
            ),
        )

    def __len__(self) -> int:
        return len(self.table.x_m)

    @cached_property
    def counted(self) -> npt.NDArray[np.bool_]:
        """Which cells of the level count (`Site.under_roof`)."""
        return self.site.counted(self.level)

    @cached_property
    def codes(self) -> Codes:
        """The (candidates, cells) codes of expected power on the level."""
        return expected_codes(self.site.spatial, self.site.grid, self.table, self.level)

    def adds(self, row: int) -> tuple[Ints, Floats]:
        """Return the cells that count and hear a candidate, and what it tells there, as `information` does."""
        near = np.flatnonzero((self.codes[row] < 255) & self.counted)
        told = self._information[self.codes[row, near]]
        return near, told * squared_slopes(self.site, self.table, row, self.level, near)

    @cached_property
    def _information(self) -> Floats:
        return hearing(RadioKind.BLE, self.site.listen_s).information
