"""Times of day on the command line: ``HH:MM`` to seconds since midnight and back."""

import re
from datetime import datetime

from maps.errors import BadInputError

_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


def parse_clock_s(text: str) -> float:
    """Return the seconds since midnight of a time of day.

    Examples
    --------
    >>> parse_clock_s("09:30")
    34200.0
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise BadInputError(f"{text[:40]!r} is not a time of day.", remedy="Write it as 09:30.")
    return 3600.0 * int(found[1]) + 60.0 * int(found[2])


def parse_span_s(text: str) -> tuple[float, float]:
    """Return the seconds since midnight of both ends of ``HH:MM-HH:MM``."""
    start, dash, end = text.partition("-")
    if not dash:
        raise BadInputError(f"{text[:40]!r} is not a span of time.", remedy="Write it as 09:00-09:30.")
    return parse_clock_s(start), parse_clock_s(end)


def now_s() -> float:
    """Return the seconds since midnight where this computer is."""
    now = datetime.now().astimezone()
    return 3600.0 * now.hour + 60.0 * now.minute + now.second
