"""Small days for tests."""

from typing import Any

import numpy as np

from simulator.hospital.scenario import Scenario, parse_scenario


def small_day(**more: Any) -> dict[str, Any]:
    """Return a day of 200 people, two stages with two counters each, on one floor."""
    return {
        "name": "small",
        "people": 200,
        "opens": "08:00",
        "peaks": [{"at": "09:00", "sd_min": 30}],
        "walkers": [{"name": "adult", "share": 0.8, "speed_m_s": 1.2, "sd_m_s": 0.2}, OLDER],
        "stages": [
            {"name": "blood", "service_s": 100, "report_min": 10, "counters": row("blood", 2, servers=2)},
            {"name": "doctor", "service_s": 120, "counters": row("doctor", 3, servers=1)},
        ],
        "departments": [{"name": "all", "share": 1, "steps": STEPS}],
        **more,
    }


OLDER = {"name": "older", "share": 0.2, "speed_m_s": 0.8, "priority": True}
STEPS = [
    {"stage": "doctor"},
    {"stage": "blood", "chance": 0.6},
    {"stage": "doctor", "after_reports": True, "service_s": 60},
]


def row(name: str, count: int, *, servers: int) -> list[dict[str, Any]]:
    """Return counters 20 m apart."""
    return [{"place": f"{name} {each}", "servers": servers, "at": [20.0 * each, 5.0, 0.0]} for each in range(count)]


def random_day(rng: np.random.Generator) -> Scenario:
    """Return a day with random stages, loads and steps."""
    stages = [
        {
            "name": f"stage {each}",
            "service_s": float(rng.uniform(30, 300)),
            "cv": float(rng.uniform(0, 1.2)),
            "report_min": float(rng.choice([0.0, 15.0])),
            "counters": row(f"{each}", int(rng.integers(1, 5)), servers=int(rng.integers(1, 4))),
        }
        for each in range(4)
    ]
    steps = [
        {"stage": f"stage {rng.integers(4)}", "chance": float(rng.uniform(0.3, 1)), "after_reports": bool(last)}
        for last in (0, 0, 0, 0, 1)
    ]
    return parse_scenario(
        small_day(people=400, stages=stages, departments=[{"name": "all", "share": 1, "steps": steps}])
    )


def one_queue(*, servers: int, service_s: float, cv: float, per_s: float, people: int) -> Scenario:
    """Return a day with one queue to which people come evenly over a long time (see `poisson`)."""
    return parse_scenario(
        small_day(
            people=people,
            stages=[{"name": "q", "service_s": service_s, "cv": cv, "counters": row("q", 1, servers=servers)}],
            departments=[{"name": "all", "share": 1, "steps": [{"stage": "q"}]}],
            walkers=[{"name": "adult", "share": 1, "speed_m_s": 1.0}],
            walk_cv=0.0,
        )
    )
