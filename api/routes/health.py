"""Whether the server can do its work."""

from typing_extensions import TypedDict

import maps
from api.openapi import Noun
from api.wiring import Services

NOUN = Noun("health", "For load balancers and people who are paged.")


class FeedHealthDocument(TypedDict):
    """Whether the message broker is there, and what became of the messages that came."""

    connected: bool
    messages: dict[str, int]


class HealthDocument(TypedDict):
    """All is well; anything else is a problem. `mqtt` is null where nobody listens to one."""

    status: str
    version: str
    venues: int
    streams: int
    mqtt: FeedHealthDocument | None


@NOUN.endpoint("GET", "/healthz", answer=HealthDocument)
def health(services: Services) -> HealthDocument:
    """Tell whether the server works: it answers only if its database does."""
    venues = sum(each.revision > 0 for each in services.store.list_venues())
    feed = services.feed
    mqtt: FeedHealthDocument | None = None
    if feed is not None and feed.is_listening:
        mqtt = {"connected": feed.is_connected, "messages": dict(services.intake.counts)}
    return {
        "status": "ok",
        "version": maps.__version__,
        "venues": venues,
        "streams": services.places.count(),
        "mqtt": mqtt,
    }
