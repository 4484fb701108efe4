"""A picture under a draft: to be drawn over, never published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maps.affine import Affine
from maps.control_points import KnownPoint, placed_m
from maps.frame import LocalFrame
from maps.georeference import ControlPoint, Georeference, georeference
from maps.ids import LevelId

METRES_PER_PIXEL = 0.05
"""How large a picture is taken to be before anybody says: a plan 1:500 scanned at 254 dpi [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Underlay:
    """Where a picture lies.

    Parameters
    ----------
    level_id : LevelId
        The level it is of; that level may be yet to draw.
    media_type : str
        ``image/png`` or ``image/jpeg``.
    affine : Affine
        From pixels (x right, y down, from the upper left corner) to the draft's frame [m].
    name : str
        What the file was called.
    """

    id: str
    level_id: LevelId
    media_type: str
    width_px: int
    height_px: int
    affine: Affine
    name: str = ""

    def placed(
        self, known: Sequence[KnownPoint], frame: LocalFrame | None, *, kind: str = "similarity"
    ) -> tuple["Underlay", Georeference]:
        """Return the picture where control points (pixel ↔ place) say it is, and how well they say so.

        Raises
        ------
        BadInputError
            If they do not determine it, or are in degrees and there is no frame.
        """
        points = [ControlPoint(name=each.name, plan=each.plan, place_m=placed_m(each, frame)) for each in known]
        found = georeference(points, kind=kind, mirrored=True)
        return replace(self, affine=found.affine), found


def first_guess(height_px: int) -> Affine:
    """Return a picture upright, its lower left corner at the origin, at `METRES_PER_PIXEL`."""
    return Affine(a=METRES_PER_PIXEL, d=-METRES_PER_PIXEL, y_m=METRES_PER_PIXEL * height_px)
