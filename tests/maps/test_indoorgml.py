"""IndoorGML of different tools: floors, widths and joins that can be derived on paper."""

from pathlib import Path

import pytest

from maps.audit import audit
from maps.draft import DraftFeature, VenueDraft
from maps.errors import BadInputError, TooLargeError, UnreadableFileError
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import gml, indoorgml_file, read_venue
from tests.maps.fuzzing import fuzz_test
from tests.maps.gml_documents import (
    boundary,
    cell,
    document,
    edge,
    flat,
    layer,
    polygon,
    prefixed,
    save,
    solid,
    square,
)

VENUE = VenueId("v")
ROOM, HALL = square(0, 0, 4, 5), square(4, 0, 10, 5)


def read(tmp_path: Path, text: str) -> VenueDraft:
    return read_venue([save(tmp_path / "v.gml", text)], VENUE)


def units(draft: VenueDraft) -> dict[str, DraftFeature]:
    return {unit.id: unit for unit in draft.of_type("unit")}


def two_cells(edges: str, *, bounds: str = "", more: str = "", style: str = "pos", version: str = "1.0") -> str:
    cells = cell("A", solid(ROOM, 0, 3, style), bounds=bounds) + cell("B", solid(HALL, 0, 3, style), bounds=bounds)
    return document(cells + more, layer("base", ["A", "B"], edges), version=version)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("style", ["pos", "posList"])
@pytest.mark.parametrize("prefix", [False, True])
def test_the_floor_of_a_cell_is_its_lowest_level_face_whatever_the_tool(
    tmp_path: Path, version: str, style: str, prefix: bool
) -> None:
    text = two_cells(edge("A", "B"), style=style, version=version)
    draft = read(tmp_path, prefixed(text) if prefix else text)
    assert {name: unit.geometry.area for name, unit in units(draft).items()} == {"A": 20.0, "B": 30.0}


def test_a_flat_cell_with_a_hole_and_surfaces_named_by_reference_have_their_floors(tmp_path: Path) -> None:
    holed = cell("A", flat(square(0, 0, 10, 10), "posList", hole=square(4, 4, 6, 6)))
    face = polygon([(*point, 0.0) for point in square(20, 0, 23, 2)]).replace(
        "<gml:Polygon>", '<gml:Polygon gml:id="p">'
    )
    named = cell("B", '<Geometry3D><gml:Solid><gml:surfaceMember xlink:href="#p"/></gml:Solid></Geometry3D>')
    draft = read(tmp_path, document(f"<extra>{face}</extra>{holed}{named}", layer("base", ["A", "B"])))
    assert {name: unit.geometry.area for name, unit in units(draft).items()} == {"A": 96.0, "B": 6.0}


def test_a_transition_without_a_door_opens_the_shared_wall_where_it_crosses_it(tmp_path: Path) -> None:
    (door,) = read(tmp_path, two_cells(edge("A", "B", [(2, 1, 0), (8, 1, 0)]))).of_type("opening")
    assert door.geometry.length == pytest.approx(0.9)
    assert door.geometry.centroid.coords[0] == pytest.approx((4, 1))
    assert door.properties["unit_ids"] == ["A", "B"]
    assert door.confidence < 1


def test_a_transition_stated_both_ways_is_one_opening(tmp_path: Path) -> None:
    assert len(read(tmp_path, two_cells(edge("A", "B") + edge("B", "A"))).of_type("opening")) == 1


@pytest.mark.parametrize("dual", [True, False])
def test_a_boundary_is_the_door_where_it_is_no_wider_than_one(tmp_path: Path, dual: bool) -> None:
    upright = boundary("D", [(4, 2, 0), (4, 3.1, 0), (4, 3.1, 2), (4, 2, 2)])
    text = two_cells(edge("A", "B", dual="D" if dual else ""), bounds="" if dual else "D", more=upright)
    (door,) = read(tmp_path, text).of_type("opening")
    assert door.geometry.length == pytest.approx(1.1)
    assert door.geometry.bounds == pytest.approx((4, 2, 4, 3.1))


def test_two_doors_between_the_same_cells_are_two_openings(tmp_path: Path) -> None:
    doors = [boundary(f"D{y}", [(4, y, 0), (4, y + 1, 0), (4, y + 1, 2), (4, y, 2)]) for y in (1, 3)]
    edges = edge("A", "B", dual="D1") + edge("B", "A", dual="D3") + edge("A", "B")
    found = read(tmp_path, two_cells(edges, more="".join(doors))).of_type("opening")
    assert [door.geometry.bounds for door in found] == [(4, 1, 4, 2), (4, 3, 4, 4)]


