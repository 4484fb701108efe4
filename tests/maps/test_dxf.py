"""Floors drawn as DXF become levels, rooms and doors of the sizes they were drawn with."""

from collections import Counter

import pytest
from ezdxf import units
from shapely.geometry import box

from maps.errors import BadInputError
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import dxf
from maps.readers.dxf_build import build_draft
from maps.readers.dxf_layers import Role
from maps.readers.dxf_mapping import Mapped
from nav.router import Router
from nav.ways.connectivity import component_by_unit
from tests.maps.dxf_plans import Door, Drafter, Floor, Style, by_id, joins, reasons, ward
from tests.maps.plain import odd_values

VENUE = VenueId("v")
STYLES = {
    "english, millimetres": Style(),
    "AIA, inches": Style(
        unit=units.IN,
        wall="A-WALL",
        door="A-DOOR",
        area="A-AREA",
        number="A-AREA-IDEN",
        name="A-FLOR-IDEN",
        stairs="A-FLOR-STRS",
    ),
    "AIA, feet": Style(unit=units.FT, wall="X$0$A-WALL-FULL", door="A-DOOR", area="A-AREA", number="A-ROOM-NUMB"),
    "german, metres": Style(unit=units.M, wall="Außenwände", door="TÜREN", area="RAUMPOLYGON", number="RAUMNUMMER"),
    "german, centimetres": Style(unit=units.CM, wall="01_WAND", door="02_TUER", area="RAUM_FLAECHE", number="RAUM_NR"),
    "chinese, millimetres": Style(wall="墙体", door="门", area="房间", number="房间编号"),
}


def read(*sources, **mapped):
    return build_draft(sources, Mapped(**mapped), VENUE)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("states_unit", [True, False], ids=["unit stated", "unit found"])
def test_rooms_and_doors_have_the_sizes_they_were_drawn_with(style: Style, states_unit: bool) -> None:
    style = Style(**{name: getattr(style, name) for name in style.__slots__} | {"states_unit": states_unit})
    draft = read(Drafter(style).floor(ward()).source())
    units_ = by_id(draft, "unit")
    assert {name: round(unit.geometry.area, 2) for name, unit in units_.items()} == {
        "L0-101": 15.2, "L0-102": 15.2, "L0-103": 14.44, "L0-100": 24.4
    }  # fmt: skip
    openings = by_id(draft, "opening")
    assert {name: round(opening.geometry.length, 2) for name, opening in openings.items()} == {
        "L0-door-100-101": 0.9, "L0-door-100-102": 0.9, "L0-door-100-103": 0.9, "L0-door-100": 1.2
    }  # fmt: skip
    assert [name for name, opening in openings.items() if opening.properties["entrance"]] == ["L0-door-100"]
    assert units_["L0-101"].confidence == (1.0 if states_unit else 0.9)
    assert any("states no unit" in reason for reason in reasons(draft)) is not states_unit
    assert not odd_values(draft)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_rooms_are_proposed_where_there_are_only_walls(style: Style) -> None:
    draft = read(Drafter(style).floor(ward(), areas=False).source())
    areas = {name: unit.geometry.area for name, unit in by_id(draft, "unit").items()}
    reveals_m2 = 3 * 0.9 * 0.2  # doors close at the face of the room: what is under them is the corridor's
    assert areas == pytest.approx(
        {"L0-101": 15.2, "L0-102": 15.2, "L0-103": 14.44, "L0-100": 24.4 + reveals_m2}, abs=0.02
    )
    assert joins(draft) == {
        frozenset({"L0-100", "L0-101"}), frozenset({"L0-100", "L0-102"}), frozenset({"L0-100", "L0-103"}),
        frozenset({"L0-100"}),
    }  # fmt: skip
    assert all(unit.confidence < 1 for unit in draft.of_type("unit"))


