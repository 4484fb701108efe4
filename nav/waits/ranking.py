"""Everybody against every place at once: who may gain by a change. Arrays only."""

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from nav.waits.service_times import Floats

Ints = npt.NDArray[np.int64]


class Ranking(NamedTuple):
    """The best place of each person.

    Parameters
    ----------
    best : (n,) int64
        Index of the place that costs the least; −1 where there is no way to any.
    best_s, current_s : (n,) float64
        Time in all there, and at the place the person is going to [s]; infinite without one.
    """

    best: Ints
    best_s: Floats
    current_s: Floats


@numba.njit(cache=True, nogil=True)
def rank(wait_s: Floats, bin_s: float, walk_s: Floats, then_s: Floats, current: Ints) -> Ranking:
    """Return the best place of each person by walk, expected wait on arrival, and what comes next.

    This only says whom to ask. Changes follow one by one by `nav.waits.choice.choose`, each entered in the ledger
    before the next person is asked: all at once they would make the best place the worst.

    Parameters
    ----------
    wait_s : (m, k) float64
        Expected waits at m places, now and at each step of `bin_s` [s] from now on.
    walk_s, then_s : (n, m) float64
        Walk of each person to each place, infinite without a way, and from there to what comes next [s].
    current : (n,) int64
        Index of the place each person is going to; −1 for none.
    """
    n_people, n_places = walk_s.shape
    last = wait_s.shape[1] - 1
    best = np.full(n_people, -1)
    best_s, current_s = np.full((2, n_people), np.inf)
    for person in range(n_people):
        for place in range(n_places):
            bins = walk_s[person, place] / bin_s
            left = int(min(bins, last))
            share = min(bins, last) - left
            right = min(left + 1, last)
            total_s = walk_s[person, place] + then_s[person, place]
            total_s += wait_s[place, left] + share * (wait_s[place, right] - wait_s[place, left])
            if total_s < best_s[person]:
                best_s[person], best[person] = total_s, place
            if place == current[person]:
                current_s[person] = total_s
    return Ranking(best, best_s, current_s)