def test_a_boundary_that_is_the_whole_wall_has_its_door_where_the_transition_crosses(tmp_path: Path) -> None:
    wall = boundary("W", [(4, 0, 0), (4, 5, 0), (4, 5, 3), (4, 0, 3)])
    (door,) = read(tmp_path, two_cells(edge("A", "B", [(1, 4, 0), (7, 4, 0)], "W"), more=wall)).of_type("opening")
    assert door.geometry.length == pytest.approx(0.9)
    assert door.geometry.centroid.y == pytest.approx(4)


def test_cells_a_wall_apart_are_joined_through_it_and_cells_further_apart_are_not(tmp_path: Path) -> None:
    def apart(gap: float) -> VenueDraft:
        cells = cell("A", solid(ROOM, 0, 3)) + cell("B", solid(square(4 + gap, 0, 10, 5), 0, 3))
        return read(tmp_path, document(cells, layer("base", ["A", "B"], edge("A", "B"))))

    assert len(apart(0.3).of_type("opening")) == 1
    far = apart(1.5)
    assert not far.of_type("opening")
    assert any("1.50 m apart" in each.reason for each in far.unread)


@pytest.mark.parametrize(("kind", "name"), [("ConnectionSpace", ""), ("CellSpace", "Door 3")])
def test_a_cell_that_is_a_door_becomes_the_opening_of_the_cells_beside_it(tmp_path: Path, kind: str, name: str) -> None:
    cells = (
        cell("A", solid(square(0, 0, 3.9, 5), 0, 3))
        + cell("B", solid(square(4.1, 0, 10, 5), 0, 3))
        + cell("D", solid(square(3.9, 2, 4.1, 3), 0, 2), kind=kind, name=name)
    )
    draft = read(tmp_path, document(cells, layer("base", ["A", "B", "D"], edge("A", "D") + edge("D", "B"))))
    assert set(units(draft)) == {"A", "B"}
    (door,) = draft.of_type("opening")
    assert (door.id, door.properties["unit_ids"]) == ("D", ["A", "B"])
    assert door.geometry.bounds == pytest.approx((4, 2, 4, 3))
    assert not [each for each in audit(draft) if each.code.startswith("M3")]


def test_an_anchor_boundary_is_an_entrance_from_outside(tmp_path: Path) -> None:
    anchor = boundary("E", [(10, 2, 0), (10, 3, 0), (10, 3, 2), (10, 2, 2)], "AnchorBoundary")
    cells = cell("A", solid(ROOM, 0, 3)) + cell("B", solid(HALL, 0, 3), bounds="E")
    draft = read(tmp_path, document(cells + anchor, layer("base", ["A", "B"], edge("A", "B"))))
    (entrance,) = [each for each in draft.of_type("opening") if each.properties["entrance"]]
    assert entrance.properties["unit_ids"] == ["B"]
    assert entrance.geometry.length == 1.0


def test_an_anchor_boundary_that_is_a_whole_wall_has_its_entrance_in_the_middle(tmp_path: Path) -> None:
    anchor = boundary("E", [(10, 0, 0), (10, 5, 0), (10, 5, 2), (10, 0, 2)], "AnchorBoundary")
    (entrance,) = read(tmp_path, document(cell("B", solid(HALL, 0, 3), bounds="E") + anchor)).of_type("opening")
    assert entrance.geometry.bounds == (10, 1.75, 10, 3.25)


def tower(says: str, storeys: int = 3) -> str:
    cells = "".join(
        cell(f"S{n}", solid(ROOM, 3 * n, 3 * n + 2.8), says=says) + cell(f"H{n}", solid(HALL, 3 * n, 3 * n + 2.8))
        for n in range(storeys)
    )
    level = "".join(edge(f"S{n}", f"H{n}") for n in range(storeys))
    names = [f"{kind}{n}" for n in range(storeys) for kind in "SH"]
    climbs = "".join(edge(f"S{n}", f"S{n + 1}") for n in range(storeys - 1))
    return document(cells, layer("base", names, level + climbs))


