"""The inpatient tower: rooms to the south, cores in the middle, staff to the north, two corridors between."""

from dataclasses import dataclass, replace

from maps.demo.floor import Floor
from maps.demo.front import FRONT_M, extend_to_front
from maps.demo.grid import rect
from maps.demo.names import Name
from maps.demo.plan import Plan
from maps.demo.rows import Row, cells
from maps.demo.spine import LINK_X_M, SPINE_END_M

TOWER_X_M = (8.4, 75.6)
_SOUTH_Y_M, _CORRIDOR_Y_M = (90.0, 97.8), (97.8, 100.4)
_CORE_Y_M, _STAFF_Y_M, _NORTH_Y_M = (100.4, 106.8), (106.8, 108.8), (108.8, 115.2)
_LOBBY_X_M = (37.8, 46.2)
_CORE_X_M = (12.6, 49.4)
"""Where the rooms of the middle strip begin: beyond the west stair, beyond the bed lifts."""
_SIGN_M = 2.0
"""How far inside the door the number of a bed room hangs."""
_LIFTS_WEST_M = 35.2
_CENTRE_X_M = (33.6, 50.4)
"""The public middle of the corridor on floors whose ends are for staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TowerFloor:
    """The rows of one floor, from west to east; `centre` is the room opposite the lifts.

    Parameters
    ----------
    centre_m : tuple of float
        West and east end of the centre [m].
    restricted : bool
        Both ends of the corridor are for staff only (theatres, intensive care).
    front_desk : str
        On a restricted floor: the room beside the lifts that opens to the public middle.
    public_north : bool
        The northern corridor is open to patients.
    """

    south_west: str
    centre: str
    south_east: str
    core_west: str
    core_east: str
    north: str
    centre_m: tuple[float, float] = _LOBBY_X_M
    restricted: bool = False
    front_desk: str = ""
    public_north: bool = False
    corridor: str = "tower-main"


_TOILETS = "wc-female=4.4 wc-male=4.0 wc-accessible=2.8"
_WARD_STAFF = "doctors:3 teaching:3 head-nurse:2 duty:2 duty:2 changing:2 linen:2"


def _ward(department: str) -> TowerFloor:
    return TowerFloor(
        south_west="isolation bed=6.3*4",
        centre="day-room",
        south_east="bed=6.3*4 isolation",
        core_west=f"family-talk=6.0 ward-treatment=7.0 {department}.ward=9.6",
        core_east="ward-clean=5.4 ward-bath=5.2 ward-pantry=5.4 linen=6.0",
        north=_WARD_STAFF,
        corridor="tower-corridor",
    )


FLOORS = {
    "B1": TowerFloor(
        south_west="stores:4 laundry:3",
        centre="b1-link-lobby",
        south_east="canteen:4 kitchen:3",
        core_west="ventilation=11.4 power=11.2",
        core_east="pump=11.0 gas=11.0",
        north="chiller:5 boiler:5 waste:2 ventilation:4",
    ),
    "F1": TowerFloor(
        south_west="florist:1 discharge:3 admission:2",
        centre="tower-lobby",
        south_east="visitors:2 shop:2 hyperbaric:2",
        centre_m=_CENTRE_X_M,
        core_west=f"security=11.4 {_TOILETS}",
        core_east="nuclear=11.0 nuclear-waiting=11.0",
        north="radiotherapy:4 radiotherapy-control:2 meeting:2 meeting:2 admin:2 admin:2 linen:2",
        public_north=True,
    ),
    "F2": TowerFloor(
        south_west="pathology:3 pathology-slides:2 blood-bank:2",
        centre="bridge-lobby",
        south_east="dialysis-waiting:2 dialysis:5",
        core_west=f"lab-reception=11.4 {_TOILETS}",
        core_east="nephrology.treatment=11.0 nephrology.office=11.0",
        north="cssd:6 sterile-store:4 changing:2 meeting:4",
    ),
    "F3": TowerFloor(
        south_west="theatre=8.4*3",
        centre="theatre-family",
        south_east="theatre=8.4*2 hybrid=8.4",
        centre_m=_CENTRE_X_M,
        core_west="preop=13.0",
        front_desk="theatre-desk=9.6",
        core_east="recovery=14.0 sterile-store=8.0",
        north="anaesthesia.office:2 changing:2 changing:2 doctors:2 duty:2 sterile-store:2 linen:4",
        restricted=True,
        corridor="clean-corridor",
    ),
    "F4": TowerFloor(
        south_west="icu=25.2",
        centre="icu-family",
        south_east="ccu=12.6 nicu=12.6",
        centre_m=_CENTRE_X_M,
        core_west="cathlab=11.0",
        front_desk="family-talk=11.6",
        core_east="cathlab=11.0 ward-clean=11.0",
        north="doctors:3 teaching:3 head-nurse:2 duty:2 duty:2 changing:2 linen:2",
        restricted=True,
        corridor="clean-corridor",
    ),
    "F5": _ward("obstetrics"),
    "F6": _ward("cardiology"),
    "F7": _ward("general-surgery"),
    "F8": _ward("oncology"),
}


def draw_tower(plan: Plan) -> None:
    """Draw the tower from the basement to F8, and the bridge to the outpatient building."""
    for key, content in FLOORS.items():
        _draw_floor(plan[key], content)
    floor = plan["F2"]
    floor.place("bridge", rect(LINK_X_M[0], SPINE_END_M, LINK_X_M[1], FRONT_M))
    floor.gate("bridge", "link")
    floor.gate("bridge", "bridge-lobby")


def _draw_floor(floor: Floor, content: TowerFloor) -> None:
    west_x, east_x = TOWER_X_M
    middle, ends = _draw_corridor(floor, content)
    west, east = ends
    lobby = floor.place("tower-lifts", rect(_LOBBY_X_M[0], _CORE_Y_M[0], _LOBBY_X_M[1], _CORE_Y_M[1]))
    floor.gate(lobby, middle)
    centre = floor.place(content.centre, rect(content.centre_m[0], _SOUTH_Y_M[0], content.centre_m[1], _SOUTH_Y_M[1]))
    floor.gate(centre, middle)
    for corridor, depth_m, wall_m, start_m, line in (
        (west, _SOUTH_Y_M, _CORRIDOR_Y_M[0], west_x, content.south_west),
        (east, _SOUTH_Y_M, _CORRIDOR_Y_M[0], content.centre_m[1], content.south_east),
        (west, _CORE_Y_M, _CORE_Y_M[0], _CORE_X_M[0], content.core_west),
        (east, _CORE_Y_M, _CORE_Y_M[0], _CORE_X_M[1], content.core_east),
    ):
        Row(corridor=corridor, depth_m=depth_m, start_m=start_m, wall_m=wall_m).draw(floor, line)
    for code, width_m in cells(content.front_desk):
        desk = floor.place(code, rect(_LIFTS_WEST_M - width_m, _CORE_Y_M[0], _LIFTS_WEST_M, _CORE_Y_M[1]))
        floor.door(desk, middle, width_m=1.2)
    north_code = "tower-north" if content.public_north else "tower-staff"
    north = floor.place(north_code, rect(west_x, _STAFF_Y_M[0], east_x, _STAFF_Y_M[1]))
    floor.door(north, lobby, at=(42.0, _STAFF_Y_M[0]), width_m=1.5)
    Row(corridor=north, depth_m=_NORTH_Y_M, start_m=west_x, wall_m=_NORTH_Y_M[0]).draw(floor, content.north)
    extend_to_front(floor)
    _number_beds(floor)


def _draw_corridor(floor: Floor, content: TowerFloor) -> tuple[str, tuple[str, str]]:
    """Draw the southern corridor: one piece, or a public middle between two staff ends."""
    (x0, x1), (y0, y1) = TOWER_X_M, _CORRIDOR_Y_M
    if not content.restricted:
        corridor = floor.place(content.corridor, rect(x0, y0, x1, y1))
        return corridor, (corridor, corridor)
    middle = floor.place("tower-main", rect(_CENTRE_X_M[0], y0, _CENTRE_X_M[1], y1))
    west = floor.place(content.corridor, rect(x0, y0, _CENTRE_X_M[0], y1))
    east = floor.place(content.corridor, rect(_CENTRE_X_M[1], y0, x1, y1))
    for end in (west, east):
        floor.door(end, middle, width_m=1.8, automatic=True)
    return middle, (west, east)


def _number_beds(floor: Floor) -> None:
    """Give bed rooms the numbers on their doors: 501, 502 … from west to east."""
    beds = [key for key in floor.spaces if key.startswith(("bed", "isolation"))]
    for number, key in enumerate(sorted(beds, key=lambda key: floor.spaces[key].shape.bounds[0]), start=1):
        space = floor.spaces[key]
        room = f"{floor.key[1:]}{number:02d}"
        isolation = key.startswith("isolation")
        name = Name(
            zh=f"{room}隔离病房" if isolation else f"{room}病房",
            en=f"Isolation Room {room}" if isolation else f"Ward Room {room}",
            function="ward",
            aliases=(room,),
        )
        x0, _, x1, y1 = space.shape.bounds
        floor.spaces[key] = replace(space, name=name, sign=((x0 + x1) / 2, y1 - _SIGN_M))
