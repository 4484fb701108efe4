"""What may be asked of a collection: where, when, how many, and by which property (OGC 17-069r4, 7.15)."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from api.presenting.layers import FILTERS, Layer
from api.requests import Query
from maps.errors import BadInputError

MAX_LIMIT = 10_000
DEFAULT_LIMIT = 1_000

_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
_DATETIME = rf"({_INSTANT}|{_INSTANT}/{_INSTANT}|{_INSTANT}/(\.\.)?|(\.\.)?/{_INSTANT})"
Value = Annotated[str, Field(max_length=200)]


class ItemsQuery(Query):
    """Which items of a collection."""

    limit: int = Field(
        default=DEFAULT_LIMIT,
        ge=1,
        description=f"How many items a page holds at most; more than {MAX_LIMIT} are never sent at once.",
    )
    offset: int = Field(default=0, ge=0, le=1_000_000_000, description="How many items are on the pages before.")
    bbox: str | None = Field(
        default=None,
        max_length=200,
        description="West, south, east, north (or with heights after each pair) in degrees, CRS84.",
    )
    datetime: str | None = Field(
        default=None,
        max_length=100,
        description="An RFC 3339 time or interval. A revision has no times of its own: all of it is in any.",
    )
    level_id: Value | None = Field(default=None, description="Only what is on this level.")
    category: Value | None = Field(default=None, description="Only of this category.")
    function: Value | None = Field(default=None, description="Only units that are for this.")
    kind: Value | None = Field(default=None, description="Only of this kind.")
    access: Value | None = Field(default=None, description="Only what is public, staff or closed.")
    accessibility: Value | None = Field(default=None, description="Only what a wheelchair passes: yes, no or unknown.")


def read_boxes(query: ItemsQuery) -> list[tuple[float, float, float, float]]:
    """Return the boxes asked for, in degrees: none, one, or the two halves of one across the antimeridian.

    Raises
    ------
    BadInputError
        If it is no box in degrees.
    """
    if query.bbox is None:
        return []
    try:
        numbers = [float(each) for each in query.bbox.split(",")]
    except ValueError:
        numbers = []
    west, south, east, north = _corners(numbers, query.bbox)
    return [(west, south, east, north)] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]


def read_wanted(query: ItemsQuery, layer: Layer) -> Mapping[str, str]:
    """Return the values of properties asked for; and refuse a time that is none.

    Raises
    ------
    BadInputError
        If items of the collection have no such property, or the time is none.
    """
    if query.datetime is not None and not re.fullmatch(_DATETIME, query.datetime, re.IGNORECASE):
        raise BadInputError(
            f"{query.datetime!r} is neither a time nor an interval.", remedy="Write for example 2026-11-25T18:00:00Z/.."
        )
    wanted = {name: value for name in FILTERS if (value := getattr(query, name)) is not None}
    known = {*layer.properties, *(("level_id",) if "level_ids" in layer.properties else ())}
    for name in wanted:
        if layer.features and name not in known:
            raise BadInputError(
                f"The {layer.name} have no {name}.",
                remedy=f"Ask by {', '.join(each for each in FILTERS if each in known) or 'bbox alone'}.",
            )
    return wanted


def _corners(numbers: list[float], text: str) -> tuple[float, float, float, float]:
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) == 4:
        west, south, east, north = numbers
        if max(abs(west), abs(east)) <= 180 and -90 <= south <= north <= 90:
            return west, south, east, north
    raise BadInputError(
        f"bbox {text!r} is no box in degrees.", remedy="Write west,south,east,north: for example 121.0,31.0,121.1,31.1"
    )
