"""IndoorGML out and in again: cells, storeys, doors and ways between storeys come back the same."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from maps.assemble import assemble
from maps.demo.hospital import build_hospital
from maps.readers import read_venue
from maps.topology import infer
from maps.venue import Opening, Portal, Unit, Venue
from maps.writers import indoorgml
from tests.maps.random_venues import venues
from tests.scenes import small_hospital

CORE = "{http://www.opengis.net/indoorgml/1.0/core}"
GML_ID = "{http://www.opengis.net/gml/3.2}id"
HREF = "{http://www.w3.org/1999/xlink}href"


def again(venue: Venue, folder: Path) -> Venue:
    indoorgml.write(venue, folder / "v.gml")
    return assemble(infer(read_venue([folder / "v.gml"], venue.id)), revision=venue.revision)


def names(labels: dict) -> dict:
    """Return labels with the white space of XML texts."""
    plain = {language: " ".join(text.split()) for language, text in labels.items()}
    return {language: text for language, text in plain.items() if text and text.isprintable()}


def unit_words(unit: Unit) -> tuple:
    return unit.level_id, unit.category, unit.walkable, unit.function, names(dict(unit.labels))


def opening_words(opening: Opening) -> tuple:
    entrance = len(opening.unit_ids) == 1
    return opening.level_id, frozenset(opening.unit_ids), opening.has_door, entrance, names(dict(opening.labels))


def portal_words(portal: Portal) -> tuple:
    stops = [(stop.level_id, stop.unit_id, round(stop.point.x, 2), round(stop.point.y, 2)) for stop in portal.stops]
    return portal.kind, sorted(stops)


def check_same(venue: Venue, back: Venue) -> None:
    assert back.frame == venue.frame
    levels = {each.id: (each.ordinal, each.elevation_m) for each in venue.levels}
    assert {each.id: (each.ordinal, each.elevation_m) for each in back.levels} == levels
    assert {each.id: unit_words(each) for each in back.units} == {each.id: unit_words(each) for each in venue.units}
    for unit in venue.units:
        assert unit.area.symmetric_difference(back.unit_by_id[unit.id].area).area < 0.01
    openings = {each.id: each for each in back.openings}
    for opening in (each for each in venue.openings if each.width_m >= 0.3):
        assert opening_words(openings[opening.id]) == opening_words(opening)
        assert opening.line.hausdorff_distance(openings[opening.id].line) < 0.002
    assert {each.id: portal_words(each) for each in back.portals} == {
        each.id: portal_words(each) for each in venue.portals
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(venue=venues())
def test_any_venue_comes_back_with_all_that_cells_can_say(tmp_path: Path, venue: Venue) -> None:
    check_same(venue, again(venue, tmp_path))


def test_the_demo_hospital_comes_back(tmp_path: Path) -> None:
    venue = build_hospital()
    check_same(venue, again(venue, tmp_path))


@pytest.fixture
def document(tmp_path: Path) -> etree._Element:
    indoorgml.write(small_hospital(), tmp_path / "v.gml")
    return etree.parse(tmp_path / "v.gml").getroot()


def test_ids_are_unique_names_and_every_reference_resolves(document: etree._Element) -> None:
    ids = [each.get(GML_ID) for each in document.iter() if each.get(GML_ID)]
    assert len(ids) == len(set(ids))
    assert all(identity[0].isalpha() for identity in ids)
    assert {each.get(HREF) for each in document.iter() if each.get(HREF)} <= {f"#{identity}" for identity in ids}


def test_states_and_cells_are_each_others_duals_and_transitions_connect_two(document: etree._Element) -> None:
    duals = {
        each.get(GML_ID): each.find(f"{CORE}duality").get(HREF).removeprefix("#")
        for each in document.iter()
        if each.get(GML_ID) and each.find(f"{CORE}duality") is not None
    }
    assert all(duals[duals[identity]] == identity for identity in duals)
    for transition in document.iter(f"{CORE}Transition"):
        assert len(transition.findall(f"{CORE}connects")) == 2


def test_the_same_venue_gives_the_same_bytes(tmp_path: Path) -> None:
    indoorgml.write(small_hospital(), tmp_path / "a.gml")
    indoorgml.write(small_hospital(), tmp_path / "b.gml")
    assert (tmp_path / "a.gml").read_bytes() == (tmp_path / "b.gml").read_bytes()