def test_what_was_read_is_published_and_routed(tmp_path) -> None:
    venue, findings = build_venue(read(Drafter().floor(ward()).source()), revision=1)
    assert Router.compile(venue).connectivity().reachable_share == 1.0
    assert not [each for each in findings if each.severity.value == "block"]


def test_a_single_line_to_the_wall_encloses_rooms_too() -> None:
    drafter = Drafter()
    for line in (
        ((0, 0), (10, 0)),
        ((10, 0), (10, 4)),
        ((10, 4), (0, 4)),
        ((0, 4), (0, 0)),
        ((5, 0.05), (5, 1)),
        ((5, 1.9), (5, 3.95)),
    ):
        drafter.line("WALLS", *line)  # two ends miss the wall by 5 cm
    drafter.line("DOORS", (5, 1), (5.9, 1))
    drafter.space.add_arc(drafter.at((5, 1))[0], 900, 0, 90, dxfattribs={"layer": "DOORS"})
    draft = read(drafter.source())
    assert sorted(unit.geometry.area for unit in draft.of_type("unit")) == pytest.approx([20, 20], abs=0.05)
    (opening,) = draft.of_type("opening")
    assert len(opening.properties["unit_ids"]) == 2
    assert opening.geometry.length == pytest.approx(0.9, abs=0.01)


def test_a_drawing_on_one_layer_is_read_all_the_same() -> None:
    style = Style(wall="0", door="0", number="0")
    draft = read(Drafter(style).floor(ward(), areas=False).source())
    areas = {name: unit.geometry.area for name, unit in by_id(draft, "unit").items()}
    assert areas == pytest.approx({"L0-101": 15.2, "L0-102": 15.2, "L0-103": 14.44, "L0-100": 24.94}, abs=0.05)
    assert len(joins(draft)) == 4


def test_a_sliding_door_closes_the_room_and_opens_it() -> None:
    floor = Floor(
        rooms={"1": box(0, 0, 5, 4), "2": box(5.2, 0, 10, 4)},
        gaps=[box(5, 1, 5.2, 2.2)],
        outer=box(-0.2, -0.2, 10.2, 4.2),
    )
    drafter = Drafter().floor(floor, areas=False)
    drafter.polyline("DOORS", [(5.05, 1), (5.1, 1), (5.1, 2.2), (5.05, 2.2)])
    draft = read(drafter.source())
    assert joins(draft) == {frozenset({"L0-1", "L0-2"})}
    assert [round(opening.geometry.length, 1) for opening in draft.of_type("opening")] == [1.2]


@pytest.mark.parametrize("mirrored", [(1, 1), (-1, 1), (1, -1), (-1, -1)])
@pytest.mark.parametrize("rotation", [0, 90])
def test_door_blocks_open_the_wall_however_they_are_turned_and_mirrored(mirrored, rotation) -> None:
    drafter = Drafter()
    floor = Floor(
        rooms={"1": box(0, 0, 5, 4), "2": box(5.1, 0, 10, 4)},
        gaps=[box(5, 1.5, 5.1, 2.5)],
        outer=box(-0.2, -0.2, 10.2, 4.2),
    )
    if rotation == 0:  # the same floor lying down
        floor = Floor(
            rooms={"1": box(0, 0, 4, 5), "2": box(0, 5.1, 4, 10)},
            gaps=[box(1.5, 5, 2.5, 5.1)],
            outer=box(-0.2, -0.2, 4.2, 10.2),
        )
    drafter.floor(floor)
    block = drafter.document.blocks.new("T1")  # hinge at 0, 0; closed along x; one unit wide
    block.add_lwpolyline([(0, 0, 0), (0, 1, -0.41421), (1, 0, 0)], format="xyb", dxfattribs={"layer": "0"})
    sign_x, sign_y = mirrored
    hinge = 1.5 if sign_x > 0 else 2.5
    place = (hinge, 5.05) if rotation == 0 else (5.05, hinge)
    drafter.space.add_blockref(
        "T1",
        drafter.at(place)[0],
        dxfattribs={"layer": "DOORS", "rotation": rotation, "xscale": 1000 * sign_x, "yscale": 1000 * sign_y},
    )
    (opening,) = read(drafter.source()).of_type("opening")
    assert set(opening.properties["unit_ids"]) == {"L0-1", "L0-2"}
    assert opening.geometry.length == pytest.approx(1.0, abs=0.01)
    assert opening.geometry.centroid.coords[0] == pytest.approx((2.0, 5.05) if rotation == 0 else (5.05, 2.0), abs=0.01)


