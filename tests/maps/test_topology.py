"""What the source left implicit is found, what it states is kept."""

from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from maps.draft import DraftFeature, VenueDraft
from maps.ids import VenueId
from maps.topology import infer
from tests.maps.plain import odd_values
from tests.scenes import FRAME


def level(name: str, ordinal: int) -> DraftFeature:
    properties = {"ordinal": ordinal, "elevation_m": 4.0 * ordinal}
    return DraftFeature(id=name, feature_type="level", geometry=box(0, 0, 40, 40), properties=properties)


def unit(name: str, area: Polygon, category: str = "room", level_id: str = "F1", **more) -> DraftFeature:
    properties = {"level_id": level_id, "category": category, **more}
    return DraftFeature(id=name, feature_type="unit", geometry=area, properties=properties)


def door(x: float, y: float, name: str = "door", level_id: str = "F1", **more) -> DraftFeature:
    properties = {"level_id": level_id, **more}
    return DraftFeature(id=name, feature_type="opening", geometry=Point(x, y), properties=properties)


def draft(*features: DraftFeature, **more) -> VenueDraft:
    levels = (level("F1", 0), level("F2", 1), level("F3", 2))
    return VenueDraft(id=VenueId("draft"), frame=FRAME, features=(*levels, *features), **more)


def inferred(*features: DraftFeature) -> dict[str, DraftFeature]:
    return {feature.id: feature for feature in infer(draft(*features)).features}


TWO_ROOMS = (unit("west", box(0, 0, 5, 8)), unit("east", box(5, 0, 10, 8)))


def test_a_door_drawn_as_a_point_becomes_a_line_on_the_wall_between_its_rooms() -> None:
    found = inferred(*TWO_ROOMS, door(5, 4))["door"]
    assert found.geometry.equals_exact(
        LineString([(5, 3.55), (5, 4.45)]), 1e-6
    ) or found.geometry.reverse().equals_exact(LineString([(5, 3.55), (5, 4.45)]), 1e-6)
    assert found.properties["unit_ids"] == ["east", "west"]
    assert 0 < found.confidence < 1


@pytest.mark.parametrize(
    ("properties", "width_m"),
    [({}, 0.9), ({"width_m": 1.4}, 1.4), ({"has_door": False}, 1.2), ({"entrance": True}, 1.5), ({"width_m": 20}, 8)],
)
def test_a_door_is_as_wide_as_stated_or_usual_and_never_wider_than_its_wall(properties: dict, width_m: float) -> None:
    assert inferred(*TWO_ROOMS, door(5, 4, **properties))["door"].geometry.length == pytest.approx(width_m)


def test_a_door_near_a_corner_keeps_to_the_wall_its_rooms_share() -> None:
    rooms = (unit("hall", box(0, 0, 20, 5)), unit("a", box(0, 5, 5, 9)), unit("b", box(5, 5, 10, 9)))
    found = inferred(*rooms, door(5.2, 5))["door"]
    assert found.properties["unit_ids"] == ["b", "hall"]
    assert found.geometry.bounds == pytest.approx((5, 5, 5.9, 5), abs=0.04)


def test_a_door_in_a_round_wall_follows_it() -> None:
    pillar = Point(10, 10).buffer(4)
    found = inferred(unit("hall", box(0, 0, 20, 20).difference(pillar)), unit("stair", pillar), door(14, 10))["door"]
    assert found.geometry.length == pytest.approx(0.9)
    assert found.properties["unit_ids"] == ["hall", "stair"]


def test_a_door_in_a_wall_with_thickness_joins_the_rooms_on_both_sides() -> None:
    rooms = (unit("west", box(0, 0, 5, 8)), unit("east", box(5.3, 0, 10, 8)))
    assert inferred(*rooms, door(5.15, 4))["door"].properties["unit_ids"] == ["east", "west"]


def test_a_door_to_the_open_air_has_one_unit() -> None:
    assert inferred(*TWO_ROOMS, door(0, 4, entrance=True))["door"].properties["unit_ids"] == ["west"]


def test_an_entrance_beside_a_partition_stays_in_the_facade() -> None:
    found = inferred(*TWO_ROOMS, door(4.7, 0, entrance=True))["door"]
    assert found.geometry.bounds[1] == pytest.approx(found.geometry.bounds[3])
    assert found.properties["unit_ids"] == ["west"]


def test_a_door_off_any_wall_is_left_for_the_audit() -> None:
    off = door(2.5, 4)
    assert inferred(*TWO_ROOMS, off)["door"] == off


def test_a_room_drawn_twice_does_not_take_its_own_copy_for_the_other_side() -> None:
    found = inferred(*TWO_ROOMS, unit("west-again", box(0, 0, 5, 8)), door(5, 4))["door"]
    assert found.properties["unit_ids"] == ["east", "west"]


def test_an_opening_that_names_its_units_and_line_is_not_touched() -> None:
    line = LineString([(5, 3), (5, 5)])
    stated = replace(door(0, 0), geometry=line, properties={"level_id": "F1", "unit_ids": ["west"]})
    assert inferred(*TWO_ROOMS, stated)["door"] == stated


