"""The last half hours of a tally, as arrays: who passed where, and what they heard of each transmitter."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from beacons.health.likelihood import Counts
from beacons.health.tally import SLOT_S, Tally

_S_PER_H = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Sums over the slots after one.

    Parameters
    ----------
    visits : dict
        (patch, of access points) to visits and seconds.
    heard : dict
        Transmitter to patch to visits in which it was heard, sum and sum of squares of their powers.
    """

    hours: float
    visits: dict[tuple[int, bool], tuple[int, float]]
    heard: dict[int, dict[int, tuple[int, float, float]]]

    @classmethod
    def of(cls, tally: Tally, *, after: int, until: int) -> "Window":
        """Return the sums of the slots after one, until another (included)."""
        visits: dict[tuple[int, bool], tuple[int, float]] = {}
        for (slot, patch, is_wifi), (count, seconds) in tally.visits.items():
            if after < slot <= until:
                before = visits.get((patch, is_wifi), (0, 0.0))
                visits[patch, is_wifi] = (before[0] + count, before[1] + seconds)
        heard: defaultdict[int, dict[int, tuple[int, float, float]]] = defaultdict(dict)
        for (slot, patch, row), sums in tally.heard.items():
            if after < slot <= until:
                so_far = heard[row].get(patch, (0, 0.0, 0.0))
                heard[row][patch] = (so_far[0] + sums[0], so_far[1] + sums[1], so_far[2] + sums[2])
        return cls(hours=(until - after) * SLOT_S / _S_PER_H, visits=visits, heard=dict(heard))

    def counts(self, row: int, *, is_wifi: bool) -> Counts:
        """Return what is known of one transmitter, by the phones that listened to its kind."""
        patches = sorted(patch for patch, of_wifi in self.visits if of_wifi == is_wifi)
        mine = self.heard.get(row, {})
        sums = np.array([mine.get(patch, (0, 0.0, 0.0)) for patch in patches], dtype=np.float64).reshape(-1, 3)
        visits = np.array([self.visits[patch, is_wifi] for patch in patches], dtype=np.float64).reshape(-1, 2)
        return Counts(
            patch=np.array(patches, dtype=np.int64),
            visits=visits[:, 0],
            heard=sums[:, 0],
            total_dbm=sums[:, 1],
            squares=sums[:, 2],
            window_s=visits[:, 1] / visits[:, 0],
        )
