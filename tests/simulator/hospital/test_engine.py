"""The day is right: held to theory, to a readable twin, and to itself."""

import math
from typing import Any

import msgspec
import numpy as np
import pytest

from simulator.hospital.draws import Draws
from simulator.hospital.engine import run, slowed
from simulator.hospital.people import People, draw_people
from simulator.hospital.policies import Policy
from simulator.hospital.record import DayRecord
from simulator.hospital.run import POLICIES, pack, run_day
from simulator.hospital.scenario import Scenario, parse_scenario
from simulator.hospital.setting import set_up
from simulator.hospital.site import build_site
from tests.simulator.hospital.plain_day import PlainDay
from tests.simulator.hospital.scenarios import one_queue, random_day, row, small_day

pytestmark = pytest.mark.xdist_group("hospital")  # its kernels are compiled once

COLUMNS = [
    name for name in DayRecord.__dataclass_fields__ if name not in ("stages", "places", "departments", "walkers")
]


def same(one: DayRecord, two: DayRecord) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(two, name), equal_nan=True) for name in COLUMNS)


def lived(scenario: Scenario, people: People, policy: Policy = Policy.UNGUIDED) -> DayRecord:
    site = build_site(scenario)
    world = set_up(scenario, site, people, int(policy))
    run(world)
    return pack(scenario, site, people, world)


@pytest.mark.parametrize("seed", range(6))
def test_every_wait_is_that_of_a_readable_twin(seed: int) -> None:
    scenario = random_day(np.random.default_rng(seed))
    people, site = draw_people(scenario, Draws(seed, 0)), build_site(scenario)
    for policy in (Policy.UNGUIDED, Policy.NEAREST):
        record = lived(scenario, people, policy)
        twin = PlainDay(site, people, nearest=policy is Policy.NEAREST)
        steps = np.argwhere(people.stage >= 0)
        assert len(steps) == len(record.person)
        waits_s = np.array([twin.waits_s[person, step] for person, step in steps.tolist()])
        assert np.abs(record.wait_s - waits_s).max() < 1e-6
        assert np.abs(record.left_s - twin.left_s).max() < 1e-6


def poisson(scenario: Scenario, per_s: float, day: int) -> People:
    people = draw_people(scenario, Draws(5, day))
    gaps_s = -np.log(Draws(5, day).uniform("gap", np.arange(len(people.arrival_s)))) / per_s
    return people._replace(arrival_s=np.cumsum(gaps_s))


def erlang_c_s(servers: int, service_s: float, per_s: float) -> float:
    """Return the mean wait of M/M/c [s]."""
    load = per_s * service_s
    terms = [load**k / math.factorial(k) for k in range(servers)]
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(terms) + last) * service_s / (servers - load)


def mean_waits_s(scenario: Scenario, per_s: float, exponential: bool) -> np.ndarray:
    waits = []
    for day in range(12):
        people = poisson(scenario, per_s, day)
        if exponential:
            drawn = -np.log(Draws(5, day).uniform("service", np.arange(len(people.arrival_s))))
            people = people._replace(service_s=100.0 * drawn[:, None])
        waits.append(lived(scenario, people).wait_s[2000:].mean())
    return np.array(waits)


@pytest.mark.parametrize("servers", [1, 3, 8])
def test_waits_of_exponential_services_are_those_of_erlang(servers: int) -> None:
    per_s = 0.8 * servers / 100
    scenario = one_queue(servers=servers, service_s=100, cv=1, per_s=per_s, people=30_000)
    waits_s = mean_waits_s(scenario, per_s, exponential=True)
    error_s = waits_s.std(ddof=1) / np.sqrt(len(waits_s))
    assert abs(waits_s.mean() - erlang_c_s(servers, 100, per_s)) < 3 * error_s


def test_waits_of_one_server_are_those_of_pollaczek_and_khinchine() -> None:
    scenario = one_queue(servers=1, service_s=100, cv=0.6, per_s=0.007, people=30_000)
    waits_s = mean_waits_s(scenario, 0.007, exponential=False)
    error_s = waits_s.std(ddof=1) / np.sqrt(len(waits_s))
    assert abs(waits_s.mean() - erlang_c_s(1, 100, 0.007) * (1 + 0.6**2) / 2) < 3 * error_s


def test_the_time_people_wait_is_the_time_lines_are_long() -> None:
    record = run_day(parse_scenario(small_day()), "commitments", seed=1, day=0)
    moments = np.unique(np.concatenate([record.joined_s, record.started_s]))
    length = [np.sum((record.joined_s <= t_s) & (record.started_s > t_s)) for t_s in moments[:-1]]
    assert np.dot(length, np.diff(moments)) == pytest.approx(record.wait_s.sum(), rel=1e-9)


def test_a_crowd_slows_as_weidmann_measured() -> None:
    """Speeds of his fundamental diagram, as shares of the free 1.34 m/s (Weidmann, 1993, figure 26)."""
    for per_m2, speed_m_s in ((0.5, 1.30), (1.0, 1.06), (2.0, 0.61), (3.0, 0.33), (4.0, 0.16)):
        exact = 1.34 * (1 - math.exp(-1.913 * (1 / per_m2 - 1 / 5.4)))
        assert abs(1.34 * slowed(per_m2) - exact) <= 0.02 * exact
        assert abs(exact - speed_m_s) < 0.02
    assert slowed(0.0) == 1.0


