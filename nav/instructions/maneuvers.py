"""A route as the things to do on the way, in no language.

Plain: few and useful. Wiggles are merged (`nav.instructions.turns`), a bend with no other way to go is not told, the
door of the destination is the arrival, the turn out of a lift belongs to leaving it. Detailed: every turn and opening
besides, and a word every few metres.
"""

from dataclasses import replace
from itertools import accumulate

from maps.ids import FeatureId
from maps.venue import Portal, Venue
from nav.instructions.arrival import END_M, arrival
from nav.instructions.boarding import boarding, exit_side
from nav.instructions.choices import DOOR_M, find_choices, marked
from nav.instructions.landmarks import first_of_bank, is_place
from nav.instructions.maneuver import SHARP_DEG, Maneuver, ManeuverKind, Relation, turn_side
from nav.instructions.passages import Passage, find_passages
from nav.instructions.reassurance import reassurance
from nav.instructions.register import Register
from nav.instructions.scenery import Scenery, find_scenery, find_towards, find_way_in_view
from nav.instructions.stretches import Part, Ride, Stretch, leg_starts_m, split
from nav.instructions.turns import Turn, find_turns
from nav.route import Route

START_M = 6.0
"""A turn this close to a lift or door just left belongs to leaving it [m]."""
UNKNOWN_START_M = 2.5
"""A turn this close to the start is no turn: nobody knows which way the walker faced [m]."""
ORIGIN_DOOR_M = 15.0
"""A door this close to the start is the way out of the place where the route starts [m]."""
DOORSTEP_M = 0.3
"""A door this close to the end of a stretch is where it ends [m]."""
TOWARDS_M = 40.0
"""What is farther away than this is no direction [m]."""


def maneuvers(route: Route, venue: Venue, register: Register = Register.PLAIN) -> tuple[Maneuver, ...]:
    """Return the things to do along a route, from `depart` (or a ride at once) to `arrive`.

    Parameters
    ----------
    route : Route
        With at least one leg.
    venue : Venue
        The venue it was planned in.
    register : Register
        How much is told.

    Returns
    -------
    tuple of Maneuver
        In order; distances and durations sum to the route's; every point lies on the route.
    """
    parts = split(route)
    told: list[Maneuver] = []
    scenery: Scenery | None = None
    for index, part in enumerate(parts):
        before, after = parts[index - 1] if index else None, parts[index + 1] if index + 1 < len(parts) else None
        if isinstance(part, Ride):
            told.append(boarding(part, scenery, since_m=told[-1].along_m if told else part.start_m))
            continue
        scenery = None
        if len(part.points) > 1 or (before and after):
            scenery = find_scenery(part, venue, without=_unnamed(route, before, venue))
            told.extend(_walking(scenery, _first(parts, index, venue), venue, register))
    assert isinstance(parts[-1], Stretch)
    told.append(arrival(route, parts[-1], venue))
    return _measured(told, route)


def _unnamed(route: Route, before: Part | None, venue: Venue) -> frozenset[FeatureId]:
    """Return what may not be a landmark on a stretch: the destination, and the lift or stairs just left."""
    left = venue.feature_by_id.get(before.portal_id) if isinstance(before, Ride) and before.portal_id else None
    ids = {route.destination_id, first_of_bank(left, venue) if isinstance(left, Portal) else None}
    return frozenset(each for each in ids if each is not None)


def _first(parts: tuple[Part, ...], index: int, venue: Venue) -> Maneuver:
    """Return how a stretch begins: the departure, or leaving a lift or stairs, and by which door."""
    stretch = parts[index]
    assert isinstance(stretch, Stretch)
    start = Maneuver(
        kind=ManeuverKind.DEPART,
        level_id=stretch.level_id,
        point=stretch.points[0],
        leg_index=stretch.leg_indices[0],
        along_m=stretch.start_m,
    )
    if index == 0:
        return start
    boarded, ride = parts[index - 2], parts[index - 1]
    assert isinstance(boarded, Stretch)
    assert isinstance(ride, Ride)
    opens = exit_side(ride, boarded, stretch, venue)
    return replace(start, kind=ManeuverKind.LEAVE_PORTAL, portal_id=ride.portal_id, exit_side=opens)


