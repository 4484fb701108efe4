"""Signs of the plan: lift cars, treads, toilets, parking; drawn as strokes in metres, y north."""

import math
from html import escape

import shapely
from shapely.affinity import rotate
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps.render_paths import line_path, path, stroke
from maps.render_style import BRAND, INK_2, PARTITION
from maps.shapes import Area
from maps.venue import Amenity, Unit

Strokes = list[str]
_TREAD_M = 0.3
_SHAFT_M = 0.35
"""Between the walls of a lift's shaft and its car [m]."""


def lift(unit: Unit) -> Strokes:
    """Return a lift car: a crossed box, turned as its shaft is; nothing in a shaft too narrow for one."""
    car = unit.area.buffer(-_SHAFT_M, join_style="mitre")
    if car.is_empty:
        return []
    a, b, c, d = _frame(car)
    box, cross = path([a, b, c, d], close=True), path([a, c]) + path([b, d])
    return [f'<path d="{box}" fill="#FFFFFF" stroke="{INK_2}" stroke-width="0.09"/>', stroke(cross, PARTITION, 0.07)]


def _frame(area: BaseGeometry) -> list[tuple[float, float]]:
    """Return the corners of the smallest rectangle round an area, however it is turned."""
    points = shapely.get_coordinates(shapely.oriented_envelope(area))
    return [(float(x), float(y)) for x, y in points[:4]]


def tilt_deg(area: Area) -> float:
    """Return by how much a space is turned from the axes of the plan [degrees, -45 to 45]."""
    (x0, y0), (x1, y1) = _frame(area)[:2]
    tilt = math.degrees(math.atan2(y1 - y0, x1 - x0))
    return (tilt + 45.0) % 90.0 - 45.0


def treads(unit: Unit, landing: Point | None, *, moving: bool = False) -> Strokes:
    """Return stairs or an escalator: treads across the longer side, within its walls however it is turned."""
    tilt, centre = tilt_deg(unit.area), unit.area.centroid
    area = rotate(unit.area, -tilt, origin=centre)
    board = None if landing is None else rotate(landing, -tilt, origin=centre)
    across, along = _flight(area.bounds, board, moving=moving)
    inside = area.buffer(-0.1, join_style="mitre")
    strokes = [(across, PARTITION, 0.06), *([] if moving else [(along, INK_2, 0.12)])]
    return [
        stroke(line_path(rotate(lines.intersection(inside), tilt, origin=centre)), colour, width)
        for lines, colour, width in strokes
    ]


def _flight(
    bounds: tuple[float, float, float, float], landing: Point | None, *, moving: bool
) -> tuple[MultiLineString, MultiLineString]:
    """Return the edges of the treads and the line between two flights, of stairs that lie along an axis."""
    x0, y0, x1, y1 = bounds
    along_x = x1 - x0 >= y1 - y0
    inset_m, far_m, rest_m = (0.15, 0.0, 0.9) if moving else (0.3, 0.4, 1.5)
    start, end = (x0, x1) if along_x else (y0, y1)
    side0, side1 = (y0, y1) if along_x else (x0, x1)
    at_low = landing is None or abs((landing.x if along_x else landing.y) - start) < (end - start) / 2
    low, high = (start + rest_m, end - far_m) if at_low else (start + far_m, end - rest_m)
    count = max(2, int((high - low) / (_TREAD_M * (1.6 if moving else 1.0))))
    steps = [low + (high - low) * index / count for index in range(count + 1)]
    edges = [[(s, side0 + inset_m), (s, side1 - inset_m)] for s in steps]
    middle = [[(low, (side0 + side1) / 2), (high, (side0 + side1) / 2)]]
    return _laid(edges, along_x=along_x), _laid(middle, along_x=along_x)


def _laid(lines: list[list[tuple[float, float]]], *, along_x: bool) -> MultiLineString:
    return MultiLineString(lines if along_x else [[(y, x) for x, y in line] for line in lines])


