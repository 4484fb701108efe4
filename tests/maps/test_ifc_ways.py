"""Stairs, lifts and ramps of building models join levels where they are boarded."""

import pytest
from shapely.geometry import Point

from maps.topology import infer
from tests.maps.ifc_drawing import Drawing, rectangle
from tests.maps.ifc_reading import read, reasons, units


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
