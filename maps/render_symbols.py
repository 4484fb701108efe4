"""Signs of the plan: lift cars, treads, toilets, parking; drawn as strokes in metres, y north."""

import math
from html import escape

from shapely.geometry import LineString, Point, Polygon

from maps.render_style import BRAND, INK_2, PARTITION
from maps.shapes import Area
from maps.venue import Amenity, Unit

Strokes = list[str]
_TREAD_M = 0.3


def path(points: list[tuple[float, float]], *, close: bool = False) -> str:
    """Return SVG path data through points [m]."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + ("Z" if close else "")


def stroke(data: str, colour: str, width_m: float, *, extra: str = "") -> str:
    """Return a stroked path."""
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{width_m}" {extra}/>'


def lift(unit: Unit) -> Strokes:
    """Return a lift car: a crossed box."""
    x0, y0, x1, y1 = Polygon(unit.area.buffer(-0.35, join_style="mitre").exterior).bounds
    car = path([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], close=True)
    cross = path([(x0, y0), (x1, y1)]) + path([(x0, y1), (x1, y0)])
    return [f'<path d="{car}" fill="#FFFFFF" stroke="{INK_2}" stroke-width="0.09"/>', stroke(cross, PARTITION, 0.07)]


def treads(unit: Unit, landing: Point | None, *, moving: bool = False) -> Strokes:
    """Return stairs or an escalator: treads across the longer side and an arrow along it."""
    x0, y0, x1, y1 = unit.area.bounds
    along_x = x1 - x0 >= y1 - y0
    inset_m = 0.15 if moving else 0.3
    rest_m = 0.9 if moving else 1.5
    start, end = (x0, x1) if along_x else (y0, y1)
    at_low = landing is None or abs((landing.x if along_x else landing.y) - start) < (end - start) / 2
    low, high = (
        (start + rest_m, end - (0.0 if moving else 0.4)) if at_low else (start + (0.0 if moving else 0.4), end - rest_m)
    )
    cross = (y0, y1) if along_x else (x0, x1)
    count = max(2, int((high - low) / (_TREAD_M * (1.6 if moving else 1.0))))
    data = ""
    for index in range(count + 1):
        s = low + (high - low) * index / count
        ends = [(s, cross[0] + inset_m), (s, cross[1] - inset_m)]
        data += path(ends if along_x else [(y, x) for x, y in ends])
    strokes = [stroke(data, PARTITION, 0.06)]
    if not moving:
        middle = (cross[0] + cross[1]) / 2
        split = [(low, middle), (high, middle)]
        strokes.append(stroke(path(split if along_x else [(y, x) for x, y in split]), INK_2, 0.12))
    return strokes


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
    "drinkingfountain": "水",
    "transit.bus": "BUS",
    "transit.taxi": "TAXI",
    "wheelchairassist": "♿",
}


def amenity(sign: Amenity) -> str:
    """Return the badge of an amenity, upright (for a group whose y points down)."""
    text = _AMENITY_SIGNS.get(sign.category, "•")
    x, y, half = sign.point.x, -sign.point.y, 0.62 + 0.3 * (len(text) - 1)
    return (
        f'<rect x="{x - half:.2f}" y="{y - 0.62:.2f}" width="{2 * half:.2f}" height="1.24" rx="0.35" fill="{BRAND}"/>'
        f'<text x="{x:.2f}" y="{y + 0.34:.2f}" font-size="0.92" font-weight="700" fill="#fff">{escape(text)}</text>'
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
