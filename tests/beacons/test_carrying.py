"""A track goes on under another revision of the map."""

from dataclasses import replace

import numpy as np
import pytest

from beacons.carrying import carried
from beacons.observation import Scan
from beacons.tracker import Tracker
from maps.ids import FeatureId, LevelId
from maps.position import Fix, Position
from tests.beacons.worlds import reading
from tests.scenes import small_hospital

VENUE = small_hospital()
BEFORE = Tracker(VENUE)


def tracked(tracker=BEFORE):
    state = tracker.place(tracker.start(), Position(x_m=15.0, y_m=10.0, level_id=LevelId("F1")), 0.0)
    for t_s in (1.0, 2.0, 3.0):
        state, answer = tracker.step(state, scan(t_s))
    assert isinstance(answer, Fix)
    return state, answer


def scan(t_s, venue=VENUE):
    near = [each for each in venue.transmitters if each.id in ("F1-b15", "F1-c15", "F1-b5")]
    return Scan(t_s=t_s, observations=tuple(reading(each, t_s, rssi_dbm=-62.0) for each in near))


def without(*levels, venue=VENUE):
    keep = [each.id for each in venue.levels if each.id not in levels]
    names = ("units", "openings", "transmitters", "amenities", "service_points", "qr_points", "fixtures")
    parts = {name: tuple(each for each in getattr(venue, name) if each.level_id in keep) for name in names}
    return replace(
        venue, levels=tuple(each for each in venue.levels if each.id in keep), portals=(), buildings=(), **parts
    )


def test_on_the_same_map_nothing_is_lost():
    state, _ = tracked()
    moved = carried(state, BEFORE, Tracker(VENUE))
    assert moved.heard_s == state.heard_s
    assert dict(zip(moved.belief.cells, moved.belief.by_cell, strict=True)) == pytest.approx(
        dict(zip(state.belief.cells, state.belief.by_cell, strict=True)), abs=1e-3
    )


def test_the_next_fix_is_where_it_would_have_been():
    state, _ = tracked()
    shifted = replace(VENUE, transmitters=VENUE.transmitters[::-1])
    after = Tracker(shifted)
    _, stayed = BEFORE.step(state, scan(4.0))
    _, moved = after.step(carried(state, BEFORE, after), scan(4.0, shifted))
    assert isinstance(moved, Fix)
    assert moved.position.distance_m(stayed.position) < 0.1


def test_transmitters_are_matched_by_id_and_those_that_are_gone_forgotten():
    state, _ = tracked()
    gone = FeatureId("F1-b5")
    after = Tracker(replace(VENUE, transmitters=tuple(each for each in VENUE.transmitters[::-1] if each.id != gone)))
    heard = {after.venue.transmitters[index].id for index in carried(state, BEFORE, after).heard_s}
    assert heard == {VENUE.transmitters[index].id for index in state.heard_s} - {gone}


def test_who_was_on_a_level_that_is_gone_is_looked_for_anew():
    state, _ = tracked()
    assert carried(state, BEFORE, Tracker(without("F1"))).belief is None
    kept = carried(state, BEFORE, Tracker(without("F2")))
    assert kept.belief is not None
    assert np.isclose(kept.belief.p.sum(), 1.0, atol=1e-3)
