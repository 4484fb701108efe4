"""A plane moved, turned, scaled or sheared: and everything of a draft with it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, VenueDraft
from maps.ids import LevelId

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Affine:
    """``(x, y) → (a x + b y + x_m, c x + d y + y_m)``, in the order of a level's `survey_frame`."""

    a: float = 1.0
    b: float = 0.0
    x_m: float = 0.0
    c: float = 0.0
    d: float = 1.0
    y_m: float = 0.0

    @property
    def numbers(self) -> tuple[float, float, float, float, float, float]:
        """``(a, b, x_m, c, d, y_m)``."""
        return self.a, self.b, self.x_m, self.c, self.d, self.y_m

    @property
    def scale(self) -> float:
        """By how much lengths grow; their geometric mean where that depends on the direction."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    @property
    def rotation_deg(self) -> float:
        """By how much the x axis is turned, counter-clockwise [degrees]."""
        return math.degrees(math.atan2(self.c, self.a))

    def apply(self, points: Points) -> Points:
        """Return points of shape (n, 2) where they come to lie."""
        matrix = np.array([[self.a, self.b], [self.c, self.d]])
        moved: Points = np.asarray(points, dtype=float) @ matrix.T + (self.x_m, self.y_m)
        return moved

    def after(self, first: "Affine") -> "Affine":
        """Return this one done after another."""
        (x, y), (xa, ya), (xb, yb) = self.apply(first.apply(np.array([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]))).tolist()
        return Affine(a=xa - x, b=xb - x, x_m=x, c=ya - y, d=yb - y, y_m=y)


def move_draft(draft: VenueDraft, affine: Affine, *, level_id: LevelId | None = None) -> VenueDraft:
    """Return the draft with everything moved, or only what is on one level.

    Lengths that a property states (a car's width) are not scaled: they were measured, not drawn.
    """
    return replace(draft, features=tuple(_moved(feature, affine, level_id) for feature in draft.features))


def _moved(feature: DraftFeature, affine: Affine, level_id: LevelId | None) -> DraftFeature:
    concerned = level_id is None or level_id == (
        feature.id if feature.feature_type == "level" else feature.properties.get("level_id")
    )
    geometry = feature.geometry
    properties = dict(feature.properties)
    if concerned:
        geometry = None if geometry is None else _moved_geometry(geometry, affine)
        properties |= _moved_values(properties, affine)
    if isinstance(properties.get("stops"), list):
        properties["stops"] = [_moved_stop(stop, affine, level_id) for stop in properties["stops"]]
    return replace(feature, geometry=geometry, properties=properties)


def _moved_geometry(geometry: BaseGeometry, affine: Affine) -> BaseGeometry:
    return shapely.transform(geometry, affine.apply)


def _moved_values(properties: Mapping[str, Any], affine: Affine) -> dict[str, Any]:
    moved = {name: _moved_point(properties[name], affine) for name in ("display_point", "point") if name in properties}
    survey: Any = properties.get("survey_frame")
    if _are_numbers(survey, 6):
        a, b, x_m, c, d, y_m = survey
        moved["survey_frame"] = list(affine.after(Affine(a=a, b=b, x_m=x_m, c=c, d=d, y_m=y_m)).numbers)
    return moved


def _moved_stop(stop: Any, affine: Affine, level_id: LevelId | None) -> Any:
    if not isinstance(stop, Mapping) or (level_id is not None and stop.get("level_id") != level_id):
        return stop
    return {**stop, **_moved_values(stop, affine)}


def _moved_point(value: Any, affine: Affine) -> Any:
    if not _are_numbers(value, 2):
        return value
    return [float(each) for each in affine.apply(np.array([value], dtype=float))[0]]


def _are_numbers(value: Any, count: int) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == count
        and all(isinstance(each, int | float) and not isinstance(each, bool) for each in value)
    )
