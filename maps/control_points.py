"""Control points as people write them down, and a draft brought to where they say it is."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from maps.affine import move_draft
from maps.draft import VenueDraft
from maps.errors import BadInputError, NotFoundError, UnreadableFileError
from maps.frame import LocalFrame
from maps.georeference import ControlPoint, Georeference, georeference
from maps.ids import LevelId
from maps.readers.archive import SourceFile, read_bytes
from maps.readers.json_text import parse_json

NEAR_M = 1_000.0
"""Within this far of its origin, a venue's frame is true to centimetres and is kept [m]."""

_ORIGIN_DECIMALS = 7
_REMEDY = "Give each point x, y on the plan and either lon, lat or x_m, y_m, where it is; a name helps."


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPoint:
    """A place on the plan, and where it is: in degrees, or in metres of the venue's frame."""

    name: str
    plan: tuple[float, float]
    lonlat: tuple[float, float] | None = None
    place_m: tuple[float, float] | None = None


def read_points(path: Path) -> tuple[KnownPoint, ...]:
    """Return the control points of a file: CSV with a line of names, or JSON with a list of objects.

    Raises
    ------
    BadInputError
        If a point lacks a coordinate.
    UnreadableFileError, TooLargeError
        If the file cannot be read.
    """
    data = read_bytes(path)
    if path.suffix.lower() == ".json":
        rows = parse_json(SourceFile(name=path.name, label=str(path), data=data))
        if isinstance(rows, dict):
            rows = rows.get("points")
    else:
        rows = _csv_rows(path, data)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadInputError(f"{path} holds no list of control points.", remedy=_REMEDY)
    return tuple(known_point(row, f"point {number}") for number, row in enumerate(rows, 1))


def known_point(row: Mapping[str, Any], default_name: str) -> KnownPoint:
    """Return a control point from the names and values that describe it, or raise `BadInputError`."""
    name = str(row.get("name") or default_name)
    plan, lonlat, place_m = (_pair(row, name, *names) for names in (("x", "y"), ("lon", "lat"), ("x_m", "y_m")))
    if plan is None or (lonlat is None) == (place_m is None):
        raise BadInputError(f"The control point {name[:80]!r} is incomplete.", remedy=_REMEDY)
    return KnownPoint(name=name, plan=plan, lonlat=lonlat, place_m=place_m)


def place_draft(
    draft: VenueDraft, known: Sequence[KnownPoint], *, kind: str = "similarity", level_id: LevelId | None = None
) -> tuple[VenueDraft, Georeference]:
    """Return the draft, or one level of it, where the control points say it is; and how well they say so.

    The plan's coordinates are the draft's present ones. When points in degrees lie farther than `NEAR_M` from the
    venue's origin, the venue gets another origin among them.

    Raises
    ------
    BadInputError
        If the points do not determine a transformation, or would take one level away from the others.
    NotFoundError
        If there is no such level.
    """
    if level_id is not None and level_id not in {level.id for level in draft.of_type("level")}:
        raise NotFoundError(f"The draft has no level {level_id!r}.", remedy="Name a level by its id.")
    frame = _frame_for(draft.frame, known)
    if level_id is not None and frame is not draft.frame:
        raise BadInputError(
            f"The control points lie more than {NEAR_M:g} m from the venue.", remedy="Place the whole draft first."
        )
    points = [ControlPoint(name=each.name, plan=each.plan, place_m=placed_m(each, frame)) for each in known]
    found = georeference(points, kind=kind)
    return replace(move_draft(draft, found.affine, level_id=level_id), frame=frame), found


def placed_m(known: KnownPoint, frame: LocalFrame | None) -> tuple[float, float]:
    """Return where a control point is [local m], or raise `BadInputError` if it takes a frame and there is none."""
    if known.place_m is not None:
        return known.place_m
    assert known.lonlat is not None
    if frame is None:
        raise BadInputError(
            f"The control point {known.name[:80]!r} is in degrees, and the venue has no origin yet.",
            remedy="Give x_m and y_m, or import a draft first.",
        )
    return frame.to_local(*known.lonlat)


def _frame_for(frame: LocalFrame, known: Sequence[KnownPoint]) -> LocalFrame:
    lonlat = [each.lonlat for each in known if each.lonlat is not None]
    if all(math.hypot(*frame.to_local(*each)) <= NEAR_M for each in lonlat):
        return frame
    if len(lonlat) < len(known):
        raise BadInputError(
            "Some control points are far from the venue's origin, others in metres from it.",
            remedy="Give all of them in longitude and latitude.",
        )
    lon, lat = np.median(np.array(lonlat), axis=0).round(_ORIGIN_DECIMALS).tolist()
    return LocalFrame(origin_lon_deg=lon, origin_lat_deg=lat)


def _csv_rows(path: Path, data: bytes) -> list[dict[str, Any]]:
    try:
        lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), skipinitialspace=True)
        return [{(name or "").strip(): value for name, value in row.items()} for row in lines]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(f"{path} is not CSV in UTF-8: {error}.", remedy=_REMEDY) from error


def _pair(row: Mapping[str, Any], name: str, *names: str) -> tuple[float, float] | None:
    """Return two coordinates, or None when neither is given."""
    texts = [row.get(each) for each in names]
    if all(text is None or text == "" for text in texts):
        return None
    try:
        first, second = (float(text) for text in texts)  # type: ignore[arg-type]  # what is no number is refused
    except (TypeError, ValueError):
        first = second = math.nan
    if not (math.isfinite(first) and math.isfinite(second)):
        raise BadInputError(
            f"The control point {name[:80]!r} has {' and '.join(names)} that are no two numbers.", remedy=_REMEDY
        )
    if names == ("lon", "lat") and not (abs(first) <= 180 and abs(second) <= 85):
        raise BadInputError(
            f"The control point {name[:80]!r} lies at lon {first:g}, lat {second:g}, where no building can stand.",
            remedy="Give longitude and latitude in degrees, WGS84.",
        )
    return first, second
