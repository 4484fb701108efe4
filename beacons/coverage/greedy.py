"""A greedy choice among candidates whose use falls the more there are, with a bound on what any choice could reach."""

import heapq
import math
from dataclasses import dataclass
from typing import Protocol

GUARANTEED = 1.0 - math.exp(-1.0)


class Objective(Protocol):
    """A monotone submodular function of the candidates that were added: what one adds never grows."""

    def gain(self, row: int) -> float:
        """Return what a candidate would add to those before it."""

    def add(self, row: int) -> None:
        """Add a candidate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Candidates in the order in which they were chosen.

    Parameters
    ----------
    rows : tuple of int
    gains : tuple of float
        What each added to those before it.
    most : float
        No choice of as many candidates adds more in all.
    """

    rows: tuple[int, ...]
    gains: tuple[float, ...]
    most: float

    @property
    def total(self) -> float:
        """What all of them add."""
        return sum(self.gains)

    @property
    def at_least_share(self) -> float:
        """What all of them add is at least this share of what any choice of as many could."""
        return max(GUARANTEED, min(1.0, self.total / self.most)) if self.most > 0.0 else 1.0


def greedy(objective: Objective, candidates: int, count: int) -> Choice:
    """Return the candidates that add most, one after the other; fewer than `count` if there are fewer.

    They add at least 1 - 1/e of what the best choice of as many adds (Nemhauser, Wolsey, Fisher 1978,
    doi:10.1007/BF01588971). A gain that was computed before is an upper bound of what it is now, so that most need not
    be computed again (Minoux 1978, doi:10.1007/BFb0006528). No choice of k adds more than those chosen and the k
    largest gains that are left, nor than the k largest at the beginning (Leskovec et al. 2007,
    doi:10.1145/1281192.1281239).
    """
    queue = [(-objective.gain(row), row, 0) for row in range(candidates)]
    heapq.heapify(queue)
    at_first = _largest([-negative for negative, _, _ in queue], count)
    rows: list[int] = []
    gains: list[float] = []
    while queue and len(rows) < count:
        negative, row, computed_after = queue[0]
        if computed_after < len(rows):
            heapq.heapreplace(queue, (-objective.gain(row), row, len(rows)))
            continue
        heapq.heappop(queue)
        objective.add(row)
        rows.append(row)
        gains.append(-negative)
    left = _largest([objective.gain(row) for _, row, _ in queue], count)
    return Choice(rows=tuple(rows), gains=tuple(gains), most=min(at_first, sum(gains) + left))


def _largest(gains: list[float], count: int) -> float:
    return sum(heapq.nlargest(count, gains))
