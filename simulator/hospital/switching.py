"""Whether somebody who has come to a place is better sent on to its neighbour."""

import math

from simulator.hospital.compiled import compiled
from simulator.hospital.layout import World
from simulator.hospital.policies import known_open, score_s, way_s

MOST_CHANGES = 3
LEAST_S, LEAST_SHARE = 20.0, 0.2


@compiled()
def needed_saving_s(stay_s: float, walk_s: float) -> float:
    """Return what going on to a neighbour must save [s]."""
    return max(LEAST_S + walk_s, LEAST_SHARE * stay_s)


@compiled()
def other_place(world: World, person: int, policy: int) -> int:
    """Return the place where somebody is to queue who has come to one: this, or another that is worth the way."""
    one = world.people[person]
    here, step = one.here, one.doing
    if world.stops[person, one.stops].switches >= MOST_CHANGES:
        return int(here)
    stage = world.stages[world.places[here].stage]
    shut = known_open(world, here) == 0
    stay_s = score_s(world, person, step, here, policy)
    best, best_s = here, math.inf
    if not shut and stay_s < LEAST_S:
        return int(here)
    for number in range(stage.begin, stage.end):
        if number == here or known_open(world, number) == 0:
            continue
        walk_s = way_s(world, person, here, number)
        if walk_s >= min(best_s, stay_s) and not shut:
            continue
        cost_s = score_s(world, person, step, number, policy)
        if cost_s < best_s and (shut or stay_s - cost_s >= needed_saving_s(stay_s, walk_s)):
            best, best_s = number, cost_s
    return int(best)
