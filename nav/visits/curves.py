"""How long the wait at a counter is expected to be, by the time of arrival."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maps.errors import BadInputError

Floats = npt.NDArray[np.float64]

_STEEPEST = -1.0 - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaitCurve:
    """Expected wait by arrival time: linear between knots, constant before the first and after the last.

    Parameters
    ----------
    start_s : float
        Time of the first knot [s].
    bin_s : float
        Between knots [s].
    wait_s : (n,) float64
        Wait of somebody who arrives at each knot [s]. It falls by at most a second a second (FIFO): whoever comes later
        is not served earlier. That is what makes the earliest arrival the best one.

    Raises
    ------
    BadInputError
        If there is no knot, a number is not finite or negative, or the curve is steeper than FIFO allows.
    """

    start_s: float
    bin_s: float
    wait_s: Floats

    def __post_init__(self) -> None:
        wait_s = self.wait_s
        if wait_s.ndim != 1 or not len(wait_s) or not np.isfinite(wait_s).all() or (wait_s < 0.0).any():
            raise BadInputError("A wait is missing, negative or not finite.", remedy="Give seconds from 0.")
        if not (math.isfinite(self.start_s) and math.isfinite(self.bin_s) and self.bin_s > 0.0):
            raise BadInputError("A wait curve has no time axis.", remedy="Give a start and a positive bin in seconds.")
        if self.steepest < _STEEPEST:
            raise BadInputError(
                "A wait falls faster than time passes: a later arrival would be served earlier.",
                remedy="Let it fall by at most one second a second.",
            )

    @classmethod
    def constant(cls, wait_s: float) -> "WaitCurve":
        """Return the curve of a wait that does not change [s]."""
        return cls(start_s=0.0, bin_s=1.0, wait_s=np.array([wait_s], dtype=np.float64))

    @property
    def steepest(self) -> float:
        """The steepest fall of the wait [s/s]: 0 if it never falls, at least -1."""
        return float(np.diff(self.wait_s).min(initial=0.0) / self.bin_s)

    def at_s(self, arrive_s: float) -> float:
        """Return the expected wait of somebody who arrives at a time [s]."""
        knots_s = self.start_s + self.bin_s * np.arange(len(self.wait_s))
        return float(np.interp(arrive_s, knots_s, self.wait_s))


NO_WAIT = WaitCurve.constant(0.0)
