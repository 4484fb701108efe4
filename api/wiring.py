"""The one place where the parts of the server are put together."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from api.engines import Compute, Engines, compute_here
from api.limits import Buckets, StreamPlaces
from api.live import LiveStore
from api.live.memory import MemoryLive
from api.sessions.record import Session
from api.sessions.sessions import Rules, Sessions
from api.settings import Settings
from api.store import Store, open_store
from maps.errors import BadInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time, passed to whoever needs it: unix seconds, and seconds that never go back."""

    unix_s: Callable[[], float] = time.time
    monotonic_s: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the handlers of requests use."""

    settings: Settings
    clock: Clock
    store: Store
    live: LiveStore[Session]
    engines: Engines
    sessions: Sessions
    places: StreamPlaces
    stopping: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        """End the streams and give back every connection."""
        self.stopping.set()
        self.live.close()
        self.store.close()


def wire(settings: Settings, *, clock: Clock | None = None, compute: Compute = compute_here) -> Services:
    """Open the stores that the settings name and put the services together.

    Parameters
    ----------
    compute : callable
        See `Engines`.

    Raises
    ------
    StoreUnavailableError
        If the database cannot be used.
    LiveUnavailableError
        If Redis is named and does not answer.
    BadInputError
        If a URL is none, or its driver is not installed.
    """
    clock = clock or Clock()
    store = open_store(settings.database_url)
    engines = Engines(
        store,
        monotonic_s=clock.monotonic_s,
        capacity=settings.engine_cache,
        check_s=settings.revision_check_s,
        compute=compute,
    )
    live = _open_live(settings, clock)
    sessions = Sessions(
        live=live,
        engines=engines,
        buckets=Buckets(rate_per_s=settings.batches_per_s, burst=settings.batches_burst, monotonic_s=clock.monotonic_s),
        rules=Rules(session_s=settings.session_hours * 3600, late_s=settings.late_s, stale_s=settings.stale_s),
        now_unix_s=clock.unix_s,
    )
    places = StreamPlaces(total=settings.max_streams, per_session=settings.max_streams_per_session)
    return Services(
        settings=settings, clock=clock, store=store, live=live, engines=engines, sessions=sessions, places=places
    )


def _open_live(settings: Settings, clock: Clock) -> LiveStore[Session]:
    if not settings.redis_url:
        return MemoryLive(
            now_unix_s=clock.unix_s,
            max_sessions=settings.max_sessions,
            log_size=settings.event_log_size,
            log_s=settings.event_log_s,
        )
    # Redis is an extra: its client is needed only by who configures it.
    try:
        from api.live.redis import RedisLive
    except ModuleNotFoundError as error:
        raise BadInputError(
            f"The client {error.name!r} of Redis is not installed.",
            remedy="Install Beeline with the extra 'group': pip install 'beeline-indoor[group]'.",
        ) from error
    from api.sessions.codec import decode_session, encode_session

    return RedisLive(
        settings.redis_url,
        encode=encode_session,
        decode=decode_session,
        now_unix_s=clock.unix_s,
        max_sessions=settings.max_sessions,
        log_size=settings.event_log_size,
        log_s=settings.event_log_s,
    )
