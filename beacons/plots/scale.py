"""Colours for amounts, legible to who tells few colours apart: steps of cividis, good ones bright."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maps.render_sheet import text_at

Floats = npt.NDArray[np.float64]

CIVIDIS = ("#FEEB6C", "#E4D683", "#CAC195", "#B1AF9F", "#9B9EA1", "#838D97", "#677B98", "#476080")
"""Nuñez, Anderton, Renslow 2018, doi:10.1371/journal.pone.0199239: bright is good; thinned for names."""
NOTHING = "#E2E5E7"
_STEP, _LEFT, _TOP = 11.0, 6.0, 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Amounts in steps, each with a colour.

    Parameters
    ----------
    edges : tuple of float
        Where one step ends and the next begins, from good to bad; no more than seven.
    unit : str
        What stands behind the numbers, such as "m".
    nothing : str
        What a cell without a value means.
    """

    edges: tuple[float, ...]
    unit: str
    nothing: str

    @property
    def colours(self) -> tuple[str, ...]:
        """A colour for each step, spread over all of cividis."""
        picks = np.linspace(0, len(CIVIDIS) - 1, len(self.edges) + 1).round().astype(int)
        return tuple(CIVIDIS[pick] for pick in picks)

    def steps(self, values: Floats) -> npt.NDArray[np.int64]:
        """Return the step of each value; -1 where there is none."""
        up = self.edges[0] < self.edges[-1]
        found = np.searchsorted(self.edges if up else self.edges[::-1], values, side="left" if up else "right")
        step = found if up else len(self.edges) - found
        return np.where(np.isfinite(values), step, -1).astype(np.int64)

    def words(self) -> list[str]:
        """Return what each step is, in words: "≤ 2 m", "2-3 m", "> 15 m"."""
        first, last = ("≤", ">") if self.edges[0] < self.edges[-1] else ("≥", "<")
        between = [f"{a:g}–{b:g}" for a, b in itertools.pairwise(self.edges)]
        amounts = [f"{first} {self.edges[0]:g}", *between, f"{last} {self.edges[-1]:g}"]
        return [f"{amount} {self.unit}".strip() for amount in amounts]

    def legend(self, *, has_nothing: bool) -> list[str]:
        """Return the legend, in units of a sheet (`maps.render_overlay`)."""
        entries: Sequence[tuple[str, str]] = list(zip(self.colours, self.words(), strict=True))
        if has_nothing:
            entries = [*entries, (NOTHING, self.nothing)]
        drawn = []
        for number, (colour, word) in enumerate(entries):
            x = _LEFT + number * _STEP
            drawn.append(
                f'<rect x="{x:.1f}" y="{_TOP}" width="{_STEP - 0.4:.1f}" height="1.6" fill="{colour}" '
                'stroke="#5B6E78" stroke-width="0.08"/>'
            )
            drawn.append(text_at(x, _TOP + 3.2, 1.3, word))
        return drawn
