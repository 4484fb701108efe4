"""The tracker's answers are finite, inside the venue, pure and as good as theory allows, whatever it is told."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.observation import Observation, RadioKind, Scan, Step
from beacons.scans import scans
from beacons.tracker import Tracker
from maps.ids import LevelId
from maps.position import Fix, NoFix, NoFixReason, Position
from maps.positioning import TransmitterKind
from maps.spatial import SpatialIndex
from tests.beacons.walks import straight_walk
from tests.beacons.worlds import SIDE_M, hall, reading
from tests.scenes import small_hospital

VENUE = small_hospital()
TRACKER = Tracker(VENUE)
SPACE = SpatialIndex(VENUE)
ADDRESSES = [address for each in VENUE.transmitters for address in map(str.lower, each.addresses)] + ["unknown", ""]

readings = st.builds(
    Observation,
    t_s=st.floats(0, 10),
    kind=st.sampled_from(RadioKind),
    address=st.sampled_from(ADDRESSES),
    rssi_dbm=st.one_of(st.floats(-110, 0), st.sampled_from([0.0, 20.0, -200.0, math.nan, math.inf, None])),
    range_m=st.one_of(st.none(), st.floats(-10, 400), st.sampled_from([math.nan, math.inf])),
)
steps = st.builds(
    Step,
    t_s=st.one_of(st.floats(0, 10), st.just(math.nan)),
    length_m=st.one_of(st.none(), st.floats(-5, 5), st.just(math.inf)),
    heading_deg=st.one_of(st.none(), st.floats(-1e4, 1e4), st.just(math.nan)),
)
batches = st.tuples(st.floats(-20, 40), st.lists(readings, max_size=12), st.lists(steps, max_size=4))


@settings(max_examples=60, deadline=None)
@given(st.lists(batches, min_size=1, max_size=6))
def test_an_answer_is_finite_and_inside_the_venue_whatever_was_heard(heard):
    state = TRACKER.start()
    for t_s, observations, walked in heard:
        state, answer = TRACKER.step(state, Scan(t_s=t_s, observations=tuple(observations), steps=tuple(walked)))
        assert isinstance(answer, Fix | NoFix)
        if isinstance(answer, Fix):
            assert np.isfinite([answer.position.x_m, answer.position.y_m, answer.r68_m, answer.r95_m]).all()
            assert (np.linalg.eigvalsh(answer.cov_m2) > 0).all()
            assert 0 < answer.r68_m <= answer.r95_m
            assert 0 <= answer.p_level <= 1
            assert SPACE.level_contains(answer.position)
        if state.belief is not None:
            assert np.isfinite(state.belief.p).all()
            assert state.belief.p.sum() == pytest.approx(1.0, abs=1e-3)


def loud(t_s=0.0, count=5, **more):
    return Scan(
        t_s=t_s,
        observations=tuple(
            reading(each, t_s, rssi_dbm=-60.0 - 2 * index) for index, each in enumerate(VENUE.transmitters[:count])
        ),
        **more,
    )


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(5)))
def test_the_order_and_repetition_of_readings_mean_nothing(order):
    scan = loud()
    shuffled = tuple(scan.observations[index] for index in (*order, order[0]))
    assert (
        TRACKER.step(TRACKER.start(), scan)[1] == TRACKER.step(TRACKER.start(), Scan(t_s=0.0, observations=shuffled))[1]
    )


def test_nothing_heard_is_no_fix():
    _, answer = TRACKER.step(TRACKER.start(), Scan(t_s=0.0, observations=()))
    assert answer == NoFix(t_s=0.0, reason=NoFixReason.NOTHING_HEARD)


def test_unknown_transmitters_are_named_as_the_reason():
    stranger = Observation(t_s=0.0, kind=RadioKind.BLE, address="stranger", rssi_dbm=-60.0)
    _, answer = TRACKER.step(TRACKER.start(), Scan(t_s=0.0, observations=(stranger,)))
    assert answer == NoFix(t_s=0.0, reason=NoFixReason.UNKNOWN_TRANSMITTERS)


@pytest.mark.parametrize("level", ["F1", "F2"])
def test_strong_readings_of_one_floor_end_on_that_floor_near_the_beacons(level):
    near = [each for each in VENUE.transmitters if each.level_id == level and abs(each.point.x - 15) < 1]
    state = TRACKER.start()
    for second in range(6):
        heard = tuple(reading(each, float(second), rssi_dbm=-62.0) for each in near)
        state, answer = TRACKER.step(state, Scan(t_s=float(second), observations=heard))
    assert isinstance(answer, Fix)
    assert answer.position.level_id == level
    assert math.dist((answer.position.x_m, answer.position.y_m), (15, 7)) < 8


def test_who_said_where_they_are_is_there():
    said = Position(x_m=15.0, y_m=9.0, level_id=LevelId("F2"))
    state = TRACKER.place(TRACKER.start(), said, 0.0)
    _, answer = TRACKER.step(state, Scan(t_s=0.5, observations=()))
    assert isinstance(answer, Fix)
    assert answer.position.level_id == "F2"
    assert answer.position.distance_m(said) < 1.5


def test_floors_change_only_at_connectors():
    """Far from stairs and lifts nobody gets to another floor, however long nothing is heard."""
    state = TRACKER.place(TRACKER.start(), Position(x_m=5.0, y_m=3.0, level_id=LevelId("F1")), 0.0)
    for second in range(1, 9):
        state, _ = TRACKER.step(state, Scan(t_s=float(second), observations=()))
    at_portals = TRACKER.grid.rides.start[1:] > TRACKER.grid.rides.start[:-1]
    levels = TRACKER.grid.level[state.belief.cells]
    assert not at_portals[state.belief.cells].any()
    assert (levels == 0).all()
    state = TRACKER.place(TRACKER.start(), Position(x_m=35.0, y_m=4.0, level_id=LevelId("F1")), 0.0)
    state, _ = TRACKER.step(state, Scan(t_s=5.0, observations=()))
    assert set(TRACKER.grid.level[state.belief.cells].tolist()) == {0, 1}


def test_a_wrong_floor_is_left_when_radio_insists():
    state = TRACKER.place(TRACKER.start(), Position(x_m=15.0, y_m=10.0, level_id=LevelId("F1")), 0.0)
    near = [each for each in VENUE.transmitters if each.level_id == "F2" and abs(each.point.x - 15) < 12]
    for second in range(1, 15):
        heard = tuple(reading(each, float(second), rssi_dbm=-66.0) for each in near)
        state, answer = TRACKER.step(state, Scan(t_s=float(second), observations=heard))
    assert answer.position.level_id == "F2"


def test_who_stands_still_is_shown_standing_still(rng):
    """A phone that counts steps and makes none: its dot moves less than a metre in half a minute."""
    venue = hall(every_m=6.0)
    tracker, places = Tracker(venue), []
    state = tracker.place(tracker.start(), Position(x_m=15, y_m=15, level_id=LevelId("F1")), 0.0)
    for second in range(1, 40):
        made = (Step(t_s=1.0, heading_deg=0.0),) if second == 1 else ()
        scan = Scan(t_s=float(second), observations=noisy(venue, 15.0, 15.0, float(second), rng), steps=made)
        state, fix = tracker.step(state, scan)
        places.append((fix.position.x_m, fix.position.y_m))
    moved = np.hypot(*(np.array(places[9:29]) - places[8]).T)
    assert moved.max() < 1.5


def noisy(venue, x, y, t_s, rng):
    rows = []
    for item in venue.transmitters:
        away = max(math.dist((item.point.x, item.point.y), (x, y)), 0.5)
        power = item.rssi_at_1m_dbm - 22 * math.log10(away) + 7.3 * rng.standard_normal()
        if rng.random() < 0.6 and power > -84:
            rows.append(reading(item, t_s, rssi_dbm=power))
    return tuple(rows)


def test_a_clock_that_jumps_starts_the_track_again_and_keeps_the_gain():
    state, _ = TRACKER.step(TRACKER.start(), loud())
    jumped, answer = TRACKER.step(state, Scan(t_s=1e6, observations=()))
    assert isinstance(answer, NoFix)
    assert jumped.gain == state.gain


def test_a_late_scan_counts_as_now():
    state, _ = TRACKER.step(TRACKER.start(), loud(t_s=10.0))
    _, answer = TRACKER.step(state, Scan(t_s=7.0, observations=()))
    assert answer.t_s == 10.0


@pytest.mark.parametrize("t_s", [math.nan, math.inf, -math.inf])
def test_a_senseless_time_changes_nothing(t_s):
    state, _ = TRACKER.step(TRACKER.start(), loud())
    after, answer = TRACKER.step(state, Scan(t_s=t_s, observations=()))
    assert after is state
    assert isinstance(answer, NoFix)


def test_silence_widens_the_circle_and_at_last_there_is_no_fix():
    state, fix = TRACKER.step(TRACKER.start(), loud())
    radii = [fix.r68_m]
    for second in range(1, 15):
        state, fix = TRACKER.step(state, Scan(t_s=float(second), observations=()))
        radii.append(fix.r68_m)
    assert radii[-1] > radii[0]
    for second in range(15, 30):
        state, fix = TRACKER.step(state, Scan(t_s=float(second), observations=()))
    assert fix == NoFix(t_s=29.0, reason=NoFixReason.STALE)


def test_a_walk_with_steps_is_followed_within_metres(rng):
    errors = []
    for _ in range(4):
        walk = straight_walk(VENUE, rng, noise_db=5.0)
        state = TRACKER.start()
        for scan in scans(walk):
            state, fix = TRACKER.step(state, scan)
            truth = min(walk.truth, key=lambda point: abs(point.t_s - scan.t_s))
            if isinstance(fix, Fix) and abs(truth.t_s - scan.t_s) < 0.6:
                errors.append(fix.position.distance_m(truth.position))
    assert np.median(errors) < 3.5


def test_ranges_with_gaussian_errors_reach_the_cramer_rao_bound(rng):
    """The information of independent ranges of 1 m is the sum of u uᵀ over unit vectors u to the access points."""
    venue = hall(every_m=15.0, kind=TransmitterKind.ACCESS_POINT)
    tracker = Tracker(venue)
    places = rng.uniform(6, SIDE_M - 6, (150, 2))
    squares, bounds = [], []
    for x, y in places.tolist():
        spots = np.array([(item.point.x, item.point.y) for item in venue.transmitters]) - (x, y)
        away = np.hypot(*spots.T)
        heard = tuple(
            reading(item, range_m=float(distance + rng.standard_normal()))
            for item, distance in zip(venue.transmitters, away, strict=True)
        )
        _, fix = tracker.step(tracker.start(), Scan(t_s=0.0, observations=heard))
        unit = spots / away[:, None]
        bounds.append(np.trace(np.linalg.inv(unit.T @ unit)))
        squares.append((fix.position.x_m - x) ** 2 + (fix.position.y_m - y) ** 2)
    efficiency = np.mean(squares) / np.mean(bounds)
    assert 0.75 < efficiency < 1.6, "no estimator beats the bound; a Student-t one loses a little to it"
