"""Waits on arrival: what must never happen to anybody, and what is said when little is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.ids import FeatureId
from nav.waits.commitments import Expected
from nav.waits.demand import Demand
from nav.waits.forecasts import DEAD_S, Basis, Forecast, NoForecast, NoForecastReason, WaitCurve, forecast
from nav.waits.queue_checks import STALE_S
from nav.waits.queues import QueueState, Typical

DESK = FeatureId("desk")
NOW_S = 1000.0
SOME = Demand(per_s=0.02, cv=0.2)


def state(age_s: float = 0.0, waiting: int = 6, servers: int = 3, **fields) -> QueueState:
    return QueueState(
        place_id=DESK,
        t_s=NOW_S - age_s,
        waiting=waiting,
        servers_open=servers,
        **{"in_service": servers, "service_mean_s": 100.0, "service_sd_s": 60.0, **fields},
    )


def waits(queue: QueueState | None, expected=(), demand=SOME, **rest) -> Forecast:
    made = forecast(DESK, queue, NOW_S, expected=expected, demand=demand, horizon_s=900.0, n_paths=40, **rest)
    assert isinstance(made, Forecast)
    return made


queues = st.builds(
    state,
    age_s=st.floats(0, DEAD_S),
    waiting=st.integers(0, 30),
    servers=st.integers(1, 6),
    elapsed_s=st.lists(st.floats(0, 400), max_size=1).map(tuple),
    opens_s=st.none() | st.floats(NOW_S - 50, NOW_S + 300),
)
people = st.lists(
    st.builds(Expected, t_s=st.floats(NOW_S, NOW_S + 600), sd_s=st.floats(0, 60), key=st.integers(0, 2**64 - 1)),
    max_size=8,
    unique_by=lambda each: each.key,
)


@settings(max_examples=40, deadline=None)
@given(queues, people, st.integers(0, 8))
def test_one_person_more_on_the_way_never_shortens_anybodys_wait(queue: QueueState, coming: list, which: int) -> None:
    fewer = coming[:which] + coming[which + 1 :]
    assert np.all(waits(queue, sorted(coming)).wait_s >= waits(queue, sorted(fewer)).wait_s - 1e-9)


@settings(max_examples=40, deadline=None)
@given(queues, people)
def test_closing_a_counter_or_one_person_more_in_line_never_shortens_a_wait(queue: QueueState, coming: list) -> None:
    now = waits(queue, sorted(coming)).wait_s
    longer_line = replace(queue, waiting=queue.waiting + 1)
    assert np.all(waits(longer_line, sorted(coming)).wait_s >= now - 1e-9)
    if queue.servers_open > 1:
        fewer = replace(queue, servers_open=queue.servers_open - 1)
        assert np.all(waits(fewer, sorted(coming)).wait_s >= now - 1e-9)


@settings(max_examples=40, deadline=None)
@given(queues, people, st.floats(0, 900), st.floats(0, 900), st.floats(0, 60))
def test_who_comes_later_is_not_served_earlier(queue: QueueState, coming, one_s: float, two_s: float, sd_s) -> None:
    made = waits(queue, sorted(coming))
    slopes = np.diff(made.curve.wait_s) / made.curve.bin_s
    assert slopes.min() >= -1 - 1e-9
    first, last = (made.estimate(NOW_S + each, sd_s) for each in sorted((one_s, two_s)))
    for name in ("mean_s", "p50_s", "p90_s"):
        assert first.eta_s + getattr(first, name) <= last.eta_s + getattr(last, name) + 1e-6
    assert first.p50_s <= first.p90_s
    assert made.curve.at(first.eta_s) == pytest.approx(made.estimate(first.eta_s).mean_s, abs=1e-6)


def test_older_data_means_a_wider_estimate() -> None:
    spreads = []
    for age_s in (0.0, 300.0, 600.0):
        estimate = forecast(DESK, state(age_s, waiting=40), NOW_S, demand=Demand(per_s=0.03)).estimate(NOW_S)
        assert estimate.age_s == age_s
        spreads.append(estimate.p90_s - estimate.p50_s)
    assert spreads[0] < spreads[1] < spreads[2]


def test_an_estimate_says_what_it_rests_on() -> None:
    usual = Typical(service_mean_s=100.0, wait_p50_s=200.0, wait_p90_s=500.0)
    assert waits(state(STALE_S)).basis is Basis.LIVE
    assert waits(state(STALE_S + 1)).basis is Basis.STALE
    for queue, age_s in ((state(DEAD_S + 1), DEAD_S + 1), (None, None)):
        estimate = waits(queue, typical=usual).estimate(NOW_S + 60)
        assert (estimate.basis, estimate.age_s) == (Basis.TYPICAL, age_s)
        assert (estimate.p50_s, estimate.p90_s) == (pytest.approx(200.0, rel=0.02), pytest.approx(500.0, rel=0.02))
        assert estimate.waiting is None


@pytest.mark.parametrize(
    ("queue", "reason", "age_s"),
    [
        (None, NoForecastReason.UNKNOWN, None),
        (state(DEAD_S + 1), NoForecastReason.UNKNOWN, DEAD_S + 1),
        (state(5.0, servers=0), NoForecastReason.NO_SERVER, 5.0),
        (state(5.0, closes_s=NOW_S), NoForecastReason.CLOSED, 5.0),
        (state(4000.0, closes_s=NOW_S - 3600), NoForecastReason.CLOSED, 4000.0),
    ],
)
def test_where_nothing_can_be_said_the_reason_is(queue, reason, age_s) -> None:
    answer = forecast(DESK, queue, NOW_S, typical=Typical(service_mean_s=100.0))
    assert answer == NoForecast(place_id=DESK, reason=reason, age_s=age_s)


def test_before_opening_everybody_waits_until_then() -> None:
    curve = waits(state(waiting=0, in_service=0, opens_s=NOW_S + 300), demand=Demand()).curve
    assert curve.at(NOW_S) == pytest.approx(300.0)
    assert curve.at(NOW_S + 600) == 0.0


def test_a_feed_that_does_not_say_who_is_being_served_is_taken_to_mean_everybody() -> None:
    silent, full = state(waiting=0, in_service=None), state(waiting=0)
    assert np.array_equal(waits(silent).wait_s, waits(full).wait_s)


def test_a_curve_holds_its_ends_outside_its_span() -> None:
    curve = WaitCurve(start_s=10.0, bin_s=5.0, wait_s=np.array([4.0, 8.0]))
    assert [curve.at(t_s) for t_s in (0.0, 10.0, 12.5, 15.0, 99.0)] == [4.0, 4.0, 6.0, 8.0, 8.0]
