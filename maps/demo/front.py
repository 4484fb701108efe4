"""The south front of the tower: it leans towards the garden like the glass front of the hall leans to the square."""

from dataclasses import replace

from maps.demo.floor import Floor
from maps.demo.grid import AXIS_M, Coordinate, mm, outline

FRONT_M = 87.9
"""The flat middle of the front (y): entrance, bridge and basement link meet it here."""

_LINE_M = 90.0
_FLAT_HALF_M, _HALF_M = 8.4, 33.6
_STEP_M = 2.1
"""Every wall behind the front stands on a multiple of this, from the west end."""


def tower_front(x_m: float) -> Coordinate:
    """Return the point of the front at an x: flat in the middle, a parabola back to the end walls."""
    off_m = max(abs(x_m - AXIS_M) - _FLAT_HALF_M, 0.0) / (_HALF_M - _FLAT_HALF_M)
    return mm(x_m), mm(FRONT_M + (_LINE_M - FRONT_M) * off_m**2)


def tower_front_line(from_x_m: float, to_x_m: float) -> list[Coordinate]:
    """Return the front between two x, corners every 2.1 m."""
    count = round(abs(to_x_m - from_x_m) / _STEP_M)
    points = [tower_front(from_x_m + (to_x_m - from_x_m) * index / count) for index in range(count + 1)]
    inner = [points[i] for i in range(1, count) if not points[i - 1][1] == points[i][1] == points[i + 1][1]]
    return [points[0], *inner, points[-1]]


def extend_to_front(floor: Floor) -> None:
    """Stretch the southern rooms of a tower floor to the front."""
    for key, space in floor.spaces.items():
        x0, y0, x1, y1 = space.shape.bounds
        if y0 == _LINE_M:
            floor.spaces[key] = replace(space, shape=outline([*tower_front_line(x0, x1), (x1, y1), (x0, y1)]))
