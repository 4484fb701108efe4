"""A level as an SVG drawing: what an architect would pin to the wall, and a sign maker could print."""

from collections.abc import Callable, Mapping, Sequence

from maps import render_style as style
from maps.ids import LevelId
from maps.render_labels import place_labels
from maps.render_parts import draw_bays, draw_doors, draw_fixtures, draw_floors, draw_symbols, draw_walls
from maps.render_sheet import Sheet, footer, footer_height, title
from maps.venue import Level, Venue

BOTH_LANGUAGES = ("zh-Hans", "en")
LANGUAGES: Mapping[str, Sequence[str]] = {"both": BOTH_LANGUAGES, "zh": ("zh-Hans",), "en": ("en",)}
"""What people ask for, and the tags of it."""
WIDTH_PX = 1_800
"""How wide a drawing is unless asked otherwise [pixels]."""

FONT = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"


def render_level(
    venue: Venue, level_id: LevelId, *, languages: Sequence[str] = BOTH_LANGUAGES, width_px: int = WIDTH_PX
) -> str:
    """Return a level of a venue as an SVG document.

    Parameters
    ----------
    venue : Venue
        Any venue; what it lacks (doors, fixtures, functions) is simply not drawn.
    level_id : LevelId
        The level to draw.
    languages : sequence of str
        One or two BCP 47 tags: what names are written in, the first in bold above the second.
    width_px : int
        The width of the sheet [pixels].

    Returns
    -------
    str
        SVG, north up; its own units are metres.

    Raises
    ------
    NotFoundError
        If the venue has no such level.
    """
    level = venue.get_level(level_id)
    units = venue.units_by_level[level_id]
    sheet = sheet_around(level, languages)
    ground = draw_ground(venue, level, languages)
    return drawn_sheet(
        venue, level, sheet, ground, footer_height(units, sheet), lambda top_m: footer(units, sheet, top_m), width_px
    )


def sheet_around(level: Level, languages: Sequence[str]) -> Sheet:
    """Return the paper for a level."""
    x0, y0, x1, y1 = level.outline.bounds
    return Sheet.around(x1 - x0, y1 - y0, languages)


def drawn_sheet(
    venue: Venue,
    level: Level,
    sheet: Sheet,
    ground: Sequence[str],
    foot_m: float,
    foot: Callable[[float], Sequence[str]],
    width_px: int,
) -> str:
    """Return a sheet as an SVG document: title, what is drawn on the ground, and a foot below.

    Parameters
    ----------
    ground : sequence of str
        In metres with north up: x as in the venue, y with its sign turned.
    foot_m : float
        Height of the foot [m].
    foot : callable
        Draws it below a height of the paper [m].
    """
    x0, y0, _, y1 = level.outline.bounds
    height_m = y1 - y0 + 2 * sheet.margin_m + sheet.head_m + foot_m
    to_sheet = f"translate({sheet.left_m - x0:.2f} {sheet.head_m + sheet.margin_m + y1:.2f})"
    width_m = sheet.width_m
    height_px = width_px * height_m / width_m
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width_m:.2f} {height_m:.2f}" '
            f'width="{width_px}" height="{height_px:.0f}" font-family="{FONT}">',
            f'<rect width="{width_m:.2f}" height="{height_m:.2f}" fill="{style.PAPER}"/>',
            f'<g transform="{to_sheet}">',
            *ground,
            "</g>",
            *title(venue, level, sheet),
            *foot(height_m - foot_m),
            "</svg>",
        ]
    )


def draw_ground(venue: Venue, level: Level, languages: Sequence[str]) -> list[str]:
    """Return what is drawn of a level itself, in metres with north up: x as in the venue, y with its sign turned."""
    units = venue.units_by_level[level.id]
    openings = [opening for opening in venue.openings if opening.level_id == level.id]
    drawn = [
        *draw_floors(units),
        *draw_fixtures(venue, level),
        *draw_bays(venue, level),
        *draw_walls(venue, level, units, openings),
        *draw_doors(venue, openings),
        *draw_symbols(venue, units),
    ]
    return [
        *['<g transform="scale(1 -1)" stroke-linejoin="round">', *drawn, "</g>"],
        *['<g text-anchor="middle">', *place_labels(venue, level, units, languages), "</g>"],
    ]
