"""A route as the few things to do on the way, in no language.

Few and useful: wiggles are merged (`nav.turns`), a bend with no other way to go is not told, the door of the
destination is the arrival, the turn out of a lift belongs to leaving it.
"""

from dataclasses import replace
from itertools import accumulate

from maps.ids import FeatureId
from maps.venue import PortalKind, Venue
from nav.arrival import END_M, arrival
from nav.choices import DOOR_M, find_choices, marked
from nav.landmarks import Landmark, find_landmarks, find_passed, is_place
from nav.maneuver import SHARP_DEG, Maneuver, ManeuverKind, Relation, turn_side
from nav.passages import Passage, find_passages
from nav.route import Route
from nav.stretches import Part, Ride, Stretch, leg_starts_m, split
from nav.turns import Turn, find_turns

START_M = 6.0
"""A turn this close to a lift or door just left belongs to leaving it [m]."""
UNKNOWN_START_M = 2.5
"""A turn this close to the start is no turn: nobody knows which way the walker faced [m]."""
ORIGIN_DOOR_M = 15.0
"""A door this close to the start is the way out of the place where the route starts [m]."""
REASSURE_M = 40.0
"""A longer way without anything to do wants a word on the way [m]."""
TOWARDS_M = 40.0
"""What is farther away than this is no direction [m]."""

_BOARD = {
    PortalKind.ELEVATOR: ManeuverKind.BOARD_ELEVATOR,
    PortalKind.ESCALATOR: ManeuverKind.BOARD_ESCALATOR,
    PortalKind.MOVING_WALKWAY: ManeuverKind.BOARD_ESCALATOR,
    PortalKind.STAIRS: ManeuverKind.TAKE_STAIRS,
    PortalKind.RAMP: ManeuverKind.TAKE_RAMP,
}


def maneuvers(route: Route, venue: Venue) -> tuple[Maneuver, ...]:
    """Return the things to do along a route, from `depart` (or a ride at once) to `arrive`.

    Parameters
    ----------
    route : Route
        With at least one leg.
    venue : Venue
        The venue it was planned in.

    Returns
    -------
    tuple of Maneuver
        In order; distances and durations sum to the route's; every point lies on the route.
    """
    parts = split(route)
    told: list[Maneuver] = []
    for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False):
        if isinstance(part, Ride):
            told.append(_boarding(part, before))
        elif len(part.points) > 1 or (before and after):
            told.extend(_walking(part, before, after, route, venue))
    assert isinstance(parts[-1], Stretch)
    told.append(arrival(route, parts[-1], venue))
    return _measured(told, route)


def _boarding(ride: Ride, before: Part | None) -> Maneuver:
    """Return the ride; the turn that leads straight to it is its side."""
    turns = find_turns(before) if isinstance(before, Stretch) else ()
    to_it = turns[-1] if turns and turns[-1].first_m >= ride.start_m - END_M else None
    return Maneuver(
        kind=_BOARD[ride.kind],
        level_id=ride.from_level_id,
        to_level_id=ride.to_level_id,
        point=ride.board_point,
        leg_index=ride.first_leg,
        along_m=ride.start_m,
        portal_id=ride.portal_id,
        side=turn_side(to_it.angle_deg) if to_it else None,
    )


def _walking(
    stretch: Stretch, before: Part | None, after: Part | None, route: Route, venue: Venue
) -> tuple[Maneuver, ...]:
    """Return the maneuvers of one stretch: its start, its turns and doors, a word on long ways."""
    turns, passages = find_turns(stretch), find_passages(stretch, venue)
    landmarks = find_landmarks(stretch, venue)
    hidden = frozenset({*stretch.units, *([route.destination_id] if route.destination_id else [])})
    start, free_m = _start(stretch, before, turns, passages, venue)
    free_turns = tuple(turn for turn in turns if turn.along_m >= free_m and turn.first_m < stretch.end_m - END_M)
    if start.kind is ManeuverKind.DEPART and start.relation is None:
        free_turns = tuple(turn for turn in free_turns if not _is_about_face(turn, stretch.start_m))
    free_doors = tuple(door for door in passages if free_m <= door.along_m < stretch.end_m - END_M)
    choices = find_choices(stretch, free_turns, free_doors, venue)
    first_m = choices[0].along_m if choices else stretch.end_m
    told = [_directed(start, first_m, after, landmarks, hidden)]
    for choice in choices:
        told.extend(_reassurance(stretch, told[-1].along_m, choice.along_m, landmarks, hidden))
        told.append(marked(choice, landmarks, since_m=told[-1].along_m, without=hidden))
    return (*told, *_reassurance(stretch, told[-1].along_m, stretch.end_m, landmarks, hidden))


