"""Counters for those who are to be served: chosen, counted on the way, and offered anew when queues change."""

import dataclasses
import math
from collections.abc import Callable, Sequence

from api.engines import Engine
from api.sessions.errand import Errand, Offer
from api.sessions.record import Session
from api.sessions.tokens import new_token
from api.venue_live.forecasts import Forecasts
from maps.ids import FeatureId
from maps.position import Position
from nav.guidance.events import RouteChanged
from nav.route import Place
from nav.waits.choice import Candidate, Choice, Why, choose
from nav.waits.commitments import LONGEST_LEAD_S, Arrival, Commitment, Entry
from nav.waits.forecasts import Forecast, NoForecast

_WALK_CV, _WALK_SD_S = 0.15, 10.0
"""Uncertainty of the time of a walk: a share of it, and what is always there [s]."""
_AGAIN_S = 30.0
"""How long to wait before choosing again where nobody serves [s]."""
_ETA_MOVED_S = 30.0
"""An expected arrival that moved by less is not worth an entry in the ledger [s]."""


class Errands:
    """Chooses counters for the sessions of this server.

    Parameters
    ----------
    now_unix_s : callable
        The server's clock [s].
    """

    def __init__(self, forecasts: Forecasts, *, now_unix_s: Callable[[], float]) -> None:
        self._forecasts, self._now = forecasts, now_unix_s

    def find_counter(self, engine: Engine, session: Session) -> FeatureId | None:
        """Return the counter that somebody without one should go to now, or None while nothing can be said."""
        errand, position = session.errand, session.timeline.now.guidance.position
        assert errand is not None
        if position is None:
            return None
        places = self._forecasts.places(engine.venue, errand.wanted_id)
        if len(places) == 1:
            return places[0]
        choice = self._choose(engine, session, errand, position)
        return choice.option.place_id if choice else None

    def reconsider(self, engine: Engine, session: Session) -> Choice | None:
        """Return where somebody on the way should go instead, and why; None where they are going already.

        Most are told apart by the forecasts that everybody shares, in which they are counted themselves where they
        go. Only who might gain by them is looked at more closely, without being counted.
        """
        errand, position = session.errand, session.timeline.now.guidance.position
        if errand is None or errand.bound_id is None or errand.done or position is None:
            return None
        if errand.offer is not None or len(self._forecasts.places(engine.venue, errand.wanted_id)) == 1:
            return None
        choice = self._choose(engine, session, errand, position)
        if choice is None or not choice.changed:
            return None
        choice = self._choose(engine, session, errand, position, alone=True)
        return choice if choice is not None and choice.changed else None

    def offer(self, choice: Choice) -> Offer | None:
        """Return the offer to go elsewhere; None when they must go elsewhere, because nobody serves where they go."""
        if choice.why is not Why.FASTER or choice.previous_id is None or choice.other is None:
            return None
        here, there = choice.other.wait, choice.option.wait
        ages_s = [wait.age_s for wait in (here, there) if wait is not None and wait.age_s is not None]
        return Offer(
            id=new_token(),
            from_id=choice.previous_id,
            to_id=choice.option.place_id,
            saved_s=choice.saved_s,
            waiting_from=here.waiting if here else None,
            waiting_to=there.waiting if there else None,
            age_s=max(ages_s, default=0.0),
            made_unix_s=self._now(),
        )

    def _choose(
        self, engine: Engine, session: Session, errand: Errand, position: Position, *, alone: bool = False
    ) -> Choice | None:
        venue = engine.venue
        places = self._forecasts.places(venue, errand.wanted_id)
        forecasts = [
            self._forecasts.for_choice(
                venue, place_id, without=session.id if alone and place_id == errand.bound_id else ""
            )
            for place_id in places
        ]
        choice = choose(
            session.id,
            self._candidates(engine, session, position, forecasts),
            self._now(),
            current=errand.bound_id,
            changes=errand.changes,
        )
        return choice if isinstance(choice, Choice) else None

    @staticmethod
    def _candidates(
        engine: Engine, session: Session, position: Position, forecasts: Sequence[Forecast | NoForecast]
    ) -> list[Candidate]:
        guidance = session.timeline.now.guidance
        counters = [Place(id=each.place_id) for each in forecasts]
        walks_s = engine.router.matrix([position], counters, guidance.profile, guidance.conditions).duration_s[0]
        return [_candidate(each, walk_s) for each, walk_s in zip(forecasts, walks_s.tolist(), strict=True)]