def travel(unit: Unit, landing: Point, *, away: bool) -> Strokes:
    """Return the arrow of an escalator: away from the landing where it is boarded, towards it where it is left."""
    centre = unit.area.centroid
    reach = math.hypot(centre.x - landing.x, centre.y - landing.y) or 1.0
    ux, uy = (centre.x - landing.x) / reach, (centre.y - landing.y) / reach
    if not away:
        ux, uy = -ux, -uy
    half, wing = 1.3, 0.38
    tail, tip = (centre.x - half * ux, centre.y - half * uy), (centre.x + half * ux, centre.y + half * uy)
    back = tip[0] - wing * ux, tip[1] - wing * uy
    head = path([(back[0] - wing * uy, back[1] + wing * ux), tip, (back[0] + wing * uy, back[1] - wing * ux)])
    return [stroke(path([tail, tip]) + head, INK_2, 0.14)]


def ramp(unit: Unit) -> Strokes:
    """Return a ramp that folds back on itself: flights side by side, an arrow up each other one."""
    x0, y0, x1, y1 = unit.area.bounds
    flights = max(1, round((y1 - y0) / 1.35))
    drawn = []
    for index in range(flights):
        y = y0 + (index + 0.5) * (y1 - y0) / flights
        ends = (x0 + 1.6, x1 - 1.6) if index % 2 == 0 else (x1 - 1.6, x0 + 1.6)
        back = 0.5 if index % 2 == 0 else -0.5
        tip = path([(ends[1] - back, y + 0.3), (ends[1], y), (ends[1] - back, y - 0.3)])
        drawn.append(stroke(path([(ends[0], y), (ends[1], y)]) + tip, INK_2, 0.08))
        if index:
            rail = y0 + index * (y1 - y0) / flights
            drawn.append(stroke(path([(x0 + 1.3, rail), (x1 - 1.3, rail)]), PARTITION, 0.12))
    return drawn


def slope(area: Area) -> Strokes:
    """Return the chevrons of a ramp for cars."""
    x0, y0, x1, y1 = area.bounds
    middle, drawn = (y0 + y1) / 2, ""
    for index in range(1, 5):
        x = x0 + (x1 - x0) * index / 5
        drawn += path([(x - 0.7, middle - 1.1), (x + 0.7, middle), (x - 0.7, middle + 1.1)])
    return [stroke(drawn, PARTITION, 0.22)]


def lane(area: Area) -> Strokes:
    """Return the dashed middle line of a road."""
    x0, y0, x1, y1 = area.bounds
    middle = path([(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)])
    return [stroke(middle, "#FFFFFF", 0.18, extra='stroke-dasharray="2 2"')]


_AMENITY_SIGNS = {
    "information": "i",
    "atm": "ATM",
    "defibrillator": "AED",
    "transit.bus": "BUS",
    "transit.taxi": "TAXI",
    "wheelchairassist": "♿",
}


def amenity(sign: Amenity) -> str:
    """Return the badge of an amenity, upright (for a group whose y points down)."""
    if sign.category == "drinkingfountain":
        return _drop(sign.point.x, -sign.point.y)
    text = _AMENITY_SIGNS.get(sign.category, "")
    x, y, half = sign.point.x, -sign.point.y, 0.62 + 0.3 * (len(text) - 1)
    if not text:
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="0.3" fill="{BRAND}" stroke="#fff" stroke-width="0.1"/>'
    return (
        f'<rect x="{x - half:.2f}" y="{y - 0.62:.2f}" width="{2 * half:.2f}" height="1.24" rx="0.35" fill="{BRAND}"/>'
        f'<text x="{x:.2f}" y="{y + 0.34:.2f}" font-size="0.92" font-weight="700" fill="#fff">{escape(text)}</text>'
    )


def _drop(x: float, y: float) -> str:
    return (
        f'<rect x="{x - 0.62:.2f}" y="{y - 0.62:.2f}" width="1.24" height="1.24" rx="0.35" fill="{BRAND}"/>'
        f'<path d="M{x:.2f} {y - 0.42:.2f}q0.62 0.78 0 0.86q-0.62 -0.08 0 -0.86z" fill="#fff"/>'
    )


def _badge(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius}" fill="{colour}"/>'


