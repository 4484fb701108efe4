"""Beds, desks and benches: what makes a plan readable as a hospital. Nobody has to walk round a bed."""

from maps.demo.floor import Floor, Space
from maps.demo.grid import Shape, rect
from maps.demo.plan import Plan

_BED_M = (0.95, 2.05)
_ROWS_OF_BEDS = frozenset(
    {"icu", "ccu", "nicu", "recovery", "dialysis", "yellow", "eicu", "day-chemo", "endoscopy-recovery"}
)
"""Open wards: beds side by side, heads to the outer wall."""

_BED_STEP_M, _DEEPEST_BED_M = 2.4, 7.4


def furnish(plan: Plan) -> None:
    """Furnish every floor."""
    for floor in plan.floors.values():
        for key, space in floor.spaces.items():
            stem = key.rstrip("0123456789").rstrip("-")
            if stem == "bed":
                _four_beds(floor, space)
            elif stem == "isolation":
                _bed(floor, space.shape.bounds[0] + 0.2, space.shape.bounds[3] - 6.6, across=True)
            elif stem in _ROWS_OF_BEDS:
                _row_of_beds(floor, space, south=_heads_south(floor, stem))
            elif stem.endswith(".ward") or stem == "theatre-desk":
                _nurse_desk(floor, space)
        if "street" in floor.spaces:
            _street_benches(floor)
    _kiosks(plan["F1"])


def _four_beds(floor: Floor, space: Space) -> None:
    """Two beds on either side wall, near the window; the way to the door stays free."""
    x0, _, x1, y1 = space.shape.bounds
    for y in (y1 - 7.0, y1 - 4.9):
        _bed(floor, x0 + 0.2, y, across=True)
        _bed(floor, x1 - 0.2 - _BED_M[1], y, across=True)


def _heads_south(floor: Floor, stem: str) -> bool:
    return stem not in {"eicu", "yellow", "recovery"}


def _row_of_beds(floor: Floor, space: Space, *, south: bool) -> None:
    x0, y0, x1, y1 = space.shape.bounds
    count = int((x1 - x0) // _BED_STEP_M)
    for index in range(count):
        x = x0 + (index + 0.5) * (x1 - x0) / count - _BED_M[0] / 2
        _bed(floor, x, max(y0 + 0.3, y1 - _DEEPEST_BED_M) if south else y1 - 0.3 - _BED_M[1], across=False)


def _bed(floor: Floor, x_m: float, y_m: float, *, across: bool) -> None:
    width, depth = reversed(_BED_M) if across else _BED_M
    floor.fixture("bed", rect(x_m, y_m, x_m + width, y_m + depth), solid=False)


def _nurse_desk(floor: Floor, space: Space) -> None:
    x0, y0, x1, _ = space.shape.bounds
    floor.fixture("desk", rect(x0 + 1.8, y0 + 1.5, x1 - 1.8, y0 + 2.2))


def _street_benches(floor: Floor) -> None:
    """Benches along the glass to the courts, clear of the doors to them."""
    benches: list[Shape] = []
    for x in (18.9, 27.9, 52.5, 61.5):
        benches.append(rect(x, 30.3, x + 3.6, 30.9))
    for bench in benches:
        floor.fixture("seating", bench)
    if floor.key in ("F3", "F4", "F5"):
        floor.fixture("seating", rect(40.5, 55.2, 43.5, 55.8))


def _kiosks(floor: Floor) -> None:
    """Self-service machines, back to the hall."""
    for index in range(6):
        y = 15.6 + 1.4 * index
        floor.fixture("kiosk", rect(24.5, y - 0.35, 25.1, y + 0.35))
