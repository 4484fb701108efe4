"""A route drawn with room to spare leaves the walls, a little longer at most, and crosses what it crossed."""

import math

import numpy as np
import pytest
from shapely.geometry import LineString, Polygon

from maps.ids import LevelId
from maps.position import Position
from nav.profile import get_profile
from nav.route import Route
from nav.router import Router
from nav.space.inset import WALKER_RADIUS_M
from nav.ways.easing import MOST_LONGER
from tests.nav.brute import random_block, random_points
from tests.scenes import Scene, small_hospital

L = LevelId("L")
WALK = get_profile("walk")


def routed(router: Router, start: tuple[float, float], end: tuple[float, float]) -> Route:
    here, there = (Position(x_m=x, y_m=y, level_id=L) for x, y in (start, end))
    route = router.route(here, there, WALK)
    assert isinstance(route, Route)
    return route


def test_a_corner_is_gone_round_with_room_to_spare() -> None:
    hall = Polygon([(0, 0), (60, 0), (60, 60), (40, 60), (40, 20), (0, 20)])
    router = Router.compile(Scene().level("L", 0, hall).unit("hall", "L", hall, "lobby").venue())
    exact = routed(router, (2, 10), (50, 58))
    line, plain = (LineString(route.legs[0].points) for route in (router.eased(exact), exact))
    corner = hall.boundary
    assert plain.distance(corner) == pytest.approx(WALKER_RADIUS_M, abs=0.12)
    assert line.distance(corner) > plain.distance(corner) + 0.2
    assert len(line.coords) == len(plain.coords)


def test_where_there_is_no_room_the_exact_line_stays() -> None:
    passage = Polygon([(0, 0), (10, 0), (10, 10), (9.5, 10), (9.5, 0.5), (0, 0.5)])
    router = Router.compile(Scene().level("L", 0).unit("p", "L", passage, "walkway").venue())
    exact = routed(router, (1, 0.25), (9.75, 9))
    assert math.dist(router.eased(exact).legs[0].points[1], exact.legs[0].points[1]) < 0.2


@pytest.mark.parametrize("seed", range(10))
def test_an_eased_line_is_bounded_stays_on_the_ground_and_changes_nothing_else(seed: int) -> None:
    rng = np.random.default_rng(seed)
    router = Router.compile(random_block(rng, solids=4))
    ground = router.graph.floors[L].area
    for start, end in zip(*[iter(random_points(rng, ground, 20))] * 2, strict=True):
        here, there = (Position(x_m=x, y_m=y, level_id=L) for x, y in (start, end))
        exact = router.route(here, there, WALK)
        if not isinstance(exact, Route):
            continue
        eased = router.eased(exact)
        line = LineString(eased.legs[0].points)
        assert line.length <= (1 + MOST_LONGER) * exact.distance_m + 0.01
        assert ground.buffer(0.002).covers(line)
        assert eased.legs[0].points[0] == exact.legs[0].points[0]
        assert eased.legs[0].points[-1] == exact.legs[0].points[-1]
        assert (eased.cost_s, eased.distance_m, eased.legs[0].units) == (
            exact.cost_s,
            exact.distance_m,
            exact.legs[0].units,
        )


def test_rides_are_drawn_as_they_are() -> None:
    router = Router.compile(small_hospital())
    units = [unit.id for unit in router.venue.units if unit.level_id != router.venue.units[0].level_id]
    route = router.route(*(Position(x_m=2, y_m=2, level_id=level.id) for level in router.venue.levels[:2]), WALK)
    assert units
    assert isinstance(route, Route)
    rides = [(leg, eased) for leg, eased in zip(route.legs, router.eased(route).legs, strict=True) if leg.kind]
    assert rides
    assert all(leg == eased for leg, eased in rides)
