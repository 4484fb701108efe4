"""Stairs and lifts: each core stands at the same place of the grid on every floor it serves."""

from dataclasses import dataclass

from maps.demo.grid import Coordinate, Shape, mirrored, mirrored_x, rect
from maps.demo.names import Name
from maps.demo.plan import Plan
from maps.venue import Access, PortalKind

_OUTPATIENT = ("F1", "F2", "F3", "F4", "F5")
_WITH_GARAGE = ("B1", *_OUTPATIENT)
_TOWER = ("B1", *_OUTPATIENT, "F6", "F7", "F8")
_RESTRICTED = ("F3", "F4")
"""Theatres and intensive care: the ends of the tower are for staff."""
_EMERGENCY = ("F1", "F2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """One stair or one lift car.

    Parameters
    ----------
    door : tuple of float
        Middle of its door [m], in a wall of its shape; the same on every floor.
    car_m : tuple of float or None
        Clear width and depth of a lift car [m].
    staff_floors : tuple of str
        Floors where it is reached through a staff area.
    """

    key: str
    place: str
    name: Name
    shape: Shape
    floors: tuple[str, ...]
    door: Coordinate
    bank: str
    car_m: tuple[float, float] | None = None
    staff_floors: tuple[str, ...] = ()
    access: Access = Access.PUBLIC


def _stair(
    number: int, shape: Shape, floors: tuple[str, ...], door: Coordinate, staff_floors: tuple[str, ...] = ()
) -> Core:
    return Core(
        key=f"stairs-{number}",
        place="stairs",
        name=Name(zh=f"{number}号楼梯", en=f"Stairs {number}", function="stairs"),
        shape=shape,
        floors=floors,
        door=door,
        bank="",
        staff_floors=staff_floors,
    )


def _bank(
    bank: str,
    zh: str,
    en: str,
    floors: tuple[str, ...],
    cars: list[tuple[Shape, Coordinate]],
    car_m: tuple[float, float],
    place: str = "lift",
) -> list[Core]:
    return [
        Core(
            key=f"{bank}-{number}",
            place=place,
            name=Name(zh=f"{zh}{number}号", en=f"{en} {number}", function="lift"),
            shape=shape,
            floors=floors,
            door=door,
            bank=bank,
            car_m=car_m,
            access=Access.STAFF if place == "staff-lift" else Access.PUBLIC,
        )
        for number, (shape, door) in enumerate(cars, start=1)
    ]


_NORTH_STAIR, _SOUTH_STAIR = rect(0, 69.0, 6.9, 73.2), rect(0, 0, 6.9, 4.2)

CORES: tuple[Core, ...] = (
    _stair(1, rect(33.6, 31.2, 37.0, 39.0), _WITH_GARAGE, (35.3, 31.2)),
    _stair(2, _NORTH_STAIR, _OUTPATIENT, (6.9, 70.2)),
    _stair(3, mirrored(_NORTH_STAIR), _OUTPATIENT, (mirrored_x(6.9), 70.2)),
    _stair(4, _SOUTH_STAIR, _OUTPATIENT, (6.9, 3.0)),
    _stair(5, mirrored(_SOUTH_STAIR), _OUTPATIENT, (mirrored_x(6.9), 3.0)),
    _stair(6, rect(8.4, 100.4, 12.6, 106.8), _TOWER, (11.4, 100.4), _RESTRICTED),
    _stair(7, rect(71.4, 100.4, 75.6, 106.8), _TOWER, (72.6, 100.4), _RESTRICTED),
    _stair(8, rect(87.2, 31.2, 90.6, 39.0), _EMERGENCY, (88.9, 31.2)),
    *_bank(
        "outpatient-lift", "门诊电梯", "Outpatient Lift", _WITH_GARAGE,
        [(rect(37.0, y, 39.6, y + 2.6), (39.6, y + 1.3)) for y in (31.2, 33.8, 36.4)], (1.6, 1.5),
    ),
    *_bank(
        "east-lift", "东翼电梯", "East Lift", _WITH_GARAGE,
        [(rect(x, 22.6, x + 2.6, 25.2), (x + 1.3, 25.2)) for x in (68.9, 71.5)], (1.6, 1.5),
    ),
    *_bank(
        "staff-lift", "医护电梯", "Staff Lift", ("F1", "F2", "F3", "F4"),
        [(rect(14.2, 70.6, 16.8, 73.2), (14.2, 71.9))], (1.6, 1.5), "staff-lift",
    ),
    *_bank(
        "tower-lift", "住院部电梯", "Tower Lift", _TOWER,
        [(rect(35.2, y, 37.8, y + h), (37.8, y + h / 2)) for y, h in ((100.4, 2.1), (102.5, 2.1), (104.6, 2.2))],
        (1.6, 1.5),
    ),
    *_bank(
        "tower-bed-lift", "住院部病床电梯", "Tower Bed Lift", _TOWER,
        [(rect(46.2, y, 49.4, y + 3.2), (46.2, y + 1.6)) for y in (100.4, 103.6)], (1.5, 2.7), "bed-lift",
    ),
    *_bank(
        "emergency-bed-lift", "急诊病床电梯", "Emergency Bed Lift", _EMERGENCY,
        [(rect(84.0, 31.2, 87.2, 35.2), (85.6, 31.2))], (1.5, 2.7), "bed-lift",
    ),
)  # fmt: skip


def draw_cores(plan: Plan) -> None:
    """Draw every core on every floor it serves, with its door, and join the floors."""
    for core in CORES:
        for floor_key in core.floors:
            floor = plan[floor_key]
            access = Access.STAFF if floor_key in core.staff_floors else core.access
            floor.place(core.place, core.shape, key=core.key, name=core.name, access=access)
            beyond = floor.neighbour(core.key, core.door)
            width_m = 1.3 if core.place == "bed-lift" else 1.1 if core.car_m else 1.2
            floor.door(core.key, beyond, at=core.door, width_m=width_m, automatic=core.car_m is not None)
        _join(plan, core)


def _join(plan: Plan, core: Core) -> None:
    stops = [(floor, core.key, _landing(core)) for floor in core.floors]
    car = {} if core.car_m is None else {"car_width_m": core.car_m[0], "car_depth_m": core.car_m[1]}
    kind = PortalKind.STAIRS if core.car_m is None else PortalKind.ELEVATOR
    plan.portal(core.key, kind, core.name, stops, bank=core.bank, access=core.access, **car)


def _landing(core: Core) -> Coordinate:
    """Return where people stand: the middle of a lift car, 1 m inside the door of a stair."""
    centre = core.shape.centroid
    if core.car_m is not None:
        return centre.x, centre.y
    dx, dy = centre.x - core.door[0], centre.y - core.door[1]
    if core.door[0] in (core.shape.bounds[0], core.shape.bounds[2]):
        return core.door[0] + (1.0 if dx > 0 else -1.0), core.door[1]
    return core.door[0], core.door[1] + (1.0 if dy > 0 else -1.0)
