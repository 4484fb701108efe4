"""Level B1: three parking zones round an island of lifts and plant rooms, and the link to the tower."""

from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from maps.demo.floor import Floor
from maps.demo.front import FRONT_M
from maps.demo.grid import AXIS_M, BAY_M, Coordinate, Shape, minus, mm, outline, rect
from maps.demo.plan import Plan

GARAGE_X_M = (-8.4, 92.4)
_ROWS_X_M = (0.0, 84.0)
_MODULE_M = 2 * BAY_M
"""Bays, aisle of 6.2 m, bays."""

_BAY_DEPTH_M, _BAY_WIDTH_M, _ACCESSIBLE_WIDTH_M = 5.3, 2.5, 3.6
_COLUMN_M = 0.6
_ISLAND_X_M, _ISLAND_Y_M = (25.2, 58.8), (25.2, 42.0)
_RAMP = rect(0, -25.2, 16.8, -19.9)
_CAR_RAMP = rect(58.8, -25.2, 75.6, -19.9)
_EAST_LOBBY = rect(67.2, 25.2, 74.1, 30.5)
_EAST_LIFTS = rect(67.2, 22.6, 74.1, 25.2)

_ZONES = {"A": (-25.2, -8.4, 8.4), "B": (25.2,), "C": (42.0, 58.8)}
_LOBBY_ROWS_M = (19.9, 42.0, 70.3)
"""Rows whose middle gives way to a lobby door; the bays beside it are wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bay:
    """A marked bay."""

    zone: str
    shape: Shape
    accessible: bool


def draw_basement(plan: Plan) -> None:
    """Draw the garage, its island and the link."""
    floor = plan["B1"]
    _draw_zones(floor)
    _draw_island(floor)
    _draw_east_lobby(floor)
    floor.place("ramp", _RAMP)
    floor.door("ramp", "garage-a", at=(8.4, -19.9), width_m=2.4)
    floor.fixture("vehicle_ramp", _CAR_RAMP)
    floor.place("b1-link", rect(39.6, 75.6, 44.4, FRONT_M))
    floor.door("b1-link", "garage-c", width_m=2.4, automatic=True)
    floor.door("b1-link", "b1-link-lobby", width_m=2.4)
    for x, y in _columns(floor):
        half_m = _COLUMN_M / 2
        floor.fixture("column", rect(x - half_m, y - half_m, x + half_m, y + half_m), solid=False)


def _draw_zones(floor: Floor) -> None:
    x0, x1 = GARAGE_X_M
    floor.place("garage-a", minus(rect(x0, -25.2, x1, 25.2), _RAMP, _EAST_LIFTS), sign=(42.0, 0.0))
    floor.place("garage-b", rect(x0, 25.2, _ISLAND_X_M[0], 42.0), sign=(12.6, 33.6))
    floor.place("garage-b-east", minus(rect(_ISLAND_X_M[1], 25.2, x1, 42.0), _EAST_LOBBY), sign=(71.4, 33.6))
    floor.place("garage-c", rect(x0, 42.0, x1, 75.6), sign=(42.0, 50.4))
    for zone, at_x in (("garage-b", 0.0), ("garage-b-east", 62.0), ("garage-b-east", 88.0)):
        floor.gate(zone, "garage-a", at=(at_x, 25.2))
    for zone in ("garage-b", "garage-b-east"):
        floor.gate(zone, "garage-c")


def _draw_island(floor: Floor) -> None:
    """Lift lobby in the middle, plant rooms round it."""
    lobby = floor.place(
        "b1-lobby",
        outline(
            [
                (33.6, 25.2),
                (50.4, 25.2),
                (50.4, 31.2),
                (44.4, 31.2),
                (44.4, 42.0),
                (39.6, 42.0),
                (39.6, 31.2),
                (33.6, 31.2),
            ]
        ),
    )
    floor.door(lobby, "garage-a", at=(42.0, 25.2), width_m=2.4, automatic=True)
    floor.door(lobby, "garage-c", at=(42.0, 42.0), width_m=2.4, automatic=True)
    floor.place("shaft", rect(33.6, 39.0, 39.6, 42.0), key="riser")
    power = floor.place("power", rect(25.2, 25.2, 33.6, 42.0))
    floor.door(power, lobby, width_m=1.8)
    floor.place("parking-office", rect(50.4, 25.2, 58.8, 33.6))
    floor.door("parking-office", lobby, width_m=1.2)
    pump = floor.place("pump", rect(44.4, 31.2, 50.4, 42.0))
    floor.door(pump, lobby, at=(44.4, 38.0), width_m=1.5)
    floor.place("ventilation", rect(50.4, 33.6, 58.8, 42.0), key="ventilation-garage")
    floor.door("ventilation-garage", "garage-b-east", width_m=1.5)


def _draw_east_lobby(floor: Floor) -> None:
    floor.place("b1-lobby-east", _EAST_LOBBY)
    floor.door("b1-lobby-east", "garage-b-east", at=(70.6, 30.5), width_m=1.8, automatic=True)
    floor.place("shaft", rect(67.2, 22.6, 68.9, 25.2), key="riser-east")


def bays() -> Iterator[Bay]:
    """Yield the parking bays, row by row from the south-west."""
    blocked = shapely.union_all([_RAMP, _CAR_RAMP, _EAST_LIFTS, _EAST_LOBBY, rect(*_corners_of_island())])
    for zone, starts in _ZONES.items():
        for start_m in starts:
            for y in (start_m, mm(start_m + _MODULE_M - _BAY_DEPTH_M)):
                for x in _grid_lines():
                    for shape, accessible in _cell(x, y):
                        if shape.intersection(blocked).area < 1e-6:
                            yield Bay(zone=zone, shape=shape, accessible=accessible)


def _cell(x_m: float, y_m: float) -> Iterator[tuple[Shape, bool]]:
    """Yield the bays between two columns: three, or two wide ones near a lobby, or one beside its door."""
    top_m = y_m + _BAY_DEPTH_M
    margin_m = (BAY_M - 3 * _BAY_WIDTH_M) / 2
    if y_m in _LOBBY_ROWS_M and x_m == 33.6:
        yield rect(x_m + margin_m, y_m, x_m + margin_m + _ACCESSIBLE_WIDTH_M, top_m), True
    elif y_m in _LOBBY_ROWS_M and x_m == 42.0:
        yield rect(x_m + BAY_M - margin_m - _ACCESSIBLE_WIDTH_M, y_m, x_m + BAY_M - margin_m, top_m), True
    elif y_m in _LOBBY_ROWS_M and x_m in (25.2, 50.4):
        yield rect(x_m + margin_m, y_m, x_m + margin_m + _ACCESSIBLE_WIDTH_M, top_m), True
        yield rect(x_m + BAY_M - margin_m - _ACCESSIBLE_WIDTH_M, y_m, x_m + BAY_M - margin_m, top_m), True
    else:
        for index in range(3):
            left_m = x_m + margin_m + index * _BAY_WIDTH_M
            yield rect(left_m, y_m, left_m + _BAY_WIDTH_M, top_m), False


def _grid_lines() -> list[float]:
    count = round((_ROWS_X_M[1] - _ROWS_X_M[0]) / BAY_M)
    return [mm(_ROWS_X_M[0] + BAY_M * i) for i in range(count)]


def _corners_of_island() -> tuple[float, float, float, float]:
    return _ISLAND_X_M[0], _ISLAND_Y_M[0], _ISLAND_X_M[1], _ISLAND_Y_M[1]


def _columns(floor: Floor) -> Iterator[Coordinate]:
    """Yield the columns that stand free in the garage: at the head of the bays, on every grid line."""
    zones = [space.shape for key, space in floor.spaces.items() if key.startswith("garage")]
    free = shapely.union_all(zones).buffer(-0.4).difference(_CAR_RAMP.buffer(0.5))
    for start_m in (start_m for starts in _ZONES.values() for start_m in starts):
        for y in (start_m + _BAY_DEPTH_M - 0.8, start_m + _MODULE_M - _BAY_DEPTH_M + 0.8):
            for x in [*_grid_lines(), _ROWS_X_M[1]]:
                if free.contains(shapely.Point(x, y)) and not _before_lobby_door(x, y):
                    yield mm(x), mm(y)


def _before_lobby_door(x_m: float, y_m: float) -> bool:
    return x_m == AXIS_M and any(abs(y_m - row_m - _BAY_DEPTH_M / 2) < _BAY_DEPTH_M for row_m in _LOBBY_ROWS_M)
