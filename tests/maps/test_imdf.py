"""IMDF out and in again, and IMDF as others write it."""

import json
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from maps.assemble import assemble
from maps.disassemble import disassemble
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from maps.venue import Access, Accessibility
from maps.writers import imdf
from tests.maps.random_venues import venues
from tests.scenes import small_hospital

VENUE = VenueId("v")


@pytest.mark.parametrize("name", ["out.zip", "out.imdf", "folder"])
def test_a_venue_written_as_imdf_is_read_back_and_published_the_same(tmp_path: Path, name: str) -> None:
    venue = assemble(disassemble(small_hospital()), revision=1)
    imdf.write(venue, tmp_path / name)
    rebuilt, _ = build_venue(read_venue([tmp_path / name], venue.id), revision=1)
    assert rebuilt == venue


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(venue=venues())
def test_any_venue_written_as_imdf_is_read_back_the_same(tmp_path: Path, venue) -> None:
    imdf.write(venue, tmp_path / "out.zip")
    assert assemble(read_venue([tmp_path / "out.zip"], venue.id), revision=1) == venue


def test_what_is_written_has_uuids_and_resolving_references(tmp_path: Path) -> None:
    imdf.write(small_hospital(), tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert files["manifest.json"]["version"] == "1.0.0"
    ids = {feature["id"] for name, file in files.items() if name != "manifest.json" for feature in file["features"]}
    assert all(str(UUID(each)) == each for each in ids)
    levels = {feature["id"] for feature in files["level.geojson"]["features"]}
    assert {feature["properties"]["level_id"] for feature in files["unit.geojson"]["features"]} <= levels
    for portal in files["relationship.geojson"]["features"]:
        assert {portal["properties"]["origin"]["id"], portal["properties"]["destination"]["id"]} <= ids


def test_the_same_venue_gives_the_same_archive(tmp_path: Path) -> None:
    imdf.write(small_hospital(), tmp_path / "a.zip")
    imdf.write(small_hospital(), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_writing_again_leaves_no_file_of_the_venue_before(tmp_path: Path) -> None:
    venue = small_hospital()
    imdf.write(venue, tmp_path / "out")
    less = assemble(disassemble(venue), revision=1)
    less = type(less)(**{**{name: getattr(less, name) for name in less.__dataclass_fields__}, "transmitters": ()})
    imdf.write(less, tmp_path / "out")
    assert not (tmp_path / "out" / "beeline.transmitter.geojson").exists()


def collection(*features: dict) -> dict:
    return {"type": "FeatureCollection", "features": list(features)}


def feature(kind: str, identity: str, geometry: dict | None, **properties) -> dict:
    return {"type": "Feature", "id": identity, "feature_type": kind, "geometry": geometry, "properties": properties}


def square(x: float, y: float, size: float = 0.0001) -> dict:
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


LEVEL = feature("level", "l", square(121, 31, 0.001), ordinal=0, name={"en": "Ground"}, short_name={"en": "G"})


def write_folder(folder: Path, **files: dict) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.geojson").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_the_optional_files_may_all_be_missing(tmp_path: Path) -> None:
    unit = feature("unit", "u", square(121, 31), level_id="l", category="room", name=None)
    folder = write_folder(tmp_path / "imdf", level=collection(LEVEL), unit=collection(unit))
    draft = read_venue([folder], VENUE)
    assert [each.id for each in draft.features] == ["l", "u"]
    assert draft.frame.origin_lon_deg == 121.0
    assert draft.frame.origin_lat_deg == 31.0
    venue = assemble(draft, revision=1)
    assert venue.units[0].accessibility is Accessibility.UNKNOWN
    assert venue.levels[0].elevation_m == 0.0


def test_a_zip_may_hold_the_files_in_a_folder_beside_what_a_mac_adds(tmp_path: Path) -> None:
    unit = feature("unit", "u", square(121, 31), level_id="l", category="room")
    with zipfile.ZipFile(tmp_path / "v.zip", "w") as archive:
        archive.writestr("venue/level.geojson", "\ufeff" + json.dumps(collection(LEVEL)))
        archive.writestr("venue/unit.geojson", json.dumps(collection(unit)))
        archive.writestr("__MACOSX/venue/._unit.geojson", b"\x00\x05\x16\x07")
    assert len(read_venue([tmp_path / "v.zip"], VENUE).features) == 2


def test_one_file_with_every_feature_is_read(tmp_path: Path) -> None:
    unit = feature("unit", "u", square(121, 31), level_id="l", category="room")
    path = tmp_path / "all.geojson"
    path.write_text(json.dumps(collection(LEVEL, unit)), encoding="utf-8")
    assert {each.feature_type for each in read_venue([path], VENUE).features} == {"level", "unit"}


def test_the_text_null_is_null(tmp_path: Path) -> None:
    unit = feature(
        "unit",
        "u",
        square(121, 31),
        level_id="l",
        category="null",
        name="null",
        restriction="null",
        display_point="null",
    )
    folder = write_folder(tmp_path / "imdf", level=collection(LEVEL), unit=collection(unit))
    (read,) = assemble(read_venue([folder], VENUE), revision=1).units
    assert (read.category, read.labels, read.access, read.display_point) == ("unspecified", {}, Access.PUBLIC, None)


@pytest.mark.parametrize(
    ("properties", "access"),
    [
        ({"restriction": "employeesonly"}, Access.STAFF),
        ({"restriction": "restricted"}, Access.CLOSED),
        ({"restriction": None}, Access.PUBLIC),
        ({"category": "nonpublic"}, Access.STAFF),
        ({"restriction": "employeesonly", "beeline:access": "public"}, Access.PUBLIC),
        ({"beeline:access": "perhaps"}, Access.CLOSED),
    ],
)
def test_a_restriction_says_who_may_enter(tmp_path: Path, properties: dict, access: Access) -> None:
    unit = feature("unit", "u", square(121, 31), **{"level_id": "l", "category": "room", **properties})
    folder = write_folder(tmp_path / "imdf", level=collection(LEVEL), unit=collection(unit))
    assert assemble(read_venue([folder], VENUE), revision=1).units[0].access is access


@pytest.mark.parametrize(
    ("door", "own", "has_door", "automatic"),
    [
        (None, {}, True, False),
        (None, {"beeline:has_door": False}, False, False),
        ({"type": "open"}, {}, False, False),
        ({"type": "sliding", "automatic": True}, {}, True, True),
    ],
)
def test_a_null_door_is_an_unknown_door(tmp_path: Path, door, own: dict, has_door: bool, automatic: bool) -> None:
    unit = feature("unit", "u", square(121, 31), level_id="l", category="room")
    line = {"type": "LineString", "coordinates": [[121.00002, 31], [121.00003, 31]]}
    opening = feature("opening", "o", line, level_id="l", category="pedestrian.principal", door=door, **own)
    folder = write_folder(
        tmp_path / "imdf", level=collection(LEVEL), unit=collection(unit), opening=collection(opening)
    )
    (read,) = build_venue(read_venue([folder], VENUE), revision=1)[0].openings
    assert (read.has_door, read.automatic, read.entrance) == (has_door, automatic, True)
    assert read.unit_ids == ("u",)


def test_an_occupant_names_a_unit_without_a_name_and_is_an_alias_of_one_that_has(tmp_path: Path) -> None:
    units = [
        feature("unit", "u1", square(121, 31), level_id="l", category="room"),
        feature("unit", "u2", square(121.0002, 31), level_id="l", category="room", name={"en": "Shop 2"}),
    ]
    point = {"type": "Point", "coordinates": [121, 31]}
    anchors = [feature("anchor", f"a{n}", point, unit_id=f"u{n}") for n in (1, 2)]
    occupants = [feature("occupant", f"o{n}", None, anchor_id=f"a{n}", name={"en": f"Tenant {n}"}) for n in (1, 2)]
    lost = feature("occupant", "o3", None, anchor_id="nowhere", name={"en": "Ghost"})
    folder = write_folder(
        tmp_path / "imdf",
        level=collection(LEVEL),
        unit=collection(*units),
        anchor=collection(*anchors),
        occupant=collection(*occupants, lost),
    )
    draft = read_venue([folder], VENUE)
    first, second = assemble(draft, revision=1).units
    assert (first.labels, first.aliases) == ({"en": "Tenant 1"}, ())
    assert (second.labels, second.aliases) == ({"en": "Shop 2"}, ("Tenant 2",))
    assert [each.source for each in draft.unread] == ["occupant.geojson#o3"]


def test_what_has_no_counterpart_is_kept_as_unread(tmp_path: Path) -> None:
    unit = feature("unit", "u", square(121, 31), level_id="l", category="room")
    folder = write_folder(
        tmp_path / "imdf",
        level=collection(LEVEL),
        unit=collection(unit),
        section=collection(feature("section", "s", square(121, 31), level_id="l", category="seating")),
        kiosk=collection(feature("kiosk", "k", square(121, 31), level_id="l")),
        relationship=collection(feature("relationship", "r", None, category="traversal", direction="directed")),
    )
    draft = read_venue([folder], VENUE)
    assert {each.source for each in draft.unread} == {"section.geojson#s", "relationship.geojson#r"}
    assert [each.properties["category"] for each in draft.of_type("fixture")] == ["kiosk"]


@pytest.mark.shared_data
@pytest.mark.parametrize(("name", "units", "levels"), [("caserne", 39, 1), ("demo-map", 166, 3)])
def test_imdf_like_files_of_the_wild_become_drafts(data_folder: Path, name: str, units: int, levels: int) -> None:
    draft = read_venue([data_folder / "maps" / "imdf-like" / f"{name}.geojson"], VENUE)
    assert (len(draft.of_type("unit")), len(draft.of_type("level"))) == (units, levels)
    assert draft.unread
    assert len(assemble(draft, revision=1).units) == units
