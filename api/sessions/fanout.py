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
_WEIGH_AGAIN_S = 5.0
"""However often queues change, counters are weighed again no more often than this [s]."""


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
        self._conditions: set[VenueId] = set()
        self._queues: dict[VenueId, float] = {}
        self._weighed_s: dict[VenueId, float] = {}
        self._news = threading.Event()

    def start(self, stopping: threading.Event) -> None:
        """Begin, until `stopping` is set."""
        threading.Thread(target=self._work, args=(stopping,), name="beeline-fanout", daemon=True).start()

    def conditions_changed(self, venue_id: VenueId) -> None:
        """Note that there are new conditions at a venue."""
        with self._lock:
            self._conditions.add(venue_id)
        self._news.set()

    def queues_changed(self, venue_id: VenueId) -> None:
        """Note that there are new readings of queues at a venue."""
        with self._lock:
            due_s = max(self._monotonic(), self._weighed_s.get(venue_id, -_WEIGH_AGAIN_S) + _WEIGH_AGAIN_S)
            self._queues.setdefault(venue_id, due_s)
        self._news.set()

    def _work(self, stopping: threading.Event) -> None:
        while not stopping.is_set():
            self._news.wait(_PATIENCE_S)
            self._news.clear()
            with self._lock:
                conditions, self._conditions = self._conditions, set()
                now_s = self._monotonic()
                due = [venue_id for venue_id, due_s in self._queues.items() if due_s <= now_s]
                for venue_id in due:
                    del self._queues[venue_id]
                    self._weighed_s[venue_id] = now_s
            for venue_id in conditions:
                self._each(venue_id, self._sessions.catch_up, stopping)
            for venue_id in due:
                self._each(venue_id, self._sessions.reconsider, stopping)

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