def test_a_lift_is_one_portal_and_each_flight_of_stairs_one(tmp_path: Path) -> None:
    (lift,) = read(tmp_path, tower('indoor="elevator":')).of_type("portal")
    assert lift.properties["kind"] == "elevator"
    assert [stop["unit_id"] for stop in lift.properties["stops"]] == ["S0", "S1", "S2"]
    flights = read(tmp_path, tower("Usage=Stair")).of_type("portal")
    assert [each.properties["kind"] for each in flights] == ["stairs", "stairs"]
    venue, _ = build_venue(read(tmp_path, tower('indoor="elevator":')), revision=1)
    assert [level.ordinal for level in venue.levels] == [0, 1, 2]
    assert len(venue.openings) == 3


def test_storeys_are_those_the_cells_name_else_where_floors_lie(tmp_path: Path) -> None:
    def levels(*cells: str) -> list[tuple[str, int, float]]:
        draft = read(tmp_path, document("".join(cells)))
        return [
            (each.id, each.properties["ordinal"], each.properties["elevation_m"]) for each in draft.of_type("level")
        ]

    heights = (cell("A", solid(ROOM, -3, -0.2)), cell("B", solid(HALL, -2.8, 0)), cell("C", solid(ROOM, 0.1, 3)))
    assert levels(*heights) == [("-1", -1, -2.9), ("0", 0, 0.1)]
    named = (cell("A", solid(ROOM, 0, 3), says='storey="F1":'), cell("B", solid(ROOM, 3.5, 6), says='storey="F2":'))
    assert levels(*named) == [("F1", 0, 0.0), ("F2", 1, 3.5)]
    flats = (cell("A", flat(ROOM), says='storey="B1":'), cell("B", flat(ROOM), says='storey="1":'))
    assert [level[:2] for level in levels(*flats)] == [("B1", -1), ("1", 0)]
    by_the_sea = (cell("A", solid(ROOM, 112, 115)), cell("B", solid(ROOM, 116, 119)))
    assert [level[1] for level in levels(*by_the_sea)] == [0, 1]


@pytest.mark.parametrize(
    ("kind", "says", "name", "category"),
    [
        ("CellSpace", "", "", "room"),
        ("GeneralSpace", "", "", "room"),
        ("TransitionSpace", "", "", "walkway"),
        ("NonNavigableSpace", "", "", "structure"),
        ("AnchorSpace", "", "", "lobby"),
        ("CellSpace", 'indoor="corridor":', "", "walkway"),
        ("CellSpace", "", "Toilet 2", "restroom"),
        ("TransitionSpace", 'function="1120"', "", "stairs"),
    ],
)
def test_a_cell_is_what_its_kind_words_and_codes_say(
    tmp_path: Path, kind: str, says: str, name: str, category: str
) -> None:
    draft = read(tmp_path, document(cell("A", solid(ROOM, 0, 3), kind, says, name)))
    assert units(draft)["A"].properties["category"] == category


def test_other_layers_and_what_joins_them_are_kept_but_are_no_rooms(tmp_path: Path) -> None:
    cells = cell("A", solid(ROOM, 0, 3)) + cell("W", solid(square(0, 0, 2, 2), 0, 3), name="range of a radio")
    between = (
        '<interEdges><interLayerConnectionMember><InterLayerConnection gml:id="I"><typeOfTopoExpression>CONTAINS'
        '</typeOfTopoExpression><interConnects xlink:href="#S-A"/><interConnects xlink:href="#S-W"/>'
        "</InterLayerConnection></interLayerConnectionMember></interEdges>"
    )
    draft = read(tmp_path, document(cells, layer("rooms", ["A"]) + layer("radio", ["W"]), more=between))
    assert set(units(draft)) == {"A"}
    assert {each.source for each in draft.unread} >= {"v.gml W", "v.gml I"}


def test_degrees_are_believed_only_of_one_campus(tmp_path: Path) -> None:
    plan = [(31.0, 121.0), (31.0, 121.0001), (31.0001, 121.0001), (31.0001, 121.0)]
    small = cell("A", flat(plan))
    draft = read(tmp_path, document(small, srs="urn:ogc:def:crs:EPSG::4326"))
    assert (draft.frame.origin_lon_deg, draft.frame.origin_lat_deg) == (121.0, 31.0)
    kx, ky = draft.frame.metres_per_degree
    assert units(draft)["A"].geometry.area == pytest.approx(kx * ky * 1e-8, rel=1e-3)
    wrong = read(tmp_path, document(cell("A", flat(ROOM)), srs="EPSG::4326"))
    assert units(wrong)["A"].geometry.area == 20.0
    assert any("EPSG::4326" in each.reason for each in wrong.unread)