def test_a_block_within_a_block_is_where_both_put_it() -> None:
    drafter = Drafter()
    inner = drafter.document.blocks.new("room")
    inner.add_lwpolyline([(0, 0), (4, 0), (4, 3), (0, 3)], close=True, dxfattribs={"layer": "ROOM AREA"})
    inner.add_attdef("NUMBER", (2, 1), dxfattribs={"layer": "TAGS"})
    outer = drafter.document.blocks.new("wing")
    outer.add_blockref("room", (1, 1), dxfattribs={"xscale": 2})
    for x in (0, 20_000):
        drafter.space.add_blockref("wing", (x, 0), dxfattribs={"xscale": 1000, "yscale": 1000, "rotation": 90})
    draft = read(drafter.source())
    assert [round(unit.geometry.area, 3) for unit in draft.of_type("unit")] == [24.0, 24.0]
    assert [tuple(round(v, 3) for v in unit.geometry.bounds) for unit in draft.of_type("unit")] == [
        (-4, 1, -1, 9),
        (16, 1, 19, 9),
    ]


def test_an_arc_in_an_outline_is_round() -> None:
    drafter = Drafter(Style(unit=units.M))
    drafter.space.add_lwpolyline(
        [(0, 0, 0), (10, 0, 1), (10, 4, 0), (0, 4, 0)], format="xyb", close=True, dxfattribs={"layer": "ROOM AREA"}
    )
    drafter.write("ROOM NUMBER", "1", (1, 1))
    (unit,) = read(drafter.source()).of_type("unit")
    assert unit.geometry.area == pytest.approx(40 + 3.14159 * 2**2 / 2, rel=1e-3)


def test_hatches_are_rooms_and_their_inner_rings_holes() -> None:
    drafter = Drafter(Style(unit=units.M))
    hatch = drafter.space.add_hatch(dxfattribs={"layer": "A-AREA"})
    hatch.paths.add_polyline_path([(0, 0), (10, 0), (10, 6), (0, 6)], is_closed=True)
    hatch.paths.add_polyline_path([(4, 2), (6, 2), (6, 4), (4, 4)], is_closed=True, flags=16)
    (unit,) = read(drafter.source()).of_type("unit")
    assert unit.geometry.area == pytest.approx(56)


def test_an_area_drawn_as_a_line_and_a_hatch_is_one_room() -> None:
    drafter = Drafter(Style(unit=units.M))
    drafter.room(box(0, 0, 5, 4))
    drafter.space.add_hatch(dxfattribs={"layer": "ROOM AREA"}).paths.add_polyline_path(
        [(0, 0), (5, 0), (5, 4), (0, 4)], is_closed=True
    )
    draft = read(drafter.source())
    assert len(draft.of_type("unit")) == 1
    assert any("drawn twice" in reason for reason in reasons(draft))


@pytest.mark.parametrize(("gap_m", "confidence"), [(0.004, 1.0), (0.2, 0.6)])
def test_an_outline_that_nearly_closes_is_closed(gap_m: float, confidence: float) -> None:
    drafter = Drafter()
    drafter.polyline("ROOM AREA", [(0, 0), (5, 0), (5, 4), (0, 4), (0, gap_m)], close=False)
    drafter.room(box(6, 0, 9, 4))
    unit = min(read(drafter.source()).of_type("unit"), key=lambda each: each.geometry.bounds[0])
    assert unit.geometry.area == pytest.approx(20, abs=0.01)
    assert unit.confidence == confidence


