import numpy as np
import pytest

from beacons.planless.choosing import surveyed_locator
from beacons.planless.field import PowerField
from beacons.planless.ground import Ground, Spot
from beacons.planless.lookalikes import Choice, Lookalikes
from beacons.planless.places import Reading
from beacons.planless.surveyed import SurveyedScan, parts
from maps.errors import BadInputError
from tests.beacons.planless.halls import SIDE_M, SPOTS, error_m, powers

LATTICE = [(float(x), float(y)) for x in range(1, int(SIDE_M), 3) for y in range(1, int(SIDE_M), 3)]


def survey(rng, *, level=0, shadow=lambda name, x, y: 0.0):
    scans = []
    for x_m, y_m in LATTICE:
        for _ in range(3):
            heard = powers(x_m, y_m, rng, sd_db=3.0).powers
            shadowed = {name: [values[0] + shadow(name, x_m, y_m)] for name, values in heard.items()}
            scans.append(SurveyedScan(reading=Reading(powers=shadowed), x_m=x_m, y_m=y_m, level=level))
    return scans


def ground_of(scans, levels=("",)):
    return Ground([*SPOTS.values(), *(Spot(x_m=s.x_m, y_m=s.y_m, level=s.level) for s in scans)], levels)


def test_parts_hold_whole_places_out_and_lose_no_scan():
    scans = survey(np.random.default_rng(0))
    for part in parts(scans):
        kept = {(scan.x_m, scan.y_m) for scan in part.kept}
        assert not kept & {(scan.x_m, scan.y_m) for scan in part.held_out}


@pytest.mark.parametrize("spots", [SPOTS, {}], ids=["transmitters known", "transmitters unknown"])
def test_a_survey_places_phones_of_another_gain_and_its_circles_hold_them(spots):
    rng = np.random.default_rng(1)
    scans = survey(rng)
    locator = surveyed_locator(ground_of(scans), spots, scans)
    inside, errors = [], []
    for x_m, y_m in rng.uniform(1.0, SIDE_M - 3.0, (60, 2)):
        fix = locator.locate(powers(x_m, y_m, rng, gain_db=4.0))
        errors.append(error_m(fix, x_m, y_m))
        inside.append(errors[-1] <= fix.r95_m)
    assert np.mean(errors) < 2.5
    assert np.mean(inside) > 0.85


def test_levels_are_told_apart_by_who_is_heard():
    rng = np.random.default_rng(2)
    ground_floor = survey(rng)
    upstairs = [
        SurveyedScan(
            reading=Reading(powers={f"u-{name}": values for name, values in scan.reading.powers.items()}),
            x_m=scan.x_m,
            y_m=scan.y_m,
            level=1,
        )
        for scan in survey(rng)
    ]
    scans = ground_floor + upstairs
    locator = surveyed_locator(ground_of(scans, ("1", "2")), {}, scans)
    fix = locator.locate(upstairs[0].reading)
    assert fix.position.level_id == "2"
    assert fix.p_level > 0.9


def test_the_field_knows_a_shadow_that_the_distance_does_not():
    def shadow(name, x_m, _y_m):
        return -12.0 if name == "b11" and x_m > 6.0 else 0.0

    scans = survey(np.random.default_rng(3), shadow=shadow)
    ground = ground_of(scans)
    field = PowerField(ground, SPOTS, scans)
    said = [field._expected_dbm[np.hypot(ground.x_m - x, ground.y_m - 6.0).argmin(), 5] for x in (3.0, 9.0)]
    assert said[0] - said[1] > 6.0


def test_a_scan_of_the_survey_looks_most_like_itself():
    scans = survey(np.random.default_rng(4))
    index = Lookalikes(ground_of(scans), scans, Choice(neighbours=1))
    place = index.place(scans[7].reading)
    assert (place.x_m, place.y_m) == pytest.approx((scans[7].x_m, scans[7].y_m))


def test_a_survey_of_one_place_is_refused_with_a_remedy():
    scan = SurveyedScan(reading=Reading(powers={"b11": [-60.0]}), x_m=1.0, y_m=1.0, level=0)
    with pytest.raises(BadInputError, match="fewer than two places"):
        surveyed_locator(ground_of([scan]), SPOTS, [scan])
