import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beacons.multilateration import weighted_centroid
from beacons.transmitters import TransmitterTable
from tests.beacons.worlds import SIDE_M, hall, reading

VENUE = hall()
TABLE = TransmitterTable.of(VENUE)
rows = st.lists(st.tuples(st.sampled_from(VENUE.transmitters), st.floats(-100, -30)), min_size=1, max_size=10)


def heard(pairs, name="rssi_dbm"):
    return TABLE.heard([reading(item, **{name: value}) for item, value in pairs])


@given(rows)
def test_the_centroid_lies_among_the_transmitters_heard(pairs):
    x, y = weighted_centroid(TABLE, heard(pairs))
    assert min(item.point.x for item, _ in pairs) - 1e-6 <= x <= max(item.point.x for item, _ in pairs) + 1e-6
    assert min(item.point.y for item, _ in pairs) - 1e-6 <= y <= max(item.point.y for item, _ in pairs) + 1e-6


@given(rows, st.floats(-20, 20))
def test_the_phones_gain_does_not_matter(pairs, gain_db):
    louder = [(item, value + gain_db) for item, value in pairs]
    assert weighted_centroid(TABLE, heard(louder)) == pytest.approx(weighted_centroid(TABLE, heard(pairs)), abs=1e-6)


def test_equal_powers_meet_in_the_middle_and_one_transmitter_is_the_place():
    corners = [item for item in VENUE.transmitters if {item.point.x, item.point.y} <= {0.0, SIDE_M}]
    middle = weighted_centroid(TABLE, heard([(item, -70.0) for item in corners]))
    assert middle == pytest.approx((SIDE_M / 2, SIDE_M / 2))
    only = VENUE.transmitters[5]
    assert weighted_centroid(TABLE, heard([(only, -90.0)])) == pytest.approx((only.point.x, only.point.y))


def test_the_shorter_range_pulls_harder():
    near, far = VENUE.transmitters[0], VENUE.transmitters[-1]
    x, y = weighted_centroid(TABLE, heard([(near, 2.0), (far, 20.0)], "range_m"))
    assert np.hypot(x - near.point.x, y - near.point.y) < np.hypot(x - far.point.x, y - far.point.y)


def test_nothing_heard_has_no_centroid():
    with pytest.raises(ValueError, match="at least one"):
        weighted_centroid(TABLE, heard([]))


def test_readings_of_one_transmitter_are_averaged_and_strangers_left_out():
    item = VENUE.transmitters[3]
    twice = TABLE.heard([reading(item, rssi_dbm=-60.0), reading(item, rssi_dbm=-70.0)])
    assert twice.value.tolist() == [-65.0]
    assert twice.transmitter.tolist() == [3]
