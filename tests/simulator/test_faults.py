"""Faulty beacons: the radio world differs from the plan in what is faulty, and in nothing else."""

from maps.position import Position
from simulator.faults import Fault, FaultKind, faulty


def test_each_fault_changes_its_own_beacon_alone(hospital):
    dead, weak, moved, cloned, *others = hospital.transmitters
    place = Position(x_m=3.0, y_m=4.0, level_id=others[0].level_id)
    real = faulty(
        hospital,
        {
            dead.id: Fault(kind=FaultKind.DEAD),
            weak.id: Fault(kind=FaultKind.WEAK, drop_db=15.0),
            moved.id: Fault(kind=FaultKind.MOVED, place=place),
            cloned.id: Fault(kind=FaultKind.CLONED, place=place),
        },
    ).transmitters
    assert not any(each.id == dead.id for each in real)
    assert next(each for each in real if each.id == weak.id).rssi_at_1m_dbm == weak.rssi_at_1m_dbm - 15.0
    (where,) = [each for each in real if each.addresses == moved.addresses]
    assert (where.point.x, where.point.y, where.level_id) == (3.0, 4.0, place.level_id)
    both = [each for each in real if each.addresses == cloned.addresses]
    assert both[0] == cloned
    assert (both[1].point.x, both[1].point.y) == (3.0, 4.0)
    assert set(others) <= set(real)
    assert len(real) == len(hospital.transmitters)


def test_without_faults_the_world_is_the_plan(hospital):
    assert faulty(hospital, {}) == hospital
