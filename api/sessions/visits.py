"""Visits of several stops: planned, moved on as stops are done, and weighed again when queues change."""

import dataclasses

from api.engines import Engine
from api.sessions.errand import Errand, Offer, next_errand
from api.sessions.keeper import Keeper
from api.sessions.record import Session
from api.sessions.tokens import new_token
from api.sessions.visiting import Visiting
from api.venue_live.forecasts import Forecasts
from api.visits import UNIX_CLOCK, is_served, no_itinerary_error, read_waits
from maps.errors import ConflictError
from maps.ids import FeatureId
from nav.conditions import Conditions
from nav.guidance.events import RouteReason
from nav.profile import TravelProfile
from nav.route import End, Place
from nav.visits import NoItinerary, Replanned, ReplanReason, Visit, plan, replan, walks_of
from nav.visits.replan import remaining
from nav.waits.choice import RULES
from nav.waits.forecasts import Forecast, NoForecast


class Visits:
    """Plans the visits of the sessions of this server."""

    def __init__(self, keeper: Keeper, forecasts: Forecasts) -> None:
        self._keeper, self._forecasts = keeper, forecasts

    def begin(self, engine: Engine, visit: Visit, profile: TravelProfile, conditions: Conditions) -> Visiting:
        """Return a visit under way with its first plan.

        Raises
        ------
        NoItineraryError
            If it cannot be done under its rules.
        """
        waits, waits_p90 = read_waits(visit, UNIX_CLOCK, lambda each: self._forecast(engine, each))
        walks = walks_of(engine.router, visit, profile, conditions)
        answer = plan(visit, walks, waits, waits_p90=waits_p90)
        if isinstance(answer, NoItinerary):
            raise no_itinerary_error(answer)
        return Visiting(visit=visit, itinerary=answer, planned_unix_s=self._keeper.now())

    def done(self, engine: Engine, session: Session, stop_id: str) -> Session:
        """Return the session after a stop is done, led to what comes next.

        Raises
        ------
        NotFoundError, ConflictError
            If the session has no visit, or the stop is not to come.
        """
        return self._onward(engine, session, _visiting(session).finishing(stop_id, self._keeper.now()))

    def skip(self, engine: Engine, session: Session, stop_id: str) -> Session:
        """Return the session without a stop, led to what comes next; raises as `done` does."""
        return self._onward(engine, session, _visiting(session).skipping(stop_id))

    def go_on(self, engine: Engine, session: Session) -> Session:
        """Return the session led to the next stop again; raises `ConflictError` without a visit."""
        return self._onward(engine, session, _visiting(session))

    def reconsider(self, engine: Engine, session: Session) -> Session:
        """Return the session with another order offered where one saves enough.

        Only where the plan has become impossible another one is taken without being asked.
        """
        visiting = _visiting(session)
        if not self._is_open(session, visiting):
            return session
        found = self._replanned(engine, session, visiting)
        if isinstance(found, NoItinerary):
            return session
        now = self._keeper.now()
        if not found.changed:
            return dataclasses.replace(session, visiting=visiting.planned(found.itinerary, now))
        if found.saving_s is None:
            visiting = visiting.planned(found.itinerary, now, found.reason)
            return self._to_next(engine, session, visiting, RouteReason.ORDER_CHANGED)
        return self._offered(engine, session, visiting, found)

    def answered(self, engine: Engine, session: Session, *, accept: bool) -> Session:
        """Return the session in the order that was offered, or in the one it has."""
        visiting = _visiting(session)
        if not accept or visiting.offered is None:
            assert session.errand is not None
            errand = dataclasses.replace(session.errand, offer=None)
            return dataclasses.replace(session, errand=errand, visiting=dataclasses.replace(visiting, offered=None))
        visiting = visiting.planned(visiting.offered, self._keeper.now(), ReplanReason.SAVES_TIME)
        return self._to_next(engine, session, visiting, RouteReason.ORDER_CHANGED)

    def _is_open(self, session: Session, visiting: Visiting) -> bool:
        """Return whether another order may be offered: on the way to the next stop, and not too often."""
        guidance, errand = session.timeline.now.guidance, session.errand
        undecided = errand is None or errand.offer is None
        on_the_way = not visiting.here and guidance.destination == visiting.destination
        known = guidance.position is not None and visiting.next is not None
        return undecided and on_the_way and known and visiting.changes < RULES.most_changes

    def _onward(self, engine: Engine, session: Session, visiting: Visiting) -> Session:
        """Return the session led to the next of the stops that are left, in the best order from here."""
        found = self._replanned(engine, session, visiting)
        if isinstance(found, NoItinerary):
            visiting = dataclasses.replace(visiting, broken=found.reason)
            return self._to_next(engine, session, visiting, RouteReason.NEXT_STOP)
        why = found.reason if found.changed else None
        visiting = visiting.planned(found.itinerary, self._keeper.now(), why)
        return self._to_next(
            engine, session, visiting, RouteReason.ORDER_CHANGED if found.changed else RouteReason.NEXT_STOP
        )

    def _to_next(self, engine: Engine, session: Session, visiting: Visiting, reason: RouteReason) -> Session:
        goal = visiting.destination
        errand = None if goal is None else next_errand(session.errand, engine.venue, goal)
        session = dataclasses.replace(session, visiting=visiting, errand=errand)
        return session if goal is None else self._keeper.go_to(engine, session, goal, reason)

    def _replanned(self, engine: Engine, session: Session, visiting: Visiting) -> Replanned | NoItinerary:
        guidance = session.timeline.now.guidance
        progress = visiting.progress(guidance.position or _last_place(visiting), self._keeper.now())
        rest = remaining(visiting.visit, progress)
        waits, waits_p90 = read_waits(rest, UNIX_CLOCK, lambda each: self._forecast(engine, each, without=session))
        walks = walks_of(engine.router, rest, guidance.profile, guidance.conditions)
        return replan(visiting.visit, progress, visiting.itinerary, walks, waits, waits_p90=waits_p90)

    def _offered(self, engine: Engine, session: Session, visiting: Visiting, found: Replanned) -> Session:
        here, there = visiting.next, found.itinerary.stops[0]
        assert here is not None
        assert found.saving_s is not None
        known = [self._forecast(engine, place_id) for place_id in (here.place_id, there.place_id)]
        waiting = [each.waiting if isinstance(each, Forecast) else None for each in known]
        ages_s = [each.age_s for each in known if each is not None and each.age_s is not None]
        offer = Offer(
            id=new_token(),
            from_id=here.place_id,
            to_id=there.place_id,
            saved_s=found.saving_s,
            waiting_from=waiting[0],
            waiting_to=waiting[1],
            age_s=max(ages_s, default=0.0),
            made_unix_s=self._keeper.now(),
            is_order=here.stop_id != there.stop_id,
        )
        errand = session.errand or Errand(wanted_id=here.place_id, bound_id=here.place_id)
        visiting = dataclasses.replace(visiting, changes=visiting.changes + 1, offered=found.itinerary)
        return dataclasses.replace(session, errand=dataclasses.replace(errand, offer=offer), visiting=visiting)

    def _forecast(
        self, engine: Engine, place_id: FeatureId, *, without: Session | None = None
    ) -> Forecast | NoForecast | None:
        """Return the waits at a place where people queue, of everybody but who asks; None at any other."""
        if not is_served(engine.venue, place_id):
            return None
        errand = without.errand if without else None
        counted_here = errand is not None and errand.counted_id == place_id
        return self._forecasts.for_choice(
            engine.venue, place_id, without=without.id if without and counted_here else ""
        )


def _visiting(session: Session) -> Visiting:
    if session.visiting is None:
        raise ConflictError("This session has no visit.", remedy="Begin one with a visit of several stops.")
    return session.visiting


def _last_place(visiting: Visiting) -> End:
    """Return where somebody is whose position is not known: at the last stop that was done, else at the start."""
    return Place(id=visiting.done[-1].place_id) if visiting.done else visiting.visit.start
