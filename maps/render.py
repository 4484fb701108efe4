"""A level as an SVG drawing: what an architect would pin to the wall, and a sign maker could print."""

from maps import render_style as style
from maps.ids import LevelId
from maps.render_labels import place_labels
from maps.render_parts import draw_bays, draw_doors, draw_fixtures, draw_floors, draw_symbols, draw_walls
from maps.render_sheet import footer, footer_height, title
from maps.venue import Venue

_MARGIN_M, _HEAD_M, _MIN_WIDTH_M = 6.0, 11.0, 66.0
_PIXELS_PER_METRE = 12.0
_FONT = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"


def render_level(venue: Venue, level_id: LevelId) -> str:
    """Return a level of a venue as an SVG document.

    Parameters
    ----------
    venue : Venue
        Any venue; what it lacks (doors, fixtures, functions) is simply not drawn.
    level_id : LevelId
        The level to draw.

    Returns
    -------
    str
        SVG, 12 pixels to the metre, north up.

    Raises
    ------
    NotFoundError
        If the venue has no such level.
    """
    level = venue.get_level(level_id)
    units = venue.units_by_level[level_id]
    openings = [opening for opening in venue.openings if opening.level_id == level_id]
    x0, y0, x1, y1 = level.outline.bounds
    width = max(x1 - x0, _MIN_WIDTH_M) + 2 * _MARGIN_M
    foot_m = footer_height(units, width, _MARGIN_M)
    height = y1 - y0 + 2 * _MARGIN_M + _HEAD_M + foot_m
    to_sheet = f"translate({_MARGIN_M - x0:.2f} {_HEAD_M + _MARGIN_M + y1:.2f})"
    drawn = [
        *draw_floors(units),
        *draw_fixtures(venue, level),
        *draw_bays(venue, level),
        *draw_walls(venue, level, units, openings),
        *draw_doors(venue, openings),
        *draw_symbols(venue, units),
    ]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}" '
            f'width="{width * _PIXELS_PER_METRE:.0f}" height="{height * _PIXELS_PER_METRE:.0f}" font-family="{_FONT}">',
            f'<rect width="{width:.2f}" height="{height:.2f}" fill="{style.PAPER}"/>',
            *[f'<g transform="{to_sheet} scale(1 -1)" stroke-linejoin="round">', *drawn, "</g>"],
            *[f'<g transform="{to_sheet}" text-anchor="middle">', *place_labels(venue, level, units), "</g>"],
            *title(venue, level, _MARGIN_M),
            *footer(units, width, height - foot_m, _MARGIN_M),
            "</svg>",
        ]
    )
