"""The table of expected powers is the propagation model, walls included, and knows which packets arrive."""

import numpy as np
import pytest

from beacons.grid import Grid
from beacons.observation import RadioKind
from beacons.propagation import get_model, mean_rssi_dbm, p_received
from beacons.signals import PHONE_HEIGHT_M, STEP_DB, SignalTable, received
from beacons.transmitters import TransmitterTable
from beacons.walkable import WalkableSpace
from maps.spatial import SpatialIndex
from tests.scenes import small_hospital

VENUE = small_hospital()
SPATIAL = SpatialIndex(VENUE)
GRID = Grid(SPATIAL, WalkableSpace(SPATIAL), 1.0)
TABLE = TransmitterTable.of(VENUE)
SIGNALS = SignalTable.of(SPATIAL, GRID, TABLE)


def test_expected_power_is_the_model_with_the_plans_walls_and_slabs():
    for row in range(len(TABLE.x_m)):
        for index, level in enumerate(VENUE.levels):
            cells = np.flatnonzero(GRID.level == index)
            spot = np.array([TABLE.x_m[row], TABLE.y_m[row]])
            xy = np.stack([GRID.x_m[cells], GRID.y_m[cells]], axis=1)
            rise = level.elevation_m + PHONE_HEIGHT_M - TABLE.z_m[row]
            distance = np.hypot(np.hypot(*(xy - spot).T), rise)
            same = TABLE.level[row] == index
            walls = SPATIAL.walls_crossed_each(level.id, np.tile(spot, (len(xy), 1)), xy) if same else 0
            floors = abs(level.ordinal - TABLE.ordinal[row])
            model = mean_rssi_dbm(get_model(RadioKind.BLE), distance, TABLE.rssi_at_1m_dbm[row], walls, floors)
            off = np.abs(-STEP_DB * SIGNALS.code[row, cells] - np.maximum(model, -127.5))
            assert np.mean(off <= STEP_DB / 2 + 1e-9) > 0.95, "the rest lies at a wall's very end"


@pytest.mark.parametrize("mean_dbm", [-60.0, -80.0, -90.0, -100.0])
def test_received_packets_are_as_strong_as_a_simulation_says(mean_dbm, rng):
    model = get_model(RadioKind.BLE)
    power = mean_dbm + model.shadow_sd_db * rng.standard_normal(400_000)
    heard = power[rng.random(power.size) < p_received(model, power)]
    expected_dbm, slope = received(RadioKind.BLE)
    code = round(-mean_dbm / STEP_DB)
    assert expected_dbm[code] == pytest.approx(heard.mean(), abs=0.3)
    assert slope[code] * model.shadow_sd_db**2 == pytest.approx(heard.var(), rel=0.1)


@pytest.mark.parametrize("kind", [RadioKind.BLE, RadioKind.WIFI])
def test_received_powers_fall_with_the_expected_one_and_weak_packets_say_less(kind):
    expected_dbm, slope = received(kind)
    assert (np.diff(expected_dbm) < 0).all()
    assert (slope > 0).all()
    assert (slope <= 1).all()


def test_stronger_is_never_less_likely_heard():
    for kind in range(2):
        assert (np.diff(SIGNALS.log_p_heard[kind]) <= 0).all()
        assert (np.diff(SIGNALS.log_p_silent[kind]) >= 0).all()


def test_a_power_is_likeliest_where_it_is_expected():
    expected_dbm, _ = received(RadioKind.BLE)
    for power in range(45, 80):
        best = SIGNALS.log_p_power[0, power].argmax()
        assert expected_dbm[best] == pytest.approx(-power, abs=1.5)


def test_silence_everywhere_is_the_sum_over_all_transmitters():
    expected = sum(SIGNALS.log_p_silent[0][SIGNALS.code[row]] for row in np.flatnonzero(~TABLE.is_wifi))
    assert SIGNALS.log_p_silence[0] == pytest.approx(expected)
    assert (SIGNALS.log_p_silence[1] == 0).all()
