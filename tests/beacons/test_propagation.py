import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beacons.observation import RadioKind
from beacons.propagation import MODELS, get_model, mean_rssi_dbm, p_heard, p_received

BLE = MODELS[RadioKind.BLE]


def test_power_falls_by_ten_n_decibels_a_decade():
    near, far = mean_rssi_dbm(BLE, [1.0, 10.0], -59.0)
    assert near == pytest.approx(-59.0)
    assert near - far == pytest.approx(10 * BLE.exponent)


def test_walls_and_floors_cost_what_the_model_says():
    assert mean_rssi_dbm(BLE, 5.0, -59.0, walls=2, floors=1) == pytest.approx(
        mean_rssi_dbm(BLE, 5.0, -59.0) - 2 * BLE.wall_loss_db - BLE.floor_loss_db
    )


def test_a_distance_of_nothing_stays_finite():
    assert np.isfinite(mean_rssi_dbm(BLE, 0.0, -59.0))


@given(st.floats(-150, 0), st.floats(0, 30))
def test_hearing_is_a_probability_that_grows_with_power_and_time(mean_dbm, window_s):
    p = p_heard(BLE, mean_dbm, window_s)
    assert 0 <= p <= p_heard(BLE, mean_dbm + 5, window_s + 1) <= 1


def test_half_of_the_packets_are_received_at_the_half_level():
    assert p_received(BLE, BLE.rssi_50_dbm) == pytest.approx(0.5)


def test_a_simulated_share_of_heard_windows_matches_the_formula(rng):
    mean_dbm, runs = -88.0, 40_000
    packets = rng.poisson(BLE.packets_per_s, runs)
    power = mean_dbm + BLE.shadow_sd_db * rng.standard_normal((runs, packets.max()))
    received = (rng.random(power.shape) < p_received(BLE, power)) & (np.arange(packets.max()) < packets[:, None])
    assert received.any(axis=1).mean() == pytest.approx(float(p_heard(BLE, mean_dbm)), abs=0.01)


def test_ranges_use_the_model_of_their_access_point():
    assert get_model(RadioKind.RTT) is MODELS[RadioKind.WIFI]
