"""One day under one policy."""

from functools import lru_cache

import numpy as np

from maps.errors import NotFoundError
from simulator.hospital.draws import Draws
from simulator.hospital.engine import run
from simulator.hospital.layout import World
from simulator.hospital.people import People, draw_people
from simulator.hospital.policies import Policy
from simulator.hospital.record import DayRecord
from simulator.hospital.scenario import Scenario
from simulator.hospital.setting import set_up
from simulator.hospital.site import Site, build_site, pooled

POLICIES = tuple(each.name.lower() for each in Policy)
"""Names of the policies; the last two are bounds."""


def run_day(scenario: Scenario, policy_name: str, *, seed: int, day: int) -> DayRecord:
    """Live one day.

    Parameters
    ----------
    policy_name : str
        One of `POLICIES`.
    seed, day : int
        The same pair brings the same people with the same service times under every policy.

    Raises
    ------
    BadInputError
        If the day is impossible in its venue.
    NotFoundError
        If there is no such policy.
    """
    if policy_name not in POLICIES:
        raise NotFoundError(f"There is no policy {policy_name!r}.", remedy=f"Choose from {', '.join(POLICIES)}.")
    policy = Policy[policy_name.upper()]
    site = _site(scenario, policy is Policy.POOLED)
    people = draw_people(scenario, Draws(seed, day))
    world = set_up(scenario, site, people, int(policy))
    run(world)
    return pack(scenario, site, people, world)


@lru_cache(maxsize=16)
def _site(scenario: Scenario, merged: bool) -> Site:
    site = build_site(scenario)
    return pooled(site) if merged else site


def pack(scenario: Scenario, site: Site, people: People, world: World) -> DayRecord:
    """Return what happened in a world whose day is over."""
    stops = world.stops
    person, column = np.nonzero(stops["stage"] >= 0)
    picked = stops[person, column]
    names = [each.place for stage in scenario.stages for each in stage.counters]
    if len(site.stage) - 1 < len(names):
        names = [each.name for each in scenario.stages]
    last = stops[np.arange(len(stops)), world.people["stops"]]
    return DayRecord(
        stages=tuple(each.name for each in scenario.stages),
        places=(*names, scenario.entrance or "entrance"),
        departments=tuple(each.name for each in scenario.departments),
        walkers=tuple(each.name for each in scenario.walkers),
        stage_of_place=site.stage,
        servers=site.servers,
        arrival_s=people.arrival_s,
        left_s=world.people["left_s"],
        guided=people.guided,
        gave_up=world.people["gave_up"],
        walker=people.walker,
        department=people.department,
        person=person,
        way_out_s=last["walk_s"] + last["lift_wait_s"],
        **{name: picked[name] for name in ("stage", "place", "from_place", "switches")},
        **{name: picked[name] for name in ("decided_s", "joined_s", "started_s", "ended_s", "walk_s", "lift_wait_s")},
    )
