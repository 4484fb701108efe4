"""The floor somebody says: "toilet on floor 2", "二楼厕所", "B1"."""

import re
from collections.abc import Iterator

from maps.ids import LevelId
from maps.text import plain_text
from maps.venue import Level, Venue

_HAN_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九十")}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_NUMBER = r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})"
_SAID = (
    re.compile(rf"(?P<below>地下|负)?第?{_NUMBER}(?:楼|层)"),
    re.compile(r"\b(?:on |the )*(?:floor|level|storey) (?P<below>b)?(?P<n>\d{1,2})\b"),
    re.compile(rf"\b(?:on |the )*(?P<n>\d{{1,2}}|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)? (?P<below>basement )?floor\b"),
)


def split_storey(venue: Venue, query: str) -> tuple[str, frozenset[LevelId]]:
    """Return a plain query without the floor it names, and the levels meant; the query as it is when it names none.

    A query that names nothing but a floor is left as it is: it may be the name of a place.

    Parameters
    ----------
    query : str
        Plain text (`maps.text.plain_text`).
    """
    for rest, levels in _readings(venue, query):
        if rest and levels:
            return rest, levels
    return query, frozenset()


def storey_number(level: Level) -> int | None:
    """Return the number people call a level by, negative below ground, or None when its short name has none.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> storey_number(Level(id=LevelId("B1"), ordinal=-1, elevation_m=-4.0, outline=box(0, 0, 1, 1)))
    -1
    """
    for text in (*level.short_labels.values(), level.id):
        match = re.fullmatch(r"(?P<below>[Bb-])?[A-Za-z]?(?P<n>\d{1,2})[A-Za-z]?", text.strip())
        if match:
            return -int(match["n"]) if match["below"] else int(match["n"])
    return None


def _readings(venue: Venue, query: str) -> Iterator[tuple[str, frozenset[LevelId]]]:
    for pattern in _SAID:
        match = pattern.search(query)
        if match:
            number = -_number(match["n"]) if match["below"] else _number(match["n"])
            rest = plain_text(f"{query[: match.start()]} {query[match.end() :]}")
            yield rest, frozenset(level.id for level in venue.levels if storey_number(level) == number)
    words = query.split()
    for word in words:
        named = frozenset(level.id for level in venue.levels if word in _names(level) and not word.isdigit())
        yield " ".join(other for other in words if other != word), named


def _names(level: Level) -> set[str]:
    return {plain_text(text) for text in (*level.short_labels.values(), level.id)}


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text in _ORDINALS:
        return _ORDINALS[text]
    tens, _, ones = text.partition("十")
    if "十" not in text:
        return _HAN_DIGITS[text[-1]]
    return (_HAN_DIGITS[tens[-1]] if tens else 1) * 10 + (_HAN_DIGITS[ones[-1]] if ones else 0)
