"""Sample paths of a queue against their plain twin and against queueing theory."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from nav.waits.service_times import ServiceLaw, service_law, unit_lognormal
from nav.waits.wait_paths import Announced, Snapshot, Stream, luck, sample_paths
from tests.nav import plain_queue

CERTAIN = unit_lognormal(0.0)
LEAD_S = 120.0 * unit_lognormal(0.5)
NOBODY = Stream(0.0, 1.0, 0.0, LEAD_S, CERTAIN)
EMPTY = Announced(np.empty(0), np.empty(0), np.empty(0, np.uint64))


def idle(servers: int) -> Snapshot:
    return Snapshot(0, servers, np.empty(0), 0.0)


def poisson(per_s: float) -> Stream:
    return Stream(per_s, 1.0, 0.0, LEAD_S, CERTAIN)


def long_run(law: ServiceLaw, servers: int, per_s: float, n_paths: int = 3000) -> tuple[np.ndarray, np.ndarray]:
    """Waits and line lengths long after opening, one per mirrored pair of paths."""
    asked_s = law.mean_s * (200 + 25 * np.arange(8.0))
    wait_s, ahead = sample_paths(idle(servers), law, EMPTY, poisson(per_s), asked_s, n_paths)
    return wait_s.mean(axis=1).reshape(-1, 2).mean(axis=1), ahead.mean(axis=1).reshape(-1, 2).mean(axis=1)


def agrees(sample: np.ndarray, expected: float) -> bool:
    """Within three standard errors, and half a percent for the table of 1,024 quantiles."""
    return abs(sample.mean() - expected) < 3 * stats.sem(sample) + 0.005 * expected


def erlang_c_wait_s(servers: int, per_s: float, mean_s: float) -> float:
    """Mean wait in M/M/c (Erlang 1917)."""
    load = per_s * mean_s
    terms = [load**k / math.factorial(k) for k in range(servers)]
    full = load**servers / math.factorial(servers) * servers / (servers - load)
    return full / (sum(terms) + full) * mean_s / (servers - load)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (2, 0.8), (4, 0.85), (8, 0.6)])
def test_the_long_run_wait_is_that_of_erlang_c(servers: int, load: float) -> None:
    per_s = load * servers / 100
    wait_s, _ = long_run(service_law(100.0, 1.0), servers, per_s)
    assert agrees(wait_s, erlang_c_wait_s(servers, per_s, 100.0))


@pytest.mark.parametrize("cv", [0.0, 0.6, 1.0])
def test_with_one_server_it_is_that_of_pollaczek_and_khinchine(cv: float) -> None:
    law, per_s = service_law(100.0, cv), 0.007
    wait_s, _ = long_run(law, 1, per_s, 4000)
    second_moment = 100.0**2 * float(np.mean(law.quantiles**2))
    assert agrees(wait_s, per_s * second_moment / (2 * (1 - per_s * 100)))


@pytest.mark.parametrize("servers", [2, 5])
def test_equal_services_wait_less_than_random_ones_and_more_than_one_fast_server_allows(servers: int) -> None:
    """The lower bound is Brumelle's (doi:10.1287/opre.19.6.1407)."""
    per_s = 0.85 * servers / 100
    wait_s, _ = long_run(service_law(100.0, 0.0), servers, per_s)
    fast_s = per_s * (100 / servers) ** 2 / (2 * (1 - 0.85))
    assert fast_s - (servers - 1) / servers * 100 / 2 < wait_s.mean() < erlang_c_wait_s(servers, per_s, 100.0)


def test_people_in_line_are_the_rate_times_the_wait() -> None:
    """Little's law."""
    per_s = 0.85 * 3 / 100
    wait_s, ahead = long_run(service_law(100.0, 0.6), 3, per_s)
    assert agrees(ahead - per_s * wait_s, 0.0) or abs(ahead.mean() / (per_s * wait_s.mean()) - 1) < 0.01


