import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.planless.mixed import FREEDOM, explained


def plain(residual, feature, below_sd, above_sd, prior_sd):
    """Return what the kernel promises, one cell at a time by plain algebra."""
    weight, sd = np.ones(len(residual)), 0.5 * (below_sd + above_sd)
    for _ in range(3):
        precision = np.diag(prior_sd**-2.0) + feature.T @ (feature * (weight / sd**2)[:, np.newaxis])
        cause = np.linalg.solve(precision, feature.T @ (weight / sd**2 * residual))
        left = residual - feature @ cause
        sd = np.where(left > 0, above_sd, below_sd)
        weight = (FREEDOM + 1) / (FREEDOM + (left / sd) ** 2)
    log_p = -0.5 * (FREEDOM + 1) * np.log1p((left / sd) ** 2 / FREEDOM) - np.log(0.5 * (below_sd + above_sd))
    prior = -0.5 * (cause / prior_sd) ** 2 - np.log(prior_sd)
    return log_p.sum() + prior.sum() - 0.5 * np.linalg.slogdet(precision)[1], cause


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 9), st.integers(1, 4))
def test_the_kernel_is_plain_algebra_cell_by_cell(seed, readings, causes):
    rng = np.random.default_rng(seed)
    residual, feature = rng.normal(0, 6, (3, readings)), rng.normal(0, 2, (3, readings, causes))
    below_sd, above_sd = rng.uniform(1, 5, (3, readings)), rng.uniform(1, 5, (3, readings))
    prior_sd = rng.uniform(0.5, 5, causes)
    log_p, cause = explained(residual, feature, below_sd, above_sd, prior_sd)
    for cell in range(3):
        expected, best = plain(residual[cell], feature[cell], below_sd[cell], above_sd[cell], prior_sd)
        assert log_p[cell] == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert cause[cell] == pytest.approx(best, rel=1e-6, abs=1e-9)


def test_one_outlier_hardly_moves_the_cause_and_a_wide_side_forgives_it():
    residual = np.array([[0.0] * 9 + [60.0]])
    feature, sd = np.ones((1, 10, 1)), np.ones((1, 10))
    log_p, cause = explained(residual, feature, sd, sd, np.array([100.0]))
    assert abs(cause[0, 0]) < 0.6
    forgiving, _ = explained(residual, feature, sd, 20.0 * sd, np.array([100.0]))
    usual, _ = explained(np.zeros((1, 10)), feature, sd, sd, np.array([100.0]))
    assert log_p[0] < usual[0]
    assert np.isfinite(forgiving).all()
