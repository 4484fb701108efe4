"""Storeys of building models become levels in their order, where on earth the model says they stand."""

import math
from pathlib import Path

import pytest
from shapely.geometry import Point

from tests.maps.ifc_drawing import Drawing, rectangle
from tests.maps.ifc_reading import ROOM, read, reasons, units


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
