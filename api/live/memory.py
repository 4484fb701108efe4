"""Live state in the memory of one process."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic

from api.live.interface import Event, Found, LoggedEvent, LogSlice, Record, full

_SWEEP_S = 10.0


@dataclass(slots=True, kw_only=True)
class _Kept(Generic[Record]):
    record: Record
    expires_unix_s: float
    groups: frozenset[str]
    log: deque[tuple[float, LoggedEvent]]
    version: int = 1
    last_event: int = 0


@dataclass(slots=True, kw_only=True, eq=False)
class _Waiter:
    """One subscription: an event that is set at every commit of its record."""

    key: str
    waiters: dict[str, set["_Waiter"]]
    lock: threading.Lock
    news: threading.Event = field(default_factory=threading.Event)

    def wait(self, timeout_s: float) -> bool:
        came = self.news.wait(timeout_s)
        self.news.clear()
        return came

    def close(self) -> None:
        with self.lock:
            same = self.waiters.get(self.key, set())
            same.discard(self)
            if not same:
                self.waiters.pop(self.key, None)


class Waiters:
    """Who waits for which record in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiters: dict[str, set[_Waiter]] = {}

    def subscribe(self, key: str) -> _Waiter:
        """Return a new subscription."""
        waiter = _Waiter(key=key, waiters=self._waiters, lock=self._lock)
        with self._lock:
            self._waiters.setdefault(key, set()).add(waiter)
        return waiter

    def wake(self, key: str) -> None:
        """Wake those who wait for one record."""
        with self._lock:
            waiting = tuple(self._waiters.get(key, ()))
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
    max_records : int
        Records it accepts.
    log_size, log_s
        How many events are kept for each record, and for how long [s].
    """

    def __init__(self, *, now_unix_s: Callable[[], float], max_records: int, log_size: int, log_s: float) -> None:
        self._now = now_unix_s
        self._max_records = max_records
        self._log_size = log_size
        self._log_s = log_s
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept[Record]] = {}
        self._waiters = Waiters()
        self._swept_unix_s = now_unix_s()

    def create(self, key: str, record: Record, *, expires_unix_s: float, groups: Sequence[str] = ()) -> bool:
        """See `LiveStore.create`."""
        with self._lock:
            if self._living(key) is not None:
                return False
            if len(self._kept) >= self._max_records:
                raise full(self._max_records)
            self._kept[key] = _Kept(
                record=record,
                expires_unix_s=expires_unix_s,
                groups=frozenset(groups),
                log=deque(maxlen=self._log_size),
            )
        return True

    def find(self, key: str) -> Found[Record] | None:
        """See `LiveStore.find`."""
        with self._lock:
            kept = self._living(key)
            if kept is None:
                return None
            return Found(
                record=kept.record,
                version=kept.version,
                last_event=kept.last_event,
                expires_unix_s=kept.expires_unix_s,
            )

    def commit(
        self, key: str, version: int, record: Record, events: Sequence[Event], *, expires_unix_s: float | None = None
    ) -> bool:
        """See `LiveStore.commit`."""
        with self._lock:
            kept = self._living(key)
            if kept is None or kept.version != version:
                return False
            kept.record = record
            kept.version += 1
            if expires_unix_s is not None:
                kept.expires_unix_s = expires_unix_s
            for event in events:
                kept.last_event += 1
                kept.log.append((self._now(), LoggedEvent(number=kept.last_event, event=event)))
        if events:
            self._waiters.wake(key)
        return True

    def erase(self, key: str) -> bool:
        """See `LiveStore.erase`."""
        with self._lock:
            lived = self._kept.pop(key, None) is not None
        self._waiters.wake(key)
        return lived

    def events_after(self, key: str, number: int) -> LogSlice:
        """See `LiveStore.events_after`."""
        with self._lock:
            kept = self._living(key)
            if kept is None:
                return LogSlice(events=(), complete=False)
            oldest_unix_s = self._now() - self._log_s
            while kept.log and kept.log[0][0] < oldest_unix_s:
                kept.log.popleft()
            events = tuple(logged for _, logged in kept.log if logged.number > number)
            first = events[0].number if events else kept.last_event + 1
            return LogSlice(events=events, complete=first == number + 1)

    def subscribe(self, key: str) -> _Waiter:
        """See `LiveStore.subscribe`."""
        return self._waiters.subscribe(key)

    def members(self, group: str) -> tuple[str, ...]:
        """See `LiveStore.members`."""
        with self._lock:
            now = self._now()
            return tuple(key for key, kept in self._kept.items() if group in kept.groups and kept.expires_unix_s > now)

    def close(self) -> None:
        """See `LiveStore.close`."""
        self._waiters.wake_all()

    def _living(self, key: str) -> _Kept[Record] | None:
        self._sweep()
        kept = self._kept.get(key)
        if kept is not None and kept.expires_unix_s <= self._now():
            del self._kept[key]
            return None
        return kept

    def _sweep(self) -> None:
        """Forget what has expired, now and then, whoever calls."""
        now = self._now()
        if now - self._swept_unix_s < _SWEEP_S:
            return
        self._swept_unix_s = now
        self._kept = {key: each for key, each in self._kept.items() if each.expires_unix_s > now}
