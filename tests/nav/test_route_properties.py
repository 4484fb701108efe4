"""What must hold for every route in every house: inside, through openings, never better for being closed."""

import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString

from maps.venue import Venue
from nav.conditions import Conditions
from nav.costs.codes import way_id
from nav.costs.rooms import is_room
from nav.profile import PROFILES, get_profile
from nav.route import Leg, NoRoute, Position, Route
from nav.router import Router
from tests.nav.random_house import random_end, random_house

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
WALK, STAFF = get_profile("walk"), get_profile("staff")
FEW = settings(max_examples=25, deadline=None, derandomize=True)


def cost_s(answer: Route | NoRoute) -> float:
    return math.inf if isinstance(answer, NoRoute) else answer.cost_s


def check_leg_stays_inside(venue: Venue, leg: Leg) -> None:
    """Cut the polyline at its openings: every piece lies in one unit, without its solid fixtures."""
    here = [fixture for fixture in venue.fixtures if fixture.level_id == leg.from_level_id]
    solids = shapely.union_all([fixture.area for fixture in here])
    line = LineString(leg.points)
    lines = {opening.id: opening for opening in venue.openings}
    assert all(line.distance(lines[name].line) < 1e-3 for name in leg.openings)
    for before, name, after in zip(leg.units, leg.openings, leg.units[1:], strict=False):
        assert set(lines[name].unit_ids) == {before, after}
    units = shapely.union_all([venue.get_unit(name).area for name in leg.units])
    assert units.buffer(2e-3).covers(line)
    assert line.intersection(solids).length < 1e-3
    for one, two in zip(leg.points, leg.points[1:], strict=False):
        assert not _walls(venue, leg).intersects(LineString([one, two]))


def _walls(venue: Venue, leg: Leg) -> shapely.Geometry:
    gaps = shapely.union_all([opening.line.buffer(0.01) for opening in venue.openings if opening.id in leg.openings])
    here = [unit.area.boundary for unit in venue.units_by_level[leg.from_level_id]]
    return shapely.union_all(here).difference(gaps)


@FEW
@given(seed=SEEDS)
def test_walking_never_leaves_walkable_space_and_crosses_only_at_openings(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng, one_ways=True)
    router = Router.compile(venue)
    for profile in PROFILES.values():
        route = router.route(random_end(rng, venue), random_end(rng, venue), profile)
        if isinstance(route, NoRoute):
            continue
        for leg in route.legs:
            if leg.kind is None:
                check_leg_stays_inside(venue, leg)
                drawn = sum(math.dist(a, b) for a, b in zip(leg.points, leg.points[1:], strict=False))
                assert leg.distance_m == pytest.approx(drawn, abs=1e-6)
        for one, two in zip(route.legs, route.legs[1:], strict=False):
            assert one.points[-1] == pytest.approx(two.points[0], abs=1e-6)
            assert one.to_level_id == two.from_level_id
        assert route.distance_m == pytest.approx(sum(leg.distance_m for leg in route.legs))
        assert route.duration_s == pytest.approx(sum(leg.duration_s for leg in route.legs))
        assert route.cost_s >= route.duration_s - 1e-6


@FEW
@given(seed=SEEDS)
def test_a_detour_is_never_cheaper_than_the_way_itself(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng)
    router = Router.compile(venue)
    a, b, c = (position(rng, venue) for _ in range(3))
    there = cost_s(router.route(a, c, STAFF))
    assert there <= cost_s(router.route(a, b, STAFF)) + cost_s(router.route(b, c, STAFF)) + 1e-6


@FEW
@given(seed=SEEDS)
def test_without_one_ways_and_stairs_there_is_as_far_as_back(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng)
    flat = replace(venue, portals=tuple(portal for portal in venue.portals if portal.id == "lift"))
    router = Router.compile(flat)
    a, b = random_end(rng, venue), random_end(rng, venue)
    out, back = router.route(a, b, STAFF), router.route(b, a, STAFF)
    assert cost_s(out) == pytest.approx(cost_s(back), abs=1e-6)


@FEW
@given(seed=SEEDS)
def test_closing_never_helps_and_an_irrelevant_closure_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng, one_ways=True)
    router = Router.compile(venue)
    a, b = random_end(rng, venue), random_end(rng, venue)
    free = router.route(a, b, WALK)
    names = [feature.id for feature in (*venue.openings, *venue.units, *venue.portals)]
    for name in rng.choice(names, size=6, replace=False).tolist():
        shut = router.route(a, b, WALK, Conditions(closed=frozenset({name})))
        assert cost_s(shut) >= cost_s(free) - 1e-9
        if isinstance(free, Route) and name not in used(free):
            assert shut == free
        if isinstance(free, Route) and isinstance(shut, NoRoute):
            assert shut.blocked_by == (name,)
    assert router.route(a, b, WALK) == free, "a closure is part of the question, not of the router"


@FEW
@given(seed=SEEDS)
def test_a_door_made_one_way_for_now_is_as_one_that_is_one_way_for_good(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng)
    a, b = random_end(rng, venue), random_end(rng, venue)
    door = rng.choice([each for each in venue.openings if len(each.unit_ids) == 2])
    barred, into = rng.permutation(door.unit_ids).tolist()
    one_way = tuple(replace(each, one_way_to=into) if each == door else each for each in venue.openings)
    for_good = Router.compile(replace(venue, openings=one_way)).route(a, b, WALK)
    for_now = Router.compile(venue).route(a, b, WALK, Conditions(closed=frozenset({way_id(door.id, barred)})))
    assert cost_s(for_now) == pytest.approx(cost_s(for_good), abs=1e-6)


@FEW
@given(seed=SEEDS)
def test_another_opening_only_helps(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng)
    a, b = position(rng, venue), position(rng, venue)
    fewer = replace(venue, openings=tuple(opening for opening in venue.openings if rng.random() < 0.8))
    assert cost_s(Router.compile(venue).route(a, b, STAFF)) <= cost_s(Router.compile(fewer).route(a, b, STAFF)) + 1e-6


def used(route: Route) -> set[str]:
    return {name for leg in route.legs for name in (*leg.openings, *leg.units, leg.portal_id) if name}


def position(rng: np.random.Generator, venue: Venue) -> Position:
    while not isinstance(end := random_end(rng, venue), Position):
        pass
    return end


def test_rooms_and_what_people_pass_through_are_told_apart() -> None:
    venue = random_house(np.random.default_rng(1))
    assert {is_room(unit) for unit in venue.units} == {True, False}
