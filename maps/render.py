"""A level as an SVG drawing: what an architect would pin to the wall, and a sign maker could print."""

from html import escape

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps import render_style as style
from maps.ids import LevelId
from maps.render_sheet import footer, footer_height, title
from maps.render_symbols import accessible, amenity, door_leaf, lane, lift, path, ramp, slope, stroke, toilet, treads
from maps.render_text import Line, baselines, block, layouts
from maps.venue import Level, Opening, Unit, Venue, label

_MARGIN_M, _HEAD_M, _MIN_WIDTH_M = 6.0, 11.0, 66.0
_PIXELS_PER_METRE = 12.0
_EXTERIOR_WALL_M, _PARTITION_M, _RAIL_M = 0.36, 0.18, 0.12
_FIXTURES = {
    "lawn": ("#CFE3C0", "#B5D0A2"),
    "tree": ("#A9CB95", "#8FB87A"),
    "planter": ("#CFE3C0", "#B5D0A2"),
    "seating": ("#D5DEE3", "#B4C0C6"),
    "counter": ("#C9A66B", "#A8854C"),
    "desk": ("#D9C092", "#B79A62"),
    "column": ("#7F929C", "none"),
    "vehicle_ramp": ("#DCE2E5", "#B4C0C6"),
    "kiosk": ("#0B5563", "none"),
    "bed": ("#FFFFFF", "#A9BAC2"),
    "path": ("#F7F8F5", "none"),
    "roadway": ("#D3DADD", "none"),
}
_UNDER_LABELS = frozenset({"tree", "path", "roadway"})
_GLAZED = frozenset({"terrace", "footbridge", "opentobelow", "lobby", "lounge", "walkway"})
"""Spaces whose outer walls are glass."""

_FONT = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"


def render_level(venue: Venue, level_id: LevelId) -> str:
    """Return a level of a venue as an SVG document.

    Parameters
    ----------
    venue : Venue
        Any venue; what it lacks (doors, fixtures, functions) is simply not drawn.
    level_id : LevelId
        The level to draw.

    Returns
    -------
    str
        SVG, 12 pixels to the metre, north up.

    Raises
    ------
    NotFoundError
        If the venue has no such level.
    """
    level = venue.get_level(level_id)
    units = venue.units_by_level[level_id]
    openings = [opening for opening in venue.openings if opening.level_id == level_id]
    x0, y0, x1, y1 = level.outline.bounds
    width = max(x1 - x0, _MIN_WIDTH_M) + 2 * _MARGIN_M
    foot_m = footer_height(units, width, _MARGIN_M)
    height = y1 - y0 + 2 * _MARGIN_M + _HEAD_M + foot_m
    flip = f"translate({_MARGIN_M - x0:.2f} {_HEAD_M + _MARGIN_M + y1:.2f}) scale(1 -1)"
    body = [
        *_floors(venue, units),
        *_fixtures(venue, level),
        *_bays(venue, level),
        *_walls(level, units, openings),
        *_doors(venue, openings),
    ]
    symbols = _symbols(venue, units)
    labels = _labels(venue, level, units)
    scale = _PIXELS_PER_METRE
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}" '
            f'width="{width * scale:.0f}" height="{height * scale:.0f}" font-family="{_FONT}">',
            f'<rect width="{width:.2f}" height="{height:.2f}" fill="{style.PAPER}"/>',
            f'<g transform="{flip}" stroke-linejoin="round" stroke-linecap="butt">',
            *body,
            *symbols,
            "</g>",
            f'<g transform="translate({_MARGIN_M - x0:.2f} {_HEAD_M + _MARGIN_M + y1:.2f})" text-anchor="middle">',
            *labels,
            "</g>",
            *title(venue, level, _MARGIN_M),
            *footer(units, width, height - foot_m, _MARGIN_M),
            "</svg>",
        ]
    )


def _area_path(area: BaseGeometry) -> str:
    polygons = [part for part in shapely.get_parts(area) if isinstance(part, Polygon)]
    return "".join(
        path(list(ring.coords[:-1]), close=True)
        for polygon in polygons
        for ring in (polygon.exterior, *polygon.interiors)
    )


