"""The memory of a day at its beginning: people at the door, lines empty, the clock before dawn."""

import numpy as np

from simulator.hospital.layout import (
    CLOCK,
    CONTROL,
    EVENT,
    MOST_EXPECTED,
    MOST_SERVERS,
    PERSON,
    PLACE,
    READING,
    RULE,
    SERVERS_CHANGE,
    SILENCE,
    SPEECH,
    STAGE,
    STEP,
    STOP,
    TALLY,
    Records,
    World,
)
from simulator.hospital.people import People
from simulator.hospital.scenario import Scenario
from simulator.hospital.scenario_checks import clock_s
from simulator.hospital.site import Site

LAST_S = 30 * 3600.0
"""The feed is read and arrivals are tallied until then [s of the day]."""
TALLY_S = 60.0
"""Unguided people are counted this often at least [s]."""


def set_up(scenario: Scenario, site: Site, people: People, policy: int) -> World:
    """Return the world in which `engine.run` lives the day."""
    rows, columns = people.stage.shape
    places = _places(scenario, site)
    servers = int(min(site.servers.max(), MOST_SERVERS * len(site.servers)))
    stops = np.zeros((rows, columns + 1), dtype=STOP)
    for name in ("decided_s", "joined_s", "started_s", "ended_s"):
        stops[name] = np.nan
    stops["stage"] = -1
    clock, controls = np.zeros(1, dtype=CLOCK), _controls(scenario, site)
    return World(
        people=_people(scenario, people, len(places) - 1),
        steps=_steps(people),
        stops=stops,
        places=places,
        stages=_stages(scenario, site),
        controls=controls,
        heap=np.zeros(rows * _most_events(columns, controls), dtype=EVENT),
        clock=clock,
        rule=_rule(scenario, policy),
        since_s=np.zeros((len(places), servers)),
        seen_since_s=np.zeros((len(places), servers)),
        serving=np.full((len(places), servers), -1),
        expected_s=np.zeros((len(places), MOST_EXPECTED)),
        expected=np.zeros((len(places), MOST_EXPECTED), dtype=np.int64),
        walk_m=site.walk_m,
        lift_s=site.lift_s,
        free_s=np.zeros(servers + 1),
        coming_s=np.zeros(MOST_EXPECTED),
        leaving=np.zeros(rows, dtype=np.int64),
    )


def _most_events(steps: int, controls: Records) -> int:
    """Return how many events one person can have ahead: the loop checks no bounds.

    What they do next, and the end of their patience in every line: one a step, and one more whenever a place stops
    serving and sends its line elsewhere.
    """
    stops = (controls["kind"] == SERVERS_CHANGE) & (controls["value"] == 0)
    return 2 + steps + int(stops.sum())


def _people(scenario: Scenario, people: People, entrance: int) -> Records:
    rows = np.zeros(len(people.arrival_s), dtype=PERSON)
    for name in ("arrival_s", "speed_m_s", "patience", "guided", "priority", "by_car"):
        rows[name] = getattr(people, name)
    rows["wheels"] = np.array([each.wheelchair for each in scenario.walkers])[people.walker]
    rows["here"] = rows["target"] = entrance
    rows["next"] = rows["line"] = -1
    rows["left_s"] = np.nan
    return rows


def _steps(people: People) -> Records:
    rows = np.zeros(people.stage.shape, dtype=STEP)
    for name in ("service_s", "report_s", "stroll", "lot", "stage", "block", "needs_reports"):
        rows[name] = getattr(people, name)
    return rows


def _places(scenario: Scenario, site: Site) -> Records:
    rows = np.zeros(len(site.stage), dtype=PLACE)
    rows["stage"], rows["servers"], rows["open"] = site.stage, site.servers, site.servers
    for name in ("head", "tail", "first_head", "first_tail"):
        rows[name] = -1
    rows["seen_open"] = rows["open"]
    rows["live"] = scenario.feed.every_s == 0
    return rows


def _stages(scenario: Scenario, site: Site) -> Records:
    rows = np.zeros(len(scenario.stages), dtype=STAGE)
    rows["service_s"] = [each.service_s for each in scenario.stages]
    rows["cv"] = [each.cv for each in scenario.stages]
    rows["report_s"] = [60 * each.report_min for each in scenario.stages]
    rows["patience_s"] = [60 * each.patience_min for each in scenario.stages]
    rows["closes_s"] = [np.inf if each.closes == "24:00" else clock_s(each.closes) for each in scenario.stages]
    rows["begin"], rows["end"] = site.first[:-1], site.first[1:]
    return rows


def _rule(scenario: Scenario, policy: int) -> Records:
    row = np.zeros(1, dtype=RULE)
    row["policy"] = policy
    if scenario.corridors:
        row["area_m2"] = scenario.corridors.area_m2
    if scenario.lifts:
        row["slot_s"], row["ride_s"] = scenario.lifts.cycle_s / scenario.lifts.cars, scenario.lifts.ride_s
        row["seats"] = scenario.lifts.capacity
    if scenario.parking:
        row["spaces"], row["park_walk_s"] = scenario.parking.spaces, scenario.parking.walk_s
        row["search_s"] = 60 * scenario.parking.search_min
    return row


def _controls(scenario: Scenario, site: Site) -> Records:
    """Return what changes by the clock, in order; at one moment readings come last."""
    rows: list[tuple[float, int, int, int]] = []
    for number, stage in enumerate(scenario.stages):
        members = range(site.first[number], site.first[number + 1])
        rows += _shifts(scenario, site, number, members)
        for fault in scenario.feed.faults:
            if not fault.stages or stage.name in fault.stages:
                rows += [(clock_s(fault.since), SILENCE, each, 0) for each in members]
                rows += [(clock_s(fault.until), SPEECH, each, int(scenario.feed.every_s == 0)) for each in members]
    every_s = max(scenario.feed.every_s, TALLY_S)
    rows += [(t_s, TALLY, 0, round(every_s)) for t_s in np.arange(scenario.opens_s, LAST_S, every_s)]
    if scenario.feed.every_s > 0:
        rows += [(t_s, READING, 0, 0) for t_s in np.arange(scenario.opens_s, LAST_S, scenario.feed.every_s)]
    return np.array(sorted(rows, key=lambda row: (row[0], row[1] != SERVERS_CHANGE, row[1], row[2])), dtype=CONTROL)


def _shifts(scenario: Scenario, site: Site, number: int, members: range) -> list[tuple[float, int, int, int]]:
    """Return when how many servers work: the fewest of all shifts that hold."""
    stage = scenario.stages[number]
    merged = len(members) < len(stage.counters)
    times = {clock_s(each) for shift in stage.shifts for each in (shift.since, shift.until)}
    times |= {0.0, clock_s(stage.opens)} if stage.opens != "00:00" else set()
    rows = []
    for t_s in sorted(times):
        working = []
        for counter in stage.counters:
            fewest = counter.servers if t_s >= clock_s(stage.opens) else 0
            for shift in stage.shifts:
                if (not shift.counters or counter.place in shift.counters) and clock_s(shift.since) <= t_s < clock_s(
                    shift.until
                ):
                    fewest = min(fewest, shift.servers)
            working.append(fewest)
        counts = [sum(working)] if merged else working
        rows += [(t_s, SERVERS_CHANGE, place, count) for place, count in zip(members, counts, strict=True)]
    return rows
