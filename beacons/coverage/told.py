"""What beacons tell of place and phone on a level, as they are added one by one."""

import numpy as np
import numpy.typing as npt

from beacons.coverage.candidates import Candidates
from beacons.coverage.precision import bound_m

Floats = npt.NDArray[np.float64]


class Told:
    """The information that readings give about (east, north, gain), averaged over the cells of a level that count.

    ``f(S) = mean ½ log det(J + Σ_{i in S} I_i g_i g_iᵀ) / det J``  [nats]

    It is monotone and submodular: what a candidate adds, ``½ log(1 + I gᵀ J⁻¹ g)`` by the matrix determinant lemma, is
    never negative, and falls when J grows, because its inverse then shrinks.

    Parameters
    ----------
    before : (3, 3, cells) array
        J, of the transmitters that are there (`beacons.coverage.precision.information`).

    Notes
    -----
    Shamaiah, Banerjee, Vikalo 2010, "Greedy sensor selection: leveraging submodularity", doi:10.1109/CDC.2010.5717225.
    """

    def __init__(self, candidates: Candidates, before: Floats) -> None:
        self._candidates = candidates
        self.matrix = before.copy()
        self._inverse = _inverse(before)

    def gain(self, row: int) -> float:
        """Return what a candidate would add [nats]."""
        near, slope, told = self._candidates.adds(row)
        spread = np.einsum("ic,ijc,jc->c", slope, self._inverse[:, :, near], slope)
        return float(0.5 * np.log1p(told * spread).sum() / self._candidates.counted.sum())

    def add(self, row: int) -> None:
        """Add a candidate."""
        near, slope, told = self._candidates.adds(row)
        self.matrix[:, :, near] += told * slope[:, np.newaxis] * slope
        self._inverse[:, :, near] = _inverse(self.matrix[:, :, near])

    def median_bound_m(self) -> float:
        """Return the median of the Cramér-Rao bound over the cells that count [m]."""
        return float(np.median(bound_m(self.matrix[:, :, self._candidates.counted])))


def _inverse(matrix: Floats) -> Floats:
    return np.asarray(np.linalg.inv(matrix.transpose(2, 0, 1)).transpose(1, 2, 0), dtype=np.float64)
