"""The heart of the outpatient building: entrance hall, galleries round the void, escalators, hospital street."""

import math

from maps.demo.floor import Floor
from maps.demo.grid import AXIS_M, BAY_M, OUTPATIENT_WIDTH_M, Coordinate, Shape, mirrored, mirrored_x, mm, outline, rect
from maps.demo.names import Name
from maps.demo.plan import Plan
from maps.venue import Access, PortalKind

STREET_Y_M = (25.2, 31.2)
"""The hospital street: 6 m wide, the whole length of the building."""

HALL_X_M = (3 * BAY_M, 7 * BAY_M)
_BOW_M = 4.2
"""How far the glass front bows out: the rise of a circular arc over the four bays of the hall."""

_ESCALATOR_X_M = (35.7, 42.0, 48.3)
_ESCALATOR_Y_M = (22.2, 23.7, 25.2)
_GALLERY_X_M = 29.4
_CHAMFER_M = 4.2
_STEP_M = 2.1


def front(x_m: float) -> Coordinate:
    """Return the point of the bowed glass front at an x within the hall."""
    half_m = (HALL_X_M[1] - HALL_X_M[0]) / 2
    radius_m = (half_m**2 + _BOW_M**2) / (2 * _BOW_M)
    return mm(x_m), mm(radius_m - _BOW_M - math.sqrt(radius_m**2 - (x_m - AXIS_M) ** 2))


def front_line(from_x_m: float, to_x_m: float) -> list[Coordinate]:
    """Return the glass front between two x, one corner every 2.1 m."""
    steps = round((to_x_m - from_x_m) / _STEP_M)
    count = abs(steps)
    return [front(from_x_m + (to_x_m - from_x_m) * i / count) for i in range(count + 1)]


def draw_street(floor: Floor) -> None:
    """Draw the hospital street."""
    floor.place("street", rect(0, STREET_Y_M[0], OUTPATIENT_WIDTH_M, STREET_Y_M[1]))


def draw_hall(floor: Floor) -> None:
    """Draw the entrance hall of the ground floor with its vestibule."""
    (x0, x1), (y0, y1) = HALL_X_M, (_ESCALATOR_Y_M[0], STREET_Y_M[0])
    vestibule = (37.8, 46.2)
    edge = [
        (_ESCALATOR_X_M[2], y1),
        (_ESCALATOR_X_M[2], y0),
        (_ESCALATOR_X_M[0], y0),
        (_ESCALATOR_X_M[0], y1),
        (x0, y1),
    ]
    door_step = [(vestibule[0], -0.6), (vestibule[1], -0.6)]
    floor.place(
        "hall",
        outline([*front_line(x0, vestibule[0]), *door_step, *front_line(vestibule[1], x1), (x1, y1), *edge]),
        sign=(AXIS_M, 15.0),
    )
    floor.place("vestibule", outline([*front_line(*vestibule), *reversed(door_step)]))
    for x in (AXIS_M - 2.1, AXIS_M + 2.1):
        floor.door("vestibule", "hall", at=(x, -0.6), width_m=2.4, automatic=True)
    for side in (30.0, 54.0):
        floor.gate("hall", "street", at=(side, y1))
    for lane, shape in _lanes()[0].items():
        floor.place("escalator", shape, key=lane)
        floor.door(lane, "hall", at=(_ESCALATOR_X_M[0], shape.centroid.y), width_m=1.2, has_door=False)
    floor.place("shaft", rect(_ESCALATOR_X_M[1], y0, _ESCALATOR_X_M[2], y1), key="escalator-truss")
    _furnish_hall(floor)


def _furnish_hall(floor: Floor) -> None:
    """A round desk on the axis, a triage desk on either side, and the four columns that carry the roof."""
    floor.fixture("desk", _octagon((AXIS_M, 9.6), 1.5))
    for x in (36.6, 47.4):
        floor.fixture("desk", rect(x - 1.2, 8.1, x + 1.2, 8.8))
    for x in (33.6, 50.4):
        for y in (4.2, 18.0):
            floor.fixture("column", _octagon((x, y), 0.45))


