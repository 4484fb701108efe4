"""Queues: feeds push them, displays and planners read them."""

from datetime import datetime

from api.openapi import Noun
from api.presenting.queues import (
    ForecastDocument,
    QueuesDocument,
    VerdictsDocument,
    no_wait_document,
    queues_document,
    verdicts_document,
    wait_document,
)
from api.presenting.times import utc_text
from api.queue_requests import ForecastQuery, QueuesBody
from api.staff.person import Role
from api.venue_live.reading import read_queue, read_time
from api.wiring import Services
from maps.errors import BadInputError
from maps.ids import FeatureId, parse_venue_id
from nav.waits.forecasts import HORIZON_S, Forecast
from nav.waits.queues import QueueState

NOUN = Noun(
    "queues", "How many wait where, and how long those will wait who come later. Pushing needs a role or the feed key."
)


@NOUN.endpoint("GET", "/v1/venues/{venue_id}/queues", answer=QueuesDocument, problems=("not-found",))
def list_queues(services: Services, venue_id: str) -> QueuesDocument:
    """List the queues with their age, and the readings that were not believed."""
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    return queues_document(services.venue_live.find(venue.id).record.queues, venue, services.clock.unix_s())


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/queues",
    body=QueuesBody,
    body_setting="max_feed_bytes",
    answer=VerdictsDocument,
    status=202,
    role=Role.EDITOR,
    recorded=False,
    problems=("not-found", "conflict", "too-many-requests"),
)
def push(services: Services, venue_id: str, body: QueuesBody) -> VerdictsDocument:
    """Push readings of queues.

    Each is believed or not, with the reason named: duplicate, out_of_order, from_future, impossible, jumping or
    unknown_place. What is not believed is shown beside the queue, never used; one bad reading holds up no other.
    """
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    services.feeds.take(venue.id, "changes of this venue")
    now = services.clock.unix_s()
    read = [read_queue(venue, each.place, each, now) for each in body.readings]
    checks = iter(services.venue_live.take_queues(venue.id, [each for each in read if isinstance(each, QueueState)]))
    return verdicts_document([next(checks) if isinstance(each, QueueState) else each for each in read])


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/queues/{place_id}/forecast",
    query=ForecastQuery,
    answer=ForecastDocument,
    problems=("not-found", "bad-input"),
)
def forecast(services: Services, venue_id: str, place_id: str, query: ForecastQuery) -> ForecastDocument:
    """Forecast the wait of somebody who arrives at a service point or group.

    From the last snapshot, the servers at work, and everybody who is on the way there. The shortest comes first.
    """
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    now = services.clock.unix_s()
    at_unix_s = _read_arrival(query.at, now)
    found = services.forecasts.at(venue, FeatureId(place_id))
    waits = [wait_document(each, each.estimate(at_unix_s), venue) for each in found if isinstance(each, Forecast)]
    return {
        "place": place_id,
        "at": utc_text(at_unix_s),
        "waits": sorted(waits, key=lambda wait: wait["mean_s"]),
        "unknown": [no_wait_document(each, venue) for each in found if not isinstance(each, Forecast)],
    }


def _read_arrival(at: datetime | None, now_unix_s: float) -> float:
    at_unix_s = now_unix_s if at is None else read_time(at)
    if not now_unix_s - 60.0 <= at_unix_s <= now_unix_s + HORIZON_S:
        raise BadInputError(
            f"A wait on arrival at {at} cannot be forecast.", remedy="Ask for a time within the next half hour."
        )
    return max(at_unix_s, now_unix_s)