def _walking(scenery: Scenery, first: Maneuver, venue: Venue, register: Register) -> tuple[Maneuver, ...]:
    """Return the maneuvers of one stretch: its start, its turns and doors, a word on long ways."""
    stretch = scenery.stretch
    turns, passages = find_turns(stretch), find_passages(stretch, venue)
    start, free_m = _start(first, stretch, turns, passages, venue)
    doors_end_m = stretch.end_m - (END_M if register is Register.PLAIN else DOORSTEP_M)
    free_turns = tuple(turn for turn in turns if turn.along_m >= free_m and turn.first_m < stretch.end_m - END_M)
    if start.kind is ManeuverKind.DEPART and start.relation is None:
        free_turns = tuple(turn for turn in free_turns if not _is_about_face(turn, stretch.start_m))
    free_doors = tuple(door for door in passages if free_m <= door.along_m < doors_end_m)
    choices = find_choices(stretch, free_turns, free_doors, venue, register)
    first_m = choices[0].along_m if choices else stretch.end_m
    told = [_directed(start, first_m, passages, scenery)]
    for choice in choices:
        told.extend(reassurance(scenery, told[-1].along_m, choice.along_m, register))
        told.append(marked(choice, scenery, since_m=told[-1].along_m))
    return (*told, *reassurance(scenery, told[-1].along_m, stretch.end_m, register))


def _is_about_face(turn: Turn, start_m: float) -> bool:
    """Whether a turn right after the start only says that the first metres lead out of a corner."""
    return turn.along_m < start_m + START_M and abs(turn.angle_deg) >= SHARP_DEG


def _start(
    start: Maneuver, stretch: Stretch, turns: tuple[Turn, ...], passages: tuple[Passage, ...], venue: Venue
) -> tuple[Maneuver, float]:
    """Return the first maneuver of a stretch, and the metre from which turns and doors are told on their own."""
    if start.kind is ManeuverKind.LEAVE_PORTAL:
        return _with_way_out(start, stretch.start_m, turns)
    origin = venue.unit_by_id.get(stretch.units[0]) if stretch.units else None
    door = passages[0] if passages and passages[0].opening.has_door else None
    if origin is None or not is_place(origin) or door is None or door.along_m - stretch.start_m > ORIGIN_DOOR_M:
        return start, stretch.start_m + UNKNOWN_START_M
    out = replace(start, landmark_id=origin.id, relation=Relation.OUT_OF, opening_id=door.opening.id)
    return _with_way_out(out, door.along_m, turns)


def _with_way_out(start: Maneuver, out_m: float, turns: tuple[Turn, ...]) -> tuple[Maneuver, float]:
    """Give a start the side of the turn that follows at once; say from where on turns are told."""
    first = next((turn for turn in turns if turn.last_m >= out_m - DOOR_M), None)
    if first is None or first.first_m > out_m + START_M:
        return start, out_m
    return replace(start, side=turn_side(first.angle_deg)), max(first.last_m, out_m) + 0.1


def _directed(start: Maneuver, until_m: float, passages: tuple[Passage, ...], scenery: Scenery) -> Maneuver:
    """Return a departure with something to go towards: a thing in sight, else where the next way in sight leads.

    Nobody knows which way the walker faces; "straight ahead" is only said where there is nothing to name.
    """
    if start.kind is not ManeuverKind.DEPART or start.relation is not None:
        return start
    from_m, to_m = start.along_m + UNKNOWN_START_M, min(until_m, start.along_m + TOWARDS_M)
    seen = find_towards(scenery, from_m, to_m)
    place_id = seen.id if seen else find_way_in_view(scenery, passages, from_m, to_m)
    return start if place_id is None else replace(start, landmark_id=place_id, relation=Relation.TOWARDS)


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
