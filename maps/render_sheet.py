"""The sheet round a drawing: title, legend, scale bar and north arrow, as large as the sheet wants them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from maps import render_style as style
from maps.render_text import in_languages, text_width_em
from maps.venue import Level, Unit, Venue

_SHEET = 152.0
"""The least width of a sheet, in units of the sheet: all sizes below are in these."""
_MARGIN, _HEAD, _BADGE = 6.0, 11.0, 9.0
_SCALE_ROOM = 34.0
_ROW, _FOOT = 3.8, 3.0
_BAR = 14.0
"""The least length of the scale bar."""
_MIN_UNIT_M = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper a level is drawn on.

    Parameters
    ----------
    unit_m : float
        The sheet's own unit [m]: 1 for a plan as wide as a hospital, less for a house, more for a campus.
    width_m, left_m : float
        The width of the paper, and from its edge to the plan [m].
    languages : sequence of str
        As in `maps.render.render_level`.
    """

    unit_m: float
    width_m: float
    left_m: float
    languages: Sequence[str]

    @classmethod
    def around(cls, plan_width_m: float, plan_height_m: float, languages: Sequence[str]) -> "Sheet":
        """Return a sheet for a plan; a tall one stands in the middle of it."""
        room = _SHEET - 2 * _MARGIN
        unit_m = max(plan_width_m / room, plan_height_m / (1.6 * room), _MIN_UNIT_M)
        width_m = _SHEET * unit_m
        return cls(unit_m=unit_m, width_m=width_m, left_m=(width_m - plan_width_m) / 2, languages=languages)

    @property
    def margin_m(self) -> float:
        """The free space round everything [m]."""
        return _MARGIN * self.unit_m

    @property
    def head_m(self) -> float:
        """The height of the title [m]."""
        return _HEAD * self.unit_m

    def group(self, top_m: float, drawn: list[str]) -> list[str]:
        """Return what is drawn in the sheet's own units, below a height of the paper."""
        return [f'<g transform="translate(0 {top_m:.2f}) scale({self.unit_m:.4f})">', *drawn, "</g>"]


def title(venue: Venue, level: Level, sheet: Sheet) -> list[str]:
    """Return the badge of the level and the names, the first language above the second."""
    short = in_languages(level.short_labels, sheet.languages, str(level.ordinal))[0]
    size = min(4.4, (_BADGE - 1.4) / max(text_width_em(short), 1.0))
    pairs = [in_languages(labels, sheet.languages) for labels in (venue.labels, level.labels)]
    # A line in the second language names both things in it, or in the first where it has no name of its own.
    lines = [" · ".join(filter(None, each)) for each in zip(*[(first, second or first) for first, second in pairs])]
    first, second = lines if any(below for _, below in pairs) else (lines[0], "")
    x = _MARGIN + 11
    drawn = [
        f'<rect x="{_MARGIN}" y="4" width="{_BADGE}" height="{_BADGE}" rx="1.6" fill="{style.BRAND}"/>',
        text_at(
            _MARGIN + _BADGE / 2,
            8.5 + 0.36 * size,
            size,
            short,
            colour="#fff",
            extra='font-weight="700" text-anchor="middle"',
        ),
        text_at(x, 8.1 if second else 9.7, 3.4, first or venue.id, extra='font-weight="700"'),
    ]
    return sheet.group(0.0, [*drawn, text_at(x, 12.2, 2.2, second, colour=style.INK_2)])


def footer_height(units: tuple[Unit, ...], sheet: Sheet) -> float:
    """Return how much room the legend takes [m]."""
    rows = max((row for _, _, row in _entries(units, sheet)), default=0) + 1
    return (rows * _ROW + _FOOT) * sheet.unit_m


def footer(units: tuple[Unit, ...], sheet: Sheet, top_m: float) -> list[str]:
    """Return the legend of the groups present, a scale bar and the north arrow."""
    drawn = []
    for name, x, row in _entries(units, sheet):
        y = row * _ROW
        first, second = _legend(name, units, sheet)
        drawn.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="2" height="2" rx="0.4" fill="{style.FILLS[name]}" '
            f'stroke="{style.PARTITION}" stroke-width="0.1"/>'
        )
        drawn.append(text_at(x + 2.6, y + (1.0 if second else 1.45), 1.25, first, extra='font-weight="600"'))
        drawn.append(text_at(x + 2.6, y + 2.4, 1.0, second, colour=style.INK_2))
    return sheet.group(top_m, drawn + scale_bar(sheet))


def _entries(units: tuple[Unit, ...], sheet: Sheet) -> list[tuple[str, float, int]]:
    """Return (group, x, row) of the legend: the groups present, in rows that leave room for the scale."""
    present = {style.group(unit) for unit in units}
    placed, x, row = [], _MARGIN, 0
    for name in style.LEGEND:
        if name not in present:
            continue
        first, second = _legend(name, units, sheet)
        step = max(text_width_em(first) * 1.25, text_width_em(second)) + 5.0
        if x + step > _SHEET - _MARGIN - _SCALE_ROOM and x > _MARGIN:
            x, row = _MARGIN, row + 1
        placed.append((name, x, row))
        x += step
    return placed


def _legend(name: str, units: tuple[Unit, ...], sheet: Sheet) -> tuple[str, str]:
    """Return the words of a group; rooms are called clinics only where the plan says what they are for."""
    plain = name == "clinic" and not any(unit.function for unit in units if style.group(unit) == name)
    return in_languages(style.ROOMS if plain else style.LEGEND[name], sheet.languages)


def scale_bar(sheet: Sheet) -> list[str]:
    """Return a scale bar and the north arrow, at the right of the foot."""
    half_m = next(
        size * 10.0**power
        for power in range(-1, 6)
        for size in (1, 2, 5)
        if size * 10.0**power * 2 >= _BAR * sheet.unit_m
    )
    half = half_m / sheet.unit_m
    right = _SHEET - _MARGIN
    x, y = right - 7.0 - 2 * half, 1.4
    drawn = [
        f'<rect x="{x + half * index:.2f}" y="{y:.1f}" width="{half:.2f}" height="0.7" fill="{shade}" '
        f'stroke="{style.INK_2}" stroke-width="0.12"/>'
        for index, shade in enumerate((style.INK_2, "#fff"))
    ]
    for index, text in enumerate(("0", f"{half_m:g}", f"{2 * half_m:g} m")):
        drawn.append(text_at(x + half * index, y - 0.5, 1.1, text, colour=style.INK_2, extra='text-anchor="middle"'))
    north = right - 1.6
    drawn.append(f'<path d="M{north} {y - 3}l1.5 4.2l-1.5 -0.9l-1.5 0.9z" fill="{style.INK}"/>')
    return [*drawn, text_at(north, y + 2.6, 1.3, "N", extra='font-weight="700" text-anchor="middle"')]


def text_at(x: float, y: float, size: float, text: str, *, colour: str = style.INK, extra: str = "") -> str:
    """Return a line of text, in the sheet's own units."""
    return f'<text x="{x:.1f}" y="{y:.2f}" font-size="{size:.2f}" fill="{colour}" {extra}>{escape(text)}</text>'
