"""The quick look at a wait agrees with the forecast where nothing is left to chance."""

import numpy as np
import pytest

from maps.ids import FeatureId
from nav.waits.commitments import Expected
from nav.waits.forecasts import Forecast, forecast
from nav.waits.queues import QueueState
from simulator.hospital.outlook import expected_wait, time_left

pytestmark = pytest.mark.xdist_group("hospital")  # its kernels are compiled once


@pytest.mark.parametrize("seed", range(40))
def test_services_that_do_not_vary_give_the_wait_of_the_forecast(seed: int) -> None:
    rng = np.random.default_rng(seed)
    servers, service_s, age_s = int(rng.integers(1, 6)), float(rng.uniform(60, 200)), float(rng.uniform(0, 300))
    elapsed_s = rng.uniform(0, service_s, rng.integers(0, servers + 1))
    waiting = int(rng.integers(0, 9)) if len(elapsed_s) == servers else 0
    coming_s = np.sort(rng.uniform(1, 900, rng.integers(0, 9)))
    walk_s = 30.0 * int(rng.integers(0, 20))
    state = QueueState(
        place_id=FeatureId("q"),
        t_s=0.0,
        waiting=waiting,
        servers_open=servers,
        in_service=len(elapsed_s),
        elapsed_s=tuple(elapsed_s.tolist()),
        service_mean_s=service_s,
        service_sd_s=0.0,
    )
    expected = [Expected(t_s=t_s, key=number) for number, t_s in enumerate(coming_s.tolist())]
    told = forecast(FeatureId("q"), state, age_s, expected=expected)
    assert isinstance(told, Forecast)
    free_s = np.zeros(servers)
    free_s[: len(elapsed_s)] = [time_left(service_s, 0.0, each) for each in elapsed_s]
    free_s.sort()
    quick_s = expected_wait(free_s, waiting, service_s, coming_s, 0.0, age_s + walk_s)
    assert quick_s == pytest.approx(told.estimate(age_s + walk_s).mean_s, abs=1e-6)


def test_a_service_under_way_is_shorter_the_longer_it_lasts_unless_it_is_exponential() -> None:
    assert time_left(100, 0.5, 0) == 100 > time_left(100, 0.5, 50) > time_left(100, 0.5, 300) == 25
    assert time_left(100, 1.0, 0) == time_left(100, 1.0, 500) == 100
