"""A router compiled from an earlier one answers as one compiled from nothing."""

from dataclasses import replace

import numpy as np
import pytest
from shapely import affinity

from maps.ids import FeatureId, LevelId
from maps.venue import Access, Fixture, Venue
from nav.profile import get_profile
from nav.route import NoRoute
from nav.router import Router
from nav.ways.graph import Graph, nodes_before
from tests.nav.random_house import random_end, random_house


def with_a_moved_door(rng: np.random.Generator, venue: Venue) -> Venue:
    i = int(rng.integers(len(venue.openings)))
    door = venue.openings[i]
    (x0, y0), (x1, y1) = door.line.coords[0], door.line.coords[-1]
    share = rng.uniform(-0.3, 0.3)
    moved = replace(door, line=affinity.translate(door.line, share * (x1 - x0), share * (y1 - y0)))
    return replace(venue, openings=(*venue.openings[:i], moved, *venue.openings[i + 1 :]))


def without_a_door(rng: np.random.Generator, venue: Venue) -> Venue:
    i = int(rng.integers(len(venue.openings)))
    return replace(venue, openings=(*venue.openings[:i], *venue.openings[i + 1 :]))


def with_a_desk(rng: np.random.Generator, venue: Venue) -> Venue:
    level = venue.levels[int(rng.integers(len(venue.levels)))].id
    area = venue.units_by_level[level][int(rng.integers(9))].area.buffer(-1.8)
    return replace(
        venue, fixtures=(*venue.fixtures, Fixture(id=FeatureId("new"), level_id=level, category="desk", area=area))
    )


def without_a_room(rng: np.random.Generator, venue: Venue) -> Venue:
    i = int(rng.integers(len(venue.units)))
    gone = venue.units[i].id
    return replace(
        venue,
        units=(*venue.units[:i], *venue.units[i + 1 :]),
        openings=tuple(each for each in venue.openings if gone not in each.unit_ids),
    )


def with_staff_only(rng: np.random.Generator, venue: Venue) -> Venue:
    i = int(rng.integers(len(venue.openings)))
    barred = replace(venue.openings[i], access=Access.STAFF)
    return replace(venue, openings=(*venue.openings[:i], barred, *venue.openings[i + 1 :]))


CHANGES = (with_a_moved_door, without_a_door, with_a_desk, without_a_room, with_staff_only)


def arrays(graph: Graph) -> list[bytes]:
    meshes = [part for floor in graph.floors.values() for part in floor.mesh]
    return [part.tobytes() for part in (*graph.network, graph.tails, graph.points_m, graph.levels, *meshes)]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_changes_the_graph_and_the_costs_are_those_of_a_whole_compile(seed: int) -> None:
    rng = np.random.default_rng(seed)
    venue = random_house(rng, one_ways=True)
    router = Router.compile(venue)
    for number in rng.permutation(len(CHANGES)).tolist():
        venue = CHANGES[number](rng, venue)
        router, whole = Router.compile(venue, earlier=router), Router.compile(venue)
        assert arrays(router.graph) == arrays(whole.graph)
        assert router.graph.landings == whole.graph.landings
        for _ in range(10):
            ends = random_end(rng, venue), random_end(rng, venue)
            one, two = (each.route(*ends, get_profile("walk")) for each in (router, whole))
            assert isinstance(one, NoRoute) == isinstance(two, NoRoute)
            if not isinstance(one, NoRoute) and not isinstance(two, NoRoute):
                assert one.cost_s == two.cost_s
                assert one.venue_revision == two.venue_revision


def test_what_has_not_changed_is_not_made_again() -> None:
    rng = np.random.default_rng(1)
    venue = random_house(rng)
    one = Router.compile(venue).graph
    door = next(each for each in venue.openings if each.level_id == "A")
    moved = replace(door, line=affinity.scale(door.line, 0.9, 0.9))
    openings = tuple(moved if each is door else each for each in venue.openings)
    two = Router.compile(replace(venue, openings=openings), earlier=Router(one)).graph
    assert two.floors[LevelId("B")] is one.floors[LevelId("B")]
    assert two.floors[LevelId("A")] is not one.floors[LevelId("A")]
    before = nodes_before(two, one)
    here, there = two.points_m[before >= 0], one.points_m[before[before >= 0]]
    assert np.array_equal(here, there)
    assert len(set(before[before >= 0].tolist())) == len(here), "nobody was two nodes"
    assert 0 < np.mean(before < 0) < 0.2


def test_a_router_of_another_venue_is_of_no_use_and_no_harm() -> None:
    one, two = (random_house(np.random.default_rng(seed)) for seed in (3, 4))
    assert arrays(Router.compile(two, earlier=Router.compile(one)).graph) == arrays(Router.compile(two).graph)
