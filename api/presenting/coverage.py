"""Coverage of a level as JSON: squares of a grid, and what can be expected in each."""

from collections.abc import Sequence
from typing import Any, NotRequired

import numpy as np
from typing_extensions import TypedDict

from beacons.coverage.level import Coverage
from beacons.coverage.placement import Placement
from beacons.coverage.site import Radios, Site
from beacons.coverage.summary import summary


class SquaresDocument(TypedDict):
    """Squares of side `side_m`: number n lies `n % columns` sides east and `n // columns` north of the corner."""

    west_m: float
    south_m: float
    side_m: float
    columns: int
    rows: int
    numbers: list[int]


class SummaryDocument(TypedDict):
    """Shares of the walkable area under a roof, and medians; see `Summary`."""

    area_m2: float
    within_3_m: float
    within_5_m: float
    no_position: float
    floor_unclear: float
    median_bound_m: float | None
    median_heard: float


class SuggestionDocument(TypedDict):
    """One more beacon [local m], and what it adds [nats]."""

    x_m: float
    y_m: float
    height_m: float
    gain: float


class PlacementDocument(TypedDict):
    """Beacons that would help most, in this order: at least this share of what any choice of as many could add."""

    beacons: list[SuggestionDocument]
    at_least_share: float
    median_before_m: float
    median_after_m: float


class CoverageDocument(TypedDict):
    """What can be expected of positions on a level: one value for each of the squares, null where there is none.

    `bound_m` is the least root mean square error [m] of somebody who stands still for `listen_s`; `heard` how many
    transmitters are heard, `wrong_floor` how often another floor sounds likelier, `dilution` the error by ranges to
    access points over that of one range. `before` is the summary with the transmitters that `without` takes away.
    """

    venue: str
    level: str
    radios: str
    listen_s: float
    without: list[str]
    squares: SquaresDocument
    bound_m: list[float | None]
    heard: list[float | None]
    wrong_floor: list[float | None]
    dilution: list[float | None]
    summary: SummaryDocument
    before: NotRequired[SummaryDocument]
    placement: NotRequired[PlacementDocument]


def coverage_document(
    site: Site,
    covered: Coverage,
    *,
    radios: Radios,
    without: Sequence[str] = (),
    before: Coverage | None = None,
    placement: Placement | None = None,
) -> CoverageDocument:
    """Return the coverage of a level; `before` without anything taken away."""
    document: CoverageDocument = {
        "venue": site.venue.id,
        "level": covered.level_id,
        "radios": radios.value,
        "listen_s": site.listen_s,
        "without": list(without),
        "squares": _squares(covered),
        "bound_m": _values(covered.bound_m, 2),
        "heard": _values(covered.heard, 1),
        "wrong_floor": _values(covered.p_wrong_floor, 4),
        "dilution": _values(covered.dilution, 2),
        "summary": summary_document(covered),
    }
    if before is not None:
        document["before"] = summary_document(before)
    if placement is not None:
        document["placement"] = placement_document(placement)
    return document


def summary_document(covered: Coverage) -> SummaryDocument:
    """Return the summary of a level."""
    figures = summary(covered)
    return {
        "area_m2": round(figures.area_m2, 1),
        "within_3_m": round(figures.within_3_m, 4),
        "within_5_m": round(figures.within_5_m, 4),
        "no_position": round(figures.no_position, 4),
        "floor_unclear": round(figures.floor_unclear, 4),
        "median_bound_m": None if figures.median_bound_m is None else round(figures.median_bound_m, 2),
        "median_heard": round(figures.median_heard, 1),
    }


def placement_document(placement: Placement) -> PlacementDocument:
    """Return suggested beacons."""
    return {
        "beacons": [
            {
                "x_m": round(each.x_m, 2),
                "y_m": round(each.y_m, 2),
                "height_m": each.height_m,
                "gain": round(each.gain, 5),
            }
            for each in placement.suggestions
        ],
        "at_least_share": round(placement.at_least_share, 3),
        "median_before_m": round(placement.median_before_m, 2),
        "median_after_m": round(placement.median_after_m, 2),
    }


def _squares(covered: Coverage) -> SquaresDocument:
    raster = covered.raster
    rows, columns = raster.number.shape
    places = np.empty(len(covered.x_m), dtype=np.int64)
    inside = np.flatnonzero(raster.number.ravel() >= 0)
    places[raster.number.ravel()[inside] - covered.first] = inside
    return {
        "west_m": round(raster.west_m, 3),
        "south_m": round(raster.south_m, 3),
        "side_m": round(raster.side_m, 4),
        "columns": columns,
        "rows": rows,
        "numbers": places.tolist(),
    }


def _values(values: Any, digits: int) -> list[float | None]:
    return [None if value != value else round(value, digits) for value in values.tolist()]
