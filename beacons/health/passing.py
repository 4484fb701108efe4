"""From one phone's scans to visits: somebody walks through a patch, and what they heard there is one visit.

One visit counts once however long it lasts: ten people who pass are ten witnesses, one who waits an hour is one.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from beacons.health.patches import Patches
from beacons.health.tally import Visit
from beacons.observation import Observation, RadioKind
from beacons.transmitters import TransmitterTable
from maps.position import Fix, NoFix

MOST_UNSURE_M = 8.0
"""A position whose 68 % circle is wider tells no patch [m]."""
SURE_OF_LEVEL = 0.9
LEAST_S, MOST_S = 2, 15
"""Shorter visits cut a corner; of longer ones the first seconds count [s]."""
_SILENT_S = 5.0
"""Scans this far apart are two visits [s]."""


@dataclass(slots=True, kw_only=True)
class _Open:
    patch: int
    until_s: float
    seconds: int = 0
    sums: dict[int, tuple[float, int]] = field(default_factory=dict)
    radios: set[bool] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)


class Passing:
    """The visit that one phone is in the middle of; it forgets the visit as soon as it has told it.

    Parameters
    ----------
    patches : Patches
    table : TransmitterTable
    """

    def __init__(self, patches: Patches, table: TransmitterTable) -> None:
        self._patches, self._table = patches, table
        self._families = {address.split("/")[0] for address in table.index_by_address if "/" in address}
        self._open: _Open | None = None

    def hear(
        self, t_s: float, fix: Fix | NoFix, observations: Iterable[Observation], *, gain_db: float = 0.0
    ) -> Visit | None:
        """Take in the scan of a second and where it was; return the visit that is over, if one is.

        Parameters
        ----------
        t_s : float
            Time of the scan [Unix s].
        gain_db : float
            What this phone reads above others.
        """
        patch = self._patch(fix)
        over = None
        if self._open and (patch != self._open.patch or t_s - self._open.until_s > _SILENT_S):
            over = self.end()
        if patch is None:
            return over
        visit = self._open = self._open or _Open(patch=patch, until_s=t_s)
        visit.until_s = t_s
        if visit.seconds < MOST_S:
            visit.seconds += 1
            self._add(visit, observations, gain_db)
        return over

    def end(self) -> Visit | None:
        """Return the visit under way as over: the phone is gone."""
        visit, self._open = self._open, None
        if visit is None or visit.seconds < LEAST_S or not visit.radios:
            return None
        return Visit(
            t_s=visit.until_s,
            patch=visit.patch,
            seconds=float(visit.seconds),
            heard_dbm={row: total / count for row, (total, count) in visit.sums.items()},
            radios=frozenset(visit.radios),
            unknown=frozenset(visit.unknown),
        )

    def _patch(self, fix: Fix | NoFix) -> int | None:
        if isinstance(fix, NoFix) or fix.p_level < SURE_OF_LEVEL or not fix.r68_m <= MOST_UNSURE_M:
            return None
        return self._patches.find(fix.position)

    def _add(self, visit: _Open, observations: Iterable[Observation], gain_db: float) -> None:
        for each in observations:
            visit.radios.add(each.kind is not RadioKind.BLE)
            row = self._table.index_by_address.get(each.address)
            if row is None:
                # Only ids of the venue's own families: any other may be a patient's own device.
                if each.address.split("/")[0] in self._families:
                    visit.unknown.add(each.address)
            elif each.rssi_dbm is not None and math.isfinite(each.rssi_dbm) and each.kind is not RadioKind.RTT:
                total, count = visit.sums.get(row, (0.0, 0))
                visit.sums[row] = (total + each.rssi_dbm - gain_db, count + 1)
