"""Ranking everybody at once agrees with weighing each person alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nav.ranking import rank
from nav.waits import WaitCurve


def plain_rank(wait_s, bin_s, walk_s, then_s, current):
    curves = [WaitCurve(start_s=0.0, bin_s=bin_s, wait_s=row) for row in wait_s]
    best, best_s, current_s = [], [], []
    for walks, thens, now in zip(walk_s, then_s, current):
        totals = [walk + curve.at(walk) + then for walk, curve, then in zip(walks, curves, thens)]
        found = int(np.argmin(totals))
        best.append(found if np.isfinite(totals[found]) else -1)
        best_s.append(min(totals))
        current_s.append(totals[now] if now >= 0 else np.inf)
    return best, best_s, current_s


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 5), st.integers(1, 20))
def test_the_kernel_equals_its_plain_twin(seed: int, places: int, bins: int, persons: int) -> None:
    rng = np.random.default_rng(seed)
    walk_s = rng.uniform(0, 200, (persons, places))
    walk_s[rng.random(walk_s.shape) < 0.2] = np.inf
    case = (
        rng.uniform(0, 300, (places, bins)),
        30.0,
        walk_s,
        rng.uniform(-50, 100, (persons, places)),
        rng.integers(-1, places, persons),
    )
    for fast, plain in zip(rank(*case), plain_rank(*case)):
        np.testing.assert_allclose(fast, plain, rtol=1e-12)