@pytest.mark.parametrize("policy", POLICIES)
def test_the_same_seed_is_the_same_day(policy: str) -> None:
    scenario = parse_scenario(small_day(feed={"every_s": 120.0}))
    assert same(run_day(scenario, policy, seed=3, day=1), run_day(scenario, policy, seed=3, day=1))


@pytest.mark.parametrize("policy", POLICIES)
def test_no_policy_changes_who_comes_or_how_long_they_are_served(policy: str) -> None:
    scenario = parse_scenario(small_day())
    free, led = (run_day(scenario, name, seed=3, day=1) for name in ("unguided", policy))
    assert np.array_equal(free.arrival_s, led.arrival_s)
    served = [np.sort(each.ended_s - each.started_s) for each in (free, led)]
    assert np.abs(served[0] - served[1]).max() < 1e-6


def test_a_stage_nobody_needs_changes_nothing() -> None:
    plain = small_day()
    more = small_day(
        stages=[*plain["stages"], {"name": "idle", "service_s": 50, "counters": row("idle", 2, servers=1)}]
    )
    one, two = (run_day(parse_scenario(each), "planner", seed=3, day=1) for each in (plain, more))
    assert np.array_equal(one.left_s, two.left_s)
    assert np.array_equal(one.place, two.place)


@pytest.mark.parametrize("policy", POLICIES)
def test_everybody_gets_home_whatever_breaks_down(policy: str) -> None:
    stages = small_day()["stages"]
    stages[1] |= {"shifts": [{"since": "08:50", "until": "09:20", "counters": ["doctor 1", "doctor 2"]}]}
    stages[0] |= {"patience_min": 15.0, "closes": "10:00", "opens": "08:20"}
    more: dict[str, Any] = {
        "feed": {"every_s": 60.0, "faults": [{"since": "08:30", "until": "09:10"}]},
        "lifts": {"cars": 1, "capacity": 4, "cycle_s": 60},
        "corridors": {"area_m2": 50},
        "parking": {"share": 0.5, "spaces": 20},
        "appointments": {"share": 0.5, "no_show": 0.2},
        "guided": 0.5,
    }
    record = run_day(parse_scenario(small_day(stages=stages, **more)), policy, seed=3, day=1)
    assert len(record.arrival_s) < 200
    assert not np.isnan(record.left_s).any()
    assert np.isnan(record.started_s).any()
    assert not (record.started_s < record.joined_s).any()


def test_nobody_is_served_where_nobody_works() -> None:
    stages = small_day()["stages"]
    stages[1] |= {"shifts": [{"since": "08:50", "until": "09:20"}]}
    record = run_day(parse_scenario(small_day(stages=stages)), "commitments", seed=3, day=1)
    begun_s = record.started_s[record.stage == 1] / 60
    assert not ((begun_s > 8 * 60 + 50) & (begun_s < 9 * 60 + 20)).any()


def test_a_lift_takes_no_more_than_its_seats() -> None:
    day = small_day(lifts={"cars": 1, "capacity": 2, "cycle_s": 90, "ride_s": 10}, walk_cv=0.0)
    for counter in day["stages"][1]["counters"]:
        counter["at"][2] = 1.0
    record = run_day(parse_scenario(day), "unguided", seed=3, day=1)
    assert record.lift_wait_s.max() > 90
    roomy = run_day(
        parse_scenario({**day, "lifts": {"cars": 1, "capacity": 100, "cycle_s": 90, "ride_s": 10}}),
        "unguided",
        seed=3,
        day=1,
    )
    assert roomy.lift_wait_s.max() <= 90


def test_commitments_shorten_waits_and_one_line_for_all_bounds_them() -> None:
    scenario = parse_scenario(small_day(people=320))
    waits = {
        name: np.mean([run_day(scenario, name, seed=0, day=day).wait_s.mean() for day in range(6)])
        for name in ("unguided", "commitments", "pooled")
    }
    assert waits["pooled"] < waits["commitments"] < waits["unguided"]


def test_without_guided_people_every_policy_is_the_unguided_one() -> None:
    scenario = msgspec.structs.replace(parse_scenario(small_day()), guided=0.0)
    free = run_day(scenario, "unguided", seed=3, day=1)
    assert all(same(free, run_day(scenario, name, seed=3, day=1)) for name in POLICIES if name != "pooled")


def test_there_is_room_for_everybody_whose_patience_outlasts_every_line_and_breakdown() -> None:
    spans = [
        (f"{8 + each // 6:02}:{each % 6}0", f"{8 + each // 6:02}:{each % 6}5", f"q {each % 2}") for each in range(18)
    ]
    shifts = [{"since": since, "until": until, "counters": [place]} for since, until, place in spans]
    counters = row("q", 2, servers=3)
    stages = [{"name": "q", "service_s": 5, "patience_min": 1000.0, "counters": counters, "shifts": shifts}]
    steps = [{"stage": "q"}] * 12
    scenario = parse_scenario(small_day(stages=stages, departments=[{"name": "all", "share": 1, "steps": steps}]))
    people = draw_people(scenario, Draws(0, 0))
    world = set_up(scenario, build_site(scenario), people, int(Policy.UNGUIDED))
    roomy = world._replace(heap=np.concatenate([world.heap, np.zeros_like(world.heap)]))
    run(roomy)
    assert not roomy.heap[len(world.heap) :]["number"].any()
