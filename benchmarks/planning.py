"""How fast visits are planned, and how much better than greedily: ``python -m benchmarks.planning``.

Every answer is checked: small visits against trying everything, large ones against a plain Held-Karp programme, those
with constant waits against OR-Tools (the extra ``bench``).
"""

import itertools
import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import click
import numpy as np

from benchmarks.planning_referee import referee_end_s, whole_day
from nav.visits import Done, Itinerary, NoItinerary, Progress, plan, replan
from nav.visits.programme import programme
from nav.visits.solving import best_order
from tests.nav.visits.brute import best_way, service_begins
from tests.nav.visits.random_visits import Day, random_day

REPEATS = 15
DAYS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure: what was measured, the figure and its unit, and the goal if there is one."""

    what: str
    value: float
    unit: str
    goal: str = ""
    note: str = ""


def planning_rows() -> Iterator[Row]:
    """Yield the figures one by one as they are measured."""
    yield exact_on_small_days()
    for n_stops, n_counters, goal_ms in ((6, 10, 0.3), (10, 3, 1.5), (10, 10, 8.0)):
        yield from plain_days(n_stops, n_counters, goal_ms)
    for n_stops, n_counters, n_rules in ((8, 6, 3), (8, 6, 6), (12, 10, 6)):
        yield from ruled_days(n_stops, n_counters, n_rules)
    for width in (10, 100, 1000):
        yield beam_gap(width)
    yield replanning()
    yield from against_referee()


def exact_on_small_days(n_days: int = 60) -> Row:
    """Return how many small days with every kind of rule end when trying everything ends, with as little walking."""
    same = 0
    for seed in range(n_days):
        day = random_day(np.random.default_rng(seed), 4, 2, seed % 6)
        answer, best = planned(day), best_way(day)
        if best is None:
            same += isinstance(answer, NoItinerary)
        elif isinstance(answer, Itinerary):
            same += bool(np.allclose((answer.end_s, answer.walk_s), best, atol=1e-5))
    return Row(what="4 stops × 2, all rules: same as trying everything", value=same / n_days, unit="share", goal="1")


def plain_days(n_stops: int, n_counters: int, goal_ms: float) -> Iterator[Row]:
    """Yield the time of visits without rules, and how much longer the greedy visit takes."""
    name = f"{n_stops} stops × {n_counters} counters"
    days = [random_day(np.random.default_rng(seed), n_stops, n_counters, kinds="b") for seed in range(DAYS)]
    answers = [planned(day) for day in days]
    if not same_s(held_karp_s(days[0]), end_s(answers[0])):
        raise AssertionError(f"{name}: not the optimum of the plain programme")
    yield Row(what=f"{name}: the search", value=solving_ms(days[0]), unit="ms", goal=f"≤ {goal_ms:g}")
    yield Row(what=f"{name}: a plan, all told", value=median_ms(lambda: planned(days[0])), unit="ms")
    longer = [greedy_s(day) / duration_s(day, answer) - 1.0 for day, answer in zip(days, answers, strict=True)]
    yield Row(
        what=f"{name}: greedy (least walk + wait next) takes longer",
        value=100.0 * float(np.mean(longer)),
        unit="%",
        note=f"at most {100.0 * max(longer):.0f} %",
    )


def ruled_days(n_stops: int, n_counters: int, n_rules: int) -> Iterator[Row]:
    """Yield the median and the worst time of visits with every kind of rule, and how many were solved exactly."""
    days = [random_day(np.random.default_rng(seed), n_stops, n_counters, n_rules) for seed in range(DAYS)]
    times_ms = [solving_ms(day, repeats=3) for day in days]
    exact = [best_order(programme(day.visit, day.walks, day.waits)).exact for day in days]
    name = f"{n_stops} stops × {n_counters} counters, {n_rules} rules"
    note = f"p95 {np.quantile(times_ms, 0.95):.0f} ms, slowest {max(times_ms):.0f} ms"
    yield Row(what=f"{name}: the search", value=float(np.median(times_ms)), unit="ms", note=note)
    yield Row(what=f"{name}: solved exactly", value=float(np.mean(exact)), unit="share", goal="1")


def beam_gap(width: int) -> Row:
    """Return how much longer visits with rules that have to be remembered take if only a beam is kept."""
    gaps, missed = [], 0
    for seed in range(2 * DAYS):
        day = random_day(np.random.default_rng(seed), 8, 6, 4, "rsao")
        best, beam = planned(day), planned(day, width=width)
        if isinstance(best, Itinerary):
            missed += not isinstance(beam, Itinerary)
            gaps += [beam.duration_s / best.duration_s - 1.0] if isinstance(beam, Itinerary) else []
    note = f"mean {100.0 * float(np.mean(gaps)):.2f} %, no plan found in {missed} of {len(gaps) + missed}"
    return Row(what=f"8 × 6, 4 rules, beam of {width}: longest excess", value=100.0 * max(gaps), unit="%", note=note)


def replanning() -> Row:
    """Return the time in which the last four of six stops are planned anew, the old plan timed again beside it."""
    day = random_day(np.random.default_rng(0), 6, 6, 2)
    old = planned(day)
    assert isinstance(old, Itinerary)
    done = tuple(Done(stop_id=stop.stop_id, place_id=stop.place_id, end_s=stop.end_s) for stop in old.stops[:2])
    progress = Progress(now=day.visit.start, t_s=done[-1].end_s, done=done)
    time_ms = median_ms(lambda: replan(day.visit, progress, old, day.walks, day.waits))
    return Row(what="the last 4 of 6 stops × 6 counters, planned anew", value=time_ms, unit="ms")


def against_referee() -> Iterator[Row]:
    """Yield how often OR-Tools proves the same end, and how much longer it takes."""
    for n_stops, n_counters in ((5, 3), (8, 3)):
        same, proven, ratios = 0, 0, []
        for seed in range(5):
            day = whole_day(np.random.default_rng(seed), n_stops, n_counters, 3)
            start_s = time.process_time()
            judged_s = referee_end_s(day)
            referee_ms = 1000.0 * (time.process_time() - start_s)
            ratios.append(referee_ms / median_ms(lambda day=day: planned(day), repeats=3))
            proven += judged_s is not None
            same += judged_s is not None and same_s(judged_s, end_s(planned(day)))
        name = f"{n_stops} × {n_counters}, 3 rules, constant waits: OR-Tools CP-SAT"
        yield Row(what=f"{name} agrees, of {proven} it proved in 20 s each", value=float(same), unit="days")
        yield Row(what=f"{name} takes longer", value=float(np.median(ratios)), unit="×")


def planned(day: Day, **options: int) -> Itinerary | NoItinerary:
    return plan(day.visit, day.walks, day.waits, **options)


def end_s(answer: Itinerary | NoItinerary) -> float:
    return answer.end_s if isinstance(answer, Itinerary) else np.inf


def duration_s(day: Day, answer: Itinerary | NoItinerary) -> float:
    return end_s(answer) - day.visit.t_s


def solving_ms(day: Day, repeats: int = REPEATS) -> float:
    arrays = programme(day.visit, day.walks, day.waits)
    return median_ms(lambda: best_order(arrays), repeats)


def median_ms(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median processor time [ms]; the first call, which may compile, does not count."""
    work()
    times_ms = []
    for _ in range(repeats):
        start_s = time.process_time()
        work()
        times_ms.append(1000.0 * (time.process_time() - start_s))
    return float(np.median(times_ms))


