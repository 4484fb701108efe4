"""How many walls lie between a transmitter and every place around it, by rays."""

import math

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.uint8]

RAYS = 1440
"""A quarter of a degree: 0.26 m apart at 60 m, half a wall's thickness at the distances where walls matter."""
MOST_WALLS = 15
"""More walls than this let nothing through anyway."""


@numba.njit(cache=True)
def walls_between(x0_m: float, y0_m: float, walls: Floats, x_m: Floats, y_m: Floats) -> Counts:  # pragma: no cover
    """Return how many walls lie between a point and each of n places, at most `MOST_WALLS`.

    Each wall is crossed by the rays between its ends; a place counts the crossings nearer than itself on the ray
    nearest to it. Near a wall's end the count may be off by one, which `SpatialIndex.walls_crossed` is not.

    Parameters
    ----------
    walls : (m, 4) array
        Segments x0, y0, x1, y1 [m].
    x_m, y_m : arrays of n
    """
    crossings = np.full((RAYS, MOST_WALLS), np.inf)
    count = np.zeros(RAYS, np.int64)
    step = 2.0 * math.pi / RAYS
    for row in range(walls.shape[0]):
        ax, ay = walls[row, 0] - x0_m, walls[row, 1] - y0_m
        bx, by = walls[row, 2] - x0_m, walls[row, 3] - y0_m
        area = ax * by - ay * bx
        if area < 0.0:  # counter-clockwise, so that the wall spans the angles from a to b
            ax, ay, bx, by, area = bx, by, ax, ay, -area
        if area == 0.0:
            continue
        first = math.atan2(ay, ax)
        span = math.atan2(by, bx) - first
        if span < 0.0:
            span += 2.0 * math.pi
        ray = math.ceil(first / step)
        while ray * step < first + span:
            dx, dy = math.cos(ray * step), math.sin(ray * step)
            distance = area / ((by - ay) * dx - (bx - ax) * dy)
            slot = ray % RAYS
            if count[slot] < MOST_WALLS:
                crossings[slot, count[slot]] = distance
                count[slot] += 1
            ray += 1
    result = np.zeros(x_m.size, np.uint8)
    for place in range(x_m.size):
        dx, dy = x_m[place] - x0_m, y_m[place] - y0_m
        distance = math.hypot(dx, dy)
        slot = round(math.atan2(dy, dx) / step) % RAYS
        for index in range(count[slot]):
            if crossings[slot, index] < distance:
                result[place] += 1
    return result