def _person(x: float, y: float, size: float, *, skirt: bool) -> str:
    head = f'<circle cx="{x:.2f}" cy="{y + size * 0.36:.2f}" r="{size * 0.13:.2f}" fill="#fff"/>'
    if skirt:
        body = [(x, y + size * 0.2), (x + size * 0.26, y - size * 0.2), (x - size * 0.26, y - size * 0.2)]
    else:
        half = size * 0.16
        body = [
            (x - half, y + size * 0.2),
            (x + half, y + size * 0.2),
            (x + half, y - size * 0.16),
            (x - half, y - size * 0.16),
        ]
    legs = path([(x - size * 0.07, y - size * 0.16), (x - size * 0.07, y - size * 0.46)])
    legs += path([(x + size * 0.07, y - size * 0.16), (x + size * 0.07, y - size * 0.46)])
    return head + f'<path d="{path(body, close=True)}" fill="#fff"/>' + stroke(legs, "#fff", size * 0.1)


def _wheelchair(x: float, y: float, size: float) -> str:
    head = f'<circle cx="{x - size * 0.08:.2f}" cy="{y + size * 0.4:.2f}" r="{size * 0.11:.2f}" fill="#fff"/>'
    body = [(x - 0.08 * size, y + 0.24 * size), (x - 0.05 * size, y - 0.06 * size), (x + 0.2 * size, y - 0.06 * size)]
    body += [(x + 0.32 * size, y - 0.4 * size)]
    wheel = [
        (x - 0.03 * size + 0.29 * size * math.cos(a), y - 0.16 * size + 0.29 * size * math.sin(a))
        for a in [math.radians(d) for d in range(125, 346, 20)]
    ]
    return head + stroke(path(body), "#fff", 0.1 * size) + stroke(path(wheel), "#fff", 0.09 * size)


def _bottle(x: float, y: float, size: float) -> str:
    body = [(x - 0.17 * size, y - 0.42 * size), (x + 0.17 * size, y - 0.42 * size), (x + 0.17 * size, y + 0.08 * size)]
    body += [(x + 0.08 * size, y + 0.2 * size), (x - 0.08 * size, y + 0.2 * size), (x - 0.17 * size, y + 0.08 * size)]
    top = stroke(path([(x, y + 0.22 * size), (x, y + 0.42 * size)]), "#fff", 0.14 * size)
    return f'<path d="{path(body, close=True)}" fill="#fff"/>' + top


def accessible(x: float, y: float) -> Strokes:
    """Return the badge of a wheelchair user."""
    return [_badge(x, y, 0.98, BRAND), _wheelchair(x, y, 1.5)]


def toilet(unit: Unit, x: float, y: float) -> Strokes:
    """Return the badge of a toilet: who it is for."""
    size = 1.5
    badge = _badge(x, y, 0.98, BRAND)
    if unit.category.endswith("wheelchair"):
        return accessible(x, y)
    if unit.category == "mothersroom":
        return [badge, _bottle(x, y, size)]
    if unit.category.endswith(("male", "female")):
        return [badge, _person(x, y, size, skirt=unit.category.endswith("female"))]
    return [badge, _person(x - 0.35, y, size * 0.8, skirt=True), _person(x + 0.35, y, size * 0.8, skirt=False)]


def door_leaf(gap: LineString, room: Polygon) -> Strokes:
    """Return a door leaf standing open into the room, and the quarter circle it sweeps."""
    (x0, y0), (x1, y1) = gap.coords[0], gap.coords[-1]
    width = gap.length
    dx, dy = (x1 - x0) / width, (y1 - y0) / width
    for nx, ny in ((-dy, dx), (dy, -dx)):
        if room.contains(Point((x0 + x1) / 2 + nx * 0.2, (y0 + y1) / 2 + ny * 0.2)):
            tip = (x0 + nx * width, y0 + ny * width)
            sweep = 1 if dx * ny - dy * nx < 0 else 0
            leaf = path([(x0, y0), tip])
            arc = f"M{tip[0]:.2f} {tip[1]:.2f}A{width:.2f} {width:.2f} 0 0 {sweep} {x1:.2f} {y1:.2f}"
            return [stroke(leaf, PARTITION, 0.09), stroke(arc, "#B9C5CB", 0.05)]
    return []
