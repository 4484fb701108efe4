"""Where stairs and ramps begin and end: their treads and slopes, found in their surface."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maps.readers.ifc_model import FloatArray
from maps.readers.ifc_shapes import Mesh

_SAME_TREAD_M = 0.05
"""Horizontal faces this near in height are one tread [m]."""
_LEAST_TREAD_M2 = 0.05
"""A smaller horizontal face is the top of a post or rail [m²]."""
_STEP_OFF_M = 0.45
"""The floor is stood on this far beyond the middle of the last tread [m]."""
_END_SHARE = 0.1
"""The share of a slope's height that is its end."""
_LEVEL = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Tread:
    """A step or a landing.

    Parameters
    ----------
    height_m : float
        The height of its face [m].
    middle : array of shape (2,)
        Its middle [m, axes of the model].
    """

    height_m: float
    middle: FloatArray


def treads_of(mesh: Mesh) -> list[Tread]:
    """Return the treads of stairs, from below; empty for a slope."""
    sides = mesh.corners[:, 1] - mesh.corners[:, 0], mesh.corners[:, 2] - mesh.corners[:, 0]
    normals = np.cross(*sides)
    twice_areas = np.linalg.norm(normals, axis=1)
    flat = normals[:, 2] > _LEVEL * twice_areas
    middles, areas = mesh.corners[flat].mean(axis=1), twice_areas[flat] / 2
    order = np.argsort(middles[:, 2], kind="stable")
    starts = np.flatnonzero(np.diff(middles[order, 2]) > _SAME_TREAD_M) + 1
    treads = []
    for group in np.split(order, starts):
        if areas[group].sum() > _LEAST_TREAD_M2:
            x, y, z = np.average(middles[group], axis=0, weights=areas[group])
            treads.append(Tread(height_m=float(z), middle=np.array([x, y])))
    return treads


def step_off(treads: Sequence[Tread], index: int) -> FloatArray:
    """Return where people stand before the first or behind the last tread; on any other, its middle [m]."""
    middle = treads[index].middle
    inward = {0: 1, len(treads) - 1: len(treads) - 2}.get(index)
    if inward is None or len(treads) < 2:
        return middle
    direction = middle - treads[inward].middle
    length_m = float(np.hypot(*direction))
    return middle if length_m == 0 else middle + direction * _STEP_OFF_M / length_m


def slope_ends(mesh: Mesh) -> tuple[Tread, Tread]:
    """Return the lower and the upper end of a slope or an escalator."""
    points = mesh.points
    reach_m = (mesh.top_m - mesh.bottom_m) * _END_SHARE
    low, high = points[points[:, 2] <= mesh.bottom_m + reach_m], points[points[:, 2] >= mesh.top_m - reach_m]
    return (
        Tread(height_m=mesh.bottom_m, middle=low[:, :2].mean(axis=0)),
        Tread(height_m=mesh.top_m, middle=high[:, :2].mean(axis=0)),
    )
