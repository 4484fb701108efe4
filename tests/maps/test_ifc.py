"""Building models drawn by hand become drafts whose areas, places and joints are known beforehand."""

import math
from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from maps.draft import DraftFeature, VenueDraft
from maps.ids import VenueId
from maps.readers.ifc_building import read_building
from maps.topology import infer
from tests.maps.ifc_drawing import Drawing, rectangle

ROOM = rectangle(0, 0, 6, 4)
METRES = {"m": 1.0, "mm": 0.001, "ft": 0.3048}


def read(drawing: Drawing, folder: Path) -> VenueDraft:
    return read_building(drawing.save(folder), VenueId("v"))


def units(draft: VenueDraft) -> dict[str, DraftFeature]:
    """Return units by name and level, the name alone where there is one of it."""
    return {next(iter(unit.properties["labels"].values()), unit.id): unit for unit in draft.of_type("unit")}


def reasons(draft: VenueDraft) -> set[str]:
    return {each.reason for each in draft.unread}


def two_rooms(drawing: Drawing, *, wall: float = 0.2):
    """Draw two rooms of 5 × 4 with a wall between them, which stands at x = 5."""
    storey = drawing.storey("EG", 0)
    west = drawing.space(storey, rectangle(0, 0, 5, 4), name="west")
    east = drawing.space(storey, rectangle(5 + wall, 0, 5, 4), name="east")
    return storey, west, east


# Spaces


@pytest.mark.parametrize("unit", METRES)
@pytest.mark.parametrize("schema", ["IFC2X3", "IFC4", "IFC4X3_ADD2"])
def test_a_room_has_its_area_in_metres_whatever_the_unit_of_the_model(tmp_path, schema, unit) -> None:
    drawing = Drawing(schema, unit=unit)
    scale = 1 / METRES[unit]
    drawing.space(drawing.storey("EG", 0), [(x * scale, y * scale) for x, y in ROOM], height=2.5 * scale)
    (room,) = read(drawing, tmp_path).of_type("unit")
    assert room.geometry.area == pytest.approx(24.0, rel=1e-5)
    assert shapely.hausdorff_distance(room.geometry, box(0, 0, 6, 4)) < 1e-3


@pytest.mark.parametrize("kind", ["prism", "brep", "mapped", "clipped"])
def test_a_room_is_the_same_however_its_body_is_made(tmp_path, kind) -> None:
    drawing = Drawing()
    l_shape = [(0, 0), (6, 0), (6, 2), (3, 2), (3, 4), (0, 4)]
    bodies = {
        "prism": lambda: drawing.prism(l_shape, 2.5),
        "brep": lambda: drawing.brep(l_shape, 2.5),
        "mapped": lambda: drawing.mapped(drawing.prism([(x - 7, y + 1) for x, y in l_shape], 2.5), shift=(7, -1, 0)),
        "clipped": lambda: drawing.clipped(drawing.prism(l_shape, 5.0), rectangle(-1, -1, 9, 9), 2.5),
    }
    drawing.space(drawing.storey("EG", 0), None, shape=drawing.shape(bodies[kind]()))
    (room,) = read(drawing, tmp_path).of_type("unit")
    assert (
        room.geometry.equals_exact(Polygon(l_shape), 1e-3)
        or room.geometry.symmetric_difference(Polygon(l_shape)).area < 1e-3
    )


def test_a_room_without_a_body_is_read_from_its_plan_symbol(tmp_path) -> None:
    drawing = Drawing()
    symbol = drawing.shape(drawing.polyline(ROOM), identifier="FootPrint", kind="Curve2D")
    drawing.space(drawing.storey("EG", 0), None, shape=symbol)
    (room,) = read(drawing, tmp_path).of_type("unit")
    assert room.geometry.area == pytest.approx(24.0)


