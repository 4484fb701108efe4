"""Coverage over the plan of a level."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.coverage.level import Coverage
from beacons.coverage.placement import Suggestion
from beacons.coverage.site import Site
from beacons.plots.scale import NOTHING, Scale
from maps.positioning import Transmitter
from maps.render_overlay import render_overlay
from maps.render_paths import area_path

Floats = npt.NDArray[np.float64]

_BEACON, _DEAD, _NEW = "#C2410C", "#8A949A", "#B0006D"


class Shown(enum.StrEnum):
    """What a map of coverage shows."""

    ERROR = "error"
    HEARD = "heard"
    FLOOR = "floor"
    RANGES = "ranges"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    heading: str
    scale: Scale


_NO_POSITION = "no position"
LOOKS: Mapping[Shown, _Look] = {
    Shown.ERROR: _Look(
        heading="误差下限 Least position error of somebody who stands still for {listen_s:g} s",
        scale=Scale(edges=(2, 3, 4, 5, 7, 10, 15), unit="m", nothing=_NO_POSITION),
    ),
    Shown.HEARD: _Look(
        heading="可收到的发射器 Transmitters heard in {listen_s:g} s",
        scale=Scale(edges=(12, 9, 7, 5, 3, 2, 1), unit="", nothing=_NO_POSITION),
    ),
    Shown.FLOOR: _Look(
        heading="楼层误判 Probability that another floor sounds likelier",
        scale=Scale(edges=(0.1, 0.5, 1, 2, 5, 10, 20), unit="%", nothing=_NO_POSITION),
    ),
    Shown.RANGES: _Look(
        heading="测距精度因子 Error of a position over the error of one range (Wi-Fi RTT)",
        scale=Scale(edges=(0.8, 1, 1.25, 1.5, 2, 3, 5), unit="×", nothing="no fix by ranges"),
    ),
}


def render_coverage(
    site: Site,
    covered: Coverage,
    *,
    shown: Shown = Shown.ERROR,
    without: Sequence[str] = (),
    suggestions: Sequence[Suggestion] = (),
    width_px: int = 1_800,
) -> str:
    """Return the coverage of a level as an SVG document, with its transmitters and those suggested.

    Parameters
    ----------
    without : sequence of str
        Transmitters that are taken to be dead: crossed out.
    """
    look = LOOKS[shown]
    values = _values(covered, shown)
    here = [item for item in site.venue.transmitters if item.level_id == covered.level_id]
    ground = area_path(site.spatial.walkable_area(covered.level_id))
    return render_overlay(
        site.venue,
        covered.level_id,
        cover=[
            f'<clipPath id="ground"><path d="{ground}" clip-rule="evenodd"/></clipPath>' if ground else "",
            f'<g clip-path="url(#ground)" shape-rendering="crispEdges">{_squares(covered, values, look.scale)}</g>',
        ],
        marks=[
            *[_transmitter(item, dead=item.id in without) for item in here],
            *[_ghost(each, number) for number, each in enumerate(suggestions, start=1)],
        ],
        legend=look.scale.legend(has_nothing=not np.isfinite(values).all()),
        heading=look.heading.format(listen_s=site.listen_s),
        width_px=width_px,
    )


def _values(covered: Coverage, shown: Shown) -> Floats:
    return {
        Shown.ERROR: covered.bound_m,
        Shown.HEARD: np.where(covered.has_position, covered.heard, np.nan),
        Shown.FLOOR: 100.0 * covered.p_wrong_floor,
        Shown.RANGES: covered.dilution,
    }[shown]


def _squares(covered: Coverage, values: Floats, scale: Scale) -> str:
    """Return all cells, one path for each colour; cells beside each other in a row are one piece of it."""
    raster, steps = covered.raster, scale.steps(values)
    step_of = np.full(raster.number.shape, -2)
    inside = raster.number >= 0
    step_of[inside] = steps[raster.number[inside] - covered.first]
    colours = {-1: NOTHING, **dict(enumerate(scale.colours))}
    return "".join(
        f'<path d="{_runs(step_of == step, covered)}" fill="{colour}"/>'
        for step, colour in colours.items()
        if (step_of == step).any()
    )


def _runs(mask: npt.NDArray[np.bool_], covered: Coverage) -> str:
    side_m, west_m, south_m = covered.raster.side_m, covered.raster.west_m, covered.raster.south_m
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    begins, ends = np.nonzero(edges == 1), np.nonzero(edges == -1)
    return "".join(
        f"M{west_m + first * side_m:.2f} {south_m + row * side_m:.2f}h{(last - first) * side_m:.2f}v{side_m:.2f}"
        f"h{(first - last) * side_m:.2f}Z"
        for row, first, last in zip(begins[0].tolist(), begins[1].tolist(), ends[1].tolist(), strict=True)
    )


def _transmitter(item: Transmitter, *, dead: bool) -> str:
    x, y = item.point.x, item.point.y
    if dead:
        cross = f"M{x - 0.7:.2f} {y - 0.7:.2f}l1.4 1.4M{x - 0.7:.2f} {y + 0.7:.2f}l1.4 -1.4"
        return f'<path d="{cross}" fill="none" stroke="{_DEAD}" stroke-width="0.4"/>'
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="0.5" fill="{_BEACON}" stroke="#fff" stroke-width="0.2"/>'


def _ghost(each: Suggestion, number: int) -> str:
    x, y = each.x_m, each.y_m
    return (
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.3" fill="#fff" stroke="{_NEW}" stroke-width="0.35"/>'
        f'<text transform="translate({x:.2f} {y:.2f}) scale(1 -1)" y="0.55" font-size="1.5" font-weight="700" '
        f'text-anchor="middle" fill="{_NEW}">{number}</text>'
    )
