"""Who is on the way to which queue: one ledger for each venue."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from maps.ids import VenueId
from nav.commitments import Entry, Ledger

_FORGET_S = 60.0


class Commitments:
    """The ledgers of the venues, in the memory of one process.

    Parameters
    ----------
    now_unix_s : callable
        The server's clock [s].
    """

    def __init__(self, now_unix_s: Callable[[], float]) -> None:
        self._now = now_unix_s
        self._lock = threading.RLock()
        self._ledgers: dict[VenueId, Ledger] = {}
        self._changes: Counter[VenueId] = Counter()
        self._forgot_unix_s = now_unix_s()

    def add(self, venue_id: VenueId, *entries: Entry) -> None:
        """Note where people go, or that they came."""
        with self.ledger(venue_id) as ledger:
            self._merge(venue_id, ledger, entries)

    def changes(self, venue_id: VenueId) -> int:
        """Return a number that is another whenever the ledger of a venue is."""
        with self.ledger(venue_id):
            return self._changes[venue_id]

    @contextmanager
    def ledger(self, venue_id: VenueId) -> Iterator[Ledger]:
        """Yield the ledger of a venue, which nobody else uses meanwhile; to be read only."""
        with self._lock:
            ledger = self._ledgers.setdefault(venue_id, Ledger())
            self._forget()
            yield ledger

    def close(self) -> None:
        """Release connections."""

    def _merge(self, venue_id: VenueId, ledger: Ledger, entries: Sequence[Entry]) -> None:
        if entries:
            ledger.merge(entries)
            self._changes[venue_id] += 1

    def _forget(self) -> None:
        now = self._now()
        if now - self._forgot_unix_s < _FORGET_S:
            return
        self._forgot_unix_s = now
        for ledger in self._ledgers.values():
            ledger.forget(now)