@pytest.mark.parametrize(("servers", "waiting"), [(1, 0), (1, 5), (3, 2), (4, 11)])
def test_behind_a_line_of_exponential_services_the_wait_is_erlang_distributed(servers: int, waiting: int) -> None:
    snapshot = Snapshot(waiting, servers, np.full(servers, -1.0), 0.0)
    wait_s, _ = sample_paths(snapshot, service_law(100.0, 1.0), EMPTY, NOBODY, np.array([0.0]), 2000)
    expected = stats.gamma(waiting + 1, scale=100.0 / servers)
    assert stats.kstest(wait_s[::2, 0], expected.cdf).pvalue > 0.001
    assert stats.kstest(wait_s[1::2, 0], expected.cdf).pvalue > 0.001


def test_behind_one_server_of_equal_services_the_wait_is_exact() -> None:
    snapshot = Snapshot(4, 1, np.array([40.0]), 0.0)
    wait_s, ahead = sample_paths(snapshot, service_law(100.0, 0.0), EMPTY, NOBODY, np.array([0.0, 30.0, 200.0]), 20)
    assert np.allclose(wait_s, [460.0, 430.0, 260.0])
    assert np.array_equal(ahead, np.broadcast_to([4, 4, 2], (20, 3)))


def test_the_time_already_served_shortens_what_is_left_of_even_services_and_not_of_memoryless_ones() -> None:
    def left_s(law: ServiceLaw, elapsed_s: float) -> float:
        snapshot = Snapshot(0, 1, np.array([elapsed_s]), 0.0)
        return float(sample_paths(snapshot, law, EMPTY, NOBODY, np.array([0.0]), 4000)[0].mean())

    assert left_s(service_law(100.0, 0.3), 80.0) < 0.5 * left_s(service_law(100.0, 0.3), 0.0)
    assert left_s(service_law(100.0, 1.0), 80.0) == pytest.approx(100.0, rel=0.05)


def test_paths_come_in_mirrored_pairs() -> None:
    for number in range(200):
        assert luck(6, 3, number) + luck(7, 3, number) == 1023


def test_luck_is_even_and_that_of_different_people_unrelated() -> None:
    drawn = np.array(
        [[luck(2 * path, kind, 7 * number) for path in range(2000)] for kind in (0, 4) for number in (0, 1)]
    )
    assert min(stats.kstest((row + 0.5) / 1024, "uniform").pvalue for row in drawn) > 0.001
    assert np.abs(np.corrcoef(drawn) - np.eye(4)).max() < 0.08


moments = st.lists(st.floats(0, 900), max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    waiting=st.integers(0, 8),
    servers=st.integers(1, 5),
    elapsed=st.lists(st.floats(-1, 600), max_size=7),
    opens_s=st.sampled_from([-50.0, 0.0, 120.0]),
    coming=moments,
    sd_s=st.sampled_from([0.0, 40.0]),
    per_s=st.sampled_from([0.0, 0.02]),
    share=st.sampled_from([0.0, 0.4, 1.0]),
    asked=st.lists(st.floats(0, 900), min_size=1, max_size=5),
)
def test_the_kernel_equals_its_plain_twin(
    waiting, servers, elapsed, opens_s, coming, sd_s, per_s, share, asked
) -> None:
    keys = np.array([(index + 1) * 0xD1342543DE82EF95 % 2**64 for index in range(len(coming))], dtype=np.uint64)
    case = (
        Snapshot(waiting, servers, np.array(elapsed, dtype=float), opens_s),
        service_law(90.0, 0.6),
        Announced(np.array(coming, dtype=float), np.full(len(coming), sd_s), keys),
        Stream(per_s, share, 100.0, LEAD_S, unit_lognormal(0.3)),
        np.sort(asked),
        6,
    )
    for fast, plain in zip(sample_paths(*case), plain_queue.plain_paths(*case)):
        assert np.allclose(fast, plain, rtol=1e-12, atol=1e-9)