def _line_path(lines: BaseGeometry) -> str:
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    return "".join(
        path(list(line.coords)) for line in getattr(merged, "geoms", [merged]) if line.geom_type == "LineString"
    )


def _floors(venue: Venue, units: tuple[Unit, ...]) -> list[str]:
    """Fill the spaces; a soft shadow lifts the building off the ground."""
    indoor = shapely.union_all([unit.area for unit in units if unit.category not in style.OUTDOOR_CATEGORIES])
    outdoor = [unit for unit in units if unit.category in style.OUTDOOR_CATEGORIES]
    drawn = [f'<path d="{_area_path(unit.area)}" fill="{style.fill(unit)}"/>' for unit in outdoor]
    drawn.append(
        f'<path d="{_area_path(shapely.affinity.translate(indoor, 0.5, -0.7))}" fill="#16262E" fill-opacity="0.12"/>'
    )
    for unit in units:
        if unit not in outdoor:
            drawn.append(f'<path d="{_area_path(unit.area)}" fill="{style.fill(unit)}" fill-rule="evenodd"/>')
    return drawn


def _fixtures(venue: Venue, level: Level) -> list[str]:
    drawn = []
    for fixture in venue.fixtures:
        if fixture.level_id == level.id:
            fill, line = _FIXTURES.get(fixture.category, ("#D5DEE3", "#B4C0C6"))
            drawn.append(f'<path d="{_area_path(fixture.area)}" fill="{fill}" stroke="{line}" stroke-width="0.08"/>')
            if fixture.category == "vehicle_ramp":
                drawn += slope(fixture.area)
            elif fixture.category == "roadway":
                drawn += lane(fixture.area)
    return drawn


def _bays(venue: Venue, level: Level) -> list[str]:
    drawn = []
    for bay in venue.parking_bays:
        if bay.level_id == level.id:
            fill = "#CFE0F5" if bay.accessible else "#FFFFFF"
            drawn.append(f'<path d="{_area_path(bay.area)}" fill="{fill}" stroke="#B4C0C6" stroke-width="0.1"/>')
            if bay.accessible:
                drawn += accessible(bay.area.centroid.x, bay.area.centroid.y)
    return drawn


def _walls(level: Level, units: tuple[Unit, ...], openings: list[Opening]) -> list[str]:
    """Draw partitions, the outer wall and the rails of voids; every opening is a gap."""
    inside = [unit for unit in units if unit.category not in style.OUTDOOR_CATEGORIES]
    gaps = shapely.union_all([opening.line.buffer(0.03, cap_style="flat") for opening in openings])
    shell = shapely.union_all([unit.area for unit in inside], grid_size=1e-3).boundary
    voids = shapely.union_all([unit.area.boundary for unit in inside if unit.category == "opentobelow"])
    walls = shapely.union_all([unit.area.boundary for unit in inside if unit.category != "opentobelow"])
    partitions = walls.difference(shell.buffer(0.01)).difference(voids.buffer(0.01)).difference(gaps)
    rails = voids.difference(shell.buffer(0.01)).difference(gaps)
    terraces = shapely.union_all(
        [unit.area.boundary for unit in inside if unit.category in _GLAZED and level.ordinal >= 0]
    )
    glazed = shell.intersection(terraces.buffer(0.01)) if not terraces.is_empty else LineString()
    solid = shell.difference(gaps).difference(glazed.buffer(0.01))
    cap = 'stroke-linecap="square"'
    return [
        stroke(_line_path(partitions), style.PARTITION, _PARTITION_M, extra=cap),
        stroke(_line_path(rails), style.GLASS, _RAIL_M),
        stroke(_line_path(solid), style.INK_2, _EXTERIOR_WALL_M, extra=cap),
        stroke(_line_path(glazed.difference(gaps)), style.GLASS, 0.2),
    ]


def _doors(venue: Venue, openings: list[Opening]) -> list[str]:
    drawn: list[str] = []
    for opening in openings:
        units = [venue.get_unit(unit_id) for unit_id in opening.unit_ids]
        if opening.automatic:
            drawn.append(stroke(_line_path(opening.line), style.GLASS, 0.1))
        elif opening.has_door and opening.width_m <= 1.6:
            room = min(units, key=lambda unit: (style.group(unit) in ("circulation", "waiting"), unit.area.area))
            drawn += door_leaf(opening.line, room.area) if isinstance(room.area, Polygon) else []
    return drawn


