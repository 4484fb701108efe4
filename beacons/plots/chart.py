"""A chart with two linear axes, as SVG: lines, bands around them, and words at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np
import numpy.typing as npt

from maps.render import FONT
from maps.render_style import INK, INK_2, PARTITION

Floats = npt.NDArray[np.float64]

WIDTH, HEIGHT = 900, 620
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 40, 92, 78
_GRID = "#DCE3E6"
BLUE, ORANGE = "#0B5563", "#C2410C"
"""Apart for everybody: dark against bright, and the orange one is dashed as well."""


@dataclass(kw_only=True)
class Chart:
    """What is drawn, from the back to the front.

    Parameters
    ----------
    title, note : str
        What is shown, and of how much.
    x_name, y_name : str
        What the axes are, with their units.
    x_ticks, y_ticks : sequence of float
        Where they have numbers; the first and the last are their ends.
    """

    title: str
    note: str
    x_name: str
    y_name: str
    x_ticks: Sequence[float]
    y_ticks: Sequence[float]
    _drawn: list[str] = field(default_factory=list)

    def line(self, x: Floats, y: Floats, colour: str, *, dashed: bool = False, width: float = 2.5) -> None:
        """Draw a line through points."""
        dashes = ' stroke-dasharray="9 6"' if dashed else ""
        self._drawn.append(
            f'<path d="{self._path(x, y)}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'
        )

    def band(self, x: Floats, low: Floats, high: Floats, colour: str) -> None:
        """Fill the room between two lines."""
        edge = self._path(np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]]))
        self._drawn.append(f'<path d="{edge}Z" fill="{colour}" fill-opacity="0.16"/>')

    def mark(self, x: float, y: float, words: str, *, colour: str = INK, left: bool = False) -> None:
        """Put a dot with words beside it."""
        at_x, at_y = self._x(x), self._y(y)
        aside, anchor = (-12, "end") if left else (12, "start")
        self._drawn.append(
            f'<circle cx="{at_x:.1f}" cy="{at_y:.1f}" r="5" fill="{colour}" stroke="#fff" stroke-width="2"/>'
        )
        self._drawn.append(_text(at_x + aside, at_y + 5, words, 15, anchor=anchor, halo=True))

    def say(self, x: float, y: float, words: str, colour: str) -> None:
        """Write words around a place."""
        self._drawn.append(_text(self._x(x), self._y(y), words, 15, colour=colour, anchor="middle", halo=True))

    def svg(self) -> str:
        """Return the chart as an SVG document."""
        grid = [
            *(_rule(self._x(x), _TOP, self._x(x), HEIGHT - _BOTTOM) for x in self.x_ticks),
            *(_rule(_LEFT, self._y(y), WIDTH - _RIGHT, self._y(y)) for y in self.y_ticks),
        ]
        numbers = [
            *(
                _text(self._x(x), HEIGHT - _BOTTOM + 24, f"{x:g}", 15, colour=INK_2, anchor="middle")
                for x in self.x_ticks
            ),
            *(_text(_LEFT - 12, self._y(y) + 5, f"{y:g}", 15, colour=INK_2, anchor="end") for y in self.y_ticks),
        ]
        middle_y = (_TOP + HEIGHT - _BOTTOM) / 2
        words = [
            _text(_LEFT, 40, self.title, 22, weight=700),
            _text(_LEFT, 66, self.note, 15, colour=INK_2),
            _text((_LEFT + WIDTH - _RIGHT) / 2, HEIGHT - 22, self.x_name, 16, anchor="middle"),
            f'<g transform="translate(26 {middle_y:.0f}) rotate(-90)">',
            _text(0, 0, self.y_name, 16, anchor="middle"),
            "</g>",
        ]
        frame = (
            f'<path d="M{_LEFT} {_TOP}V{HEIGHT - _BOTTOM}H{WIDTH - _RIGHT}" fill="none" stroke="{PARTITION}" '
            'stroke-width="1.5"/>'
        )
        return "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
                f'height="{HEIGHT}" font-family="{FONT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
                *grid,
                frame,
                *numbers,
                *words,
                *self._drawn,
                "</svg>",
            ]
        )

    def _x(self, value: float) -> float:
        share = (value - self.x_ticks[0]) / (self.x_ticks[-1] - self.x_ticks[0])
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def _y(self, value: float) -> float:
        share = (value - self.y_ticks[0]) / (self.y_ticks[-1] - self.y_ticks[0])
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)

    def _path(self, x: Floats, y: Floats) -> str:
        points = (f"{self._x(a):.1f} {self._y(b):.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True))
        return "M" + "L".join(points)


def ticks_to(most: float) -> list[float]:
    """Return four to eight round numbers from 0 to at least `most`.

    Examples
    --------
    >>> ticks_to(11.2)
    [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0]
    """
    scale = 10.0 ** np.floor(np.log10(most)) if most > 0.0 else 1.0
    step = next(float(scale * size) for size in (0.1, 0.2, 0.25, 0.5, 1.0, 2.0) if most <= 8 * scale * size)
    return [round(step * number, 6) for number in range(int(np.ceil(most / step - 1e-9)) + 1)] or [0.0, 1.0]


def _rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="{_GRID}" stroke-width="1"/>'


def _text(
    x: float,
    y: float,
    words: str,
    size: int,
    *,
    colour: str = INK,
    anchor: str = "start",
    weight: int = 400,
    halo: bool = False,
) -> str:
    around = ' stroke="#fff" stroke-width="4" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}"{around}>{escape(words)}</text>'
    )
