import numpy as np
import pytest

from beacons.traces import read_trace
from beacons.traces.jsonl import write
from beacons.traces.trace import Trace
from maps.ids import FeatureId, LevelId
from maps.position import Position
from nav.profile import get_profile
from nav.route import NoRoute, Place
from simulator.walk import simulate_walk

ENTRANCE = Position(x_m=5.0, y_m=1.0, level_id=LevelId("F1"))
GOAL = Place(id=FeatureId("F2-cardio"))


def simulated(router, seed=4, destination=GOAL, profile="walk") -> Trace | NoRoute:
    rng = np.random.default_rng(seed)
    return simulate_walk(router, ENTRANCE, destination, profile=get_profile(profile), rng=rng, start_unix_s=1e9)


def test_a_simulated_walk_is_a_trace_with_its_truth(router) -> None:
    trace = simulated(router)
    assert trace.start_unix_s == 1e9
    assert len(trace.observations) > 100
    assert len(trace.steps) > 50
    assert trace.truth[0].position == ENTRANCE
    assert trace.truth[-1].position.level_id == "F2"
    assert np.diff([point.t_s for point in trace.truth[:-1]]) == pytest.approx(0.2)


def test_the_same_seed_gives_the_same_trace_bit_for_bit(router) -> None:
    assert simulated(router) == simulated(router)
    assert simulated(router) != simulated(router, seed=5)


def test_a_trace_survives_its_file(router, tmp_path) -> None:
    trace = simulated(router)
    write(trace, tmp_path / "walk.jsonl.gz")
    again = read_trace(tmp_path / "walk.jsonl.gz", router.venue)
    assert again.observations == trace.observations
    assert again.steps == trace.steps
    assert len(again.truth) == len(trace.truth)


def test_where_there_is_no_way_there_is_no_walk(router) -> None:
    outside = Position(x_m=500.0, y_m=500.0, level_id=LevelId("F1"))
    assert isinstance(simulated(router, destination=outside), NoRoute)
