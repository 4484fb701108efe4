"""Matrices, isochrones and alternatives: each is what single routes say."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from maps.ids import FeatureId, LevelId
from maps.position import Position
from nav.conditions import OPEN, Conditions
from nav.index.alternatives import MOST_STRETCH
from nav.profile import get_profile
from nav.route import NoRoute, Place, Route
from nav.router import Router
from tests.nav.random_house import random_end, random_house
from tests.scenes import Scene, small_hospital

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
FEW = settings(max_examples=15, deadline=None, derandomize=True)
WALK = get_profile("walk")
FAR = Position(x_m=1e4, y_m=0.0, level_id=LevelId("A"))


@FEW
@given(seed=SEEDS)
def test_a_matrix_equals_route_by_route_under_any_conditions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng, one_ways=True)
    router = Router.compile(venue)
    names = [feature.id for feature in (*venue.openings, *venue.portals)]
    closed = frozenset(FeatureId(name) for name in rng.choice(names, 3, replace=False).tolist())
    conditions = OPEN if rng.random() < 0.5 else Conditions(version=1, closed=closed)
    origins = [*(random_end(rng, venue) for _ in range(4)), FAR]
    destinations = [FAR, *(random_end(rng, venue) for _ in range(4))]
    found = router.matrix(origins, destinations, WALK, conditions)
    for i, origin in enumerate(origins):
        for j, destination in enumerate(destinations):
            route = router.route(origin, destination, WALK, conditions)
            if isinstance(route, NoRoute):
                assert (found.duration_s[i, j], found.cost_s[i, j]) == (math.inf, math.inf)
            else:
                assert found.cost_s[i, j] == route.cost_s
                assert found.duration_s[i, j] == pytest.approx(route.duration_s, abs=0.02)


def test_a_matrix_of_nothing_is_empty() -> None:
    router = Router.compile(small_hospital())
    assert router.matrix([], [Place(id=FeatureId("F1-lab"))], WALK).cost_s.shape == (0, 1)


@FEW
@given(seed=SEEDS)
def test_an_isochrone_has_the_units_whose_routes_take_no_longer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng)
    router = Router.compile(venue)
    origin = random_end(rng, venue)
    found = router.isochrone(origin, 25.0, WALK)
    for unit in venue.units:
        route = router.route(origin, Place(id=unit.id), WALK)
        if isinstance(route, Route) and route.duration_s < 25.0 - 0.02:
            assert found.unit_s[unit.id] == pytest.approx(route.duration_s, abs=0.02)
        elif isinstance(route, NoRoute) or route.duration_s > 25.0 + 0.02:
            assert unit.id not in found.unit_s
    assert all(when_s <= 25.0 for _, when_s in found.turns)


def ring() -> Router:
    """Return a corridor all round a block, wider on one side, so that one way round is a little shorter."""
    scene = Scene("ring").level("L", 0, box(-10, -10, 70, 50))
    scene.unit("ring", "L", box(0, 0, 60, 40).difference(box(4, 4, 56, 30)), "walkway")
    return Router.compile(scene.venue())


def test_both_ways_round_a_block_are_offered_the_shorter_first_and_none_by_a_silly_detour() -> None:
    router = ring()
    ends = (Position(x_m=2, y_m=15, level_id=LevelId("L")), Position(x_m=58, y_m=15, level_id=LevelId("L")))
    ways = router.alternatives(*ends, WALK, most=5)
    assert len(ways) == 2
    assert ways[0] == router.route(*ends, WALK)
    south, north = (max(y for _, y in way.legs[0].points) for way in ways)
    assert (south < 20.0, north > 20.0) == (True, True)


@FEW
@given(seed=SEEDS)
def test_alternatives_are_real_ways_that_cost_little_more(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng, one_ways=True)
    router = Router.compile(venue)
    ends = random_end(rng, venue), random_end(rng, venue)
    best, ways = router.route(*ends, WALK), router.alternatives(*ends, WALK)
    assert (len(ways) == 0) == isinstance(best, NoRoute)
    if isinstance(best, Route):
        assert ways[0] == best
        for way in ways:
            assert best.cost_s <= way.cost_s <= MOST_STRETCH * best.cost_s + 1e-9
            assert way.duration_s == pytest.approx(sum(leg.duration_s for leg in way.legs))
        assert len({way.legs for way in ways}) == len(ways)
