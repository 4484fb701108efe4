"""From what a request says of a visit to what the planner wants: counters, a clock, rules, waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from api.ends import read_end
from api.presenting.itinerary import no_itinerary_document
from api.problems import NoItineraryError
from api.venue_live.forecasts import Forecasts
from api.visit_requests import (
    AppointmentRule,
    BeforeRule,
    FastingRule,
    OpeningHoursRule,
    ReadyAfterRule,
    SameCounterRule,
    StopBody,
    StopsBody,
    VisitBody,
)
from maps.errors import TooLargeError
from maps.ids import FeatureId
from maps.places import get_place
from maps.services import ServiceGroup, ServicePoint
from maps.venue import Venue
from nav.route import End
from nav.visits import (
    Appointment,
    Before,
    Fasting,
    NoItinerary,
    OpeningHours,
    ReadyAfter,
    Rule,
    SameCounter,
    Stop,
    Visit,
)
from nav.waits.forecasts import Forecast, NoForecast, NoForecastReason, WaitCurve

_MOST_COUNTERS = 150
"""Of all stops together: every way from each to each is looked at."""
Waits = dict[FeatureId, WaitCurve]
FindForecast = Callable[[FeatureId], Forecast | NoForecast | None]
"""Finds the waits to come at a place; None where nobody queues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClock:
    """Seconds since the midnight before a visit, by the clock on the wall: rules are told in hours and minutes.

    Parameters
    ----------
    midnight : datetime
        Aware.
    """

    midnight: datetime

    @classmethod
    def of(cls, starts_at: datetime | None, now_unix_s: float) -> "DayClock":
        """Return the clock of a visit that begins then."""
        moment = starts_at or datetime.fromtimestamp(now_unix_s, UTC)
        return cls(midnight=moment.replace(hour=0, minute=0, second=0, microsecond=0))

    def at(self, moment: datetime) -> float:
        """Return a moment on this clock [s]."""
        return (moment - self.midnight).total_seconds()

    def at_unix(self, unix_s: float) -> float:
        """Return unix seconds on this clock [s]."""
        return unix_s - self.midnight.timestamp()


UNIX_CLOCK = DayClock(midnight=datetime.fromtimestamp(0, UTC))
"""Unix time, for visits that go on while the day does."""


def read_visit(venue: Venue, body: VisitBody, clock: DayClock, forecasts: Forecasts, now_unix_s: float) -> Visit:
    """Return the visit that a request describes; raises as `visit_of` does."""
    return visit_of(
        venue,
        body,
        clock,
        forecasts,
        start=read_end(venue, body.from_),
        end=None if body.to is None else read_end(venue, body.to),
        t_s=clock.at_unix(now_unix_s) if body.starts_at is None else clock.at(body.starts_at),
    )


def visit_of(
    venue: Venue, body: StopsBody, clock: DayClock, forecasts: Forecasts, *, start: End, end: End | None, t_s: float
) -> Visit:
    """Return a visit of stops under rules, from a start to an end.

    Raises
    ------
    NotFoundError
        If a place, level or stop does not exist.
    BadInputError
        If a stop is named twice or a rule makes no sense.
    TooLargeError
        If the stops have too many counters.
    """
    stops = tuple(_stop(venue, each, forecasts) for each in body.stops)
    visit = Visit(
        start=start,
        end=end,
        t_s=t_s,
        stops=stops,
        rules=tuple(_rule(each, clock) for each in body.rules),
    )
    if len(visit.place_ids) > _MOST_COUNTERS:
        raise TooLargeError(
            f"The stops have {len(visit.place_ids)} counters.", remedy=f"Name at most {_MOST_COUNTERS} in all."
        )
    return visit


def read_waits(visit: Visit, clock: DayClock, forecast: FindForecast) -> tuple[Waits, Waits]:
    """Return the expected wait at each counter by time of arrival, and what nine in ten stay within."""
    expected: Waits = {}
    at_most: Waits = {}
    for place_id in visit.place_ids:
        found = forecast(place_id)
        if isinstance(found, Forecast):
            start_s = clock.at_unix(found.t_s)
            expected[place_id] = WaitCurve(start_s=start_s, bin_s=found.bin_s, wait_s=found.curve.wait_s)
            p90_s = np.quantile(found.wait_s, 0.9, axis=0)
            at_most[place_id] = WaitCurve(start_s=start_s, bin_s=found.bin_s, wait_s=p90_s)
    return expected, at_most


def _stop(venue: Venue, body: StopBody, forecasts: Forecasts) -> Stop:
    """Return a stop at its counters; those where nobody serves now only if there are no others."""
    named = dict.fromkeys(counter for place in body.places for counter in _counters(venue, place, forecasts))
    serving = [each for each in named if not _is_closed(venue, each, forecasts)]
    return Stop(
        id=body.id,
        place_ids=tuple(serving or named),
        service_s=body.service_s,
        breaks_fast=body.breaks_fast,
    )


def _counters(venue: Venue, place: str, forecasts: Forecasts) -> tuple[FeatureId, ...]:
    place_id = get_place(venue, FeatureId(place)).id
    return forecasts.places(venue, place_id) if is_served(venue, place_id) else (place_id,)


def is_served(venue: Venue, place_id: FeatureId) -> bool:
    """Return whether people queue at a place."""
    return isinstance(venue.feature_by_id.get(place_id), ServicePoint | ServiceGroup)


def _is_closed(venue: Venue, place_id: FeatureId, forecasts: Forecasts) -> bool:
    if not is_served(venue, place_id):
        return False
    found = forecasts.of(venue, place_id)
    return isinstance(found, NoForecast) and found.reason is not NoForecastReason.UNKNOWN


def _rule(
    body: BeforeRule | FastingRule | ReadyAfterRule | SameCounterRule | AppointmentRule | OpeningHoursRule,
    clock: DayClock,
) -> Rule:
    match body:
        case BeforeRule():
            return Before(stop=body.stop, then=body.then)
        case FastingRule():
            return Fasting(stop=body.stop)
        case ReadyAfterRule():
            return ReadyAfter(stop=body.stop, of=body.of, after_s=body.after_s)
        case SameCounterRule():
            return SameCounter(stop=body.stop, as_stop=body.as_stop)
        case AppointmentRule():
            earliest_s, latest_s = clock.at(body.earliest_at), clock.at(body.latest_at)
            return Appointment(stop=body.stop, earliest_s=earliest_s, latest_s=latest_s)
        case OpeningHoursRule():
            spans_s = tuple((clock.at(span.opens_at), clock.at(span.closes_at)) for span in body.spans)
            return OpeningHours(stop=body.stop, spans_s=spans_s)


def no_itinerary_error(answer: NoItinerary) -> NoItineraryError:
    """Return the refusal of a visit that cannot be done under its rules."""
    why = no_itinerary_document(answer)
    members = {"reason": why["no_itinerary"], "rules": why["rules"], "stops": why["stops"]}
    return NoItineraryError(answer.detail, remedy="Drop or change one of the rules or stops.", members=members)
