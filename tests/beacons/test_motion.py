"""What motion promises: distances walked, spreads added, and that who makes no step stands still."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beacons.motion import BLIND, COUNTING, STEP_M, diffusion, gait_of, moves

CELL_M = 1.5
NO_LAG = np.zeros((len(COUNTING.prior), 2))
_EAST, _NORTH = np.tile([-1, 0, 1], 3), np.repeat([-1, 0, 1], 3)


def mean_shift_m(made, mode):
    return CELL_M * sum(
        (np.array([each.stencil[mode] @ _EAST, each.stencil[mode] @ _NORTH]) for each in made.moves), np.zeros(2)
    )


def counted(steps, dt_s=1.0, lag_m=NO_LAG):
    return moves(len(COUNTING.prior), steps, dt_s, lag_m, CELL_M)


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0.3, 1.0), st.floats(0, 360)), max_size=12))
def test_steps_go_as_far_as_they_are_long_and_nothing_is_lost_below_a_cell(steps):
    made = counted(steps)
    for mode, turn_deg in enumerate(COUNTING.turn_deg):
        angle = np.radians(np.array([heading for _, _, heading in steps]) + turn_deg)
        length = np.array([each for _, each, _ in steps])
        expected = np.array([(length * np.sin(angle)).sum(), (length * np.cos(angle)).sum()])
        assert mean_shift_m(made, mode) + made.lag_m[mode] == pytest.approx(expected, abs=1e-4)
    assert np.abs(made.lag_m).max(initial=0) <= CELL_M / 2 + 1e-9


def test_who_counts_steps_and_makes_none_stands_still():
    made = counted([])
    stays = np.prod([each.stencil[:, 4] for each in made.moves], axis=0)
    assert (stays > 0.98).all()
    assert (made.lag_m == 0).all()


def test_a_step_of_unknown_heading_spreads_in_all_directions():
    known, unknown = counted([(0.0, None, 90.0)] * 2), counted([(0.0, None, None)] * 2)
    assert mean_shift_m(unknown, 3) == pytest.approx([0, 0], abs=1e-6)
    assert mean_shift_m(known, 3)[0] + known.lag_m[3, 0] == pytest.approx(2 * STEP_M, abs=1e-4)


@given(st.floats(0.0, 20.0))
def test_diffusion_adds_the_variance_asked_for(var):
    added = sum(float(stencil @ _EAST**2) for stencil in diffusion(var))
    assert added == pytest.approx(var, rel=1e-5, abs=1e-9)


@given(st.floats(0.05, 30.0))
def test_a_walker_without_steps_goes_at_walking_speed(dt_s):
    made = moves(len(BLIND.prior), None, dt_s, np.zeros((5, 2)), CELL_M)
    for mode in range(1, 5):
        assert np.linalg.norm(mean_shift_m(made, mode)) == pytest.approx(1.2 * dt_s, rel=0.01)
    assert mean_shift_m(made, 0) == pytest.approx([0, 0])


@given(st.floats(0.0, 60.0), st.sampled_from([None, [], [(0.0, None, 10.0)]]), st.sampled_from([5, 7]))
def test_every_table_of_chances_sums_to_one(dt_s, steps, before):
    made = moves(before, steps, dt_s, np.zeros((before, 2)), CELL_M)
    after = BLIND if steps is None else COUNTING
    assert made.switch.shape == (before, len(after.prior))
    assert made.switch.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (made.switch >= 0).all()
    assert 0.0 <= made.p_ride < 1.0
    for each in made.moves:
        assert each.stencil.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
        assert (each.stencil >= 0).all()


def test_gaits_are_told_apart_by_their_ways_of_moving():
    assert gait_of(len(BLIND.prior)) is BLIND
    assert gait_of(len(COUNTING.prior)) is COUNTING
