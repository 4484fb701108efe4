"""Live guidance: a pure state machine on fixes, and on news of the venue and of the walker's ticket."""

from dataclasses import replace

from maps.position import Fix, NoFix, NoFixReason, Position
from nav.conditions import OPEN, Conditions
from nav.guidance.detours import closing_reason, features_ahead, first_closed, may_be_better, may_concern
from nav.guidance.events import (
    ArrivalReason,
    GuidanceEvent,
    HelpOffered,
    HelpReason,
    PositionBack,
    PositionLost,
    RouteReason,
)
from nav.guidance.landmark_question import MOST_CHOICES, REACH_M, LandmarkChoice, landmark_question
from nav.guidance.planning import Step, plan, plan_if_worth_it
from nav.guidance.progress import Sight, Track, follow
from nav.guidance.reaching import MOST_WALK_M, NEARLY_M, Reach, reach
from nav.guidance.renewal import renew
from nav.guidance.state import GuidanceState, Phase
from nav.guidance.stillness import Standing, stand
from nav.guidance.telling import end_of, remaining_m, ride_ahead_s, tell, tell_arrival
from nav.guidance.tickets import Called, TicketNews
from nav.instructions.goal import goal_of
from nav.instructions.stretches import split
from nav.profile import TravelProfile
from nav.route import End, Place, Route
from nav.router import Router

LOST_AFTER_S = 8.0
"""Without a usable fix for this long, and the time of a ride near one, the position is lost [s]."""
WIDEST_M = 30.0
"""A fix whose 95 % radius is wider than this guides nobody [m]."""
BACK_WITHIN_M = 25.0
"""After a loss, a fix must be this good to count as back [m]."""
REPLAN_S = 8.0
"""Least time between two plans that nobody asked for [s]."""
HELP_AFTER_S = 60.0
"""Who stands for this long away from the end, and the time of a ride near one, is offered help [s]."""


