"""Outside, on the ground floor's level: forecourts, courts and the garden; and the doors between outside and inside."""

from shapely.geometry import Point

from maps.demo.atrium import HALL_X_M, front, front_line
from maps.demo.floor import Floor
from maps.demo.front import FRONT_M, tower_front_line
from maps.demo.grid import AXIS_M, Coordinate, outline, rect
from maps.demo.names import Name
from maps.demo.plan import Plan
from maps.venue import PortalKind

_EDGE_WEST_M, _EDGE_SOUTH_M, _EDGE_EAST_M = -8.4, -25.2, 134.4
_TREE_RADIUS_M = 1.5
_RAMP = rect(0, -25.2, 16.8, -19.9)


def draw_site(plan: Plan) -> None:
    """Draw the grounds, their planting, the entrances and the ramp up from the garage."""
    floor = plan["F1"]
    _draw_forecourts(floor)
    _draw_gardens(floor)
    _open_entrances(floor)
    _plant(floor)
    plan.portal(
        "garage-ramp",
        PortalKind.RAMP,
        Name(zh="车库步行坡道", en="Garage Ramp"),
        [("B1", "ramp", (8.4, -21.0)), ("F1", "ramp", (8.4, -21.0))],
        slope_percent=8.3,
        bank="garage-ramp",
    )


def _draw_forecourts(floor: Floor) -> None:
    west, south, east = _EDGE_WEST_M, _EDGE_SOUTH_M, _EDGE_EAST_M
    facade = [(84.0, 0.0), *reversed(front_line(*HALL_X_M)), (0.0, 0.0), (0.0, 31.2), (west, 31.2)]
    ramp = [(0.0, south), (0.0, -19.9), (16.8, -19.9), (16.8, south)]
    floor.place("forecourt", outline([(west, south), *ramp, (84.0, south), *facade]), sign=(42.0, -18.6))
    floor.place(
        "er-forecourt",
        outline([(84.0, south), (east, south), (east, 3.3), (126.0, 3.3), (109.2, 3.3), (109.2, 0.0), (84.0, 0.0)]),
        sign=(109.2, -18.6),
    )
    floor.place("ambulance-bay", rect(126.0, 3.3, east, 46.2))
    floor.place("ramp", _RAMP)
    floor.gate("forecourt", "er-forecourt")
    floor.gate("er-forecourt", "ambulance-bay")
    floor.door("ramp", "forecourt", at=(8.4, -19.9), width_m=2.4, has_door=False)


def _draw_gardens(floor: Floor) -> None:
    floor.place("court-west", rect(16.8, 31.2, 33.6, 73.2), sign=(25.2, 45.75))
    floor.place("court-east", rect(50.4, 31.2, 67.2, 73.2), sign=(58.8, 45.75))
    floor.place(
        "garden",
        outline(
            [
                (33.6, 56.4),
                (50.4, 56.4),
                (50.4, 73.2),
                (84.0, 73.2),
                (84.0, 90.0),
                *tower_front_line(75.6, 8.4),
                (0.0, 90.0),
                (0.0, 73.2),
                (33.6, 73.2),
            ]
        ),
    )
    for court, x in (("court-west", 33.6), ("court-east", 50.4)):
        floor.gate(court, "garden", at=(x, 65.0))
        floor.gate(court, "garden", at=((16.8 + 33.6) / 2 if x < AXIS_M else 58.8, 73.2))


