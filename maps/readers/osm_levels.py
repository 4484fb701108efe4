"""The level grammar of OpenStreetMap: lists, ranges, halves, and the ways people misspell them."""

import math
import re
from collections.abc import Iterable

from maps.errors import BadInputError

LEVEL_LIMIT = 200
"""No building has a storey beyond ± this."""

_NUMBER = r"[+-]?\d{1,4}(?:\.\d{1,3})?"
_SINGLE = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})\s*-\s*({_NUMBER})")
_DECIMAL_COMMA = re.compile(r"(?<![\d,.])([+-]?)(\d{1,3}),(5|25|75|33|66|67)(?![\d,.])")
_DASHES = str.maketrans({"–": "-", "−": "-", "‐": "-", "‑": "-", "；": ";", "，": ","})


def parse_levels(text: str) -> tuple[float, ...]:
    """Return the levels a ``level`` or ``repeat_on`` value names, ascending, each once.

    Understands ``0``, ``-1``, ``0.5``, lists ``0;1;2`` and ``-1;-2`` in any order, ranges ``0-3``, ``-1-3``,
    ``-3--1`` and reversed ``3-0`` (the whole levels between the ends, and the ends), and mixtures ``-1;1-3``. A
    comma is a decimal comma where it makes a half, third or quarter of a storey (``0,5``) that is not the next
    level (``4,5`` is 4 and 5), and else separates a list.

    Parameters
    ----------
    text : str
        The tag's value.

    Raises
    ------
    BadInputError
        If any part is not a level within ±200.

    Examples
    --------
    >>> parse_levels("-1-3")
    (-1.0, 0.0, 1.0, 2.0, 3.0)
    >>> parse_levels("0,5")
    (0.5,)
    >>> parse_levels("")
    Traceback (most recent call last):
        ...
    maps.errors.BadInputError: '' is not a level. Write numbers, lists such as 0;1 or ranges such as 0-3.
    """
    plain = _DECIMAL_COMMA.sub(_decimal_point, text.translate(_DASHES))
    parts = [part.strip() for part in re.split(r"[;,]", plain)]
    found: set[float] = set()
    for part in parts:
        found.update(_part_levels(part, text))
    return tuple(sorted(found))


def repeated_spans(levels: tuple[float, ...], repeats: Iterable[float]) -> tuple[tuple[float, ...], ...]:
    """Return the spans of a thing that joins levels: itself, and moved up to start on each repeated level.

    Parameters
    ----------
    levels : tuple of float
        What ``level`` names, ascending, not empty.
    repeats : iterable of float
        What ``repeat_on`` names.

    Examples
    --------
    >>> repeated_spans((0.0, 1.0), (1.0, 2.0))
    ((0.0, 1.0), (1.0, 2.0), (2.0, 3.0))
    """
    starts = sorted({levels[0], *repeats})
    return tuple(tuple(round(level - levels[0] + start, 3) for level in levels) for start in starts)


def level_name(level: float) -> str:
    """Return a level as people write it: ``-1``, ``0``, ``0.5``.

    Examples
    --------
    >>> level_name(2.0), level_name(0.5)
    ('2', '0.5')
    """
    return f"{level + 0.0:g}"


def level_ordinal(level: float) -> int:
    """Return the whole number below a level: a half level ranks with the storey it stands above.

    Examples
    --------
    >>> level_ordinal(0.5), level_ordinal(-0.5)
    (0, -1)
    """
    return math.floor(level)


def _decimal_point(match: re.Match[str]) -> str:
    sign, whole, fraction = match.groups()
    is_next_level = not sign and int(fraction) == int(whole) + 1
    return f"{sign}{whole};{fraction}" if is_next_level else f"{sign}{whole}.{fraction}"


def _part_levels(part: str, text: str) -> tuple[float, ...]:
    if _SINGLE.fullmatch(part):
        ends = [float(part)]
    elif span := _RANGE.fullmatch(part):
        ends = sorted((float(span[1]), float(span[2])))
    else:
        raise _fault(text)
    if max(abs(end) for end in ends) > LEVEL_LIMIT:
        raise _fault(text)
    between = range(math.floor(ends[0]) + 1, math.ceil(ends[-1]))
    return (*(end + 0.0 for end in ends), *map(float, between))


def _fault(text: str) -> BadInputError:
    return BadInputError(
        f"{text[:60]!r} is not a level.", remedy="Write numbers, lists such as 0;1 or ranges such as 0-3."
    )
