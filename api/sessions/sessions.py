"""Guided walks: create, advance, change, look, end. Each change is computed purely and committed by compare-and-set."""

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from api.engines import Engine, Engines
from api.limits import Buckets
from api.live import Event, Found, LiveStore
from api.presenting.landmarks import LandmarksDocument, landmarks_document
from api.presenting.live import StateDocument
from api.problems import ReadOnlyError, UnauthorisedError
from api.sessions import tell
from api.sessions.answers import Counted, Ticket
from api.sessions.errand import find_errand, next_errand
from api.sessions.errands import Errands, counted, is_choosable, lapsed, withdrawal
from api.sessions.intake import take_in
from api.sessions.mind import Asked, ConditionsChanged, Input, Stated, Ticketed, advance, begin
from api.sessions.phone_clock import PhoneClock
from api.sessions.record import Session
from api.sessions.timeline import Timeline
from api.sessions.tokens import digest_token, new_token, opens
from api.venue_live.venue_live import VenueLive
from beacons.observation import Observation
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId
from maps.position import Fix, Position
from nav.commitments import Entry
from nav.guidance_events import RouteReason
from nav.profile import TravelProfile
from nav.route import End, Place
from nav.tickets import TicketNews, TurnMissed

_ATTEMPTS = 50
_KEPT_BEYOND_LATE_S = 2.0
PUBLIC = "public"
"""The group of the sessions that everybody may watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How long things live in a session [s]."""

    session_s: float
    late_s: float
    stale_s: float


_FoundSession = Found[Session]


def venue_group(venue_id: VenueId) -> str:
    """Return the group of the sessions at a venue."""
    return f"venue:{venue_id}"