def test_an_opening_with_a_line_learns_its_units() -> None:
    drawn = replace(door(0, 0), geometry=LineString([(5.05, 3), (5.05, 5)]))
    found = inferred(*TWO_ROOMS, drawn)["door"]
    assert found.properties["unit_ids"] == ["east", "west"]
    assert found.geometry == drawn.geometry


def test_open_areas_that_touch_are_joined_along_their_whole_edge() -> None:
    found = inferred(unit("a", box(0, 0, 10, 4), "walkway"), unit("b", box(10, 0, 20, 4), "walkway"))
    joint = found["joint-a-b"]
    assert joint.geometry.length == pytest.approx(4, abs=0.05)
    assert (joint.properties["unit_ids"], joint.properties["has_door"]) == (["a", "b"], False)
    assert joint.confidence < 1


@pytest.mark.parametrize(
    "other",
    [
        unit("b", box(10, 0, 20, 4), "room"),
        unit("b", box(10, 0, 20, 4), "walkway", access="staff"),
        unit("b", box(10, 0, 20, 4), "walkway", outdoor=True),
        unit("b", box(10, 0, 20, 4), "walkway", walkable=False),
        unit("b", box(10, 0, 20, 4), "walkway", open=False),
        unit("b", box(10, 3.7, 20, 8), "walkway"),
        unit("b", box(10.5, 0, 20, 4), "walkway"),
        unit("b", box(10, 0, 20, 4), "walkway", level_id="F2"),
    ],
    ids=["walled", "staff only", "outdoors", "void", "stated closed", "a corner only", "apart", "another level"],
)
def test_areas_with_something_between_them_are_not_joined(other: DraftFeature) -> None:
    found = inferred(unit("a", box(0, 0, 10, 4), "walkway"), other)
    assert not [feature for feature in found.values() if feature.feature_type == "opening"]


def test_a_stated_door_between_open_areas_is_the_only_way() -> None:
    halls = (unit("a", box(0, 0, 10, 4), "walkway"), unit("b", box(10, 0, 20, 4), "walkway"))
    found = inferred(*halls, door(10, 2))
    assert [feature.id for feature in found.values() if feature.feature_type == "opening"] == ["door"]


def test_open_areas_that_overlap_are_joined() -> None:
    found = inferred(unit("a", box(0, 0, 10, 4), "walkway"), unit("b", box(8, 0, 20, 4), "walkway"))
    assert [f.properties["unit_ids"] for f in found.values() if f.feature_type == "opening"]


def test_a_void_on_a_floor_is_cut_out_of_it() -> None:
    found = inferred(
        unit("hall", box(0, 0, 10, 10), "lobby"), unit("void", box(4, 4, 6, 6), "opentobelow", walkable=False)
    )
    assert found["hall"].geometry.area == pytest.approx(96)


def test_a_free_standing_wall_is_open_where_a_door_passes() -> None:
    wall = DraftFeature(
        id="wall",
        feature_type="fixture",
        geometry=box(4.95, 0, 5.05, 8),
        properties={"level_id": "F1", "category": "wall", "solid": True},
    )
    found = inferred(*TWO_ROOMS, door(5, 4), wall)["wall"]
    assert found.geometry.area == pytest.approx(0.1 * (8 - 0.9))


def stack(category: str, *levels: str, **more) -> list[DraftFeature]:
    return [unit(f"{category}-{name}", box(0, 0, 3, 3), category, name, **more) for name in levels]


def test_a_lift_drawn_as_rooms_above_each_other_is_one_portal_upward() -> None:
    found = inferred(*stack("elevator", "F3", "F1", "F2", accessibility="yes"))["elevator-elevator-F1"]
    assert [stop["level_id"] for stop in found.properties["stops"]] == ["F1", "F2", "F3"]
    assert [stop["unit_id"] for stop in found.properties["stops"]] == ["elevator-F1", "elevator-F2", "elevator-F3"]
    assert found.properties["stops"][0]["point"] == pytest.approx([1.5, 1.5], abs=0.1)
    assert (found.properties["kind"], found.properties["accessibility"]) == ("elevator", "yes")
    assert found.confidence < 1


def test_stairs_are_never_step_free() -> None:
    found = inferred(*stack("stairs", "F1", "F2", accessibility="yes"))
    assert found["stairs-stairs-F1"].properties["accessibility"] == "no"


def test_a_stack_that_skips_a_level_is_joined_only_when_the_source_says_it_is_one() -> None:
    others = stack("elevator", "F2")
    apart = [unit("far", box(20, 20, 23, 23), "stairs", "F2")]
    assert not [f for f in inferred(*stack("stairs", "F1", "F3"), *apart).values() if f.feature_type == "portal"]
    stated = stack("stairs", "F1", "F3", stack="way/1")
    portals = [f for f in inferred(*stated, *others, *apart).values() if f.feature_type == "portal"]
    assert [stop["level_id"] for stop in portals[0].properties["stops"]] == ["F1", "F3"]


