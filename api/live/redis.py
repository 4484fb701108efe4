"""Live state in Redis, shared by several workers: a hash per session, a stream per event log, one wake-up channel."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic

import msgspec
import redis

from api.live.interface import Event, Found, LiveUnavailableError, LoggedEvent, LogSlice, Record, Subscription
from api.live.memory import Waiters
from maps.errors import BadInputError

_LOG = logging.getLogger("beeline.api")
_PUBLIC = "beeline:public"
_COUNT = "beeline:sessions"
_WAKE = "beeline:wake"

# KEYS: session hash, event stream. ARGV: version, record, log size, log age [ms], wake channel, session id, events …
_COMMIT = """
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
local number = tonumber(redis.call('HGET', KEYS[1], 'last_event'))
for index = 7, #ARGV do
  number = number + 1
  redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[3], number .. '-0', 'event', ARGV[index])
end
redis.call('HSET', KEYS[1], 'record', ARGV[2], 'version', tonumber(ARGV[1]) + 1, 'last_event', number)
if #ARGV >= 7 then
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
  redis.call('PUBLISH', ARGV[5], ARGV[6])
end
return 1
"""


class RedisLive(Generic[Record]):
    """A `LiveStore` in Redis (7 or newer).

    Parameters
    ----------
    url : str
        ``redis://host:port/db``.
    encode, decode : callable
        A record to bytes and back.
    prefix : str
        Prepended to every key and channel, so that several installations can share one Redis.
    """

    def __init__(
        self,
        url: str,
        *,
        encode: Callable[[Record], bytes],
        decode: Callable[[bytes], Record],
        now_unix_s: Callable[[], float],
        max_sessions: int,
        log_size: int,
        log_s: float,
        prefix: str = "",
    ) -> None:
        self._encode, self._decode, self._now = encode, decode, now_unix_s
        self._max_sessions, self._log_size, self._log_ms = max_sessions, log_size, int(log_s * 1000)
        self._prefix = prefix
        self._redis: redis.Redis = _client(url)
        self._commit = self._redis.register_script(_COMMIT)
        self._waiters = Waiters()
        self._closing = threading.Event()
        with _explained():
            self._redis.ping()
        self._listener = threading.Thread(target=self._listen, name="beeline-live", daemon=True)
        self._listener.start()

    def create(self, session_id: str, record: Record, *, expires_unix_s: float, public: bool) -> None:
        """See `LiveStore.create`."""
        now = self._now()
        fields: dict[Any, Any] = {
            "record": self._encode(record),
            "version": 1,
            "last_event": 0,
            "expires": repr(expires_unix_s),
        }
        with _explained():
            self._redis.zremrangebyscore(self._key(_COUNT), "-inf", now)
            if self._redis.zcard(self._key(_COUNT)) >= self._max_sessions:
                raise LiveUnavailableError(
                    f"{self._max_sessions} sessions are live, as many as this server accepts.",
                    remedy="End sessions that are over, or try again later.",
                )
            with self._redis.pipeline() as pipe:
                pipe.hset(self._session(session_id), mapping=fields)
                pipe.pexpire(self._session(session_id), max(1, int((expires_unix_s - now) * 1000)))
                pipe.zadd(self._key(_COUNT), {session_id: expires_unix_s})
                if public:
                    pipe.zadd(self._key(_PUBLIC), {session_id: now})
                pipe.execute()

    def find(self, session_id: str) -> Found[Record] | None:
        """See `LiveStore.find`."""
        with _explained():
            fields: dict[Any, Any] = self._redis.hgetall(self._session(session_id))
        if not fields or float(fields[b"expires"]) <= self._now():
            return None
        return Found(
            record=self._decode(fields[b"record"]),
            version=int(fields[b"version"]),
            last_event=int(fields[b"last_event"]),
            expires_unix_s=float(fields[b"expires"]),
        )

    def commit(self, session_id: str, version: int, record: Record, events: Sequence[Event]) -> bool:
        """See `LiveStore.commit`."""
        keys = [self._session(session_id), self._stream(session_id)]
        arguments: list[Any] = [
            version,
            self._encode(record),
            self._log_size,
            self._log_ms,
            self._key(_WAKE),
            session_id,
        ]
        arguments += [msgspec.msgpack.encode((event.name, dict(event.data))) for event in events]
        with _explained():
            return bool(self._commit(keys=keys, args=arguments))

    def erase(self, session_id: str) -> bool:
        """See `LiveStore.erase`."""
        with _explained(), self._redis.pipeline() as pipe:
            pipe.delete(self._session(session_id))
            pipe.delete(self._stream(session_id))
            pipe.zrem(self._key(_COUNT), session_id)
            pipe.zrem(self._key(_PUBLIC), session_id)
            pipe.publish(self._key(_WAKE), session_id)
            return bool(pipe.execute()[0])

    def events_after(self, session_id: str, number: int) -> LogSlice:
        """See `LiveStore.events_after`."""
        with _explained(), self._redis.pipeline() as pipe:
            pipe.hget(self._session(session_id), "last_event")
            pipe.xrange(self._stream(session_id), min=f"{max(0, number) + 1}-0")
            last, rows = pipe.execute()
        if last is None:
            return LogSlice(events=(), complete=False)
        events = tuple(LoggedEvent(number=_number(key), event=_event(row[b"event"])) for key, row in rows)
        first = events[0].number if events else int(last) + 1
        return LogSlice(events=events, complete=first == number + 1)

    def subscribe(self, session_id: str) -> Subscription:
        """See `LiveStore.subscribe`."""
        return self._waiters.subscribe(session_id)

    def public_ids(self) -> tuple[str, ...]:
        """See `LiveStore.public_ids`."""
        with _explained():
            members: list[Any] = self._redis.zrange(self._key(_PUBLIC), 0, -1)
            listed = [member.decode() for member in members]
            living = [key for key in listed if self._redis.exists(self._session(key))]
            gone = set(listed) - set(living)
            if gone:
                self._redis.zrem(self._key(_PUBLIC), *gone)
        return tuple(living)

    def close(self) -> None:
        """See `LiveStore.close`."""
        self._closing.set()
        self._waiters.wake_all()
        self._listener.join(timeout=2)
        self._redis.close()

    def _listen(self) -> None:
        """Wake the waiters of this process as long as it lives; all of them after a break: news may be missed."""
        while not self._closing.is_set():
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as channel:  # type: ignore[no-untyped-call]
                    channel.subscribe(self._key(_WAKE))
                    self._waiters.wake_all()
                    while not self._closing.is_set():
                        message = channel.get_message(timeout=0.5)
                        if message is not None:
                            self._waiters.wake(str(message["data"], "ascii"))
            except redis.RedisError as error:
                _LOG.warning("Redis does not answer (%s); trying again.", type(error).__name__)
                time.sleep(0.5)

    def _key(self, name: str) -> str:
        return self._prefix + name

    def _session(self, session_id: str) -> str:
        return self._key(f"beeline:session:{session_id}")

    def _stream(self, session_id: str) -> str:
        return self._key(f"beeline:events:{session_id}")


def _number(key: bytes) -> int:
    return int(key.split(b"-")[0])


def _event(data: bytes) -> Event:
    name, texts = msgspec.msgpack.decode(data)
    return Event(name=name, data=texts)


def _client(url: str) -> redis.Redis:
    try:
        client: redis.Redis = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)
    except ValueError:
        raise BadInputError(
            f"{url[:80]!r} is not the address of a Redis.", remedy="Set BEELINE_REDIS_URL to redis://host:port/number."
        ) from None
    return client


@contextmanager
def _explained() -> Iterator[Any]:
    try:
        yield
    except redis.RedisError as error:
        raise LiveUnavailableError(
            f"Redis does not answer: {type(error).__name__}.", remedy="Check BEELINE_REDIS_URL and that Redis runs."
        ) from error
