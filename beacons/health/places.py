"""What a transmitter would sound like if it hung elsewhere, and where it is worth while to ask."""

import numpy as np
import numpy.typing as npt

from beacons.health.likelihood import Counts
from beacons.health.patches import Patches
from beacons.observation import RadioKind
from beacons.propagation import get_model, mean_rssi_dbm
from beacons.sightlines import walls_between
from beacons.transmitters import TransmitterTable
from maps.spatial import SpatialIndex

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ELSEWHERE_M = 10.0
"""A place nearer than this to the one on the plan is no other place: twice the side of a patch [m]."""
_REACH_M = 12.0
_LOUDEST = 4
_ONCE_DB = 20.0
"""A patch where it was heard once only counts as this much less loud: one position may be wrong [dB]."""
_MOST_FLOORS = 2
NOWHERE_DBM = -127.5
"""As far as signals are tabled: not heard [dBm]."""
_HANGS_M = 1.3
"""How far above a phone a moved transmitter is supposed to hang [m]."""


class Places:
    """The middles of a venue's patches as places where a transmitter may have got to."""

    def __init__(self, spatial: SpatialIndex, patches: Patches, table: TransmitterTable) -> None:
        self._spatial, self._patches, self._table = spatial, patches, table
        self._levels = spatial.venue.levels

    def near_loudest(self, counts: Counts, row: int) -> Ints:
        """Return the patches around those where a transmitter is loudest, away from its place on the plan."""
        patches, table = self._patches, self._table
        away = ~((patches.level == table.level[row]) & (self._home_m(row) < ELSEWHERE_M))
        heard = np.flatnonzero((counts.heard > 0) & away[counts.patch])
        loudness = counts.total_dbm[heard] / counts.heard[heard] - _ONCE_DB / counts.heard[heard]
        loudest = counts.patch[heard[np.argsort(-loudness)[:_LOUDEST]]]
        around = np.zeros(len(patches), dtype=np.bool_)
        for patch in loudest:
            away_m = np.hypot(patches.x_m - patches.x_m[patch], patches.y_m - patches.y_m[patch])
            around |= (patches.level == patches.level[patch]) & (away_m < _REACH_M)
        return np.flatnonzero(around & away)

    def field_dbm(self, place: int, row: int, at: Ints, kind: RadioKind) -> Floats:
        """Return the mean power of a transmitter in patches `at` if it hung in the middle of a patch [dBm]."""
        patches, level = self._patches, self._levels[int(self._patches.level[place])]
        x_m, y_m = patches.x_m[at], patches.y_m[at]
        others = [self._levels[index] for index in patches.level[at]]
        floors = np.abs(np.array([each.ordinal - level.ordinal for each in others]))
        rise_m = np.array([each.elevation_m - level.elevation_m for each in others]) - _HANGS_M
        here = patches.level[at] == patches.level[place]
        walls = np.zeros(len(at))
        lines = self._spatial.walls(level.id)
        walls[here] = walls_between(patches.x_m[place], patches.y_m[place], lines, x_m[here], y_m[here])
        away_m = np.hypot(np.hypot(x_m - patches.x_m[place], y_m - patches.y_m[place]), rise_m)
        mean = mean_rssi_dbm(get_model(kind), away_m, self._table.rssi_at_1m_dbm[row], walls, floors)
        reached: Floats = np.where(floors <= _MOST_FLOORS, mean, NOWHERE_DBM)
        return reached

    def _home_m(self, row: int) -> Floats:
        away_m: Floats = np.hypot(self._patches.x_m - self._table.x_m[row], self._patches.y_m - self._table.y_m[row])
        return away_m
