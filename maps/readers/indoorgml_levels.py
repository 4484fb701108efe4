"""Cells of IndoorGML on storeys: the floor of each cell, and which cells stand at one height."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from maps.readers.gml import Array
from maps.readers.indoorgml_file import Cell
from maps.repair import find_area

_STOREY_GAP_M = 1.2
"""Floors that differ by less belong to one storey: steps, ramps, thresholds [m]."""
_FLAT_M = 0.3
"""A face whose corners differ by less in height is level; the floor is the lowest [m]."""
_GROUND_M = 1.5
_ORDINAL = re.compile(r"-?\d{1,3}")
_NUMBER = re.compile(r"(?P<below>b|-)?\D*?(?P<number>\d{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floored:
    """A cell with its floor.

    Parameters
    ----------
    area : BaseGeometry
        The floor, seen from above.
    base_m, top_m : float
        Heights of its floor and its ceiling [m].
    """

    cell: Cell
    area: BaseGeometry
    base_m: float
    top_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Storey:
    """Cells at one height.

    Parameters
    ----------
    stated : bool
        Whether the cells name it; otherwise it was found from their heights.
    """

    name: str
    ordinal: int
    elevation_m: float
    cells: tuple[Floored, ...]
    stated: bool


def find_floor(cell: Cell, to_local: Callable[[Array], Array]) -> Floored | None:
    """Return a cell with its floor in local metres, or None where it has no area.

    The floor is what the level faces at the bottom cover. A cell without any (a ramp, a stair) covers what its faces
    cover that are not upright.
    """
    faces = [tuple(to_local(ring) for ring in face) for face in cell.faces]
    if not faces:
        return None
    heights = np.concatenate([ring[:, 2] for face in faces for ring in face])
    base_m, top_m = float(heights.min()), float(heights.max())
    at_bottom = [face for face in faces if face[0][:, 2].max() < base_m + _FLAT_M]
    flat = (Polygon(face[0][:, :2], [hole[:, :2] for hole in face[1:]]) for face in at_bottom or faces)
    area = find_area(shapely.union_all([each for each in map(find_area, flat) if each is not None]))
    return None if area is None else Floored(cell=cell, area=area, base_m=base_m, top_m=top_m)


def storeys_of(cells: Sequence[Floored]) -> tuple[Storey, ...]:
    """Return the storeys, lowest first: those the cells name, else one for each height floors lie at.

    The ordinal 0 is the storey nearest to height 0; where none is near, the lowest, or the one named 0 or 1.
    """
    names = {id(cell): _stated(cell.cell) for cell in cells}
    stated = all(names.values())
    groups = _named(cells, names) if stated else _clustered(cells)
    ground = _ground(groups)
    return tuple(
        Storey(
            name=name if stated else str(rank - ground),
            ordinal=_stated_ordinal(group, rank - ground),
            elevation_m=round(float(np.median([cell.base_m for cell in group])), 3),
            cells=tuple(group),
            stated=stated,
        )
        for rank, (name, group) in enumerate(groups)
    )


Groups = list[tuple[str, list[Floored]]]


def _stated(cell: Cell) -> str:
    return next((cell.says[key] for key in ("storey", "level", "floor") if cell.says.get(key)), "")


def _named(cells: Sequence[Floored], names: dict[int, str]) -> Groups:
    groups: dict[str, list[Floored]] = {}
    for cell in cells:
        groups.setdefault(names[id(cell)], []).append(cell)
    return sorted(groups.items(), key=lambda group: (min(c.base_m for c in group[1]), _number(group[0]), group[0]))


def _clustered(cells: Sequence[Floored]) -> Groups:
    groups: Groups = []
    last_m = -np.inf
    for cell in sorted(cells, key=lambda cell: cell.base_m):
        if cell.base_m - last_m > _STOREY_GAP_M:
            groups.append(("", []))
        groups[-1][1].append(cell)
        last_m = cell.base_m
    return groups


def _ground(groups: Groups) -> int:
    """Return which group is the ground."""
    heights = [min(cell.base_m for cell in group) for _, group in groups]
    if len(set(heights)) == len(heights) and min(map(abs, heights)) < _GROUND_M:
        return int(np.argmin(np.abs(heights)))
    numbers = [_number(name) for name, _ in groups]
    return next((numbers.index(wanted) for wanted in (0, 1) if wanted in numbers), 0)


def _stated_ordinal(group: Sequence[Floored], found: int) -> int:
    stated = {cell.cell.says.get("ordinal", "") for cell in group}
    return int(stated.pop()) if len(stated) == 1 and all(_ORDINAL.fullmatch(text) for text in stated) else found


def _number(name: str) -> int:
    match = _NUMBER.fullmatch(name.strip())
    return 0 if match is None else int(match["number"]) * (-1 if match["below"] else 1)
