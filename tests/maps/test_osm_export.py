"""OpenStreetMap out and in again: what Simple Indoor Tagging can say comes back the same."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from maps.assemble import assemble
from maps.demo.hospital import build_hospital
from maps.frame import LocalFrame
from maps.ids import LevelId, VenueId
from maps.readers import read_venue
from maps.topology import infer
from maps.venue import Accessibility, Level, Opening, Portal, PortalKind, Unit, Venue
from maps.writers import osm
from tests.maps.random_venues import venues
from tests.scenes import Scene, small_hospital

NARROWEST_M = 0.3
"""A door is no narrower, the reader holds."""
NEAR_M = 0.03
"""A node is exact to 1e-7 degrees, a corner to half of that on each axis, a door to two of them."""


def again(venue: Venue, folder: Path) -> Venue:
    """Return a venue as another system would give it back."""
    osm.write(venue, folder / "v.osm")
    return assemble(infer(read_venue([folder / "v.osm"], venue.id)), revision=venue.revision)


def moved(geometry: BaseGeometry, source: LocalFrame, target: LocalFrame) -> BaseGeometry:
    return target.geometry_to_local(source.geometry_to_lonlat(geometry))


def same_place(one: BaseGeometry, other: BaseGeometry) -> bool:
    return bool(one.hausdorff_distance(other) < NEAR_M)


def unit_words(unit: Unit) -> tuple:
    named = set(unit.labels.values())
    aliases = tuple(alias for alias in unit.aliases if alias not in named)
    words = unit.category, unit.walkable, dict(unit.labels), aliases, unit.function, unit.access, unit.accessibility
    return unit.level_id, *words, unit.covered, unit.tactile_paving


def opening_words(opening: Opening) -> tuple:
    joined = frozenset(opening.unit_ids)
    words = opening.has_door, opening.automatic, opening.entrance, opening.access, opening.accessibility
    return opening.level_id, joined, *words, dict(opening.labels)


def portal_words(portal: Portal) -> tuple:
    travelled = portal.one_way if portal.kind in {PortalKind.ESCALATOR, PortalKind.MOVING_WALKWAY} else False
    steps = portal.kind in {PortalKind.STAIRS, PortalKind.ESCALATOR}
    wheels = Accessibility.NO if steps else portal.accessibility
    slope = portal.slope_percent if portal.kind is PortalKind.RAMP else None
    stops = [(stop.level_id, stop.unit_id) for stop in portal.stops]
    return portal.kind, stops, travelled, portal.access, wheels, dict(portal.labels), slope


def level_words(level: Level) -> tuple:
    return level.ordinal, level.elevation_m


def by_id(features: Iterable) -> dict:
    return {feature.id: feature for feature in features}


def check_same(venue: Venue, back: Venue) -> None:
    assert {each.id: level_words(each) for each in back.levels} == {each.id: level_words(each) for each in venue.levels}
    assert {each.id: unit_words(each) for each in back.units} == {each.id: unit_words(each) for each in venue.units}
    for unit in venue.units:
        assert same_place(moved(unit.area, venue.frame, back.frame), back.unit_by_id[unit.id].area)
    openings = by_id(back.openings)
    for opening in (each for each in venue.openings if each.width_m >= NARROWEST_M):
        assert opening_words(openings[opening.id]) == opening_words(opening)
        assert openings[opening.id].width_m == pytest.approx(opening.width_m, abs=NEAR_M)
        assert same_place(moved(opening.line, venue.frame, back.frame), openings[opening.id].line)

    portals = by_id(back.portals)
    for portal in (each for each in venue.portals if each.kind is PortalKind.ELEVATOR or len(each.stops) == 2):
        assert portal_words(portals[portal.id]) == portal_words(portal)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(venue=venues())
def test_any_venue_comes_back_with_all_that_tags_can_say(tmp_path: Path, venue: Venue) -> None:
    check_same(venue, again(venue, tmp_path))


def test_the_demo_hospital_comes_back(tmp_path: Path) -> None:
    venue = build_hospital()
    back = again(venue, tmp_path)
    check_same(venue, back)
    flights = sum(1 if each.kind is PortalKind.ELEVATOR else len(each.stops) - 1 for each in venue.portals)
    assert len(back.portals) == flights
    assert len(back.amenities) == len(venue.amenities)


def test_stairs_over_several_storeys_come_back_as_one_flight_for_each(tmp_path: Path) -> None:
    scene = Scene()
    for ordinal, name in enumerate(("0", "1", "2")):
        scene.level(name, ordinal).unit(f"hall-{name}", name, box(0, 0, 40, 20), category="walkway")
    stops = [(name, f"hall-{name}", (5.0 + ordinal, 5.0)) for ordinal, name in enumerate(("0", "1", "2"))]
    back = again(scene.portal("stairs", PortalKind.STAIRS, stops).venue(), tmp_path)
    assert [[stop.level_id for stop in portal.stops] for portal in back.portals] == [["0", "1"], ["1", "2"]]


@pytest.mark.parametrize(("start", "end"), [(0, 1), (1, 0)])
def test_an_escalator_keeps_its_direction(tmp_path: Path, start: int, end: int) -> None:
    scene = Scene()
    for ordinal in (0, 1):
        scene.level(str(ordinal), ordinal).unit(f"hall-{ordinal}", str(ordinal), box(0, 0, 40, 20), category="walkway")
    stops = [(str(level), f"hall-{level}", (5.0 + level, 5.0)) for level in (start, end)]
    (portal,) = again(scene.portal("up", PortalKind.ESCALATOR, stops, one_way=True).venue(), tmp_path).portals
    assert portal.one_way
    assert [stop.level_id for stop in portal.stops] == [str(start), str(end)]


def test_half_levels_lie_between_and_levels_side_by_side_share_their_number() -> None:
    scene = Scene().level("a", 0).level("b", 0).level("c", 1)
    levels = {level.id: level for level in scene.venue().levels}
    half = replace(levels["a"], id=LevelId("half"), elevation_m=2.0)
    venue = replace(scene.venue(), levels=(levels["a"], levels["b"], half, levels["c"]))
    assert osm.level_values(venue) == {"a": 0.0, "b": 0.0, "half": 0.5, "c": 1.0}


def test_rooms_that_touch_share_their_corners_and_doors_are_nodes_of_walls(tmp_path: Path) -> None:
    osm.write(small_hospital(), tmp_path / "v.osm")
    document = etree.parse(tmp_path / "v.osm").getroot()
    used = [nd.get("ref") for nd in document.iter("nd")]
    doors = [node.get("id") for node in document.iter("node") if node.find("tag[@k='door']") is not None]
    assert doors
    assert set(doors) <= set(used)
    assert all(int(element.get("id")) < 0 for element in document)


def test_a_room_that_somebody_repeats_on_another_level_gets_an_id_there(tmp_path: Path) -> None:
    osm.write(small_hospital(), tmp_path / "v.osm")
    text = (tmp_path / "v.osm").read_text()
    (tmp_path / "v.osm").write_text(text.replace('<tag k="level" v="0"/>', '<tag k="level" v="0;1"/>'))
    ids = [unit.id for unit in read_venue([tmp_path / "v.osm"], VenueId("v")).of_type("unit")]
    assert len(ids) == len(set(ids)) > 18


def test_text_that_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    scene = Scene().level("0", 0).unit("a", "0", box(0, 0, 40, 20), labels={"en": 'A\x00<"&\ufffe>'})
    assert again(scene.venue(), tmp_path).units[0].labels == {"en": 'A<"&>'}


def test_the_same_venue_gives_the_same_bytes(tmp_path: Path) -> None:
    osm.write(small_hospital(), tmp_path / "a.osm")
    osm.write(small_hospital(), tmp_path / "b.osm")
    assert (tmp_path / "a.osm").read_bytes() == (tmp_path / "b.osm").read_bytes()
