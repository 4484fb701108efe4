"""Where people are served: windows, counters, machines and examination rooms, in groups that do the same job."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely.geometry import Point

from maps.demo.floor import feature_id
from maps.demo.grid import Coordinate, mirrored_x, mm
from maps.demo.plan import Plan
from maps.services import ServiceGroup, ServicePoint

_GROUPS = (
    ("registration", "挂号窗口", "Registration", ("挂号", "建卡")),
    ("self-service", "自助挂号缴费机", "Self-service Registration & Payment", ("自助机", "Kiosk")),
    ("payment", "收费窗口", "Payment", ("缴费", "收费", "Cashier")),
    ("triage", "预检分诊台", "Triage", ("分诊", "导诊台", "Nurse triage")),
    ("pharmacy", "取药窗口", "Pharmacy Pick-up", ("取药", "药房", "Collect medicine")),
    ("blood-draw", "采血窗口", "Blood Draw", ("抽血", "验血", "Blood test")),
    ("ct", "CT检查", "CT", ("CT", "Computed tomography")),
    ("mri", "磁共振检查", "MRI", ("核磁共振",)),
    ("xray", "X线检查", "X-ray", ("拍片", "DR")),
    ("ultrasound", "超声检查", "Ultrasound", ("B超", "彩超")),
    ("endoscopy", "内镜检查", "Endoscopy", ("胃镜", "肠镜")),
    ("ecg", "心电图检查", "ECG", ("心电图",)),
    ("emergency-triage", "急诊预检分诊", "Emergency Triage", ("急诊分诊",)),
    ("emergency-payment", "急诊挂号收费", "Emergency Registration & Payment", ("急诊缴费",)),
    ("emergency-pharmacy", "急诊取药", "Emergency Pharmacy", ("急诊药房",)),
    ("admission", "入院登记", "Admission", ("住院登记",)),
)
_KIND = {"ct": "imaging", "mri": "imaging", "xray": "imaging"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where somebody stands to be served."""

    group: str
    floor: str
    unit: str
    at: Coordinate


def _along_y(group: str, floor: str, unit: str, x: float, start: float, step: float, count: int) -> Iterator[Stand]:
    for index in range(count):
        yield Stand(group=group, floor=floor, unit=unit, at=(x, mm(start + step * index)))


def _rooms(plan: Plan, group: str, floor: str, code: str, prefix: str = "") -> Iterator[Stand]:
    """Yield the middle of every room of a code: the machine stands there."""
    for key, space in plan[floor].spaces.items():
        if key == code or (key.startswith(f"{code}-") and key[len(code) + 1 :].isdigit()):
            centre = space.shape.centroid
            yield Stand(group=group, floor=floor, unit=key, at=(mm(centre.x), mm(centre.y)))


def _stands(plan: Plan) -> Iterator[Stand]:
    """Yield every service point, group by group."""
    east = mirrored_x(17.5)
    yield from _along_y("registration", "F1", "registration-hall", 17.5, 8.7, 1.8, 4)
    yield from _along_y("payment", "F1", "registration-hall", 17.5, 1.5, 1.8, 4)
    yield from _along_y("self-service", "F1", "registration-hall", 24.0, 15.6, 1.4, 6)
    yield from _along_y("pharmacy", "F1", "pharmacy-hall", east, 1.5, 1.8, 8)
    for x in (36.6, 47.4):
        yield Stand(group="triage", floor="F1", unit="hall", at=(x, 7.4))
    yield from _along_y("blood-draw", "F2", "blood-hall", 17.5, 1.5, 1.8, 8)
    for code, group in (("ct", "ct"), ("mri", "mri"), ("dr", "xray")):
        yield from _rooms(plan, group, "F1", code)
    yield from _rooms(plan, "ultrasound", "F2", "ultrasound")
    yield from _rooms(plan, "endoscopy", "F2", "gastroscopy")
    yield from _rooms(plan, "endoscopy", "F2", "colonoscopy")
    yield from _rooms(plan, "ecg", "F2", "ecg")
    yield from _along_y("emergency-pharmacy", "F1", "er-hall", 93.1, 1.5, 2.1, 2)
    yield from _along_y("emergency-payment", "F1", "er-hall", 93.1, 7.8, 2.1, 2)
    for x in (100.4, 102.4):
        yield Stand(group="emergency-triage", floor="F1", unit="er-hall", at=(x, 7.9))
    yield from _rooms(plan, "admission", "F1", "admission")


def place_services(plan: Plan) -> tuple[tuple[ServiceGroup, ...], tuple[ServicePoint, ...]]:
    """Return the groups and their points, numbered within each group."""
    groups = tuple(
        ServiceGroup(
            id=feature_id(f"service-group/{code}"),
            kind=_KIND.get(code, code.removeprefix("emergency-").replace("-", "_")),
            labels={"zh-Hans": zh, "en": en},
            aliases=aliases,
        )
        for code, zh, en, aliases in _GROUPS
    )
    names = {code: (zh, en) for code, zh, en, _ in _GROUPS}
    counts: dict[str, int] = {}
    points = []
    for stand in _stands(plan):
        number = counts[stand.group] = counts.get(stand.group, 0) + 1
        zh, en = names[stand.group]
        points.append(
            ServicePoint(
                id=feature_id(f"service-point/{stand.group}/{number}"),
                level_id=plan[stand.floor].id,
                point=Point(stand.at),
                unit_id=plan[stand.floor].unit_id(stand.unit),
                group_id=feature_id(f"service-group/{stand.group}"),
                labels={"zh-Hans": f"{zh}{number}", "en": f"{en} {number}"},
            )
        )
    return groups, tuple(points)
