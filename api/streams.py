"""Server-Sent Events of a record: what is logged, in order, with resume, heartbeats and no memory per reader.

A reader keeps only the number of the last event it was given. Whoever falls behind the log is given the whole
state again; whoever stops reading is dropped by the socket's timeout.
"""

import socket
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

import msgspec
from flask import Response, request

from api.live import Found, LiveStore
from api.live.interface import Record

_SEND_BUFFER_BYTES = 65_536
HEARTBEAT = b": still here\n\n"


def frame(name: str, data: str, number: int | None = None) -> bytes:
    """Return one event as it goes over the wire."""
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {data}\n\n".encode()


def stream(
    *,
    live: LiveStore[Record],
    key: str,
    find: Callable[[], Found[Record] | None],
    document: Callable[[Found[Record], str], Mapping[str, object]],
    language: Callable[[Record], str],
    resume_after: int | None,
    heartbeat_s: float,
    now_unix_s: Callable[[], float],
    stopping: threading.Event,
) -> Generator[bytes, None, None]:
    """Yield a record's events until it ends, the server stops or nobody reads.

    Parameters
    ----------
    live : LiveStore
        Logs the events under `key`.
    find, document, language : callable
        Find the record, tell all of it in a language, and say which language the reader is told.
    resume_after : int or None
        The last event the reader has; None for a new reader.
    stopping : threading.Event
        Set when the server is going down.
    """
    waiting = live.subscribe(key)
    last = resume_after
    expires_unix_s = now_unix_s()
    try:
        while not stopping.is_set():
            found = find()
            if found is None:
                reason = "expired" if now_unix_s() >= expires_unix_s else "deleted"
                yield frame("ended", f'{{"reason":"{reason}"}}')
                return
            expires_unix_s = found.expires_unix_s
            spoken = language(found.record)
            log = live.events_after(key, last) if last is not None else None
            if log is None or not log.complete:
                last = found.last_event
                yield frame("state", msgspec.json.encode(document(found, spoken)).decode(), last)
                continue
            for logged in log.events:
                last = logged.number
                yield frame(logged.event.name, logged.event.text(spoken), last)
            if not log.events and not waiting.wait(min(heartbeat_s, max(0.05, expires_unix_s - now_unix_s()))):
                yield HEARTBEAT
        yield frame("ended", '{"reason":"stopping"}')
    finally:
        waiting.close()


def bound_reader(environ: dict[str, Any], stalled_reader_s: float) -> None:
    """Make the connection of a request give up on a reader that takes nothing for so long [s].

    A dead peer or a stopped reader would otherwise hold its place, and the kernel megabytes of unread events.
    """
    connection = environ.get("gunicorn.socket")
    if connection is None:
        return
    connection.settimeout(stalled_reader_s)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
    if hasattr(socket, "TCP_USER_TIMEOUT") and connection.family in {socket.AF_INET, socket.AF_INET6}:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(stalled_reader_s * 1000))


def last_event_id() -> int | None:
    """Return the number after which the reader goes on; anything that is no number of ours begins anew."""
    text = request.headers.get("Last-Event-ID", "")
    return int(text) if text.isdecimal() and len(text) <= 15 else None


def stream_response(
    frames: Generator[bytes, None, None], leave: Callable[[], None], stalled_reader_s: float
) -> Response:
    """Return a stream as an answer; `leave` is called when it is over, however that comes."""
    bound_reader(request.environ, stalled_reader_s)
    return Response(
        _Leaving(frames, leave),
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
