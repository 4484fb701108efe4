"""Tallies are sums: they can be merged in any order, put away, and forget."""

import pytest

from beacons.health.tally import KEPT_SLOTS, MOST_UNKNOWN, SLOT_S, Tally, Visit
from maps.errors import BadInputError
from tests.beacons.health.conftest import NOON_S


def _tally(*visits: Visit) -> Tally:
    tally = Tally(transmitters="hall 1")
    tally.add(visits)
    return tally


def _visit(patch: int = 3, t_s: float = NOON_S, unknown: frozenset[str] = frozenset()) -> Visit:
    return Visit(t_s=t_s, patch=patch, seconds=4.0, heard_dbm={1: -70.0, 2: -80.0 - patch}, unknown=unknown)


def test_counts_of_two_workers_merged_in_either_order_are_those_of_one(examiner):
    one, two = [_visit(3), _visit(4)], [_visit(3), _visit(5, NOON_S + SLOT_S, frozenset({"u/1/9"}))]
    together, first, second = _tally(*one, *two), _tally(*one), _tally(*two)
    first.merge(_tally(*two))
    second.merge(_tally(*one))
    assert first == second == together


def test_a_tally_put_away_is_the_same_tally():
    tally = _tally(_visit(), _visit(7, unknown=frozenset({"u/1/9"})))
    assert Tally.decode(tally.encode()) == tally


def test_what_is_older_than_two_days_is_forgotten():
    tally = _tally(_visit(3, NOON_S, frozenset({"u/1/9"})), _visit(4, NOON_S + KEPT_SLOTS * SLOT_S))
    tally.forget_before(NOON_S + KEPT_SLOTS * SLOT_S)
    assert {patch for _, patch, _ in tally.visits} == {patch for _, patch, _ in tally.heard} == {4}
    assert not tally.unknown


def test_nobody_fills_the_memory_with_unknown_addresses():
    tally = _tally(*(_visit(unknown=frozenset({f"u/1/{index}"})) for index in range(3 * MOST_UNKNOWN)))
    assert len(tally.unknown) == MOST_UNKNOWN


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x95\x02\xa0\x90\x90\x80"])
def test_bytes_that_are_no_tally_are_refused(data):
    with pytest.raises(BadInputError):
        Tally.decode(data)


def test_counts_of_another_revision_are_not_mixed_in():
    with pytest.raises(BadInputError, match="hall 2"):
        _tally().merge(Tally(transmitters="hall 2"))
