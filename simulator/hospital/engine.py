"""The day itself: one loop over events, compiled."""

import math

from simulator.hospital.compiled import compiled
from simulator.hospital.events import pop, push
from simulator.hospital.layout import (
    ARRIVES,
    AT_LIFT,
    DECIDES,
    ENDS,
    SERVERS_CHANGE,
    SILENCE,
    SPEECH,
    TALLY,
    World,
)
from simulator.hospital.lines import call_next, expect, finish, forget, join, read, serve, tally
from simulator.hospital.policies import COMMITMENTS, POOLED, choose, way_s
from simulator.hospital.switching import other_place

CROWDED = 5.4
"""People per square metre at which nobody moves (Weidmann, 1993)."""


@compiled()
def slowed(per_m2: float) -> float:
    """Return walking speed in a crowd as a share of free speed: 1 − exp(−1.913 (1/ρ − 1/5.4)) (Weidmann, 1993)."""
    if per_m2 <= 0:
        return 1.0
    return max(1.0 - math.exp(-1.913 * (1.0 / per_m2 - 1.0 / CROWDED)), 0.05)


@compiled()
def run(world: World) -> None:
    """Live the day to its end."""
    while True:
        clock = world.clock[0]
        arrival_s = world.people[clock.arrived].arrival_s if clock.arrived < len(world.people) else math.inf
        control_s = world.controls[clock.controlled].t_s if clock.controlled < len(world.controls) else math.inf
        event_s = world.heap[0].t_s if clock.events > 0 else math.inf
        if arrival_s == math.inf and event_s == math.inf:
            return
        if control_s <= min(arrival_s, event_s):
            clock.t_s = control_s
            clock.controlled += 1
            _control(world, clock.controlled - 1)
            continue
        if arrival_s <= event_s:
            person, kind = clock.arrived, DECIDES
            clock.t_s = arrival_s
            clock.arrived += 1
            if _parks(world, person):
                continue
        else:
            clock.t_s, kind, person = pop(world.heap, world.clock)
        _happen(world, person, kind)
        if kind in (DECIDES, ENDS) and _asks(world, person):
            _send_by_policy(world, person)


@compiled()
def _happen(world: World, person: int, kind: int) -> None:
    if kind == AT_LIFT:
        _ride(world, person)
    elif kind == ARRIVES:
        _arrive(world, person)
    elif kind == ENDS:
        finish(world, person)
        _step_done(world, person)
    elif kind != DECIDES and world.people[person].waits and _still_there(world, person):
        _give_up(world, person)


@compiled()
def send(world: World, person: int, step: int, number: int) -> None:
    """Let somebody go to a place for a step."""
    one, t_s = world.people[person], world.clock[0].t_s
    one.doing = step
    stop = world.stops[person, one.stops]
    if math.isnan(stop.decided_s):
        stop.decided_s, stop.from_place, stop.stage = t_s, one.here, world.steps[person, step].stage
    stop.place = number
    if one.guided and world.rule[0].policy != POOLED:
        expect(world, person, number, t_s + way_s(world, person, one.here, number))
    _walk(world, person, number, world.steps[person, step].stroll)


@compiled()
def _send_by_policy(world: World, person: int) -> None:
    step, number = choose(world, person, world.rule[0].policy)
    send(world, person, step, number)


@compiled()
def _asks(world: World, person: int) -> bool:
    """Return whether somebody has a choice to make now: not while a report is awaited, nor on the way out."""
    one, t_s = world.people[person], world.clock[0].t_s
    for step in range(world.steps.shape[1]):
        if world.steps[person, step].stage < 0 or (one.done >> step) & 1 or one.gave_up:
            continue
        if world.steps[person, step].needs_reports and one.ready_s > t_s:
            push(world.heap, world.clock, one.ready_s, DECIDES, person)
            return False
        return True
    _walk(world, person, len(world.places) - 1, 1.0)
    return False


@compiled()
def _walk(world: World, person: int, number: int, stroll: float) -> None:
    """Set out; half of the way is before the lift and half behind it."""
    one, t_s, rule = world.people[person], world.clock[0].t_s, world.rule[0]
    speed_m_s = one.speed_m_s * (slowed(world.clock[0].walking / rule.area_m2) if rule.area_m2 > 0 else 1.0)
    foot_s = stroll * world.walk_m[one.wheels, one.here, number] / speed_m_s
    lift_s = world.lift_s[one.wheels, one.here, number]
    one.target = number
    world.clock[0].walking += 1
    stop = world.stops[person, one.stops]
    if lift_s > 0 and rule.slot_s > 0:
        stop.walk_s += foot_s
        one.search_s = foot_s / 2
        push(world.heap, world.clock, t_s + foot_s / 2, AT_LIFT, person)
    else:
        stop.walk_s += foot_s + lift_s
        push(world.heap, world.clock, t_s + foot_s + lift_s, ARRIVES, person)


