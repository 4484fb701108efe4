"""What a phone hears becomes visits: one for each passing, and nothing of people's own devices."""

import pytest

from beacons.health.passing import MOST_S, Passing
from beacons.health.patches import Patches
from beacons.observation import Observation, RadioKind
from beacons.transmitters import TransmitterTable
from maps.ids import LevelId
from maps.position import Fix, NoFix, NoFixReason, Position


def _fix(x_m: float, *, r68_m: float = 2.0, p_level: float = 1.0) -> Fix:
    position = Position(x_m=x_m, y_m=7.0, level_id=LevelId("F1"))
    return Fix(t_s=0.0, position=position, cov_m2=((1, 0), (0, 1)), r68_m=r68_m, r95_m=5.0, p_level=p_level)


def _heard(address: str, rssi_dbm: float) -> Observation:
    return Observation(t_s=0.0, kind=RadioKind.BLE, address=address, rssi_dbm=rssi_dbm)


@pytest.fixture
def passing(examiner) -> Passing:
    return Passing(examiner.patches, examiner.table)


def test_somebody_who_walks_on_leaves_one_visit_with_mean_powers_less_the_gain_of_the_phone(passing, examiner):
    for t_s, rssi_dbm in enumerate((-60.0, -70.0, -80.0)):
        assert passing.hear(t_s, _fix(7.0), [_heard("10-10", rssi_dbm)], gain_db=3.0) is None
    visit = passing.hear(3.0, _fix(17.0), [])
    row = examiner.table.index_by_address["10-10"]
    assert visit.heard_dbm == {row: pytest.approx(-73.0)}
    assert visit.patch == examiner.patches.find(_fix(7.0).position)
    assert (visit.seconds, visit.t_s) == (3.0, 2.0)


def test_somebody_who_stays_for_an_hour_is_one_witness_of_some_seconds(passing):
    visits = [passing.hear(t_s, _fix(7.0), [_heard("10-10", -60.0)]) for t_s in range(3600)]
    assert not any(visits)
    assert passing.end().seconds == MOST_S


@pytest.mark.parametrize(
    "fix", [_fix(7.0, r68_m=12.0), _fix(7.0, p_level=0.6), _fix(700.0), NoFix(t_s=0.0, reason=NoFixReason.STALE)]
)
def test_where_somebody_is_not_known_well_nothing_is_counted(passing, fix):
    for t_s in range(5):
        passing.hear(t_s, fix, [_heard("10-10", -60.0)])
    assert passing.end() is None


def test_the_devices_of_people_are_not_remembered_but_strangers_of_the_venues_family_are(examiner):
    table = TransmitterTable(
        **{name: getattr(examiner.table, name) for name in TransmitterTable.__slots__ if name != "index_by_address"},
        index_by_address={"family/1/1": 0},
    )
    passing = Passing(examiner.patches, table)
    for t_s in range(3):
        passing.hear(t_s, _fix(7.0), [_heard("family/1/9", -60.0), _heard("aa:bb:cc:dd:ee:ff", -50.0)])
    assert passing.end().unknown == {"family/1/9"}


def test_a_phone_that_reports_no_wifi_is_no_witness_of_access_points(passing):
    for t_s in range(3):
        passing.hear(t_s, _fix(7.0), [_heard("10-10", -60.0)])
    assert passing.end().radios == {False}


def test_a_phone_that_hears_nothing_at_all_is_no_witness(passing):
    for t_s in range(3):
        passing.hear(t_s, _fix(7.0), [])
    assert passing.end() is None


def test_every_cell_of_the_floor_lies_in_a_patch(examiner):
    patches: Patches = examiner.patches
    assert len(patches) == 36
    for index in range(len(patches)):
        place = Position(x_m=patches.x_m[index], y_m=patches.y_m[index], level_id=LevelId("F1"))
        assert patches.find(place) == index
