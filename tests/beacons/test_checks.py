import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beacons.checks import LONGEST_ADDRESS, MOST_READINGS, clean, usable_steps
from beacons.observation import Observation, RadioKind, Scan, Step


def heard(**more):
    return Observation(**{"t_s": 1.0, "kind": RadioKind.BLE, "address": "a", "rssi_dbm": -60.0, **more})


@pytest.mark.parametrize(
    ("reason", "observation"),
    [
        ("rssi_out_of_range", heard(rssi_dbm=0.0)),
        ("rssi_out_of_range", heard(rssi_dbm=20.0)),
        ("rssi_out_of_range", heard(rssi_dbm=-200.0)),
        ("rssi_out_of_range", heard(rssi_dbm=math.inf)),
        ("not_finite", heard(rssi_dbm=math.nan)),
        ("not_finite", heard(t_s=math.nan)),
        ("not_finite", heard(t_s=math.inf)),
        ("not_finite", heard(range_m=math.nan)),
        ("range_out_of_range", heard(range_m=1e6)),
        ("range_out_of_range", heard(range_m=-50.0)),
        ("nothing_measured", heard(rssi_dbm=None)),
        ("bad_address", heard(address="")),
        ("bad_address", heard(address="x" * (LONGEST_ADDRESS + 1))),
    ],
)
def test_what_no_phone_can_hear_is_named_and_dropped(reason, observation):
    kept, ignored = clean([heard(), observation])
    assert kept == (heard(),)
    assert dict(ignored) == {reason: 1}


def test_the_same_reading_twice_counts_once():
    kept, ignored = clean([heard()] * 5)
    assert kept == (heard(),)
    assert ignored["duplicate"] == 4


def test_a_flood_is_cut_off_and_counted():
    kept, ignored = clean([heard(t_s=float(n)) for n in range(MOST_READINGS + 500)])
    assert len(kept) == MOST_READINGS
    assert ignored["too_many"] == 500


@given(
    st.lists(st.builds(heard, rssi_dbm=st.one_of(st.none(), st.floats()), range_m=st.one_of(st.none(), st.floats())))
)
def test_everything_is_kept_or_counted_and_cleaning_twice_changes_nothing(observations):
    kept, ignored = clean(observations)
    assert len(kept) + ignored.total() == len(observations)
    assert clean(kept) == (kept, {})


@pytest.mark.parametrize(
    ("step", "usable"),
    [
        (Step(t_s=1.0, length_m=0.7, heading_deg=90.0), [(1.0, 0.7, 90.0)]),
        (Step(t_s=1.0, length_m=50.0, heading_deg=math.nan), [(1.0, None, None)]),
        (Step(t_s=1.0, length_m=math.nan, heading_deg=1e9), [(1.0, None, None)]),
        (Step(t_s=math.nan), []),
    ],
)
def test_a_senseless_length_or_heading_is_unknown(step, usable):
    assert usable_steps(Scan(t_s=1.0, observations=(), steps=(step,))) == usable