def _candidate(forecast: Forecast | NoForecast, walk_s: float) -> Candidate:
    sd_s = math.hypot(_WALK_CV * walk_s, _WALK_SD_S) if math.isfinite(walk_s) else 0.0
    return Candidate(forecast=forecast, walk_s=walk_s, walk_sd_s=sd_s)


def is_choosable(session: Session, now_unix_s: float) -> bool:
    """Return whether it is time to choose a counter for somebody."""
    errand = session.errand
    if errand is None or errand.done or errand.bound_id is not None:
        return False
    known = session.timeline.now.guidance.position is not None
    return known and now_unix_s - errand.tried_unix_s >= _AGAIN_S


def lapsed(session: Session, now_unix_s: float) -> Session:
    """Return the session without an offer that stands no more."""
    errand, visiting = session.errand, session.visiting
    if errand is None or errand.offer is None or errand.offer.stands(now_unix_s):
        return session
    if visiting is not None:
        visiting = dataclasses.replace(visiting, offered=None)
    return dataclasses.replace(session, errand=dataclasses.replace(errand, offer=None), visiting=visiting)


def counted(session: Session, now_unix_s: float) -> tuple[Session, tuple[Entry, ...]]:
    """Return a session whose errand the ledger knows, and the entries that it is to be told."""
    errand = session.errand
    if errand is None or errand.done:
        return session, ()
    view = session.timeline.now.view
    if view.arrived and errand.bound_id is not None:
        done = dataclasses.replace(errand, done=True, offer=None, counted_id=None, eta_unix_s=None)
        arrival = Arrival(t_s=now_unix_s, session_id=session.id, place_id=errand.bound_id)
        return dataclasses.replace(session, errand=done), (arrival, withdrawal(session, now_unix_s))
    place_id = errand.offer.to_id if errand.offer is not None else errand.bound_id
    left_s = _left_s(session)
    if place_id is None or left_s is None or left_s > LONGEST_LEAD_S:
        return _uncounted(session, errand, now_unix_s)
    eta_unix_s = now_unix_s + left_s
    known = errand.counted_id == place_id and errand.eta_unix_s is not None
    if known and abs(eta_unix_s - (errand.eta_unix_s or 0.0)) < _ETA_MOVED_S:
        return session, ()
    commitment = Commitment(
        made_s=now_unix_s,
        session_id=session.id,
        place_id=place_id,
        eta_s=eta_unix_s,
        eta_sd_s=math.hypot(_WALK_CV * left_s, _WALK_SD_S),
    )
    errand = dataclasses.replace(errand, counted_id=place_id, eta_unix_s=eta_unix_s)
    return dataclasses.replace(session, errand=errand), (commitment,)


def withdrawal(session: Session, now_unix_s: float) -> Commitment:
    """Return the entry that somebody goes nowhere any more."""
    return Commitment(made_s=now_unix_s, session_id=session.id)


def _uncounted(session: Session, errand: Errand, now_unix_s: float) -> tuple[Session, tuple[Entry, ...]]:
    if errand.counted_id is None:
        return session, ()
    errand = dataclasses.replace(errand, counted_id=None, eta_unix_s=None)
    return dataclasses.replace(session, errand=errand), (withdrawal(session, now_unix_s),)


def _left_s(session: Session) -> float | None:
    """Return the time left to the end of the route [s]; None without one."""
    view = session.timeline.now.view
    if not isinstance(view.route, RouteChanged):
        return None
    return view.progress.remaining_s if view.progress is not None else view.route.route.duration_s
