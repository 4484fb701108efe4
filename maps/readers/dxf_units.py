"""How long a drawing unit is: what the header states, held against doors and rooms."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from maps.readers.dxf_drawing import Drawing
from maps.readers.dxf_layers import DOOR_LEAF_M, Role, outline_of, role_by_name
from maps.readers.dxf_mapping import UNITS

USUAL_LEAF_M = 0.85
"""A door leaf, as the middle of many drawings has it [m]."""
USUAL_ROOM_M = 4.0
"""The side of a room of usual size [m]."""

_ROOM_M = (1.0, 25.0)
_STOREY_M = (4.0, 2_000.0)
_LEAST = 3
_P_UNCHECKED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Metres to the drawing unit, how that is known, and how sure it is; `note` says what ought to be checked."""

    metres_per_unit: float
    confidence: float
    note: str = ""


def find_scale(drawing: Drawing, unit: str | None) -> Scale | None:
    """Return the scale of a drawing, or None when nothing tells it.

    The header is believed when doors (else rooms, else the whole) come out at a size that they can have. Where it
    states nothing, or something that cannot be, the unit with the most usual doors or rooms is taken.

    Parameters
    ----------
    unit : str or None
        A key of `maps.readers.dxf_mapping.UNITS` that somebody stated.
    """
    if unit is not None:
        return Scale(metres_per_unit=UNITS[unit], confidence=1.0)
    stated = drawing.metres_per_unit
    yardsticks = _yardsticks(drawing)
    for yardstick in yardsticks:
        if stated is not None and yardstick.fits(stated):
            return Scale(metres_per_unit=stated, confidence=1.0)
        fitting = [name for name, metres in UNITS.items() if yardstick.fits(metres)]
        if fitting:
            best = min(fitting, key=lambda name: (yardstick.oddity(UNITS[name]), _is_foreign(name, drawing)))
            said = "states no unit" if stated is None else f"states a unit of {stated:g} m, which cannot be"
            return Scale(
                metres_per_unit=UNITS[best],
                confidence=yardstick.confidence,
                note=f"The drawing {said}; {best} is taken because of {yardstick.what}. "
                'State "unit" in layers.json if that is wrong.',
            )
    return None if stated is None else Scale(metres_per_unit=stated, confidence=_P_UNCHECKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Yardstick:
    """Something whose usual size is known; `size` is in drawing units."""

    what: str
    size: float
    usual_m: float
    limits_m: tuple[float, float]
    confidence: float

    def fits(self, metres_per_unit: float) -> bool:
        low, high = self.limits_m
        return low <= self.size * metres_per_unit <= high

    def oddity(self, metres_per_unit: float) -> float:
        return abs(math.log(self.size * metres_per_unit / self.usual_m))


def _yardsticks(drawing: Drawing) -> list[_Yardstick]:
    """Return what there is to measure by, the surest first."""
    doors = [each.radius for each in drawing.swings if role_by_name(each.layer) is Role.DOOR]
    arcs = [each.radius for each in drawing.swings if role_by_name(each.layer) is not Role.IGNORE]
    found = [
        _of("the width of its doors", doors or arcs, USUAL_LEAF_M, DOOR_LEAF_M, 0.9),
        _of(
            "the size of its rooms",
            _sides(drawing, lambda layer: role_by_name(layer) is Role.AREA),
            USUAL_ROOM_M,
            _ROOM_M,
            0.6,
        ),
    ]
    points = [each.points for each in drawing.strokes if role_by_name(each.layer) is not Role.IGNORE]
    if points:
        extent = float(np.ptp(np.concatenate(points), axis=0).max())
        if extent > 0:
            found.append(
                _Yardstick(what="the size of the whole", size=extent, usual_m=40.0, limits_m=_STOREY_M, confidence=0.4)
            )
    return [each for each in found if each is not None]


def _of(
    what: str, sizes: Sequence[float], usual_m: float, limits_m: tuple[float, float], confidence: float
) -> _Yardstick | None:
    if len(sizes) < _LEAST:
        return None
    middle = float(np.median(sizes))
    return (
        _Yardstick(what=what, size=middle, usual_m=usual_m, limits_m=limits_m, confidence=confidence)
        if middle
        else None
    )


def _sides(drawing: Drawing, is_area: Callable[[str], bool]) -> list[float]:
    outlines = [outline_of(each) for each in drawing.strokes if is_area(each.layer)]
    return [math.sqrt(each.area) for each in outlines if each is not None and each.area > 0]


def _is_foreign(unit: str, drawing: Drawing) -> bool:
    return (unit in ("in", "ft")) != drawing.is_imperial