def test_an_outline_that_stays_open_is_kept_with_a_reason() -> None:
    drafter = Drafter()
    drafter.polyline("ROOM AREA", [(0, 0), (5, 0), (5, 4), (0, 4)], close=False)
    drafter.room(box(6, 0, 9, 4))
    draft = read(drafter.source())
    assert len(draft.of_type("unit")) == 1
    assert any("does not close" in reason for reason in reasons(draft))


def test_loose_lines_of_areas_are_linked_where_they_nearly_meet() -> None:
    drafter = Drafter()
    for start, end in (((0, 0), (5, 0)), ((5.005, 0), (5, 4)), ((5, 4.004), (0, 4)), ((0, 4), (0, 0.003))):
        drafter.line("ROOM AREA", start, end)
    drafter.write("ROOM NUMBER", "7", (1, 1))
    (unit,) = read(drafter.source()).of_type("unit")
    assert unit.id == "L0-7"
    assert unit.geometry.area == pytest.approx(20, abs=0.05)


def test_an_outline_that_crosses_itself_is_kept_as_drawn_and_repaired_later() -> None:
    drafter = Drafter()
    drafter.polyline("ROOM AREA", [(0, 0), (4, 4), (4, 0), (0, 4)])
    drafter.room(box(6, 0, 9, 4))
    crossed = next(unit for unit in read(drafter.source()).of_type("unit") if not unit.geometry.is_valid)
    assert crossed.geometry.bounds == (0, 0, 4, 4)


def test_the_outline_around_all_rooms_is_no_room() -> None:
    drafter = Drafter().floor(ward())
    drafter.room(ward().outer)
    assert len(read(drafter.source()).of_type("unit")) == 4


def test_sheets_notes_heights_and_paper_space_are_left_alone() -> None:
    drafter = Drafter().floor(ward())
    drafter.polyline("BORDER", [(-20, -20), (40, -20), (40, 30), (-20, 30)])
    drafter.write("TITLE", "999", (20, -10))
    drafter.write("DIMENSIONS", "3800", (2, 3))
    drafter.space.add_line((0, 0, 5000), (1000, 0, -3000), dxfattribs={"layer": "SKETCH"})
    drafter.document.layout("Layout1").add_lwpolyline(
        [(0, 0), (9, 0), (9, 9)], close=True, dxfattribs={"layer": "ROOM AREA"}
    )
    draft = read(drafter.source())
    assert set(by_id(draft, "unit")) == {"L0-100", "L0-101", "L0-102", "L0-103"}
    assert not [reason for reason in reasons(draft) if "where on earth" not in reason]


def test_layers_that_are_off_or_frozen_are_not_drawn() -> None:
    drafter = Drafter().floor(ward())
    drafter.document.layers.add("DOORS OLD").off()
    drafter.document.layers.add("WALLS OLD").freeze()
    drafter.line("WALLS OLD", (2, 2.2), (2, 6))
    drafter.space.add_arc((6000, 2200), 900, 0, 90, dxfattribs={"layer": "DOORS OLD"})
    assert len(read(drafter.source()).of_type("opening")) == 4


def test_areas_that_are_switched_off_are_read_when_no_others_are_there() -> None:
    drafter = Drafter().floor(ward())
    drafter.document.layers.add("ROOM AREA").off()
    assert by_id(read(drafter.source()), "unit")["L0-101"].confidence == 1.0
    assert len(read(drafter.source()).of_type("unit")) == 4


def test_layers_without_telling_names_are_known_by_what_is_on_them() -> None:
    style = Style(wall="1", door="2", area="3", number="4")
    draft = read(Drafter(style).floor(ward()).source())
    assert {name: round(unit.geometry.area, 2) for name, unit in by_id(draft, "unit").items()}["L0-103"] == 14.44
    assert len(draft.of_type("opening")) == 4


