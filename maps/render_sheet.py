"""The frame of a drawing: title, legend, scale bar and north arrow."""

from html import escape

from maps import render_style as style
from maps.labels import label
from maps.venue import Level, Unit, Venue

_SCALE_M = 34.0
_ROW_M = 3.8
_FOOT_M = 3.0


def _text(x: float, y: float, size: float, text: str, *, colour: str = style.INK, extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" {extra}>{escape(text)}</text>'


def title(venue: Venue, level: Level, margin_m: float) -> list[str]:
    """Return the badge of the level and the names, Chinese above English."""
    names = [label(labels, language) for labels in (venue.labels, level.labels) for language in ("zh-Hans", "en")]
    short = label(level.short_labels, "und", names[2])
    x = margin_m + 11
    return [
        f'<rect x="{margin_m}" y="4" width="9" height="9" rx="1.6" fill="{style.BRAND}"/>',
        _text(margin_m + 4.5, 10.1, 4.4, short, colour="#fff", extra='font-weight="700" text-anchor="middle"'),
        _text(x, 8.1, 3.4, f"{names[0]} · {names[2]}", extra='font-weight="700"'),
        _text(x, 12.2, 2.2, f"{names[1]} · {names[3]}", colour=style.INK_2),
    ]


def _entries(units: tuple[Unit, ...], width: float, margin_m: float) -> list[tuple[str, float, int]]:
    """Return (group, x, row) of the legend: the groups present, in rows that leave room for the scale."""
    present = {style.group(unit) for unit in units}
    placed, x, row = [], margin_m, 0
    for name, (zh, en) in style.LEGEND.items():
        if name not in present:
            continue
        step = max(len(en) * 0.56, len(zh) * 1.3) + 4.4
        if x + step > width - margin_m - _SCALE_M and x > margin_m:
            x, row = margin_m, row + 1
        placed.append((name, x, row))
        x += step
    return placed


def footer_height(units: tuple[Unit, ...], width: float, margin_m: float) -> float:
    """Return how much room the legend takes [m]."""
    rows = max((row for _, _, row in _entries(units, width, margin_m)), default=0) + 1
    return rows * _ROW_M + _FOOT_M


def footer(units: tuple[Unit, ...], width: float, top: float, margin_m: float) -> list[str]:
    """Return the legend of the groups present, a scale bar of 20 m and the north arrow."""
    drawn = []
    for name, x, row in _entries(units, width, margin_m):
        y = top + row * _ROW_M
        zh, en = style.LEGEND[name]
        drawn.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="2" height="2" rx="0.4" fill="{style.FILLS[name]}" '
            f'stroke="{style.PARTITION}" stroke-width="0.1"/>'
        )
        drawn.append(_text(x + 2.6, y + 1.0, 1.25, zh, extra='font-weight="600"'))
        drawn.append(_text(x + 2.6, y + 2.4, 1.0, en, colour=style.INK_2))
    return drawn + _scale(width - margin_m, top)


def _scale(right: float, top: float) -> list[str]:
    x, y = right - 27.0, top + 1.4
    drawn = [
        f'<rect x="{x + 10 * index:.1f}" y="{y:.1f}" width="10" height="0.7" fill="{shade}" '
        f'stroke="{style.INK_2}" stroke-width="0.12"/>'
        for index, shade in enumerate((style.INK_2, "#fff"))
    ]
    for metres, text in ((0, "0"), (10, "10"), (20, "20 m")):
        drawn.append(_text(x + metres, y - 0.5, 1.1, text, colour=style.INK_2, extra='text-anchor="middle"'))
    north = right - 1.6
    drawn.append(f'<path d="M{north} {y - 3}l1.5 4.2l-1.5 -0.9l-1.5 0.9z" fill="{style.INK}"/>')
    return [*drawn, _text(north, y + 2.6, 1.3, "N", extra='font-weight="700" text-anchor="middle"')]
