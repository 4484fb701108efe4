"""A walk that goes on under another revision of the map: without a jump where the way is the same, else by another."""

from dataclasses import replace

from maps.position import Position
from maps.venue import Venue
from nav.guidance.detours import features_ahead
from nav.guidance.events import RouteReason
from nav.guidance.planning import Step, plan
from nav.guidance.progress import Track
from nav.guidance.state import GuidanceState, Phase
from nav.guidance.telling import remaining_m
from nav.instructions.maneuvers import maneuvers
from nav.instructions.register import register_of
from nav.instructions.stretches import Stretch, split
from nav.route import Route
from nav.router import Router

_SAME_M, _SAME_SHARE = 1.0, 0.02
"""The rest of a way is as long as before if it differs by less than this [m], or this share of it."""


def renew(router: Router, state: GuidanceState, t_s: float) -> Step:
    """Return the state and events of somebody led under another revision until now.

    Parameters
    ----------
    router : Router
        Of the new revision, which has the destination and the level of the last position.
    """
    state = replace(state, t_s=max(t_s, state.t_s))
    if state.position is None or state.phase is Phase.ARRIVED:
        return state, ()
    if state.route is None or state.track is None:
        return plan(router, state, state.position, RouteReason.START)
    if _holds(router, state, state.route, state.track):
        return state, ()
    return plan(router, state, state.position, RouteReason.MAP_CHANGED)


def _holds(router: Router, state: GuidanceState, route: Route, track: Track) -> bool:
    """Return whether the rest of a way goes the same on the new map, as long and in the same words."""
    venue = router.venue
    if not _is_on(route, venue) or maneuvers(route, venue, register_of(state.profile)) != state.maneuvers:
        return False
    stretch = split(route)[track.part]
    assert isinstance(stretch, Stretch)
    (x_m, y_m), _ = stretch.at(track.along_m)
    here = Position(x_m=x_m, y_m=y_m, level_id=stretch.level_id)
    found = router.route(here, state.destination, state.profile, state.conditions)
    if not isinstance(found, Route):
        return False
    left_m, start = remaining_m(route, track), Track(part=0, along_m=0.0, t_s=state.t_s)
    as_long = abs(left_m - found.distance_m) <= max(_SAME_M, _SAME_SHARE * left_m)
    return as_long and features_ahead(route, track, venue) == features_ahead(found, start, venue)


def _is_on(route: Route, venue: Venue) -> bool:
    """Return whether a map has everything that a way goes through."""
    known, named = venue.feature_by_id, {route.destination_id}
    named.update(each for wish in route.broken_wishes for each in wish.feature_ids)
    for leg in route.legs:
        named |= {leg.portal_id, *leg.openings, *leg.units}
    levels = {level for leg in route.legs for level in (leg.from_level_id, leg.to_level_id)}
    return levels <= set(venue.level_by_id) and all(each in known for each in named if each is not None)
