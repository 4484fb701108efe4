"""The live events of a session."""

from collections.abc import Callable, Generator, Iterator

from flask import Response, request

from api.openapi import Noun
from api.streams import bound_reader, stream
from api.wiring import Services
from nav.phrases import LANGUAGES

NOUN = Noun("events", "Server-Sent Events of a guided walk.")


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
    services.places.enter(session_id)
    frames = stream(
        live=services.live,
        sessions=services.sessions,
        session_id=session_id,
        resume_after=_last_event_id(),
        language=None if services.sessions.is_owner(found.record, token) else _viewer_language(),
        heartbeat_s=settings.heartbeat_s,
        now_unix_s=services.clock.unix_s,
        stopping=services.stopping,
    )
    bound_reader(request.environ, settings.stalled_reader_s)
    return Response(
        _Leaving(frames, lambda: services.places.leave(session_id)),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


class _Leaving:
    """Frames that give their place back when the connection closes, even if not one was read."""

    def __init__(self, frames: Generator[bytes, None, None], leave: Callable[[], None]) -> None:
        self._frames, self._leave = frames, leave

    def __iter__(self) -> Iterator[bytes]:
        return self._frames

    def close(self) -> None:
        """Called by the server at the end of the response, however it ends."""
        self._frames.close()
        self._leave()


def _last_event_id() -> int | None:
    """Return the number after which to go on; anything that is no number of ours begins anew."""
    text = request.headers.get("Last-Event-ID", "")
    return int(text) if text.isdecimal() and len(text) <= 15 else None


def _viewer_language() -> str | None:
    """Return the language a viewer reads, when we speak it; the person who walks chose the session's own."""
    return request.accept_languages.best_match(LANGUAGES)
