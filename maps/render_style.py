"""Colours of a floor plan: calm fills by what a space is for, ink by how much a line matters."""

from maps.venue import Access, Unit

INK = "#16262E"
INK_2 = "#4A5C66"
BRAND = "#0B5563"
WALL = "#5B6E78"
PARTITION = "#7F929C"
PAPER = "#EEF2F3"
GLASS = "#5FA3B5"

FILLS = {
    "circulation": "#FFFFFF",
    "waiting": "#F4F8FB",
    "clinic": "#DCEAF8",
    "ward": "#E3F0F2",
    "registration": "#FFF0C2",
    "pharmacy": "#E2F0D6",
    "emergency": "#FBDCD7",
    "imaging": "#E8E0F6",
    "laboratory": "#FDE4CB",
    "operating": "#D9E8E4",
    "toilet": "#CDEAE6",
    "retail": "#F5E7DC",
    "staff": "#E4E8EA",
    "parking": "#F3F5F6",
    "garden": "#E9F1E2",
    "outdoor": "#E3E8E9",
    "connector": "#D3DCE0",
    "structure": "#B4C0C6",
    "void": "#F7FAFB",
}
LEGEND = {
    "clinic": {"zh-Hans": "诊室", "en": "Clinics"},
    "registration": {"zh-Hans": "挂号缴费", "en": "Registration & payment"},
    "pharmacy": {"zh-Hans": "药房", "en": "Pharmacy"},
    "emergency": {"zh-Hans": "急诊", "en": "Emergency"},
    "imaging": {"zh-Hans": "影像超声", "en": "Imaging & ultrasound"},
    "laboratory": {"zh-Hans": "检验", "en": "Laboratory"},
    "operating": {"zh-Hans": "手术重症", "en": "Theatres & intensive care"},
    "ward": {"zh-Hans": "病房", "en": "Wards"},
    "toilet": {"zh-Hans": "卫生间", "en": "Toilets"},
    "retail": {"zh-Hans": "商业", "en": "Shops & food"},
    "staff": {"zh-Hans": "医护", "en": "Staff only"},
    "connector": {"zh-Hans": "垂直交通", "en": "Lifts & stairs"},
}
ROOMS = {"zh-Hans": "房间", "en": "Rooms"}
"""What the rooms of a plan are that says nothing of what they are for."""

_BY_FUNCTION = {
    "registration": "registration",
    "payment": "registration",
    "triage": "emergency",
    "emergency": "emergency",
    "imaging": "imaging",
    "ultrasound": "imaging",
    "endoscopy": "imaging",
    "laboratory": "laboratory",
    "blood_draw": "laboratory",
    "pharmacy": "pharmacy",
    "operating": "operating",
    "icu": "operating",
    "ward": "ward",
    "toilet": "toilet",
    "retail": "retail",
    "garden": "garden",
    "outdoor": "outdoor",
    "parking": "parking",
    "staff": "staff",
    "office": "staff",
    "plant": "staff",
    "lobby": "circulation",
    "circulation": "circulation",
    "entrance": "circulation",
    "waiting": "waiting",
    "structure": "structure",
    "void": "void",
}
_BY_CATEGORY = {
    "walkway": "circulation",
    "lobby": "circulation",
    "footbridge": "circulation",
    "elevator": "connector",
    "stairs": "connector",
    "escalator": "connector",
    "ramp": "connector",
    "movingwalkway": "connector",
    "mothersroom": "toilet",
    "foodservice": "retail",
    "kitchen": "staff",
    "office": "staff",
    "storage": "staff",
    "serverroom": "staff",
    "parking": "parking",
    "unenclosedarea": "outdoor",
    "road": "outdoor",
    "vegetation": "garden",
    "structure": "structure",
    "column": "structure",
    "void": "void",
    "opentobelow": "void",
    "nonwalkable": "structure",
}
OUTDOOR_CATEGORIES = frozenset({"unenclosedarea", "road", "vegetation"})


def group(unit: Unit) -> str:
    """Return the colour group of a unit: by its function, then its category; any other named room is a clinic.

    Staff rooms of a group without a colour of its own are grey; a staff-only pharmacy stays a pharmacy.
    """
    by_category = _BY_CATEGORY.get(unit.category)
    if by_category in ("connector", "structure", "void"):
        return by_category
    if unit.category.startswith("restroom"):
        return "toilet"
    found = _BY_FUNCTION.get(unit.function) or by_category
    if found == "circulation" and unit.access is Access.STAFF:
        return "staff"
    if found is None and unit.access is Access.STAFF:
        return "staff"
    return found or "clinic"


def fill(unit: Unit) -> str:
    """Return the fill colour of a unit."""
    return FILLS[group(unit)]
