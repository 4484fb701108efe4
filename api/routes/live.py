"""The live events of a session, in each of the ways that phones can take them, and of a venue."""

from collections.abc import Generator
from typing import Any

import msgspec
from flask import Response, request
from pydantic import Field
from typing_extensions import TypedDict

from api.openapi import Noun
from api.presenting.now import venue_state_document
from api.requests import Query
from api.sockets import talk
from api.streams import Told, last_event_id, stream_response, tell
from api.wiring import Services
from maps.ids import parse_venue_id
from nav.phrases import LANGUAGES

NOUN = Noun(
    "events", "What happens on a guided walk and at a venue: as Server-Sent Events, asked for, or by WebSocket."
)

_LONGEST_WAIT_S = 30.0


class NewsQuery(Query):
    """What the asker has already, and how patient it is."""

    after: int | None = Field(
        default=None, ge=0, description="The `after` of the last answer; left out the first time."
    )
    wait_s: float = Field(default=25.0, ge=0, le=_LONGEST_WAIT_S, description="How long to wait for news [s].")


class NewsItem(TypedDict):
    """One event: its name and what Server-Sent Events would say of it."""

    event: str
    data: dict[str, Any]


class NewsDocument(TypedDict):
    """The events since, maybe none; and what to ask with the next time."""

    events: list[NewsItem]
    after: int | None


@NOUN.endpoint(
    "GET",
    "/v1/sessions/{session_id}/events",
    media_type="text/event-stream",
    token=True,
    problems=("too-busy", "too-many-requests", "live-unavailable"),
)
def events(services: Services, session_id: str, token: str) -> Response:
    """Follow a session live, as Server-Sent Events.

    Events: state (everything, first on a new connection and after a gap), fix, no_fix, route, no_route, progress,
    instruction, arrived, ended. Each has an id; send the last one as Last-Event-ID to go on where a broken connection
    stopped. A comment comes every 15 s when there is nothing else. Read it by fetch, with the Authorization header.
    """
    settings = services.settings
    batches = _enter(services, session_id, token, last_event_id(), settings.heartbeat_s)
    return stream_response(batches, lambda: services.places.leave(session_id), settings.stalled_reader_s)


@NOUN.endpoint(
    "GET",
    "/v1/sessions/{session_id}/news",
    query=NewsQuery,
    answer=NewsDocument,
    token=True,
    problems=("too-busy", "too-many-requests", "live-unavailable"),
)
def news(services: Services, session_id: str, token: str, query: NewsQuery) -> dict[str, Any]:
    """Ask what happened since, and wait for it: for programs that cannot read a stream.

    The first answer holds the whole state, the later ones the events after it: the same as those of the stream. Ask
    again at once, with `after`. After an `ended` there is nothing more to ask for.
    """
    batches = _enter(services, session_id, token, query.after, query.wait_s)
    try:
        batch = next(batches)
    finally:
        batches.close()
        services.places.leave(session_id)
    numbers = [told.number for told in batch if told.number is not None]
    events = [{"event": told.name, "data": msgspec.Raw(told.data.encode())} for told in batch]
    return {"events": events, "after": numbers[-1] if numbers else query.after}


@NOUN.endpoint(
    "GET",
    "/v1/sessions/{session_id}/socket",
    status=101,
    token=True,
    problems=("too-busy", "too-many-requests", "live-unavailable", "bad-input"),
)
def socket(services: Services, session_id: str, token: str) -> Response:
    """Talk both ways over a WebSocket: for native shells and mini-programs, which can send the Authorization header.

    Down come `{"id", "event", "data"}`, the events of the stream; up go `{"observations": […]}` and
    `{"position": …}`, as the bodies of the POSTs. What is refused comes back as an event `problem`.
    """
    settings = services.settings
    batches = _enter(services, session_id, token, last_event_id(), settings.heartbeat_s)
    return talk(services, session_id, token, batches)


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/events",
    media_type="text/event-stream",
    problems=("not-found", "too-busy", "too-many-requests", "live-unavailable"),
)
def venue_events(services: Services, venue_id: str) -> Response:
    """Follow what is so at a venue, as Server-Sent Events: for displays.

    Events: state (everything, first on a new connection and after a gap), closures (all of them), lifts and queues
    (those that changed), ended. It tells about nobody. Each event has an id; send the last one as Last-Event-ID to go
    on where a broken connection stopped, as EventSource does by itself.
    """
    settings, venue = services.settings, services.engines.get(parse_venue_id(venue_id)).venue
    key = f"venue:{venue.id}"
    services.places.enter(key, settings.max_streams_per_venue, "venue")
    batches = tell(
        live=services.venue_live.live,
        key=venue.id,
        find=lambda: services.venue_live.find(venue.id),
        document=lambda found, _: venue_state_document(
            found.record, services.engines.get(venue.id).venue, services.clock.unix_s()
        ),
        language=lambda _: "",
        resume_after=last_event_id(),
        silence_s=settings.heartbeat_s,
        now_unix_s=services.clock.unix_s,
        stopping=services.stopping,
    )
    return stream_response(batches, lambda: services.places.leave(key), settings.stalled_reader_s)


def _enter(
    services: Services, session_id: str, token: str, after: int | None, silence_s: float
) -> Generator[tuple[Told, ...], None, None]:
    """Take a place among the readers of a session and return what they are told; the place is theirs to leave."""
    found = services.sessions.authorise(session_id, token, writing=False)
    viewer_language = None if services.sessions.is_owner(found.record, token) else _viewer_language()
    services.places.enter(session_id, services.settings.max_streams_per_session, "session")
    return tell(
        live=services.live,
        key=session_id,
        find=lambda: services.live.find(session_id),
        document=services.sessions.document,
        language=lambda session: viewer_language or session.language,
        resume_after=after,
        silence_s=silence_s,
        now_unix_s=services.clock.unix_s,
        stopping=services.stopping,
    )


def _viewer_language() -> str | None:
    """Return the language a viewer reads, when we speak it; the person who walks chose the session's own."""
    return request.accept_languages.best_match(LANGUAGES)
