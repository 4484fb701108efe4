"""Transmitters that are not what the plan says are told apart, by what people who passed did and did not hear."""

import numpy as np
import pytest

from beacons.health.examiner import Examiner
from beacons.health.places import ELSEWHERE_M
from beacons.health.tally import SLOT_S, Tally
from beacons.health.verdict import Health
from beacons.tracker import Tracker
from maps.errors import BadInputError
from tests.beacons.health.conftest import NOON_S, planned
from tests.beacons.worlds import hall

PEOPLE = 600
ROW = 5
"""A beacon amid the hall, at 10 m east and 10 m north."""


def _healths(examiner: Examiner, visits, now_s: float = NOON_S - 1.0):
    tally = examiner.tally()
    tally.add(visits)
    return examiner.examine(tally, now_s)


def test_beacons_that_are_what_the_plan_says_are_told_so(examiner, visits, senders):
    verdicts = _healths(examiner, visits(PEOPLE, senders))
    assert {each.health for each in verdicts} == {Health.OK}


def test_where_nobody_passed_nothing_is_said(examiner):
    verdicts = _healths(examiner, [])
    assert {each.health for each in verdicts} == {Health.UNKNOWN}
    assert all(each.passed == 0 and each.last_heard_s is None for each in verdicts)


def test_a_few_people_who_missed_a_beacon_are_no_reason_to_call_it_dead(examiner, visits, senders):
    verdict = _healths(examiner, visits(2, [each for each in senders if each[0] != ROW]))[ROW]
    assert verdict.health is Health.UNKNOWN


def test_a_beacon_that_nobody_hears_where_many_pass_is_silent_and_it_alone(examiner, visits, senders):
    verdicts = _healths(examiner, visits(PEOPLE, [each for each in senders if each[0] != ROW]))
    assert [index for index, each in enumerate(verdicts) if each.health is not Health.OK] == [ROW]
    assert verdicts[ROW].health is Health.SILENT
    assert verdicts[ROW].heard == 0 < verdicts[ROW].expected <= verdicts[ROW].passed


def test_a_beacon_that_has_lost_power_is_weak_by_about_as_much(examiner, visits, senders):
    row, x_m, y_m, power_dbm = senders[ROW]
    senders[ROW] = (row, x_m, y_m, power_dbm - 15.0)
    verdict = _healths(examiner, visits(PEOPLE, senders))[ROW]
    assert verdict.health is Health.WEAK
    assert verdict.drop_db == pytest.approx(15.0, abs=3.0)


def test_a_beacon_that_hangs_elsewhere_has_moved_and_its_new_place_is_told(examiner, visits, senders):
    row, *_, power_dbm = senders[ROW]
    senders[ROW] = (row, 28.0, 26.0, power_dbm)
    verdict = _healths(examiner, visits(PEOPLE, senders))[ROW]
    assert verdict.health is Health.MOVED
    place = verdict.elsewhere.position
    assert np.hypot(place.x_m - 28.0, place.y_m - 26.0) < 5.0
    assert np.all(np.linalg.eigvalsh(verdict.elsewhere.cov_m2) > 0.0)


def test_a_beacon_that_is_heard_at_two_places_far_apart_has_a_copy(visits):
    examiner = Examiner(Tracker(hall(length_m=120.0, every_m=30.0)))
    senders = planned(examiner)
    row, *_, power_dbm = senders[0]
    heard = visits(PEOPLE, [*senders, (row, 110.0, 16.0, power_dbm)], of=examiner)
    verdict = _healths(examiner, heard)[row]
    assert verdict.health is Health.CLONED
    place = verdict.elsewhere.position
    assert np.hypot(place.x_m - 110.0, place.y_m - 16.0) < ELSEWHERE_M


def test_a_copy_where_people_pass_at_another_time_is_found_though_all_is_well_at_its_place(visits):
    examiner = Examiner(Tracker(hall(length_m=120.0, every_m=30.0)))
    senders = planned(examiner)
    row, *_, power_dbm = senders[0]
    both = [*senders, (row, 110.0, 16.0, power_dbm)]
    earlier = visits(PEOPLE, both, of=examiner, t_s=NOON_S - 4 * SLOT_S)
    heard = [*earlier, *visits(PEOPLE // 3, senders, of=examiner)]
    assert _healths(examiner, heard)[row].health is Health.CLONED


def test_a_beacon_that_died_is_found_though_it_was_well_for_hours_before(examiner, visits, senders):
    before = [each for hour in range(4) for each in visits(150, senders, t_s=NOON_S - (hour + 2) * SLOT_S)]
    after = visits(PEOPLE // 2, [each for each in senders if each[0] != ROW])
    verdict = _healths(examiner, [*before, *after])[ROW]
    assert verdict.health is Health.SILENT
    assert verdict.last_heard_s <= NOON_S - SLOT_S


def test_a_beacon_with_a_new_battery_is_well_again_at_once(examiner, visits, senders):
    without = [each for each in senders if each[0] != ROW]
    before = visits(PEOPLE, without, t_s=NOON_S - 2 * SLOT_S)
    verdict = _healths(examiner, [*before, *visits(PEOPLE // 2, senders)])[ROW]
    assert verdict.health is Health.OK


def test_counts_of_another_revision_are_refused(examiner):
    with pytest.raises(BadInputError, match="other 7"):
        examiner.examine(Tally(transmitters="other 7"), NOON_S)
