"""Another route for a walker who is being guided, and what is said about it."""

from dataclasses import replace

from maps.ids import FeatureId
from maps.position import Position
from nav.conditions import Conditions
from nav.guidance.detours import is_worth_it, slowed_s, slowest
from nav.guidance.events import GuidanceEvent, ManeuverChanged, NoRouteFound, RouteChanged, RouteReason
from nav.guidance.progress import Track
from nav.guidance.reaching import UNREACHED
from nav.guidance.state import GuidanceState, Phase
from nav.guidance.telling import remaining_s
from nav.instructions.maneuvers import maneuvers
from nav.instructions.register import register_of
from nav.route import NoRoute, NoRouteReason, Route
from nav.router import Router

Step = tuple[GuidanceState, tuple[GuidanceEvent, ...]]


def plan(
    router: Router,
    state: GuidanceState,
    position: Position,
    reason: RouteReason,
    cause_id: FeatureId | None = None,
) -> Step:
    """Return the state and events of a walker who is sent on from a position.

    Parameters
    ----------
    cause_id : FeatureId or None
        What was closed or slowed down, where that is the reason.
    """
    found = router.route(position, state.destination, state.profile, state.conditions)
    state = replace(state, planned_t_s=state.t_s)
    if isinstance(found, NoRoute):
        return _without_route(state, found, reason)
    return _take(state, router, found, reason, cause_id)


def plan_if_worth_it(
    router: Router, state: GuidanceState, position: Position, ahead: tuple[FeatureId, ...], before: Conditions
) -> Step:
    """Return the state and events after conditions eased: another route only if it saves enough.

    Parameters
    ----------
    ahead : tuple of FeatureId
        What the walker has still to go through (`nav.guidance.detours.features_ahead`).
    before : Conditions
        Those of the route in hand.
    """
    assert state.route is not None
    assert state.track is not None
    found = router.route(position, state.destination, state.profile, state.conditions)
    if isinstance(found, NoRoute):
        return state, ()
    left_s = remaining_s(state.route, state.track) + slowed_s(ahead, before, state.conditions)
    if not is_worth_it(left_s - found.duration_s, left_s):
        return state, ()
    state = replace(state, planned_t_s=state.t_s)
    return _take(state, router, found, RouteReason.BETTER_WAY, slowest(ahead, state.conditions))


def _take(state: GuidanceState, router: Router, route: Route, reason: RouteReason, cause_id: FeatureId | None) -> Step:
    """Guide along a route from now on."""
    told = maneuvers(route, router.venue, register_of(state.profile))
    state = replace(
        state,
        phase=Phase.GUIDING,
        route=route,
        maneuvers=told,
        maneuver_index=0,
        done_index=-1,
        track=Track(part=0, along_m=0.0, t_s=state.t_s),
        reach=UNREACHED,
        no_route=None,
    )
    why = state.conditions.reasons.get(cause_id, {}) if cause_id else {}
    changed = RouteChanged(reason=reason, route=route, maneuvers=told, cause_id=cause_id, why=why)
    return state, (changed, ManeuverChanged(index=0))


def _without_route(state: GuidanceState, no_route: NoRoute, reason: RouteReason) -> Step:
    """Keep the old route when only the position was beside the floor; else say once that there is no way."""
    stray = no_route.reason is NoRouteReason.ORIGIN_OUTSIDE
    if stray and reason in (RouteReason.OFF_ROUTE, RouteReason.WRONG_LEVEL):
        return state, ()
    known = state.no_route is not None and state.no_route.reason is no_route.reason
    state = replace(state, phase=Phase.SEARCHING, route=None, maneuvers=(), track=None, no_route=no_route)
    return state, () if known else (NoRouteFound(no_route=no_route),)
