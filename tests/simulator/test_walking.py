import math
from itertools import pairwise

import numpy as np
import pytest
from shapely.geometry import LineString, Point

from maps.ids import LevelId
from maps.position import Position
from maps.venue import PortalKind
from nav.profile import get_profile
from nav.route import Route
from simulator.paces import detect_steps
from simulator.walking import TICK_S, stand, walk
from tests.nav.routes import ride, route, to_cardiology_upstairs
from tests.nav.routes import walk as walk_leg
from tests.scenes import Scene, small_hospital

WALK = get_profile("walk")


def long_way() -> Route:
    return route(walk_leg("F1", [(0, 0), (150, 0)]))


def walked(way=None, seed=1, profile=WALK, venue=None):
    return walk(way or long_way(), venue or small_hospital(), profile, np.random.default_rng(seed))


def test_the_same_seed_walks_the_same_and_another_does_not() -> None:
    assert walked(seed=5) == walked(seed=5)
    assert walked(seed=5) != walked(seed=6)


def test_time_goes_on_evenly_and_every_place_is_on_the_route() -> None:
    way = to_cardiology_upstairs()
    truth = walked(way)
    assert np.diff([point.t_s for point in truth]) == pytest.approx(TICK_S)
    lines = {leg.from_level_id: LineString(leg.points) for leg in way.legs if leg.kind is None}
    assert all(lines[p.position.level_id].distance(Point(p.position.x_m, p.position.y_m)) < 1e-6 for p in truth)


def test_a_walk_starts_and_ends_where_the_route_does() -> None:
    way = to_cardiology_upstairs()
    truth = walked(way)
    assert (truth[0].position.x_m, truth[0].position.y_m) == way.legs[0].points[0]
    assert (truth[-1].position.x_m, truth[-1].position.y_m) == way.legs[-1].points[-1]
    assert truth[-1].position.level_id == "F2"


@pytest.mark.parametrize("name", ["walk", "wheelchair", "no_stairs", "staff"])
def test_people_go_at_their_profiles_speed_on_average(name) -> None:
    profile = get_profile(name)
    speeds = [150.0 / walked(seed=seed, profile=profile)[-1].t_s for seed in range(24)]
    assert np.mean(speeds) == pytest.approx(profile.speed_m_s, rel=0.08)
    assert 0.08 < np.std(speeds) / profile.speed_m_s < 0.25


def test_nobody_runs_or_jumps() -> None:
    for seed in range(10):
        steps_m = [a.position.distance_m(b.position) for a, b in pairwise(walked(to_cardiology_upstairs(), seed))]
        assert max(steps_m) <= 2.6 * TICK_S


def test_a_lift_is_waited_for_and_changes_level_once() -> None:
    waits_s = []
    for seed in range(40):
        truth = walked(to_cardiology_upstairs(), seed)
        levels = [point.position.level_id for point in truth]
        changes = [(a, b) for a, b in pairwise(levels) if a != b]
        assert changes == [("F1", "F2")]
        waits_s.append(sum((p.position.x_m, p.position.y_m) == (35, 16) for p in truth) * TICK_S)
    assert np.mean(waits_s) == pytest.approx(40.0, rel=0.15)
    assert np.std(waits_s) > 5


def test_a_lift_passes_the_levels_between() -> None:
    scene = Scene()
    stops = []
    for ordinal in range(4):
        scene.level(f"F{ordinal}", ordinal)
        stops.append((f"F{ordinal}", f"F{ordinal}-hall", (5, 5)))
    venue = scene.portal("lift", PortalKind.ELEVATOR, stops).venue()
    for start, end in (("F0", "F3"), ("F3", "F0")):
        truth = walked(route(ride(PortalKind.ELEVATOR, "lift", start, end, (5, 5))), venue=venue)
        order = list(dict.fromkeys(point.position.level_id for point in truth))
        assert order == sorted(order, reverse=start == "F3")
        assert len(order) == 4


def test_standing_is_one_place_for_the_time_asked() -> None:
    here = Position(x_m=1.0, y_m=2.0, level_id=LevelId("F1"))
    truth = stand(here, 10.0, start_s=5.0)
    assert {point.position for point in truth} == {here}
    assert truth[0].t_s == 5.0
    assert truth[-1].t_s == pytest.approx(15.0, abs=TICK_S)


def test_steps_have_the_measured_length_rate_and_heading() -> None:
    lengths_m, errors_deg = [], []
    for seed in range(40):
        truth = walked(seed=seed)
        steps = detect_steps(truth, WALK, np.random.default_rng(seed))
        lengths_m.append(150.0 / len(steps))
        errors_deg += [(step.heading_deg - 90.0 + 180.0) % 360.0 - 180.0 for step in steps]
    assert np.mean(lengths_m) == pytest.approx(0.70, abs=0.08)
    assert np.std(errors_deg) == pytest.approx(math.hypot(11.6, 9.8), rel=0.25)


def test_a_wheelchair_makes_no_steps() -> None:
    assert detect_steps(walked(), get_profile("wheelchair"), np.random.default_rng(1)) == ()
