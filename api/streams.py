"""The events of a record: what is logged, in order, with resume, and no memory per reader; as a stream or asked for.

A reader keeps only the number of the last event it was given. Whoever falls behind the log is given the whole
state again; whoever stops reading is dropped by the socket's timeout.
"""

import socket
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from flask import Response, request

from api.live import Found, LiveStore
from api.live.interface import Record

_SEND_BUFFER_BYTES = 65_536
HEARTBEAT = b": still here\n\n"


@dataclass(frozen=True, slots=True)
class Told:
    """One event as a reader is told it: its name, its JSON text, and its number where it is logged."""

    name: str
    data: str
    number: int | None = None


def tell(
    *,
    live: LiveStore[Record],
    key: str,
    find: Callable[[], Found[Record] | None],
    document: Callable[[Found[Record], str], Mapping[str, object]],
    language: Callable[[Record], str],
    resume_after: int | None,
    silence_s: float,
    now_unix_s: Callable[[], float],
    stopping: threading.Event,
) -> Generator[tuple[Told, ...], None, None]:
    """Yield a record's events, as many at a time as there are, until it ends, the server stops or nobody asks.

    Parameters
    ----------
    live : LiveStore
        Logs the events under `key`.
    find, document, language : callable
        Find the record, tell all of it in a language, and say which language the reader is told.
    resume_after : int or None
        The last event the reader has; None for a new reader.
    silence_s : float
        After so long without any event, none are yielded.
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
                yield (Told("ended", f'{{"reason":"{reason}"}}'),)
                return
            expires_unix_s = found.expires_unix_s
            spoken = language(found.record)
            log = live.events_after(key, last) if last is not None else None
            if log is None or not log.complete:
                last = found.last_event
                yield (Told("state", msgspec.json.encode(document(found, spoken)).decode(), last),)
            elif log.events:
                last = log.events[-1].number
                yield tuple(Told(each.event.name, each.event.text(spoken), each.number) for each in log.events)
            elif not waiting.wait(min(silence_s, max(0.05, expires_unix_s - now_unix_s()))):
                yield ()
        yield (Told("ended", '{"reason":"stopping"}'),)
    finally:
        waiting.close()


def frames(batches: Iterable[tuple[Told, ...]]) -> Generator[bytes, None, None]:
    """Yield events as Server-Sent Events, and a comment where there is none."""
    for batch in batches:
        if not batch:
            yield HEARTBEAT
        for told in batch:
            head = f"id: {told.number}\n" if told.number is not None else ""
            yield f"{head}event: {told.name}\ndata: {told.data}\n\n".encode()


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
    batches: Generator[tuple[Told, ...], None, None], leave: Callable[[], None], stalled_reader_s: float
) -> Response:
    """Return a stream as an answer; `leave` is called when it is over, however that comes."""
    bound_reader(request.environ, stalled_reader_s)
    return Response(
        _Leaving(batches, leave),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


class _Leaving:
    """Frames that give their place back when the connection closes, even if not one was read."""

    def __init__(self, batches: Generator[tuple[Told, ...], None, None], leave: Callable[[], None]) -> None:
        self._batches, self._leave = batches, leave

    def __iter__(self) -> Iterator[bytes]:
        return frames(self._batches)

    def close(self) -> None:
        """Called by the server at the end of the response, however it ends."""
        self._batches.close()
        self._leave()
