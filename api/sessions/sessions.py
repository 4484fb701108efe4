"""Guided walks: what is asked of them and told to them."""

import contextlib
import dataclasses
from collections.abc import Callable, Mapping, Sequence

from api.engines import Engine
from api.presenting.landmarks import LandmarksDocument, landmarks_document
from api.presenting.live import StateDocument
from api.sessions import tell
from api.sessions.answers import Counted, Ticket
from api.sessions.errand import Errand, find_errand, next_errand
from api.sessions.errands import Errands
from api.sessions.intake import take_in
from api.sessions.keeper import FoundSession, Keeper
from api.sessions.mind import Asked, Stated, Ticketed, begin
from api.sessions.phone_clock import PhoneClock
from api.sessions.record import Session
from api.sessions.timeline import Timeline
from api.sessions.tokens import digest_token, new_token, opens
from api.sessions.visits import Visits
from api.usage.deeds import Deed, What
from beacons.observation import Observation, Step
from maps.errors import ConflictError, NotFoundError
from maps.ids import FeatureId
from maps.position import Position
from nav.guidance.events import RouteReason
from nav.guidance.tickets import TicketNews, TurnMissed
from nav.profile import TravelProfile
from nav.route import End, Place
from nav.visits import Visit


class Sessions:
    """The guided walks of this server, for those who walk and those who watch."""

    def __init__(self, keeper: Keeper, errands: Errands, visits: Visits) -> None:
        self._keeper, self._errands, self._visits = keeper, errands, visits

    def create(
        self,
        engine: Engine,
        *,
        destination: End | None,
        profile: TravelProfile,
        position: Position | None,
        language: str,
        visit: Visit | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Ticket:
        """Begin a guided walk.

        Parameters
        ----------
        destination : End or None
            None with a visit, which says where to go first.
        labels : mapping or None
            Who walks, in each language: given for a public session, which everybody may watch.

        Raises
        ------
        LiveUnavailableError
            If no more sessions are accepted.
        NoItineraryError
            If the visit cannot be done under its rules.
        """
        now, token, conditions = self._keeper.now(), new_token(), self._keeper.conditions(engine.venue.id)
        visiting = None if visit is None else self._visits.begin(engine, visit, profile, conditions)
        goal = destination if visiting is None else visiting.destination
        assert goal is not None, "a session goes somewhere, or to the stops of a visit"
        session = Session(
            id=new_token(),
            venue_id=engine.venue.id,
            revision=engine.venue.revision,
            profile=profile.name,
            language=language,
            owner_sha256=digest_token(token),
            viewer_token=new_token() if labels is not None else "",
            labels=dict(labels or {}),
            clock=PhoneClock(),
            timeline=Timeline(now=begin(engine, goal, profile, position, now, conditions)),
            fixed_unix_s=now,
            errand=find_errand(engine.venue, goal),
            visiting=visiting,
        )
        expires_unix_s = self._keeper.create(engine, session)
        return Ticket(session_id=session.id, token=token, expires_unix_s=expires_unix_s)

    def observe(
        self, session_id: str, token: str, readings: Sequence[Observation], steps: Sequence[Step] | None = None
    ) -> Counted:
        """Take in what a phone heard, and the steps that it counted, if it counts them.

        Raises
        ------
        TooManyRequestsError
            If this session posts too often.
        """
        self._keeper.authorise(session_id, token, writing=True)
        self._keeper.limit(session_id, "observation batches of this session")
        counted = Counted(accepted=0, ignored={})

        def change(engine: Engine, session: Session) -> Session:
            nonlocal counted
            taken = take_in(
                session.clock,
                session.timeline,
                readings,
                self._keeper.now(),
                steps=steps,
                late_s=self._keeper.rules.late_s,
            )
            counted = Counted(accepted=taken.accepted, ignored=dict(sorted(taken.ignored.items())))
            if not taken.inputs and taken.clock == session.clock:
                return session
            return self._keeper.put(engine, dataclasses.replace(session, clock=taken.clock), taken.inputs)

        self._keeper.update(session_id, change)
        return counted

    def state_position(self, session_id: str, token: str, read: Callable[[Engine], Position]) -> None:
        """Take in where the person says they are; `read` finds the position in the session's venue."""
        self._keeper.let_ask(session_id, token)

        def change(engine: Engine, session: Session) -> Session:
            return self._keeper.put_now(engine, session, Stated(position=read(engine)))

        self._keeper.update(session_id, change)

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
        self._keeper.let_ask(session_id, token)

        def change(engine: Engine, session: Session) -> Session:
            session = dataclasses.replace(
                session, language=language or session.language, profile=profile.name if profile else session.profile
            )
            if read_destination is None and profile is None:
                return session
            destination = read_destination(engine) if read_destination else None
            if destination is not None:
                session = dataclasses.replace(session, errand=next_errand(session.errand, engine.venue, destination))
            return self._keeper.put_now(engine, session, Asked(destination=destination, profile=profile))

        self._keeper.update(session_id, change, tell_all=True)

    def tell_ticket(self, session_id: str, token: str, read_news: Callable[[Engine], TicketNews]) -> None:
        """Take in that a number was called, and lead there: who is called needs no queue, who missed it joins anew."""
        self._keeper.let_ask(session_id, token)

        def change(engine: Engine, session: Session) -> Session:
            news = read_news(engine)
            missed = isinstance(news, TurnMissed)
            errand = next_errand(session.errand, engine.venue, Place(id=news.place_id)) if missed else None
            return self._keeper.put_now(engine, dataclasses.replace(session, errand=errand), Ticketed(news=news))

        self._keeper.update(session_id, change)

    def snapshot(self, session_id: str, token: str, language: str | None = None) -> StateDocument:
        """Return everything needed to draw the session, in its own language unless another is named."""
        found = self._keeper.authorise(session_id, token, writing=False)
        return self.document(found, language or found.record.language)

    def document(self, found: FoundSession, language: str) -> StateDocument:
        """Return everything needed to draw a session that was found."""
        return tell.state_document(
            self._keeper.engine(found.record),
            found.record,
            language,
            seq=found.last_event,
            expires_unix_s=found.expires_unix_s,
            now_unix_s=self._keeper.now(),
            stale_s=self._keeper.rules.stale_s,
        )

    def landmarks(self, session_id: str, token: str) -> LandmarksDocument:
        """Return what the walker may see from near the last position that was trusted."""
        session = self._keeper.authorise(session_id, token, writing=True).record
        self._keeper.limit(session_id, "requests of this session")
        venue, last = self._keeper.engine(session).venue, session.timeline.now.guidance.position
        return landmarks_document(last, venue)

    def end(self, session_id: str, token: str) -> None:
        """Erase a session and all it knows."""
        self._keeper.erase(self._keeper.authorise(session_id, token, writing=True))

    def catch_up(self, session_id: str) -> None:
        """Let a session know the conditions of now; what that means for its route is told to its readers."""
        with contextlib.suppress(NotFoundError):
            self._keeper.update(session_id, lambda _, session: session)

    def reconsider(self, session_id: str) -> None:
        """Weigh the counters, or the order of a visit, again for somebody on the way.

        A better one is offered; only from where nobody serves any more they are led away without being asked.
        """

        def change(engine: Engine, session: Session) -> Session:
            if session.visiting is not None:
                return self._visits.reconsider(engine, session)
            choice = self._errands.reconsider(engine, session)
            if choice is None or session.errand is None:
                return session
            offer = self._errands.offer(choice)
            errand = dataclasses.replace(session.errand, changes=session.errand.changes + 1, offer=offer)
            if offer is not None:
                return dataclasses.replace(session, errand=errand)
            return self._to_counter(engine, session, choice.option.place_id, RouteReason.COUNTER_CLOSED, errand)

        with contextlib.suppress(NotFoundError):
            self._keeper.update(session_id, change)

    def answer_offer(self, session_id: str, token: str, offer_id: str, *, accept: bool) -> None:
        """Go to the counter, or first to the stop, that was offered; or keep what is.

        Raises
        ------
        ConflictError
            If the offer does not stand any more.
        """
        self._keeper.let_ask(session_id, token)

        def change(engine: Engine, session: Session) -> Session:
            errand = session.errand
            if errand is None or errand.offer is None or errand.offer.id != offer_id:
                raise ConflictError(
                    "This offer does not stand any more.", remedy="Go on; a better one will be offered."
                )
            if session.visiting is not None:
                return self._visits.answered(engine, session, accept=accept)
            if not accept:
                return dataclasses.replace(session, errand=dataclasses.replace(errand, offer=None))
            return self._to_counter(engine, session, errand.offer.to_id, RouteReason.OTHER_COUNTER, errand)

        answered = Deed(what=What.OFFER_TAKEN if accept else What.OFFER_KEPT)
        self._keeper.update(session_id, change, also=(answered,))

    def tell_visit(self, session_id: str, token: str, change: Callable[[Visits, Engine, Session], Session]) -> None:
        """Take in what is so of the visit of a session.

        Raises
        ------
        ConflictError
            If the session has no visit, or what is said of it cannot be.
        """
        self._keeper.let_ask(session_id, token)
        self._keeper.update(session_id, lambda engine, session: change(self._visits, engine, session))

    def public(self) -> list[Session]:
        """Return the sessions that everybody may watch, oldest first."""
        return self._keeper.public()

    def authorise(self, session_id: str, token: str, *, writing: bool) -> FoundSession:
        """Return the session that a token opens; raises as `Keeper.authorise` does."""
        return self._keeper.authorise(session_id, token, writing=writing)

    def is_owner(self, session: Session, token: str) -> bool:
        """Return whether a token may change the session."""
        return opens(token, session.owner_sha256)

    def _to_counter(
        self, engine: Engine, session: Session, counter_id: FeatureId, reason: RouteReason, errand: Errand
    ) -> Session:
        session = dataclasses.replace(session, errand=errand.bound_for(counter_id))
        return self._keeper.go_to(engine, session, Place(id=counter_id), reason)
