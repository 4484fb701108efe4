"""The tracker's answers are finite, inside the venue and pure, whatever it is told."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.observation import Observation, RadioKind, Scan
from beacons.tracker import Tracker
from maps.position import Fix, NoFix
from maps.spatial import SpatialIndex
from tests.scenes import small_hospital

VENUE = small_hospital()
TRACKER = Tracker(VENUE, None)
SPACE = SpatialIndex(VENUE)
ADDRESSES = [address for each in VENUE.transmitters for address in map(str.lower, each.addresses)] + ["unknown", ""]

readings = st.builds(
    Observation,
    t_s=st.floats(0, 10),
    kind=st.just(RadioKind.BLE),
    address=st.sampled_from(ADDRESSES),
    rssi_dbm=st.one_of(st.floats(-110, 0), st.sampled_from([0.0, 20.0, -200.0, math.nan, math.inf, None])),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(readings, max_size=12), min_size=1, max_size=6))
def test_an_answer_is_finite_and_inside_the_venue_whatever_was_heard(batches):
    state = TRACKER.start()
    for second, batch in enumerate(batches):
        state, answer = TRACKER.step(state, Scan(t_s=float(second), observations=tuple(batch)))
        assert isinstance(answer, Fix | NoFix)
        if isinstance(answer, Fix):
            assert np.isfinite([answer.position.x_m, answer.position.y_m, answer.r68_m, answer.r95_m]).all()
            assert (np.linalg.eigvalsh(answer.cov_m2) > 0).all()
            assert 0 < answer.r68_m <= answer.r95_m
            assert 0 <= answer.p_level <= 1
            assert SPACE.level_contains(answer.position)


def test_the_same_state_and_scan_give_the_same_answer():
    scan = Scan(
        t_s=0.0,
        observations=tuple(
            Observation(t_s=0.0, kind=RadioKind.BLE, address=each.addresses[0].lower(), rssi_dbm=-60.0 - 2 * index)
            for index, each in enumerate(VENUE.transmitters[:5])
        ),
    )
    first, second = (TRACKER.step(TRACKER.start(), scan)[1] for _ in range(2))
    assert first == second


def test_nothing_heard_is_no_fix():
    _, answer = TRACKER.step(TRACKER.start(), Scan(t_s=0.0, observations=()))
    assert isinstance(answer, NoFix)


@pytest.mark.parametrize("level", ["F1", "F2"])
def test_strong_readings_of_one_floor_end_on_that_floor_near_the_beacons(level):
    near = [each for each in VENUE.transmitters if each.level_id == level and abs(each.point.x - 15) < 1]
    state = TRACKER.start()
    for second in range(6):
        heard = tuple(
            Observation(t_s=float(second), kind=RadioKind.BLE, address=each.addresses[0].lower(), rssi_dbm=-62.0)
            for each in near
        )
        state, answer = TRACKER.step(state, Scan(t_s=float(second), observations=heard))
    assert isinstance(answer, Fix)
    assert answer.position.level_id == level
    assert math.dist((answer.position.x_m, answer.position.y_m), (15, 7)) < 8
