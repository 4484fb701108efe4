"""How much room there is, where it can be told on paper."""

import pytest
from shapely.geometry import Polygon, box

from maps.ids import LevelId
from maps.venue import Fixture
from nav.profile import get_profile
from nav.space.walkable import walkable
from nav.trying.clearance import bands, narrow_places
from tests.scenes import Scene

L = LevelId("L")
WHEELCHAIR = get_profile("wheelchair")


def corridor(width_m: float) -> Scene:
    """Return two rooms of 6 × 6 m with a corridor 10 m long between them, all one unit."""
    top = 3.0 + width_m / 2
    low = 3.0 - width_m / 2
    area = Polygon(
        [(0, 0), (6, 0), (6, low), (16, low), (16, 0), (22, 0), (22, 6), (16, 6), (16, top), (6, top), (6, 6), (0, 6)]
    )
    return Scene().level("L", 0).unit("all", "L", area, "walkway")


def narrow(scene: Scene, profile=WHEELCHAIR):
    venue = scene.venue()
    return narrow_places(venue, walkable(venue, L), profile)


def test_each_band_is_the_ground_between_two_distances_from_the_walls():
    venue = Scene().level("L", 0).unit("room", "L", box(0, 0, 10, 8)).venue()
    for band in bands(walkable(venue, L)):
        outer_m2, inner_m2 = (
            0.0 if bound_m is None else (10 - 2 * bound_m) * (8 - 2 * bound_m) for bound_m in (band.from_m, band.to_m)
        )
        assert band.area.area == pytest.approx(outer_m2 - inner_m2, rel=1e-6)


def test_bands_go_on_through_a_door_as_wide_as_themselves():
    scene = Scene().level("L", 0).unit("one", "L", box(0, 0, 10, 8)).unit("two", "L", box(10, 0, 20, 8))
    venue = scene.opening("door", "L", ("one", "two"), [(10, 3), (10, 5)]).venue()
    at_hand, wide = bands(walkable(venue, L), (0.5, 1.2))
    assert at_hand.area.intersects(box(9.9, 3.9, 10.1, 4.1))
    assert wide.area.geom_type == "MultiPolygon"


def test_a_corridor_narrower_than_a_wheelchair_is_named_with_its_width():
    (place,) = narrow(corridor(0.7))
    assert (place.feature_id, place.is_opening) == ("all", False)
    assert place.width_m == pytest.approx(0.7, abs=0.05)
    assert 6 < place.point_m[0] < 16


def test_a_corridor_wide_enough_is_not_and_neither_are_corners():
    assert narrow(corridor(0.9)) == ()


def test_the_way_past_a_solid_thing_is_narrow_too():
    scene = corridor(2.0)
    scene.add("fixtures", Fixture(id="desk", level_id=L, category="desk", area=box(9, 2.6, 13, 3.4), solid=True))
    assert {round(each.width_m, 1) for each in narrow(scene)} == {0.6}


def test_an_opening_narrower_than_the_profile_is_named_as_one():
    scene = Scene().level("L", 0).unit("one", "L", box(0, 0, 10, 8)).unit("two", "L", box(10, 0, 20, 8))
    scene.opening("door", "L", ("one", "two"), [(10, 3), (10, 3.75)])
    assert [(each.feature_id, each.is_opening, each.width_m) for each in narrow(scene)] == [("door", True, 0.75)]
    assert narrow(scene, get_profile("walk")) == ()
