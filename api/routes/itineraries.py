"""Visits of several stops, planned."""

from api.openapi import Noun
from api.presenting import ItineraryDocument, itinerary_document
from api.visit_requests import VisitBody
from api.visits import DayClock, is_served, no_itinerary_error, read_visit, read_waits
from api.wiring import Services
from maps.ids import FeatureId, parse_venue_id
from maps.venue import Venue
from nav.profile import get_profile, get_wishes
from nav.visits import NoItinerary, plan, walks_of
from nav.waits.forecasts import Forecast, NoForecast

NOUN = Noun("itineraries", "Several stops in the best order, at the best counters.")


class DayDocument(ItineraryDocument):
    """A plan. Times are seconds since `midnight`, the one before the visit begins."""

    midnight: str
    conditions_version: int


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/itineraries",
    body=VisitBody,
    answer=DayDocument,
    problems=("not-found", "no-itinerary"),
)
def plan_visit(services: Services, venue_id: str, body: VisitBody) -> DayDocument:
    """Plan a visit: the order of its stops and the counter of each, so that it is over as early as possible.

    With the ways, closures and waits of now, and of the time to come as far as it can be forecast. When no plan is
    possible, the problem names the rules that cannot hold together and the stops concerned.
    """
    engine = services.engines.get(parse_venue_id(venue_id))
    now = services.clock.unix_s()
    conditions = services.venue_live.conditions(engine.venue.id)
    clock = DayClock.of(body.starts_at, now)
    visit = read_visit(engine.venue, body, clock, services.forecasts, now)
    waits, waits_p90 = read_waits(visit, clock, lambda place_id: _forecast(services, engine.venue, place_id))
    profile = get_profile(body.profile).wishing(get_wishes(body.wishes))
    answer = plan(visit, walks_of(engine.router, visit, profile, conditions), waits, waits_p90=waits_p90)
    if isinstance(answer, NoItinerary):
        raise no_itinerary_error(answer)
    return {
        **itinerary_document(answer, engine.venue, body.lang),
        "midnight": clock.midnight.isoformat(),
        "conditions_version": conditions.version,
    }


def _forecast(services: Services, venue: Venue, place_id: FeatureId) -> Forecast | NoForecast | None:
    return services.forecasts.of(venue, place_id) if is_served(venue, place_id) else None
