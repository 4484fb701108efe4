"""Sparse fingerprints and their nearest neighbours by the Sorensen distance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FLOOR_DBM = -105.0
_POWER = 2.7
"""The "powed" representation with the exponent e: Torres-Sospedra et al. 2015, doi:10.1016/j.eswa.2015.08.013."""


def strength(rssi_dbm: npt.ArrayLike, power: float = _POWER) -> Floats:
    """Return the positive value compared between fingerprints; unheard is 0.

    Parameters
    ----------
    power : float
        The larger, the more strong readings count before weak ones.

    Examples
    --------
    >>> bool(strength(-60.0) > strength(-90.0) > 0)
    True
    """
    above = np.maximum(np.asarray(rssi_dbm, dtype=np.float64) - _FLOOR_DBM, 0.1)
    result: Floats = np.asarray((above / -_FLOOR_DBM) ** power)
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The nearest fingerprints of one query, nearest first: their numbers and Sorensen distances in [0, 1]."""

    index: Ints
    distance: Floats


class FingerprintIndex:
    """Fingerprints as an inverted index: who heard this transmitter, and how strongly.

    Parameters
    ----------
    addresses : sequence of str
        The columns.
    matrix : csr_matrix, shape (fingerprints, addresses)
        Strengths.
    power : float
        See `strength`.
    """

    def __init__(self, addresses: Sequence[str], matrix: sparse.csr_matrix, power: float = _POWER) -> None:
        self.addresses = tuple(addresses)
        self._power = power
        self.matrix = matrix
        self.column = {address: index for index, address in enumerate(self.addresses)}
        by_address = matrix.tocsc()
        self._starts = by_address.indptr.astype(np.int64)
        self._rows = by_address.indices.astype(np.int64)
        self._values = by_address.data.astype(np.float64)
        self._totals: Floats = np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()

    @classmethod
    def build(cls, fingerprints: Iterable[Mapping[str, float]], power: float = _POWER) -> "FingerprintIndex":
        """Return the index of fingerprints given as address to power [dBm]."""
        column: dict[str, int] = {}
        starts, indices, powers = [0], [], []
        for fingerprint in fingerprints:
            for address, rssi_dbm in fingerprint.items():
                indices.append(column.setdefault(address, len(column)))
                powers.append(rssi_dbm)
            starts.append(len(indices))
        shape = (len(starts) - 1, len(column))
        strengths = strength(np.array(powers), power)
        matrix = sparse.csr_matrix((strengths, np.array(indices, dtype=np.int64), starts), shape=shape)
        return cls(tuple(column), matrix, power)

    def known(self, fingerprint: Mapping[str, float]) -> int:
        """Return how many of the heard transmitters any fingerprint heard."""
        return sum(address in self.column for address in fingerprint)

    def nearest(self, fingerprint: Mapping[str, float], count: int) -> Neighbours:
        """Return the nearest fingerprints."""
        distance = self.distances(fingerprint)
        count = min(count, len(distance))
        index = np.argpartition(distance, count - 1)[:count]
        index = index[np.argsort(distance[index], kind="stable")]
        return Neighbours(index=index.astype(np.int64), distance=distance[index])

    def distances(self, fingerprint: Mapping[str, float]) -> Floats:
        """Return the Sorensen distance to every fingerprint; transmitters the index does not know only add to it."""
        values = strength(np.array(list(fingerprint.values())), self._power)
        columns = np.array([self.column.get(address, -1) for address in fingerprint], dtype=np.int64)
        common = common_strength(columns, values, self._starts, self._rows, self._values, len(self._totals))
        distance: Floats = 1.0 - 2.0 * common / (values.sum() + self._totals)
        return distance


@numba.njit(cache=True)
def common_strength(
    columns: Ints, values: Floats, starts: Ints, rows: Ints, row_values: Floats, count: int
) -> Floats:  # pragma: no cover - compiled
    """Return, for each fingerprint, the sum over transmitters of the smaller of its and the query's strength."""
    common = np.zeros(count)
    for column, value in zip(columns, values):
        if column >= 0:
            for entry in range(starts[column], starts[column + 1]):
                common[rows[entry]] += min(value, row_values[entry])
    return common
