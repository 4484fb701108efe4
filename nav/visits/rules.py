"""The rules of a visit: each can be named as the reason why a day does not work out."""

from dataclasses import dataclass, fields

from maps.ids import FeatureId


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """One stop ends before another begins: pay, then collect."""

    stop: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fasting:
    """A stop comes before every other that breaks the fast."""

    stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyAfter:
    """A stop begins at least so long after another ended: its report has to be ready."""

    stop: str
    of: str
    after_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SameCounter:
    """A stop comes after another and at the same counter: the same doctor looks again."""

    stop: str
    as_stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A stop begins within a window [s, on the clock of the visit]."""

    stop: str
    earliest_s: float
    latest_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """When the counters of a stop are open: service begins within one of these spans (and of those of every such rule).

    Parameters
    ----------
    spans_s : tuple of (opens_s, closes_s)
        In order and apart [s, on the clock of the visit]; without any, it is closed.
    place_ids : tuple of FeatureId
        The counters meant; empty for all of the stop.
    """

    stop: str
    spans_s: tuple[tuple[float, float], ...]
    place_ids: tuple[FeatureId, ...] = ()


Rule = Before | Fasting | ReadyAfter | SameCounter | Appointment | OpeningHours


def stops_of(rule: Rule) -> tuple[str, ...]:
    """Return the stops that a rule names."""
    values = (getattr(rule, field.name) for field in fields(rule))
    return tuple(value for value in values if isinstance(value, str))


def clock_text(t_s: float) -> str:
    """Return seconds since midnight as ``HH:MM``, rounded down.

    Examples
    --------
    >>> clock_text(9 * 3600 + 59)
    '09:00'
    """
    minutes = int(t_s // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def describe(rule: Rule) -> str:
    """Return a rule as a few English words for developers and the command line."""
    match rule:
        case Before(stop=stop, then=then):
            return f"{stop} before {then}"
        case Fasting(stop=stop):
            return f"{stop} fasting"
        case ReadyAfter(stop=stop, of=of, after_s=after_s):
            return f"{stop} at least {after_s / 60:g} min after {of}"
        case SameCounter(stop=stop, as_stop=as_stop):
            return f"{stop} at the same counter as {as_stop}"
        case Appointment(stop=stop, earliest_s=earliest_s, latest_s=latest_s):
            return f"{stop} begins {clock_text(earliest_s)} to {clock_text(latest_s)}"
        case OpeningHours(stop=stop, spans_s=spans_s):
            spans = ", ".join(f"{clock_text(opens_s)} to {clock_text(closes_s)}" for opens_s, closes_s in spans_s)
            return f"{stop} is open {spans}" if spans else f"{stop} is closed"
