"""Lifts: how each of them serves."""

from api.feed_requests import LiftBody
from api.openapi import Noun
from api.presenting.now import LiftDocument, LiftsDocument, lift_document, lifts_document
from api.staff.person import Role
from api.venue_live.reading import read_lift
from api.venue_live.state import lifts_of
from api.wiring import Services
from maps.ids import parse_venue_id

NOUN = Noun(
    "lifts",
    "How each lift serves: routes avoid those that do not, and reckon with slow ones. Changes need the feed key.",
)


@NOUN.endpoint("GET", "/v1/venues/{venue_id}/lifts", answer=LiftsDocument, problems=("not-found",))
def list_lifts(services: Services, venue_id: str) -> LiftsDocument:
    """List every lift with how it serves and how old that is.

    One that nothing was ever said of is taken to be in service.
    """
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    return lifts_document(services.venue_live.find(venue.id).record, venue, services.clock.unix_s())


@NOUN.endpoint(
    "PUT",
    "/v1/venues/{venue_id}/lifts/{portal_id}",
    body=LiftBody,
    answer=LiftDocument,
    role=Role.EDITOR,
    problems=("not-found", "conflict", "too-many-requests"),
)
def set_lift(services: Services, venue_id: str, portal_id: str, body: LiftBody) -> LiftDocument:
    """Say how a lift serves.

    What is older than what is known is refused as a conflict.
    """
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    services.feeds.take(venue.id, "changes of this venue")
    said = read_lift(venue, portal_id, body, services.clock.unix_s())
    found = services.venue_live.set_lift(venue.id, said)
    lift = lifts_of(venue)[said.portal_id]
    return lift_document(lift, found.record.find_lift(lift.id), services.clock.unix_s())
