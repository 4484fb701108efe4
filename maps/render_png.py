"""A drawing as PNG, without another program: resvg draws it, with the fonts of this machine."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from maps.errors import BadInputError

MAX_WIDTH_PX = 8_000
"""The widest picture [pixels]: A0 at 240 dpi; it takes a quarter of a gigabyte while it is drawn."""

_FAMILIES = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"),
    *("Noto Sans", "Liberation Sans", "Arial", "Helvetica", "DejaVu Sans"),
)
"""Fonts to write with, best first; a letter that one lacks is taken from any other on the machine."""
_NO_LETTER = "\U000f5a5a"
"""A letter of no alphabet: whatever looks like it is missing."""
_FIRST_CHINESE = "\u2e80"


def to_png(svg: str, *, font_folders: Sequence[Path] = ()) -> bytes:
    """Return an SVG drawing of ours as a PNG picture of the size it states.

    Parameters
    ----------
    svg : str
        As `maps.render.render_level` makes it.
    font_folders : sequence of Path
        Where to look for fonts, beside the machine's own.

    Raises
    ------
    BadInputError
        If no font can write what the drawing says: a picture with its names missing would be worse than none.
    """
    import resvg_py

    draw = partial(resvg_py.svg_to_bytes, font_dirs=[str(folder) for folder in font_folders] or None)
    family = next((each for each in _FAMILIES if _can_write(draw, each, "A")), None)
    chinese = max(svg) >= _FIRST_CHINESE
    if family is None or (chinese and not _can_write(draw, family, "药")):
        raise BadInputError(
            f"No font of this machine can write {'Chinese' if chinese else 'the names of this plan'}.",
            remedy="Install one (on Debian fonts-noto-cjk), name its folder with --fonts, or draw an SVG.",
        )
    return bytes(draw(svg_string=svg, sans_serif_family=family))


def _can_write(draw: "partial[bytes]", family: str, letter: str) -> bool:
    write = partial(draw, font_family=family, sans_serif_family=family)
    blank, missing, drawn = (write(svg_string=_letter(each)) for each in (" ", _NO_LETTER, letter))
    return drawn not in (blank, missing)


def _letter(letter: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
        f'<text x="4" y="32" font-size="30" font-family="sans-serif">{letter}</text></svg>'
    )