def _octagon(centre: Coordinate, radius_m: float) -> Shape:
    angles = [math.radians(22.5 + 45 * i) for i in range(8)]
    return outline((centre[0] + radius_m * math.cos(a), centre[1] + radius_m * math.sin(a)) for a in angles)


def draw_galleries(floor: Floor, *, top: bool = False) -> None:
    """Draw an upper floor of the atrium: galleries west and east, the chamfered void, the escalators between."""
    (x0, _), y1 = HALL_X_M, STREET_Y_M[0]
    lane_x, lane_y = _ESCALATOR_X_M[0], _ESCALATOR_Y_M[0]
    corner = [(_GALLERY_X_M, lane_y - _CHAMFER_M), (_GALLERY_X_M + _CHAMFER_M, lane_y)]
    west = outline([*front_line(x0, _GALLERY_X_M), *corner, (lane_x, lane_y), (lane_x, y1), (x0, y1)])
    floor.place("gallery-west", west)
    floor.place("gallery-east", mirrored(west))
    east_corner = [(mirrored_x(x), y) for x, y in corner]
    notch = [(_ESCALATOR_X_M[1], lane_y), (_ESCALATOR_X_M[1], y1), (lane_x, y1), (lane_x, lane_y)] if top else []
    glass = front_line(_GALLERY_X_M, mirrored_x(_GALLERY_X_M))
    floor.place("atrium", outline([*glass, *east_corner, *notch, *reversed(corner)]))
    floor.gate("gallery-west", "street")
    floor.gate("gallery-east", "street")
    west_lanes, east_lanes = _lanes()
    for lane, shape in {**({} if top else west_lanes), **east_lanes}.items():
        gallery, x = ("gallery-west", lane_x) if lane.endswith("west") else ("gallery-east", _ESCALATOR_X_M[2])
        floor.place("escalator", shape, key=lane)
        floor.door(lane, gallery, at=(x, shape.centroid.y), width_m=1.2, has_door=False)


def _lanes() -> tuple[dict[str, Shape], dict[str, Shape]]:
    x0, x1, x2 = _ESCALATOR_X_M
    y0, y1, y2 = _ESCALATOR_Y_M
    west = {"up-west": rect(x0, y0, x1, y1), "down-west": rect(x0, y1, x1, y2)}
    east = {"up-east": rect(x1, y0, x2, y1), "down-east": rect(x1, y1, x2, y2)}
    return west, east


def join_escalators(plan: Plan) -> None:
    """Join each floor with the next: up from west to east, down from east to west."""
    x0, _, x2 = _ESCALATOR_X_M
    y0, y1, y2 = _ESCALATOR_Y_M
    west_x, east_x, up_y, down_y = x0 + 1.2, x2 - 1.2, (y0 + y1) / 2, (y1 + y2) / 2
    for below, above in [("F1", "F2"), ("F2", "F3"), ("F3", "F4"), ("F4", "F5")]:
        low, high = below[1:], above[1:]
        plan.portal(
            f"escalator-up-{below}",
            PortalKind.ESCALATOR,
            Name(zh=f"上行扶梯 {low}→{high}楼", en=f"Escalator up, floor {low} to {high}"),
            [(below, "up-west", (west_x, up_y)), (above, "up-east", (east_x, up_y))],
            one_way=True,
            bank="atrium-escalators",
            access=Access.PUBLIC,
        )
        plan.portal(
            f"escalator-down-{above}",
            PortalKind.ESCALATOR,
            Name(zh=f"下行扶梯 {high}→{low}楼", en=f"Escalator down, floor {high} to {low}"),
            [(above, "down-east", (east_x, down_y)), (below, "down-west", (west_x, down_y))],
            one_way=True,
            bank="atrium-escalators",
            access=Access.PUBLIC,
        )
