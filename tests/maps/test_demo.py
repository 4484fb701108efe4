import itertools
import re
from collections import Counter, defaultdict
from pathlib import Path

import networkx as nx
import pytest
import shapely
from shapely.geometry import box

from maps.audit import audit
from maps.demo import HOSPITAL_FOLDER
from maps.demo.departments import DEPARTMENTS
from maps.demo.floor import Floor
from maps.demo.grid import rect
from maps.demo.hospital import build_hospital
from maps.demo.rows import cells
from maps.ids import VenueId
from maps.positioning import TransmitterKind
from maps.publish import build_venue
from maps.readers import read_venue
from maps.topology import infer
from maps.venue import Access, Accessibility, PortalKind, Venue
from maps.writers import imdf

CM2 = 1e-4
NOT_ROOMS = {
    *("walkway", "lobby", "footbridge", "elevator", "stairs", "escalator", "ramp"),
    *("structure", "opentobelow", "unenclosedarea", "road", "terrace"),
}


@pytest.fixture(scope="module")
def drawn() -> Venue:
    return build_hospital()


@pytest.fixture(scope="module")
def draft():
    return read_venue([HOSPITAL_FOLDER], VenueId("demo"))


@pytest.fixture(scope="module")
def hospital(draft) -> Venue:
    """Return the hospital as everybody else gets it: the committed folder, read and published."""
    venue, _ = build_venue(draft, revision=1)
    return venue


def ways(venue: Venue, *, step_free: bool, public: bool) -> nx.Graph:
    """Return which units join which, by doors and portals; one-way ways count both ways."""
    graph = nx.Graph()
    walkable = {unit.id: unit for unit in venue.units if unit.walkable}
    allowed = {key for key, unit in walkable.items() if not public or unit.access is Access.PUBLIC}
    graph.add_nodes_from(allowed)
    for opening in venue.openings:
        open_to = (not public or opening.access is Access.PUBLIC) and set(opening.unit_ids) <= allowed
        if open_to and len(opening.unit_ids) == 2 and (not step_free or opening.accessibility is Accessibility.YES):
            graph.add_edge(*opening.unit_ids)
    for portal in venue.portals:
        if (step_free and portal.accessibility is not Accessibility.YES) or (
            public and portal.access is not Access.PUBLIC
        ):
            continue
        stops = [stop.unit_id for stop in portal.stops if stop.unit_id in allowed]
        graph.add_edges_from(itertools.pairwise(stops))
    return graph


def test_the_committed_folder_is_what_the_code_draws(drawn, tmp_path):
    imdf.write(drawn, tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in HOSPITAL_FOLDER.iterdir()}
    assert written == committed, "run `python -m maps.demo` and commit the folder"


def test_the_audit_finds_nothing(draft):
    assert draft.unread == ()
    assert audit(infer(draft)) == ()


def test_nothing_needs_to_be_inferred(draft):
    assert [feature for feature in infer(draft).features if feature.confidence < 1] == []


def test_it_has_the_size_that_was_asked_for(hospital):
    kinds = Counter(transmitter.kind for transmitter in hospital.transmitters)
    assert [level.short_labels["und"] for level in hospital.levels] == ["B1", *[f"F{n}" for n in range(1, 9)]]
    assert len(hospital.units) >= 350
    assert len(hospital.parking_bays) == 300
    assert len(hospital.parking_lots) >= 3
    assert len(hospital.service_points) >= 30
    assert kinds[TransmitterKind.BEACON] >= 200
    assert 50 <= kinds[TransmitterKind.ACCESS_POINT] <= 70
    assert len(hospital.qr_points) >= 20
    kinds_served = {group.kind for group in hospital.service_groups}
    assert {"registration", "triage", "blood_draw", "imaging", "ultrasound", "payment", "pharmacy"} <= kinds_served


