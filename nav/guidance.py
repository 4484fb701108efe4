"""Live guidance: a pure state machine on fixes."""

from dataclasses import replace

from maps.position import Fix, NoFix, NoFixReason, Position
from nav.guidance_events import (
    GuidanceEvent,
    ManeuverChanged,
    NoRouteFound,
    PositionBack,
    PositionLost,
    RouteChanged,
    RouteReason,
)
from nav.guidance_state import GuidanceState, Phase
from nav.maneuvers import maneuvers
from nav.profile import TravelProfile
from nav.progress import Sight, Track, follow
from nav.route import End, NoRoute, NoRouteReason
from nav.router import Router
from nav.stretches import split
from nav.telling import ride_ahead_s, tell

LOST_AFTER_S = 8.0
"""Without a usable fix for this long, and the time of a ride near one, the position is lost [s]."""
WIDEST_M = 30.0
"""A fix whose 95 % radius is wider than this guides nobody [m]."""
BACK_WITHIN_M = 25.0
"""After a loss, a fix must be this good to count as back [m]."""
REPLAN_S = 8.0
"""Least time between two plans that nobody asked for [s]."""
Step = tuple[GuidanceState, tuple[GuidanceEvent, ...]]


class Guide:
    """Guides walkers through one venue. Holds nothing about them: the state goes in and comes out.

    Parameters
    ----------
    router : Router
        Of the venue's revision.
    """

    def __init__(self, router: Router) -> None:
        self.router = router

    def begin(self, destination: End, profile: TravelProfile, position: Position | None, t_s: float) -> Step:
        """Return the first state and events; without a position the route comes with the first good fix.

        Parameters
        ----------
        t_s : float
            On the clock of the fixes to come [s].
        """
        state = GuidanceState(
            destination=destination,
            profile=profile,
            phase=Phase.SEARCHING,
            t_s=t_s,
            heard_t_s=t_s,
            position=position,
        )
        return (state, ()) if position is None else self._plan(state, position, RouteReason.START)

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
        state = replace(state, heard_t_s=fix.t_s, lost=False, position=fix.position)
        state, events = self._heard(state, fix)
        return state, back + events

    def retarget(
        self,
        state: GuidanceState,
        *,
        t_s: float,
        destination: End | None = None,
        profile: TravelProfile | None = None,
    ) -> Step:
        """Return the state and events after the walker chose another destination, another profile, or both."""
        reason = RouteReason.NEW_PROFILE if destination is None else RouteReason.NEW_DESTINATION
        state = replace(
            state,
            destination=state.destination if destination is None else destination,
            profile=profile or state.profile,
            phase=Phase.SEARCHING,
            t_s=max(t_s, state.t_s),
            no_route=None,
        )
        return (state, ()) if state.position is None else self._plan(state, state.position, reason)

    def relocate(self, state: GuidanceState, position: Position, t_s: float) -> Step:
        """Return the state and events after the walker said where they are (a QR sign, a tap on the map)."""
        t_s = max(t_s, state.t_s)
        back: tuple[GuidanceEvent, ...] = (PositionBack(),) if state.lost else ()
        state = replace(state, t_s=t_s, heard_t_s=t_s, lost=False, position=position)
        reason = RouteReason.START if state.route is None else RouteReason.STATED_POSITION
        state, events = self._plan(state, position, reason)
        return state, back + events

    def _plan(self, state: GuidanceState, position: Position, reason: RouteReason) -> Step:
        found = self.router.route(position, state.destination, state.profile)
        state = replace(state, planned_t_s=state.t_s)
        if isinstance(found, NoRoute):
            return _without_route(state, found, reason)
        told = maneuvers(found, self.router.venue)
        state = replace(
            state,
            phase=Phase.GUIDING,
            route=found,
            maneuvers=told,
            maneuver_index=0,
            track=Track(part=0, along_m=0.0, t_s=state.t_s),
            near_end_since_s=None,
            no_route=None,
        )
        return state, (RouteChanged(reason=reason, route=found, maneuvers=told), ManeuverChanged(index=0))

    def _unheard(self, state: GuidanceState, reason: NoFixReason) -> Step:
        patience_s = LOST_AFTER_S + ride_ahead_s(state)
        if state.lost or state.t_s - state.heard_t_s < patience_s:
            return state, ()
        return replace(state, lost=True), (PositionLost(reason=reason),)

    def _heard(self, state: GuidanceState, fix: Fix) -> Step:
        if state.route is None or state.track is None or state.phase is Phase.SEARCHING:
            due = state.planned_t_s is None or state.t_s - state.planned_t_s >= REPLAN_S
            return self._plan(state, fix.position, RouteReason.START) if due else (state, ())
        parts = split(state.route)
        track, sight = follow(parts, state.track, fix, state.profile.speed_m_s, self.router.venue)
        state = replace(state, track=track)
        if sight in (Sight.OFF_ROUTE, Sight.WRONG_LEVEL):
            if state.planned_t_s is not None and state.t_s - state.planned_t_s < REPLAN_S:
                return state, ()
            reason = RouteReason.OFF_ROUTE if sight is Sight.OFF_ROUTE else RouteReason.WRONG_LEVEL
            return self._plan(state, fix.position, reason)
        return tell(state, parts, fix, sight)


def _without_route(state: GuidanceState, no_route: NoRoute, reason: RouteReason) -> Step:
    """Keep the old route when only the position was beside the floor; else say once that there is no way."""
    stray = no_route.reason is NoRouteReason.ORIGIN_OUTSIDE
    if stray and reason in (RouteReason.OFF_ROUTE, RouteReason.WRONG_LEVEL):
        return state, ()
    known = state.no_route is not None and state.no_route.reason is no_route.reason
    state = replace(state, phase=Phase.SEARCHING, route=None, maneuvers=(), track=None, no_route=no_route)
    return state, () if known else (NoRouteFound(no_route=no_route),)
