"""A survey becomes a radio map that travels as bytes, finds its places again and calibrates itself."""

from dataclasses import replace

import numpy as np
import pytest

from beacons.accuracy import evaluate
from beacons.observation import RadioKind
from beacons.radiomap import RadioMap
from beacons.smoother import smoothed
from beacons.survey import tracked
from beacons.tracker import Tracker
from beacons.windows import Window
from maps.errors import BadInputError, UnreadableFileError
from tests.beacons.walks import straight_walk
from tests.scenes import small_hospital

SURVEYED = small_hospital()
VENUE = replace(SURVEYED, transmitters=())
"""The phone hears the same beacons, but nobody knows where they are."""
LINES = [((x0, 10.0), (x1, 10.0)) for x0, x1 in ((2, 38), (38, 2), (5, 30), (30, 5))]


def walks(rng, count, first=0):
    made = [
        straight_walk(SURVEYED, rng, walk_id=f"{first + n}", level=("F1", "F2")[n % 2], ends=LINES[n // 2 % 4])
        for n in range(count)
    ]
    return {walk.id: walk for walk in made}


@pytest.fixture(scope="module")
def surveyed():
    return RadioMap.survey(VENUE, walks(np.random.default_rng(5), 24).values())


def test_walks_nobody_surveyed_are_followed_on_their_floor(surveyed, rng):
    tests = walks(rng, 8, first=100)
    tracker = Tracker(VENUE, surveyed)
    causal = evaluate({name: tracked(tracker, walk) for name, walk in tests.items()}, tests)
    offline = {name: smoothed(tracker, surveyed.smoothed_circles, walk) for name, walk in tests.items()}
    assert causal.mean_m < 5
    assert causal.level_hit == 1.0
    assert evaluate(offline, tests, smoothed=True).mean_m < 3.5


def test_the_survey_is_never_asked_about_the_truth_of_a_test(surveyed, rng):
    (walk,) = walks(rng, 1).values()
    tracker = Tracker(VENUE, surveyed)
    assert tracked(tracker, walk) == tracked(tracker, replace(walk, truth=()))


def test_a_fingerprint_matches_the_place_it_was_taken(surveyed):
    row = surveyed.index.matrix[3]
    addresses = [surveyed.index.addresses[column] for column in row.indices]
    power = -105.0 + 105.0 * row.data ** (1 / 2.7)
    heard = dict(zip(addresses, power.tolist(), strict=True))
    match = surveyed.match(Window(t_s=0.0, rssi_dbm=heard, with_stale_dbm=heard))
    best = match.weight.argmax()
    assert (match.x_m[best], match.y_m[best]) == (surveyed.x_m[3], surveyed.y_m[3])
    assert match.weight.sum() == pytest.approx(1.0)
    assert match.log_p_level.argmax() == surveyed.level[3]


def test_the_map_survives_as_bytes(surveyed):
    decoded = RadioMap.decode(surveyed.encode(), VENUE)
    assert decoded.level_ids == surveyed.level_ids
    assert decoded.causal_circles == surveyed.causal_circles
    assert decoded.smoothed_circles == surveyed.smoothed_circles
    assert len(decoded) == len(surveyed)
    assert decoded.x_m == pytest.approx(surveyed.x_m, abs=1e-4)
    assert (decoded.level == surveyed.level).all()


def test_a_level_that_was_pulled_down_takes_its_fingerprints_along(surveyed):
    smaller = replace(
        VENUE, levels=VENUE.levels[1:], units=(), openings=(), portals=(), amenities=(), service_points=()
    )
    decoded = RadioMap.decode(surveyed.encode(), smaller)
    assert len(decoded) == (surveyed.level == 1).sum()
    assert (decoded.level == 0).all()


@pytest.mark.parametrize("data", [b"", b"garbage", b"PK\x03\x04 not really"])
def test_bytes_that_are_no_map_are_refused(data):
    with pytest.raises(UnreadableFileError, match="Run the survey again"):
        RadioMap.decode(data, VENUE)


def test_the_map_of_another_venue_is_refused(surveyed):
    with pytest.raises(UnreadableFileError, match="belongs to"):
        RadioMap.decode(surveyed.encode(), replace(VENUE, id="another"))


def test_walks_without_truth_make_no_survey(rng):
    (walk,) = walks(rng, 1).values()
    with pytest.raises(BadInputError, match="ground truth"):
        RadioMap.survey(VENUE, [replace(walk, truth=())])


def test_wifi_is_surveyed_like_beacons(rng):
    made = [
        straight_walk(SURVEYED, rng, walk_id=str(n), kind=RadioKind.WIFI, ends=LINES[n % 4], steps=n % 2 == 0)
        for n in range(8)
    ]
    assert len(RadioMap.survey(VENUE, made)) > 50