def test_the_documentation_states_the_true_figures(hospital):
    page = (Path(__file__).parents[2] / "docs" / "demo-hospital.md").read_text(encoding="utf-8")
    stated = {what: int(number) for what, number in re.findall(r"^\| ([A-Za-z -]+) \| (\d+) \|$", page, re.MULTILINE)}
    kinds = Counter(transmitter.kind for transmitter in hospital.transmitters)
    rooms = [unit for unit in hospital.units if unit.category not in NOT_ROOMS and unit.access is Access.PUBLIC]
    assert stated == {
        "levels": len(hospital.levels),
        "units": len(hospital.units),
        "rooms for the public": len(rooms),
        "openings": len(hospital.openings),
        "portals": len(hospital.portals),
        "service points": len(hospital.service_points),
        "parking bays": len(hospital.parking_bays),
        "BLE beacons": kinds[TransmitterKind.BEACON],
        "Wi-Fi access points": kinds[TransmitterKind.ACCESS_POINT],
        "QR points": len(hospital.qr_points),
    }
    functions = {unit.function for unit in hospital.units if unit.function}
    departments = {code.replace("-", "_") for code in DEPARTMENTS}
    assert {code for code in functions - departments if not re.search(rf"\b{code}\b", page)} == set()


def test_every_way_between_levels_is_there(hospital):
    by_kind = defaultdict(list)
    for portal in hospital.portals:
        by_kind[portal.kind].append(portal)
    banks = {portal.bank for portal in by_kind[PortalKind.ELEVATOR]}
    assert len(banks) >= 4
    assert any(portal.access is Access.STAFF for portal in by_kind[PortalKind.ELEVATOR])
    assert any((portal.car_depth_m or 0) >= 2.4 for portal in by_kind[PortalKind.ELEVATOR]), "a bed fits"
    assert all(portal.car_width_m and portal.car_depth_m for portal in by_kind[PortalKind.ELEVATOR])
    assert len(by_kind[PortalKind.STAIRS]) >= 4
    assert {portal.one_way for portal in by_kind[PortalKind.ESCALATOR]} == {True}
    assert len(by_kind[PortalKind.RAMP]) == 1


def test_every_named_thing_is_named_in_both_languages(hospital):
    named = [*hospital.units, *hospital.portals, *hospital.service_points, *hospital.qr_points, *hospital.levels]
    bare = [thing for thing in named if thing.labels and set(thing.labels) != {"zh-Hans", "en"}]
    assert bare == []
    nameless = Counter(unit.category for unit in hospital.units if not unit.labels)
    assert set(nameless) <= {"structure"}


def test_spaces_neither_overlap_nor_leave_gaps(hospital):
    for level in hospital.levels:
        areas = [unit.area for unit in hospital.units_by_level[level.id]]
        tree = shapely.STRtree(areas)
        pairs = [(i, j) for i, j in tree.query(areas, predicate="intersects").T if i < j]
        overlaps = [areas[i].intersection(areas[j]).area for i, j in pairs]
        assert max(overlaps) < CM2
        union = shapely.union_all([area.buffer(1e-4) for area in areas])
        holes = [ring for part in shapely.get_parts(union) for ring in part.interiors]
        assert holes == [], f"{level.short_labels} has a hole near {holes[0].centroid if holes else None}"


def test_every_door_lies_in_the_wall_of_exactly_its_spaces(hospital):
    for level in hospital.levels:
        units = hospital.units_by_level[level.id]
        openings = [opening for opening in hospital.openings if opening.level_id == level.id]
        tree = shapely.STRtree([unit.area for unit in units])
        touching = defaultdict(set)
        for index, other in tree.query([opening.line for opening in openings], predicate="dwithin", distance=2e-3).T:
            opening, unit = openings[index], units[other]
            if unit.area.buffer(2e-3).intersection(opening.line).length > 0.5 * opening.width_m:
                touching[opening.id].add(unit.id)
        assert all(touching[opening.id] == set(opening.unit_ids) for opening in openings)


def test_doors_have_believable_widths(hospital):
    doors = [opening.width_m for opening in hospital.openings if opening.has_door]
    assert min(doors) >= 0.9 - 1e-3
    assert max(doors) <= 3.6 + 1e-3


def test_every_space_can_be_reached(hospital):
    assert nx.is_connected(ways(hospital, step_free=False, public=False))


