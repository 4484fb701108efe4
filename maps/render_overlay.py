"""Something measured, drawn over the plan of a level: the plan quiet, what is shown loud."""

from collections.abc import Sequence

from maps import render_style as style
from maps.ids import LevelId
from maps.render import BOTH_LANGUAGES, WIDTH_PX, drawn_sheet, sheet_around
from maps.render_labels import place_labels
from maps.render_parts import draw_doors, draw_walls
from maps.render_paths import area_path
from maps.render_sheet import scale_bar, text_at
from maps.venue import Venue

_FOOT = 8.0
_MARGIN = 6.0


def render_overlay(
    venue: Venue,
    level_id: LevelId,
    *,
    cover: Sequence[str],
    marks: Sequence[str],
    legend: Sequence[str],
    heading: str,
    languages: Sequence[str] = BOTH_LANGUAGES,
    width_px: int = WIDTH_PX,
) -> str:
    """Return a level as an SVG document with something drawn over it.

    Parameters
    ----------
    cover : sequence of str
        Drawn on the floors, below walls and names; in metres, y north.
    marks : sequence of str
        Drawn above everything; in metres, y north.
    legend : sequence of str
        In units of the sheet, from (6, 2) on, four high.
    heading : str
        What is shown, written above the legend.

    Raises
    ------
    NotFoundError
        If the venue has no such level.
    """
    level = venue.get_level(level_id)
    units = venue.units_by_level[level_id]
    openings = [opening for opening in venue.openings if opening.level_id == level_id]
    sheet = sheet_around(level, languages)
    ground = [
        '<g transform="scale(1 -1)" stroke-linejoin="round">',
        *[f'<path d="{area_path(unit.area)}" fill="#FFFFFF" fill-rule="evenodd"/>' for unit in units],
        *cover,
        *draw_walls(venue, level, units, openings),
        *draw_doors(venue, openings),
        "</g>",
        '<g text-anchor="middle">',
        *place_labels(venue, level, units, languages, halo="#FFFFFF"),
        "</g>",
        '<g transform="scale(1 -1)" stroke-linejoin="round">',
        *marks,
        "</g>",
    ]

    def foot(top_m: float) -> list[str]:
        head = text_at(_MARGIN, 0.6, 1.5, heading, colour=style.INK, extra='font-weight="600"')
        return sheet.group(top_m, [head, *legend, *scale_bar(sheet)])

    return drawn_sheet(venue, level, sheet, ground, _FOOT * sheet.unit_m, foot, width_px)
