"""Ways to send people to places, each a score: the place with the least one is taken.

`Policy` names them for the compiled loop; those that reckon with waits look at them by `simulator.hospital.outlook`.
"""

import enum
import math

import numpy as np

from simulator.hospital.compiled import compiled
from simulator.hospital.layout import World
from simulator.hospital.outlook import expected_wait, time_left


class Policy(enum.IntEnum):
    """How people are sent.

    `POOLED` is the bound with one line for all places of a stage; `CLAIRVOYANT` knows how long every service will take.
    """

    UNGUIDED = 0
    NEAREST = 1
    BOARD = 2
    PREDICTED = 3
    COMMITMENTS = 4
    PLANNER = 5
    CLAIRVOYANT = 6
    POOLED = 7


UNGUIDED, NEAREST, BOARD, PREDICTED, COMMITMENTS, PLANNER, CLAIRVOYANT, POOLED = (int(each) for each in Policy)


@compiled()
def way_s(world: World, person: int, here: int, there: int) -> float:
    """Return how long somebody is expected to walk [s], lifts included."""
    one = world.people[person]
    return world.walk_m[one.wheels, here, there] / one.speed_m_s + world.lift_s[one.wheels, here, there]


@compiled()
def by_lot(world: World, person: int, step: int) -> int:
    """Return a place in proportion to its servers; closed ones only if all are."""
    stage = world.stages[world.steps[person, step].stage]
    total, closed = 0, False
    for number in range(stage.begin, stage.end):
        total += world.places[number].open
    if total == 0:
        closed = True
        for number in range(stage.begin, stage.end):
            total += world.places[number].servers
    left = world.steps[person, step].lot * total
    for number in range(stage.begin, stage.end):
        left -= world.places[number].servers if closed else world.places[number].open
        if left < 0:
            return number
    return stage.end - 1


@compiled()
def known_open(world: World, number: int) -> int:
    """Return how many servers work, as far as the feed says."""
    place = world.places[number]
    return place.open if place.live else place.seen_open


@compiled()
def wait_s(world: World, person: int, step: int, number: int, walk_s: float, policy: int) -> float:
    """Return the expected wait of somebody who walks to a place now [s]."""
    place, now_s = world.places[number], world.clock[0].t_s
    stage = world.stages[place.stage]
    clear = policy == CLAIRVOYANT
    live = place.live or clear
    seen_s = now_s if live else place.seen_s
    waiting, busy = (place.waiting, place.busy) if live else (place.seen_waiting, place.seen_busy)
    since_s = world.since_s[number] if live else world.seen_since_s[number]
    servers = max(place.open if live else place.seen_open, 1)
    free_s = world.free_s[:servers]
    free_s[:] = 0.0
    idle = max(servers - busy, 0)
    for server in range(servers - idle):
        begun_s = since_s[server]
        if clear:
            served = world.serving[number, server]
            left_s = begun_s + world.steps[served, world.people[served].doing].service_s - now_s
        else:
            left_s = time_left(stage.service_s, stage.cv, seen_s - begun_s)
        at = idle + server
        while at > 0 and free_s[at - 1] > left_s:
            free_s[at] = free_s[at - 1]
            at -= 1
        free_s[at] = left_s
    at_s = now_s + walk_s - seen_s
    if clear:
        return _clear_wait_s(world, number, now_s, at_s)
    if policy < COMMITMENTS:
        return expected_wait(free_s, waiting, stage.service_s, world.coming_s[:0], 0.0, at_s)
    coming_s = world.coming_s[: _look_up_coming(world, number, seen_s)]
    others_per_s = place.others / place.others_span_s if place.others_span_s > 0 else 0.0
    return expected_wait(free_s, waiting, stage.service_s, coming_s, others_per_s, at_s)


@compiled()
def _look_up_coming(world: World, number: int, seen_s: float) -> int:
    """Note when those join who are not in the feed's count [s after it], and return how many they are.

    First who has come, then who is on the way.
    """
    place, count = world.places[number], 0
    for at in range(place.expected):
        if world.expected[number, at] < 0:
            world.coming_s[count] = world.expected_s[number, at] - seen_s
            count += 1
    for at in range(place.expected):
        if world.expected[number, at] >= 0:
            world.coming_s[count] = max(world.expected_s[number, at], world.clock[0].t_s) - seen_s
            count += 1
    return count


