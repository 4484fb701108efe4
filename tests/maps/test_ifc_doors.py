"""Doors of building models, holes in their walls and edges without a wall join the right units."""

import pytest
import shapely

from tests.maps.ifc_drawing import Drawing, rectangle
from tests.maps.ifc_reading import METRES, ROOM, joined, only_opening, read, reasons, two_rooms


@pytest.mark.parametrize("unit", METRES)
def test_a_door_known_by_its_place_and_width_is_a_line_amid_the_wall(tmp_path, unit) -> None:
    drawing = Drawing(unit=unit)
    scale = 1 / METRES[unit]
    storey = drawing.storey("EG", 0)
    for name, x in (("west", 0), ("east", 5.3)):
        drawing.space(storey, [(a * scale, b * scale) for a, b in rectangle(x, 0, 5, 4)], name=name, height=2.5 * scale)
    drawing.door(storey, (5.05 * scale, 1.0 * scale, 0), x=(0, 1, 0), width=0.9 * scale)
    draft = read(drawing, tmp_path)
    assert joined(draft) == {"west", "east"}
    line = only_opening(draft).geometry
    assert shapely.hausdorff_distance(line, shapely.LineString([(5.15, 1.0), (5.15, 1.9)])) < 2e-3


def test_a_door_is_where_its_shape_is_and_amid_the_hole_it_fills(tmp_path) -> None:
    drawing = Drawing()
    storey, *_ = two_rooms(drawing, wall=0.4)
    wall = drawing.box("IfcWall", storey, 5, 0, 0.4, 4)
    door = drawing.box("IfcDoor", storey, 5.3, 1.0, 0.05, 1.1, height=2.1)
    door.ObjectPlacement = drawing.placement(storey, (5.35, 1.0, 0), (0, 1, 0))
    door.Representation = drawing.shape(drawing.prism(rectangle(0, 0, 1.1, 0.05), 2.1))
    drawing.pierce(wall, storey, 5, 1.0, 0.4, 1.1, door=door)
    draft = read(drawing, tmp_path)
    assert joined(draft) == {"west", "east"}
    assert shapely.hausdorff_distance(only_opening(draft).geometry, shapely.LineString([(5.2, 1.0), (5.2, 2.1)])) < 1e-3


def test_boundaries_of_spaces_say_what_a_door_joins(tmp_path) -> None:
    drawing = Drawing()
    storey, west, east = two_rooms(drawing)
    drawing.space(storey, rectangle(5.06, 1, 0.08, 2), name="sliver")
    door = drawing.door(storey, (5.1, 1.5, 0), x=(0, 1, 0))
    drawing.bound(west, door)
    drawing.bound(east, door)
    draft = read(drawing, tmp_path)
    assert joined(draft) == {"west", "east"}
    assert only_opening(draft).confidence == 1


def test_boundaries_that_name_a_space_far_away_are_not_believed(tmp_path) -> None:
    drawing = Drawing()
    storey, west, _ = two_rooms(drawing)
    far = drawing.space(storey, rectangle(50, 0, 4, 4), name="far")
    door = drawing.door(storey, (5.1, 1.5, 0), x=(0, 1, 0))
    drawing.bound(west, door)
    drawing.bound(far, door)
    draft = read(drawing, tmp_path)
    assert joined(draft) == {"west", "east"}
    assert only_opening(draft).confidence < 1


def test_the_lining_of_a_door_is_not_clear_width(tmp_path) -> None:
    drawing = Drawing()
    storey, *_ = two_rooms(drawing)
    door = drawing.door(storey, (5.1, 1.5, 0), x=(0, 1, 0), width=1.0)
    drawing.properties(door, "Lining", LiningThickness=0.05)
    assert only_opening(read(drawing, tmp_path)).geometry.length == pytest.approx(0.9)


