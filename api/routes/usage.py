"""How the guidance of a venue was used: where people were, and where it failed them."""

from pydantic import Field

from api.openapi import Noun
from api.presenting.usage import UsageDocument, usage_document
from api.requests import Query
from api.staff.person import Role
from api.wiring import Services
from maps.ids import parse_venue_id

NOUN = Noun("usage", "What people did, counted by the hour and told in steps of ten. It needs a role or the feed key.")


class UsageQuery(Query):
    """Which hours."""

    hours: int = Field(default=24, ge=1, le=24 * 31, description="So many hours up to and with that of now.")


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/usage",
    query=UsageQuery,
    answer=UsageDocument,
    role=Role.VIEWER,
    problems=("not-found",),
)
def get_usage(services: Services, venue_id: str, query: UsageQuery) -> UsageDocument:
    """Get where people were by hour, and how often guidance led, lost or failed them.

    No figure is of a person: every one is a multiple of ten, and groups under ten are not told. Counts are kept for a
    month; the newest are up to ten seconds old.
    """
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    until = services.usage.hour() + 1
    counts = services.store.get_counts(venue.id, until - query.hours, until)
    return usage_document(counts, venue, until - query.hours, until)
