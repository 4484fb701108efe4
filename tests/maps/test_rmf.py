"""Open-RMF buildings: rooms, widths and joins that can be derived on paper."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from maps.audit import audit
from maps.draft import DraftFeature, VenueDraft
from maps.errors import TooLargeError, UnreadableFileError
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue, rmf_file, yaml_text
from maps.readers.rmf_frame import fit_similarity
from maps.venue import PortalKind, Venue
from tests.maps.fuzzing import fuzz_test
from tests.maps.rmf_buildings import Sheet, building, lift, save, two_rooms

VENUE = VenueId("house")


def read(tmp_path: Path, levels: dict[str, Sheet], **more: Any) -> VenueDraft:
    return read_venue([save(tmp_path / "house.building.yaml", building(levels, **more))], VENUE)


def published(tmp_path: Path, levels: dict[str, Sheet], **more: Any) -> Venue:
    return build_venue(read(tmp_path, levels, **more), revision=1)[0]


def units(draft: VenueDraft, level: str = "L1") -> list[DraftFeature]:
    return [unit for unit in draft.of_type("unit") if unit.properties["level_id"] == level]


def areas(draft: VenueDraft, level: str = "L1") -> list[float]:
    return sorted(round(unit.geometry.area, 2) for unit in units(draft, level) if unit.geometry is not None)


def test_walls_and_doors_enclose_rooms_of_their_size(tmp_path: Path) -> None:
    assert areas(read(tmp_path, {"L1": two_rooms()})) == [16.0, 24.0]


def test_doors_are_as_wide_as_drawn_and_join_the_rooms_on_both_sides(tmp_path: Path) -> None:
    venue = published(tmp_path, {"L1": two_rooms()})
    inner, front = sorted(venue.openings, key=lambda opening: opening.width_m)
    assert (inner.width_m, len(inner.unit_ids), inner.entrance) == (1.0, 2, False)
    assert (front.width_m, len(front.unit_ids), front.entrance) == (1.2, 1, True)
    assert front.labels == {"und": "front"}


def test_a_room_is_called_what_the_only_named_vertex_in_it_is_called(tmp_path: Path) -> None:
    sheet = two_rooms().place((1, 1), "desk").place((2, 1), "sofa").place((3, 1), "charger_1", is_charger=True)
    draft = read(tmp_path, {"L1": sheet})
    assert [unit.properties["labels"]["und"] for unit in units(draft) if "labels" in unit.properties] == ["office"]
    assert {place.properties["labels"]["und"] for place in draft.of_type("amenity")} == {"desk", "sofa"}


def test_several_measured_lines_are_fitted_and_a_wrong_one_is_reported(tmp_path: Path) -> None:
    sheet = two_rooms().measured((0, 0), (10, 0), 10.0).measured((0, 0), (0, 4), 4.0)
    assert not [each for each in read(tmp_path, {"L1": sheet}).unread if "disagree" in each.reason]
    draft = read(tmp_path, {"L1": sheet.measured((0, 0), (0, 4), 5.0)})
    (doubt,) = [each for each in draft.unread if "disagree" in each.reason]
    assert "from 4 measured lines" in doubt.reason
    scale = (10 * 10 + 10 * 10 + 4 * 4 + 4 * 5) / (10**2 + 10**2 + 4**2 + 4**2)  # least squares on paper
    assert areas(draft) == pytest.approx([16 * scale**2, 24 * scale**2], abs=0.01)


def test_a_building_without_a_measurement_says_that_its_scale_is_a_guess(tmp_path: Path) -> None:
    sheet = two_rooms()
    sheet.raw["measurements"] = []
    assert any("guess" in each.reason for each in read(tmp_path, {"L1": sheet}).unread)


def test_a_level_drawn_turned_and_larger_lies_on_the_other_by_its_fiducials(tmp_path: Path) -> None:
    draft = read(tmp_path, {"L1": two_rooms(), "L2": two_rooms(4.0, turned=True)})
    lower, upper = (sorted(units(draft, level), key=lambda unit: unit.geometry.area) for level in ("L1", "L2"))
    for one, other in zip(lower, upper, strict=True):
        assert one.geometry.symmetric_difference(other.geometry).area < 0.05
    level = next(each for each in draft.of_type("level") if each.id == "L2")
    assert "3 fiducials, off by 0.00 m" in level.source
    assert (level.properties["ordinal"], level.properties["elevation_m"]) == (1, 4.0)


def test_fiducials_that_do_not_fit_and_levels_without_any_are_reported(tmp_path: Path) -> None:
    upper = two_rooms(4.0)
    upper.raw["fiducials"][1][0] += 60  # three metres off
    assert any("do not fit" in each.reason for each in read(tmp_path, {"L1": two_rooms(), "L2": upper}).unread)
    upper.raw["fiducials"] = []
    assert any("shares 0 fiducials" in each.reason for each in read(tmp_path, {"L1": two_rooms(), "L2": upper}).unread)


@given(
    turn=st.complex_numbers(min_magnitude=0.01, max_magnitude=10, allow_nan=False),
    shift=st.complex_numbers(max_magnitude=1000, allow_nan=False),
)
def test_a_similarity_is_found_from_where_it_brings_points(turn: complex, shift: complex) -> None:
    points = np.array([0j, 100 + 5j, 30 - 60j])
    assert np.allclose(fit_similarity(points, turn * points + shift)(points), turn * points + shift)


def test_levels_below_the_ground_count_downward(tmp_path: Path) -> None:
    draft = read(tmp_path, {"B1": two_rooms(-4.0), "L1": two_rooms(0.0), "L2": two_rooms(5.0)})
    assert {each.id: each.properties["ordinal"] for each in draft.of_type("level")} == {"B1": -1, "L1": 0, "L2": 1}


def test_wall_ends_that_fall_a_little_short_meet(tmp_path: Path) -> None:
    sheet = (
        Sheet()
        .walls((0, 0), (10, 0), (10, 4), (0, 4), (0, 0))
        .walls((5, 0.1), (5, 3.9))
        .measured((0, 0), (10, 0), 10.0)
    )
    draft = read(tmp_path, {"L1": sheet})
    assert areas(draft) == [20.0, 20.0]
    assert any("2 wall ends" in each.reason for each in draft.unread)


def test_a_wall_that_encloses_nothing_stands_in_its_room(tmp_path: Path) -> None:
    sheet = two_rooms().walls((2, 1), (4, 1))
    (wall,) = read(tmp_path, {"L1": sheet}).of_type("fixture")
    assert wall.properties["category"] == "wall"
    assert wall.geometry.area == pytest.approx(2 * 0.1)


def test_a_walled_spot_without_a_door_is_a_pillar(tmp_path: Path) -> None:
    sheet = two_rooms().walls((2, 1), (3, 1), (3, 2), (2, 2), (2, 1))
    draft = read(tmp_path, {"L1": sheet})
    assert areas(draft) == [16.0, 23.0]
    assert [each.properties["category"] for each in draft.of_type("fixture")] == ["column"]


def test_the_edge_of_a_floor_closes_the_building_and_a_gap_on_it_between_rooms_is_a_doorway(tmp_path: Path) -> None:
    sheet = (
        Sheet()
        .measured((0, 0), (10, 0), 10.0)
        .floor((0, 0), (6, 0), (6, 4), (0, 4))
        .floor((6, 0), (10, 0), (10, 4), (6, 4))
        .walls((6, 0), (6, 1.5))
        .walls((6, 2.5), (6, 4))
    )
    draft = read(tmp_path, {"L1": sheet})
    assert areas(draft) == [16.0, 24.0]
    (doorway,) = draft.of_type("opening")
    assert doorway.properties["has_door"] is False
    assert doorway.geometry.length == pytest.approx(1.0, abs=0.1)
    assert doorway.confidence < 1


def test_floors_that_meet_without_a_wall_are_one_room(tmp_path: Path) -> None:
    sheet = Sheet().measured((0, 0), (10, 0), 10.0)
    sheet.floor((0, 0), (6, 0), (6, 4), (0, 4)).floor((6, 0), (10, 0), (10, 4), (6, 4))
    assert areas(read(tmp_path, {"L1": sheet})) == [40.0]


def test_a_hole_in_the_floor_is_no_room(tmp_path: Path) -> None:
    sheet = Sheet().measured((0, 0), (10, 0), 10.0).floor((0, 0), (10, 0), (10, 4), (0, 4))
    sheet.floor((2, 1), (4, 1), (4, 3), (2, 3), kind="holes")
    assert areas(read(tmp_path, {"L1": sheet})) == [36.0]


def test_a_lift_in_a_hall_is_a_shaft_with_a_door_on_each_level_and_joins_them(tmp_path: Path) -> None:
    venue = published(tmp_path, {"L1": two_rooms(), "L2": two_rooms(4.0, turned=True)}, lifts={"A": lift()})
    (portal,) = venue.portals
    assert portal.kind is PortalKind.ELEVATOR
    assert (portal.car_width_m, portal.car_depth_m) == (2.0, 1.8)
    assert [stop.level_id for stop in portal.stops] == ["L1", "L2"]
    for stop in portal.stops:
        assert venue.get_unit(stop.unit_id).area.area == pytest.approx(2.0 * 1.8, abs=0.01)
        (door,) = venue.openings_by_unit[stop.unit_id]
        assert door.width_m == pytest.approx(1.0, abs=0.01)
        assert len(door.unit_ids) == 2
        assert door.line.distance(Point(3, 2.1)) < 0.01


def test_a_lift_serves_only_the_levels_where_a_door_of_it_opens(tmp_path: Path) -> None:
    levels = {"L1": two_rooms(), "L2": two_rooms(4.0), "L3": two_rooms(8.0)}
    venue = published(tmp_path, levels, lifts={"A": lift(level_doors={"L1": ["d"], "L2": [], "L3": ["d"]})})
    assert [stop.level_id for stop in venue.portals[0].stops] == ["L1", "L3"]


@pytest.mark.parametrize(("x", "area"), [(2.0, 2.4 * 2.2), (0.5, 2.0 * 1.8 + 1.0 * 0.2)])
def test_a_lift_in_a_closed_shaft_opens_through_the_wall_before_its_door(tmp_path: Path, x: float, area: float) -> None:
    """A shaft hardly larger than the cabin is the lift; in a larger one it is the cabin and the way to the wall."""
    shaft = [(x - 0.2, 1.9), (4.2, 1.9), (4.2, 4.1), (x - 0.2, 4.1), (x - 0.2, 1.9)]
    sheets = {name: Sheet(height).measured((0, 0), (10, 0), 10.0) for name, height in (("L1", 0.0), ("L2", 4.0))}
    for sheet in sheets.values():
        sheet.walls((-1, -2), (6, -2), (6, 5), (-1, 5), (-1, -2)).walls(*shaft)
    venue = published(tmp_path, sheets, lifts={"A": lift()})
    shafts = [unit for unit in venue.units if unit.category == "elevator"]
    assert [unit.area.area for unit in shafts] == pytest.approx([area, area], abs=0.02)
    for unit in shafts:
        (door,) = venue.openings_by_unit[unit.id]
        assert door.line.distance(Point(3, 1.9)) < 0.01
        assert door.width_m == pytest.approx(1.0, abs=0.01)
        assert len(door.unit_ids) == 2


def test_lanes_stay_with_the_draft_and_where_no_room_is_drawn_they_are_the_way(tmp_path: Path) -> None:
    inside = read(tmp_path, {"L1": two_rooms().lane((1, 1), (9, 2))})
    assert len(units(inside)) == 2
    (kept,) = [each for each in inside.unread if "lanes" in each.raw]
    assert kept.raw["lanes"][0][2] == {"bidirectional": True}
    outside = read(tmp_path, {"L1": two_rooms().lane((0.6, 1), (0.6, -9))})
    (way,) = [unit for unit in units(outside) if unit.properties["category"] == "walkway"]
    assert way.confidence < 1
    front = next(each for each in outside.of_type("opening") if each.id == "front")
    assert way.id in front.properties["unit_ids"]


def test_lanes_in_longitude_and_latitude_make_ways_that_lie_on_earth(tmp_path: Path) -> None:
    vertices = [[103.78, 1.30, 0, "gate"], [103.781, 1.30, 0, ""], [103.781, 1.301, 0, "hall"]]
    lanes = [[0, 1, {"bidirectional": [4, True]}], [1, 2, {"bidirectional": [4, True]}]]
    document = building({}, coordinate_system="wgs84")
    document["levels"] = {"L1": {"vertices": vertices, "lanes": lanes}}
    draft = read_venue([save(tmp_path / "campus.building.yaml", document)], VENUE)
    assert (draft.frame.origin_lon_deg, draft.frame.origin_lat_deg) == (103.78, 1.3)
    (way,) = units(draft)
    kx, ky = draft.frame.metres_per_degree
    assert way.geometry.area == pytest.approx(1.5 * 0.001 * (kx + ky), rel=0.02)
    assert len(draft.of_type("amenity")) == 2


def test_metres_are_taken_as_they_are_with_y_up(tmp_path: Path) -> None:
    vertices = [[0, 0, 0, ""], [5, 0, 0, ""], [5, 3, 0, "top"], [0, 3, 0, ""]]
    walls = [[0, 1, {}], [1, 2, {}], [2, 3, {}], [3, 0, {}]]
    document = building({}, coordinate_system="cartesian_meters")
    document["levels"] = {"L": {"vertices": vertices, "walls": walls}}
    (unit,) = units(read_venue([save(tmp_path / "m.building.yaml", document)], VENUE), "L")
    assert unit.geometry.bounds == (0, 0, 5, 3)


def test_rooms_keep_their_ids_when_something_else_is_drawn(tmp_path: Path) -> None:
    before = {unit.id for unit in units(read(tmp_path, {"L1": two_rooms()}))}
    more = two_rooms().walls((10, 0), (14, 0), (14, 4), (10, 4))
    assert before < {unit.id for unit in units(read(tmp_path, {"L1": more}))}


def test_a_door_in_the_open_and_entries_that_name_nothing_are_set_aside(tmp_path: Path) -> None:
    sheet = two_rooms().door((2, 2), (3, 2), "screen")
    sheet.raw["walls"] += [[0, 999, {}], ["x", 1, {}], [True, 1, {}], 7]
    sheet.points.append([float("nan"), 1, 0, ""])
    draft = read(tmp_path, {"L1": sheet}, lifts={"ghost": {"x": 1}, "none": None})
    reasons = [each.reason for each in draft.unread]
    assert sum("not there" in reason for reason in reasons) == 4
    assert sum("no finite place" in reason for reason in reasons) == 1
    assert sum("no place or no size" in reason for reason in reasons) == 2
    assert any("stands in the open" in reason for reason in reasons)
    assert areas(draft) == [16.0, 24.0]


def test_a_folder_with_one_building_and_its_pictures_is_read(tmp_path: Path) -> None:
    save(tmp_path / "house.building.yaml", building({"L1": two_rooms()}))
    (tmp_path / "house.png").write_bytes(b"\x89PNG")
    assert len(read_venue([tmp_path], VENUE).of_type("unit")) == 2


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nlevels: {L1: {vertices: *c}}\n"


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (BOMB, UnreadableFileError, "alias"),
        ("levels: " + "[" * 5000, UnreadableFileError, "nesting"),
        ("levels: " + "{a: " * 100, TooLargeError, "nested"),
        ("", UnreadableFileError, "no levels"),
        ("levels: {L1: {vertices: [[1, 2", UnreadableFileError, "YAML"),
        ("levels: {L1: {}}", UnreadableFileError, "no vertex"),
        ("levels: !!python/object/apply:os.system ['true']", UnreadableFileError, "YAML"),
        ("levels: {L1: {vertices: [[2001-99-99, 1]]}}", UnreadableFileError, "YAML"),
        ("levels: {L1: {vertices: [[.nan, .inf]]}}", UnreadableFileError, "no vertex"),
        ("- a\n--- \n- b", UnreadableFileError, "YAML"),
    ],
)
def test_hostile_and_broken_yaml_is_one_specific_error(tmp_path: Path, text: str, error: type, words: str) -> None:
    path = tmp_path / "x.building.yaml"
    path.write_text(text)
    with pytest.raises(error) as caught:
        read_venue([path], VENUE, format="rmf")
    assert words in caught.value.detail
    assert caught.value.remedy


def test_walls_that_cross_everywhere_are_refused_before_they_are_cut(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    sheet = Sheet().measured((0, 0), (10, 0), 10.0)
    for start, end in rng.uniform(0, 100, (600, 2, 2)).tolist():
        sheet.edge("walls", tuple(start), tuple(end))
    with pytest.raises(TooLargeError, match="cross"):
        read(tmp_path, {"L1": sheet})


def test_a_file_larger_than_any_building_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "house.building.yaml", building({"L1": two_rooms()}))
    monkeypatch.setattr(yaml_text, "MAX_EVENTS", 10)
    with pytest.raises(TooLargeError, match="10 values"):
        read_venue([path], VENUE)
    monkeypatch.setattr(yaml_text, "MAX_BYTES", 1 << 10)
    with pytest.raises(TooLargeError, match="larger than"):
        read_venue([path], VENUE)


def test_more_walls_than_a_level_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rmf_file, "MAX_EDGES", 10)
    sheet = two_rooms()
    sheet.raw["walls"] = [[0, 1] for _ in range(11)]
    with pytest.raises(TooLargeError, match="11 walls"):
        read(tmp_path, {"L1": sheet})


SMALL = yaml.safe_dump(
    building({"L1": two_rooms().lane((1, 1), (9, 2)), "L2": two_rooms(4.0, turned=True)}, lifts={"A": lift()})
).encode()
test_fuzz_rmf = fuzz_test(SMALL, "house.building.yaml", "rmf")


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "levels", "rooms", "doors", "lifts"), [("clinic", 2, 82, 127, 4), ("hotel", 3, 48, 19, 2)]
)
def test_the_demo_buildings_of_open_rmf_join_up(
    data_folder: Path, name: str, levels: int, rooms: int, doors: int, lifts: int
) -> None:
    draft = read_venue([data_folder / "maps" / f"rmf-{name}"], VENUE)
    drawn = [each for each in draft.of_type("opening") if " door " in each.source]
    counted = len(draft.of_type("level")), len(draft.of_type("unit")), len(drawn), len(draft.of_type("portal"))
    assert counted == (levels, rooms, doors, lifts)
    assert not [each for each in audit(draft) if each.severity.value == "block"]
