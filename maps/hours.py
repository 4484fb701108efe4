"""Hours that come again every week, on the clock of a place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maps.errors import BadInputError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_MIN = 24 * 60
_MOST_SPANS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DailySpan:
    """The same hours on some days of the week.

    Parameters
    ----------
    days : tuple of str
        Of `DAYS`: those on which the span begins.
    from_min, until_min : int
        Minutes after midnight. An end that is not later than the beginning is one of the next day.

    Raises
    ------
    BadInputError
        If a day or a time is none.
    """

    days: tuple[str, ...]
    from_min: int
    until_min: int

    def __post_init__(self) -> None:
        strange = [day for day in self.days if day not in DAYS]
        if strange or not self.days:
            raise BadInputError(f"{strange[:3]} are no days of the week.", remedy=f"Use {', '.join(DAYS)}.")
        for minutes in (self.from_min, self.until_min):
            if not 0 <= minutes <= _DAY_MIN:
                raise BadInputError(f"{minutes} minutes are no time of the day.", remedy=f"Give 0 to {_DAY_MIN}.")

    @property
    def _ends_after_days(self) -> int:
        return int(self.until_min <= self.from_min)

    def on(self, day: date, zone: ZoneInfo) -> tuple[float, float] | None:
        """Return when the span that begins on a day begins and ends (unix time [s]), or None if it does not."""
        if DAYS[day.weekday()] not in self.days:
            return None
        return _at(day, self.from_min, zone), _at(day + timedelta(self._ends_after_days), self.until_min, zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHours:
    """When something holds, week by week.

    Parameters
    ----------
    time_zone : str
        Whose clock is meant, by its IANA name: ``Asia/Shanghai``. Summer time is taken care of.
    spans : tuple of DailySpan
        They may overlap.

    Raises
    ------
    BadInputError
        If there is no such time zone, or no span, or too many.

    Examples
    --------
    >>> nights = WeeklyHours(time_zone="Asia/Shanghai", spans=(DailySpan(days=DAYS, from_min=1320, until_min=360),))
    >>> nights.holds(datetime(2026, 11, 26, 23, 0, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp())
    True
    """

    time_zone: str
    spans: tuple[DailySpan, ...]

    def __post_init__(self) -> None:
        get_zone(self.time_zone)
        if not 0 < len(self.spans) <= _MOST_SPANS:
            raise BadInputError(f"{len(self.spans)} spans are no weekly hours.", remedy=f"Give 1 to {_MOST_SPANS}.")

    def holds(self, unix_s: float) -> bool:
        """Return whether a time is within the hours; their end is not."""
        return any(begins_s <= unix_s < ends_s for begins_s, ends_s in self._around(unix_s))

    def next_change_unix_s(self, unix_s: float) -> float:
        """Return the first time after a time at which a span begins or ends [s]."""
        return min(edge_s for span in self._around(unix_s) for edge_s in span if edge_s > unix_s)

    def _around(self, unix_s: float) -> Iterator[tuple[float, float]]:
        """Yield the spans that begin from the day before to a week and a day after a time."""
        zone = get_zone(self.time_zone)
        today = datetime.fromtimestamp(unix_s, zone).date()
        for offset in range(-1, 9):
            day = today + timedelta(offset)
            found = (span.on(day, zone) for span in self.spans)
            yield from (each for each in found if each is not None)


def get_zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name, or raise `BadInputError`."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadInputError(
            f"{name[:60]!r} is no time zone.", remedy="Use an IANA name, such as Asia/Shanghai or Europe/Berlin."
        ) from None


def clock_text(minutes: int) -> str:
    """Return minutes after midnight as a time of the day.

    Examples
    --------
    >>> clock_text(1320)
    '22:00'
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"


def clock_minutes(text: str) -> int:
    """Return a time of the day, 00:00 to 24:00, as minutes after midnight, or raise `BadInputError`.

    Examples
    --------
    >>> clock_minutes("22:00")
    1320
    """
    hours, _, minutes = text.partition(":")
    if not (len(text) == 5 and hours.isdecimal() and minutes.isdecimal() and int(minutes) < 60):
        raise BadInputError(f"{text[:20]!r} is no time of the day.", remedy="Write for example 22:00.")
    return int(hours) * 60 + int(minutes)


def _at(day: date, minutes: int, zone: ZoneInfo) -> float:
    days, minutes = divmod(minutes, _DAY_MIN)
    local = datetime.combine(day + timedelta(days), time(minutes // 60, minutes % 60), zone)
    return local.astimezone(UTC).timestamp()