def _symbols(venue: Venue, units: tuple[Unit, ...]) -> list[str]:
    landings = {stop.unit_id: stop.point for portal in venue.portals for stop in portal.stops}
    drawn: list[str] = []
    for unit in units:
        if unit.category == "elevator":
            drawn += lift(unit)
        elif unit.category in ("stairs", "escalator"):
            drawn += treads(unit, landings.get(unit.id), moving=unit.category != "stairs")
        elif unit.category == "ramp":
            drawn += ramp(unit)
        elif unit.category.startswith("restroom") or unit.category == "mothersroom":
            point = _label_point(unit)
            drawn += toilet(unit, point.x, point.y)
        elif unit.category == "opentobelow":
            x0, y0, x1, y1 = unit.area.bounds
            cross = shapely.MultiLineString([[(x0, y0), (x1, y1)], [(x0, y1), (x1, y0)]]).intersection(unit.area)
            drawn.append(stroke(_line_path(cross), "#C9D6DB", 0.08, extra='stroke-dasharray="0.8 0.6"'))
    return drawn


def _label_point(unit: Unit) -> Point:
    return unit.display_point or unit.area.representative_point()


def _labels(venue: Venue, level: Level, units: tuple[Unit, ...]) -> list[str]:
    """Write the names, largest spaces first; a label that finds no room is left out."""
    taken: list[BaseGeometry] = [
        fixture.area.envelope
        for fixture in venue.fixtures
        if fixture.level_id == level.id and fixture.category not in _UNDER_LABELS
    ]
    taken += [bay.area.envelope for bay in venue.parking_bays if bay.level_id == level.id]
    drawn: list[str] = []
    for sign in venue.amenities:
        if sign.level_id == level.id:
            drawn.append(amenity(sign))
            taken.append(sign.point.buffer(1.2).envelope)
    for unit in sorted(units, key=lambda unit: -unit.area.area):
        if not unit.labels or style.group(unit) in ("toilet", "connector", "structure"):
            continue
        placed = _placed(unit, taken)
        if placed is not None:
            lines, point = placed
            taken.append(block(lines, point.x, point.y))
            drawn += _text(lines, point, quiet=style.group(unit) == "circulation" and unit.category != "lobby")
    return drawn


def _placed(unit: Unit, taken: list[BaseGeometry]) -> tuple[list[Line], Point] | None:
    zh, en = label(unit.labels, "zh-Hans"), label(unit.labels, "en")
    quiet = style.group(unit) == "circulation" and unit.category != "lobby"
    size = (
        1.05
        if quiet and unit.area.area < 400
        else 1.5
        if unit.area.area > 300
        else 1.2
        if unit.area.area > 100
        else 0.95
    )
    home = unit.area.buffer(-0.15)
    x0, y0, x1, y1 = unit.area.bounds
    spots = [
        _label_point(unit),
        *(
            Point(x0 + (x1 - x0) * u, y0 + (y1 - y0) * v)
            for v in (0.5, 0.3, 0.7, 0.15, 0.85)
            for u in (0.5, 0.25, 0.75)
        ),
    ]
    for lines in layouts(zh, en if en != zh else "", size):
        for spot in spots:
            shape = block(lines, spot.x, spot.y)
            if home.contains(shape) and not any(shape.intersects(other) for other in taken):
                return lines, spot
    return None


def _text(lines: list[Line], point: Point, *, quiet: bool) -> list[str]:
    drawn = []
    for line, y in zip(lines, baselines(lines, point.y), strict=True):
        weight, colour = ("600", style.INK) if line.bold and not quiet else ("400", style.INK_2)
        drawn.append(
            f'<text x="{point.x:.2f}" y="{-y:.2f}" font-size="{line.size:.2f}" font-weight="{weight}" '
            f'fill="{colour}">{escape(line.text)}</text>'
        )
    return drawn
