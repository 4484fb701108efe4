"""Plain GeoJSON: written whole, read whole, one level for the page, and documented."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from maps.assemble import assemble
from maps.disassemble import disassemble
from maps.errors import NotFoundError
from maps.feature_types import FEATURE_TYPES
from maps.ids import LevelId, VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from maps.writers import geojson
from tests.maps.random_venues import venues
from tests.maps.test_imdf import square
from tests.scenes import small_hospital

DOCUMENT = Path(__file__).parents[2] / "docs" / "geojson.md"
VENUE = VenueId("v")


def plain(kind: str, geometry: dict | None, **properties) -> dict:
    return {"type": "Feature", "geometry": geometry, "properties": {"feature_type": kind, **properties}}


def write(path: Path, *features: dict, **members) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": features}), encoding="utf-8")
    return path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(venue=venues())
def test_any_venue_written_as_geojson_is_read_back_the_same(tmp_path: Path, venue) -> None:
    geojson.write(venue, tmp_path / "v.geojson")
    assert assemble(read_venue([tmp_path / "v.geojson"], venue.id), revision=1) == venue


def test_the_small_hospital_is_published_from_its_own_export(tmp_path: Path) -> None:
    venue = assemble(disassemble(small_hospital()), revision=3)
    geojson.write(venue, tmp_path / "v.geojson")
    assert build_venue(read_venue([tmp_path / "v.geojson"], venue.id), revision=3)[0] == venue


def test_a_level_shows_its_features_in_degrees_with_what_the_page_needs() -> None:
    venue = small_hospital()
    shown = json.loads(json.dumps(geojson.level_features(venue, LevelId("F1"))))
    assert shown["type"] == "FeatureCollection"
    by_id = {feature["properties"]["id"]: feature for feature in shown["features"]}
    lab = by_id["F1-lab"]["properties"]
    wanted = {
        "feature_type",
        "id",
        "category",
        "function",
        "labels",
        "access",
        "accessibility",
        "walkable",
        "display_point",
    }
    assert wanted <= set(lab)
    assert venue.frame.to_local(*lab["display_point"]) == pytest.approx((5, 16), abs=1e-3)
    door = by_id["F1-lab-door"]["properties"]
    assert {"has_door", "automatic", "entrance", "unit_ids"} <= set(door)
    lift = by_id["lift-1"]
    assert (lift["geometry"]["type"], lift["properties"]["levels"]) == ("Point", ["F1", "F2"])
    assert {"kind", "bank"} <= set(lift["properties"])
    assert by_id["qr-1"]["properties"]["code"] == "SH-0001"
    assert not any(identity.startswith("F2") for identity in by_id)
    lon, lat = by_id["F1-lab"]["geometry"]["coordinates"][0][0]
    assert venue.frame.to_local(lon, lat) == pytest.approx(venue.unit_by_id["F1-lab"].area.exterior.coords[0], abs=1e-3)


def test_radio_hardware_is_shown_only_when_asked_for() -> None:
    def kinds(**more):
        features = geojson.level_features(small_hospital(), LevelId("F1"), **more)["features"]
        return {each["properties"]["feature_type"] for each in features}

    assert "transmitter" not in kinds()
    assert "transmitter" in kinds(transmitters=True)


def test_an_unknown_level_is_named() -> None:
    with pytest.raises(NotFoundError, match="F9"):
        geojson.level_features(small_hospital(), LevelId("F9"))


def test_a_file_of_rooms_and_door_points_becomes_a_venue(tmp_path: Path) -> None:
    rooms = [
        plain("unit", square(121, 31), id=1, level_id=2, category="room", name="左"),
        plain("unit", square(121.0001, 31), id=2, level_id=2, category="room", labels={"en": "Right"}),
    ]
    door = plain("opening", {"type": "Point", "coordinates": [121.0001, 31.00005]}, level_id=2, width_m=1.1)
    draft = read_venue([write(tmp_path / "v.geojson", *rooms, door)], VENUE)
    venue, _ = build_venue(draft, revision=1)
    assert [(level.id, level.ordinal) for level in venue.levels] == [("level-2", 2)]
    assert [dict(unit.labels) for unit in venue.units] == [{"und": "左"}, {"en": "Right"}]
    assert sorted(venue.openings[0].unit_ids) == ["1", "2"]
    assert venue.openings[0].width_m == pytest.approx(1.1, abs=0.01)


@pytest.mark.parametrize(
    ("name", "ordinal"), [("0", 0), ("-2", -2), ("B1", -1), ("F1", 0), ("3F", 2), ("L2", 1), ("roof", 0)]
)
def test_a_level_that_is_only_named_gets_the_ordinal_its_name_means(tmp_path: Path, name: str, ordinal: int) -> None:
    room = plain("unit", square(121, 31), id="u", level_id=name, category="room")
    draft = read_venue([write(tmp_path / "v.geojson", room)], VENUE)
    (level,) = draft.of_type("level")
    assert (level.id, level.properties["ordinal"]) == (name, ordinal)
    assert level.confidence < 1


def test_what_belongs_to_the_venue_is_in_a_member_of_the_collection(tmp_path: Path) -> None:
    room = plain("unit", square(121, 31), id="u", category="room")
    about = {"labels": {"en": "Mall"}, "purpose": "positioning", "attribution": "us", "frame_origin": [120.9, 30.9]}
    draft = read_venue([write(tmp_path / "v.geojson", room, beeline=about)], VENUE)
    assert (draft.labels, draft.purpose, draft.attribution) == ({"en": "Mall"}, "positioning", "us")
    assert draft.frame.origin_lon_deg == 120.9


def test_unknown_kinds_points_as_units_and_units_nowhere_are_kept_as_unread(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [121, 31]}
    path = write(
        tmp_path / "v.geojson",
        plain("unit", square(121, 31), id="u", level_id="0", category="room"),
        plain("unit", square(121, 31), id="nowhere", category="room"),
        plain("unit", point, id="point", level_id="0"),
        plain("dragon", square(121, 31), id="dragon"),
    )
    draft = read_venue([path], VENUE)
    assert [unit.id for unit in draft.of_type("unit")] == ["u"]
    assert {each.source.split("#")[1] for each in draft.unread} == {"nowhere", "point", "dragon"}


def test_every_kind_and_property_is_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for kind in FEATURE_TYPES.values():
        assert f"`{kind.name}`" in text
    for feature in disassemble(small_hospital()).features:
        for name in feature.properties:
            assert f"`{name}`" in text, f"{feature.feature_type}.{name} is not documented"


def test_the_documented_example_is_a_venue(tmp_path: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    (tmp_path / "v.geojson").write_text(example, encoding="utf-8")
    venue, _ = build_venue(read_venue([tmp_path / "v.geojson"], VENUE), revision=1)
    assert len(venue.units) == 2
    assert len(venue.openings) == 2
