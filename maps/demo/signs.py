"""What helps people find themselves: "you are here" codes, information desks, water, wheelchairs, defibrillators."""

from collections.abc import Iterator

from shapely.geometry import Point

from maps.demo.floor import Floor, feature_id
from maps.demo.grid import Coordinate
from maps.demo.plan import Plan
from maps.positioning import QrPoint

_GROUND_SIGNS: tuple[tuple[Coordinate, str, str], ...] = (
    ((42.0, 1.2), "门诊大厅入口", "Outpatient Hall Entrance"),
    ((2.0, 28.2), "医院街西门", "Hospital Street West Door"),
    ((42.0, 92.0), "住院大厅", "Inpatient Lobby"),
    ((100.8, 2.4), "急诊入口", "Emergency Entrance"),
    ((119.0, 28.2), "急救入口", "Ambulance Entrance"),
    ((86.0, 28.2), "急诊通道", "Emergency Corridor"),
    ((2.0, -3.0), "门诊广场", "Main Forecourt"),
    ((42.0, 80.0), "中心花园", "Central Garden"),
)
_OUTPATIENT_SIGNS: tuple[tuple[Coordinate, str, str], ...] = (
    ((42.0, 30.0), "电梯厅", "Lift Hall"),
    ((8.4, 29.8), "医院街西段", "Hospital Street West"),
    ((75.6, 29.8), "医院街东段", "Hospital Street East"),
)
_TOWER_SIGN = ((42.0, 103.6), "住院部电梯厅", "Tower Lift Lobby")
_BASEMENT_SIGNS: tuple[tuple[Coordinate, str, str], ...] = (
    ((42.0, 28.0), "地下电梯厅", "Basement Lift Lobby"),
    ((70.6, 28.0), "地下东电梯厅", "Basement East Lobby"),
    ((42.0, 82.0), "地下连廊", "Basement Link"),
)


def qr_points(plan: Plan) -> Iterator[QrPoint]:
    """Yield the signs of every floor."""
    for floor in plan.floors.values():
        for number, (at, zh, en) in enumerate(_signs(floor), start=1):
            yield QrPoint(
                id=feature_id(f"qr/{floor.key}/{number}"),
                level_id=floor.id,
                point=Point(at),
                code=f"BL-{floor.key}-{number:02d}",
                labels={
                    "zh-Hans": f"定位码{floor.key}-{number:02d} {zh}",
                    "en": f"Location sign {floor.key}-{number:02d}, {en}",
                },
            )


def _signs(floor: Floor) -> tuple[tuple[Coordinate, str, str], ...]:
    if floor.key == "B1":
        return (*_BASEMENT_SIGNS, _TOWER_SIGN)
    outpatient = _OUTPATIENT_SIGNS if "street" in floor.spaces else ()
    return (*outpatient, _TOWER_SIGN, *(_GROUND_SIGNS if floor.key == "F1" else ()))


def place_amenities(plan: Plan) -> None:
    """Mark the amenities of every floor."""
    ground = plan["F1"]
    ground.amenity("information", (42.0, 7.4), "hall", "咨询台", "Information Desk")
    ground.amenity("wheelchairassist", (38.4, 2.4), "hall", "轮椅租借", "Wheelchair Loan")
    ground.amenity("atm", (57.6, 3.0), "hall", "自动取款机", "ATM")
    ground.amenity(
        "transit.bus", (30.0, -24.0), "forecourt", "公交站:第一人民医院", "Bus Stop: First People's Hospital"
    )
    ground.amenity("transit.taxi", (58.0, -24.0), "forecourt", "出租车上客点", "Taxi Rank")
    ground.amenity("information", (38.4, 95.0), "tower-lobby", "住院咨询台", "Inpatient Information")
    for floor in plan.floors.values():
        if "street" in floor.spaces:
            floor.amenity("drinkingfountain", (40.2, 50.0), "link", "饮水机", "Drinking Water")
            floor.amenity("defibrillator", (43.8, 46.0), "link", "除颤器 AED", "Defibrillator (AED)")
        if "tower-lifts" in floor.spaces:
            floor.amenity("defibrillator", (45.6, 106.2), "tower-lifts", "除颤器 AED", "Defibrillator (AED)")
