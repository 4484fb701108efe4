"""The layers of a plan, from the ground up: floors, fixtures, parking bays, walls with their gaps, doors, signs."""

from collections.abc import Iterable

import shapely
from shapely.affinity import translate
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from maps import render_style as style
from maps.render_labels import label_point
from maps.render_paths import area_path, line_path, stroke
from maps.render_symbols import accessible, door_leaf, lane, lift, ramp, slope, toilet, travel, treads
from maps.venue import Level, Opening, Unit, Venue

_EXTERIOR_WALL_M, _PARTITION_M, _GLASS_M, _RAIL_M = 0.36, 0.18, 0.2, 0.12
_CRACK_M = 0.3
"""Half the widest gap between two spaces that is the thickness of a wall, not the open air [m]."""
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
_GLAZED = frozenset({"terrace", "footbridge", "opentobelow", "lobby", "lounge", "walkway"})
"""Spaces whose outer walls are glass."""


def draw_floors(units: tuple[Unit, ...]) -> list[str]:
    """Fill the spaces; a soft shadow lifts the building off the ground."""
    outdoor = [unit for unit in units if unit.category in style.OUTDOOR_CATEGORIES]
    indoor = [unit for unit in units if unit.category not in style.OUTDOOR_CATEGORIES]
    shadow = translate(shapely.union_all([unit.area for unit in indoor]), 0.5, -0.7)
    return [
        *[f'<path d="{area_path(unit.area)}" fill="{style.fill(unit)}"/>' for unit in outdoor],
        f'<path d="{area_path(shadow)}" fill="{style.INK}" fill-opacity="0.12"/>',
        *[f'<path d="{area_path(unit.area)}" fill="{style.fill(unit)}" fill-rule="evenodd"/>' for unit in indoor],
    ]


def draw_fixtures(venue: Venue, level: Level) -> list[str]:
    """Draw furniture, planting and columns."""
    drawn = []
    for fixture in venue.fixtures:
        if fixture.level_id == level.id:
            fill, line = _FIXTURES.get(fixture.category, ("#D5DEE3", "#B4C0C6"))
            drawn.append(f'<path d="{area_path(fixture.area)}" fill="{fill}" stroke="{line}" stroke-width="0.08"/>')
            if fixture.category == "vehicle_ramp":
                drawn += slope(fixture.area)
            elif fixture.category == "roadway":
                drawn += lane(fixture.area)
    return drawn


def draw_bays(venue: Venue, level: Level) -> list[str]:
    """Draw the marked parking bays; the wide ones carry the wheelchair."""
    drawn = []
    for bay in venue.parking_bays:
        if bay.level_id == level.id:
            fill = "#CFE0F5" if bay.accessible else "#FFFFFF"
            drawn.append(f'<path d="{area_path(bay.area)}" fill="{fill}" stroke="#B4C0C6" stroke-width="0.1"/>')
            if bay.accessible:
                drawn += accessible(bay.area.centroid.x, bay.area.centroid.y)
    return drawn


def draw_walls(venue: Venue, level: Level, units: tuple[Unit, ...], openings: list[Opening]) -> list[str]:
    """Draw partitions, the outer wall, glass and the rails of voids; every opening is a gap."""
    inside = [unit for unit in units if unit.category not in style.OUTDOOR_CATEGORIES]
    gaps = shapely.union_all([venue.doorway(opening) for opening in openings])
    # Closed over gaps between neighbours' walls: a crack inside the building is no outer wall.
    whole = shapely.union_all([unit.area for unit in inside], grid_size=1e-3)
    shell = whole.buffer(_CRACK_M, join_style="mitre").buffer(-_CRACK_M, join_style="mitre").boundary
    voids = _boundaries(unit for unit in inside if unit.category == "opentobelow")
    walls = _boundaries(unit for unit in inside if unit.category != "opentobelow")
    windows = _boundaries(unit for unit in inside if unit.category in _GLAZED and level.ordinal >= 0)
    near_shell = shell.buffer(0.01)
    glass = shell.intersection(windows.buffer(0.01))
    cap = 'stroke-linecap="square"'
    layers = (
        (walls.difference(near_shell).difference(voids.buffer(0.01)), style.PARTITION, _PARTITION_M, cap),
        (voids.difference(near_shell), style.GLASS, _RAIL_M, ""),
        (shell.difference(glass.buffer(0.01)), style.INK_2, _EXTERIOR_WALL_M, cap),
        (glass, style.GLASS, _GLASS_M, ""),
    )
    return [stroke(line_path(lines.difference(gaps)), colour, width, extra=end) for lines, colour, width, end in layers]


def _boundaries(units: Iterable[Unit]) -> BaseGeometry:
    return shapely.union_all([unit.area.boundary for unit in units])


def draw_doors(venue: Venue, openings: list[Opening]) -> list[str]:
    """Draw door leaves with their swing, and the glass of sliding doors."""
    drawn: list[str] = []
    for opening in openings:
        units = [venue.get_unit(unit_id) for unit_id in opening.unit_ids]
        if opening.automatic:
            drawn.append(stroke(line_path(opening.line), style.GLASS, 0.1))
        elif opening.has_door and opening.width_m <= 1.6:
            room = min(units, key=lambda unit: (style.group(unit) in ("circulation", "waiting"), unit.area.area))
            drawn += door_leaf(opening.line, room.area) if isinstance(room.area, Polygon) else []
    return drawn


def draw_symbols(venue: Venue, units: tuple[Unit, ...]) -> list[str]:
    """Draw lifts, stairs, escalators, ramps, toilets and the cross of a void."""
    landings = {stop.unit_id: stop.point for portal in venue.portals for stop in portal.stops}
    boarded = {portal.stops[0].unit_id for portal in venue.portals if portal.one_way}
    drawn: list[str] = []
    for unit in units:
        if unit.category == "elevator":
            drawn += lift(unit)
        elif unit.category in ("stairs", "escalator"):
            drawn += treads(unit, landings.get(unit.id), moving=unit.category != "stairs")
            if unit.category == "escalator" and unit.id in landings:
                drawn += travel(unit, landings[unit.id], away=unit.id in boarded)
        elif unit.category == "ramp":
            drawn += ramp(unit)
        elif unit.category.startswith("restroom") or unit.category == "mothersroom":
            point = label_point(unit)
            drawn += toilet(unit, point.x, point.y)
        elif unit.category == "opentobelow":
            x0, y0, x1, y1 = unit.area.bounds
            cross = shapely.MultiLineString([[(x0, y0), (x1, y1)], [(x0, y1), (x1, y0)]]).intersection(unit.area)
            drawn.append(stroke(line_path(cross), "#C9D6DB", 0.08, extra='stroke-dasharray="0.8 0.6"'))
    return drawn
