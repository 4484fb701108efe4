"""A track over the plan: where somebody was, where they were thought to be, and how sure that was."""

import itertools
from collections.abc import Sequence

from beacons.accuracy import fixes_at
from beacons.traces.trace import Trace, TruthPoint
from maps.ids import LevelId
from maps.position import Fix, NoFix
from maps.render_overlay import render_overlay
from maps.render_paths import path, stroke
from maps.render_sheet import text_at
from maps.venue import Venue

_TRUTH, _FIX = "#16262E", "#C2410C"
_CIRCLE_EVERY_S = 5.0


def levels_of(trace: Trace) -> tuple[LevelId, ...]:
    """Return the levels that a walk really was on, in the order in which it came to them."""
    return tuple(dict.fromkeys(point.position.level_id for point in trace.truth))


def render_track(
    venue: Venue, level_id: LevelId, trace: Trace, fixes: Sequence[Fix | NoFix], *, smoothed: bool = False
) -> str:
    """Return the part of a walk on one level as SVG: truth as a line, fixes as dots joined to it, circles of 68 %.

    Raises
    ------
    NotFoundError
        If the venue has no such level.
    """
    truth = [point for point in trace.truth if point.position.level_id == level_id]
    found = fixes_at(fixes, [point.t_s for point in truth], smoothed=smoothed)
    pairs = [(point.position, fix) for point, fix in zip(truth, found, strict=True) if fix is not None]
    here = [(position, fix) for position, fix in pairs if fix.position.level_id == level_id]
    ways = [[(point.position.x_m, point.position.y_m) for point in part] for part in _unbroken(trace, level_id)]
    spans = [[(at.x_m, at.y_m), (fix.position.x_m, fix.position.y_m)] for at, fix in here]
    marks = [
        *[_circle(fix) for fix in _every([fix for _, fix in here], _CIRCLE_EVERY_S)],
        *[stroke(path(span), _FIX, 0.12, extra='stroke-opacity="0.5"') for span in spans],
        *[stroke(path(way), "#FFFFFF", 0.9, extra='stroke-linecap="round"') for way in ways],
        *[stroke(path(way), _TRUTH, 0.45, extra='stroke-linecap="round"') for way in ways],
        *[_dot(fix) for _, fix in here],
    ]
    heading = f"轨迹 Track {trace.id}: {len(here)} fixes here"
    return render_overlay(venue, level_id, cover=(), marks=marks, legend=_legend(), heading=heading)


def _unbroken(trace: Trace, level_id: LevelId) -> list[list[TruthPoint]]:
    """Return the truth on a level in pieces, one for each stay."""
    stays = itertools.groupby(trace.truth, key=lambda point: point.position.level_id)
    pieces = [list(points) for level, points in stays if level == level_id]
    return [piece for piece in pieces if len(piece) > 1]


def _every(fixes: Sequence[Fix], pause_s: float) -> list[Fix]:
    kept: list[Fix] = []
    for fix in fixes:
        if not kept or fix.t_s - kept[-1].t_s >= pause_s:
            kept.append(fix)
    return kept


def _circle(fix: Fix) -> str:
    return (
        f'<circle cx="{fix.position.x_m:.2f}" cy="{fix.position.y_m:.2f}" r="{fix.r68_m:.2f}" fill="{_FIX}" '
        f'fill-opacity="0.07" stroke="{_FIX}" stroke-opacity="0.45" stroke-width="0.1"/>'
    )


def _dot(fix: Fix) -> str:
    return f'<circle cx="{fix.position.x_m:.2f}" cy="{fix.position.y_m:.2f}" r="0.3" fill="{_FIX}"/>'


def _legend() -> list[str]:
    return [
        f'<path d="M6 3.4h5" stroke="{_TRUTH}" stroke-width="0.6"/>',
        text_at(12, 3.85, 1.3, "where they were"),
        f'<circle cx="29" cy="3.4" r="0.5" fill="{_FIX}"/>',
        text_at(30.5, 3.85, 1.3, "where they were thought to be"),
        f'<circle cx="58" cy="3.4" r="1.3" fill="{_FIX}" fill-opacity="0.07" stroke="{_FIX}" stroke-width="0.1"/>',
        text_at(60.3, 3.85, 1.3, "circle of 68 %, every 5 s"),
    ]
