"""The coverage of one level: what can be expected of positions at each of its cells."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.coverage.confusion import p_confused
from beacons.coverage.precision import bound_m, dilution, information
from beacons.coverage.site import Radios, Site
from beacons.grid import Raster
from maps.ids import FeatureId, LevelId

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_MOST_SILENT = 0.5
"""Where nothing at all is heard more often than this, there is no position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What can be expected at each cell of a level, for somebody who has just come and stands still.

    Parameters
    ----------
    level_id : LevelId
    raster : Raster
        Where the cells lie.
    first : int
        Number of the level's first cell in the raster; the arrays below begin with it.
    x_m, y_m : arrays
        A walkable place in each cell [local m].
    counted : array of bool
        Which cells count in shares: those under a roof (`Site.under_roof`).
    bound_m : array
        Cramér-Rao bound on the root mean square error of a position [m]; NaN where there is no position.
    heard : array
        Transmitters heard, expected.
    p_silent : array
        Probability that nothing at all is heard.
    p_wrong_floor : array
        Probability that radio alone puts somebody on another floor. NaN where there is no position.
    dilution : array
        Error of a position over the error of one range (Wi-Fi RTT to access points); NaN where ranges do not fix it.
    """

    level_id: LevelId
    raster: Raster
    first: int
    x_m: Floats
    y_m: Floats
    counted: Bools
    bound_m: Floats
    heard: Floats
    p_silent: Floats
    p_wrong_floor: Floats
    dilution: Floats

    @property
    def has_position(self) -> Bools:
        """Whether something is heard at each cell more often than not."""
        return self.p_silent <= _MOST_SILENT

    def share_within(self, error_m: float) -> float:
        """Return the share of the cells that count where the bound is no more than an error [m]."""
        return float(np.mean(self.bound_m[self.counted] <= error_m))


def cover(
    site: Site, level_id: LevelId, *, radios: Radios = Radios.BEACONS, without: Collection[FeatureId] = ()
) -> Coverage:
    """Return the coverage of a level.

    Parameters
    ----------
    without : collection of FeatureId
        Transmitters that are taken to be dead.

    Raises
    ------
    NotFoundError
        If the venue has no such level or no such transmitter.
    """
    level = site.level(level_id)
    cells, codes = site.cells(level), site.codes(level)
    rows = site.audible(level, radios, without)
    ranged = site.audible(level, Radios.ACCESS_POINTS, without)
    packets, heard = np.zeros(len(cells)), np.zeros(len(cells))
    for row in rows:
        packets += site.heard(row).packets[codes[row]]
        heard += site.heard(row).p_heard[codes[row]]
    silent = np.exp(-packets)
    nowhere = silent > _MOST_SILENT
    return Coverage(
        level_id=level_id,
        raster=site.grid.raster(level),
        first=int(cells[0]),
        x_m=site.grid.x_m[cells],
        y_m=site.grid.y_m[cells],
        counted=site.counted(level),
        bound_m=np.where(nowhere, np.nan, bound_m(information(site, level, rows))),
        heard=heard,
        p_silent=silent,
        p_wrong_floor=np.where(nowhere, np.nan, p_confused(site, level, rows)),
        dilution=dilution(site, level, ranged),
    )
