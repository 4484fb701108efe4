"""The names on a plan: largest spaces first, each inside its own walls, none over another."""

from collections.abc import Iterator, Sequence
from html import escape

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from maps import render_style as style
from maps.render_symbols import amenity
from maps.render_text import Line, baselines, block, in_languages, layouts
from maps.venue import Level, Unit, Venue

_UNDER_LABELS = frozenset({"tree", "path", "roadway"})
_WITHOUT_LABEL = frozenset({"toilet", "connector", "structure"})
_WALL_M = 0.15
_BADGE_M = 1.2
_SHARES = [(u, v) for v in (0.5, 0.3, 0.7, 0.15, 0.85) for u in (0.5, 0.25, 0.75)]
"""Where else in a space its name may go, as shares of its width and height."""


def place_labels(
    venue: Venue, level: Level, units: tuple[Unit, ...], languages: Sequence[str], *, halo: str | None = None
) -> list[str]:
    """Write the names, largest spaces first; a label that finds no room is left out.

    Parameters
    ----------
    halo : str or None
        Colour behind the letters; by default that of each floor.
    """
    taken = _furniture(venue, level)
    drawn: list[str] = []
    for sign in venue.amenities:
        if sign.level_id == level.id:
            drawn.append(amenity(sign))
            taken.append(sign.point.buffer(_BADGE_M).envelope)
    for unit in sorted(units, key=lambda unit: -unit.area.area):
        if not unit.labels or style.group(unit) in _WITHOUT_LABEL:
            continue
        placed = _placed(unit, taken, languages)
        if placed is not None:
            lines, point = placed
            taken.append(block(lines, point.x, point.y))
            drawn += _text(lines, point, unit, halo)
    return drawn


def label_point(unit: Unit) -> Point:
    """Return where a unit's name hangs."""
    return unit.display_point or unit.area.representative_point()


def _furniture(venue: Venue, level: Level) -> list[BaseGeometry]:
    """Return what names must not cover."""
    fixtures = [
        fixture.area.envelope
        for fixture in venue.fixtures
        if fixture.level_id == level.id and fixture.category not in _UNDER_LABELS
    ]
    return fixtures + [bay.area.envelope for bay in venue.parking_bays if bay.level_id == level.id]


def _is_quiet(unit: Unit) -> bool:
    """Tell whether a name is only for orientation: corridors, not places people look for."""
    return unit.category in ("walkway", "footbridge")


def _letter_m(unit: Unit) -> float:
    """Return the height of a name's letters by the size of the space [m]."""
    if _is_quiet(unit) and unit.area.area < 400:
        return 1.05
    return next(letter_m for area_m2, letter_m in ((300, 1.5), (100, 1.2), (0, 0.95)) if unit.area.area >= area_m2)


def _spots(unit: Unit) -> Iterator[Point]:
    yield label_point(unit)
    x0, y0, x1, y1 = unit.area.bounds
    for u, v in _SHARES:
        yield Point(x0 + (x1 - x0) * u, y0 + (y1 - y0) * v)


def _placed(unit: Unit, taken: list[BaseGeometry], languages: Sequence[str]) -> tuple[list[Line], Point] | None:
    """Return the best layout and spot that are free: size matters more than the middle."""
    first, second = in_languages(unit.labels, languages)
    home = unit.area.buffer(-_WALL_M)
    for lines in layouts(first, second, _letter_m(unit)):
        for spot in _spots(unit):
            shape = block(lines, spot.x, spot.y)
            if home.contains(shape) and not any(shape.intersects(other) for other in taken):
                return lines, spot
    return None


def _text(lines: list[Line], point: Point, unit: Unit, halo: str | None) -> list[str]:
    """Return the lines with a halo, by default of the floor's colour, so that a door's swing never crosses a letter."""
    quiet, halo = _is_quiet(unit), halo or style.fill(unit)
    drawn = []
    for line, y in zip(lines, baselines(lines, point.y), strict=True):
        weight, colour = ("600", style.INK) if line.bold and not quiet else ("400", style.INK_2)
        drawn.append(
            f'<text x="{point.x:.2f}" y="{-y:.2f}" font-size="{line.size:.2f}" font-weight="{weight}" fill="{colour}" '
            f'stroke="{halo}" stroke-width="0.25" paint-order="stroke">{escape(line.text)}</text>'
        )
    return drawn
