"""Routes in real buildings and in the demo hospital: joined up, inside, exact."""

import itertools
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

import maps.demo
from maps.ids import LevelId, VenueId
from maps.position import Position
from maps.publish import build_venue
from maps.readers import read_venue
from maps.spatial import SpatialIndex
from maps.venue import PortalKind
from nav.profile import get_profile
from nav.route import NoRoute, Place, Route
from nav.router import Router
from tests.nav.brute import random_points, shortest_m

SLACK_M = 0.002


def compiled(path: Path) -> Router:
    venue, _ = build_venue(read_venue([path], VenueId("real")), revision=1)
    return Router.compile(venue)


@pytest.fixture(scope="module")
def university(data_folder: Path) -> Router:
    return compiled(data_folder / "maps" / "osm-university-building" / "APBorig.osm.pbf")


@pytest.fixture(scope="module")
def mall(data_folder: Path) -> Router:
    return compiled(data_folder / "positioning" / "mall-a")


@pytest.fixture(scope="module")
def hospital() -> Router:
    return compiled(Path(maps.demo.__file__).parent / "hospital")


def check_random_routes(router: Router, count: int, seed: int) -> int:
    """Check that routes between random units stay on the ground that `maps.spatial` knows; return how many."""
    rng, space = np.random.default_rng(seed), SpatialIndex(router.venue)
    areas = {level.id: space.walkable_area(level.id).buffer(SLACK_M) for level in router.venue.levels}
    found = 0
    for one, two in rng.choice(len(router.venue.units), (count, 2)):
        ends = tuple(Place(id=router.venue.units[index].id) for index in (one, two))
        for profile in map(get_profile, ("staff", "wheelchair")):
            route = router.route(*ends, profile)
            if isinstance(route, NoRoute):
                continue
            found += 1
            for leg in route.legs:
                assert leg.kind in profile.portals or leg.kind is None
                if leg.kind is None:
                    assert areas[leg.from_level_id].covers(LineString(leg.points))
    return found


@pytest.mark.shared_data
def test_the_university_building_is_one_piece_but_for_a_room_or_two(university: Router) -> None:
    share = university.connectivity().reachable_share
    walkable_units = sum(unit.walkable for unit in university.venue.units)
    assert share * walkable_units >= 470
    assert check_random_routes(university, 60, 1) >= 50


@pytest.mark.shared_data
def test_the_floors_of_a_mall_are_pieces_of_their_own(mall: Router) -> None:
    assert mall.connectivity().walkable_components == 5
    rng, found = np.random.default_rng(2), 0
    for level in mall.venue.levels:
        shops = [unit for unit in mall.venue.units_by_level[level.id] if not unit.walkable]
        for one, two in rng.choice(len(shops), (8, 2)):
            answer = mall.route(Place(id=shops[one].id), Place(id=shops[two].id), get_profile("walk"))
            found += isinstance(answer, Route)
    assert found >= 30


@pytest.mark.shared_data
def test_ways_across_a_mall_floor_equal_brute_force(mall: Router) -> None:
    level = LevelId("F4")
    area = max(shapely.get_parts(mall.graph.floors[level].area), key=lambda part: part.area)
    points = random_points(np.random.default_rng(3), area, 3)
    for start, end in itertools.pairwise(points):
        here, there = (Position(x_m=x, y_m=y, level_id=level) for x, y in (start, end))
        route = mall.route(here, there, get_profile("walk"))
        assert isinstance(route, Route)
        assert route.distance_m == pytest.approx(shortest_m(area, start, end), abs=2e-5)


def test_every_room_of_the_demo_hospital_can_be_reached(hospital: Router) -> None:
    assert hospital.connectivity().reachable_share == 1.0
    ground = [floor.ground for floor in hospital.graph.floors.values()]
    assert not [name for part in ground for name in part.lost]
    assert check_random_routes(hospital, 60, 4) >= 50


def test_in_the_demo_hospital_a_wheelchair_gets_from_the_car_park_to_a_ward(hospital: Router) -> None:
    venue = hospital.venue
    top = max(venue.levels, key=lambda level: level.ordinal)
    wards = [unit for unit in venue.units_by_level[top.id] if unit.category == "room"]
    car_park, wheelchair = Place(id=venue.parking_lots[0].id), get_profile("wheelchair")
    routes = [hospital.route(car_park, Place(id=ward.id), wheelchair) for ward in wards[:10]]
    found = [route for route in routes if isinstance(route, Route)]
    assert found
    assert all(PortalKind.ELEVATOR in {leg.kind for leg in route.legs} for route in found)
