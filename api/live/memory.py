"""Live state in the memory of one process."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic

from api.live.interface import Event, Found, LiveUnavailableError, LoggedEvent, LogSlice, Record

_SWEEP_S = 10.0


@dataclass(slots=True, kw_only=True)
class _Session(Generic[Record]):
    record: Record
    expires_unix_s: float
    public: bool
    log: deque[tuple[float, LoggedEvent]]
    version: int = 1
    last_event: int = 0


@dataclass(slots=True, kw_only=True, eq=False)
class _Waiter:
    """One subscription: an event that is set at every commit of its session."""

    session_id: str
    waiters: dict[str, set["_Waiter"]]
    lock: threading.Lock
    news: threading.Event = field(default_factory=threading.Event)

    def wait(self, timeout_s: float) -> bool:
        came = self.news.wait(timeout_s)
        self.news.clear()
        return came

    def close(self) -> None:
        with self.lock:
            same = self.waiters.get(self.session_id, set())
            same.discard(self)
            if not same:
                self.waiters.pop(self.session_id, None)


class Waiters:
    """Who waits for which session in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiters: dict[str, set[_Waiter]] = {}

    def subscribe(self, session_id: str) -> _Waiter:
        """Return a new subscription."""
        waiter = _Waiter(session_id=session_id, waiters=self._waiters, lock=self._lock)
        with self._lock:
            self._waiters.setdefault(session_id, set()).add(waiter)
        return waiter

    def wake(self, session_id: str) -> None:
        """Wake those who wait for one session."""
        with self._lock:
            waiting = tuple(self._waiters.get(session_id, ()))
        for waiter in waiting:
            waiter.news.set()

    def wake_all(self) -> None:
        """Wake everybody."""
        with self._lock:
            waiting = [waiter for same in self._waiters.values() for waiter in same]
        for waiter in waiting:
            waiter.news.set()


class MemoryLive(Generic[Record]):
    """A `LiveStore` in this process.

    Parameters
    ----------
    now_unix_s : callable
        The server's clock [s].
    max_sessions : int
        Sessions it accepts.
    log_size, log_s
        How many events are kept for each session, and for how long [s].
    """

    def __init__(self, *, now_unix_s: Callable[[], float], max_sessions: int, log_size: int, log_s: float) -> None:
        self._now = now_unix_s
        self._max_sessions = max_sessions
        self._log_size = log_size
        self._log_s = log_s
        self._lock = threading.Lock()
        self._sessions: dict[str, _Session[Record]] = {}
        self._waiters = Waiters()
        self._swept_unix_s = now_unix_s()

    def create(self, session_id: str, record: Record, *, expires_unix_s: float, public: bool) -> None:
        """See `LiveStore.create`."""
        with self._lock:
            self._sweep()
            if len(self._sessions) >= self._max_sessions:
                raise LiveUnavailableError(
                    f"{self._max_sessions} sessions are live, as many as this server accepts.",
                    remedy="End sessions that are over, or try again later.",
                )
            self._sessions[session_id] = _Session(
                record=record, expires_unix_s=expires_unix_s, public=public, log=deque(maxlen=self._log_size)
            )

    def find(self, session_id: str) -> Found[Record] | None:
        """See `LiveStore.find`."""
        with self._lock:
            session = self._living(session_id)
            if session is None:
                return None
            return Found(
                record=session.record,
                version=session.version,
                last_event=session.last_event,
                expires_unix_s=session.expires_unix_s,
            )

    def commit(self, session_id: str, version: int, record: Record, events: Sequence[Event]) -> bool:
        """See `LiveStore.commit`."""
        with self._lock:
            session = self._living(session_id)
            if session is None or session.version != version:
                return False
            session.record = record
            session.version += 1
            for event in events:
                session.last_event += 1
                session.log.append((self._now(), LoggedEvent(number=session.last_event, event=event)))
        if events:
            self._waiters.wake(session_id)
        return True

    def erase(self, session_id: str) -> bool:
        """See `LiveStore.erase`."""
        with self._lock:
            lived = self._sessions.pop(session_id, None) is not None
        self._waiters.wake(session_id)
        return lived

    def events_after(self, session_id: str, number: int) -> LogSlice:
        """See `LiveStore.events_after`."""
        with self._lock:
            session = self._living(session_id)
            if session is None:
                return LogSlice(events=(), complete=False)
            oldest_unix_s = self._now() - self._log_s
            while session.log and session.log[0][0] < oldest_unix_s:
                session.log.popleft()
            events = tuple(logged for _, logged in session.log if logged.number > number)
            first = events[0].number if events else session.last_event + 1
            return LogSlice(events=events, complete=first == number + 1)

    def subscribe(self, session_id: str) -> _Waiter:
        """See `LiveStore.subscribe`."""
        return self._waiters.subscribe(session_id)

    def public_ids(self) -> tuple[str, ...]:
        """See `LiveStore.public_ids`."""
        with self._lock:
            self._sweep()
            return tuple(key for key, session in self._sessions.items() if session.public)

    def close(self) -> None:
        """See `LiveStore.close`."""
        self._waiters.wake_all()

    def _living(self, session_id: str) -> _Session[Record] | None:
        self._sweep()
        session = self._sessions.get(session_id)
        if session is not None and session.expires_unix_s <= self._now():
            del self._sessions[session_id]
            return None
        return session

    def _sweep(self) -> None:
        """Forget what has expired, now and then, whoever calls."""
        now = self._now()
        if now - self._swept_unix_s < _SWEEP_S:
            return
        self._swept_unix_s = now
        self._sessions = {key: each for key, each in self._sessions.items() if each.expires_unix_s > now}