def test_projected_coordinates_are_brought_near_and_said_so(tmp_path: Path) -> None:
    plan = [(445538 + x, 5444904 + y) for x, y in ROOM]
    draft = read(tmp_path, document(cell("A", solid(plan, 0, 3)), srs="EPSG:25832"))
    assert units(draft)["A"].geometry.bounds == (38, 4, 42, 9)
    assert any("(445500, 5444900)" in each.reason for each in draft.unread)


def test_cells_of_another_unit_than_metres_are_doubted(tmp_path: Path) -> None:
    draft = read(tmp_path, document(cell("A", solid(square(0, 0, 40, 50), 0, 30))))
    assert any("30.0 m high" in each.reason for each in draft.unread)


def test_cells_without_an_id_are_numbered(tmp_path: Path) -> None:
    nameless = cell("A", solid(ROOM, 0, 3)).replace(' gml:id="A"', "")
    assert set(units(read(tmp_path, document(nameless)))) == {"cell-1"}


def test_cells_without_a_floor_and_dangling_references_are_no_hindrance(tmp_path: Path) -> None:
    cells = cell("A", solid(ROOM, 0, 3), bounds="nowhere") + cell("B", "<Geometry3D/>")
    draft = read(tmp_path, document(cells, layer("base", ["A", "B"], edge("A", "B") + edge("A", "ghost", dual="x"))))
    assert set(units(draft)) == {"A"}
    assert any(each.reason == "It has no floor." for each in draft.unread)


BOMB = '<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HEAD = '<IndoorFeatures xmlns="http://www.opengis.net/indoorgml/1.0/core">'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{BOMB}{HEAD}&b;</IndoorFeatures>", "document type"),
        (f"{FILE}{HEAD}&a;</IndoorFeatures>", "document type"),
        ("", "XML"),
        ("<a/>", "no cell"),
        (HEAD, "XML"),
        (HEAD + "<x>" * 5000, "XML"),
        (document(cell("A", solid(ROOM, 0, 3)))[:-400], "XML"),
        (document(cell("A", solid(ROOM, 0, 3)).replace("<gml:pos>4 ", "<gml:pos>nan ")), "'nan"),
        (document(cell("A", solid(ROOM, 0, 3)).replace("<gml:pos>4 ", "<gml:pos>inf ")), "'inf"),
        (document(cell("A", solid(ROOM, 0, 3)).replace("<gml:pos>4 ", "<gml:pos>four ")), "'four"),
        (document(cell("A", flat([(0, 0), (0, 0), (0, 0)]))), "has a floor"),
        ("\x00\x01", "XML"),
    ],
)
def test_hostile_and_broken_xml_is_one_specific_error(tmp_path: Path, text: str, words: str) -> None:
    path = save(tmp_path / "v.gml", text)
    with pytest.raises(UnreadableFileError) as caught:
        read_venue([path], VENUE, format="indoorgml")
    assert words in caught.value.detail
    assert caught.value.remedy


def test_more_cells_or_corners_than_a_building_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = document("".join(cell("A", "") for _ in range(11)))
    monkeypatch.setattr(indoorgml_file, "MAX_CELLS", 10)
    with pytest.raises(TooLargeError, match="10 cells"):
        read(tmp_path, text)
    monkeypatch.setattr(gml, "MAX_VERTICES", 4)
    with pytest.raises(TooLargeError, match="4 vertices"):
        read(tmp_path, document(cell("A", flat(ROOM, "posList"))))


def test_two_documents_at_once_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "v.gml", tower(""))
    with pytest.raises(BadInputError, match="one at a time"):
        read_venue([path, path], VENUE, format="indoorgml")


test_fuzz_indoorgml = fuzz_test(tower('indoor="elevator":', 2).encode(), "v.gml", "indoorgml")


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "cells", "storeys", "openings", "portals"),
    [("201.gml", 80, 3, 97, 3), ("FJK-Haus_IndoorGML_withEXR-corrected_1_0_3.gml", 14, 3, 12, 2)],
)
def test_real_documents_join_up(
    data_folder: Path, name: str, cells: int, storeys: int, openings: int, portals: int
) -> None:
    draft = read_venue([data_folder / "maps" / "indoorgml" / name], VENUE)
    counted = [len(draft.of_type(kind)) for kind in ("unit", "level", "opening", "portal")]
    assert counted == [cells, storeys, openings, portals]
    assert not [each for each in audit(draft) if each.code in {"M301", "M306", "M502"}]