def held_karp_s(day: Day) -> float:
    """Return when the best visit without rules ends [s]: the plain programme over (stops done, last counter)."""
    walks, row = day.walks, {place_id: index for index, place_id in enumerate(day.walks.place_ids)}
    ends: dict[tuple[frozenset[str], str], float] = {}
    for size in range(1, len(day.visit.stops) + 1):
        for stops in itertools.combinations(day.visit.stops, size):
            done = frozenset(stop.id for stop in stops)
            for stop in stops:
                before = [(place, end) for (others, place), end in ends.items() if others == done - {stop.id}]
                for place_id in stop.place_ids:
                    there = row[place_id]
                    arrive_s = min(
                        (end + walks.between_s[row[place], there] for place, end in before),
                        default=day.visit.t_s + walks.from_start_s[there],
                    )
                    ends[done, place_id] = service_begins(day, stop, place_id, arrive_s, {}) + stop.service_s
    full = frozenset(stop.id for stop in day.visit.stops)
    return min(end + walks.to_end_s[row[place]] for (done, place), end in ends.items() if done == full)


def greedy_s(day: Day) -> float:
    """Return how long the visit takes that goes next to where service begins first."""
    walks, row = day.walks, {place_id: index for index, place_id in enumerate(day.walks.place_ids)}
    here, now_s, steps_s, left = -1, day.visit.t_s, walks.from_start_s, list(day.visit.stops)
    while left:
        start_s, place_id, stop = min(
            (service_begins(day, stop, place_id, now_s + steps_s[row[place_id]], {}), place_id, stop)
            for stop in left
            for place_id in stop.place_ids
        )
        left.remove(stop)
        now_s, here = start_s + stop.service_s, row[place_id]
        steps_s = walks.between_s[here]
    return now_s + walks.to_end_s[here] - day.visit.t_s


def same_s(one_s: float, two_s: float) -> bool:
    """Return whether two times are the same, rounding aside [s]."""
    return math.isclose(one_s, two_s, rel_tol=0.0, abs_tol=1e-5)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def main(as_json: bool) -> None:
    """Measure visits: exactness, time, greedy's excess, the beam's, replanning, and OR-Tools beside it."""
    for row in planning_rows():
        if as_json:
            print(json.dumps({name: value for name, value in asdict(row).items() if value != ""}), flush=True)
            continue
        goal = f"  goal {row.goal}" if row.goal else ""
        note = f"  ({row.note})" if row.note else ""
        print(f"{row.what:75} {row.value:10.3g} {row.unit}{goal}{note}", flush=True)


if __name__ == "__main__":
    main()
