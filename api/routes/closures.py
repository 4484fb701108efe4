"""Closures: openings, units and portals that are closed for a while."""

from flask import Response

from api.feed_requests import ClosureBody
from api.openapi import Noun
from api.presenting.now import ClosureDocument, ClosuresDocument, closure_document, closures_document
from api.staff.person import Role
from api.venue_live.reading import read_closure
from api.wiring import Services
from maps.ids import parse_venue_id

NOUN = Noun("closures", "What is closed: switches that the next route knows. Changes need the feed key.")
_CHANGES = "changes of this venue"


@NOUN.endpoint("GET", "/v1/venues/{venue_id}/closures", answer=ClosuresDocument, problems=("not-found",))
def list_closures(services: Services, venue_id: str) -> ClosuresDocument:
    """List the closures in force and to come."""
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    return closures_document(services.venue_live.find(venue.id).record, venue, services.clock.unix_s())


@NOUN.endpoint(
    "PUT",
    "/v1/venues/{venue_id}/closures/{closure_id}",
    body=ClosureBody,
    answer=ClosureDocument,
    role=Role.EDITOR,
    problems=("not-found", "conflict", "too-many-requests"),
)
def close(services: Services, venue_id: str, closure_id: str, body: ClosureBody) -> ClosureDocument:
    """Close an opening, a unit or a portal, or change a closure.

    The id is the caller's, so that a request sent twice closes once. A closure begins and ends by itself.
    """
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    services.feeds.take(venue.id, _CHANGES)
    closure = read_closure(venue, closure_id, body, services.clock.unix_s())
    services.venue_live.close_off(venue.id, closure)
    return closure_document(closure, venue, services.clock.unix_s())


@NOUN.endpoint(
    "DELETE",
    "/v1/venues/{venue_id}/closures/{closure_id}",
    status=204,
    role=Role.EDITOR,
    problems=("not-found", "too-many-requests"),
)
def reopen(services: Services, venue_id: str, closure_id: str) -> Response:
    """End a closure."""
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    services.feeds.take(venue.id, _CHANGES)
    services.venue_live.reopen(venue.id, closure_id)
    return Response(status=204)
