"""Server-Sent Events of a session: what is logged, in order, with resume, heartbeats and no memory per reader.

A reader keeps only the number of the last event it was given. Whoever falls behind the log is given the whole
state again; whoever stops reading is dropped by the socket's timeout.
"""

import socket
import threading
from collections.abc import Callable, Generator
from typing import Any

import msgspec

from api.live import LiveStore
from api.sessions.record import Session
from api.sessions.sessions import Sessions

_SEND_BUFFER_BYTES = 65_536
HEARTBEAT = b": still here\n\n"


def frame(name: str, data: str, number: int | None = None) -> bytes:
    """Return one event as it goes over the wire."""
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {data}\n\n".encode()


def stream(
    *,
    live: LiveStore[Session],
    sessions: Sessions,
    session_id: str,
    resume_after: int | None,
    language: str | None,
    heartbeat_s: float,
    now_unix_s: Callable[[], float],
    stopping: threading.Event,
) -> Generator[bytes, None, None]:
    """Yield a session's events until it ends, the server stops or nobody reads.

    Parameters
    ----------
    resume_after : int or None
        The last event the reader has; None for a new reader.
    language : str or None
        The language of a viewer; None for the session's own.
    stopping : threading.Event
        Set when the server is going down.
    """
    waiting = live.subscribe(session_id)
    last = resume_after
    expires_unix_s = now_unix_s()
    try:
        while not stopping.is_set():
            found = live.find(session_id)
            if found is None:
                reason = "expired" if now_unix_s() >= expires_unix_s else "deleted"
                yield frame("ended", f'{{"reason":"{reason}"}}')
                return
            expires_unix_s = found.expires_unix_s
            spoken = language or found.record.language
            log = live.events_after(session_id, last) if last is not None else None
            if log is None or not log.complete:
                last = found.last_event
                yield frame("state", msgspec.json.encode(sessions.document(found, spoken)).decode(), last)
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