@compiled()
def _clear_wait_s(world: World, number: int, now_s: float, at_s: float) -> float:
    """Return the true wait behind those in line and on the way; nobody else overtakes."""
    place = world.places[number]
    free_s = world.free_s[: max(place.open, 1)]
    for head in (place.first_head, place.head):
        person = head
        while person >= 0:
            if world.people[person].waits:
                _take(free_s, 0.0, world.steps[person, world.people[person].doing].service_s)
            person = world.people[person].next
    for at in range(place.expected):
        comes_s, person = max(world.expected_s[number, at] - now_s, 0.0), world.expected[number, at]
        if comes_s > at_s:
            break
        if person >= 0:
            _take(free_s, comes_s, world.steps[person, world.people[person].doing].service_s)
    return max(float(free_s[0]) - at_s, 0.0)


@compiled()
def _take(free_s: np.ndarray, from_s: float, service_s: float) -> None:
    free_again_s, last = max(free_s[0], from_s) + service_s, 0
    while last + 1 < len(free_s) and free_s[last + 1] < free_again_s:
        free_s[last] = free_s[last + 1]
        last += 1
    free_s[last] = free_again_s


@compiled()
def score_s(world: World, person: int, step: int, number: int, policy: int) -> float:
    """Return what a place costs somebody [s], or in an order of its own for the board."""
    walk_s = way_s(world, person, world.people[person].here, number)
    if policy in (NEAREST, POOLED):
        return walk_s
    if policy == BOARD:
        place = world.places[number]
        waiting, busy = (place.waiting, place.busy) if place.live else (place.seen_waiting, place.seen_busy)
        servers = max(known_open(world, number), 1)
        line = waiting + busy if waiting > 0 or busy >= servers else 0
        return 1e5 * line / servers + walk_s
    return walk_s + wait_s(world, person, step, number, walk_s, policy) + _then_s(world, person, step, number, policy)


@compiled()
def _then_s(world: World, person: int, step: int, number: int, policy: int) -> float:
    """Return the walk to whatever comes next [s]: to its nearest place; the planner looks so far."""
    if policy < PLANNER:
        return 0.0
    one, next_step = world.people[person], -1
    for other in range(world.steps.shape[1]):
        if other != step and world.steps[person, other].stage >= 0 and not (one.done >> other) & 1:
            next_step = other
            break
    if next_step < 0:
        return way_s(world, person, number, len(world.places) - 1)
    stage = world.stages[world.steps[person, next_step].stage]
    least_s = math.inf
    for place in range(stage.begin, stage.end):
        least_s = min(least_s, way_s(world, person, number, place))
    return least_s


@compiled()
def choose(world: World, person: int, policy: int) -> tuple[int, int]:
    """Return the step somebody does next, and where; −1 where nothing is left.

    Only the planner takes steps of one block in another order than the person would.
    """
    one, first = world.people[person], -1
    best, best_step, best_s = -1, -1, math.inf
    policy = policy if one.guided or policy == POOLED else UNGUIDED
    for step in range(world.steps.shape[1]):
        if world.steps[person, step].stage < 0 or (one.done >> step) & 1:
            continue
        if first < 0:
            first = step
        elif (
            policy < PLANNER or policy == POOLED or world.steps[person, step].block != world.steps[person, first].block
        ):
            break
        if policy == UNGUIDED:
            return step, by_lot(world, person, step)
        stage = world.stages[world.steps[person, step].stage]
        lead_s = _report_lead_s(world, person, step)
        serving = False
        for number in range(stage.begin, stage.end):
            serving = serving or known_open(world, number) > 0
        for number in range(stage.begin, stage.end):
            if serving and known_open(world, number) == 0:
                continue
            if way_s(world, person, one.here, number) - lead_s >= best_s:
                continue
            cost_s = score_s(world, person, step, number, policy) - lead_s
            if cost_s < best_s:
                best, best_step, best_s = number, step, cost_s
    return best_step, best


@compiled()
def _report_lead_s(world: World, person: int, step: int) -> float:
    """Return the head start that doing a step now gives its report [s]: as long as there is something else to do."""
    report_s = world.stages[world.steps[person, step].stage].report_s
    if report_s <= 0:
        return 0.0
    rest_s, one = 0.0, world.people[person]
    for other in range(world.steps.shape[1]):
        if other == step or world.steps[person, other].stage < 0 or (one.done >> other) & 1:
            continue
        if world.steps[person, other].needs_reports:
            return min(report_s, rest_s)
        if world.steps[person, other].block == world.steps[person, step].block:
            rest_s += 2 * world.stages[world.steps[person, other].stage].service_s
    return 0.0
