"""From powers along surveyed walks to powers everywhere: a Gaussian process on each level."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import scipy.linalg

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FLOOR_DBM = -95.0
"""Unheard counts as this: about the weakest power phones report."""
_LOCAL_VAR_DB2, _LOCAL_M = 40.0, 10.0
_WIDE_VAR_DB2, _WIDE_M = 160.0, 25.0
_NOISE_VAR_DB2 = 15.0
"""Kernel: rooms and bodies change power by 6 dB over 10 m (exponential), distance by 13 dB over 25 m (squared
exponential); two readings at one place differ by 4 dB."""
_FEWEST_HEARD = 3
_MOST_PRINTS = 4000
_WEAKEST_ABOVE_FLOOR_DB = 2.0
_HEARD_DB = 0.5


def interpolated(
    prints: Sequence[Mapping[str, float]], print_x_m: Floats, print_y_m: Floats, cell_x_m: Floats, cell_y_m: Floats
) -> list[dict[str, float]]:
    """Return the fingerprint expected at each cell of one level: address to power [dBm].

    All transmitters share one kernel and the same places, so one Cholesky factor serves them all; power is
    counted above a floor, at which the unheard lie, and to which the field returns far from the survey.

    Parameters
    ----------
    prints : sequence of mapping
        Address to power [dBm]; evenly thinned when there are more than 4,000.
    print_x_m, print_y_m, cell_x_m, cell_y_m : arrays
        Places [local m].

    Notes
    -----
    Rasmussen, Williams, *Gaussian Processes for Machine Learning* (2006), eq. 2.23; for radio: Ferris, Hähnel,
    Fox 2006, doi:10.15607/RSS.2006.II.039.
    """
    thinned = range(0, len(prints), max(1, -(-len(prints) // _MOST_PRINTS)))
    addresses, power = _powers([prints[index] for index in thinned])
    if not addresses or not len(cell_x_m):
        return [{} for _ in cell_x_m]
    places = np.stack([print_x_m[list(thinned)], print_y_m[list(thinned)]], axis=1)
    cells = np.stack([cell_x_m, cell_y_m], axis=1)
    gram = _kernel(places, places) + _NOISE_VAR_DB2 * np.eye(len(places))
    solved = scipy.linalg.cho_solve(scipy.linalg.cho_factor(gram, lower=True), power)
    field = _kernel(cells, places) @ solved
    return [
        {addresses[column]: float(FLOOR_DBM + row[column]) for column in np.flatnonzero(row > _WEAKEST_ABOVE_FLOOR_DB)}
        for row in field
    ]


def _powers(prints: Sequence[Mapping[str, float]]) -> tuple[list[str], Floats]:
    """Return the addresses heard often enough, and power above the floor: (prints, addresses) [dB]."""
    heard: dict[str, int] = {}
    for fingerprint in prints:
        for address in fingerprint:
            heard[address] = heard.get(address, 0) + 1
    fewest = min(_FEWEST_HEARD, max(1, len(prints) // 2))
    column = {address: index for index, address in enumerate(a for a, count in heard.items() if count >= fewest)}
    power = np.zeros((len(prints), len(column)))
    for row, fingerprint in enumerate(prints):
        for address, rssi_dbm in fingerprint.items():
            if address in column:
                power[row, column[address]] = max(rssi_dbm - FLOOR_DBM, _HEARD_DB)
    return list(column), power


def _kernel(a: Floats, b: Floats) -> Floats:
    square = ((a[:, np.newaxis, :] - b[np.newaxis, :, :]) ** 2).sum(axis=2)
    local = _LOCAL_VAR_DB2 * np.exp(-np.sqrt(square) / _LOCAL_M)
    wide = _WIDE_VAR_DB2 * np.exp(-0.5 * square / _WIDE_M**2)
    result: Floats = local + wide
    return result
