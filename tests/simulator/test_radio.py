import math

import numpy as np
import pytest
from scipy.special import ndtr
from shapely.geometry import box

from beacons.observation import RadioKind
from beacons.propagation import MODELS, mean_rssi_dbm
from maps.ids import LevelId
from maps.position import Position
from simulator.radio import RadioWorld, Reception
from simulator.walking import stand
from tests.scenes import Scene, small_hospital

BLE = MODELS[RadioKind.BLE]


def at(x: float, y: float = 10.0, level: str = "F1") -> Position:
    return Position(x_m=float(x), y_m=float(y), level_id=LevelId(level))


def hall_with_a_beacon():
    scene = Scene().level("F1", 0, box(0, 0, 100, 20)).unit("hall", "F1", box(0, 0, 100, 20), "walkway")
    return scene.beacon("1", "F1", (1.0, 10.0)).venue()


def slant_m(away_m: float, reception: Reception | None = None) -> float:
    return math.hypot(away_m, 2.5 - (reception or Reception()).phone_height_m)


def readings_dbm(world, place, *, seconds=400.0, seed=0):
    heard = world.hear(stand(place, seconds, start_s=0.0), np.random.default_rng(seed))
    return np.array([each.rssi_dbm for each in heard]), np.array([each.t_s for each in heard])


@pytest.mark.parametrize("away_m", [1.0, 5.0, 20.0, 60.0])
def test_the_mean_is_the_common_models(away_m) -> None:
    world = RadioWorld(hall_with_a_beacon())
    expected = mean_rssi_dbm(BLE, slant_m(away_m), -59.0)
    assert world.mean_dbm([at(1.0 + away_m)])[0, 0] == pytest.approx(float(expected))


def test_each_wall_and_each_slab_takes_its_loss() -> None:
    venue = small_hospital()
    world = RadioWorld(venue)
    row = [beacon.id for beacon in world.beacons].index("F1-b15")
    same, wall = world.mean_dbm([at(20.0), at(10.5, 14.5)])[row]
    direct = float(mean_rssi_dbm(BLE, slant_m(math.hypot(4.5, 4.5)), -59.0))
    assert same == pytest.approx(float(mean_rssi_dbm(BLE, slant_m(5.0), -59.0)))
    assert wall == pytest.approx(direct - BLE.wall_loss_db)
    below = world.mean_dbm([at(15.0, 10.0, "F2")])[row, 0]
    rise_m = 2.5 - 4.0 - Reception().phone_height_m
    assert below == pytest.approx(float(mean_rssi_dbm(BLE, abs(rise_m), -59.0)) - BLE.floor_loss_db)


def test_the_mean_of_many_packets_is_the_model_where_all_are_received() -> None:
    world = RadioWorld(hall_with_a_beacon(), reception=Reception(walk_sd_db=0.0))
    readings, _ = readings_dbm(world, at(3.0), seconds=4000.0)
    assert readings.mean() == pytest.approx(float(mean_rssi_dbm(BLE, slant_m(2.0), -59.0)), abs=1.0)
    assert readings.std() == pytest.approx(math.hypot(5.5, 3.3), rel=0.15)


def test_the_spread_over_walks_is_the_common_models() -> None:
    world = RadioWorld(hall_with_a_beacon())
    first = [readings_dbm(world, at(3.0), seconds=8.0, seed=seed)[0][:1] for seed in range(200)]
    assert np.concatenate(first).std() == pytest.approx(BLE.shadow_sd_db, rel=0.15)


def test_readings_are_whole_decibels_of_known_addresses_in_order_of_time() -> None:
    venue = small_hospital()
    heard = RadioWorld(venue).hear(stand(at(12.0), 30.0, start_s=7.0), np.random.default_rng(3))
    addresses = {address.lower() for beacon in venue.transmitters for address in beacon.addresses}
    assert all(each.rssi_dbm == round(each.rssi_dbm) for each in heard)
    assert {each.address for each in heard} <= addresses
    assert [each.t_s for each in heard] == sorted(each.t_s for each in heard)
    assert heard[0].t_s >= 7.0
    assert heard[-1].t_s <= 37.0


def packets_per_s(away_m: float) -> float:
    """Return the mean rate of packets at a distance, over walks."""
    world = RadioWorld(hall_with_a_beacon())
    counts = [len(readings_dbm(world, at(1.0 + away_m), seconds=30.0, seed=seed)[0]) for seed in range(60)]
    return float(np.mean(counts)) / 30.0


@pytest.mark.parametrize("away_m", [3.0, 15.0, 30.0])
def test_the_rate_of_packets_is_the_common_models(away_m) -> None:
    mean_dbm = float(mean_rssi_dbm(BLE, slant_m(away_m), -59.0))
    p_packet = ndtr((mean_dbm - BLE.rssi_50_dbm) / math.hypot(BLE.detection_width_db, BLE.shadow_sd_db))
    assert packets_per_s(away_m) == pytest.approx(BLE.packets_per_s * p_packet, rel=0.2)


@pytest.mark.parametrize(("away_m", "measured"), [(3.0, 1.3), (7.5, 1.05), (11.0, 0.84), (15.5, 0.61)])
def test_near_a_beacon_packets_come_about_as_often_as_in_the_mall(away_m, measured) -> None:
    assert measured / 1.6 < packets_per_s(away_m) < measured * 1.6


def test_noise_remembers_itself_for_about_two_seconds() -> None:
    always = Reception(on_s=1e6, off_s=1e-6, walk_sd_db=0.0)
    world = RadioWorld(hall_with_a_beacon(), reception=always)
    readings, times_s = readings_dbm(world, at(2.0), seconds=4000.0)
    grid = np.full(8000, np.nan)
    grid[(times_s / 0.5).astype(int)] = readings - readings.mean()

    def correlation(lag_s: float) -> float:
        lag = round(lag_s / 0.5)
        products = grid[lag:] * grid[:-lag]
        return float(np.nanmean(products) / np.nanvar(grid))

    share = 5.5**2 / (5.5**2 + 3.3**2)
    for lag_s in (1.0, 2.0, 4.0):
        assert correlation(lag_s) == pytest.approx(share * math.exp(-lag_s / 2.2), abs=0.08)


def test_gaps_between_packets_of_one_beacon_are_long_as_in_the_mall() -> None:
    _, times_s = readings_dbm(RadioWorld(hall_with_a_beacon()), at(7.0), seconds=2000.0)
    gaps_s = np.diff(times_s)
    assert 0.3 < np.median(gaps_s) < 1.2
    assert 1.5 < np.quantile(gaps_s, 0.95) < 9.0


def test_nothing_is_heard_where_no_beacon_reaches() -> None:
    venue = Scene().level("F1", 0, box(0, 0, 500, 20)).beacon("1", "F1", (1.0, 10.0)).venue()
    assert RadioWorld(venue).hear(stand(at(400.0), 30.0, start_s=0.0), np.random.default_rng(1)) == ()
    silent = Scene().level("F1", 0).venue()
    assert RadioWorld(silent).hear(stand(at(4.0), 30.0, start_s=0.0), np.random.default_rng(1)) == ()


def test_the_same_seed_hears_the_same_bit_for_bit() -> None:
    truth = stand(at(12.0), 20.0, start_s=0.0)
    first, second = (RadioWorld(small_hospital()).hear(truth, np.random.default_rng(9)) for _ in range(2))
    assert first == second
    assert first != RadioWorld(small_hospital()).hear(truth, np.random.default_rng(10))
