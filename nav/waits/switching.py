"""What a change of counter must save to be worth the trouble."""

import numba

LEAST_S, LEAST_SHARE = 20.0, 0.2


@numba.njit(cache=True, nogil=True)
def needed_saving_s(stay_s: float, walk_s: float) -> float:
    """Return what going on to a neighbour must save [s]."""
    return max(LEAST_S + walk_s, LEAST_SHARE * stay_s)
