"""What guidance does to waiting: ``python -m benchmarks.herding [hall|day] [SEEDS]``.

Worlds are simulated by `tests.nav.queue_world`; choices are made by `nav.choice` on what can be known: the feed, the
ledger, and rates learned from both. Intervals are 95 % over seeds; the same people live under every policy.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.outpatients import Hospital, patients
from nav.choice import RULES, Rules
from tests.nav.guides import Beeline, Board, Lots
from tests.nav.hall import Morning
from tests.nav.queue_world import Guide, World

PATIENTS = 3000
MINUTE_S = 60.0


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A way to guide a share of the people on a feed of some age."""

    name: str
    guide: Callable[[], Guide]
    guided_share: float = 1.0
    feed_s: float = 0.0
    pooled: bool = False
    asks_halfway: bool = False


EAGER = Rules(least_saving_s=0.0, least_share=0.0, doubt=0.0, most_changes=99)
UNGUIDED = Policy(name="unguided", guide=Lots, guided_share=0.0)
POOLED = Policy(name="one line for all (bound)", guide=Lots, guided_share=0.0, pooled=True)


def policies() -> Iterator[Policy]:
    for share in (1.0, 0.2):
        for feed_s in (0.0, 60.0, 300.0, 600.0):
            made = {
                "shortest board": Board,
                "predicted wait": lambda: Beeline(commitments=False),
                "predicted wait + commitments": lambda share=share: Beeline(guided_share=share),
            }
            for name, guide in made.items():
                yield Policy(name=name, guide=guide, guided_share=share, feed_s=feed_s)


def policies_halfway() -> Iterator[Policy]:
    """People who are asked again in the middle of their walk, with and without thresholds for a change."""
    for feed_s in (0.0, 300.0):
        for name, rules in (("asked again halfway", RULES), ("… any gain is a change", EAGER)):
            yield Policy(name=name, guide=lambda rules=rules: Beeline(rules=rules), feed_s=feed_s, asks_halfway=True)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Mean minutes from the first decision to the end, mean wait in minutes, swing between equal counters, changes."""

    stay_min: float
    wait_min: float
    swing: float
    changes: float = 0.0


def hall(policy: Policy, seed: int) -> Outcome:
    morning = Morning(
        policy.guide(),
        seed,
        feed_s=policy.feed_s,
        guided_share=policy.guided_share,
        pooled=policy.pooled,
        asks_halfway=policy.asks_halfway,
    )
    return Outcome(
        stay_min=morning.stay_s / MINUTE_S,
        wait_min=morning.wait_s / MINUTE_S,
        swing=morning.swing,
        changes=morning.changes,
    )


def day(policy: Policy, seed: int) -> Outcome:
    hospital = Hospital(seed, pooled=policy.pooled)
    people = patients(hospital, seed, count=PATIENTS, guided_share=policy.guided_share)
    world = World(hospital.counters, hospital.walk_s, policy.guide(), feed_s=policy.feed_s, walk_cv=0.15)
    lines: list[float] = []
    for t_s in np.arange(3600.0, 9 * 3600.0, 300.0):
        world.at(t_s, lambda: lines.extend(_apart(world)))
    world.run(people)
    assert len(world.stays) == sum(len(person.steps) for person in people)
    return Outcome(
        stay_min=float(np.mean([person.left_s - person.comes_s for person in people])) / MINUTE_S,
        wait_min=float(sum(stay.wait_s for stay in world.stays)) / len(people) / MINUTE_S,
        swing=float(np.sqrt(np.mean(np.square(lines)))) if lines else 0.0,
    )


def _apart(world: World) -> list[float]:
    """How many more wait at each counter than on average at its like."""
    apart: list[float] = []
    for counters in world.stages.values():
        waiting = [len(world.lines[counter.id].waiting) for counter in counters]
        if len(waiting) > 1:
            apart.extend(np.array(waiting) - np.mean(waiting))
    return apart


def interval(values: np.ndarray) -> float:
    return 1.96 * float(values.std(ddof=1)) / np.sqrt(len(values))


def main(world: str, seeds: int) -> None:
    live = {"hall": hall, "day": day}[world]
    unguided, bound = ([live(policy, seed) for seed in range(seeds)] for policy in (UNGUIDED, POOLED))
    print(f"{world}, {seeds} seeds")
    print(
        "policy                        guided  feed s    stay min   wait min  avoidable wait removed   swing  changes"
    )
    show(UNGUIDED, unguided, unguided, bound)
    show(POOLED, bound, unguided, bound)
    for policy in (*policies(), *(policies_halfway() if world == "hall" else ())):
        show(policy, [live(policy, seed) for seed in range(seeds)], unguided, bound)


def show(policy: Policy, outcomes: list[Outcome], unguided: list[Outcome], bound: list[Outcome]) -> None:
    stay, free, least = (np.array([each.stay_min for each in group]) for group in (outcomes, unguided, bound))
    avoidable, gained = free - least, free - stay
    removed = gained.sum() / avoidable.sum()
    spread = interval((gained - removed * avoidable) / avoidable.mean())
    wait_min, swing, changes = (
        np.mean([getattr(each, name) for each in outcomes]) for name in ("wait_min", "swing", "changes")
    )
    print(
        f"{policy.name:30} {policy.guided_share:4.0%} {policy.feed_s:6.0f} {stay.mean():8.2f} ±{interval(stay):5.2f}"
        f"{wait_min:9.2f} {removed:12.0%} ±{spread:4.0%} {swing:14.2f} {changes:8.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "hall", int(sys.argv[2]) if len(sys.argv) > 2 else 20)
