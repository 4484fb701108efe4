"""The lines at places: who is served next, who is expected, what the feed knows."""

import math

from simulator.hospital.compiled import compiled
from simulator.hospital.events import push
from simulator.hospital.layout import ENDS, LOSES_PATIENCE, MOST_EXPECTED, World

FADES_S = 1800.0
"""Unguided people seen so long ago count a third (as in `nav.waits.demand`) [s]."""


@compiled()
def join(world: World, person: int) -> None:
    """Put somebody at the end of the line of the place they are at, and serve who can be served."""
    one, t_s = world.people[person], world.clock[0].t_s
    place = world.places[one.here]
    stop = world.stops[person, one.stops]
    stop.place, stop.joined_s = one.here, t_s
    if one.guided:
        if not place.live:
            expect(world, -1 - person, one.here, t_s)
    else:
        place.came += 1
    one.waits, one.next, one.line = True, -1, one.here
    if one.priority:
        if place.first_head < 0:
            place.first_head = person
        else:
            world.people[place.first_tail].next = person
        place.first_tail = person
    else:
        if place.head < 0:
            place.head = person
        else:
            world.people[place.tail].next = person
        place.tail = person
    place.waiting += 1
    patience_s = world.stages[place.stage].patience_s
    if patience_s > 0:
        push(world.heap, world.clock, t_s + patience_s * one.patience, LOSES_PATIENCE, person)
    serve(world, one.here)


@compiled()
def call_next(world: World, number: int) -> int:
    """Take the next person out of a line; −1 if nobody is there."""
    place = world.places[number]
    while place.first_head >= 0:
        person = place.first_head
        place.first_head = world.people[person].next
        if world.people[person].waits:
            world.people[person].waits = False
            place.waiting -= 1
            return person
    while place.head >= 0:
        person = place.head
        place.head = world.people[person].next
        if world.people[person].waits:
            world.people[person].waits = False
            place.waiting -= 1
            return person
    return -1


@compiled()
def serve(world: World, number: int) -> None:
    """Let every free server call somebody."""
    place, t_s = world.places[number], world.clock[0].t_s
    while place.busy < place.open and place.waiting > 0:
        person = call_next(world, number)
        one = world.people[person]
        world.since_s[number, place.busy], world.serving[number, place.busy] = t_s, person
        place.busy += 1
        world.stops[person, one.stops].started_s = t_s
        push(world.heap, world.clock, t_s + world.steps[person, one.doing].service_s, ENDS, person)


@compiled()
def finish(world: World, person: int) -> None:
    """Free the server of somebody, and let it call the next."""
    number = world.people[person].here
    place = world.places[number]
    server = 0
    while world.serving[number, server] != person:
        server += 1
    for other in range(server, place.busy - 1):
        world.serving[number, other] = world.serving[number, other + 1]
        world.since_s[number, other] = world.since_s[number, other + 1]
    place.busy -= 1
    serve(world, number)


@compiled()
def expect(world: World, person: int, number: int, t_s: float) -> None:
    """Note that somebody is on the way to a place; −1 − person has come, and is known until the feed has seen them."""
    place = world.places[number]
    at = place.expected
    if at == MOST_EXPECTED:
        return
    place.expected += 1
    while at > 0 and world.expected_s[number, at - 1] > t_s:
        world.expected_s[number, at] = world.expected_s[number, at - 1]
        world.expected[number, at] = world.expected[number, at - 1]
        at -= 1
    world.expected_s[number, at], world.expected[number, at] = t_s, person


@compiled()
def forget(world: World, person: int, number: int) -> None:
    """Note that somebody is no longer on the way."""
    place = world.places[number]
    for at in range(place.expected):
        if world.expected[number, at] == person:
            for other in range(at, place.expected - 1):
                world.expected_s[number, other] = world.expected_s[number, other + 1]
                world.expected[number, other] = world.expected[number, other + 1]
            place.expected -= 1
            return


@compiled()
def read(world: World, number: int) -> None:
    """Let the feed see a place: who has come is in its count from now on."""
    place = world.places[number]
    place.seen_s, place.seen_open = world.clock[0].t_s, place.open
    place.seen_busy, place.seen_waiting = place.busy, place.waiting
    for server in range(place.busy):
        world.seen_since_s[number, server] = world.since_s[number, server]
    kept = 0
    for at in range(place.expected):
        if world.expected[number, at] >= 0:
            world.expected_s[number, kept] = world.expected_s[number, at]
            world.expected[number, kept] = world.expected[number, at]
            kept += 1
    place.expected = kept


@compiled()
def tally(world: World, number: int, passed_s: float) -> None:
    """Learn how many come unannounced."""
    place, kept = world.places[number], math.exp(-passed_s / FADES_S)
    place.others = place.others * kept + place.came
    place.others_span_s = place.others_span_s * kept + passed_s
    place.came = 0
