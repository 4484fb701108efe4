"""Live state in Redis, shared by several workers: a hash per record, a stream per event log, one wake-up channel."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic

import msgspec
import redis

from api.live.interface import Event, Found, LiveUnavailableError, LoggedEvent, LogSlice, Record, Subscription, full
from api.live.memory import Waiters
from maps.errors import BadInputError

_LOG = logging.getLogger("beeline.api")

# KEYS: record hash. ARGV: record, end [unix s], life [ms].
_CREATE = """
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'record', ARGV[1], 'version', 1, 'last_event', 0, 'expires', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
"""
# KEYS: record hash, event stream. ARGV: version, record, new end or '', its life [ms], log size, log age [ms],
# wake channel, key, events …
_COMMIT = """
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
local number = tonumber(redis.call('HGET', KEYS[1], 'last_event'))
for index = 9, #ARGV do
  number = number + 1
  redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[5], number .. '-0', 'event', ARGV[index])
end
redis.call('HSET', KEYS[1], 'record', ARGV[2], 'version', tonumber(ARGV[1]) + 1, 'last_event', number)
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'expires', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
if #ARGV >= 9 then
  redis.call('PEXPIRE', KEYS[2], ARGV[6])
  redis.call('PUBLISH', ARGV[7], ARGV[8])
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
        Prepended to every key and channel: one for each kind of record.
    """

    def __init__(
        self,
        url: str,
        *,
        encode: Callable[[Record], bytes],
        decode: Callable[[bytes], Record],
        now_unix_s: Callable[[], float],
        max_records: int,
        log_size: int,
        log_s: float,
        prefix: str,
    ) -> None:
        self._encode, self._decode, self._now = encode, decode, now_unix_s
        self._max_records, self._log_size, self._log_ms = max_records, log_size, int(log_s * 1000)
        self._prefix = prefix
        self._redis = redis_client(url)
        self._create = self._redis.register_script(_CREATE)
        self._commit = self._redis.register_script(_COMMIT)
        self._waiters = Waiters()
        self._closing = threading.Event()
        with explained():
            self._redis.ping()
        self._listener = threading.Thread(target=self._listen, name="beeline-live", daemon=True)
        self._listener.start()

    def create(self, key: str, record: Record, *, expires_unix_s: float, groups: Sequence[str] = ()) -> bool:
        """See `LiveStore.create`."""
        now = self._now()
        arguments: list[Any] = [self._encode(record), repr(expires_unix_s), self._life_ms(expires_unix_s)]
        with explained():
            self._redis.zremrangebyscore(self._name("living"), "-inf", now)
            if self._redis.zcard(self._name("living")) >= self._max_records:
                raise full(self._max_records)
            if not self._create(keys=[self._record(key)], args=arguments):
                return False
            with self._redis.pipeline() as pipe:
                pipe.zadd(self._name("living"), {key: expires_unix_s})
                for group in groups:
                    pipe.zadd(self._group(group), {key: now})
                pipe.execute()
        return True

    def find(self, key: str) -> Found[Record] | None:
        """See `LiveStore.find`."""
        with explained():
            fields: dict[Any, Any] = self._redis.hgetall(self._record(key))
        if not fields or float(fields[b"expires"]) <= self._now():
            return None
        return Found(
            record=self._decode(fields[b"record"]),
            version=int(fields[b"version"]),
            last_event=int(fields[b"last_event"]),
            expires_unix_s=float(fields[b"expires"]),
        )

    def commit(
        self, key: str, version: int, record: Record, events: Sequence[Event], *, expires_unix_s: float | None = None
    ) -> bool:
        """See `LiveStore.commit`."""
        arguments: list[Any] = [
            version,
            self._encode(record),
            "" if expires_unix_s is None else repr(expires_unix_s),
            "" if expires_unix_s is None else self._life_ms(expires_unix_s),
            self._log_size,
            self._log_ms,
            self._name("wake"),
            key,
        ]
        arguments += [msgspec.msgpack.encode((event.name, dict(event.data))) for event in events]
        with explained():
            committed = bool(self._commit(keys=[self._record(key), self._stream(key)], args=arguments))
            if committed and expires_unix_s is not None:
                self._redis.zadd(self._name("living"), {key: expires_unix_s})
        return committed

    def erase(self, key: str) -> bool:
        """See `LiveStore.erase`."""
        with explained(), self._redis.pipeline() as pipe:
            pipe.delete(self._record(key))
            pipe.delete(self._stream(key))
            pipe.zrem(self._name("living"), key)
            pipe.publish(self._name("wake"), key)
            return bool(pipe.execute()[0])

    def events_after(self, key: str, number: int) -> LogSlice:
        """See `LiveStore.events_after`."""
        with explained(), self._redis.pipeline() as pipe:
            pipe.hget(self._record(key), "last_event")
            pipe.xrange(self._stream(key), min=f"{max(0, number) + 1}-0")
            last, rows = pipe.execute()
        if last is None:
            return LogSlice(events=(), complete=False)
        events = tuple(LoggedEvent(number=_number(key), event=_event(row[b"event"])) for key, row in rows)
        first = events[0].number if events else int(last) + 1
        return LogSlice(events=events, complete=first == number + 1)

    def subscribe(self, key: str) -> Subscription:
        """See `LiveStore.subscribe`."""
        return self._waiters.subscribe(key)

    def members(self, group: str) -> tuple[str, ...]:
        """See `LiveStore.members`."""
        with explained():
            listed: list[Any] = self._redis.zrange(self._group(group), 0, -1)
            with self._redis.pipeline(transaction=False) as pipe:
                for member in listed:
                    pipe.exists(self._record(member.decode()))
                lives = pipe.execute()
            gone = [member for member, living in zip(listed, lives, strict=True) if not living]
            if gone:
                self._redis.zrem(self._group(group), *gone)
        return tuple(member.decode() for member, living in zip(listed, lives, strict=True) if living)

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
                    channel.subscribe(self._name("wake"))
                    self._waiters.wake_all()
                    while not self._closing.is_set():
                        message = channel.get_message(timeout=0.5)
                        if message is not None:
                            self._waiters.wake(str(message["data"], "ascii"))
            except redis.RedisError as error:
                _LOG.warning("Redis does not answer (%s); trying again.", type(error).__name__)
                time.sleep(0.5)

    def _life_ms(self, expires_unix_s: float) -> int:
        return max(1, int((expires_unix_s - self._now()) * 1000))

    def _name(self, name: str) -> str:
        return self._prefix + name

    def _record(self, key: str) -> str:
        return self._name(f"record:{key}")

    def _stream(self, key: str) -> str:
        return self._name(f"events:{key}")

    def _group(self, group: str) -> str:
        return self._name(f"group:{group}")


def _number(key: bytes) -> int:
    return int(key.split(b"-")[0])


def _event(data: bytes) -> Event:
    name, texts = msgspec.msgpack.decode(data)
    return Event(name=name, data=texts)


def redis_client(url: str) -> redis.Redis:
    """Return a client of the Redis at a URL, or raise `BadInputError` if it is none."""
    try:
        client: redis.Redis = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)
    except ValueError:
        raise BadInputError(
            f"{url[:80]!r} is not the address of a Redis.", remedy="Set BEELINE_REDIS_URL to redis://host:port/number."
        ) from None
    return client


@contextmanager
def explained() -> Iterator[Any]:
    """Turn an error of Redis into one of ours."""
    try:
        yield
    except redis.RedisError as error:
        raise LiveUnavailableError(
            f"Redis does not answer: {type(error).__name__}.", remedy="Check BEELINE_REDIS_URL and that Redis runs."
        ) from error
