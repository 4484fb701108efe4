"""What every space is called: clinical departments × kinds of room, and places with a name of their own.

Departments follow the National Health Commission's list of clinical subjects for medical institutions (诊疗科目名录).
"""

from dataclasses import dataclass

from maps.demo.departments import DEPARTMENTS
from maps.demo.places import PLACES
from maps.venue import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in both languages, what else people say, and the function code."""

    zh: str = ""
    en: str = ""
    function: str = ""
    aliases: tuple[str, ...] = ()


_KINDS = {
    # kind: (Chinese, English, IMDF category, staff only)
    "waiting": ("候诊区", "Waiting Area", "waitingroom", False),
    "consult": ("诊室", "Room", "room", False),
    "treatment": ("治疗室", "Treatment", "room", False),
    "exam": ("检查室", "Examination", "room", False),
    "procedure": ("操作室", "Procedure Room", "room", False),
    "office": ("医生办公室", "Doctors' Office", "office", True),
    "nurse": ("护士站", "Nurse Station", "room", False),
    "ward": ("病区护士站", "Ward Nurse Station", "room", False),
}
_FRONT_DOORS = frozenset({"waiting", "consult"})
"""The kinds of room that people mean when they ask for a department; of several the first."""


def room_name(code: str, number: int) -> tuple[Name, str, Access]:
    """Return the name, IMDF category and access of a code.

    Parameters
    ----------
    code : str
        ``department.kind`` (``cardiology.consult``; ``ophthalmology+ent.waiting`` where two share a room) or a place
        of its own (``ecg``).
    number : int
        The how-manieth of its code on this floor; consulting rooms always carry it.

    Raises
    ------
    KeyError
        If no table knows the code.
    """
    if "." in code:
        department, kind = code.split(".")
        return _department_room(department, kind, number)
    place = PLACES[code]
    zh, en = place.zh, place.en
    if place.numbered:
        zh, en = f"{zh}{number}", f"{en} {number}"
    return (
        Name(zh=zh, en=en, function=place.function, aliases=place.aliases),
        place.category,
        Access.STAFF if place.staff else Access.PUBLIC,
    )


def _department_room(department: str, kind: str, number: int) -> tuple[Name, str, Access]:
    subjects = [DEPARTMENTS[code] for code in department.split("+")]
    kind_zh, kind_en, category, staff = _KINDS[kind]
    suffix = number if kind == "consult" or number > 1 else ""
    asked_for = number == 1 and kind in _FRONT_DOORS
    name = Name(
        zh=f"{' · '.join(subject.zh for subject in subjects)}{kind_zh}{suffix}",
        en=f"{' & '.join(subject.en for subject in subjects)} {kind_en} {suffix}".rstrip(),
        function="ward" if kind == "ward" else department.split("+")[0].replace("-", "_"),
        aliases=tuple(text for subject in subjects for text in subject.spoken) if asked_for else (),
    )
    return name, category, Access.STAFF if staff else Access.PUBLIC
