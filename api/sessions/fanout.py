"""Telling those under way: when something changes at a venue, its sessions catch up one after another.

A session whose phone sends readings catches up by itself with the next of them; here the others are reached too. It is
done by the process that made the change, once for any number of changes that come meanwhile.
"""

import contextlib
import logging
import threading
import time

from api.live import LiveStore
from api.sessions.record import Session
from api.sessions.sessions import Sessions, venue_group
from maps.errors import BeelineError, ConflictError
from maps.ids import VenueId
from nav.conditions import Conditions

_LOG = logging.getLogger("beeline.api")
_PATIENCE_S = 0.5


class Fanout:
    """Lets the sessions of a venue catch up, in a thread of its own."""

    def __init__(self, sessions: Sessions, live: LiveStore[Session]) -> None:
        self._sessions, self._live = sessions, live
        self._lock = threading.Lock()
        self._waiting: set[VenueId] = set()
        self._news = threading.Event()

    def start(self, stopping: threading.Event) -> None:
        """Begin, until `stopping` is set."""
        threading.Thread(target=self._work, args=(stopping,), name="beeline-fanout", daemon=True).start()

    def changed(self, venue_id: VenueId, _: Conditions) -> None:
        """Note that there are new conditions at a venue."""
        with self._lock:
            self._waiting.add(venue_id)
        self._news.set()

    def _work(self, stopping: threading.Event) -> None:
        while not stopping.is_set():
            if not self._news.wait(_PATIENCE_S):
                continue
            self._news.clear()
            with self._lock:
                venues, self._waiting = self._waiting, set()
            for venue_id in venues:
                self._catch_up(venue_id, stopping)

    def _catch_up(self, venue_id: VenueId, stopping: threading.Event) -> None:
        try:
            for session_id in self._live.members(venue_group(venue_id)):
                if stopping.is_set():
                    return
                with contextlib.suppress(ConflictError):
                    self._sessions.catch_up(session_id)
                # Lets the requests of this process go between two sessions.
                time.sleep(0)
        except BeelineError as error:
            _LOG.warning("Sessions at %s will catch up with their next readings: %s", venue_id, error.detail)
        except Exception:
            _LOG.exception("Sessions at %s will catch up with their next readings", venue_id)
