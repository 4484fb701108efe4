"""What codes take and cost for one profile under one set of conditions."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from maps.ids import FeatureId
from nav.costs.codes import Code

Floats = npt.NDArray[np.float64]

REOPENED_S, ALLOWED_S = 1e6, 1e9
"""Cost of what is closed now, and of what is barred for good, when asking what would have to be usable: a way that
needs only closures lifted comes first, then the fewest such things."""


class Block(enum.IntEnum):
    """Why a code may not be used."""

    FREE = 0
    CLOSED_NOW = 1
    CLOSED = 2
    PROFILE = 3
    WRONG_WAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What each code takes, for one profile and set of closures.

    Parameters
    ----------
    speed_m_s : float
        Walking speed; a way's own length is paid by it.
    time_s, cost_s : (n,) float64
        Time beyond the length's, and time with preferences; `cost_s` is infinite where the way is barred.
    blocked : (n,) int64
        A `Block` for each code.
    """

    speed_m_s: float
    time_s: Floats
    cost_s: Floats
    blocked: npt.NDArray[np.int64]

    def closing(self, codes: Iterable[int]) -> "Tariff":
        """Return the tariff with some codes closed."""
        index = np.fromiter(codes, dtype=np.int64)
        cost_s, blocked = self.cost_s.copy(), self.blocked.copy()
        cost_s[index] = np.inf
        blocked[index[blocked[index] == Block.FREE]] = Block.CLOSED_NOW
        return replace(self, cost_s=cost_s, blocked=blocked)

    def relaxed(self) -> "Tariff":
        """Return the tariff with everything usable at a great price, except the wrong way of a one-way."""
        price_s = np.array([0.0, REOPENED_S, ALLOWED_S, ALLOWED_S, np.inf])[self.blocked]
        return replace(self, cost_s=np.where(self.blocked == Block.FREE, self.cost_s, self.time_s + price_s))


def codes_by_feature(codes: Sequence[Code]) -> dict[FeatureId, list[int]]:
    """Return the codes that closing an opening, a unit, a portal or a stop of a lift bars."""
    barred: dict[FeatureId, list[int]] = {}
    for number, code in enumerate(codes):
        for name in code.closed_by:
            barred.setdefault(name, []).append(number)
    return barred
