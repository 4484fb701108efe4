"""A trace played to a running server, as a phone would post it."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx

from beacons.observation import Observation
from beacons.traces.trace import Trace
from maps.errors import BadInputError, NotFoundError
from maps.ids import FeatureId
from nav.route import End, Place
from simulator.server import RefusedError, Server
from simulator.session import ServerEvent, Session, begin

BATCH_S = 1.0
"""A phone posts what it heard each second [s]."""
POSTS_PER_S = 10.0
"""However fast the replay, no more posts than this a second of real time: batches grow instead."""
LAST_EVENTS_S = 5.0
"""How long to wait for the last events [s]."""


@dataclass(slots=True, kw_only=True)
class Replayed:
    """What became of a replay.

    Parameters
    ----------
    ignored : Counter
        Readings the server did not use, by its reason.
    events : list of ServerEvent
        In order of arrival, if they were asked for.
    """

    session_path: str
    batches: int = 0
    accepted: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    events: list[ServerEvent] = field(default_factory=list)


def replay(
    trace: Trace,
    server_url: str,
    *,
    venue_id: str | None = None,
    destination: str | None = None,
    speed: float = 1.0,
    profile: str = "walk",
    language: str = "en",
    on_event: Callable[[ServerEvent], object] | None = None,
    sleep: Callable[[float], object] = time.sleep,
    clock_s: Callable[[], float] = time.monotonic,
) -> Replayed:
    """Play the readings of a trace to a server in a session of their own, which is ended afterwards.

    The ground truth stays here; only without `destination` its last point says where to be guided to.

    Parameters
    ----------
    venue_id : str or None
        A venue of the server; None when it has only one.
    destination : str or None
        A place, by id or by name.
    speed : float
        Times life.
    on_event : callable or None
        Told every event of the session as it comes; with it the events are also collected.

    Raises
    ------
    ServerAwayError
        If the server does not answer, or stops answering for longer than a few tries.
    RefusedError
        If it refuses, with its reason.
    NotFoundError, BadInputError
        If the venue or the place does not exist there, or nothing says where to go.
    """
    server = Server(url=server_url, sleep=sleep)
    venue = _venue_id(server, venue_id)
    goal = _goal(server, venue, destination, trace)
    session = begin(server, venue, goal, profile=profile, language=language)
    told = Replayed(session_path=session.path)
    listener = _listen(session, told, on_event) if on_event is not None else None
    started_s = clock_s()
    for batch_end_s, batch in _batches(trace, max(BATCH_S, speed / POSTS_PER_S)):
        wait_s = started_s + batch_end_s / speed - clock_s()
        if wait_s > 0:
            sleep(wait_s)
        accepted, ignored = session.send(batch, offset_s=trace.start_unix_s)
        told.batches += 1
        told.accepted += accepted
        told.ignored.update(ignored)
    session.end()
    if listener is not None:
        listener.join(LAST_EVENTS_S)
    return told


def find_place(server: Server, venue_id: str, text: str, language: str) -> Place:
    """Return the place of a server's venue with that id, or the best that its search finds.

    Raises
    ------
    NotFoundError
        If there is neither.
    """
    try:
        found = server.ask("GET", f"/v1/venues/{venue_id}/places/{quote(text, safe='')}")
    except RefusedError:
        hits = server.ask("GET", f"/v1/venues/{venue_id}/search", q=text, lang=language, limit=1)["hits"]
        if not hits:
            raise NotFoundError(f"Venue {venue_id!r} has no place {text!r}.", remedy="Use another name.") from None
        found = hits[0]
    return Place(id=FeatureId(str(found["id"])))


def _venue_id(server: Server, wanted: str | None) -> str:
    known = [str(venue["id"]) for venue in server.ask("GET", "/v1/venues")["venues"]]
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted in known:
        return str(wanted)
    raise NotFoundError(
        f"The server has no venue {wanted!r}." if wanted else "The server has several venues, or none.",
        remedy=f"Name one of: {', '.join(known) or 'none is published yet'}.",
    )


def _goal(server: Server, venue_id: str, destination: str | None, trace: Trace) -> End:
    if destination is not None:
        return find_place(server, venue_id, destination, "und")
    if trace.truth:
        return trace.truth[-1].position
    raise BadInputError("Nothing says where this walk goes.", remedy="Name a place to be guided to.")


def _batches(trace: Trace, batch_s: float) -> Iterator[tuple[float, list[Observation]]]:
    """Yield (end of the batch, readings handed over until then), empty ones too: silence is news.

    Times count from the first reading [s].
    """
    handed = sorted(trace.observations, key=_handed_s)
    if not handed:
        return
    first_s, start = _handed_s(handed[0]), 0
    for number in range(1, int((_handed_s(handed[-1]) - first_s) // batch_s) + 2):
        end = start
        while end < len(handed) and _handed_s(handed[end]) - first_s < number * batch_s:
            end += 1
        yield number * batch_s, handed[start:end]
        start = end


def _handed_s(each: Observation) -> float:
    return each.t_s if each.delivered_s is None else each.delivered_s


def _listen(session: Session, told: Replayed, on_event: Callable[[ServerEvent], object]) -> threading.Thread:
    def listen() -> None:
        try:
            for event in session.events():
                told.events.append(event)
                on_event(event)
        except httpx.HTTPError:
            return  # the stream ends with the session; posts tell of a server that is away

    thread = threading.Thread(target=listen, name="replay-events", daemon=True)
    thread.start()
    return thread