def test_a_door_of_a_stall_is_kept_with_the_reason(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    drawing.space(storey, ROOM, name="WC")
    drawing.door(storey, (2, 2, 0), width=0.8)
    draft = read(drawing, tmp_path)
    assert draft.of_type("opening") == ()
    assert any("within one space" in reason for reason in reasons(draft))


def outside_door(drawing: Drawing, storey, y: float = 1.0, **stated):
    door = drawing.door(storey, (-0.1, y, 0), x=(0, 1, 0))
    if stated:
        drawing.properties(door, "Pset_DoorCommon", **stated)
    return door


def test_a_door_into_the_open_is_an_entrance_on_the_ground_and_nowhere_else(tmp_path) -> None:
    drawing = Drawing()
    for name, z in (("EG", 0.0), ("OG", 3.0)):
        storey = drawing.storey(name, z)
        drawing.space(storey, ROOM, name=f"in {name}")
        outside_door(drawing, storey)
    entrances = [door.properties["entrance"] for door in read(drawing, tmp_path).of_type("opening")]
    assert entrances == [True, False]


def test_a_door_to_what_is_not_drawn_is_no_entrance(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    drawing.space(storey, ROOM)
    outside_door(drawing, storey, IsExternal=False)
    opening = only_opening(read(drawing, tmp_path))
    assert not opening.properties["entrance"]
    assert len(opening.properties["unit_ids"]) == 1


def test_an_exit_for_fire_is_closed_where_there_is_another_entrance(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    drawing.space(storey, ROOM)
    outside_door(drawing, storey, 0.5, FireExit=True)
    outside_door(drawing, storey, 2.5, FireExit=False)
    exit_, entrance = read(drawing, tmp_path).of_type("opening")
    assert (exit_.properties["entrance"], exit_.properties["access"]) == (False, "closed")
    assert (entrance.properties["entrance"], entrance.properties.get("access")) == (True, None)


def test_the_only_entrance_stays_open_though_it_is_an_exit_for_fire(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    drawing.space(storey, ROOM)
    outside_door(drawing, storey, FireExit=True)
    assert only_opening(read(drawing, tmp_path)).properties["entrance"]


def test_what_a_door_states_of_itself_is_kept(tmp_path) -> None:
    drawing = Drawing()
    storey, *_ = two_rooms(drawing)
    door = drawing.door(storey, (5.1, 1.5, 0), x=(0, 1, 0))
    drawing.properties(door, "Pset_DoorCommon", HasDrive=True, HandicapAccessible=False)
    properties = only_opening(read(drawing, tmp_path)).properties
    assert properties["automatic"]
    assert properties["accessibility"] == "no"


def test_a_hole_in_a_wall_that_reaches_the_floor_is_a_passage_and_a_niche_or_window_is_not(tmp_path) -> None:
    drawing = Drawing()
    storey, *_ = two_rooms(drawing)
    wall = drawing.box("IfcWall", storey, 5, 0, 0.2, 4)
    wall.ObjectPlacement = drawing.placement(storey, (5, 0, 0), (0, 1, 0))
    drawing.pierce(wall, storey, 5, 0.5, 0.2, 1.2)
    drawing.pierce(wall, storey, 5, 2.5, 0.2, 1.2, z=0.9, height=1.2)
    opening = only_opening(read(drawing, tmp_path))
    assert not opening.properties["has_door"]
    assert shapely.hausdorff_distance(opening.geometry, shapely.LineString([(5.1, 0.5), (5.1, 1.7)])) < 1e-3


def test_a_door_contained_in_the_wrong_storey_stands_where_its_height_is(tmp_path) -> None:
    drawing = Drawing()
    ground, *_ = two_rooms(drawing)
    above = drawing.storey("OG", 3.0)
    drawing.space(above, ROOM, name="above")
    door = drawing.door(above, (5.1, 1.5, 0.0), x=(0, 1, 0))
    door.ObjectPlacement = drawing.placement(ground, (5.1, 1.5, 0.0), (0, 1, 0))
    assert joined(read(drawing, tmp_path)) == {"west", "east"}


def test_spaces_that_touch_are_open_to_each_other_where_no_wall_stands(tmp_path) -> None:
    drawing = Drawing()
    storey, *_ = two_rooms(drawing, wall=0.0)
    drawing.box("IfcWall", storey, 4.9, 0, 0.2, 1.5)
    opening = only_opening(read(drawing, tmp_path))
    assert opening.geometry.length == pytest.approx(2.5 - 0.06, abs=0.02)
    assert (opening.properties["has_door"], opening.confidence < 0.8) == (False, True)


def test_spaces_drawn_to_the_middle_of_their_wall_are_not_open(tmp_path) -> None:
    drawing = Drawing()
    storey, *_ = two_rooms(drawing, wall=0.0)
    wall = drawing.box("IfcWall", storey, 4.9, 0, 0.2, 4)
    drawing.pierce(wall, storey, 4.9, 1.0, 0.2, 1.5, z=0.9, height=1.2)  # a window
    assert read(drawing, tmp_path).of_type("opening") == ()
