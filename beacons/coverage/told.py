"""What beacons tell of place and phone on a level, as they are added one by one."""

import numpy as np
import numpy.typing as npt

from beacons.coverage.candidates import Candidates
from beacons.coverage.precision import bound_m

Floats = npt.NDArray[np.float64]


class Told:
    """The information that readings give about (east, north, gain), averaged over the cells of a level that count.

    ``f(S) = mean ½ log (det(J + Σ_{i in S} J_i) / det J)``  [nats]

    with the J_i of the candidates positive semidefinite. It is monotone and submodular: log det is concave, so that the
    same matrix adds less to a larger one.

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
        self._log_det = np.log(_determinant(before))

    def gain(self, row: int) -> float:
        """Return what a candidate would add [nats]."""
        near, told = self._candidates.adds(row)
        log_det = np.log(_determinant(self.matrix[:, :, near] + told))
        return float(0.5 * (log_det - self._log_det[near]).sum() / self._candidates.counted.sum())

    def add(self, row: int) -> None:
        """Add a candidate."""
        near, told = self._candidates.adds(row)
        self.matrix[:, :, near] += told
        self._log_det[near] = np.log(_determinant(self.matrix[:, :, near]))

    def median_bound_m(self) -> float:
        """Return the median of the Cramér-Rao bound over the cells that count [m]."""
        return float(np.median(bound_m(self.matrix[:, :, self._candidates.counted])))


def _determinant(matrix: Floats) -> Floats:
    """Return the determinants of symmetric (3, 3, n) matrices: `numpy.linalg` takes ten times as long."""
    (xx, xy, xg), (_, yy, yg), (_, _, gg) = matrix
    result: Floats = xx * (yy * gg - yg**2) - xy * (xy * gg - yg * xg) + xg * (xy * yg - yy * xg)
    return result
