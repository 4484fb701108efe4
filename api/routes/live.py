"""The live events of a session, and of a venue."""

from flask import Response, request

from api.openapi import Noun
from api.presenting.now import venue_state_document
from api.streams import last_event_id, stream, stream_response
from api.wiring import Services
from maps.ids import parse_venue_id
from nav.phrases import LANGUAGES

NOUN = Noun("events", "Server-Sent Events of a guided walk, and of a venue.")


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
    found = services.sessions.authorise(session_id, token, writing=False)
    viewer_language = None if services.sessions.is_owner(found.record, token) else _viewer_language()
    services.places.enter(session_id, settings.max_streams_per_session, "session")
    frames = stream(
        live=services.live,
        key=session_id,
        find=lambda: services.live.find(session_id),
        document=services.sessions.document,
        language=lambda session: viewer_language or session.language,
        resume_after=last_event_id(),
        heartbeat_s=settings.heartbeat_s,
        now_unix_s=services.clock.unix_s,
        stopping=services.stopping,
    )
    return stream_response(frames, lambda: services.places.leave(session_id), settings.stalled_reader_s)


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
    frames = stream(
        live=services.venue_live.live,
        key=venue.id,
        find=lambda: services.venue_live.find(venue.id),
        document=lambda found, _: venue_state_document(
            found.record, services.engines.get(venue.id).venue, services.clock.unix_s()
        ),
        language=lambda _: "",
        resume_after=last_event_id(),
        heartbeat_s=settings.heartbeat_s,
        now_unix_s=services.clock.unix_s,
        stopping=services.stopping,
    )
    return stream_response(frames, lambda: services.places.leave(key), settings.stalled_reader_s)


def _viewer_language() -> str | None:
    """Return the language a viewer reads, when we speak it; the person who walks chose the session's own."""
    return request.accept_languages.best_match(LANGUAGES)