def _open_entrances(floor: Floor) -> None:
    """Every way in: automatic doors of 1.8 to 2.4 m, all step-free."""
    for x in (AXIS_M - 1.05, AXIS_M + 1.05):
        floor.door("vestibule", "forecourt", at=(x, -4.2), width_m=1.8, automatic=True, entrance=True)
    for x in (33.6, 50.4):
        floor.door("hall", "forecourt", at=front(x + 1.05), width_m=1.6, automatic=True, entrance=True)
    for corridor, x in (("corridor-ws", 8.4), ("corridor-es", 75.6)):
        floor.door(corridor, "forecourt", at=(x, 0.0), width_m=1.5, one_way_to=floor.unit_id("forecourt"))
    floor.door("street", "forecourt", at=(0.0, 28.2), width_m=2.4, automatic=True, entrance=True)
    floor.door("er-hall", "er-forecourt", at=(100.8, 0.0), width_m=2.4, automatic=True, entrance=True)
    floor.door("ambulance", "ambulance-bay", at=(126.0, 28.2), width_m=3.0, automatic=True, entrance=True)
    floor.door("link", "garden", at=(AXIS_M, 56.4), width_m=2.4, automatic=True, entrance=True)
    floor.door("tower-lobby", "garden", at=(AXIS_M, FRONT_M), width_m=2.4, automatic=True, entrance=True)
    floor.door("er-clinic-corridor", "ambulance-bay", at=(126.0, 11.4), width_m=1.5)
    floor.door("er-staff-corridor", "ambulance-bay", at=(126.0, 39.9), width_m=1.2)
    for court, x in (("court-west", 25.2), ("court-east", 58.8)):
        floor.door(court, "street", at=(x, 31.2), width_m=1.8, automatic=True)
    for corridor, x in (("corridor-wn", 8.4), ("corridor-en", 75.6)):
        floor.door(corridor, "garden", at=(x, 73.2), width_m=1.8, automatic=True)
    for stairs, x in (("stairs-4", 3.4), ("stairs-5", 80.6)):
        floor.door(stairs, "forecourt", at=(x, 0.0), width_m=1.2, one_way_to=floor.unit_id("forecourt"))
    for x in (8.4, 75.6):
        floor.door("tower-main", None, at=(x, 99.1), width_m=1.8, automatic=True, entrance=True)


def _plant(floor: Floor) -> None:
    """Lawns are not for walking; the paths between them lead where people go."""
    for corners in ((39.6, 56.4, 44.4, FRONT_M), (4.8, 73.2, 79.2, 76.2)):
        floor.fixture("path", rect(*corners), solid=False)
    for x in (25.2, 58.8):
        floor.fixture("path", rect(x - 1.2, 31.2, x + 1.2, 73.2), solid=False)
    floor.fixture("roadway", rect(_EDGE_WEST_M, -13.2, _EDGE_EAST_M, -7.2), solid=False)
    floor.fixture("vehicle_ramp", rect(68.4, -21.6, 81.6, -15.6))
    for x0, x1 in ((18.3, 23.4), (27.0, 32.1), (51.9, 57.0), (60.6, 65.7)):
        for y0, y1 in ((33.9, 44.7), (46.8, 57.6), (59.7, 70.5)):
            _lawn(floor, (x0, y0, x1, y1), trees=[(x0 + 2.5, y0 + 2.6), (x0 + 2.7, y1 - 2.4)])
    for x0, x1 in ((3.0, 18.0), (21.0, 36.0), (48.0, 63.0), (66.0, 81.0)):
        middle = (x0 + x1) / 2
        _lawn(floor, (x0, 78.3, x1, 85.5), trees=[(x0 + 3.0, 81.6), (middle, 82.8), (x1 - 3.0, 81.0)])
    for x0, x1 in ((20.4, 35.4), (48.6, 63.6)):
        _lawn(floor, (x0, -21.6, x1, -15.6), trees=[(x0 + 3, -18.6), (x0 + 7.5, -18.6), (x1 - 3, -18.6)])


def _lawn(floor: Floor, corners: tuple[float, float, float, float], *, trees: list[Coordinate]) -> None:
    x0, y0, x1, y1 = corners
    cut = 1.2
    floor.fixture(
        "lawn",
        outline(
            [
                *[(x0 + cut, y0), (x1 - cut, y0), (x1, y0 + cut), (x1, y1 - cut)],
                *[(x1 - cut, y1), (x0 + cut, y1), (x0, y1 - cut), (x0, y0 + cut)],
            ]
        ),
    )
    for x, y in trees:
        circle = Point(x, y).buffer(_TREE_RADIUS_M, quad_segs=4)
        floor.fixture("tree", outline((x, y) for x, y in circle.exterior.coords[:-1]), solid=False)
