"""What to tell a walker who is on the route: how far, which instruction, and that they did it."""

from dataclasses import replace

from maps.position import Fix, Position
from nav.guidance_events import ArrivalReason, Arrived, GuidanceEvent, ManeuverChanged, ManeuverDone, Progress
from nav.guidance_state import GuidanceState, Phase
from nav.maneuver import Maneuver, ManeuverKind
from nav.outlook import ANNOUNCE_M, lead_m
from nav.progress import BOARDING_M, Sight, Track
from nav.register import Register, register_of
from nav.route import Route
from nav.stretches import Part, Ride, Stretch, leg_starts_m, split

UNSAID_M = 6.0
"""An instruction is taken back this far before the place where it was said [m]."""
DONE_M = 3.0
"""This far beyond its place an instruction was carried out [m]."""
_CONFIRMED = frozenset(ManeuverKind) - {
    ManeuverKind.DEPART,
    ManeuverKind.CONTINUE,
    ManeuverKind.BOARD_ELEVATOR,
    ManeuverKind.BOARD_ESCALATOR,
    ManeuverKind.TAKE_STAIRS,
    ManeuverKind.TAKE_RAMP,
    ManeuverKind.ARRIVE,
}
"""Turns, doors and the end of a ride: after these one may wonder whether it was the right one."""


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
    events: list[GuidanceEvent] = [_progress(state, route, parts, index, fix, sight)]
    if index != state.maneuver_index:
        events.append(ManeuverChanged(index=index))
    state = replace(state, maneuver_index=index)
    if _is_done(state, track, sight):
        events.append(ManeuverDone(index=index))
        state = replace(state, done_index=index)
    return state, tuple(events)


def tell_arrival(state: GuidanceState, reason: ArrivalReason) -> tuple[GuidanceState, tuple[GuidanceEvent, ...]]:
    """Return the state and events of a walker who is there: nothing remains, and the last instruction holds.

    Whoever arrived is where the route ends, not in the room next door where a fix may fall.
    """
    route, _ = _guided(state)
    position, last = end_of(route), len(state.maneuvers) - 1
    at_end = Progress(
        maneuver_index=last,
        to_next_m=0.0,
        remaining_m=0.0,
        remaining_s=0.0,
        along_m=route.distance_m,
        snapped=position,
    )
    told = () if state.maneuver_index == last else (ManeuverChanged(index=last),)
    state = replace(state, phase=Phase.ARRIVED, position=position, maneuver_index=last)
    return state, (at_end, *told, Arrived(place_id=route.destination_id, reason=reason))


def end_of(route: Route) -> Position:
    """Return where a route ends."""
    x_m, y_m = route.legs[-1].points[-1]
    return Position(x_m=x_m, y_m=y_m, level_id=route.legs[-1].to_level_id)


def remaining_m(route: Route, track: Track) -> float:
    """Return how much of a route is left [m]."""
    return max(route.distance_m - track.along_m, 0.0)


def remaining_s(route: Route, track: Track) -> float:
    """Return how long the rest of a route takes [s]."""
    stretch = split(route)[track.part]
    assert isinstance(stretch, Stretch)
    _, leg_index = stretch.at(track.along_m)
    leg = route.legs[leg_index]
    left_m = leg_starts_m(route)[leg_index + 1] - track.along_m
    share = min(left_m / leg.distance_m, 1.0) if leg.distance_m > 0 else float(leg.kind is not None)
    return share * leg.duration_s + sum(later.duration_s for later in route.legs[leg_index + 1 :])


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


def _is_done(state: GuidanceState, track: Track, sight: Sight) -> bool:
    """Whether somebody who wants to know can be told that they did the last thing right."""
    said = state.maneuvers[state.maneuver_index]
    new = register_of(state.profile) is Register.DETAILED and state.maneuver_index > state.done_index
    return new and said.kind in _CONFIRMED and sight is Sight.ON_ROUTE and track.along_m >= said.along_m + DONE_M


def _progress(
    state: GuidanceState, route: Route, parts: tuple[Part, ...], index: int, fix: Fix, sight: Sight
) -> Progress:
    _, track = _guided(state)
    stretch = parts[track.part]
    assert isinstance(stretch, Stretch)
    point, _ = stretch.at(track.along_m)
    after = state.maneuvers[min(index + 1, len(state.maneuvers) - 1)]
    snapped = Position(x_m=point[0], y_m=point[1], level_id=stretch.level_id)
    return Progress(
        maneuver_index=index,
        to_next_m=max(after.along_m - track.along_m, 0.0),
        remaining_m=remaining_m(route, track),
        remaining_s=remaining_s(route, track),
        along_m=track.along_m,
        snapped=snapped if sight is Sight.ON_ROUTE else fix.position,
    )


def _guided(state: GuidanceState) -> tuple[Route, Track]:
    assert state.route is not None
    assert state.track is not None
    return state.route, state.track
