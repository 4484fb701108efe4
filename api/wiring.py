"""The one place where the parts of the server are put together."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from api.coverages import Coverages
from api.drafting import Drafting
from api.engines import Compute, Engines, compute_here
from api.feed_key import FeedKey
from api.ingest.intake import Intake
from api.jobs.imports import Imports
from api.jobs.process import Limits
from api.limits import Buckets, StreamPlaces
from api.links import Links
from api.live import LiveStore
from api.live.memory import MemoryLive
from api.releases import Releases
from api.sessions.errands import Errands
from api.sessions.fanout import Fanout
from api.sessions.keeper import Keeper, Rules
from api.sessions.record import Session
from api.sessions.sessions import Sessions
from api.sessions.visits import Visits
from api.settings import Settings
from api.staff.accounts import Accounts
from api.staff.gate import Gate
from api.store import Store, open_store
from api.trials import Trials
from api.usage.counting import Usage
from api.venue_live.commitments import Commitments
from api.venue_live.forecasts import Forecasts
from api.venue_live.state import VenueState
from api.venue_live.venue_live import VenueLive
from maps.errors import BadInputError, BeelineError
from maps.ids import VenueId

if TYPE_CHECKING:
    from api.ingest.mqtt import MqttFeed

_LOG = logging.getLogger("beeline.api")
_MOST_VENUES = 10_000
_ROLL_S = 1.0


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
    drafting: Drafting
    live: LiveStore[Session]
    engines: Engines
    releases: Releases
    coverages: Coverages
    trials: Trials
    sessions: Sessions
    venue_live: VenueLive
    forecasts: Forecasts
    feeds: Buckets
    locates: Buckets
    links: Links
    accounts: Accounts
    gate: Gate
    usage: Usage
    fanout: Fanout
    feed: "MqttFeed | None"
    intake: Intake
    places: StreamPlaces
    imports: Imports
    stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin what goes on without being asked: closures that begin and end, and who is told."""
        threading.Thread(target=self._roll, name="beeline-roll", daemon=True).start()
        self.fanout.start(self.stopping)
        self.usage.start(self.stopping)

    def start_feed(self) -> None:
        """Listen to the MQTT broker of the settings, if there is one; one process of an installation does."""
        if self.feed is not None:
            self.feed.start()

    def published(self, venue_id: VenueId) -> None:
        """Let those under way at a venue move to what was just published."""
        self.engines.look_again(venue_id)
        self.fanout.venue_changed(venue_id)

    def close(self) -> None:
        """End the streams and give back every connection."""
        self.stopping.set()
        self.imports.close()
        if self.feed is not None:
            self.feed.close()
        self.live.close()
        self.venue_live.close()
        with contextlib.suppress(BeelineError):
            self.usage.flush()
        self.store.close()

    def _roll(self) -> None:
        while not self.stopping.wait(_ROLL_S):
            try:
                self.venue_live.roll()
            except BeelineError as error:
                _LOG.warning("What is so at the venues cannot be looked up: %s", error)


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
    live = _open_sessions(settings, clock)
    venue_live = VenueLive(
        live=_open_states(settings, clock),
        store=store,
        engines=engines,
        commitments=_open_commitments(settings, clock),
        now_unix_s=clock.unix_s,
        monotonic_s=clock.monotonic_s,
    )
    forecasts = Forecasts(venue_live, now_unix_s=clock.unix_s)
    feeds = Buckets(rate_per_s=settings.changes_per_s, burst=settings.changes_burst, monotonic_s=clock.monotonic_s)
    accounts = Accounts(
        store,
        Buckets(rate_per_s=settings.sign_ins_per_s, burst=settings.sign_ins_burst, monotonic_s=clock.monotonic_s),
        now_unix_s=clock.unix_s,
        lasting_s=settings.staff_hours * 3600,
        idle_s=settings.staff_idle_hours * 3600,
    )
    errands = Errands(forecasts, now_unix_s=clock.unix_s)
    usage = Usage(store, now_unix_s=clock.unix_s)
    keeper = Keeper(
        live=live,
        engines=engines,
        buckets=Buckets(rate_per_s=settings.batches_per_s, burst=settings.batches_burst, monotonic_s=clock.monotonic_s),
        rules=Rules(session_s=settings.session_hours * 3600, late_s=settings.late_s, stale_s=settings.stale_s),
        now_unix_s=clock.unix_s,
        venue_live=venue_live,
        errands=errands,
        usage=usage,
    )
    sessions = Sessions(keeper, errands, Visits(keeper, forecasts))
    fanout = Fanout(sessions, live, monotonic_s=clock.monotonic_s)
    venue_live.on_conditions.append(fanout.venue_changed)
    venue_live.on_queues.append(fanout.queues_changed)
    intake = Intake(
        venue_live,
        engines,
        max_bytes=settings.max_feed_bytes,
        now_unix_s=clock.unix_s,
        monotonic_s=clock.monotonic_s,
    )
    drafting = Drafting(store)
    return Services(
        settings=settings,
        clock=clock,
        store=store,
        drafting=drafting,
        live=live,
        engines=engines,
        releases=Releases(store, router_of=lambda base: engines.get(base.id, base.revision).router, compute=compute),
        coverages=Coverages(store, compute=compute),
        trials=Trials(drafting, published=engines.find_router, compute=compute),
        sessions=sessions,
        venue_live=venue_live,
        forecasts=forecasts,
        feeds=feeds,
        locates=Buckets(rate_per_s=settings.batches_per_s, burst=settings.batches_burst, monotonic_s=clock.monotonic_s),
        links=Links(settings.feed_key, clock.unix_s),
        accounts=accounts,
        gate=Gate(FeedKey(settings.feed_key), accounts, store),
        usage=usage,
        fanout=fanout,
        feed=_open_feed(settings, intake),
        intake=intake,
        places=StreamPlaces(total=settings.max_streams),
        imports=_make_imports(settings, store, clock),
    )


