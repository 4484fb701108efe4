"""Which storey a drawing shows: from the words of its file's name, in English, German and Chinese."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from maps.readers.dxf_drawing import Drawing
from maps.readers.dxf_layers import Role, role_by_name

_SEVERAL = 2
_NUMBERS = {
    **{
        word: n
        for n, word in enumerate(
            ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        )
    },
    **{f"{n}{'th' if n not in (1, 2, 3) else ('st', 'nd', 'rd')[n - 1]}": n for n in range(1, 40)},
}
_HAN = {digit: n for n, digit in enumerate("零一二三四五六七八九十")}
_ENDS = r"(?:(?<=[\W_])|^){}(?=$|[\W_])"


def _whole(pattern: str) -> re.Pattern[str]:
    """Return a pattern for whole words; ``_`` parts words in file names."""
    return re.compile(_ENDS.format(f"(?:{pattern})"))


_ORDINAL = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_FLOOR = r"[ _-]?(?:floor|level|storey|story)"
_RULES: tuple[tuple[re.Pattern[str], int, int, bool], ...] = (
    # Whole words first, then what is only a code: a building may be called B1.
    (
        _whole(rf"(?:lower[ _-]?ground|basement|cellar|keller|untergeschoss)(?:{_FLOOR})?[ _-]?(?P<n>\d{{0,2}})"),
        -1,
        0,
        False,
    ),
    (_whole(r"(?P<n>\d{1,2})\.?[ _-]?(?:ug|untergeschoss|tiefgeschoss)"), -1, 0, False),
    (re.compile(r"(?:地下|负)(?P<n>[一二三四五六七八九十\d]{1,3})?[层楼]?(?:室)?"), -1, 0, False),
    (_whole(rf"ground(?:{_FLOOR})?|erdgeschoss|parterre|rez[ _-]de[ _-]chauss[ée]e"), 0, 0, False),
    (re.compile(r"首层|地面层|底层"), 0, 0, False),
    (_whole(r"(?P<n>\d{1,2})\.?[ _-]?(?:og|obergeschoss|stock|etage)|og[ _-]?(?P<m>\d{1,2})"), 1, 0, False),
    (_whole(rf"(?P<w>{_ORDINAL}){_FLOOR}"), 1, 0, True),
    (re.compile(r"(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[层楼]"), 1, -1, False),
    (_whole(r"(?:level|lvl|floor|storey|story|ebene|stock)[ _-]?(?P<n>\d{1,2})"), 1, 0, True),
    (_whole(r"(?:level|ebene|lvl|l)[ _]?-(?P<n>\d{1,2})"), -1, 0, False),
    (_whole(r"gf|g|eg"), 0, 0, False),
    (_whole(r"(?:ug|kg|lg)(?P<n>\d{0,2})"), -1, 0, False),
    (_whole(r"(?P<n>\d{1,2})f|f(?P<m>\d{1,2})"), 1, -1, False),
    (_whole(r"(?:l|fl)[ _-]?(?P<n>\d{1,2})"), 1, 0, True),
    (_whole(r"b(?P<n>\d{1,2})f?"), -1, 0, False),
)
"""Pattern, sign, shift and whether the lowest may be 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storey:
    """A storey as its name says it.

    Parameters
    ----------
    number : int
        Its number above (or, negative, below) the ground.
    is_loose : bool
        Whether the lowest number may be 1 (``Level 1``, American ``First Floor``).
    words : str
        The part of the name that says so.
    """

    number: int
    is_loose: bool
    words: str


def find_storey(name: str) -> Storey | None:
    """Return the storey that a name means, or None.

    Examples
    --------
    >>> [find_storey(name).number for name in ("Block_A_Ground_Floor", "1.OG", "三层平面", "B2", "地下一层")]
    [0, 1, 2, -2, -1]
    """
    text = name.casefold()
    for pattern, sign, shift, is_loose in _RULES:
        match = pattern.search(text)
        if match:
            words = name[match.start() : match.end()].strip(" _-.")
            return Storey(number=sign * _number(match) + shift, is_loose=is_loose, words=words)
    return None


def by_storey(drawing: Drawing) -> list[Drawing]:
    """Return a drawing as it is, or parted where the names of its layers say storeys one above the other.

    A storey counts when walls or areas are drawn on its layers; layers that say none are part of each.
    """
    said = {layer: storey for layer in drawing.layers if (storey := find_storey(layer)) is not None}
    built = {said[each.layer].number for each in drawing.strokes if each.layer in said and _is_built(each.layer)}
    if len(built) < _SEVERAL or max(built) - min(built) >= len(built):  # F30 and F90 are walls that withstand fire
        return [drawing]
    parts = []
    for number in sorted(built):
        words = next(storey.words for storey in said.values() if storey.number == number)
        others = {layer for layer, storey in said.items() if storey.number != number}
        part = drawing.of_layers(frozenset(drawing.layers) - others)
        parts.append(replace(part, name=f"{drawing.name} ({words})", storey=words))
    return parts


def ordinals(drawings: Sequence[Drawing], stated: Mapping[str, int]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the ordinal of each drawing of a venue by its name, and a remark on each that was guessed.

    Numbers may begin at one (``Level 1`` and ``Level 2`` without a level 0): then the lowest is the ground floor.
    """
    names = [drawing.name for drawing in drawings]
    result = {name: stated[name] for name in names if name in stated}
    found = {d.name: storey for d in drawings if d.name not in result and (storey := find_storey(d.storey)) is not None}
    numbers = {*result.values(), *(storey.number for storey in found.values())}
    has_first = any(storey.is_loose and storey.number == 1 for storey in found.values())
    begins_at_one = len(names) > 1 and 0 not in numbers and has_first
    remarks: dict[str, str] = {}
    for name, storey in found.items():
        shift = int(begins_at_one and storey.is_loose)
        result[name] = storey.number - shift
        if shift:
            remarks[name] = f"{storey.words!r} is taken for ordinal {result[name]}: no file is a ground floor."
    for name in names:
        if name not in result:
            result[name] = next(free for free in count() if free not in result.values())
            remarks[name] = f"Its name says no storey; ordinal {result[name]} is a guess."
    return result, remarks


def _is_built(layer: str) -> bool:
    return role_by_name(layer) in (Role.WALL, Role.AREA)


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    text = groups.get("n") or groups.get("m") or ""
    if groups.get("w"):
        return _NUMBERS[groups["w"]]
    if not text:
        return 1
    return int(text) if text.isdigit() else _of_han(text)


def _of_han(text: str) -> int:
    """Return the number of Chinese digits up to 99: 十二 is 12, 二十 is 20."""
    if "十" not in text:
        return int("".join(str(_HAN[digit]) for digit in text))
    tens, _, ones = text.partition("十")
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
