"""Counts what happens and hands it to the store now and then: what a crash loses is a few seconds of statistics."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable

from api.store import Store
from api.usage.deeds import HOUR_S, Deed, What
from api.usage.vain import VainSearches
from maps.errors import BeelineError
from maps.ids import VenueId

_LOG = logging.getLogger("beeline.api")
_FLUSH_S = 10.0
_KEPT_HOURS = 24 * 31
_Key = tuple[VenueId, int, str, str]


class Usage:
    """The counts of this process that the store does not have yet.

    Parameters
    ----------
    now_unix_s : callable
        The server's clock [s].
    """

    def __init__(self, store: Store, *, now_unix_s: Callable[[], float]) -> None:
        self._store, self._now = store, now_unix_s
        self._lock = threading.Lock()
        self._counts: Counter[_Key] = Counter()
        self._vain = VainSearches()
        self._forgot_hour = 0

    def start(self, stopping: threading.Event) -> None:
        """Begin to hand counts over, until `stopping` is set."""
        threading.Thread(target=self._work, args=(stopping,), name="beeline-usage", daemon=True).start()

    def count(self, venue_id: VenueId, deeds: Iterable[Deed]) -> None:
        """Count what happened just now."""
        hour = self.hour()
        with self._lock:
            for deed in deeds:
                self._counts[venue_id, hour, deed.what.value, deed.subject] += 1

    def searched_in_vain(self, venue_id: VenueId, text: str) -> None:
        """Count a search without a result; its words only once many used them."""
        with self._lock:
            words = self._vain.words(venue_id, self.hour() // 24, text)
            self._counts[venue_id, self.hour(), What.SEARCH_IN_VAIN.value, ""] += 1
            if words:
                self._counts[venue_id, self.hour(), What.SEARCH_IN_VAIN.value, words] += 1

    def hour(self) -> int:
        """Return the hour of now, counted from 1970 in UTC."""
        return int(self._now() // HOUR_S)

    def flush(self) -> None:
        """Hand all counts to the store, and let it forget what is old."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        try:
            self._store.add_counts(counts)
            if self._forgot_hour < self.hour():
                self._forgot_hour = self.hour()
                self._store.forget_counts(self._forgot_hour - _KEPT_HOURS)
        except BeelineError:
            with self._lock:
                self._counts.update(counts)
            raise

    def _work(self, stopping: threading.Event) -> None:
        while not stopping.wait(_FLUSH_S):
            try:
                self.flush()
            except BeelineError as error:
                _LOG.warning("Counts of use wait for the store: %s", error)
