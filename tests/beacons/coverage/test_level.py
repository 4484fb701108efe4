"""Coverage keeps to what can be computed on paper, and to what more or fewer transmitters must do."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box

from beacons.coverage.confusion import p_confused
from beacons.coverage.level import cover
from beacons.coverage.precision import bound_m, information, slopes
from beacons.coverage.site import Radios, Site, usual_radios
from beacons.observation import RadioKind
from beacons.propagation import get_model, mean_rssi_dbm
from maps.errors import NotFoundError, TooLargeError
from maps.ids import FeatureId, LevelId
from maps.positioning import TransmitterKind
from tests.beacons.worlds import SIDE_M, hall
from tests.scenes import Scene, small_hospital

F1 = LevelId("F1")
HALL = Site(hall())
HOSPITAL = Site(small_hospital())
BEACONS = [item.id for item in HOSPITAL.venue.transmitters]


def cell_at(covered, x_m, y_m):
    return int(np.hypot(covered.x_m - x_m, covered.y_m - y_m).argmin())


def test_slopes_are_those_of_the_propagation_model(rng):
    model, rise_m, step_m = get_model(RadioKind.BLE), 1.5, 1e-4
    east_m, north_m = rng.uniform(-20.0, 20.0, (2, 50))

    def power(east_m, north_m):
        return mean_rssi_dbm(model, np.hypot(np.hypot(east_m, north_m), rise_m), -59.0)

    east, north, gain = slopes(model, east_m, north_m, rise_m)
    assert east == pytest.approx((power(east_m + step_m, north_m) - power(east_m - step_m, north_m)) / (2 * step_m))
    assert north == pytest.approx((power(east_m, north_m + step_m) - power(east_m, north_m - step_m)) / (2 * step_m))
    assert (gain == 1.0).all()


def test_right_below_a_beacon_a_place_is_known_no_worse_than_a_few_metres_aside():
    covered = cover(Site(hall(every_m=SIDE_M / 2, height_m=2.8)), F1)
    below, aside = (covered.bound_m[cell_at(covered, 15.0 + by_m, 15.0)] for by_m in (0.0, 5.0))
    assert below < aside


def test_no_transmitter_makes_a_position_worse_or_a_floor_less_clear(rng):
    for _ in range(5):
        chosen = rng.permutation(len(BEACONS))[: int(rng.integers(2, len(BEACONS)))].tolist()
        fewer = chosen[:-1]
        assert (bound_m(information(HOSPITAL, 0, chosen)) <= bound_m(information(HOSPITAL, 0, fewer)) + 1e-9).all()
        assert (p_confused(HOSPITAL, 0, chosen) <= p_confused(HOSPITAL, 0, fewer) + 1e-9).all()


def test_a_place_is_known_as_well_as_that_opposite_in_a_hall_that_is_symmetric():
    covered = cover(HALL, F1)
    for x_m, y_m in ((3.25, 7.25), (12.25, 14.25)):
        mirrored = [(x_m, y_m), (SIDE_M - x_m, y_m), (x_m, SIDE_M - y_m), (y_m, x_m)]
        bounds = [covered.bound_m[cell_at(covered, *place)] for place in mirrored]
        assert bounds == pytest.approx([bounds[0]] * 4, rel=0.02)


def test_ranges_from_four_sides_dilute_by_one_and_from_one_line_cannot_fix():
    """Directions from the middle of a square sum to twice the unit matrix: sqrt(1/2 + 1/2), if all are heard."""
    square = Site(hall(every_m=SIDE_M, kind=TransmitterKind.ACCESS_POINT))
    covered = cover(square, F1, radios=usual_radios(square.venue))
    middle = cell_at(covered, 15, 15)
    p_heard = np.mean([square.heard(row).p_heard[square.codes(0)[row, middle]] for row in range(4)])
    assert covered.dilution[middle] == pytest.approx(1.0 / np.sqrt(p_heard), rel=0.02)
    line = tuple(item for item in square.venue.transmitters if item.point.y == 0.0)
    on_the_line = cover(Site(replace(square.venue, transmitters=line)), F1, radios=Radios.ALL)
    lowest = (on_the_line.y_m < 0.6) & (np.abs(on_the_line.x_m - 15.0) < 8.0)
    assert (~(on_the_line.dilution[lowest] < 10.0)).all()


def test_without_transmitters_there_is_no_position_and_no_floor_is_likelier():
    silent = Site(replace(HOSPITAL.venue, transmitters=()))
    covered = cover(silent, F1)
    assert not covered.has_position.any()
    assert np.isnan(covered.bound_m).all()
    assert covered.share_within(1e9) == 0.0
    assert p_confused(silent, 0, []) == pytest.approx(0.5)


def test_a_dead_beacon_costs_most_beside_itself():
    alive, dead = cover(HOSPITAL, F1), cover(HOSPITAL, F1, without=[FeatureId("F1-b15")])
    lost = alive.heard - dead.heard
    assert (dead.bound_m >= alive.bound_m - 1e-9)[dead.has_position].all()
    assert (lost >= 0.0).all()
    assert lost[cell_at(alive, 15, 10)] == pytest.approx(lost.max(), abs=0.02)
    assert lost.max() > 0.9


def test_a_slab_tells_floors_apart():
    assert np.nanmedian(cover(HOSPITAL, F1).p_wrong_floor) < 0.01


def test_what_is_not_there_is_named():
    with pytest.raises(NotFoundError, match="F9"):
        cover(HOSPITAL, LevelId("F9"))
    with pytest.raises(NotFoundError, match="no transmitter 'nobody'"):
        cover(HOSPITAL, F1, without=[FeatureId("nobody")])


def test_a_venue_as_large_as_a_town_is_refused():
    town = box(0, 0, 1_300, 1_000)
    venue = Scene("town").level("F1", 0, town).unit("square", "F1", town, "walkway").venue()
    with pytest.raises(TooLargeError, match="1300000 m²"):
        Site(venue)


def test_phones_are_taken_to_hear_beacons_where_there_are_any():
    assert usual_radios(HOSPITAL.venue) is Radios.BEACONS
    assert usual_radios(hall(kind=TransmitterKind.ACCESS_POINT)) is Radios.ACCESS_POINTS