class Sessions:
    """The guided walks of this server.

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
    ) -> None:
        self._live, self._engines, self._buckets = live, engines, buckets
        self._rules, self._now = rules, now_unix_s
        self._venue_live, self._errands = venue_live, errands

    def create(
        self,
        engine: Engine,
        *,
        destination: End,
        profile: TravelProfile,
        position: Position | None,
        language: str,
        labels: Mapping[str, str] | None = None,
    ) -> Ticket:
        """Begin a guided walk.

        Parameters
        ----------
        labels : mapping or None
            Who walks, in each language: given for a public session, which everybody may watch.

        Raises
        ------
        LiveUnavailableError
            If no more sessions are accepted.
        """
        now, token, session_id = self._now(), new_token(), new_token()
        session = Session(
            id=session_id,
            venue_id=engine.venue.id,
            revision=engine.venue.revision,
            profile=profile.name,
            language=language,
            owner_sha256=digest_token(token),
            viewer_token=new_token() if labels is not None else "",
            labels=dict(labels or {}),
            clock=PhoneClock(),
            timeline=Timeline(
                now=begin(engine, destination, profile, position, now, self._venue_live.conditions(engine.venue.id))
            ),
            fixed_unix_s=now,
            errand=find_errand(engine.venue, destination),
        )
        session, entries = self._on_errand(engine, session)
        expires_unix_s = now + self._rules.session_s
        groups = [venue_group(engine.venue.id), *([PUBLIC] if labels is not None else [])]
        self._live.create(session_id, session, expires_unix_s=expires_unix_s, groups=groups)
        self._count(session, entries)
        return Ticket(session_id=session_id, token=token, expires_unix_s=expires_unix_s)

    def observe(self, session_id: str, token: str, readings: Sequence[Observation]) -> Counted:
        """Take in what a phone heard.

        Raises
        ------
        TooManyRequestsError
            If this session posts too often.
        """
        self.authorise(session_id, token, writing=True)
        self._buckets.take(session_id, "observation batches of this session")
        counted = Counted(accepted=0, ignored={})

        def change(engine: Engine, session: Session) -> Session:
            nonlocal counted
            taken = take_in(session.clock, session.timeline, readings, self._now(), late_s=self._rules.late_s)
            counted = Counted(accepted=taken.accepted, ignored=dict(sorted(taken.ignored.items())))
            if not taken.inputs and taken.clock == session.clock:
                return session
            return self._put(engine, dataclasses.replace(session, clock=taken.clock), taken.inputs)

        self._update(session_id, change)
        return counted

    def state_position(self, session_id: str, token: str, read: Callable[[Engine], Position]) -> None:
        """Take in where the person says they are; `read` finds the position in the session's venue."""
        self._let_ask(session_id, token)

        def change(engine: Engine, session: Session) -> Session:
            return self._put_now(engine, session, Stated(position=read(engine)))

        self._update(session_id, change)

    def change(
        self,
        session_id: str,
        token: str,
        *,
        read_destination: Callable[[Engine], End] | None,
        profile: TravelProfile | None,
        language: str | None,
    ) -> None:
        """Change the destination, the profile or the language; None keeps what is."""
        self._let_ask(session_id, token)

        def change(engine: Engine, session: Session) -> Session:
            session = dataclasses.replace(
                session, language=language or session.language, profile=profile.name if profile else session.profile
            )
            if read_destination is None and profile is None:
                return session
            destination = read_destination(engine) if read_destination else None
            if destination is not None:
                session = dataclasses.replace(session, errand=next_errand(session.errand, engine.venue, destination))
            return self._put_now(engine, session, Asked(destination=destination, profile=profile))

        self._update(session_id, change, tell_all=True)

    def tell_ticket(self, session_id: str, token: str, read_news: Callable[[Engine], TicketNews]) -> None:
        """Take in that a number was called, and lead there: who is called needs no queue, who missed it joins anew."""
        self._let_ask(session_id, token)

        def change(engine: Engine, session: Session) -> Session:
            news = read_news(engine)
            missed = isinstance(news, TurnMissed)
            errand = next_errand(session.errand, engine.venue, Place(id=news.place_id)) if missed else None
            return self._put_now(engine, dataclasses.replace(session, errand=errand), Ticketed(news=news))

        self._update(session_id, change)

    def snapshot(self, session_id: str, token: str, language: str | None = None) -> StateDocument:
        """Return everything needed to draw the session, in its own language unless another is named."""
        found = self.authorise(session_id, token, writing=False)
        return self.document(found, language or found.record.language)

    def document(self, found: _FoundSession, language: str) -> StateDocument:
        """Return everything needed to draw a session that was found."""
        return tell.state_document(
            self._engine(found.record),
            found.record,
            language,
            seq=found.last_event,
            expires_unix_s=found.expires_unix_s,
            now_unix_s=self._now(),
            stale_s=self._rules.stale_s,
        )

    def landmarks(self, session_id: str, token: str) -> LandmarksDocument:
        """Return what the walker may see from near the last position that was trusted."""
        session = self.authorise(session_id, token, writing=True).record
        self._buckets.take(session_id, "requests of this session")
        venue, last = self._engine(session).venue, session.timeline.now.guidance.position
        return landmarks_document(last, venue)

    def end(self, session_id: str, token: str) -> None:
        """Erase a session and all it knows."""
        found = self.authorise(session_id, token, writing=True)
        self._live.erase(session_id)
        if found.record.errand is not None:
            self._count(found.record, (withdrawal(found.record, self._now()),))

    def catch_up(self, session_id: str) -> None:
        """Let a session know the conditions of now; what that means for its route is told to its readers."""
        with contextlib.suppress(NotFoundError):
            self._update(session_id, lambda _, session: session)

    def reconsider(self, session_id: str) -> None:
        """Weigh the counters again for somebody on the way: offer a better one, or lead away from a closed one."""

        def change(engine: Engine, session: Session) -> Session:
            choice = self._errands.reconsider(engine, session)
            if choice is None or session.errand is None:
                return session
            offer = self._errands.offer(choice)
            errand = dataclasses.replace(session.errand, changes=session.errand.changes + 1, offer=offer)
            if offer is not None:
                return dataclasses.replace(session, errand=errand)
            session = dataclasses.replace(session, errand=errand.bound_for(choice.option.place_id))
            return self._go_to_counter(engine, session, RouteReason.COUNTER_CLOSED)

        with contextlib.suppress(NotFoundError):
            self._update(session_id, change)

    def answer_offer(self, session_id: str, token: str, offer_id: str, *, accept: bool) -> None:
        """Go to the counter that was offered, or keep the present one.

        Raises
        ------
        ConflictError
            If the offer does not stand any more.
        """
        self._let_ask(session_id, token)

        def change(engine: Engine, session: Session) -> Session:
            errand = session.errand
            if errand is None or errand.offer is None or errand.offer.id != offer_id:
                raise ConflictError(
                    "This offer does not stand any more.", remedy="Go on; a better one will be offered."
                )
            if not accept:
                return dataclasses.replace(session, errand=dataclasses.replace(errand, offer=None))
            session = dataclasses.replace(session, errand=errand.bound_for(errand.offer.to_id))
            return self._go_to_counter(engine, session, RouteReason.OTHER_COUNTER)

        self._update(session_id, change)

    def public(self) -> list[Session]:
        """Return the sessions that everybody may watch, oldest first."""
        found = (self._live.find(session_id) for session_id in self._live.members(PUBLIC))
        return [each.record for each in found if each is not None]

    def authorise(self, session_id: str, token: str, *, writing: bool) -> _FoundSession:
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

    def _let_ask(self, session_id: str, token: str) -> None:
        """Check that a token may change the session, and that it does not ask too often."""
        self.authorise(session_id, token, writing=True)
        self._buckets.take(session_id, "requests of this session")

    def is_owner(self, session: Session, token: str) -> bool:
        """Return whether a token may change the session."""
        return opens(token, session.owner_sha256)

    def _update(self, session_id: str, change: Callable[[Engine, Session], Session], *, tell_all: bool = False) -> None:
        """Replace the session by what `change` makes of it, and log what that means for its readers."""
        for _ in range(_ATTEMPTS):
            found = self._live.find(session_id)
            if found is None:
                raise NotFoundError("The session has ended meanwhile.", remedy="Create a new one.")
            engine = self._engine(found.record)
            session = change(engine, self._caught_up(engine, lapsed(found.record, self._now())))
            session, entries = self._on_errand(engine, self._seen(found.record, session))
            if session.errand is None and found.record.errand is not None:
                entries = (withdrawal(session, self._now()),)
            events = tell.changes(engine, found.record, session)
            if tell_all:
                events.append(self._state(engine, session, found, len(events)))
            nothing_new = session is found.record and not events
            if nothing_new or self._live.commit(session_id, found.version, session, events):
                self._count(session, entries)
                return
        raise ConflictError("The session changes too fast to take this in.", remedy="Send one batch after the other.")

    def _caught_up(self, engine: Engine, session: Session) -> Session:
        """Return the session under the conditions of now, before anything else is made of it."""
        conditions = self._venue_live.conditions(engine.venue.id)
        if conditions.version <= session.timeline.now.guidance.conditions.version:
            return session
        return self._put_now(engine, session, ConditionsChanged(conditions=conditions))

    def _on_errand(self, engine: Engine, session: Session) -> tuple[Session, tuple[Entry, ...]]:
        """Return the session with a counter to go to, if it needs one, and what the ledger is to be told."""
        now = self._now()
        if session.errand is not None and is_choosable(session, now):
            counter_id = self._errands.find_counter(engine, session)
            errand = dataclasses.replace(session.errand, tried_unix_s=now, bound_id=counter_id)
            session = dataclasses.replace(session, errand=errand)
            if counter_id is not None:
                session = self._go_to_counter(engine, session, RouteReason.START)
        return counted(session, now)

    def _go_to_counter(self, engine: Engine, session: Session, reason: RouteReason) -> Session:
        """Return the session led to the counter that its errand is bound for."""
        assert session.errand is not None
        assert session.errand.bound_id is not None
        destination = Place(id=session.errand.bound_id)
        if session.timeline.now.guidance.destination == destination:
            return session
        return self._put_now(engine, session, Asked(destination=destination, profile=None, reason=reason))

    def _count(self, session: Session, entries: Sequence[Entry]) -> None:
        if entries:
            self._venue_live.commitments.add(session.venue_id, *entries)

    def _state(self, engine: Engine, session: Session, found: _FoundSession, more: int) -> Event:
        number = found.last_event + more + 1
        return tell.state_event(engine, session, number, found.expires_unix_s, self._now())

    def _seen(self, before: Session, after: Session) -> Session:
        """Return the session with the time of its last position."""
        fix = after.timeline.now.view.fix
        if isinstance(fix, Fix) and fix != before.timeline.now.view.fix:
            return dataclasses.replace(after, fixed_unix_s=self._now())
        return after

    def _put_now(self, engine: Engine, session: Session, heard: Input) -> Session:
        t_s = session.clock.now_s(self._now())
        while session.timeline.find(t_s) is not None:
            t_s += 1e-3
        return self._put(engine, session, {t_s: heard})

    def _put(self, engine: Engine, session: Session, inputs: dict[float, Input]) -> Session:
        timeline = session.timeline.put(inputs, functools.partial(advance, engine))
        if session.clock.newest_s is not None:
            timeline = timeline.since(session.clock.newest_s - self._rules.late_s - _KEPT_BEYOND_LATE_S)
        return dataclasses.replace(session, timeline=timeline)

    def _engine(self, session: Session) -> Engine:
        return self._engines.get(VenueId(session.venue_id), session.revision)
