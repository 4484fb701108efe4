"""Belief moved from cell to cell: the kernels of the tracker's motion, forward and backward in time.

A belief is a list of cells and a probability for each of them and each way of moving. `slot` is room to work in, one
entry for each cell of the venue: -1 everywhere before and after.
"""

import numba
import numpy as np
import numpy.typing as npt

from beacons.grid import HERE

Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int32]
Shares = npt.NDArray[np.float32]


@numba.njit(cache=True)
def switched(p: Shares, switch: Shares) -> Shares:  # pragma: no cover - compiled
    """Return probabilities after ways of moving changed: ``p @ switch``, without the cost of a library call."""
    result = np.zeros((p.shape[0], switch.shape[1]), np.float32)
    for row in range(p.shape[0]):
        for mode in range(switch.shape[0]):
            share = p[row, mode]
            for other in range(switch.shape[1]):
                result[row, other] += share * switch[mode, other]
    return result


@numba.njit(cache=True)
def spread(
    cells: Cells, p: Shares, stencil: Shares, bump: Shares, neighbour: Cells, openness: Shares, slot: Cells
) -> tuple[Cells, Shares]:  # pragma: no cover - compiled
    """Return cells and probabilities after one move to neighbours.

    Parameters
    ----------
    stencil : (modes, 9) array
        Share of each way of moving that goes in each direction; rows sum to 1.
    bump : (modes, modes) array
        How those who move in the way of each row and meet a wall go on, still where they were; rows sum to 1 at most.
    """
    reached = _reached(cells, stencil, neighbour, openness, slot)
    moved = np.zeros((reached.size, p.shape[1]), np.float32)
    for row in range(cells.size):
        here = slot[cells[row]]
        for direction in range(9):
            share = openness[cells[row], direction]
            there = slot[neighbour[cells[row], direction]]
            for mode in range(p.shape[1]):
                going = p[row, mode] * stencil[mode, direction]
                if going > 0.0 and share > 0.0:
                    moved[there, mode] += going * share
                if going > 0.0 and share < 1.0:
                    for other in range(p.shape[1]):
                        moved[here, other] += going * (np.float32(1.0) - share) * bump[mode, other]
    slot[reached] = -1
    return reached, moved


@numba.njit(cache=True)
def _reached(
    cells: Cells, stencil: Shares, neighbour: Cells, openness: Shares, slot: Cells
) -> Cells:  # pragma: no cover - compiled
    """Return the cells that a move reaches, and number them in `slot`."""
    reached = np.empty(cells.size * 9, np.int32)
    count = 0
    for direction in range(9):
        if direction != HERE and stencil[:, direction].max() == 0.0:
            continue
        for cell in cells:
            there = neighbour[cell, direction]
            if slot[there] < 0 and openness[cell, direction] > 0.0:
                slot[there] = count
                reached[count] = there
                count += 1
    return reached[:count].copy()


@numba.njit(cache=True)
def ride(
    cells: Cells, p: Shares, p_ride: float, start: Cells, to: Cells, slot: Cells
) -> tuple[Cells, Shares]:  # pragma: no cover - compiled
    """Return cells and probabilities after some of those at a portal have taken it.

    Parameters
    ----------
    p_ride : float
        Probability that somebody at a portal takes it; every stop it leads to is equally likely.
    start, to : arrays
        See `beacons.grid.Rides`.
    """
    most = cells.size
    for row in range(cells.size):
        most += start[cells[row] + 1] - start[cells[row]]
    if most == cells.size:
        return cells, p
    reached = np.empty(most, np.int32)
    moved = np.zeros((most, p.shape[1]), np.float32)
    for row in range(cells.size):
        slot[cells[row]] = row
        reached[row] = cells[row]
    count = cells.size
    for row in range(cells.size):
        first, last = start[cells[row]], start[cells[row] + 1]
        stays = np.float32(1.0 - p_ride if last > first else 1.0)
        for mode in range(p.shape[1]):
            moved[row, mode] += p[row, mode] * stays
        for entry in range(first, last):
            there = to[entry]
            if slot[there] < 0:
                slot[there] = count
                reached[count] = there
                count += 1
            for mode in range(p.shape[1]):
                moved[slot[there], mode] += p[row, mode] * np.float32(p_ride / (last - first))
    slot[reached[:count]] = -1
    return reached[:count].copy(), moved[:count].copy()


@numba.njit(cache=True)
def joined(
    cells: Cells, p: Shares, newcomers: Cells, share: float, prior: Floats, slot: Cells
) -> tuple[Cells, Shares]:  # pragma: no cover - compiled
    """Return cells and probabilities after a share of everybody appeared at other cells, equally likely at each."""
    most = cells.size + newcomers.size
    reached = np.empty(most, np.int32)
    result = np.zeros((most, p.shape[1]), np.float32)
    for row in range(cells.size):
        slot[cells[row]] = row
        reached[row] = cells[row]
        for mode in range(p.shape[1]):
            result[row, mode] = p[row, mode] * np.float32(1.0 - share)
    count = cells.size
    for cell in newcomers:
        if slot[cell] < 0:
            slot[cell] = count
            reached[count] = cell
            count += 1
        for mode in range(p.shape[1]):
            result[slot[cell], mode] += np.float32(share * prior[mode] / newcomers.size)
    slot[reached[:count]] = -1
    return reached[:count].copy(), result[:count].copy()


@numba.njit(cache=True)
def spread_back(
    cells: Cells,
    reached: Cells,
    value: Shares,
    stencil: Shares,
    bump: Shares,
    neighbour: Cells,
    openness: Shares,
    slot: Cells,
) -> Shares:  # pragma: no cover - compiled
    """Return, for each cell before `spread` and way of moving, the mean of a value over where it leads.

    Parameters
    ----------
    reached : array
        The cells that `spread` returned, in its order.
    value : (reached, modes) array
    """
    for index in range(reached.size):
        slot[reached[index]] = index
    result = np.zeros((cells.size, value.shape[1]), np.float32)
    for row in range(cells.size):
        here = slot[cells[row]]
        for direction in range(9):
            share = openness[cells[row], direction]
            there = slot[neighbour[cells[row], direction]]
            for mode in range(value.shape[1]):
                if stencil[mode, direction] == 0.0:
                    continue
                led = np.float32(0.0)
                if share > 0.0:
                    led += share * value[there, mode]
                if share < 1.0:
                    for other in range(value.shape[1]):
                        led += (np.float32(1.0) - share) * bump[mode, other] * value[here, other]
                result[row, mode] += stencil[mode, direction] * led
    slot[reached] = -1
    return result


@numba.njit(cache=True)
def ride_back(
    cells: Cells, reached: Cells, value: Shares, p_ride: float, start: Cells, to: Cells, slot: Cells
) -> Shares:  # pragma: no cover - compiled
    """Return, for each cell before `ride` and way of moving, the mean of a value over where it leads."""
    for index in range(reached.size):
        slot[reached[index]] = index
    result = np.zeros((cells.size, value.shape[1]), np.float32)
    for row in range(cells.size):
        first, last = start[cells[row]], start[cells[row] + 1]
        stays = np.float32(1.0 - p_ride if last > first else 1.0)
        for mode in range(value.shape[1]):
            result[row, mode] = stays * value[slot[cells[row]], mode]
            for entry in range(first, last):
                result[row, mode] += np.float32(p_ride / (last - first)) * value[slot[to[entry]], mode]
    slot[reached] = -1
    return result
