"""Whether the server can do its work."""

from typing_extensions import TypedDict

import maps
from api.openapi import Noun
from api.wiring import Services

NOUN = Noun("health", "For load balancers and people who are paged.")


class HealthDocument(TypedDict):
    """All is well; anything else is a problem."""

    status: str
    version: str
    venues: int
    streams: int


@NOUN.endpoint("GET", "/healthz", answer=HealthDocument)
def health(services: Services) -> HealthDocument:
    """Tell whether the server works: it answers only if its database does."""
    venues = sum(each.revision > 0 for each in services.store.list_venues())
    return {"status": "ok", "version": maps.__version__, "venues": venues, "streams": services.places.count()}
