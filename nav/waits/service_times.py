"""How long services take, as tables of quantiles that sample paths draw from."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, ndtri

Floats = npt.NDArray[np.float64]

TABLE = 1024
"""Entries of a table: a power of two, so that ten bits of a hash pick one."""


def middles(count: int) -> Floats:
    """Return the middles of `count` equal parts of 0 … 1."""
    return (np.arange(count) + 0.5) / count


NORMAL: Floats = ndtri(middles(TABLE))
"""Quantiles of the standard normal distribution."""
EXPONENTIAL: Floats = -np.log1p(-middles(TABLE))
EXPONENTIAL /= EXPONENTIAL.mean()
"""Quantiles of the exponential distribution of mean 1."""


class ServiceLaw(NamedTuple):
    """The distribution of a service time.

    Parameters
    ----------
    mean_s : float
        Mean [s].
    quantiles : (TABLE,) float64
        Of the time in units of the mean, ascending; their mean is 1.
    begun : (TABLE,) float64
        The same for a service somebody comes upon under way, which is long more often than not: the distribution
        weighted by length.
    """

    mean_s: float
    quantiles: Floats
    begun: Floats


def service_law(mean_s: float, cv: float) -> ServiceLaw:
    """Return gamma-distributed service times.

    Parameters
    ----------
    mean_s : float
        Mean [s].
    cv : float
        Standard deviation in units of the mean; 0 makes every service equally long, 1 makes them exponential.

    Notes
    -----
    Weighting a gamma distribution by length adds 1 to its shape.
    """
    quantiles, begun = _gamma(round(cv, 2))
    return ServiceLaw(mean_s, quantiles, begun)


@lru_cache(maxsize=512)
def _gamma(cv: float) -> tuple[Floats, Floats]:
    if cv == 0:
        return np.ones(TABLE), np.ones(TABLE)
    shape = cv**-2
    quantiles, begun = (gammaincinv(each, middles(TABLE)) / shape for each in (shape, shape + 1))
    return np.asarray(quantiles / quantiles.mean()), np.asarray(begun)


@lru_cache(maxsize=512)
def unit_lognormal(cv: float) -> Floats:
    """Return the quantiles of the lognormal distribution of mean 1 and this standard deviation; read only."""
    quantiles: Floats = np.exp(np.sqrt(np.log1p(cv**2)) * NORMAL)
    quantiles /= quantiles.mean()
    quantiles.flags.writeable = False
    return quantiles
