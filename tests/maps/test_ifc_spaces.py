"""Spaces of building models become units whose areas, places and names are known beforehand."""

import math

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from tests.maps.ifc_drawing import Drawing, rectangle
from tests.maps.ifc_reading import METRES, ROOM, read, units


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
