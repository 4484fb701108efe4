import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.multilateration import strongest_centroid
from beacons.planless.ground import Spot
from beacons.planless.places import Reading
from maps.position import Fix, NoFix, NoFixReason
from tests.beacons.planless.halls import SIDE_M, SPOTS, away_m, error_m, locator, powers, ranges, table

LOCATOR = locator()
heard = st.dictionaries(
    st.sampled_from(sorted(SPOTS)), st.lists(st.floats(-115, -1), min_size=1, max_size=3), max_size=9
)
measured = st.dictionaries(
    st.sampled_from(sorted(SPOTS)), st.lists(st.floats(-5, 300), min_size=1, max_size=2), max_size=9
)


def drawn(count, seed=0):
    rng = np.random.default_rng(seed)
    return rng, rng.uniform(0.0, SIDE_M, (count, 2))


def test_fixes_are_better_than_the_weighted_centroid_whatever_the_phone_and_the_exponent():
    rng, places = drawn(60)
    mine, centroids = [], []
    for x_m, y_m in places:
        scan = powers(x_m, y_m, rng, gain_db=rng.uniform(-10, 10), exponent=rng.uniform(1.8, 3.2), sd_db=5.0)
        mine.append(error_m(LOCATOR.locate(scan), x_m, y_m))
        spots = [SPOTS[name] for name in scan.powers]
        weight = np.array([10 ** (values[0] / 10) for values in scan.powers.values()])
        centre = strongest_centroid(np.array([s.x_m for s in spots]), np.array([s.y_m for s in spots]), weight)
        centroids.append(np.hypot(centre[0] - x_m, centre[1] - y_m))
    assert np.mean(mine) < np.mean(centroids)


def test_ranges_place_within_a_metre_and_one_far_too_long_does_no_harm():
    rng, places = drawn(20)
    for x_m, y_m in places:
        scan = ranges(x_m, y_m, rng)
        assert error_m(LOCATOR.locate(scan), x_m, y_m) < 1.2
        detour = {**scan.ranges, "b11": [scan.ranges["b11"][0] + 15.0]}
        assert error_m(LOCATOR.locate(Reading(ranges=detour)), x_m, y_m) < 1.5


@settings(deadline=None, max_examples=40)
@given(heard, measured)
def test_every_answer_is_finite_on_the_ground_and_its_circles_are_ordered(found, far):
    answer = LOCATOR.locate(Reading(powers=found, ranges=far))
    if isinstance(answer, NoFix):
        assert answer.reason in (NoFixReason.TOO_UNCERTAIN, NoFixReason.NOTHING_HEARD)
        return
    ground = table().ground
    assert ground.x_m.min() <= answer.position.x_m <= ground.x_m.max()
    assert ground.y_m.min() <= answer.position.y_m <= ground.y_m.max()
    assert 0 < answer.r68_m <= answer.r95_m < np.inf
    assert np.linalg.eigvalsh(answer.cov_m2).min() > 0
    assert 0 <= answer.p_level <= 1


def test_nothing_heard_and_strangers_have_names():
    assert LOCATOR.locate(Reading()).reason is NoFixReason.NOTHING_HEARD
    assert LOCATOR.locate(Reading(powers={"stranger": [-60.0]})).reason is NoFixReason.UNKNOWN_TRANSMITTERS


def test_one_transmitter_is_a_wide_circle_around_it():
    fix = LOCATOR.locate(Reading(powers={"b11": [-60.0]}))
    assert error_m(fix, 6.0, 6.0) < 1.0
    assert fix.r95_m > 4.0


def test_the_level_is_that_of_the_loud_transmitters():
    spots = {
        f"{name}-{level}": Spot(x_m=s.x_m, y_m=s.y_m, level=level) for level in range(3) for name, s in SPOTS.items()
    }
    tower = locator(spots, ("1", "2", "3"))
    rng, places = drawn(12)
    for index, (x_m, y_m) in enumerate(places):
        fix = tower.locate(powers(x_m, y_m, rng, level=index % 3, spots=spots))
        assert fix.position.level_id == str(index % 3 + 1)


def test_a_run_is_surer_than_its_scans_and_learns_that_a_transmitter_is_weak():
    rng = np.random.default_rng(3)
    single, run, state = [], [], LOCATOR.start()
    for second in range(40):
        x_m, y_m = 4.0 + 0.25 * second, 8.0
        scan = powers(x_m, y_m, rng, sd_db=6.0)
        weak = {name: [values[0] - 12.0 * (name == "b12")] for name, values in scan.powers.items()}
        single.append(error_m(LOCATOR.locate(Reading(powers=weak)), x_m, y_m))
        state, fix = LOCATOR.step(state, Reading(powers=weak), float(second))
        run.append(error_m(fix, x_m, y_m))
    assert np.mean(run[5:]) < np.mean(single[5:])
    offset_db = dict(zip(SPOTS, state.habits.offset_db, strict=True))
    assert offset_db["b12"] == min(offset_db.values())


def test_a_run_goes_on_after_an_empty_scan_and_begins_again_after_a_long_silence():
    rng = np.random.default_rng(5)
    state, _ = LOCATOR.step(LOCATOR.start(), powers(1.0, 1.0, rng), 0.0)
    same, answer = LOCATOR.step(state, Reading(), 1.0)
    assert same == state
    assert isinstance(answer, NoFix)
    _, fix = LOCATOR.step(state, powers(17.0, 17.0, rng), 500.0)
    assert isinstance(fix, Fix)
    assert error_m(fix, 17.0, 17.0) < 5.0


def test_a_clock_set_back_counts_as_now():
    rng = np.random.default_rng(6)
    state, _ = LOCATOR.step(LOCATOR.start(), powers(9.0, 9.0, rng), 10.0)
    after, fix = LOCATOR.step(state, powers(9.0, 9.0, rng), 3.0)
    assert after.t_s == 10.0
    assert error_m(fix, 9.0, 9.0) < 5.0


def test_distances_in_the_tests_are_those_of_the_table():
    assert away_m(0.0, 0.0)[0] == pytest.approx(1.3)
