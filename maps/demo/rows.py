"""Rows of rooms along a corridor, written as one readable line.

``"cardiology.consult*4 ecg dressing:2 wc-male=3.2"`` is four consulting rooms of one module, an ECG room of one, a
dressing room of two modules and a toilet of 3.2 m.
"""

import re
from collections.abc import Iterator

from maps.demo.grid import MODULE_M, mirrored, mirrored_x, mm, rect
from maps.demo.plan import Floor

_CELL = re.compile(r"(?P<code>[\w.+-]+?)(:(?P<modules>[\d.]+)|=(?P<metres>[\d.]+))?(\*(?P<times>\d+))?")
_DOOR_MARGIN_M = 0.9
_WIDE_DOORS_M = {
    "ct": 1.5, "mri": 1.5, "dr": 1.5, "gastroscopy": 1.5, "colonoscopy": 1.5, "theatre": 1.8, "hybrid": 1.8,
    "cathlab": 1.8, "resus": 2.4, "bed": 1.3, "isolation": 1.3, "gym": 1.8, "recovery": 1.8, "endoscopy-recovery": 1.8,
    "icu": 1.8, "ccu": 1.8, "nicu": 1.8, "eicu": 1.8, "yellow": 1.8, "infusion": 1.8, "preop": 1.8, "delivery": 1.5,
    "auditorium": 1.8, "dental-suite": 1.5, "kitchen": 1.8, "stores": 1.8, "ward-bath": 1.2, "wc-accessible": 1.0,
    "cafe": 1.8, "shop": 1.6, "canteen": 1.8, "dialysis": 1.8, "minor-surgery": 1.5, "child-infusion": 1.5,
}  # fmt: skip
_OPEN = frozenset({"nurse-station", "day-room", "child-play", "dialysis-waiting", "nuclear-waiting"})
"""Places that are open to their corridor."""


def cells(line: str) -> Iterator[tuple[str, float]]:
    """Yield (code, width [m]) of each room of a row."""
    for word in line.split():
        match = _CELL.fullmatch(word)
        if match is None:
            raise ValueError(f"{word!r} is not a cell such as 'ecg', 'ct:2' or 'wc-male=3.2'")
        width_m = float(match["metres"]) if match["metres"] else float(match["modules"] or 1) * MODULE_M
        yield from [(match["code"], width_m)] * int(match["times"] or 1)


def door_width_m(code: str) -> float:
    """Return the clear width of the door to a room of this code [m]."""
    return _WIDE_DOORS_M.get(code, 1.2 if code.endswith((".treatment", ".procedure")) else 1.0)


def row_along_y(
    floor: Floor,
    corridor: str,
    line: str,
    *,
    depth: tuple[float, float],
    start_m: float,
    wall_m: float,
    east: bool = False,
) -> list[str]:
    """Draw rooms northward from `start_m`, doors in the wall x = `wall_m`; mirrored when `east`. Return their keys."""
    keys = []
    y = start_m
    for index, (code, width_m) in enumerate(cells(line)):
        shape = rect(depth[0], y, depth[1], y + width_m)
        keys.append(floor.place(code, mirrored(shape) if east else shape))
        _doorway(
            floor,
            keys[-1],
            code,
            corridor,
            along=(y, width_m),
            first=index % 2 == 0,
            wall_m=wall_m,
            vertical=True,
            east=east,
        )
        y = mm(y + width_m)
    return keys


def row_along_x(
    floor: Floor, corridor: str, line: str, *, depth: tuple[float, float], start_m: float, wall_m: float
) -> list[str]:
    """Draw rooms eastward from `start_m`, doors in the wall y = `wall_m`. Return their keys."""
    keys = []
    x = start_m
    for index, (code, width_m) in enumerate(cells(line)):
        keys.append(floor.place(code, rect(x, depth[0], x + width_m, depth[1])))
        _doorway(
            floor, keys[-1], code, corridor, along=(x, width_m), first=index % 2 == 0, wall_m=wall_m, vertical=False
        )
        x = mm(x + width_m)
    return keys


def _doorway(
    floor: Floor,
    key: str,
    code: str,
    corridor: str,
    *,
    along: tuple[float, float],
    first: bool,
    wall_m: float,
    vertical: bool,
    east: bool = False,
) -> None:
    """Open a room to its corridor: doors of neighbours stand in pairs, as built around a shared pipe shaft."""
    if floor.spaces[key].category == "structure":
        return
    if code in _OPEN or code.endswith(".ward"):
        floor.gate(key, corridor)
        return
    start_m, width_m = along
    door_m = door_width_m(code)
    offset_m = _DOOR_MARGIN_M + door_m / 2
    if width_m > 2 * MODULE_M - 0.1 or width_m < 2 * offset_m:
        offset_m = width_m / 2
    middle_m = start_m + (width_m - offset_m if first else offset_m)
    at = (wall_m, middle_m) if vertical else (middle_m, wall_m)
    if east:
        at = (mirrored_x(at[0]), at[1])
    floor.door(key, corridor, at=at, width_m=door_m)
