"""Beacons are suggested where they add most, and the bound on the best choice holds."""

import itertools

import numpy as np
import pytest

from beacons.coverage.candidates import Candidates
from beacons.coverage.greedy import GUARANTEED, greedy
from beacons.coverage.placement import suggest
from beacons.coverage.precision import information
from beacons.coverage.site import Radios, Site
from beacons.coverage.told import Told
from maps.errors import BadInputError
from maps.ids import LevelId
from tests.scenes import small_hospital

F1 = LevelId("F1")
SITE = Site(small_hospital())
CANDIDATES = Candidates.of(SITE, 0)
NOBODY = information(SITE, 0, [])


def told(*rows: int) -> Told:
    result = Told(CANDIDATES, NOBODY)
    for row in rows:
        result.add(row)
    return result


def value(rows) -> float:
    """Return the information of a set of candidates, by determinants."""
    return float(0.5 * np.log(determinants(told(*rows).matrix) / determinants(NOBODY)).mean())


def determinants(matrix):
    return np.linalg.det(matrix.transpose(2, 0, 1))


def test_what_a_candidate_adds_is_the_difference_of_determinants(rng):
    for _ in range(10):
        first, second, third = rng.choice(len(CANDIDATES), 3, replace=False).tolist()
        assert told(first, second).gain(third) == pytest.approx(
            value([first, second, third]) - value([first, second]), rel=1e-6
        )


def test_what_a_candidate_adds_is_never_negative_and_falls_the_more_there_are(rng):
    for _ in range(20):
        rows = rng.choice(len(CANDIDATES), 8, replace=False).tolist()
        few, more = told(*rows[:2]), told(*rows[:6])
        for candidate in rows[6:]:
            assert 0.0 <= more.gain(candidate) <= few.gain(candidate) + 1e-12


class Covering:
    """Sets that cover the members of a universe: monotone and submodular, and small enough to try all choices."""

    def __init__(self, sets):
        self.sets = sets
        self.covered = set()

    def gain(self, row):
        return float(len(self.sets[row] - self.covered))

    def add(self, row):
        self.covered |= self.sets[row]


def test_greedy_is_what_it_says_beside_the_best_of_all_choices(rng):
    for _ in range(40):
        sets = [set(rng.choice(20, int(rng.integers(1, 8)), replace=False).tolist()) for _ in range(9)]
        count = int(rng.integers(1, 5))
        choice = greedy(Covering(sets), len(sets), count)
        best = max(len(set().union(*some)) for some in itertools.combinations(sets, count))
        assert choice.total == len(set().union(*(sets[row] for row in choice.rows)))
        assert GUARANTEED * best <= choice.total <= best <= choice.most + 1e-9
        assert list(choice.gains) == sorted(choice.gains, reverse=True)


def test_greedy_takes_all_there_are_when_asked_for_more():
    choice = greedy(Covering([{1}, {2}]), 2, 5)
    assert sorted(choice.rows) == [0, 1]
    assert choice.at_least_share == 1.0


def test_suggested_beacons_hang_over_walkable_ground_and_make_positions_better():
    placement = suggest(SITE, F1, 4)
    assert len(placement.suggestions) == 4
    for each in placement.suggestions:
        assert SITE.space.inside(np.array([0]), np.array([each.x_m]), np.array([each.y_m]))[0]
    assert placement.median_after_m < placement.median_before_m
    assert GUARANTEED <= placement.at_least_share <= 1.0


def test_where_all_beacons_of_one_side_died_the_next_one_goes_there():
    east = [item.id for item in SITE.venue.transmitters if item.point.x > 20.0]
    assert suggest(SITE, F1, 1, without=east).suggestions[0].x_m > 20.0


def test_beacons_are_suggested_where_there_are_none():
    placement = suggest(SITE, F1, 3, radios=Radios.ACCESS_POINTS)
    places = np.array([[each.x_m, each.y_m] for each in placement.suggestions])
    assert min(np.hypot(*(a - b)) for a, b in itertools.combinations(places, 2)) > 5.0


@pytest.mark.parametrize("count", [0, 51])
def test_a_number_nobody_hangs_at_once_is_refused(count):
    with pytest.raises(BadInputError, match=str(count)):
        suggest(SITE, F1, count)
