"""Ranking everybody at once agrees with weighing each person alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.ids import FeatureId
from nav.waits.choice import RULES, Candidate, choose
from nav.waits.commitments import Commitment, Ledger
from nav.waits.forecasts import BIN_S, Forecast, WaitCurve, forecast
from nav.waits.queues import QueueState
from nav.waits.ranking import rank


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


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 3))
def test_whoever_would_be_offered_a_change_is_among_those_to_be_asked(seed: int, going: int) -> None:
    """Ranking counts the person in the line they go to, choosing does not: so ranking can only ask too many."""
    rng = np.random.default_rng(seed)
    places = [FeatureId(str(number)) for number in range(4)]
    walk_s = rng.uniform(20, 400, 4)
    me = Commitment(made_s=0.0, session_id="me", place_id=places[going], eta_s=walk_s[going], eta_sd_s=20.0)
    states = [
        QueueState(place_id=place, t_s=0.0, waiting=int(rng.integers(0, 20)), servers_open=int(rng.integers(1, 4)))
        for place in places
    ]

    def looks(ledger: Ledger, without: str = "") -> list[Forecast]:
        return [
            forecast(
                state.place_id,
                state,
                0.0,
                expected=ledger.arrivals_for(state.place_id, since_s=0.0, t_s=0.0, without=without),
            )
            for state in states
        ]

    shared, mine = looks(Ledger([me])), looks(Ledger([me]), without="me")
    candidates = [Candidate(forecast=each, walk_s=float(walk)) for each, walk in zip(mine, walk_s)]
    choice = choose("me", candidates, 0.0, current=places[going])
    wait_s = np.stack([each.curve.wait_s for each in shared])
    ranking = rank(wait_s, BIN_S, walk_s[None, :], np.zeros((1, 4)), np.array([going]))
    assert not choice.changed or ranking.current_s[0] - ranking.best_s[0] >= RULES.least_saving_s - 1e-9
