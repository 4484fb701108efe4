"""A "you are here" sign as a sheet to hang up: in large letters where this is, a code for phones, and a map of it."""

from html import escape
from urllib.parse import urlencode

from maps import render_style as style
from maps.errors import BadInputError
from maps.ids import VenueId
from maps.position import Position
from maps.positioning import QrPoint
from maps.render import BOTH_LANGUAGES, FONT, draw_ground
from maps.render_text import in_languages, text_width_em
from maps.spatial import SpatialIndex
from maps.venue import Venue

WIDTH_MM, HEIGHT_MM = 210, 297
"""A4, upright."""
_MARGIN = 15.0
_ROOM = WIDTH_MM - 2 * _MARGIN
_CODE_MM = 84.0
_MAP_TOP, _MAP_HEIGHT = 176.0, 96.0
_SHOWN_M = 64.0
"""How wide the piece of the map is [m]."""
_SCAN = {"zh-Hans": "用手机扫码，找到去处", "en": "Scan to find your way"}
_HERE = {"zh-Hans": "您在这里", "en": "You are here"}


def sign_address(server: str, venue_id: VenueId, code: str) -> str:
    """Return what the code of a sign holds: the page, opened at this sign.

    Parameters
    ----------
    server : str
        The address that patients' phones reach the server at, ``https://…``.

    Raises
    ------
    BadInputError
        If that is no web address.
    """
    if not server.startswith(("https://", "http://")) or any(letter.isspace() for letter in server):
        raise BadInputError(
            f"{server[:80]!r} is no web address.",
            remedy="Give the one that phones use, such as https://maps.example.org",
        )
    return f"{server.rstrip('/')}/?{urlencode({'venue': venue_id, 'at': code})}"


def draw_poster(venue: Venue, sign: QrPoint, address: str, *, width_px: int) -> str:
    """Return the sheet of a sign as an SVG document.

    Parameters
    ----------
    address : str
        What its code holds; see `sign_address`.
    width_px : int
        The width of the picture [pixels]; 1654 is 200 dots an inch.
    """
    level = venue.get_level(sign.level_id)
    unit = SpatialIndex(venue).unit_at(Position(x_m=sign.point.x, y_m=sign.point.y, level_id=sign.level_id))
    place = in_languages(unit.labels if unit and unit.labels else sign.labels, BOTH_LANGUAGES, sign.code)
    floor = in_languages(level.labels, BOTH_LANGUAGES, str(level.ordinal))
    hospital = in_languages(venue.labels, BOTH_LANGUAGES, venue.id)
    height_px = round(width_px * HEIGHT_MM / WIDTH_MM)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_MM} {HEIGHT_MM}" '
            f'width="{width_px}" height="{height_px}" font-family="{FONT}">',
            f'<rect width="{WIDTH_MM}" height="{HEIGHT_MM}" fill="#fff"/>',
            f'<rect width="{WIDTH_MM}" height="24" fill="{style.BRAND}"/>',
            _text(_MARGIN, 16, 9, " ".join(_HERE.values()), colour="#fff", bold=True),
            _text(WIDTH_MM - _MARGIN, 16, 9, " ".join(filter(None, floor)), colour="#fff", bold=True, anchor="end"),
            _text(_MARGIN, 46, _fitting(place[0], 17), place[0], bold=True),
            _text(_MARGIN, 59, _fitting(place[1], 10), place[1], colour=style.INK_2),
            _code(address, (WIDTH_MM - _CODE_MM) / 2, 66.0),
            _text(WIDTH_MM / 2, 161, 8, _SCAN["zh-Hans"], bold=True, anchor="middle"),
            _text(WIDTH_MM / 2, 169, 5, _SCAN["en"], colour=style.INK_2, anchor="middle"),
            *_surroundings(venue, sign),
            _text(_MARGIN, 284, 4.4, " · ".join(filter(None, hospital)), bold=True),
            _text(WIDTH_MM - _MARGIN, 284, 4.4, sign.code, colour=style.INK_2, anchor="end"),
            "</svg>",
        ]
    )


def _surroundings(venue: Venue, sign: QrPoint) -> list[str]:
    """Return the piece of the map around a sign, with a dot where it hangs."""
    x, y = sign.point.x, -sign.point.y
    high_m = _SHOWN_M * _MAP_HEIGHT / _ROOM
    box = f"{x - _SHOWN_M / 2:.2f} {y - high_m / 2:.2f} {_SHOWN_M:.2f} {high_m:.2f}"
    frame = f'x="{_MARGIN}" y="{_MAP_TOP}" width="{_ROOM}" height="{_MAP_HEIGHT}"'
    return [
        f'<rect {frame} fill="{style.PAPER}"/>',
        f'<svg {frame} viewBox="{box}">',
        *draw_ground(venue, venue.get_level(sign.level_id), BOTH_LANGUAGES),
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.7" fill="#fff"/>',
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.25" fill="#1460c4"/>',
        "</svg>",
        f'<rect {frame} fill="none" stroke="{style.PARTITION}" stroke-width="0.4"/>',
    ]


def _code(address: str, left_mm: float, top_mm: float) -> str:
    """Return the code as one path; correction M reads with a seventh of it scratched."""
    # Only who prints signs needs it: it comes with the extra for plans.
    import segno

    modules = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    scale = _CODE_MM / len(modules)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, module in enumerate(row) if module)
    return (
        f'<path transform="translate({left_mm:.2f} {top_mm:.2f}) scale({scale:.5f})" d="{dark}" '
        'shape-rendering="crispEdges"/>'
    )


def _fitting(text: str, most_mm: float) -> float:
    return min(most_mm, _ROOM / max(text_width_em(text), 1.0))


def _text(
    x: float, y: float, size: float, text: str, *, colour: str = style.INK, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}" fill="{colour}" text-anchor="{anchor}"{weight}>'
        f"{escape(text)}</text>"
    )
