"""What the texts in a room say: its number, its name, its size; and what kind of room a name means."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maps.readers.dxf_drawing import Writing
from maps.readers.dxf_layers import LayerRole, Role, role_by_name
from maps.text import has_han, plain_text

_SIZE = re.compile(
    r"[~≈<> ]*(?:ca\.?|area|fl(?:ä|ae)che|nf|nuf|ngf|a)?[:= ]*(?P<size>\d+(?:[.,]\d+)?) *"
    r"(?:m ?2|m²|m\^2|qm|sq\.? ?m\.?|sf|sq\.? ?ft\.?|ft2|ft²|平方米|平米|㎡)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?:room|rm|raum|zimmer|no|nr|房间)\b[.: ]*)?"
    r"(?P<number>(?:[A-Za-z]{0,4}[-.]?\d|[A-Za-z]\d? (?=\d))[\dA-Za-z]*(?:[-./_][\dA-Za-z]+)*)[室号房]?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\d+[.,]\d{1,3}")
_REMARK = re.compile(r".*[:=]|[+±-] ?\d|[^\w(]*$|[øØ∅]|\d+ ?(?:x|×|/) ?\d+$")
_MAX_NUMBER = 14
_MAX_NAME = 60
_SAME_SIZE = 0.05
_ONE_NAME_M = 1.0
"""Texts this near continue each other [m]."""

_CATEGORIES: tuple[tuple[str, str], ...] = (
    ("room", r"\b(motor|machine|plant|technik|pump\w*)\b|maschinenraum|机房"),
    ("lobby", r"\b(lobby|lobbies|foyer|vestibule|windfang|atrium|vorraum|eingang\w*|porch)\b|厅|电梯间|前室|门斗"),
    ("elevator", r"\b(lifts?|elevators?|aufzug\w*|fahrstuhl)\b|电梯|升降机"),
    ("escalator", r"\b(escalators?|rolltreppen?)\b|扶梯"),
    ("stairs", r"\b(stairs?|stairwell|staircases?|stairway|trepp\w*)\b|treppenhaus|楼梯"),
    ("ramp", r"\b(ramp|rampe)\b|坡道"),
    (
        "restroom.wheelchair",
        r"\b((accessible|disabled|dis) (wc|toilet)|(wc|toilet) (accessible|disabled)|behinderten wc)\b|无障碍卫生间",
    ),
    ("restroom.female", r"\b(ladies|female|women\w*|damen) ?(wc|toilets?)?\b|女(厕|卫)"),
    ("restroom.male", r"\b(gents|male|men|mens|herren) ?(wc|toilets?)?\b|男(厕|卫)"),
    ("restroom", r"\b(wc|wcs|toilets?|restrooms?|washrooms?|lavator\w*)\b|卫生间|厕所|洗手间"),
    (
        "walkway",
        r"\b(corridors?|corr|hallways?|passage|passageway|circulation|flure?|gang|diele|landing)\b|走廊|过道|走道|通道",
    ),
    ("opentobelow", r"\b(luftraum|open to below|void)\b|中空|上空"),
    ("nonwalkable", r"\b(shaft|schacht|riser|risers|duct|chimney)\b|schacht$|管井|风井|水井|电井|管道井"),
)
_KINDS = tuple((category, re.compile(pattern)) for category, pattern in _CATEGORIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomTexts:
    """What the texts of one room say; several numbers when a wall between rooms is missing.

    `name` is the one beside the number; `others` are those written elsewhere in the room.
    """

    numbers: tuple[str, ...]
    name: str
    others: tuple[str, ...] = ()


def find_number(text: str) -> str | None:
    """Return the room number that a text is, or None when it is something else.

    Examples
    --------
    >>> find_number("Yg01"), find_number("Room 1.204"), find_number("101室"), find_number("Office")
    ('Yg01', '1.204', '101', None)
    """
    match = _NUMBER.fullmatch(text.strip())
    return match["number"] if match and len(match["number"]) <= _MAX_NUMBER else None


def category_of(name: str) -> str | None:
    """Return the category of the unit a name means, or None when the name says nothing of it.

    Examples
    --------
    >>> category_of("Lift Lobby"), category_of("Treppenhaus 2"), category_of("电梯"), category_of("Sheet Store")
    ('lobby', 'stairs', 'elevator', None)
    """
    plain = plain_text(name)
    return next((category for category, pattern in _KINDS if pattern.search(plain)), None)


def language_of(text: str) -> str:
    """Return the language tag of a text: Chinese by its characters, otherwise not known."""
    return "zh-Hans" if has_han(text) else "und"


def texts_of_room(writings: Iterable[Writing], roles: Mapping[str, LayerRole], area_m2: float) -> RoomTexts:
    """Return what the texts within one room say.

    A layer or an attribute made for numbers or names decides; elsewhere the form of the text does. Sizes, heights and
    remarks are left out; so is a decimal number that is the room's own size.
    """
    stated: dict[str, Writing] = {}
    guessed: dict[str, Writing] = {}
    named: list[tuple[str, Writing]] = []
    for writing in sorted(writings, key=lambda each: (-round(each.point[1], 2), each.point[0])):
        role = role_of_writing(writing, roles)
        for line in (each.strip() for each in writing.text.splitlines()):
            number = find_number(line)
            if not line or is_size(line, area_m2):
                continue
            if role is Role.NUMBER:
                stated.setdefault(number or line[:_MAX_NUMBER], writing)
            elif number is not None and role is not Role.NAME:
                guessed.setdefault(number, writing)
            elif role is Role.NAME or (not _REMARK.match(line) and len(line) <= _MAX_NAME):
                named.append((line, writing))
    numbers = stated or guessed
    name, others = _beside(next(iter(numbers.values()), None), named)
    return RoomTexts(numbers=tuple(numbers), name=name[:_MAX_NAME], others=others)


def _beside(number: Writing | None, named: Sequence[tuple[str, Writing]]) -> tuple[str, tuple[str, ...]]:
    """Return the name written nearest to a number, with the lines that continue it, and the other names."""
    if not named:
        return "", ()
    anchor = named[0][1] if number is None else min((each for _, each in named), key=lambda w: _apart_m(w, number))
    near = [(line, writing) for line, writing in named if _apart_m(writing, anchor) <= _ONE_NAME_M]
    name = " ".join(dict.fromkeys(line for line, _ in near))
    return name, tuple(
        dict.fromkeys(line for line, writing in named if (line, writing) not in near and line not in name)
    )


def _apart_m(one: Writing, other: Writing) -> float:
    return math.dist(one.point, other.point)


def role_of_writing(writing: Writing, roles: Mapping[str, LayerRole]) -> Role:
    """Return whether a text is a number, a name or either: by its attribute's name, else by its layer."""
    if writing.tag:
        by_tag = role_by_name(f"room {writing.tag}")
        if by_tag in (Role.NUMBER, Role.NAME):
            return by_tag
    role = roles[writing.layer].role if writing.layer in roles else Role.OTHER
    return role if role in (Role.NUMBER, Role.NAME) else Role.TEXT


def is_size(line: str, area_m2: float) -> bool:
    """Return whether a line is an area with its unit, or a bare decimal that is this area [m²]."""
    if _SIZE.fullmatch(line):
        return True
    bare = _DECIMAL.fullmatch(line)
    return bool(bare) and abs(float(line.replace(",", ".")) - area_m2) <= _SAME_SIZE * area_m2
