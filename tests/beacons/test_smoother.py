"""Going back over a walk makes it better, never looks at its truth, and is exact."""

from dataclasses import replace

import numpy as np
import pytest

from beacons.accuracy import evaluate
from beacons.belief import Belief
from beacons.scans import scans
from beacons.smoother import _passed, smooth, smoothed
from beacons.tracker import Advance, Tracker
from maps.position import Fix, NoFix
from tests.beacons.walks import straight_walk
from tests.scenes import small_hospital

VENUE = small_hospital()
TRACKER = Tracker(VENUE)


def tracked(walk):
    state, fixes = TRACKER.start(), []
    for scan in scans(walk):
        state, fix = TRACKER.step(state, scan)
        fixes.append(fix)
    return fixes


@pytest.mark.parametrize("steps", [True, False])
def test_smoothed_walks_are_better_than_causal_ones(rng, steps):
    walks = {str(n): straight_walk(VENUE, rng, walk_id=str(n), noise_db=6.0, steps=steps) for n in range(6)}
    causal = evaluate({name: tracked(walk) for name, walk in walks.items()}, walks)
    offline = evaluate({name: smoothed(TRACKER, None, walk) for name, walk in walks.items()}, walks, smoothed=True)
    assert offline.mean_m < causal.mean_m
    assert offline.no_fix_share == 0.0
    assert offline.level_hit == 1.0


def test_the_truth_of_a_trace_is_never_used(rng):
    walk = straight_walk(VENUE, rng)
    assert smooth(VENUE, None, walk) == smooth(VENUE, None, replace(walk, truth=()))


def test_the_last_answer_is_the_causal_one(rng):
    walk = straight_walk(VENUE, rng)
    last, causal = smoothed(TRACKER, None, walk)[-1], tracked(walk)[-1]
    assert isinstance(last, Fix)
    assert last.position == causal.position


def test_silence_has_no_smoothed_fix(rng):
    walk = replace(straight_walk(VENUE, rng), observations=())
    assert all(isinstance(answer, NoFix) for answer in smoothed(TRACKER, None, walk))


def test_a_step_back_is_bayes_rule_on_every_pair_of_places(rng):
    """P(before | all) = Σ P(before, after | so far) P(after | all) / P(after | so far), by enumeration."""
    walk = list(scans(straight_walk(VENUE, rng)))
    state = TRACKER.start()
    for scan in walk[:3]:
        state, _ = TRACKER.step(state, scan)
    state = replace(state, belief=Belief(cells=state.belief.cells[:6], p=state.belief.p[:6] / state.belief.p[:6].sum()))
    advance = TRACKER.advance(state, replace(walk[3], observations=()))
    assert isinstance(advance, Advance)
    prior = advance.prior
    after = Belief(cells=prior.cells, p=prior.p * rng.random(prior.p.shape).astype(np.float32))
    after = replace(after, p=after.p / after.p.sum())
    expected = np.zeros_like(state.belief.p)
    for row in range(len(state.belief)):
        for mode in range(state.belief.p.shape[1]):
            alone = np.zeros_like(state.belief.p)
            alone[row, mode] = state.belief.p[row, mode]
            cells, p = TRACKER.trail(replace(state.belief, p=alone), advance.moves)[-1]
            joint = dict(zip(cells.tolist(), p, strict=True))
            for cell, so_far, with_all in zip(prior.cells.tolist(), prior.p, after.p, strict=True):
                if cell in joint:
                    expected[row, mode] += (joint[cell] * with_all / np.maximum(so_far, 1e-30)).sum()
    found = _passed(TRACKER, state.belief, advance, after)
    by_cell = dict(zip(state.belief.cells.tolist(), expected / expected.sum(), strict=True))
    for cell, p in zip(found.cells.tolist(), found.p, strict=True):
        assert p == pytest.approx(by_cell[cell], abs=2e-3)
