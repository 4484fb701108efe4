"""OpenStreetMap buildings, small ones written here and real ones, become drafts that join up."""

import networkx as nx
import osmium
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.draft import VenueDraft
from maps.errors import TooLargeError, UnreadableFileError
from maps.ids import VenueId
from maps.readers import osm, osm_file, osm_tags
from maps.topology import infer
from tests.maps.plain import odd_values

METRE_DEG = 1e-5
"""About a metre of latitude; on the equator of longitude too."""


class Drawing:
    """An OSM file drawn in metres near the equator."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[float, float], list] = {}
        self.ways: list[tuple[dict, list]] = []

    def node(self, x: float, y: float, **tags: str) -> "Drawing":
        self.nodes.setdefault((x, y), [len(self.nodes) + 1, {}])[1].update(tags)
        return self

    def way(self, *points: tuple[float, float], **tags: str) -> "Drawing":
        for x, y in points:
            self.node(x, y)
        self.ways.append((tags, [self.nodes[point][0] for point in points]))
        return self

    def room(self, x: float, y: float, w: float, h: float, **tags: str) -> "Drawing":
        return self.way(
            (x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y), **{"indoor": "room", "level": "0", **tags}
        )

    def xml(self) -> str:
        lines = ['<?xml version="1.0"?>', '<osm version="0.6">']
        for (x, y), (number, tags) in self.nodes.items():
            lines.append(
                f'<node id="{number}" lon="{x * METRE_DEG:.7f}" lat="{y * METRE_DEG:.7f}">{_tags(tags)}</node>'
            )
        for number, (tags, refs) in enumerate(self.ways, start=1):
            members = "".join(f'<nd ref="{ref}"/>' for ref in refs)
            lines.append(f'<way id="{number}">{members}{_tags(tags)}</way>')
        return "\n".join([*lines, "</osm>"])

    def save(self, folder):
        path = folder / "plan.osm"
        path.write_text(self.xml(), encoding="utf-8")
        return path

    def read(self, folder) -> VenueDraft:
        return osm.read([self.save(folder)], VenueId("drawing"))


def _tags(tags: dict) -> str:
    return "".join(f'<tag k="{key.replace("__", ":")}" v="{value}"/>' for key, value in tags.items())


def by_id(draft: VenueDraft) -> dict:
    return {feature.id: feature for feature in draft.features}


def walkable_components(draft: VenueDraft) -> list[set[str]]:
    graph = nx.Graph()
    graph.add_nodes_from(unit.id for unit in draft.of_type("unit"))
    for opening in draft.of_type("opening"):
        nx.add_path(graph, opening.properties.get("unit_ids", ()))
    for portal in draft.of_type("portal"):
        nx.add_path(graph, [stop["unit_id"] for stop in portal.properties["stops"]])
    return sorted(nx.connected_components(graph), key=len, reverse=True)


def test_rooms_keep_their_names_numbers_and_what_they_are(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 5, 5, name="Labor", name__en="Laboratory", ref="E12", alt_name="Blut;Harn")
    drawing.room(5, 0, 5, 5, ref="E13", amenity="toilets", female="yes", wheelchair="yes", access="private")
    units = by_id(drawing.read(tmp_path))
    lab, toilet = units["w1-L0"].properties, units["w2-L0"].properties
    assert lab["labels"] == {"und": "Labor", "en": "Laboratory"}
    assert lab["aliases"] == ["E12", "Blut", "Harn"]
    assert (toilet["labels"], toilet["category"]) == ({"und": "E13"}, "restroom.female.wheelchair")
    assert (toilet["access"], toilet["accessibility"]) == ("staff", "yes")
    assert toilet["external_ids"] == {"osm": "way/2"}


def test_a_room_on_several_levels_is_a_unit_on_each(tmp_path) -> None:
    draft = Drawing().room(0, 0, 5, 5, level="-1-1", repeat_on="3").read(tmp_path)
    assert {unit.id for unit in draft.of_type("unit")} == {"w1-L-1", "w1-L0", "w1-L1", "w1-L3"}
    assert [level.id for level in draft.of_type("level")] == ["-1", "0", "1", "3"]


def test_a_room_on_a_half_level_has_a_level_of_its_own_between(tmp_path) -> None:
    draft = Drawing().room(0, 0, 5, 5).room(0, 0, 5, 5, level="1").room(5, 0, 5, 5, level="0.5").read(tmp_path)
    levels = {level.id: level.properties for level in draft.of_type("level")}
    assert {name: properties["ordinal"] for name, properties in levels.items()} == {"0": 0, "0.5": 0, "1": 1}
    assert levels["0"]["elevation_m"] < levels["0.5"]["elevation_m"] < levels["1"]["elevation_m"]


def test_doors_are_openings_on_each_of_their_levels(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 5, 5, level="0-2").room(5, 0, 5, 5, level="0-2", indoor="corridor")
    drawing.node(5, 2, door="hinged", level="0", repeat_on="1-2", width="1,1", wheelchair="yes", automatic_door="yes")
    drawing.node(0, 2, door="no", entrance="main", level="0").node(
        10, 2, entrance="emergency", door="hinged", level="0"
    )
    draft = infer(drawing.read(tmp_path))
    doors = by_id(draft)
    inner = [doors[f"n{drawing.nodes[5, 2][0]}-L{level}"] for level in (0, 1, 2)]
    assert [door.properties["unit_ids"] for door in inner] == [[f"w1-L{level}", f"w2-L{level}"] for level in (0, 1, 2)]
    assert inner[0].geometry.length == pytest.approx(1.1)
    assert inner[0].properties["automatic"]
    assert inner[0].properties["accessibility"] == "yes"
    entrance, emergency = (doors[f"n{drawing.nodes[place][0]}-L0"].properties for place in ((0, 2), (10, 2)))
    assert (entrance["entrance"], entrance["has_door"], entrance["access"]) == (True, False, "public")
    assert (emergency["entrance"], emergency["access"]) == (False, "closed")


def test_a_door_without_a_level_belongs_to_the_rooms_it_joins(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 5, 5, level="0;1").room(5, 0, 5, 5, level="1").node(5, 2, door="yes")
    doors = drawing.read(tmp_path).of_type("opening")
    assert [(door.properties["level_id"], door.confidence < 1) for door in doors] == [("1", True)]


def test_lifts_and_stairs_drawn_as_rooms_become_portals(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 3, 3, level="0-2", highway="elevator", wheelchair="yes")
    drawing.room(5, 0, 3, 3, level="0-2", stairs="yes").room(0, 3, 9, 3, level="0-2", indoor="corridor")
    portals = infer(drawing.read(tmp_path)).of_type("portal")
    assert {(p.properties["kind"], p.properties["accessibility"], len(p.properties["stops"])) for p in portals} == {
        ("elevator", "yes", 3),
        ("stairs", "no", 3),
    }


def test_a_lift_drawn_as_a_point_stops_in_the_rooms_around_it(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 9, 9, level="0-1", indoor="corridor").node(4, 4, highway="elevator", level="1;0;7")
    found = infer(drawing.read(tmp_path))
    assert [stop["unit_id"] for stop in found.of_type("portal")[0].properties["stops"]] == ["w1-L0", "w1-L1"]
    assert "'7'" in found.unread[0].reason


@pytest.mark.parametrize(
    ("tags", "stops", "one_way"),
    [
        ({"incline": "up"}, ["0", "1"], False),
        ({}, ["0", "1"], False),
        ({"incline": "up", "conveying": "forward"}, ["0", "1"], True),
        ({"incline": "up", "conveying": "backward"}, ["1", "0"], True),
        ({"incline": "up", "conveying": "reversible"}, ["0", "1"], False),
    ],
)
def test_steps_lead_up_and_escalators_the_way_they_run(tmp_path, tags: dict, stops: list, one_way: bool) -> None:
    drawing = Drawing().room(0, 0, 9, 9, indoor="area").room(19, 0, 9, 9, indoor="area", level="1")
    drawing.way((8, 4), (20, 4), highway="steps", level="0;1", **tags)
    portal = infer(drawing.read(tmp_path)).of_type("portal")[0].properties
    assert ([stop["level_id"] for stop in portal["stops"]], portal["one_way"]) == (stops, one_way)


def test_steps_drawn_downward_are_turned_round(tmp_path) -> None:
    for tags in ({"incline": "down"}, {}):
        drawing = Drawing().room(0, 0, 9, 9, indoor="area").room(19, 0, 9, 9, indoor="area", level="1")
        drawing.way((20, 4), (8, 4), highway="steps", level="0-1", **tags)
        stops = infer(drawing.read(tmp_path)).of_type("portal")[0].properties["stops"]
        assert [stop["unit_id"] for stop in stops] == ["w1-L0", "w2-L1"]


def test_flights_that_meet_on_a_half_landing_are_one_staircase(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 9, 9, indoor="area").room(0, 0, 9, 9, indoor="area", level="1")
    drawing.way((8, 4), (12, 4), highway="steps", level="0;0.5", incline="up")
    drawing.way((12, 4), (8, 6), highway="steps", level="0.5;1", incline="up")
    draft = infer(drawing.read(tmp_path))
    assert [[stop["level_id"] for stop in p.properties["stops"]] for p in draft.of_type("portal")] == [["0", "1"]]
    assert {level.id for level in draft.of_type("level")} == {"0", "1"}


def test_the_forecourt_joins_the_ground_floor_through_the_entrance_only(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 9, 9, indoor="area")
    drawing.way((0, 0), (9, 0), (9, -5), (0, -5), (0, 0), highway="pedestrian", area="yes")
    drawing.way((50, 50), (59, 50), (59, 45), (50, 50), highway="pedestrian", area="yes")
    drawing.node(4, 0, entrance="main", door="sliding", level="0")
    openings = infer(drawing.read(tmp_path)).of_type("opening")
    assert [opening.properties["unit_ids"] for opening in openings] == [["w1-L0", "w2-L0"]]


def test_things_on_a_level_without_rooms_are_kept_as_unread(tmp_path) -> None:
    draft = Drawing().room(0, 0, 5, 5).node(1, 1, amenity="bench", level="0;2").read(tmp_path)
    assert [amenity.properties["level_id"] for amenity in draft.of_type("amenity")] == ["0"]
    assert "no room is drawn" in draft.unread[0].reason


def test_what_is_not_understood_is_kept_with_a_reason(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 5, 5).room(5, 0, 5, 5, level="EG").room(10, 0, 5, 5, level="0;x")
    drawing.way((0, 9), (4, 9), indoor="pathway", level="0-1")
    unread = {entry.raw["id"]: entry.reason for entry in drawing.read(tmp_path).unread}
    assert "'EG' is not a level" in unread["way/2"]
    assert set(unread) == {"way/2", "way/3", "way/4"}


def test_a_room_without_a_level_is_said(tmp_path) -> None:
    text = Drawing().room(0, 0, 5, 5).room(5, 0, 5, 5, level="9").xml().replace('<tag k="level" v="9"/>', "")
    path = tmp_path / "plan.osm"
    path.write_text(text)
    assert "no level" in osm.read([path], VenueId("x")).unread[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not xml",
        "<osm><node id='1'/></osm>",
        "<osm><node id='x' lat='1' lon='1'/></osm>",
        "<osm version='0.6'>",
        "<!DOCTYPE osm [<!ENTITY a 'b'>]><osm><node id='1' lat='1' lon='1'/></osm>",
        "<osm></osm>",
    ],
)
def test_a_broken_file_is_named(tmp_path, text: str) -> None:
    path = tmp_path / "broken.osm"
    path.write_text(text)
    with pytest.raises(UnreadableFileError, match=r"broken\.osm"):
        osm.read([path], VenueId("x"))


@pytest.mark.parametrize("name", ["broken.osm.pbf", "broken.geojson"])
def test_broken_bytes_are_named(tmp_path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\x00\xff\xfe\x0d\x0a rubbish")
    with pytest.raises(UnreadableFileError, match="broken"):
        osm.read([path], VenueId("x"))


def test_a_file_larger_than_any_building_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(osm_file, "SIZE_LIMIT_BYTES", 10)
    with pytest.raises(TooLargeError, match="Cut out the building"):
        Drawing().room(0, 0, 5, 5).read(tmp_path)


def test_pbf_and_xml_of_one_building_are_one_draft(tmp_path) -> None:
    path = Drawing().room(0, 0, 5, 5, name="室").room(5, 0, 5, 5).node(5, 2, door="yes", level="0").save(tmp_path)
    pbf = tmp_path / "plan.osm.pbf"
    with osmium.SimpleWriter(str(pbf)) as writer:
        for thing in osmium.FileProcessor(str(path)):
            writer.add(thing)
    one, other = osm.read([path], VenueId("x")), osm.read([pbf], VenueId("x"))
    assert [(f.id, f.properties) for f in one.features] == [(f.id, f.properties) for f in other.features]
    assert shapely.equals([f.geometry for f in one.features], [f.geometry for f in other.features]).all()


def test_osm_files_are_recognised_and_others_are_not(tmp_path) -> None:
    plan = Drawing().room(0, 0, 5, 5).save(tmp_path)
    plain = tmp_path / "plain.geojson"
    plain.write_text('{"type": "FeatureCollection", "features": []}')
    tagged = tmp_path / "tagged.geojson"
    tagged.write_text('{"type": "FeatureCollection", "features": [{"properties": {"indoor": "room", "level": "0"}}]}')
    assert osm.recognises([plan])
    assert osm.recognises([tagged, plan])
    assert not osm.recognises([plain])
    assert not osm.recognises([tmp_path])
    assert not osm.recognises([])


@given(
    st.dictionaries(
        st.sampled_from(["indoor", "room", "highway", "level", "width", "door", "name", "name:en"]), st.text()
    )
)
def test_any_tags_are_understood_or_left(tags: dict) -> None:
    category = osm_tags.unit_category(tags)
    assert category is None or category
    assert osm_tags.width_m(tags) is None or 0.3 <= osm_tags.width_m(tags) <= 20
    osm_tags.door_properties(tags)
    osm_tags.travel_order(tags)


_values = st.sampled_from(
    [
        "room",
        "corridor",
        "area",
        "yes",
        "wall",
        "level",
        "footway",
        "elevator",
        "steps",
        "toilets",
        "0",
        "0-2",
        "1;0.5",
        "up",
        "x",
    ]
)
_tag_sets = st.dictionaries(
    st.sampled_from(
        ["indoor", "highway", "level", "repeat_on", "area", "stairs", "incline", "conveying", "amenity", "building"]
    ),
    _values,
    max_size=5,
)
_points = st.tuples(st.integers(0, 9), st.integers(0, 9))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.lists(_points, min_size=1, max_size=6), st.booleans(), _tag_sets), max_size=6),
    st.lists(st.tuples(_points, st.sampled_from(["door", "entrance", "highway"]), _values, _values), max_size=4),
)
def test_any_drawing_is_read_and_joined_the_same_twice(tmp_path_factory, ways: list, nodes: list) -> None:
    drawing = Drawing().room(20, 20, 5, 5)
    for points, closed, tags in ways:
        drawing.way(*points, *points[:1] * closed, **tags)
    for (x, y), key, value, level in nodes:
        drawing.node(x, y, **{key: value, "level": level})
    draft = infer(drawing.read(tmp_path_factory.mktemp("any")))
    assert infer(draft) == draft
    assert not odd_values(draft)
    assert len(by_id(draft)) == len(draft.features)
    levels = {level.id for level in draft.of_type("level")}
    assert {f.properties["level_id"] for f in draft.features if "level_id" in f.properties} <= levels
    for portal in draft.of_type("portal"):
        assert len(portal.properties["stops"]) > 1


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["APBorig.osm", "APBorig.osm.pbf", "apb.geojson"])
def test_the_university_building_is_one_walkable_graph(data_folder, name: str) -> None:
    draft = infer(osm.read([data_folder / "maps" / "osm-university-building" / name], VenueId("university")))
    components = walkable_components(draft)
    assert sum(map(len, components)) == 477
    assert len(components[0]) == 476
    assert [level.id for level in draft.of_type("level")] == ["-1", "0", "1", "2", "3"]
    assert draft.labels == {"und": "Andreas-Pfitzmann-Bau"}
    assert all(len(door.properties["unit_ids"]) in (1, 2) for door in draft.of_type("opening"))
    assert {door.geometry.length >= 0.85 for door in draft.of_type("opening")} == {True}


@pytest.mark.shared_data
def test_both_files_of_the_university_building_are_the_same_draft(data_folder) -> None:
    folder = data_folder / "maps" / "osm-university-building"
    drafts = [osm.read([folder / name], VenueId("university")) for name in ("APBorig.osm", "APBorig.osm.pbf")]
    plain = [
        [(f.id, f.feature_type, f.geometry.wkb if f.geometry else None, f.properties) for f in draft.features]
        for draft in drafts
    ]
    assert plain[0] == plain[1]


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "name",
    [
        "berlin_hbf.osm",
        "berlin_hbf.geojson",
        "caserne.osm",
        "caserne.geojson",
        "gare-de-l-est.geojson",
        "grand-place.geojson",
    ],
)
def test_faulty_stations_and_shops_are_survived_and_their_faults_kept(data_folder, name: str) -> None:
    path = data_folder / "maps" / "osm-station-and-shops" / name
    assert osm.recognises([path])
    draft = infer(osm.read([path], VenueId("station")))
    assert len(draft.of_type("unit")) > 50
    assert draft.unread
    assert infer(draft) == draft


def test_a_footway_indoors_is_a_path_over_open_floor_and_through_walls(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 5, 5).room(12, 0, 5, 5)
    drawing.way((2, 2), (15, 2), highway="footway", indoor="yes", level="0", width="1.5")
    drawing.way((2, -30), (15, -30), highway="footway")
    draft = infer(drawing.read(tmp_path))
    assert len(draft.of_type("unit")) == 3
    assert [len(component) for component in walkable_components(draft)] == [3]
    widths = [opening.geometry.length for opening in draft.of_type("opening")]
    assert widths == pytest.approx([1.65, 1.65], abs=0.2), "a metre here is 1.1 m"
    assert not draft.unread