def test_a_room_without_any_shape_is_read_from_the_surfaces_that_bound_it(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    room = drawing.space(storey, None, ObjectPlacement=drawing.placement(storey, (10, 20, 0)))
    floor = drawing.file.create_entity(
        "IfcCurveBoundedPlane", drawing.file.create_entity("IfcPlane", drawing.origin), drawing.polyline(ROOM), []
    )
    drawing.bound(room, surface=floor)
    (unit,) = read(drawing, tmp_path).of_type("unit")
    assert unit.geometry.area == pytest.approx(24.0)


def test_a_room_that_cannot_be_seen_is_kept_with_the_reason(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    drawing.space(storey, ROOM, name="seen")
    drawing.space(storey, None, name="unseen")
    draft = read(drawing, tmp_path)
    assert list(units(draft)) == ["seen"]
    (left,) = draft.unread
    assert "no shape" in left.reason
    assert left.raw["name"] == "unseen"


def test_a_niche_above_the_floor_is_no_floor(tmp_path) -> None:
    drawing = Drawing()
    niche = drawing.prism(rectangle(6, 1, 0.4, 2), 1.0, z=0.9)
    drawing.space(drawing.storey("EG", 0), None, shape=drawing.shape(drawing.prism(ROOM, 2.5), niche))
    (room,) = read(drawing, tmp_path).of_type("unit")
    assert room.geometry.area == pytest.approx(24.0, abs=1e-3)


def test_a_floor_that_rises_in_steps_is_all_floor(tmp_path) -> None:
    drawing = Drawing()
    rows = [drawing.prism(rectangle(i, 0, 1, 5), 4.0, z=0.3 * i) for i in range(8)]
    drawing.space(drawing.storey("EG", 0), None, shape=drawing.shape(*rows))
    (hall,) = read(drawing, tmp_path).of_type("unit")
    assert hall.geometry.area == pytest.approx(40.0, abs=1e-3)


@given(
    turn_deg=st.floats(-180, 180),
    x=st.floats(-500, 500),
    y=st.floats(-500, 500),
    w=st.floats(1, 50),
    h=st.floats(1, 50),
)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_placed_and_turned_room_keeps_its_shape_and_lies_where_its_place_says(tmp_path, turn_deg, x, y, w, h) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    turn = math.radians(turn_deg)
    along = (math.cos(turn), math.sin(turn), 0.0)
    drawing.space(storey, rectangle(-5, -5, 1, 1), name="corner")
    drawing.space(
        storey, rectangle(0, 0, w, h), name="turned", ObjectPlacement=drawing.placement(storey, (x, y, 0), along)
    )
    found = units(read(drawing, tmp_path))
    corner, turned = (found[name].geometry for name in ("corner", "turned"))
    assert turned.area == pytest.approx(w * h, rel=1e-3)
    middle = complex(w / 2, h / 2) * complex(*along[:2]) + complex(x, y)
    expected = Point(middle.real + 4.5, middle.imag + 4.5)
    got = Point(turned.centroid.x - corner.centroid.x, turned.centroid.y - corner.centroid.y)
    assert got.distance(expected) < 1e-2


def test_names_numbers_and_what_they_mean(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    for index, (number, name) in enumerate(
        [("101", "Flur"), ("102", "男卫生间"), ("103", "OPEN OFFICE"), ("104", None), (None, None), ("105", "Raum 7")]
    ):
        drawing.space(storey, rectangle(10 * index, 0, 6, 4), name=number, long_name=name)
    draft = read(drawing, tmp_path)
    found = [
        (each.properties["labels"], each.properties["aliases"], each.properties["category"])
        for each in draft.of_type("unit")
    ]
    assert found == [
        ({"und": "Flur"}, ["101"], "walkway"),
        ({"zh-Hans": "男卫生间"}, ["102"], "restroom.male"),
        ({"und": "OPEN OFFICE"}, ["103"], "office"),
        ({"und": "104"}, [], "room"),
        ({}, [], "room"),
        ({"und": "Raum 7"}, ["105"], "room"),
    ]
    assert [each.confidence < 1 for each in draft.of_type("unit")] == [True, True, True, False, False, False]
    assert all(each.source.startswith("model.ifc ") for each in draft.of_type("unit"))


def test_what_a_room_states_of_who_may_enter_is_kept(tmp_path) -> None:
    drawing = Drawing()
    room = drawing.space(drawing.storey("EG", 0), ROOM)
    drawing.properties(room, "Pset_SpaceCommon", PubliclyAccessible=False, HandicapAccessible=True)
    (unit,) = read(drawing, tmp_path).of_type("unit")
    assert (unit.properties["access"], unit.properties["accessibility"]) == ("staff", "yes")


def test_a_placeholder_where_a_yes_or_no_belongs_says_nothing(tmp_path) -> None:
    drawing = Drawing()
    room = drawing.space(drawing.storey("EG", 0), ROOM)
    drawing.properties(room, "Pset_SpaceCommon", HandicapAccessible="HandicapAccessible")
    (unit,) = read(drawing, tmp_path).of_type("unit")
    assert unit.properties["accessibility"] == "unknown"


def test_a_group_of_spaces_and_a_gross_area_are_no_rooms(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    flat = drawing.space(storey, rectangle(0, 0, 12, 4), name="flat")
    inner = drawing.add(
        "IfcSpace",
        Name="inner",
        ObjectPlacement=drawing.placement(storey),
        Representation=drawing.shape(drawing.prism(ROOM, 2.5)),
    )
    drawing.aggregate(flat, inner)
    drawing.space(storey, rectangle(-1, -1, 20, 20), name="gross", PredefinedType="GFA")
    draft = read(drawing, tmp_path)
    assert list(units(draft)) == ["inner"]
    assert units(draft)["inner"].properties["level_id"] == draft.of_type("level")[0].id
    assert len(draft.unread) == 2


def test_a_venue_is_called_as_its_building_else_its_project_else_its_file(tmp_path) -> None:
    drawing = Drawing()
    drawing.space(drawing.storey("EG", 0), ROOM)
    names = []
    for building, project in (("House", "Clinic"), (None, "Clinic"), (None, "Project Number")):
        drawing.building.Name, drawing.project.Name = building, project
        names.append(read(drawing, tmp_path).labels)
    assert names == [{"und": "House"}, {"und": "Clinic"}, {"und": "model"}]


# Storeys


def ordinals(drawing: Drawing, folder: Path) -> dict[str, tuple[int, float]]:
    levels = read(drawing, folder).of_type("level")
    return {
        next(iter(each.properties["labels"].values()), "made"): (
            each.properties["ordinal"],
            each.properties["elevation_m"],
        )
        for each in levels
    }


def storeys(drawing: Drawing, **heights: float) -> None:
    for name, z in heights.items():
        drawing.space(drawing.storey(name, z), ROOM, name=f"in {name}")


def test_storeys_are_numbered_from_the_ground(tmp_path) -> None:
    drawing = Drawing()
    storeys(drawing, UG=-3.0, EG=0.0, OG1=3.2, OG2=6.4)
    assert ordinals(drawing, tmp_path) == {"UG": (-1, -3.0), "EG": (0, 0.0), "OG1": (1, 3.2), "OG2": (2, 6.4)}


def test_the_ground_is_found_by_its_name_where_heights_are_above_the_sea(tmp_path) -> None:
    drawing = Drawing()
    storeys(drawing, Keller=97.0, Erdgeschoss=100.0, Dach=103.0)
    assert ordinals(drawing, tmp_path) == {"Keller": (-1, -3.0), "Erdgeschoss": (0, 0.0), "Dach": (1, 3.0)}


def test_the_ground_is_found_by_its_height_where_names_say_nothing(tmp_path) -> None:
    drawing = Drawing()
    storeys(drawing, A=-3.0, B=0.3, C=3.0)
    assert ordinals(drawing, tmp_path) == {"A": (-1, -3.3), "B": (0, 0.0), "C": (1, 2.7)}


def test_a_half_storey_beside_ranks_with_the_storey_below(tmp_path) -> None:
    drawing = Drawing()
    for name, z, x in (("EG", 0.0, 0), ("half", 1.5, 10), ("OG", 3.0, 0), ("OG half", 4.5, 10)):
        drawing.space(drawing.storey(name, z), rectangle(x, 0, 6, 4), name=f"in {name}")
    assert ordinals(drawing, tmp_path) == {"EG": (0, 0.0), "half": (0, 1.5), "OG": (1, 3.0), "OG half": (1, 4.5)}


def test_a_low_storey_above_another_is_a_storey(tmp_path) -> None:
    drawing = Drawing()
    storeys(drawing, EG=0.0, OG=1.9)
    assert ordinals(drawing, tmp_path) == {"EG": (0, 0.0), "OG": (1, 1.9)}


def test_a_storey_without_spaces_is_left_out_and_said(tmp_path) -> None:
    drawing = Drawing()
    storeys(drawing, EG=0.0)
    drawing.storey("Roof", 3.0)
    draft = read(drawing, tmp_path)
    assert len(draft.of_type("level")) == 1
    assert reasons(draft) >= {"It is a storey without spaces."}


def test_rooms_without_a_storey_stand_on_the_one_at_their_height_or_get_one(tmp_path) -> None:
    drawing = Drawing()
    drawing.space(drawing.storey("EG", 0), ROOM, name="on EG")
    for name, z in (("near", 0.1), ("high", 3.0), ("high too", 3.2)):
        drawing.space(
            drawing.building, rectangle(z * 100, 0, 3, 3), name=name, ObjectPlacement=drawing.placement(None, (0, 0, z))
        )
    draft = read(drawing, tmp_path)
    found = units(draft)
    assert found["near"].properties["level_id"] == found["on EG"].properties["level_id"]
    assert found["high"].properties["level_id"] == found["high too"].properties["level_id"]
    made = draft.of_type("level")[1]
    assert (made.properties["ordinal"], made.properties["elevation_m"]) == (1, pytest.approx(3.05))
    assert made.confidence < 1


def test_rooms_contained_in_a_storey_are_on_it_as_those_that_are_part_of_it(tmp_path) -> None:
    drawing = Drawing()
    storey = drawing.storey("EG", 0)
    room = drawing.add(
        "IfcSpace",
        Name="in",
        ObjectPlacement=drawing.placement(storey),
        Representation=drawing.shape(drawing.prism(ROOM, 2.5)),
    )
    drawing.contain(storey, room)
    draft = read(drawing, tmp_path)
    assert draft.of_type("unit")[0].properties["level_id"] == draft.of_type("level")[0].id
    assert draft.of_type("level")[0].confidence == 1


def test_buildings_side_by_side_are_numbered_each_from_its_own_ground(tmp_path) -> None:
    drawing = Drawing()
    storeys(drawing, EG=0.0, OG=3.0)
    annexe = drawing.add("IfcBuilding", Name="Annexe", ObjectPlacement=drawing.placement(drawing.site))
    drawing.aggregate(drawing.site, annexe)
    for name, z in (("annexe EG", 0.5), ("annexe OG", 4.5)):
        storey = drawing.add(
            "IfcBuildingStorey", Name=name, ObjectPlacement=drawing.placement(annexe, (0, 0, z)), Elevation=z
        )
        drawing.aggregate(annexe, storey)
        drawing.space(storey, rectangle(20, 0, 5, 4))
    draft = read(drawing, tmp_path)
    found = {each.properties["labels"]["und"]: each.properties for each in draft.of_type("level")}
    assert [found[name]["ordinal"] for name in ("EG", "OG", "annexe EG", "annexe OG")] == [0, 1, 0, 1]
    assert found["annexe OG"]["elevation_m"] == pytest.approx(4.5)
    assert len({each["building_id"] for each in found.values()}) == 2


# Place


def test_the_origin_is_the_sites_point_and_north_is_up(tmp_path) -> None:
    turn = math.radians(30)
    drawing = Drawing()
    drawing.context.TrueNorth = drawing.file.create_entity("IfcDirection", [math.sin(turn), math.cos(turn)])
    drawing.site.RefLatitude, drawing.site.RefLongitude = (-33, -30, -0, -360000), (151, 12, 36)
    drawing.site.ObjectPlacement = drawing.placement(None, (100.0, 50.0, 0.0))
    drawing.space(
        drawing.storey("EG", 0),
        rectangle(100 + 40 * math.sin(turn), 50 + 40 * math.cos(turn), 1, 1),
        name="north of it",
    )
    draft = read(drawing, tmp_path)
    assert draft.frame.origin_lat_deg == pytest.approx(-(33 + 30 / 60 + 0.36 / 3600), abs=1e-9)
    assert draft.frame.origin_lon_deg == pytest.approx(151.21)
    assert units(draft)["north of it"].geometry.distance(Point(0, 40)) < 1e-3
    assert draft.unread == ()


def map_conversion(drawing: Drawing, crs: str, east: float, north: float, turn_deg: float) -> None:
    target = drawing.file.create_entity("IfcProjectedCRS", crs)
    drawing.file.create_entity(
        "IfcMapConversion",
        drawing.context,
        target,
        east,
        north,
        0.0,
        math.cos(math.radians(turn_deg)),
        math.sin(math.radians(turn_deg)),
        1.0,
    )


def test_a_map_conversion_to_a_known_grid_wins_over_the_site(tmp_path) -> None:
    drawing = Drawing()
    map_conversion(drawing, "EPSG:4549", 500_000.0, 3_400_000.0, 90.0)
    drawing.space(drawing.storey("EG", 0), rectangle(10, 0, 1, 1), name="x is north")
    draft = read(drawing, tmp_path)
    assert (draft.frame.origin_lon_deg, draft.frame.origin_lat_deg) == (120.0, pytest.approx(30.72061746, abs=1e-7))
    assert units(draft)["x is north"].geometry.distance(Point(0, 10)) < 1e-3


def test_an_unknown_grid_is_kept_and_said(tmp_path) -> None:
    drawing = Drawing()
    map_conversion(drawing, "site grid", 12.0, 13.0, 45.0)
    drawing.space(drawing.storey("EG", 0), ROOM)
    draft = read(drawing, tmp_path)
    assert any("site grid" in reason for reason in reasons(draft))
    assert draft.frame.origin_lat_deg == pytest.approx(30.25)


def test_a_model_that_stands_nowhere_says_so_and_begins_at_its_corner(tmp_path) -> None:
    drawing = Drawing()
    drawing.site.RefLatitude = drawing.site.RefLongitude = None
    drawing.space(drawing.storey("EG", 0), rectangle(3_500_000.0, 5_400_000.0, 6, 4))
    draft = read(drawing, tmp_path)
    assert any("where on earth" in reason for reason in reasons(draft))
    assert draft.of_type("unit")[0].geometry.bounds == pytest.approx((0, 0, 6, 4), abs=1e-3)


# Doors


def only_opening(draft: VenueDraft) -> DraftFeature:
    (opening,) = draft.of_type("opening")
    return opening


def joined(draft: VenueDraft) -> set[str]:
    """Return the names of the units that the only opening joins."""
    names = {unit.id: name for name, unit in units(draft).items()}
    return {names[unit_id] for unit_id in only_opening(draft).properties["unit_ids"]}


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


# Spaces that touch


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


# Ways between levels


def two_levels(drawing: Drawing):
    ground, above = drawing.storey("EG", 0), drawing.storey("OG", 3.0)
    hall = drawing.space(ground, rectangle(0, 0, 12, 6), name="hall")
    landing = drawing.space(above, rectangle(6.3, 0, 5, 6), name="landing")
    return ground, above, hall, landing


def test_stairs_join_the_units_before_their_first_and_behind_their_last_step(tmp_path) -> None:
    drawing = Drawing()
    ground, *_ = two_levels(drawing)
    drawing.stairs(ground, 2, 1)  # 15 steps of 0.28 m: from x = 2 to 6.2, at y from 1 to 2.2
    draft = infer(read(drawing, tmp_path))
    (portal,) = draft.of_type("portal")
    found = {unit.id: name for name, unit in units(draft).items()}
    low, high = portal.properties["stops"]
    assert [found[stop["unit_id"]] for stop in (low, high)] == ["hall", "landing"]
    start = units(draft)["hall"].geometry.bounds
    assert Point(low["point"]).distance(Point(2 - 0.31, 1.6)) < 0.02, start
    assert Point(high["point"]).distance(Point(6.2 + 0.31, 1.6)) < 0.02
    assert portal.properties["accessibility"] == "no"


def test_stairs_that_stay_on_one_level_are_kept_with_the_reason(tmp_path) -> None:
    drawing = Drawing()
    ground, *_ = two_levels(drawing)
    drawing.stairs(ground, 2, 1, steps=4)
    draft = read(drawing, tmp_path)
    assert draft.of_type("portal") == ()
    assert any("no two levels" in reason for reason in reasons(draft))


def test_a_space_mostly_covered_by_stairs_is_a_stairwell_whatever_it_is_called(tmp_path) -> None:
    drawing = Drawing()
    ground, *_ = two_levels(drawing)
    drawing.space(ground, rectangle(20, 0, 5, 1.4), name="R7", height=5.5)
    drawing.space(drawing.storey("OG2", 3.05), rectangle(25.1, 0, 3, 3), name="upper")
    drawing.stairs(ground, 20.3, 0.1)
    categories = [
        unit.properties["category"]
        for unit in read(drawing, tmp_path).of_type("unit")
        if "R7" in unit.properties["labels"].values()
    ]
    assert set(categories) == {"stairs"}


def test_stairs_in_a_stairwell_are_boarded_within_it_and_are_one_portal(tmp_path) -> None:
    drawing = Drawing()
    ground, *_ = two_levels(drawing)
    drawing.space(ground, rectangle(20, 0, 4.8, 1.4), name="Treppe", height=5.6)
    drawing.stairs(ground, 20.3, 0.1)
    draft = infer(read(drawing, tmp_path))
    (portal,) = draft.of_type("portal")
    wells = {unit.id for unit in draft.of_type("unit") if unit.properties["category"] == "stairs"}
    assert {stop["unit_id"] for stop in portal.properties["stops"]} == wells
    assert len(wells) == 2


def test_a_tall_shaft_is_a_unit_on_each_level_it_passes_and_they_are_one_lift(tmp_path) -> None:
    drawing = Drawing()
    ground, *_ = two_levels(drawing)
    drawing.space(ground, rectangle(13, 0, 2, 2), name="ELEV", height=5.6)
    draft = infer(read(drawing, tmp_path))
    assert len([unit for unit in draft.of_type("unit") if unit.properties["category"] == "elevator"]) == 2
    (portal,) = draft.of_type("portal")
    assert portal.properties["kind"] == "elevator"
    assert len(portal.properties["stops"]) == 2


def test_a_lift_that_is_drawn_stops_where_small_spaces_lie_round_it(tmp_path) -> None:
    drawing = Drawing("IFC4")
    ground, above, *_ = two_levels(drawing)
    for storey in (ground, above):
        drawing.space(storey, rectangle(13, 0, 2, 2), name="X")
        drawing.box("IfcTransportElement", storey, 13.2, 0.2, 1.6, 1.6, PredefinedType="ELEVATOR")
    lift = drawing.file.by_type("IfcTransportElement")[0]
    drawing.properties(lift, "Pset_TransportElementElevator", ClearWidth=1.1, ClearDepth=1.4)
    draft = infer(read(drawing, tmp_path))
    (portal,) = draft.of_type("portal")
    assert (portal.properties["car_width_m"], portal.properties["car_depth_m"]) == (1.1, 1.4)
    assert len({stop["unit_id"] for stop in portal.properties["stops"]}) == 2


def test_a_ramp_says_how_steep_it_is(tmp_path) -> None:
    drawing = Drawing()
    ground, above = drawing.storey("EG", 0), drawing.storey("OG", 2.0)
    drawing.space(ground, rectangle(0, 0, 5, 6), name="hall")
    drawing.space(above, rectangle(25, 0, 5, 6), name="landing")
    slab = drawing.file.create_entity(
        "IfcExtrudedAreaSolid",
        drawing.file.create_entity(
            "IfcArbitraryClosedProfileDef", "AREA", None, drawing.polyline([(0, 0), (20, 2.0), (20, 1.8), (0, -0.2)])
        ),
        drawing.file.create_entity(
            "IfcAxis2Placement3D",
            drawing.file.create_entity("IfcCartesianPoint", [5.0, 2.0, 0.0]),
            drawing.file.create_entity("IfcDirection", [0.0, -1.0, 0.0]),
            drawing.file.create_entity("IfcDirection", [1.0, 0.0, 0.0]),
        ),
        drawing.file.create_entity("IfcDirection", [0.0, 0.0, 1.0]),
        1.5,
    )
    ramp = drawing.add("IfcRamp", ObjectPlacement=drawing.placement(ground), Representation=drawing.shape(slab))
    drawing.contain(ground, ramp)
    (portal,) = infer(read(drawing, tmp_path)).of_type("portal")
    assert portal.properties["kind"] == "ramp"
    assert portal.properties["slope_percent"] == pytest.approx(10, rel=0.15)
    assert portal.properties["accessibility"] == "unknown"
