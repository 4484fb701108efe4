"""How well each cell explains readings that share unknown causes: a robust linear mixed model, compiled."""

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FREEDOM = 4.0
"""Degrees of freedom of the Student-t residual."""
_ROUNDS = 3


@numba.njit(cache=True)
def explained(
    residual: Floats, feature: Floats, below_sd: Floats, above_sd: Floats, prior_sd: Floats
) -> tuple[Floats, Floats]:  # pragma: no cover - compiled
    """Return the log-likelihood of each cell and the causes that fit best there.

    ``residual = feature · cause + noise``, causes normal, noise Student-t with its own spread below and above zero.
    The best causes come from iterated reweighting, their uncertainty from Laplace's approximation.

    Parameters
    ----------
    residual : (cells, readings) array
        What was read minus what is expected at the cell.
    feature : (cells, readings, causes) array
    below_sd, above_sd : (cells, readings) arrays
        Spread of the noise of readings that are smaller, and larger, than expected.
    prior_sd : array of causes

    Returns
    -------
    log_p : array of cells
    cause : (cells, causes) array

    Notes
    -----
    Student-t regression by reweighting: Lange, Little, Taylor 1989, doi:10.1080/01621459.1989.10478852.
    """
    cells, readings, causes = feature.shape
    log_p, cause = np.empty(cells), np.zeros((cells, causes))
    weight, sd = np.empty(readings), np.empty(readings)
    precision, right = np.empty((causes, causes)), np.empty(causes)
    for cell in range(cells):
        for index in range(readings):
            weight[index] = 1.0
            sd[index] = 0.5 * (below_sd[cell, index] + above_sd[cell, index])
        log_volume = 0.0
        for _ in range(_ROUNDS):
            _gather(residual[cell], feature[cell], weight, sd, prior_sd, precision, right)
            log_volume = _solve(precision, right)
            for index in range(readings):
                left = residual[cell, index]
                for row in range(causes):
                    left -= feature[cell, index, row] * right[row]
                sd[index] = above_sd[cell, index] if left > 0.0 else below_sd[cell, index]
                weight[index] = (FREEDOM + 1.0) / (FREEDOM + (left / sd[index]) ** 2)
        total = -0.5 * log_volume
        for row in range(causes):
            cause[cell, row] = right[row]
            total -= 0.5 * (right[row] / prior_sd[row]) ** 2 + np.log(prior_sd[row])
        for index in range(readings):
            total -= 0.5 * (FREEDOM + 1.0) * np.log((FREEDOM + 1.0) / (FREEDOM * weight[index]))
            total -= np.log(0.5 * (below_sd[cell, index] + above_sd[cell, index]))
        log_p[cell] = total
    return log_p, cause


@numba.njit(cache=True)
def _gather(
    residual: Floats,
    feature: Floats,
    weight: Floats,
    sd: Floats,
    prior_sd: Floats,
    precision: Floats,
    right: Floats,
) -> None:  # pragma: no cover - compiled
    """Fill in the normal equations of one cell: the lower half of `precision`, and `right`."""
    precision[:] = 0.0
    right[:] = 0.0
    for row in range(prior_sd.size):
        precision[row, row] = 1.0 / prior_sd[row] ** 2
    for index in range(residual.size):
        share = weight[index] / sd[index] ** 2
        for row in range(prior_sd.size):
            right[row] += share * feature[index, row] * residual[index]
            for column in range(row + 1):
                precision[row, column] += share * feature[index, row] * feature[index, column]


@numba.njit(cache=True)
def _solve(precision: Floats, right: Floats) -> float:  # pragma: no cover - compiled
    """Solve ``precision · x = right`` in place by Cholesky, and return the log-determinant."""
    size = right.size
    log_volume = 0.0
    for row in range(size):
        for column in range(row + 1):
            value = precision[row, column]
            for inner in range(column):
                value -= precision[row, inner] * precision[column, inner]
            if row == column:
                precision[row, row] = np.sqrt(value)
                log_volume += 2.0 * np.log(precision[row, row])
            else:
                precision[row, column] = value / precision[column, column]
        value = right[row]
        for inner in range(row):
            value -= precision[row, inner] * right[inner]
        right[row] = value / precision[row, row]
    for row in range(size - 1, -1, -1):
        value = right[row]
        for inner in range(row + 1, size):
            value -= precision[inner, row] * right[inner]
        right[row] = value / precision[row, row]
    return log_volume