def test_what_somebody_states_of_a_layer_wins() -> None:
    drafter = Drafter(Style(door="SANITARY")).floor(ward())
    assert not [each for each in read(drafter.source()).of_type("opening") if each.properties["has_door"]]
    stated = read(drafter.source(), layers={"sanitary": Role.DOOR})
    assert len(stated.of_type("opening")) == 4


def test_a_unit_that_cannot_be_is_not_believed() -> None:
    drafter = Drafter(Style(unit=units.MM)).floor(ward())
    drafter.document.units = units.M  # doors of 900 m
    draft = read(drafter.source())
    assert by_id(draft, "unit")["L0-101"].geometry.area == pytest.approx(15.2)
    assert any("cannot be" in reason for reason in reasons(draft))


def test_a_unit_that_fits_the_rooms_is_believed_whatever_else_is_round() -> None:
    drafter = Drafter(Style(unit=units.MM)).floor(Floor(rooms={str(i): box(5 * i, 0, 5 * i + 4, 4) for i in range(4)}))
    for x in range(5):
        drafter.space.add_arc((1000 * x, 2000), 300, 0, 90, dxfattribs={"layer": "SKETCH"})
    assert by_id(read(drafter.source()), "unit")["L0-1"].geometry.area == pytest.approx(16)


def test_walls_that_withstand_fire_are_no_storeys() -> None:
    drafter = Drafter(Style(wall="WAND F30")).floor(ward())
    drafter.lines("WAND F90", box(-0.2, -0.2, 12.4, 6.2))
    assert len(read(drafter.source()).of_type("level")) == 1


def test_levels_of_several_files_share_their_coordinates_and_are_joined_by_stairs_and_lifts() -> None:
    sources = []
    for name in ("house EG.dxf", "house 1.OG.dxf", "house 2.OG.dxf"):
        drafter = Drafter().floor(ward())
        drafter.stairs(9, 3, width_m=1.2)
        drafter.polyline("LIFTS", [(12.6, 0), (14.2, 0), (14.2, 2), (12.6, 2)])
        sources.append(drafter.source(name))
    draft = read(*sources)
    levels = by_id(draft, "level")
    assert {name: level.properties["ordinal"] for name, level in levels.items()} == {"L0": 0, "L1": 1, "L2": 2}
    portals = {portal.properties["kind"]: portal for portal in draft.of_type("portal")}
    assert [stop["level_id"] for stop in portals["stairs"].properties["stops"]] == ["L0", "L1", "L2"]
    assert [stop["unit_id"] for stop in portals["stairs"].properties["stops"]] == ["L0-103", "L1-103", "L2-103"]
    assert [stop["level_id"] for stop in portals["elevator"].properties["stops"]] == ["L0", "L1", "L2"]
    assert portals["stairs"].properties["accessibility"] == "no"


def test_stairs_above_no_other_stairs_join_nothing_and_are_named() -> None:
    lower, upper = Drafter().floor(ward()), Drafter().floor(ward())
    lower.stairs(9, 3)
    upper.stairs(1, 3)
    draft = read(lower.source("EG.dxf"), upper.source("OG1.dxf"))
    assert not draft.of_type("portal")
    assert sum("join nothing" in reason for reason in reasons(draft)) == 2


def test_doors_without_a_swing_and_gaps_without_a_door_join_rooms() -> None:
    floor = Floor(
        rooms={"1": box(0, 0, 5, 4), "2": box(5.2, 0, 10, 4), "3": box(10, 0, 14, 4)},
        gaps=[box(5, 1, 5.2, 2.4)],
        outer=box(-0.2, -0.2, 14.2, 4.2),
    )
    drafter = Drafter()
    drafter.lines("WALLS", floor.walls)
    for area in floor.rooms.values():
        drafter.room(area)
    drafter.write("ROOM NUMBER", "1", (2, 2))
    drafter.write("ROOM NUMBER", "2", (7, 2))
    drafter.write("ROOM NUMBER", "3", (12, 2))
    drafter.polyline("DOORS", [(5.05, 1), (5.15, 1), (5.15, 2.4), (5.05, 2.4)])
    openings = by_id(read(drafter.source()), "opening")
    assert openings["L0-door-1-2"].geometry.length == pytest.approx(1.4, abs=0.05)
    assert openings["L0-passage-2-3"].geometry.length == pytest.approx(4.0, abs=0.2)
    assert not openings["L0-passage-2-3"].properties["has_door"]
    assert all(opening.confidence < 0.9 for opening in openings.values())