@compiled()
def _ride(world: World, person: int) -> None:
    """Take the next car with room: they leave one after another, each with so many."""
    clock, rule, t_s = world.clock[0], world.rule[0], world.clock[0].t_s
    leaves_s = math.ceil(t_s / rule.slot_s) * rule.slot_s
    if leaves_s > clock.slot_s:
        clock.slot_s, clock.riders = leaves_s, 0
    if clock.riders == rule.seats:
        clock.slot_s, clock.riders = clock.slot_s + rule.slot_s, 0
    clock.riders += 1
    one = world.people[person]
    stop = world.stops[person, one.stops]
    stop.lift_wait_s += clock.slot_s - t_s
    stop.walk_s += rule.ride_s
    push(world.heap, world.clock, clock.slot_s + rule.ride_s + one.search_s, ARRIVES, person)


@compiled()
def _arrive(world: World, person: int) -> None:
    one, t_s = world.people[person], world.clock[0].t_s
    world.clock[0].walking -= 1
    one.here = one.target
    if one.here == len(world.places) - 1:
        one.left_s = t_s + (world.rule[0].park_walk_s if one.by_car else 0.0)
        world.clock[0].parked -= one.by_car
        return
    if one.guided:
        forget(world, person, one.here)
    if t_s >= world.stages[world.places[one.here].stage].closes_s:
        _step_done(world, person)
        push(world.heap, world.clock, t_s, DECIDES, person)
        return
    policy = world.rule[0].policy
    if one.guided and COMMITMENTS <= policy < POOLED:
        other = other_place(world, person, policy)
        if other != one.here:
            world.stops[person, one.stops].switches += 1
            send(world, person, one.doing, other)
            return
    join(world, person)


@compiled()
def _step_done(world: World, person: int) -> None:
    one, t_s = world.people[person], world.clock[0].t_s
    stop, step = world.stops[person, one.stops], world.steps[person, one.doing]
    if not math.isnan(stop.started_s):
        stop.ended_s = t_s
        if step.report_s > 0:
            one.ready_s = max(one.ready_s, t_s + step.report_s)
    one.done |= 1 << one.doing
    one.stops += 1


@compiled()
def _still_there(world: World, person: int) -> bool:
    """Return whether the patience that is lost is that of this line, not of an earlier one."""
    one, t_s = world.people[person], world.clock[0].t_s
    joined_s = world.stops[person, one.stops].joined_s
    patience_s = world.stages[world.places[one.here].stage].patience_s * one.patience
    return abs(joined_s + patience_s - t_s) < 1e-6


@compiled()
def _give_up(world: World, person: int) -> None:
    one = world.people[person]
    world.places[one.here].waiting -= 1
    one.waits, one.gave_up = False, True
    one.stops += 1
    _walk(world, person, len(world.places) - 1, 1.0)


@compiled()
def _parks(world: World, person: int) -> bool:
    """Return whether somebody who has just come first has to park and walk in."""
    one, rule, clock = world.people[person], world.rule[0], world.clock[0]
    if not one.by_car:
        return False
    search_s = rule.search_s if clock.parked >= rule.spaces else 0.0
    clock.parked += 1
    push(world.heap, world.clock, clock.t_s + search_s + rule.park_walk_s, DECIDES, person)
    return True


@compiled()
def _control(world: World, number: int) -> None:
    control = world.controls[number]
    if control.kind == SERVERS_CHANGE:
        world.places[control.place].open = control.value
        serve(world, control.place)
        if control.value == 0:
            _clear(world, control.place)
    elif control.kind in (SILENCE, SPEECH):
        read(world, control.place)
        world.places[control.place].silent = control.kind == SILENCE
        world.places[control.place].live = control.kind == SPEECH and control.value == 1
    else:
        for place in range(len(world.places) - 1):
            if control.kind == TALLY:
                tally(world, place, float(control.value))
            elif not world.places[place].silent:
                read(world, place)


@compiled()
def _clear(world: World, number: int) -> None:
    """Ask everybody in the line of a place that stopped serving where else to go; alone, they stay."""
    stage = world.stages[world.places[number].stage]
    elsewhere = False
    for other in range(stage.begin, stage.end):
        elsewhere = elsewhere or world.places[other].open > 0
    if not elsewhere or world.clock[0].t_s >= stage.closes_s:
        return
    leaving = world.leaving[: world.places[number].waiting]
    for index in range(len(leaving)):
        leaving[index] = call_next(world, number)
    for person in leaving:
        world.stops[person, world.people[person].stops].switches += 1
        push(world.heap, world.clock, world.clock[0].t_s, DECIDES, person)
