"""The structural grid and the shapes drawn on it, in metres from the south-west corner of the outpatient building."""

from collections.abc import Iterable

from shapely.geometry import Polygon

BAY_M = 8.4
"""Column spacing: three parking bays below, two consulting rooms above."""

MODULE_M = BAY_M / 2
"""The width of one consulting room."""

OUTPATIENT_WIDTH_M = 10 * BAY_M
AXIS_M = OUTPATIENT_WIDTH_M / 2
"""The line of symmetry (x): entrance, atrium, lifts, bridge and tower stand on it."""

Shape = Polygon
Coordinate = tuple[float, float]


def mm(value_m: float) -> float:
    """Return a length rounded to the millimetre, so that neighbours share the very same corners."""
    return round(value_m, 3)


def rect(x0_m: float, y0_m: float, x1_m: float, y1_m: float) -> Shape:
    """Return the rectangle between two corners, mm-exact."""
    x0, x1 = sorted((mm(x0_m), mm(x1_m)))
    y0, y1 = sorted((mm(y0_m), mm(y1_m)))
    return Polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def outline(points: Iterable[Coordinate]) -> Shape:
    """Return the polygon through the points, mm-exact."""
    return Polygon([(mm(x), mm(y)) for x, y in points])


def minus(shape: Shape, *others: Shape) -> Shape:
    """Return what is left of a shape, which must stay in one piece."""
    for other in others:
        left = shape.difference(other)
        if not isinstance(left, Polygon):
            raise ValueError(f"{other} cuts {shape} into a {left.geom_type}")
        shape = left
    return shape


def mirrored(shape: Shape) -> Shape:
    """Return the shape on the other side of the axis."""
    return outline((2 * AXIS_M - x, y) for x, y in shape.exterior.coords[:-1])


def mirrored_x(x_m: float) -> float:
    """Return an x on the other side of the axis."""
    return mm(2 * AXIS_M - x_m)
