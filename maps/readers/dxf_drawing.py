"""What a DXF drawing says, once its blocks are taken apart and its curves are points: plain values."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from maps.draft import Unread

Place = tuple[float, float]
Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A drawn line.

    Parameters
    ----------
    points : array of shape (n, 2)
        In drawing units until `in_metres`; curves are flattened.
    closed : bool
        Whether the drawing says that it is closed.
    filled : bool
        Whether it bounds a hatch or a solid.
    source : str
        Kind and handle of the entity, for findings.
    block : str
        The outermost block it stands in, with the handle of that insert; empty outside of blocks.
    hidden : bool
        Whether its layer is off or frozen.
    """

    layer: str
    points: Points
    closed: bool
    source: str
    filled: bool = False
    block: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """An arc such as a door leaf draws: from its hinge, between two ends."""

    layer: str
    hinge: Place
    ends: tuple[Place, Place]
    source: str
    block: str = ""
    hidden: bool = False

    @property
    def radius(self) -> float:
        """The width of the leaf."""
        return float(np.hypot(self.ends[0][0] - self.hinge[0], self.ends[0][1] - self.hinge[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A text without its formatting; `tag` is the name of a block's attribute."""

    layer: str
    text: str
    point: Place
    source: str
    tag: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoPlace:
    """Where a drawing stands: a point of it in degrees, and which way its north is."""

    point: Place
    lon_deg: float
    lat_deg: float
    north: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One file.

    Parameters
    ----------
    storey : str
        The words that say which storey it shows.
    metres_per_unit : float or None
        What the header states; None when it states nothing.
    is_imperial : bool
        Whether the header prefers feet and inches.
    """

    name: str
    storey: str
    strokes: tuple[Stroke, ...]
    swings: tuple[Swing, ...]
    writings: tuple[Writing, ...]
    metres_per_unit: float | None
    is_imperial: bool
    geo: GeoPlace | None
    faults: tuple[Unread, ...]

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the layers that hold something, sorted."""
        pieces: tuple[Stroke | Swing | Writing, ...] = (*self.strokes, *self.swings, *self.writings)
        return tuple(sorted({each.layer for each in pieces}))

    def moved(self, move: Callable[[Points], Points]) -> "Drawing":
        """Return the drawing with every point moved; `move` takes and returns an array of shape (n, 2)."""

        def place(point: Place) -> Place:
            x, y = move(np.array([point]))[0]
            return float(x), float(y)

        return replace(
            self,
            strokes=tuple(replace(each, points=move(each.points)) for each in self.strokes),
            swings=tuple(
                replace(each, hinge=place(each.hinge), ends=(place(each.ends[0]), place(each.ends[1])))
                for each in self.swings
            ),
            writings=tuple(replace(each, point=place(each.point)) for each in self.writings),
        )

    def of_layers(self, layers: Collection[str]) -> "Drawing":
        """Return only what stands on some layers."""
        return replace(
            self,
            strokes=tuple(each for each in self.strokes if each.layer in layers),
            swings=tuple(each for each in self.swings if each.layer in layers),
            writings=tuple(each for each in self.writings if each.layer in layers),
        )