def test_numbers_and_names_are_told_apart_in_texts_stamps_and_attributes() -> None:
    drafter = Drafter(Style(number="TEXTE"))
    areas = [box(5 * i, 0, 5 * i + 4, 4) for i in range(4)]
    for area in areas:
        drafter.room(area)
    drafter.space.add_mtext(
        r"{\fArial|b1;\C1;1.01}\PB\U+00FCro \LLeitung\l\PNF: 16,00 m²\PLH=2,70",
        dxfattribs={"layer": "TEXTE", "insert": (1000, 2000)},
    )
    block = drafter.document.blocks.new("STEMPEL")
    block.add_attdef("RAUMNR", (0, 0))
    block.add_attdef("RAUMNAME", (0, -300))
    stamp = drafter.space.add_blockref("STEMPEL", (6000, 2000))
    stamp.add_attrib("RAUMNR", "Nord", (6000, 2000))
    stamp.add_attrib("RAUMNAME", "102", (6000, 1700))
    drafter.write("TEXTE", "103室", (11, 2))
    drafter.write("TEXTE", "男卫生间", (11, 1.5))
    drafter.write("TEXTE", "16.00", (11, 1))
    drafter.write("TEXTE", "WC 2", (16, 2))
    units_ = by_id(read(drafter.source()), "unit")
    said = {
        name: (unit.properties["labels"], unit.properties["aliases"], unit.properties["category"])
        for name, unit in units_.items()
    }
    assert said["L0-1.01"] == ({"und": "Büro Leitung"}, ["1.01"], "room")
    assert said["L0-Nord"] == ({"und": "102"}, ["Nord"], "room")
    assert said["L0-103"] == ({"zh-Hans": "男卫生间"}, ["103"], "restroom.male")
    assert [each for each in said.values() if each[0] == {"und": "WC 2"}] == [({"und": "WC 2"}, [], "restroom")]


def test_rooms_in_one_area_and_numbers_in_none_are_named() -> None:
    drafter = Drafter().floor(ward())
    drafter.write("ROOM NUMBER", "101a", (3, 4))
    drafter.write("ROOM NUMBER", "104", (4.1, 4))  # in the wall
    found = reasons(read(drafter.source()))
    assert any("101a" in reason and "one area" in reason for reason in found)
    assert any("104" in reason and "no closed area" in reason for reason in found)


def test_a_number_outside_all_areas_gets_what_the_walls_around_it_enclose() -> None:
    drafter = Drafter()
    floor = ward()
    drafter.lines("WALLS", floor.walls)
    for number, area in floor.rooms.items():
        if number != "102":
            drafter.room(area)
        drafter.write("ROOM NUMBER", number, area.representative_point().coords[0])
    for door in floor.doors:
        drafter.door(door)
    units_ = by_id(read(drafter.source()), "unit")
    assert units_["L0-102"].geometry.area == pytest.approx(15.2, abs=0.02)
    assert units_["L0-102"].confidence < 1 == units_["L0-101"].confidence