def _make_imports(settings: Settings, store: Store, clock: Clock) -> Imports:
    limits = Limits(time_s=settings.import_limit_s, memory_bytes=settings.import_memory_mb * 1024 * 1024)
    return Imports(store, limits=limits, most=settings.max_imports, now_unix_s=clock.unix_s)


def _open_sessions(settings: Settings, clock: Clock) -> LiveStore[Session]:
    limits = _limits(settings, clock, max_records=settings.max_sessions)
    if not settings.redis_url:
        return MemoryLive(**limits)
    # Redis and MQTT are extras: their clients are needed only by who configures them.
    with _extra("group"):
        from api.live.redis import RedisLive
    from api.sessions.codec import VERSION, decode_session, encode_session

    return RedisLive(
        settings.redis_url, encode=encode_session, decode=decode_session, prefix=f"beeline:session:{VERSION}:", **limits
    )


def _open_states(settings: Settings, clock: Clock) -> LiveStore[VenueState]:
    limits = _limits(settings, clock, max_records=_MOST_VENUES)
    if not settings.redis_url:
        return MemoryLive(**limits)
    from api.live.redis import RedisLive
    from api.venue_live.codec import VERSION, decode_state, encode_state

    return RedisLive(
        settings.redis_url, encode=encode_state, decode=decode_state, prefix=f"beeline:venue:{VERSION}:", **limits
    )


def _open_commitments(settings: Settings, clock: Clock) -> Commitments:
    if not settings.redis_url:
        return Commitments(clock.unix_s)
    from api.venue_live.commitments_redis import RedisCommitments

    return RedisCommitments(settings.redis_url, now_unix_s=clock.unix_s, prefix="beeline:commitments:")


def _open_feed(settings: Settings, intake: Intake) -> "MqttFeed | None":
    if not settings.mqtt_url:
        return None
    with _extra("mqtt"):
        from api.ingest.mqtt import MqttFeed

    return MqttFeed(settings.mqtt_url, intake, client_id=settings.mqtt_client)


@contextmanager
def _extra(name: str) -> Iterator[None]:
    """Explain what to install when an import fails."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise BadInputError(
            f"The package {error.name!r}, which a setting needs, is not installed.",
            remedy=f"Install Beeline with the extra {name!r}: pip install 'beeline-indoor[{name}]'.",
        ) from error


def _limits(settings: Settings, clock: Clock, *, max_records: int) -> dict[str, Any]:
    return {
        "now_unix_s": clock.unix_s,
        "max_records": max_records,
        "log_size": settings.event_log_size,
        "log_s": settings.event_log_s,
    }
