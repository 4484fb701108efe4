"""How fast everybody is ranked anew after a queue has changed: ``python -m benchmarks.choice``."""

import time
from collections.abc import Callable

import numpy as np

from maps.ids import FeatureId
from nav.waits.choice import Candidate, choose
from nav.waits.commitments import Expected
from nav.waits.demand import Demand
from nav.waits.forecasts import BIN_S, HORIZON_S, Forecast, WaitCurve, forecast
from nav.waits.queues import QueueState
from nav.waits.ranking import Ranking, rank

PEOPLE, PLACES = 10_000, 30
FEW = 100
"""The plain way is timed on so many people."""


def queue(rng: np.random.Generator, number: int) -> tuple[QueueState, list[Expected]]:
    servers = int(rng.integers(1, 9))
    state = QueueState(
        place_id=FeatureId(str(number)),
        t_s=0.0,
        waiting=int(rng.integers(0, 25)),
        servers_open=servers,
        in_service=servers,
        elapsed_s=tuple(rng.uniform(0, 200, servers)),
        service_mean_s=float(rng.uniform(60, 300)),
        service_sd_s=60.0,
    )
    coming = [
        Expected(t_s=float(t_s), sd_s=15.0, key=int(rng.integers(2**63))) for t_s in np.sort(rng.uniform(60, 600, 12))
    ]
    return state, coming


def look(state: QueueState, coming: list[Expected]) -> Forecast:
    demand = Demand(per_s=0.8 * state.servers_open / (state.service_mean_s or 1.0), unguided=0.6, cv=0.15)
    made = forecast(state.place_id, state, 60.0, expected=coming, demand=demand)
    assert isinstance(made, Forecast)
    return made


def by_numpy(wait_s: np.ndarray, walk_s: np.ndarray, then_s: np.ndarray, current: np.ndarray) -> Ranking:
    """The same answer in whole arrays."""
    steps = np.arange(wait_s.shape[1]) * BIN_S
    waits_s = np.stack([np.interp(walk_s[:, place], steps, wait_s[place]) for place in range(len(wait_s))], axis=1)
    totals_s, everybody = walk_s + waits_s + then_s, np.arange(len(walk_s))
    best = totals_s.argmin(axis=1)
    return Ranking(best, totals_s[everybody, best], totals_s[everybody, current])


def by_person(wait_s: np.ndarray, walk_s: np.ndarray, then_s: np.ndarray, current: np.ndarray) -> Ranking:
    """The same answer person by person, place by place."""
    curves = [WaitCurve(start_s=0.0, bin_s=BIN_S, wait_s=row) for row in wait_s]
    totals_s = [
        [float(walk) + curve.at(walk) + float(then) for walk, then, curve in zip(walks, thens, curves)]
        for walks, thens in zip(walk_s, then_s)
    ]
    best = [row.index(min(row)) for row in totals_s]
    now_s = [row[place] for row, place in zip(totals_s, current)]
    return Ranking(np.array(best), np.array([min(row) for row in totals_s]), np.array(now_s))


def median_ms(work: Callable[[], object], times: int) -> float:
    """Processor time, so that busy neighbours do not count."""
    taken_s = []
    for _ in range(times):
        start_s = time.process_time()
        work()
        taken_s.append(time.process_time() - start_s)
    return 1000 * float(np.median(taken_s))


def same(one: Ranking, two: Ranking) -> bool:
    return all(np.allclose(first, second) for first, second in zip(one, two))


def main() -> None:
    rng = np.random.default_rng(0)
    queues = [queue(rng, number) for number in range(PLACES)]
    forecasts = [look(*each) for each in queues]
    wait_s = np.stack([each.curve.wait_s for each in forecasts])
    assert wait_s.shape[1] == HORIZON_S / BIN_S + 1
    walk_s = rng.uniform(20, 600, (10 * PEOPLE, PLACES))
    then_s = rng.uniform(0, 120, walk_s.shape)
    current = rng.integers(0, PLACES, len(walk_s))

    def ranked(people: int) -> Ranking:
        return rank(wait_s, BIN_S, walk_s[:people], then_s[:people], current[:people])

    assert same(ranked(PEOPLE), by_numpy(wait_s, walk_s[:PEOPLE], then_s[:PEOPLE], current[:PEOPLE]))
    few = (wait_s, walk_s[:FEW], then_s[:FEW], current[:FEW])
    assert same(ranked(FEW), by_person(*few))

    one_ms = median_ms(lambda: look(*queues[0]).curve, 30)
    rank_ms = median_ms(lambda: ranked(PEOPLE), 30)
    all_ms = median_ms(lambda: [look(*each).curve for each in queues], 5)
    numpy_ms = median_ms(lambda: by_numpy(wait_s, walk_s[:PEOPLE], then_s[:PEOPLE], current[:PEOPLE]), 5)
    plain_ms = median_ms(lambda: by_person(*few), 3) * PEOPLE / FEW
    print(f"{PEOPLE:,} people × {PLACES} places, processor time, every answer equal")
    print(f"  forecast of the changed queue      {one_ms:9.2f} ms")
    print(f"  ranking                            {rank_ms:9.2f} ms")
    print(f"  both: a queue has changed          {one_ms + rank_ms:9.2f} ms   goal 20 ms")
    print(f"  all {PLACES} queues anew, and ranking    {all_ms + rank_ms:9.2f} ms")
    print(f"  ranking, whole NumPy arrays        {numpy_ms:9.2f} ms   {numpy_ms / rank_ms:6.1f} times")
    print(f"  ranking, plain Python              {plain_ms:9.2f} ms   {plain_ms / rank_ms:6.1f} times ({FEW} people)")
    print(f"  ranking of {10 * PEOPLE:,} people          {median_ms(lambda: ranked(10 * PEOPLE), 10):9.2f} ms")
    candidates = [Candidate(forecast=each, walk_s=60.0 + 20.0 * index) for index, each in enumerate(forecasts[:6])]
    chosen_ms = median_ms(lambda: choose("somebody", candidates, 60.0, current=FeatureId("3")), 50)
    print(f"  choose() for one person among 6    {chosen_ms:9.2f} ms")


if __name__ == "__main__":
    main()
