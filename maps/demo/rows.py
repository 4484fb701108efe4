"""Rows of rooms along a corridor, written as one readable line.

``"cardiology.consult*4 ecg dressing:2 wc-male=3.2"`` is four consulting rooms of one module, an ECG room of one, a
dressing room of two modules and a toilet of 3.2 m.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maps.demo.floor import Floor
from maps.demo.grid import MODULE_M, Coordinate, Shape, mirrored, mirrored_x, mm, rect

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A strip of rooms beside a corridor.

    Parameters
    ----------
    corridor : str
        The space all doors open to.
    depth_m : tuple of float
        The two long sides of the strip [m].
    start_m : float
        Where the first room begins [m]: its south end in a row that runs north, else its west end.
    wall_m : float
        The wall with the doors: one of the long sides [m].
    north : bool
        The row runs northward; otherwise eastward.
    east : bool
        The row is mirrored to the east wing.
    """

    corridor: str
    depth_m: tuple[float, float]
    start_m: float
    wall_m: float
    north: bool = False
    east: bool = False

    def draw(self, floor: Floor, line: str) -> None:
        """Draw the rooms of a line such as ``"ecg dressing:2"`` and their doors."""
        along_m = self.start_m
        for index, (code, width_m) in enumerate(cells(line)):
            key = floor.place(code, self._shape(along_m, width_m))
            if code in _OPEN or code.endswith(".ward"):
                floor.gate(key, self.corridor)
            else:
                door_m = door_width_m(code)
                middle_m = along_m + _door_offset_m(width_m, door_m, far=index % 2 == 0)
                floor.door(key, self.corridor, at=self._point(middle_m), width_m=door_m)
            along_m = mm(along_m + width_m)

    def _shape(self, along_m: float, width_m: float) -> Shape:
        low, high = self.depth_m
        end_m = along_m + width_m
        shape = rect(low, along_m, high, end_m) if self.north else rect(along_m, low, end_m, high)
        return mirrored(shape) if self.east else shape

    def _point(self, along_m: float) -> Coordinate:
        x, y = (self.wall_m, along_m) if self.north else (along_m, self.wall_m)
        return (mirrored_x(x), y) if self.east else (x, y)


def _door_offset_m(width_m: float, door_m: float, *, far: bool) -> float:
    """Return where a door's middle is from the start of its room.

    Doors of neighbours stand in pairs, as built round a shared pipe shaft; a wide room has its door in the middle.
    """
    offset_m = _DOOR_MARGIN_M + door_m / 2
    if width_m > 2 * MODULE_M - 0.1 or width_m < 2 * offset_m:
        return width_m / 2
    return width_m - offset_m if far else offset_m