class Guide:
    """Guides walkers through one venue. Holds nothing about them: the state goes in and comes out.

    Parameters
    ----------
    router : Router
        Of the venue's revision.
    """

    def __init__(self, router: Router) -> None:
        self.router = router

    def begin(
        self,
        destination: End,
        profile: TravelProfile,
        position: Position | None,
        t_s: float,
        *,
        conditions: Conditions = OPEN,
    ) -> Step:
        """Return the first state and events; without a position the route comes with the first good fix.

        Parameters
        ----------
        position : Position or None
            Where the walker said they are.
        t_s : float
            On the clock of the fixes to come [s].
        conditions : Conditions
            What is closed or slow now.
        """
        state = GuidanceState(
            destination=destination,
            profile=profile,
            conditions=conditions.felt_by(profile),
            phase=Phase.SEARCHING,
            t_s=t_s,
            heard_t_s=t_s,
            position=position,
        )
        if position is None:
            return state, ()
        state, events = plan(self.router, state, position, RouteReason.START)
        state, arrived = self._arrive_if_there(state, position)
        return state, events + arrived

    def advance(self, state: GuidanceState, fix: Fix | NoFix) -> Step:
        """Return the state and events after a fix; one older than the last changes nothing."""
        if fix.t_s < state.t_s or state.phase is Phase.ARRIVED:
            return state, ()
        state = replace(state, t_s=fix.t_s)
        if isinstance(fix, NoFix):
            return self._unheard(state, fix.reason)
        if not fix.r95_m <= (BACK_WITHIN_M if state.lost else WIDEST_M):
            return self._unheard(state, NoFixReason.TOO_UNCERTAIN)
        back: tuple[GuidanceEvent, ...] = (PositionBack(),) if state.lost else ()
        standing = stand(None if state.lost else state.standing, fix)
        state = replace(state, heard_t_s=fix.t_s, lost=False, position=fix.position, standing=standing)
        state, events = self._heard(state, fix, standing)
        return state, back + events

    def retarget(
        self,
        state: GuidanceState,
        *,
        t_s: float,
        destination: End | None = None,
        profile: TravelProfile | None = None,
        reason: RouteReason | None = None,
    ) -> Step:
        """Return the state and events after the walker chose another destination, another profile, or both.

        Parameters
        ----------
        reason : RouteReason or None
            Why, when it was not simply their choice.
        """
        chosen = RouteReason.NEW_PROFILE if destination is None else RouteReason.NEW_DESTINATION
        return self._turn_to(state, destination or state.destination, profile or state.profile, reason or chosen, t_s)

    def relocate(self, state: GuidanceState, position: Position, t_s: float) -> Step:
        """Return the state and events after the walker said where they are: by a sign, a landmark, a tap on the map."""
        t_s = max(t_s, state.t_s)
        back: tuple[GuidanceEvent, ...] = (PositionBack(),) if state.lost else ()
        state = replace(state, t_s=t_s, heard_t_s=t_s, lost=False, position=position, standing=None)
        reason = RouteReason.START if state.route is None else RouteReason.STATED_POSITION
        state, events = plan(self.router, state, position, reason)
        state, arrived = self._arrive_if_there(state, position, beside_m=NEARLY_M)
        return state, back + events + arrived

    def conditions_changed(self, state: GuidanceState, conditions: Conditions, t_s: float) -> Step:
        """Return the state and events after things closed, opened, slowed down or recovered.

        The route stays unless something on the rest of it was closed, or another way now saves enough.
        """
        before, conditions = state.conditions, conditions.felt_by(state.profile)
        if conditions.version < before.version:
            return state, ()
        state = replace(state, conditions=conditions, t_s=max(t_s, state.t_s))
        if state.phase is Phase.ARRIVED or state.position is None:
            return state, ()
        if state.route is None or state.track is None:
            return plan(self.router, state, state.position, RouteReason.START)
        if not may_concern(state.route, before, conditions):
            return state, ()
        ahead = features_ahead(state.route, state.track, self.router.venue)
        cause_id = first_closed(ahead, before, conditions)
        if cause_id is not None:
            return plan(self.router, state, state.position, closing_reason(cause_id, self.router.venue), cause_id)
        if may_be_better(ahead, before, conditions):
            return plan_if_worth_it(self.router, state, state.position, ahead, before)
        return state, ()

    def renew(self, state: GuidanceState, t_s: float) -> Step:
        """Return the state and events of somebody led by another revision's guide until now; see `renewal.renew`."""
        return renew(self.router, state, t_s)

    def ticket(self, state: GuidanceState, news: TicketNews, t_s: float) -> Step:
        """Return the state and events after the walker's number was called, or called and missed: they go there."""
        destination = Place(id=news.place_id)
        if state.destination == destination:
            return replace(state, t_s=max(t_s, state.t_s)), (news,)
        reason = RouteReason.CALLED if isinstance(news, Called) else RouteReason.TURN_MISSED
        state, events = self._turn_to(state, destination, state.profile, reason, t_s)
        return state, (news, *events)

    def _turn_to(
        self, state: GuidanceState, destination: End, profile: TravelProfile, reason: RouteReason, t_s: float
    ) -> Step:
        state = replace(
            state,
            destination=destination,
            profile=profile,
            phase=Phase.SEARCHING,
            t_s=max(t_s, state.t_s),
            standing=None,
            no_route=None,
        )
        return (state, ()) if state.position is None else plan(self.router, state, state.position, reason)

    def _arrive_if_there(self, state: GuidanceState, position: Position, *, beside_m: float = 0.0) -> Step:
        """Return the arrival of a walker who says that they are in the room or beside the desk they look for."""
        if state.route is None:
            return state, ()
        goal = goal_of(state.destination, state.route, self.router.venue)
        beside = goal.area is None and max(goal.away_m(position), state.route.distance_m) <= beside_m
        if not beside and not goal.holds(position, margin_m=0.0):
            return state, ()
        return tell_arrival(state, ArrivalReason.STATED)

    def _unheard(self, state: GuidanceState, reason: NoFixReason) -> Step:
        patience_s = LOST_AFTER_S + ride_ahead_s(state)
        if state.lost or state.t_s - state.heard_t_s < patience_s:
            return state, ()
        return replace(state, lost=True), (PositionLost(reason=reason, choices=self._choices(state)),)

    def _heard(self, state: GuidanceState, fix: Fix, standing: Standing) -> Step:
        if state.route is None or state.track is None or state.phase is Phase.SEARCHING:
            due = state.planned_t_s is None or state.t_s - state.planned_t_s >= REPLAN_S
            return plan(self.router, state, fix.position, RouteReason.START) if due else (state, ())
        parts = split(state.route)
        track, sight = follow(parts, state.track, fix, state.profile.speed_m_s, self.router.venue)
        followed = replace(state.track, t_s=fix.t_s) if standing.is_sure else track
        evidence, arrival = self._reach(state, state.route, followed, fix, standing)
        if arrival is not None:
            return tell_arrival(state, arrival)
        state = replace(state, track=followed, reach=evidence)
        if standing.is_sure:
            return self._standing(state, standing, sight)
        if sight in (Sight.OFF_ROUTE, Sight.WRONG_LEVEL):
            if state.planned_t_s is not None and state.t_s - state.planned_t_s < REPLAN_S:
                return state, ()
            reason = RouteReason.OFF_ROUTE if sight is Sight.OFF_ROUTE else RouteReason.WRONG_LEVEL
            return plan(self.router, state, fix.position, reason)
        return tell(state, parts, fix, sight)

    def _reach(
        self, state: GuidanceState, route: Route, track: Track, fix: Fix, standing: Standing
    ) -> tuple[Reach, ArrivalReason | None]:
        on_last = track.part == len(split(route)) - 1
        goal = goal_of(state.destination, route, self.router.venue)
        left_m = remaining_m(route, track) if on_last else None
        evidence, arrival = reach(state.reach, goal, fix, standing, remaining_m=left_m)
        if arrival is ArrivalReason.STANDING and not self._is_a_short_walk(state, fix.position):
            return evidence, None
        return evidence, arrival

    def _is_a_short_walk(self, state: GuidanceState, position: Position) -> bool:
        """Whether no wall stands between a position and a destination that is near it as the crow flies."""
        found = self.router.route(position, state.destination, state.profile, state.conditions)
        return isinstance(found, Route) and found.distance_m <= MOST_WALK_M

    def _standing(self, state: GuidanceState, standing: Standing, sight: Sight) -> Step:
        """Say nothing to somebody who stands; after long, and not while they wait for a lift, offer help once."""
        if standing.offered or standing.for_s < HELP_AFTER_S + ride_ahead_s(state):
            return state, ()
        reason = HelpReason.STANDING if sight in (Sight.ON_ROUTE, Sight.UNCLEAR) else HelpReason.OFF_ROUTE
        offered = replace(state, standing=replace(standing, offered=True))
        return offered, (HelpOffered(reason=reason, choices=self._choices(state)),)

    def _choices(self, state: GuidanceState) -> tuple[LandmarkChoice, ...]:
        """Return what to ask somebody for who cannot be followed: the destination, where it is near, and landmarks."""
        if state.position is None:
            return ()
        asked = landmark_question(self.router.venue, state.position)
        if state.route is None or state.route.destination_id is None:
            return asked
        there = LandmarkChoice(place_id=state.route.destination_id, position=end_of(state.route))
        same_level = there.position.level_id == state.position.level_id
        if not same_level or there.position.distance_m(state.position) > REACH_M:
            return asked
        return (there, *(each for each in asked if each.place_id != there.place_id))[:MOST_CHOICES]