def test_a_long_room_with_many_doors_is_a_corridor() -> None:
    floor = Floor(
        rooms={"0": box(0, 0, 24, 2), **{str(i): box(4.8 * i, 2.2, 4.8 * i + 4.6, 6) for i in range(1, 5)}},
        gaps=[box(4.8 * i + 1, 2, 4.8 * i + 1.9, 2.2) for i in range(1, 5)],
        outer=box(-0.2, -0.2, 24.4, 6.2),
    )
    drafter = Drafter().floor(floor)
    for i in range(1, 5):
        drafter.space.add_arc(drafter.at((4.8 * i + 1, 2.2))[0], 900, 0, 90, dxfattribs={"layer": "DOORS"})
    categories = {name: unit.properties["category"] for name, unit in by_id(read(drafter.source()), "unit").items()}
    assert categories == {"L0-0": "walkway", **{f"L0-{i}": "room" for i in range(1, 5)}}


def test_the_ground_outside_joins_entrances_once_somebody_says_how_wide_it_is() -> None:
    floor = Floor(
        rooms={"1": box(0, 0, 5, 4), "2": box(5.2, 0, 10, 4)},
        gaps=[box(1, -0.2, 2, 0), box(7, -0.2, 8, 0)],
        outer=box(-0.2, -0.2, 10.2, 4.2),
    )
    drafter = Drafter().floor(floor)
    for x in (1, 7):
        drafter.space.add_arc(drafter.at((x, 0))[0], 1000, 0, 90, dxfattribs={"layer": "DOORS"})
    apart = read(drafter.source())
    assert [each.properties["entrance"] for each in apart.of_type("opening")] == [True, True]
    assert any("open air" in reason for reason in reasons(apart))
    together = read(drafter.source(), outside_m=2.0)
    assert joins(together) == {frozenset({"L0-1", "L0-outside"}), frozenset({"L0-2", "L0-outside"})}
    ground = by_id(together, "unit")["L0-outside"].geometry
    assert ground.area == pytest.approx((10.4 + 4.4) * 2 * 2 + 3.14 * 2**2, rel=0.03)


def test_a_drawing_far_from_its_zero_is_moved_near_it() -> None:
    drafter = Drafter(Style(unit=units.M))
    drafter.room(box(351_000, 5_400_000, 351_010, 5_400_008))
    draft = read(drafter.source())
    (unit,) = draft.of_type("unit")
    assert max(abs(value) for value in unit.geometry.bounds) < 1500
    assert any("351000, 5400000" in reason for reason in reasons(draft))


def test_the_place_on_earth_is_the_stated_one_or_that_of_the_drawing() -> None:
    drafter = Drafter().floor(ward())
    assert read(drafter.source(), origin=(8.0, 50.0)).frame.origin_lon_deg == 8.0
    assert any("where on earth" in reason for reason in reasons(read(drafter.source())))
    geo = drafter.space.new_geodata()
    geo.dxf.coordinate_type = 3
    geo.dxf.design_point, geo.dxf.reference_point = (12_200, 0, 0), (121.5, 31.2, 0)
    geo.dxf.north_direction = (1, 0)  # north is to the right of the sheet
    placed = read(drafter.source())
    assert (placed.frame.origin_lon_deg, placed.frame.origin_lat_deg) == (121.5, 31.2)
    assert by_id(placed, "unit")["L0-100"].geometry.bounds == pytest.approx((-2, -12.2, 0, 0), abs=0.01)


def test_ids_stay_the_same_when_a_room_is_moved() -> None:
    before = read(Drafter().floor(ward()).source())
    floor = ward()
    floor.rooms["103"] = box(8.4, 2.2, 12.0, 6)
    after = read(Drafter().floor(floor).source())
    assert set(by_id(before, "unit")) == set(by_id(after, "unit"))
    assert set(by_id(before, "opening")) == set(by_id(after, "opening"))