def _is_about_face(turn: Turn, start_m: float) -> bool:
    """Whether a turn right after the start only says that the first metres lead out of a corner."""
    return turn.along_m < start_m + START_M and abs(turn.angle_deg) >= SHARP_DEG


def _start(
    stretch: Stretch, before: Part | None, turns: tuple[Turn, ...], passages: tuple[Passage, ...], venue: Venue
) -> tuple[Maneuver, float]:
    """Return the first maneuver of a stretch, and the metre from which turns and doors are told on their own."""
    start = Maneuver(
        kind=ManeuverKind.DEPART if before is None else ManeuverKind.LEAVE_PORTAL,
        level_id=stretch.level_id,
        point=stretch.points[0],
        leg_index=stretch.leg_indices[0],
        along_m=stretch.start_m,
        portal_id=before.portal_id if isinstance(before, Ride) else None,
    )
    if before is not None:
        return _with_way_out(start, stretch.start_m, turns)
    origin = venue.unit_by_id.get(stretch.units[0]) if stretch.units else None
    door = passages[0] if passages and passages[0].opening.has_door else None
    if origin is None or not is_place(origin) or door is None or door.along_m - stretch.start_m > ORIGIN_DOOR_M:
        return start, stretch.start_m + UNKNOWN_START_M
    return _with_way_out(replace(start, landmark_id=origin.id, relation=Relation.OUT_OF), door.along_m, turns)


def _with_way_out(start: Maneuver, out_m: float, turns: tuple[Turn, ...]) -> tuple[Maneuver, float]:
    """Give a start the side of the turn that follows at once; say from where on turns are told."""
    first = next((turn for turn in turns if turn.last_m >= out_m - DOOR_M), None)
    if first is None or first.first_m > out_m + START_M:
        return start, out_m
    return replace(start, side=turn_side(first.angle_deg)), max(first.last_m, out_m) + 0.1


def _directed(
    start: Maneuver,
    until_m: float,
    after: Part | None,
    landmarks: tuple[Landmark, ...],
    hidden: frozenset[FeatureId],
) -> Maneuver:
    """Return a departure with something to walk towards, where there is something in sight."""
    if start.kind is not ManeuverKind.DEPART or start.relation is not None:
        return start
    if isinstance(after, Ride) and until_m == after.start_m and until_m - start.along_m <= TOWARDS_M:
        return replace(start, landmark_id=after.portal_id, relation=Relation.TOWARDS)
    to_m = min(until_m, start.along_m + TOWARDS_M)
    seen = find_passed(landmarks, start.along_m + UNKNOWN_START_M, to_m, since_m=start.along_m, without=hidden)
    return start if seen is None else replace(start, landmark_id=seen.id, relation=Relation.TOWARDS)


def _reassurance(
    stretch: Stretch, from_m: float, to_m: float, landmarks: tuple[Landmark, ...], hidden: frozenset[FeatureId]
) -> tuple[Maneuver, ...]:
    """Return "straight on past the …" about half-way along a long way, if there is something to name."""
    if to_m - from_m <= REASSURE_M:
        return ()
    third_m = (to_m - from_m) / 3.0
    seen = find_passed(landmarks, from_m + third_m, to_m - third_m, since_m=from_m, without=hidden)
    if seen is None:
        return ()
    point, leg_index = stretch.at(seen.along_m)
    return (
        Maneuver(
            kind=ManeuverKind.CONTINUE,
            level_id=stretch.level_id,
            point=point,
            leg_index=leg_index,
            along_m=seen.along_m,
            landmark_id=seen.id,
            relation=Relation.PAST,
        ),
    )


def _measured(told: list[Maneuver], route: Route) -> tuple[Maneuver, ...]:
    """Return the maneuvers with the way and the time to the next; the last has none."""
    starts_m = leg_starts_m(route)
    starts_s = tuple(accumulate((leg.duration_s for leg in route.legs), initial=0.0))

    def elapsed_s(maneuver: Maneuver) -> float:
        leg = route.legs[maneuver.leg_index]
        share = (maneuver.along_m - starts_m[maneuver.leg_index]) / leg.distance_m if leg.distance_m > 0 else 0.0
        return starts_s[maneuver.leg_index] + share * leg.duration_s

    times_s = [0.0, *(elapsed_s(maneuver) for maneuver in told[1:-1]), starts_s[-1]][: len(told)]
    return tuple(
        replace(here, distance_m=after.along_m - here.along_m, duration_s=after_s - here_s)
        if after is not None
        else here
        for here, after, here_s, after_s in zip(told, (*told[1:], None), times_s, (*times_s[1:], 0.0), strict=True)
    )
