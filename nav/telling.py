"""What to tell a walker who is on the route: how far, which instruction, and that they are there."""

import math
from dataclasses import replace

from maps.position import Fix, Position
from nav.guidance_events import Arrived, GuidanceEvent, ManeuverChanged, Progress
from nav.guidance_state import GuidanceState, Phase
from nav.maneuver import Maneuver, ManeuverKind
from nav.outlook import ANNOUNCE_M, lead_m
from nav.progress import BOARDING_M, Sight, Track
from nav.route import Route
from nav.stretches import Part, Ride, Stretch, leg_starts_m, split

UNSAID_M = 6.0
"""An instruction is taken back this far before the place where it was said [m]."""
THERE_M = 3.0
"""This close to the end is there [m]."""
NEARLY_M = 4.0
"""Standing this close to the end, or farther by what the fix may be wrong, is there too [m]."""
MOST_WRONG_M = 6.0
"""No fix is excused for more than this at the end of a route [m]."""
THERE_AFTER_S = 1.5
STANDING_AFTER_S = 10.0


def tell(
    state: GuidanceState, parts: tuple[Part, ...], fix: Fix, sight: Sight
) -> tuple[GuidanceState, tuple[GuidanceEvent, ...]]:
    """Return the state and events of a fix that does not call for a new route.

    Parameters
    ----------
    state : GuidanceState
        With a route, and its track after `fix`.
    parts : tuple of Part
        `nav.stretches.split(state.route)`.
    """
    route, track = _guided(state)
    index = _steady_index(state, _maneuver_index(state.maneuvers, parts, track), track)
    events: list[GuidanceEvent] = [_progress(state, parts, index, fix, sight)]
    if index != state.maneuver_index:
        events.append(ManeuverChanged(index=index))
    state = replace(state, maneuver_index=index, near_end_since_s=_near_end_since_s(state, parts, fix))
    if _is_there(state, fix):
        events.append(Arrived(place_id=route.destination_id))
        state = replace(state, phase=Phase.ARRIVED, position=_end(route))
    return state, tuple(events)


def ride_ahead_s(state: GuidanceState) -> float:
    """Return how long the walker may be in a ride by now [s]; 0 where none is near."""
    if state.route is None or state.track is None:
        return 0.0
    parts = split(state.route)
    ride = parts[state.track.part + 1] if state.track.part + 1 < len(parts) else None
    if not isinstance(ride, Ride) or ride.start_m - state.track.along_m > BOARDING_M:
        return 0.0
    return sum(leg.duration_s for leg in state.route.legs[ride.first_leg : ride.last_leg + 1])


def _maneuver_index(told: tuple[Maneuver, ...], parts: tuple[Part, ...], track: Track) -> int:
    """Return the last maneuver whose time has come: near its place, and not beyond a ride still to be taken."""
    ride = parts[track.part + 1] if track.part + 1 < len(parts) else None
    index = 0
    for here in range(1, len(told)):
        maneuver = told[here]
        before_m = lead_m(maneuver.along_m - told[here - 1].along_m)
        beyond = isinstance(ride, Ride) and (maneuver.leg_index > ride.last_leg or maneuver.kind is ManeuverKind.ARRIVE)
        if beyond or maneuver.along_m - before_m > track.along_m:
            break
        index = here
    return index


def _steady_index(state: GuidanceState, index: int, track: Track) -> int:
    """Keep the instruction that was said until the walker has clearly gone back before it."""
    said = state.maneuvers[state.maneuver_index]
    gone_back = track.along_m < said.along_m - ANNOUNCE_M - UNSAID_M
    return index if gone_back else max(index, state.maneuver_index)


def _progress(state: GuidanceState, parts: tuple[Part, ...], index: int, fix: Fix, sight: Sight) -> Progress:
    route, track = _guided(state)
    stretch = parts[track.part]
    assert isinstance(stretch, Stretch)
    point, leg_index = stretch.at(track.along_m)
    after = state.maneuvers[min(index + 1, len(state.maneuvers) - 1)]
    snapped = Position(x_m=point[0], y_m=point[1], level_id=stretch.level_id)
    return Progress(
        maneuver_index=index,
        to_next_m=max(after.along_m - track.along_m, 0.0),
        remaining_m=max(route.distance_m - track.along_m, 0.0),
        remaining_s=_remaining_s(route, leg_index, track.along_m),
        along_m=track.along_m,
        snapped=snapped if sight is Sight.ON_ROUTE else fix.position,
    )


def _remaining_s(route: Route, leg_index: int, along_m: float) -> float:
    leg = route.legs[leg_index]
    left_m = leg_starts_m(route)[leg_index + 1] - along_m
    share = min(left_m / leg.distance_m, 1.0) if leg.distance_m > 0 else float(leg.kind is not None)
    return share * leg.duration_s + sum(later.duration_s for later in route.legs[leg_index + 1 :])


def _near_end_since_s(state: GuidanceState, parts: tuple[Part, ...], fix: Fix) -> float | None:
    if not _is_within(state, parts, fix, NEARLY_M + min(fix.r68_m, MOST_WRONG_M)):
        return None
    return fix.t_s if state.near_end_since_s is None else state.near_end_since_s


def _is_there(state: GuidanceState, fix: Fix) -> bool:
    """Whether the walker is at the end: for a moment very near it, or standing near it for a while."""
    if state.near_end_since_s is None:
        return False
    near_s = fix.t_s - state.near_end_since_s
    route, track = _guided(state)
    return near_s >= STANDING_AFTER_S or (near_s >= THERE_AFTER_S and route.distance_m - track.along_m <= THERE_M)


def _is_within(state: GuidanceState, parts: tuple[Part, ...], fix: Fix, near_m: float) -> bool:
    """Whether progress and the fix itself are both near the end, on its level."""
    route, track = _guided(state)
    end = route.legs[-1]
    return (
        track.part == len(parts) - 1
        and fix.position.level_id == end.to_level_id
        and route.distance_m - track.along_m <= near_m
        and math.dist(end.points[-1], (fix.position.x_m, fix.position.y_m)) <= near_m
    )


def _end(route: Route) -> Position:
    """Return where a route ends: whoever arrived is there, not in the room next door where a fix may fall."""
    x_m, y_m = route.legs[-1].points[-1]
    return Position(x_m=x_m, y_m=y_m, level_id=route.legs[-1].to_level_id)


def _guided(state: GuidanceState) -> tuple[Route, Track]:
    assert state.route is not None
    assert state.track is not None
    return state.route, state.track