@pytest.mark.parametrize("has_leaf", [True, False], ids=["leaf drawn", "arc only"])
def test_a_door_in_a_corner_closes_in_its_own_wall(has_leaf: bool) -> None:
    floor = Floor(
        rooms={"1": box(0, 2.2, 4, 6), "2": box(4.1, 2.2, 8, 6), "0": box(0, 0, 8, 2)},
        gaps=[box(3.05, 2, 3.95, 2.2)],
        outer=box(-0.2, -0.2, 8.2, 6.2),
    )
    drafter = Drafter().floor(floor)  # open, the leaf stands 5 cm from the wall to room 2
    if has_leaf:
        drafter.line("DOORS", (3.95, 2.2), (3.95, 3.1))
    drafter.space.add_arc(drafter.at((3.95, 2.2))[0], 900, 90, 180, dxfattribs={"layer": "DOORS"})
    assert joins(read(drafter.source())) == {frozenset({"L0-0", "L0-1"})}


def test_a_door_joins_rooms_through_a_thick_wall() -> None:
    floor = Floor(
        rooms={"1": box(0, 0, 5, 4), "2": box(5.45, 0, 10, 4)},
        gaps=[box(5, 1, 5.45, 1.9)],
        outer=box(-0.4, -0.4, 10.4, 4.4),
    )
    drafter = Drafter().floor(floor)
    drafter.door(Door((5, 1), (5, 1.9), (4.1, 1)))
    draft = read(drafter.source())
    assert joins(draft) == {frozenset({"L0-1", "L0-2"})}
    venue, _ = build_venue(draft, revision=1)
    assert Router.compile(venue).connectivity().walkable_components == 1


def test_floors_in_one_file_are_parted_by_the_storeys_in_their_layers_names() -> None:
    drafter = Drafter()
    for storey in ("EG", "OG1"):
        drafter.style = Style(
            wall=f"{storey}_WAND", door=f"{storey}_TUER", area=f"{storey}_RAUM", number=f"{storey}_RAUMNR"
        )
        drafter.floor(ward())
    draft = read(drafter.source("haus.dxf"))
    assert {level.id: level.properties["labels"]["und"] for level in draft.of_type("level")} == {
        "L0": "EG",
        "L1": "OG1",
    }
    assert len(draft.of_type("unit")) == 8
    assert len(draft.of_type("opening")) == 8


def test_two_files_of_one_storey_are_refused_until_their_storeys_are_stated() -> None:
    sources = [Drafter().floor(ward()).source(name) for name in ("east ground.dxf", "west ground.dxf")]
    with pytest.raises(BadInputError, match="both taken for storey 0"):
        read(*sources)
    draft = read(*sources, levels={"west ground.dxf": 1})
    assert [level.properties["ordinal"] for level in draft.of_type("level")] == [0, 1]


@pytest.mark.shared_data
def test_every_numbered_room_of_the_real_floors_is_an_area_and_joined(data_folder) -> None:
    draft = dxf.read([data_folder / "maps" / "dxf"], VENUE)
    written = {
        "L0": [f"Yg0{i}" for i in range(1, 10)] + ["Yg90", "Yg91", "Yg92"],
        "L1": [f"Yf0{i}" for i in range(1, 6)] + ["Yf04x", "Yf90", "Yf91", "Yf92"],
    }
    units_ = by_id(draft, "unit")
    assert {f"{level}-{number}" for level, numbers in written.items() for number in numbers} <= set(units_)
    stated_m2 = {
        "L0-Yg04": 50.89,
        "L0-Yg92": 12.0,
        "L0-Yg03": 2.18,
        "L1-Yf05": 52.28,
        "L1-Yf04x": 0.52,
    }  # as the drawings write it
    assert {name: round(units_[name].geometry.area, 2) for name in stated_m2} == pytest.approx(stated_m2, abs=0.03)
    venue, _ = build_venue(draft, revision=1)
    groups = component_by_unit(Router.compile(venue).graph)
    main = Counter(groups.values()).most_common(1)[0][0]
    apart = {unit.removeprefix("L0-") for unit, group in groups.items() if group != main and "Y" in unit}
    assert apart == {"Yg04", "Yg05", "Yg06", "Yg07", "Yg08", "Yg92"}
    assert all(any(name in reason and "open air" in reason for reason in reasons(draft)) for name in apart)