def test_every_public_place_has_a_public_way_free_of_steps(hospital):
    graph = ways(hospital, step_free=True, public=True)
    connectors = {
        stop.unit_id for portal in hospital.portals for stop in portal.stops if portal.accessibility is Accessibility.NO
    }
    islands = sorted(nx.connected_components(graph), key=len)[:-1]
    assert set().union(*islands) <= connectors


def test_cores_stand_above_one_another(hospital):
    for portal in hospital.portals:
        if portal.kind is PortalKind.ESCALATOR:
            continue
        shapes = [hospital.get_unit(stop.unit_id).area for stop in portal.stops]
        assert all(shape.symmetric_difference(shapes[0]).area < 0.01 for shape in shapes)


def test_people_stand_inside_the_space_they_are_said_to_be_in(hospital):
    solid = defaultdict(list)
    for fixture in hospital.fixtures:
        if fixture.solid:
            solid[fixture.level_id].append(fixture.area)
    obstacles = {level: shapely.union_all(areas) for level, areas in solid.items()}
    stands = [(point.level_id, point.unit_id, point.point) for point in hospital.service_points]
    stands += [(stop.level_id, stop.unit_id, stop.point) for portal in hospital.portals for stop in portal.stops]
    stands += [(item.level_id, item.unit_id, item.point) for item in hospital.amenities if item.unit_id]
    for level_id, unit_id, point in stands:
        assert hospital.get_unit(unit_id).area.contains(point)
        assert obstacles[level_id].distance(point) > 0.2


def test_bays_lie_in_the_garage_and_never_on_one_another(hospital):
    areas = [bay.area for bay in hospital.parking_bays]
    garage = shapely.union_all([unit.area for unit in hospital.units if unit.category == "parking"]).buffer(1e-3)
    assert all(garage.contains(area) for area in areas)
    assert shapely.union_all(areas).area == pytest.approx(sum(area.area for area in areas), abs=CM2)
    assert len({bay.label for bay in hospital.parking_bays}) == len(areas)


def test_radio_addresses_are_unique_and_near_every_public_corridor(hospital):
    addresses = [address for transmitter in hospital.transmitters for address in transmitter.addresses]
    assert len(addresses) == len(set(addresses))
    for level in hospital.levels:
        beacons = shapely.MultiPoint(
            [t.point for t in hospital.transmitters if t.level_id == level.id and t.kind is TransmitterKind.BEACON]
        )
        for unit in hospital.units_by_level[level.id]:
            if unit.category in ("walkway", "footbridge") and unit.access is Access.PUBLIC:
                far = unit.area.difference(beacons.buffer(13.0))
                assert far.area < 0.02 * unit.area.area, unit.labels


def test_a_floor_refuses_a_door_that_does_not_fit():
    floor = Floor(key="F1", ordinal=0, elevation_m=0.0)
    floor.place("ecg", rect(0, 0, 4, 4))
    floor.place("eeg", rect(4, 3, 8, 7))
    floor.place("holter", rect(20, 0, 24, 4))
    with pytest.raises(ValueError, match=r"does not fit a 1\.00 m wall"):
        floor.door("ecg", "eeg", width_m=1.2)
    with pytest.raises(ValueError, match="share no wall"):
        floor.door("ecg", "holter")
    with pytest.raises(KeyError, match="no space 'theatre'"):
        floor.door("ecg", None, one_way_to=floor.unit_id("theatre"))


def test_a_row_is_read_cell_by_cell():
    line = "cardiology.consult*2 dressing:2 wc-male=3.2"
    assert list(cells(line)) == [
        ("cardiology.consult", 4.2),
        ("cardiology.consult", 4.2),
        ("dressing", 8.4),
        ("wc-male", 3.2),
    ]
    with pytest.raises(ValueError, match="is not a cell"):
        list(cells("ecg:two"))


def test_a_hall_beside_a_wall_gets_its_door_on_the_wall_they_share():
    floor = Floor(key="F1", ordinal=0, elevation_m=0.0)
    floor.place("hall", box(0, 0, 10, 4))
    floor.place("ecg", box(0, 4, 4, 8))
    floor.door("ecg", "hall", at=(1.0, 4.0), width_m=1.0)
    assert floor.openings[0].line.equals(shapely.LineString([(0.5, 4), (1.5, 4)]))
