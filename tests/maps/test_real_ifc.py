"""Three real building models: an office, two flats and a house."""

from collections import Counter

import pytest

from maps.draft import DraftFeature, VenueDraft
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def office(data_folder) -> VenueDraft:
    return read_venue([data_folder / "maps" / "ifc" / "Office_A_20110811.ifc"], VenueId("office"))


@pytest.fixture(scope="module")
def flats(data_folder) -> VenueDraft:
    return read_venue([data_folder / "maps" / "ifc" / "duplex.ifc"], VenueId("flats"))


@pytest.fixture(scope="module")
def house(data_folder) -> VenueDraft:
    return read_venue([data_folder / "maps" / "ifc" / "AC20-FZK-Haus.ifc"], VenueId("house"))


def doors(draft: VenueDraft) -> list[DraftFeature]:
    return [opening for opening in draft.of_type("opening") if opening.properties["has_door"]]


def test_every_space_of_the_office_is_a_unit_and_its_lift_shaft_one_on_each_level(office) -> None:
    spaces = Counter(unit.properties["external_ids"]["ifc"] for unit in office.of_type("unit"))
    assert len(spaces) == 99
    assert sorted(spaces.values())[-2:] == [1, 2]
    assert [level.properties["ordinal"] for level in office.of_type("level")] == [0, 1]


def test_every_door_of_the_office_joins_two_rooms_or_leads_out_or_is_that_of_a_stall(office) -> None:
    sides = Counter((len(door.properties["unit_ids"]), door.properties["entrance"]) for door in doors(office))
    assert sides == {(2, False): 87, (1, True): 6}
    stalls = [each for each in office.unread if each.raw.get("class") == "IfcDoor"]
    assert len(stalls) == 9
    assert all("Toilet Partition" in each.raw["name"] and "within one space" in each.reason for each in stalls)


def test_doors_of_the_office_are_as_wide_as_their_types_say(office) -> None:
    assert {round(door.geometry.length, 3) for door in doors(office)} == {0.915, 1.83}


def test_the_office_is_one_venue_joined_by_two_stairs_and_a_lift(office) -> None:
    venue, findings = build_venue(office, revision=1)
    assert {finding.code for finding in findings} == {"M110"}
    assert Counter(portal.kind.value for portal in venue.portals) == {"stairs": 2, "elevator": 1}


def test_each_flat_has_its_own_stairs_and_nothing_leads_to_the_roof(flats) -> None:
    venue, findings = build_venue(flats, revision=1)
    assert [portal.kind.value for portal in venue.portals] == ["stairs", "stairs"]
    assert {finding.code for finding in findings} == {"M110", "M205", "M306", "M405", "M502", "M503"}


def test_the_rooms_of_the_house_have_the_areas_it_states(house) -> None:
    areas = {unit.properties["labels"]["und"]: unit.geometry.area for unit in house.of_type("unit")}
    stated = {"Schlafzimmer": 22.0725, "Bad": 12.5027, "Buero": 12.985, "Wohnen": 25.98855, "Flur": 11.5314}
    assert areas == pytest.approx({**stated, "Küche": 16.30545, "Galerie": 107.16}, abs=1e-3)


def test_the_storeys_of_the_house_are_as_high_as_it_states(house) -> None:
    levels = [level.properties for level in house.of_type("level")]
    assert [(each["ordinal"], each["elevation_m"]) for each in levels] == [(0, 0.0), (1, 2.7)]


def test_the_spiral_stairs_of_the_house_lead_to_its_gallery(house) -> None:
    venue, _ = build_venue(house, revision=1)
    (stairs,) = venue.portals
    names = [venue.get_unit(stop.unit_id).labels["und"] for stop in stairs.stops]
    assert names == ["Wohnen", "Galerie"]
