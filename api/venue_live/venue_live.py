"""What is so now at each venue: looked up, changed, and told. Facts are kept by the store, the rest lives with them."""

import dataclasses
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.engines import Engines
from api.live import Found, LiveStore, Subscription
from api.store import Store
from api.venue_live import tell
from api.venue_live.commitments import Commitments
from api.venue_live.facts import Closure, LiftState
from api.venue_live.queues import take_all
from api.venue_live.state import VenueState
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId
from maps.venue import Venue
from nav.conditions import Conditions
from nav.waits.queue_checks import QueueCheck
from nav.waits.queues import QueueState

_ATTEMPTS = 200
_KEPT_S = 86_400.0
"""A state that nothing changes is kept for a day; the facts in it are then read from the store again."""
_BELIEVED_S = 1.0
"""A state read from a store outside this process is read again after this, in case its news went astray."""

FoundState = Found[VenueState]
Listener = Callable[[VenueId], None]


@dataclass(slots=True)
class _Known:
    """A state as this process knows it, until when that is right, and what wakes when it is another."""

    news: Subscription
    found: FoundState
    read_s: float
    until_unix_s: float


class VenueLive:
    """The live states of the venues of this server.

    Parameters
    ----------
    now_unix_s, monotonic_s : callable
        The server's clock [s], and one that never goes back.
    """

    def __init__(
        self,
        *,
        live: LiveStore[VenueState],
        store: Store,
        engines: Engines,
        commitments: Commitments,
        now_unix_s: Callable[[], float],
        monotonic_s: Callable[[], float],
    ) -> None:
        self.live, self._store, self._engines = live, store, engines
        self.commitments = commitments
        self._now, self._monotonic = now_unix_s, monotonic_s
        self._lock = threading.RLock()
        self._known: dict[VenueId, _Known] = {}
        self.on_conditions: list[Listener] = []
        """Told of a venue when this process changed its conditions."""
        self.on_queues: list[Listener] = []
        """Told of a venue when this process took in readings of its queues."""

    def find(self, venue_id: VenueId) -> FoundState:
        """Return what is so now at a venue that is published."""
        known = self._know(venue_id)
        if known.news.wait(0) or self._monotonic() - known.read_s > _BELIEVED_S:
            known = self._learn(venue_id, known.news)
        if self._now() >= known.until_unix_s:
            return self._update(venue_id, lambda state: state)
        return known.found

    def conditions(self, venue_id: VenueId) -> Conditions:
        """Return the conditions for routes of now."""
        return self.find(venue_id).record.conditions

    def close_off(self, venue_id: VenueId, closure: Closure) -> FoundState:
        """Close something, or change a closure of that id.

        Raises
        ------
        ConflictError
            If the venue has as many closures as are accepted.
        """
        self.find(venue_id)
        self._store.save_closure(venue_id, closure)
        return self._reread(venue_id)

    def reopen(self, venue_id: VenueId, closure_id: str) -> FoundState:
        """End a closure.

        Raises
        ------
        NotFoundError
            If there is none of that id.
        """
        self.find(venue_id)
        if not self._store.delete_closure(venue_id, closure_id):
            raise NotFoundError(
                f"Venue {venue_id!r} has no closure {closure_id[:80]!r}.",
                remedy=f"See /v1/venues/{venue_id}/closures for those it has.",
            )
        return self._reread(venue_id)

    def set_lift(self, venue_id: VenueId, said: LiftState) -> FoundState:
        """Note how a lift serves. What only repeats what is known is remembered, but not written to the database.

        Raises
        ------
        ConflictError
            If something newer is known.
        """
        known = self.find(venue_id).record.find_lift(said.portal_id)
        if known is None or not known.says_the_same(said):
            self._store.save_lift(venue_id, said)
        return self._update(venue_id, lambda state: state.with_lift(said))

    def take_queues(self, venue_id: VenueId, readings: Sequence[QueueState]) -> list[QueueCheck]:
        """Take in readings of queues; return what was made of each, in order."""
        checks: list[QueueCheck] = []

        def change(state: VenueState) -> VenueState:
            nonlocal checks
            with self.commitments.ledger(venue_id) as ledger:
                queues, checks = take_all(state.queues, readings, self._now(), ledger.arrived_between)
            return state if queues is state.queues else dataclasses.replace(state, queues=queues)

        self._update(venue_id, change)
        return checks

    def roll(self) -> None:
        """Let closures begin and end at the venues that this process was asked about."""
        for venue_id in tuple(self._known):
            self.find(venue_id)

    def close(self) -> None:
        """Release connections; wake everybody who waits."""
        self.live.close()
        self.commitments.close()

    def _know(self, venue_id: VenueId) -> _Known:
        known = self._known.get(venue_id)
        if known is not None:
            return known
        with self._lock:
            if venue_id not in self._known:
                self._learn(venue_id, self.live.subscribe(venue_id))
        # Whoever wrote facts last may have died before they were live.
        self._reread(venue_id)
        return self._known[venue_id]

    def _venue(self, venue_id: VenueId) -> Venue:
        return self._engines.get(venue_id).venue

    def _learn(self, venue_id: VenueId, news: Subscription) -> _Known:
        # Read and remembered in one go, so that nobody puts something older in place of what is known.
        with self._lock:
            found, now = self._read(venue_id), self._now()
            is_due = found.record.at(self._venue(venue_id), now) is not found.record
            until_unix_s = now if is_due else found.record.next_change_unix_s(now)
            known = self._known[venue_id] = _Known(news, found, self._monotonic(), until_unix_s)
        return known

    def _read(self, venue_id: VenueId) -> FoundState:
        """Return the state as the live store has it; when it has none, the facts."""
        found = self.live.find(venue_id)
        while found is None:
            state = self._with_facts(venue_id, VenueState()).at(self._venue(venue_id), self._now())
            self.live.create(venue_id, state, expires_unix_s=self._now() + _KEPT_S)
            found = self.live.find(venue_id)
        return found

    def _reread(self, venue_id: VenueId) -> FoundState:
        """Take the facts from the store. Reading them after the live state was found, no older ones can win."""
        return self._update(venue_id, lambda state: self._with_facts(venue_id, state))

    def _with_facts(self, venue_id: VenueId, state: VenueState) -> VenueState:
        closures = self._store.get_closures(venue_id)
        if closures != state.closures:
            state = dataclasses.replace(state, closures=closures)
        for lift in self._store.get_lifts(venue_id):
            known = state.find_lift(lift.portal_id)
            if known is None or known.heard_unix_s < lift.since_unix_s:
                state = state.with_lift(lift)
        return state

    def _update(self, venue_id: VenueId, change: Callable[[VenueState], VenueState]) -> FoundState:
        """Replace the state by what `change` makes of it, and log what that means for those who watch."""
        venue = self._venue(venue_id)
        for _ in range(_ATTEMPTS):
            found, now = self._read(venue_id), self._now()
            state = change(found.record).at(venue, now)
            if state is found.record:
                return self._learn(venue_id, self._know(venue_id).news).found
            events = tell.changes(found.record, state, venue, now)
            if self.live.commit(venue_id, found.version, state, events, expires_unix_s=now + _KEPT_S):
                return self._committed(venue_id, found.record, state)
        raise ConflictError(f"Venue {venue_id!r} changes too fast to take this in.", remedy="Send less often.")

    def _committed(self, venue_id: VenueId, before: VenueState, after: VenueState) -> FoundState:
        known = self._learn(venue_id, self._know(venue_id).news)
        listeners = self.on_conditions if after.conditions.version != before.conditions.version else []
        for tell_of in [*listeners, *(self.on_queues if after.queues is not before.queues else [])]:
            tell_of(venue_id)
        return known.found
