"""Times from many ends to many, and what can be reached within a time, as JSON."""

import math
from typing import Any

from typing_extensions import TypedDict

from maps.position import Position
from nav.ways.isochrone import Isochrone
from nav.ways.many import Matrix


class MatrixDocument(TypedDict):
    """Time and cost [s] of the best way from each origin (row) to each destination (column); null where there is none.

    Cost is time and what is unpleasant on the way. `version` is that of the conditions.
    """

    version: int
    duration_s: list[list[float | None]]
    cost_s: list[list[float | None]]


class ReachedUnit(TypedDict):
    """A unit, and when it is reached [s]."""

    unit: str
    at_s: float


class ReachedPoint(TypedDict):
    """A point where best ways bend or change level, and when it is reached [s]."""

    x_m: float
    y_m: float
    level: str
    at_s: float


class IsochroneDocument(TypedDict):
    """What is reached within a time [s]: units, soonest first, and points that outline the ground between them."""

    version: int
    limit_s: float
    units: list[ReachedUnit]
    points: list[ReachedPoint]


def matrix_document(matrix: Matrix, version: int) -> MatrixDocument:
    """Return a matrix."""
    return {"version": version, "duration_s": _rows(matrix.duration_s), "cost_s": _rows(matrix.cost_s)}


def isochrone_document(found: Isochrone, version: int) -> IsochroneDocument:
    """Return what is reached."""
    units = sorted(found.unit_s.items(), key=lambda each: (each[1], each[0]))
    return {
        "version": version,
        "limit_s": found.limit_s,
        "units": [{"unit": name, "at_s": round(at_s, 1)} for name, at_s in units],
        "points": [_point(where, float(at_s)) for where, at_s in found.turns],
    }


def _point(where: Position, at_s: float) -> ReachedPoint:
    return {"x_m": round(where.x_m, 3), "y_m": round(where.y_m, 3), "level": where.level_id, "at_s": round(at_s, 1)}


def _rows(values: Any) -> list[list[float | None]]:
    return [[round(value, 2) if math.isfinite(value) else None for value in row] for row in values.tolist()]