def test_connectors_side_by_side_stay_apart() -> None:
    left = [unit(f"l-{name}", box(0, 0, 2, 2), "elevator", name) for name in ("F1", "F2")]
    right = [unit(f"r-{name}", box(2, 0, 4, 2), "elevator", name) for name in ("F1", "F2")]
    portals = [f for f in inferred(*left, *right).values() if f.feature_type == "portal"]
    assert [[stop["unit_id"] for stop in portal.properties["stops"]] for portal in portals] == [
        ["l-F1", "l-F2"],
        ["r-F1", "r-F2"],
    ]


def portal(*stops: tuple[str, float, float]) -> DraftFeature:
    places = [{"level_id": name, "point": [x, y]} for name, x, y in stops]
    return DraftFeature(
        id="ride", feature_type="portal", geometry=None, properties={"kind": "escalator", "stops": places}
    )


def test_stops_find_the_unit_they_stand_in_or_beside() -> None:
    halls = [unit(f"hall-{name}", box(0, 0, 10, 10), "walkway", name) for name in ("F1", "F2")]
    found = inferred(*halls, portal(("F1", 5, 5), ("F2", 11, 5)))["ride"]
    first, second = found.properties["stops"]
    assert (first["unit_id"], first["point"]) == ("hall-F1", [5, 5])
    assert second["unit_id"] == "hall-F2"
    assert box(0, 0, 10, 10).contains(Point(second["point"]))


def test_a_stop_on_no_floor_is_given_up_and_said() -> None:
    halls = [unit(f"hall-{name}", box(0, 0, 10, 10), "walkway", name) for name in ("F1", "F2")]
    ride = portal(("F1", 5, 5), ("F2", 5, 5), ("F3", 5, 5))
    found = infer(draft(*halls, ride))
    assert [len(f.properties["stops"]) for f in found.of_type("portal")] == [2]
    assert "F3" in found.unread[0].reason
    lost = infer(draft(halls[0], ride))
    assert not lost.of_type("portal")
    assert len(lost.unread) == 2


def test_a_venue_for_positioning_keeps_its_floors() -> None:
    mall = draft(unit("a", box(0, 0, 9, 9), "walkway"), unit("b", box(9, 0, 20, 9), "walkway"), purpose="positioning")
    assert infer(mall) == mall


def test_broken_features_are_survived() -> None:
    bow = Polygon([(0, 0), (4, 4), (4, 0), (0, 4)])
    features = (
        unit("bow", bow),
        unit("empty", Polygon()),
        replace(unit("nothing", bow), geometry=None),
        unit("flat", Polygon([(0, 0), (1, 1), (2, 2)])),
        unit("lost", box(0, 0, 1, 1), level_id="F9"),
        DraftFeature(id="bare", feature_type="unit", geometry=box(0, 0, 4, 4)),
        DraftFeature(id="door", feature_type="opening", geometry=Point(1, 1)),
        DraftFeature(id="gone", feature_type="opening", geometry=None, properties={"level_id": "F1"}),
        DraftFeature(id="odd", feature_type="portal", geometry=None, properties={"stops": "F1;F2"}),
        DraftFeature(id="stop", feature_type="portal", geometry=None, properties={"stops": [{"level_id": "F1"}]}),
    )
    found = infer(draft(*features))
    assert {feature.id for feature in found.features} >= {"bow", "empty", "nothing", "door"}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 30),
            st.integers(0, 30),
            st.integers(1, 10),
            st.integers(1, 10),
            st.sampled_from(["room", "walkway", "elevator", "stairs", "lobby"]),
            st.sampled_from(["F1", "F2", "F3"]),
        ),
        max_size=8,
    ),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["F1", "F2"])), max_size=6),
)
def test_inference_is_idempotent_and_joins_only_what_exists(rooms: list, doors: list) -> None:
    units = [unit(f"u{i}", box(x, y, x + w, y + h), kind, name) for i, (x, y, w, h, kind, name) in enumerate(rooms)]
    points = [door(x, y, f"d{i}", name) for i, (x, y, name) in enumerate(doors)]
    found = infer(draft(*units, *points))
    assert infer(found) == found
    assert not odd_values(found)
    by_id = {feature.id: feature for feature in found.features}
    assert len(by_id) == len(found.features)
    for opening in found.of_type("opening"):
        for unit_id in opening.properties.get("unit_ids", ()):
            assert by_id[unit_id].properties["level_id"] == opening.properties["level_id"]
            assert shapely.dwithin(by_id[unit_id].geometry, opening.geometry, 0.6)


def test_a_wall_between_open_areas_leaves_only_the_rest_of_their_edge() -> None:
    halls = (unit("a", box(0, 0, 10, 8), "walkway"), unit("b", box(10, 0, 20, 8), "walkway"))
    properties = {"level_id": "F1", "category": "wall", "solid": True}
    wall = DraftFeature(id="wall", feature_type="fixture", geometry=box(9.95, 0, 10.05, 5), properties=properties)
    found = inferred(*halls, wall)
    assert found["joint-a-b"].geometry.length == pytest.approx(3, abs=0.1)
    assert found["wall"].geometry.area == pytest.approx(0.5)
