"""A track can be put away and taken up again by another worker, and goes on as if nothing had happened."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.observation import Observation, RadioKind
from beacons.scans import scans
from beacons.track_state import decode_state, encode_state
from beacons.tracker import Tracker
from beacons.windows import Recent
from maps.errors import BadInputError
from maps.ids import LevelId
from maps.position import Position
from tests.beacons.walks import straight_walk
from tests.scenes import small_hospital

VENUE = small_hospital()
TRACKER = Tracker(VENUE)


@pytest.mark.parametrize("steps", [True, False])
def test_a_track_stored_after_every_scan_is_the_track_kept_in_memory(rng, steps):
    kept = stored = TRACKER.start()
    for scan in scans(straight_walk(VENUE, rng, steps=steps)):
        kept, fix = TRACKER.step(kept, scan)
        stored, same_fix = TRACKER.step(decode_state(encode_state(stored)), scan)
        assert fix == same_fix
        assert len(encode_state(stored)) <= 16 * 1024


def test_the_largest_state_stays_below_16_kib():
    tracker = Tracker(VENUE)
    state = tracker.place(tracker.start(), Position(x_m=20, y_m=10, level_id=LevelId("F1")), 0.0, sd_m=500.0)
    address = "00000000-0000-0000-0000-000000000001/65535/65535"
    recent = Recent(beacons=tuple((float(t), address, -70.0) for t in range(64)))
    full = type(state)(
        t_s=0.0,
        belief=state.belief,
        lag_m=state.lag_m,
        recent=recent,
        steps=tuple((float(t), 0.7, 12.5) for t in range(32)),
        heard_s=dict.fromkeys(range(64), 1e9),
    )
    assert len(encode_state(full)) <= 16 * 1024
    decoded = decode_state(encode_state(full))
    assert decoded.recent == full.recent
    assert decoded.steps == full.steps
    assert decoded.heard_s == full.heard_s


def test_a_new_state_survives():
    state = decode_state(encode_state(TRACKER.start()))
    assert state.belief is None
    assert state.t_s is None


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_bytes_that_are_no_state_are_refused(data):
    with pytest.raises(BadInputError):
        decode_state(data)


def test_a_damaged_state_is_refused_or_still_a_state(rng):
    state = TRACKER.start()
    for scan in scans(straight_walk(VENUE, rng)):
        state, _ = TRACKER.step(state, scan)
    data = bytearray(encode_state(state))
    for _ in range(200):
        at = int(rng.integers(len(data)))
        damaged = bytes(data[:at]) + bytes([int(rng.integers(256))]) + bytes(data[at + 1 :])
        try:
            decode_state(damaged)
        except BadInputError:
            continue
    with pytest.raises(BadInputError):
        decode_state(bytes(data[: len(data) // 2]))


def test_what_another_version_stored_is_refused():
    with pytest.raises(BadInputError, match="Start the track again"):
        decode_state(b"\x9d\x01" + encode_state(TRACKER.start())[2:])


def test_a_reading_kept_for_later_comes_back_whole():
    observation = Observation(t_s=1.0, kind=RadioKind.BLE, address="a", rssi_dbm=-60.0)
    recent = Recent(beacons=((observation.t_s, observation.address, -60.0),), compared_s=0.5, wifi_s=-3.0)
    state = TRACKER.start()
    kept = decode_state(encode_state(type(state)(recent=recent, lag_m=np.ones((7, 2)))))
    assert kept.recent == recent
    assert (kept.lag_m == 1).all()
