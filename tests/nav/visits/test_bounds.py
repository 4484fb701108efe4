"""The kernels that bound the search say what their plain twins say."""

from dataclasses import replace

import numpy as np
import pytest

from nav.visits.bounds import earliest_ends_s, latest_ends_s
from nav.visits.programme import columns_of, programme, rest_s
from tests.nav.visits.brute import best_way, every_way, walk_through
from tests.nav.visits.random_visits import Day, random_day

SEEDS = range(12)


def without_memory(seed: int) -> Day:
    return random_day(np.random.default_rng(seed), 4, 2, 2, "bfao")


def states(day: Day):
    """Yield every way that ends, its end, and its (set, column, end) states one after the other."""
    columns = {(day.visit.stops[stop].id, place): index for index, (stop, place) in enumerate(columns_of(day.visit))}
    loose = replace(day.walks, to_end_s=np.zeros_like(day.walks.to_end_s))
    for way in every_way(day.visit):
        done, passed = 0, []
        for length in range(1, len(way) + 1):
            stop, place_id = way[length - 1]
            done |= 1 << day.visit.number[stop.id]
            end = walk_through(replace(day, walks=loose), way[:length])
            passed.append((done, columns[stop.id, place_id], np.inf if end is None else end[0]))
        whole = walk_through(day, way)
        yield (np.inf if whole is None else whole[0]), passed


@pytest.mark.parametrize("seed", SEEDS)
def test_no_way_ends_a_state_earlier_than_the_earliest_and_some_way_does_then(seed: int) -> None:
    day = without_memory(seed)
    earliest_s = earliest_ends_s(programme(day.visit, day.walks, day.waits))
    seen = np.full_like(earliest_s, np.inf)
    seen[0, -1] = day.visit.t_s
    for _, passed in states(day):
        for done, column, end_s in passed:
            seen[done, column] = min(seen[done, column], end_s)
    reached = seen < np.inf
    assert earliest_s[reached] == pytest.approx(seen[reached])


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_ends_in_time_passes_no_state_later_than_the_latest(seed: int) -> None:
    day = without_memory(seed)
    arrays, best = programme(day.visit, day.walks, day.waits), best_way(day)
    earliest_s = earliest_ends_s(arrays)
    if best is None:
        assert (earliest_s[-1] == np.inf).all()
        return
    limit_s = best[0] + 300.0
    latest_s = latest_ends_s(arrays, earliest_s, limit_s)
    for end_s, passed in states(day):
        if end_s <= limit_s:
            assert all(at_s <= latest_s[done, column] + 1e-6 for done, column, at_s in passed)
    assert (latest_ends_s(arrays, earliest_s, best[0] - 1.0) == -np.inf).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_without_a_limit_nothing_on_a_way_that_ends_is_too_late_though_ways_are_missing(seed: int) -> None:
    day = random_day(np.random.default_rng(seed), 4, 2, 1, "bf", missing=0.3)
    arrays = programme(day.visit, day.walks, day.waits)
    latest_s = latest_ends_s(arrays, earliest_ends_s(arrays), np.inf)
    for end_s, passed in states(day):
        if end_s < np.inf:
            assert all(latest_s[done, column] == np.inf for done, column, _ in passed)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_remains_takes_at_least_the_rest(seed: int) -> None:
    day = without_memory(seed)
    least_s = rest_s(programme(day.visit, day.walks, day.waits))
    for end_s, passed in states(day):
        assert all(end_s - at_s >= least_s[done] - 1e-6 for done, _, at_s in passed if at_s < np.inf)
