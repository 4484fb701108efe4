"""A draft in another frame: the same places on earth, metres from another origin."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from maps.draft import DraftFeature, VenueDraft
from maps.frame import LocalFrame
from maps.values import is_point

_POINTS = ("display_point", "point")


def reframe(draft: VenueDraft, frame: LocalFrame) -> VenueDraft:
    """Return the draft with its coordinates in `frame`, unrounded; itself when it is there already.

    Examples
    --------
    >>> here = LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0)
    >>> draft = VenueDraft(id="demo", frame=here, features=())
    >>> reframe(draft, here) is draft
    True
    """
    if draft.frame == frame:
        return draft
    move = _Move(draft.frame, frame)
    return replace(draft, frame=frame, features=tuple(map(move.feature, draft.features)))


class _Move:
    """Both frames are linear scalings of degrees, so one is a scaling and a shift of the other."""

    def __init__(self, old: LocalFrame, new: LocalFrame) -> None:
        old_scale, new_scale = np.array(old.metres_per_degree), np.array(new.metres_per_degree)
        old_origin = np.array([old.origin_lon_deg, old.origin_lat_deg])
        new_origin = np.array([new.origin_lon_deg, new.origin_lat_deg])
        self._factor = new_scale / old_scale
        self._shift_m = (old_origin - new_origin) * new_scale

    def feature(self, feature: DraftFeature) -> DraftFeature:
        geometry = None if feature.geometry is None else shapely.transform(feature.geometry, self._points)
        return replace(feature, geometry=geometry, properties=self._properties(feature.properties))

    def _points(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        moved: npt.NDArray[np.float64] = points * self._factor + self._shift_m
        return moved

    def _properties(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        moved = dict(properties)
        for name in _POINTS:
            if is_point(moved.get(name)):
                moved[name] = self._points(np.array(moved[name], dtype=float)).tolist()
        if isinstance(moved.get("stops"), list):
            moved["stops"] = [self._properties(stop) if isinstance(stop, Mapping) else stop for stop in moved["stops"]]
        survey = moved.get("survey_frame")
        if isinstance(survey, list | tuple) and len(survey) == 6:
            (fx, fy), (dx, dy) = self._factor.tolist(), self._shift_m.tolist()
            a, b, x, c, d, y = survey
            moved["survey_frame"] = [a * fx, b * fx, x * fx + dx, c * fy, d * fy, y * fy + dy]
        return moved
