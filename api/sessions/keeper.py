"""Keeps guided walks: each change is computed purely and committed by compare-and-set, under the conditions of now."""

import dataclasses
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.engines import Engine, Engines
from api.limits import Buckets
from api.live import Event, Found, LiveStore
from api.problems import ReadOnlyError, UnauthorisedError
from api.sessions import tell
from api.sessions.errands import Errands, counted, is_choosable, lapsed, withdrawal
from api.sessions.mind import Asked, ConditionsChanged, Input, advance
from api.sessions.moving import moved, needed
from api.sessions.record import Session
from api.sessions.tokens import digest_token, opens
from api.usage.counting import Usage
from api.usage.deeds import Deed, deeds, seen
from api.venue_live.venue_live import VenueLive
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId
from maps.position import Fix
from nav.conditions import Conditions
from nav.guidance.events import RouteReason
from nav.route import End, Place
from nav.waits.commitments import Entry

_ATTEMPTS = 50
_KEPT_BEYOND_LATE_S = 2.0
PUBLIC = "public"
"""The group of the sessions that everybody may watch."""

FoundSession = Found[Session]
Change = Callable[[Engine, Session], Session]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How long things live in a session [s]."""

    session_s: float
    late_s: float
    stale_s: float


def venue_group(venue_id: VenueId) -> str:
    """Return the group of the sessions at a venue."""
    return f"venue:{venue_id}"


class Keeper:
    """The guided walks of this server, as they are kept.

    Parameters
    ----------
    now_unix_s : callable
        The server's clock [s].
    venue_live : VenueLive
        What is so now at the venues.
    """

    def __init__(
        self,
        *,
        live: LiveStore[Session],
        engines: Engines,
        buckets: Buckets,
        rules: Rules,
        now_unix_s: Callable[[], float],
        venue_live: VenueLive,
        errands: Errands,
        usage: Usage,
    ) -> None:
        self._live, self._engines, self._buckets = live, engines, buckets
        self.rules, self.now = rules, now_unix_s
        self._venue_live, self._errands, self._usage = venue_live, errands, usage

    def create(self, engine: Engine, session: Session) -> float:
        """Keep a new session; return when it expires (unix time [s]).

        Raises
        ------
        LiveUnavailableError
            If no more sessions are accepted.
        """
        session, entries = self._on_errand(engine, session)
        session = seen(None, session, engine, self.now())
        expires_unix_s = self.now() + self.rules.session_s
        groups = [venue_group(session.venue_id), *([PUBLIC] if session.viewer_token else [])]
        self._live.create(session.id, session, expires_unix_s=expires_unix_s, groups=groups)
        self._count(session, entries)
        self._usage.count(engine.venue.id, deeds(None, session, engine))
        return expires_unix_s

    def public(self) -> list[Session]:
        """Return the sessions that everybody may watch, oldest first."""
        found = (self._live.find(session_id) for session_id in self._live.members(PUBLIC))
        return [each.record for each in found if each is not None]

    def authorise(self, session_id: str, token: str, *, writing: bool) -> FoundSession:
        """Return the session that a token opens.

        Raises
        ------
        NotFoundError
            If no such session lives.
        UnauthorisedError
            If the token is another one's.
        ReadOnlyError
            If the token may only look, and `writing`.
        """
        found = self._live.find(session_id)
        if found is None:
            raise NotFoundError(
                "There is no such session: it was ended, has expired or never was.", remedy="Create a new one."
            )
        if opens(token, found.record.owner_sha256):
            return found
        if not (found.record.viewer_token and opens(token, digest_token(found.record.viewer_token))):
            raise UnauthorisedError("The token is not this session's.")
        if writing:
            raise ReadOnlyError("This token may only look.", remedy="Create a session of your own.")
        return found

    def let_ask(self, session_id: str, token: str) -> None:
        """Check that a token may change the session, and that it does not ask too often."""
        self.authorise(session_id, token, writing=True)
        self.limit(session_id, "requests of this session")

    def limit(self, session_id: str, what: str) -> None:
        """Count a request of a session, or raise `TooManyRequestsError`."""
        self._buckets.take(session_id, what)

    def erase(self, found: FoundSession) -> None:
        """Erase a session and all it knows."""
        self._live.erase(found.record.id)
        if found.record.errand is not None:
            self._count(found.record, (withdrawal(found.record, self.now()),))

    def update(self, session_id: str, change: Change, *, tell_all: bool = False, also: Sequence[Deed] = ()) -> None:
        """Replace the session by what `change` makes of it, and log what that means for its readers.

        Parameters
        ----------
        also : sequence of Deed
            What is to be counted of the change, and cannot be seen in it.
        """
        for _ in range(_ATTEMPTS):
            found = self._live.find(session_id)
            if found is None:
                raise NotFoundError("The session has ended meanwhile.", remedy="Create a new one.")
            session = self._on_newest_map(found.record)
            engine = self.engine(session)
            session = change(engine, self._caught_up(engine, lapsed(session, self.now())))
            session, entries = self._on_errand(engine, _arriving(self._seen(found.record, session)))
            if session.errand is None and found.record.errand is not None:
                entries = (withdrawal(session, self.now()),)
            session = seen(found.record, session, engine, self.now())
            events = tell.changes(engine, found.record, session)
            if tell_all or session.revision != found.record.revision:
                events.append(self._state(engine, session, found, len(events)))
            nothing_new = session is found.record and not events
            if nothing_new or self._live.commit(session_id, found.version, session, events):
                self._count(session, entries)
                self._usage.count(engine.venue.id, (*deeds(found.record, session, engine), *also))
                return
        raise ConflictError("The session changes too fast to take this in.", remedy="Send one batch after the other.")

    def put_now(self, engine: Engine, session: Session, heard: Input) -> Session:
        """Return the session after an input of now."""
        t_s = session.clock.now_s(self.now())
        while session.timeline.find(t_s) is not None:
            t_s += 1e-3
        return self.put(engine, session, {t_s: heard})

    def put(self, engine: Engine, session: Session, inputs: dict[float, Input]) -> Session:
        """Return the session after inputs, by their times [s]."""
        timeline = session.timeline.put(inputs, functools.partial(advance, engine))
        if session.clock.newest_s is not None:
            timeline = timeline.since(session.clock.newest_s - self.rules.late_s - _KEPT_BEYOND_LATE_S)
        return dataclasses.replace(session, timeline=timeline)

    def go_to(self, engine: Engine, session: Session, destination: End, reason: RouteReason) -> Session:
        """Return the session led to a destination; as it is, if it is led there already."""
        if session.timeline.now.guidance.destination == destination:
            return session
        return self.put_now(engine, session, Asked(destination=destination, profile=None, reason=reason))

    def conditions(self, venue_id: VenueId) -> Conditions:
        """Return the conditions of now at a venue."""
        return self._venue_live.conditions(venue_id)

    def engine(self, session: Session) -> Engine:
        """Return the engine of the revision that a session keeps."""
        return self._engines.get(VenueId(session.venue_id), session.revision)

    def _on_newest_map(self, session: Session) -> Session:
        """Return the session under the newest revision, if that has what it needs."""
        venue_id = VenueId(session.venue_id)
        newest = self._engines.latest_revision(venue_id)
        goes_elsewhere = session.missing_id is not None and session.missing_id not in needed(session)
        if newest <= session.revision or (newest == session.passed_over and not goes_elsewhere):
            return session
        return moved(session, self.engine(session), self._engines.get(venue_id), session.clock.now_s(self.now()))

    def _caught_up(self, engine: Engine, session: Session) -> Session:
        """Return the session under the conditions of now, before anything else is made of it."""
        conditions = self.conditions(engine.venue.id)
        if conditions.version <= session.timeline.now.guidance.conditions.version:
            return session
        return self.put_now(engine, session, ConditionsChanged(conditions=conditions))

    def _on_errand(self, engine: Engine, session: Session) -> tuple[Session, tuple[Entry, ...]]:
        """Return the session with a counter to go to, if it needs one, and what the ledger is to be told."""
        now = self.now()
        if session.errand is not None and is_choosable(session, now):
            counter_id = self._errands.find_counter(engine, session)
            errand = dataclasses.replace(session.errand, tried_unix_s=now, bound_id=counter_id)
            session = dataclasses.replace(session, errand=errand)
            if counter_id is not None:
                session = self.go_to(engine, session, Place(id=counter_id), RouteReason.START)
        return counted(session, now)

    def _count(self, session: Session, entries: Sequence[Entry]) -> None:
        if entries:
            self._venue_live.commitments.add(session.venue_id, *entries)

    def _state(self, engine: Engine, session: Session, found: FoundSession, more: int) -> Event:
        number = found.last_event + more + 1
        return tell.state_event(engine, session, number, found.expires_unix_s, self.now())

    def _seen(self, before: Session, after: Session) -> Session:
        """Return the session with the time of its last position."""
        fix = after.timeline.now.view.fix
        if isinstance(fix, Fix) and fix != before.timeline.now.view.fix:
            return dataclasses.replace(after, fixed_unix_s=self.now())
        return after


def _arriving(session: Session) -> Session:
    """Return the session with its visit at the next stop, or not there yet."""
    if session.visiting is None:
        return session
    now = session.timeline.now
    visiting = session.visiting.arriving(now.guidance.destination, arrived=now.view.arrived)
    return session if visiting is session.visiting else dataclasses.replace(session, visiting=visiting)
