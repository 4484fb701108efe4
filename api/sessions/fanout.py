"""Telling those under way: when something changes at a venue, its sessions catch up one after another.

A session whose phone sends readings catches up by itself with the next of them; here the others are reached too. It is
done by the process that made the change, once for any number of changes that come meanwhile.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable

from api.live import LiveStore
from api.sessions.keeper import venue_group
from api.sessions.record import Session
from api.sessions.sessions import Sessions
from maps.errors import BeelineError, ConflictError
from maps.ids import VenueId

_LOG = logging.getLogger("beeline.api")
_PATIENCE_S = 0.5
_LEAST_REST_S = 0.5
_MOST_SHARE = 0.1
"""However often queues change, weighing counters again takes no more than this share of the time of a process."""


class Fanout:
    """Lets the sessions of a venue catch up, in a thread of its own.

    Parameters
    ----------
    monotonic_s : callable
        A clock [s] that never goes back.
    """

    def __init__(self, sessions: Sessions, live: LiveStore[Session], *, monotonic_s: Callable[[], float]) -> None:
        self._sessions, self._live, self._monotonic = sessions, live, monotonic_s
        self._lock = threading.Lock()
        self._venues: set[VenueId] = set()
        self._queues: dict[VenueId, float] = {}
        self._rested_s: dict[VenueId, float] = {}
        self._news = threading.Event()

    def start(self, stopping: threading.Event) -> None:
        """Begin, until `stopping` is set."""
        threading.Thread(target=self._work, args=(stopping,), name="beeline-fanout", daemon=True).start()

    def venue_changed(self, venue_id: VenueId) -> None:
        """Note that there are new conditions at a venue, or a new map of it."""
        with self._lock:
            self._venues.add(venue_id)
        self._news.set()

    def queues_changed(self, venue_id: VenueId) -> None:
        """Note that there are new readings of queues at a venue."""
        with self._lock:
            self._queues.setdefault(venue_id, max(self._monotonic(), self._rested_s.get(venue_id, 0.0)))
        self._news.set()

    def _work(self, stopping: threading.Event) -> None:
        while not stopping.is_set():
            self._news.wait(_PATIENCE_S)
            self._news.clear()
            with self._lock:
                venues, self._venues = self._venues, set()
                now_s = self._monotonic()
                due = [venue_id for venue_id, due_s in self._queues.items() if due_s <= now_s]
                for venue_id in due:
                    del self._queues[venue_id]
            for venue_id in venues:
                self._each(venue_id, self._sessions.catch_up, stopping)
            for venue_id in due:
                self._weigh(venue_id, stopping)

    def _weigh(self, venue_id: VenueId, stopping: threading.Event) -> None:
        """Weigh everybody's counters again, and rest for a time that is long beside what that took."""
        begun_s = self._monotonic()
        self._each(venue_id, self._sessions.reconsider, stopping)
        now_s = self._monotonic()
        with self._lock:
            self._rested_s[venue_id] = now_s + max(_LEAST_REST_S, (now_s - begun_s) / _MOST_SHARE)

    def _each(self, venue_id: VenueId, catch_up: Callable[[str], None], stopping: threading.Event) -> None:
        try:
            for session_id in self._live.members(venue_group(venue_id)):
                if stopping.is_set():
                    return
                with contextlib.suppress(ConflictError):
                    catch_up(session_id)
                # Lets the requests of this process go between two sessions.
                time.sleep(0)
        except BeelineError as error:
            _LOG.warning("Sessions at %s will catch up with their next readings: %s", venue_id, error.detail)
        except Exception:
            _LOG.exception("Sessions at %s will catch up with their next readings", venue_id)
