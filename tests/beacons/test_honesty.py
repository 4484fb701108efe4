import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beacons.honesty import DEFAULT_CIRCLES, SMALLEST_M, Circles, circles_without_survey, conformal


def test_calibrated_circles_hold_new_truths_as_often_as_they_promise(rng):
    """Errors 1.7 times as large as claimed: learnt on some, checked on others."""
    raw = rng.uniform(1, 9, (2, 4000))
    error = 1.7 * raw * rng.rayleigh(0.6, raw.shape)
    circles = conformal(error[0], raw[0], 1.6 * raw[0])
    radii = np.array([circles.radii(one, 1.6 * one) for one in raw[1]])
    assert np.mean(error[1] <= radii[:, 0]) == pytest.approx(0.68, abs=0.03)
    assert np.mean(error[1] <= radii[:, 1]) == pytest.approx(0.95, abs=0.02)


def test_too_few_truths_teach_nothing():
    assert conformal(np.ones(5), np.ones(5), np.ones(5)) == DEFAULT_CIRCLES


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0.1, 5), st.floats(0.1, 5))
def test_the_larger_circle_is_never_the_smaller(raw_68_m, raw_95_m, scale_68, scale_95):
    r68_m, r95_m = Circles(scale_68=scale_68, scale_95=scale_95).radii(raw_68_m, raw_95_m)
    assert SMALLEST_M <= r68_m <= r95_m


def test_without_a_survey_steps_are_trusted_less():
    blind, counting = (circles_without_survey(by_steps=by_steps) for by_steps in (False, True))
    assert blind.scale_68 < counting.scale_68
    assert blind.scale_95 < counting.scale_95
