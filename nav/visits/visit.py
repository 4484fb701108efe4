"""What a patient has to do today, and under which rules."""

import math
from dataclasses import dataclass

from maps.errors import BadInputError, NotFoundError, TooLargeError
from maps.ids import FeatureId
from nav.route import End
from nav.visits.rules import Appointment, Before, Fasting, OpeningHours, ReadyAfter, Rule, SameCounter, stops_of

MAX_STOPS = 12
MAX_COUNTERS = 60
"""For each stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Something to get done at one of several interchangeable counters.

    Parameters
    ----------
    id : str
        Its name within the visit.
    place_ids : tuple of FeatureId
        Where it can be done: members of a service group, or any places.
    service_s : float
        How long being served takes [s].
    breaks_fast : bool
        Food or medicine: everything that needs fasting comes before.
    """

    id: str
    place_ids: tuple[FeatureId, ...]
    service_s: float
    breaks_fast: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A start, some stops in any order that the rules allow, and perhaps an end.

    Parameters
    ----------
    start : Position or Place
        Where the patient is at `t_s` [s]. The clock is the caller's; the command line uses seconds since midnight.
    end : Position or Place or None
        Where they go at last, such as their car; None to be done at the last stop.
    rules : tuple of Rule
        Every rule names stops of this visit.

    Raises
    ------
    BadInputError, NotFoundError, TooLargeError
        If a stop is named twice or has no counter, a rule names an unknown stop, a number is not finite or negative,
        or there are more than 12 stops or 60 counters for one.
    """

    start: End
    t_s: float
    stops: tuple[Stop, ...]
    rules: tuple[Rule, ...] = ()
    end: End | None = None

    def __post_init__(self) -> None:
        if len(self.stops) > MAX_STOPS:
            raise TooLargeError(f"A visit of {len(self.stops)} stops.", remedy=f"Plan at most {MAX_STOPS} at a time.")
        if not math.isfinite(self.t_s):
            raise BadInputError("The start of the visit is not a time.", remedy="Give finite seconds.")
        for stop in self.stops:
            _check_stop(stop)
        names = [stop.id for stop in self.stops]
        for name in names:
            if names.count(name) > 1:
                raise BadInputError(f"Two stops are called {name!r}.", remedy="Give each an id of its own.")
        for rule in self.rules:
            _check_rule(rule, names)

    @property
    def place_ids(self) -> tuple[FeatureId, ...]:
        """Every counter of every stop, without repeats."""
        return tuple(dict.fromkeys(place_id for stop in self.stops for place_id in stop.place_ids))

    @property
    def number(self) -> dict[str, int]:
        """Number of each stop by its id."""
        return {stop.id: number for number, stop in enumerate(self.stops)}

    def orders(self) -> tuple[tuple[str, str], ...]:
        """Return every pair (earlier, later) of stops that the rules put in order."""
        return tuple(pair for rule in self.rules for pair in orders_of(rule, self.stops))


def orders_of(rule: Rule, stops: tuple[Stop, ...]) -> tuple[tuple[str, str], ...]:
    """Return the pairs (earlier, later) of stops that a rule puts in order."""
    match rule:
        case Before(stop=stop, then=then):
            return ((stop, then),)
        case ReadyAfter(stop=stop, of=of):
            return ((of, stop),)
        case SameCounter(stop=stop, as_stop=as_stop):
            return ((as_stop, stop),)
        case Fasting(stop=stop):
            return tuple((stop, other.id) for other in stops if other.breaks_fast and other.id != stop)
        case _:
            return ()


def _check_stop(stop: Stop) -> None:
    if not stop.place_ids:
        raise BadInputError(f"Stop {stop.id!r} has no counter.", remedy="Name at least one place.")
    if len(stop.place_ids) > MAX_COUNTERS:
        raise TooLargeError(f"Stop {stop.id!r} has {len(stop.place_ids)} counters.", remedy=f"At most {MAX_COUNTERS}.")
    if not (math.isfinite(stop.service_s) and stop.service_s >= 0.0):
        raise BadInputError(f"Stop {stop.id!r} takes {stop.service_s} s.", remedy="Give seconds from 0.")


def _check_rule(rule: Rule, names: list[str]) -> None:
    for name in stops_of(rule):
        if name not in names:
            raise NotFoundError(f"A rule names the stop {name!r}.", remedy=f"The stops are {', '.join(names)}.")
    match rule:
        case ReadyAfter(after_s=after_s):
            known = 0.0 <= after_s < math.inf
        case Appointment(earliest_s=earliest_s, latest_s=latest_s):
            known = not math.isnan(earliest_s) and not math.isnan(latest_s)
        case OpeningHours(spans_s=spans_s):
            known = not any(math.isnan(end_s) for span_s in spans_s for end_s in span_s)
        case _:
            known = True
    if not known:
        raise BadInputError(f"A time in a rule of stop {rule.stop!r} is not a number.", remedy="Give finite seconds.")
