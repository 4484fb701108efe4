"""The ledgers of several workers: each keeps a copy, and all read the same log of entries in Redis.

Entries may come in any order and more than once: the ledger's rules make every copy agree.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from api.live.redis import explained, redis_client
from api.venue_live.commitments import Commitments
from maps.ids import VenueId
from nav.commitments import KEPT_S, Arrival, Commitment, Entry, Ledger

_SYNC_S = 0.2
"""A copy may be this old [s]."""


class _Logged(msgspec.Struct, array_like=True):
    commitment: Commitment | None = None
    arrival: Arrival | None = None


_DECODER = msgspec.msgpack.Decoder(_Logged)


class RedisCommitments(Commitments):
    """The ledgers of the venues, as every worker of an installation knows them.

    Parameters
    ----------
    url : str
        ``redis://host:port/db``.
    prefix : str
        Prepended to every key.
    """

    def __init__(self, url: str, *, now_unix_s: Callable[[], float], prefix: str) -> None:
        super().__init__(now_unix_s)
        self._redis = redis_client(url)
        self._prefix = prefix
        self._read: dict[VenueId, tuple[str, float]] = {}

    def add(self, venue_id: VenueId, *entries: Entry) -> None:
        """See `Commitments.add`."""
        super().add(venue_id, *entries)
        oldest_ms = max(0, int((time.time() - KEPT_S) * 1000))
        with explained(), self._redis.pipeline() as pipe:
            for entry in entries:
                pipe.xadd(self._key(venue_id), {"entry": _encode(entry)}, minid=f"{oldest_ms}-0")
            pipe.pexpire(self._key(venue_id), int(KEPT_S * 1000))
            pipe.execute()

    @contextmanager
    def ledger(self, venue_id: VenueId) -> Iterator[Ledger]:
        """See `Commitments.ledger`."""
        with super().ledger(venue_id) as ledger:
            last, read_s = self._read.get(venue_id, ("-", 0.0))
            if time.monotonic() - read_s >= _SYNC_S:
                with explained():
                    rows: Any = self._redis.xrange(self._key(venue_id), min=last)
                self._merge(venue_id, ledger, [_decode(fields[b"entry"]) for _, fields in rows])
                newest = f"({rows[-1][0].decode()}" if rows else last
                self._read[venue_id] = (newest, time.monotonic())
            yield ledger

    def close(self) -> None:
        """See `Commitments.close`."""
        self._redis.close()

    def _key(self, venue_id: VenueId) -> str:
        return f"{self._prefix}{venue_id}"


def _encode(entry: Entry) -> bytes:
    logged = _Logged(commitment=entry) if isinstance(entry, Commitment) else _Logged(arrival=entry)
    return msgspec.msgpack.encode(logged)


def _decode(data: bytes) -> Entry:
    logged = _DECODER.decode(data)
    entry = logged.commitment or logged.arrival
    assert entry is not None
    return entry
