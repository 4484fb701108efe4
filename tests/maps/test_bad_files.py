"""Broken, hostile and mistaken files: a specific error each, and never half an import."""

import json
import zipfile
from pathlib import Path

import pytest

from maps.errors import BadInputError, BeelineError, TooLargeError, UnreadableFileError
from maps.ids import VenueId
from maps.readers import FORMATS, archive, read_venue
from maps.writers import imdf
from tests.maps.test_imdf import LEVEL, collection, feature, square, write_folder
from tests.scenes import small_hospital

VENUE = VenueId("v")
UNIT = feature("unit", "u", square(121, 31), level_id="l", category="room")


def write_zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return path


def read(path: Path):
    return read_venue([path], VENUE)


def test_a_truncated_zip_is_not_half_imported(tmp_path: Path) -> None:
    imdf.write(small_hospital(), tmp_path / "v.zip")
    whole = (tmp_path / "v.zip").read_bytes()
    for share in (0.1, 0.5, 0.9):
        (tmp_path / "v.zip").write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(UnreadableFileError, match="not a complete zip"):
            read(tmp_path / "v.zip")


def test_a_zip_with_spoilt_bytes_is_refused(tmp_path: Path) -> None:
    imdf.write(small_hospital(), tmp_path / "v.zip")
    data = bytearray((tmp_path / "v.zip").read_bytes())
    data[60:200] = bytes(140)
    (tmp_path / "v.zip").write_bytes(data)
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "v.zip")


@pytest.mark.parametrize(
    "name", ["../level.geojson", "/etc/level.geojson", "a/../../level.geojson", "C:\\level.geojson"]
)
def test_a_member_outside_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = write_zip(tmp_path / "v.zip", **{name: b"{}", "unit.geojson": b"{}"})
    with pytest.raises(UnreadableFileError, match="outside the archive"):
        read(path)


def test_a_member_without_a_name_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "v.zip", **{"level.geojson": b"{}", "x": b"{}"})
    path.write_bytes(path.read_bytes().replace(b"level.geojson", b"\x00" * 13))
    with pytest.raises(UnreadableFileError, match="outside the archive"):
        read_venue([path], VENUE, format="imdf")


def test_a_zip_bomb_is_refused_by_what_comes_out_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 1_000_000)
    path = write_zip(tmp_path / "v.zip", **{"level.geojson": b" " * 5_000_000})
    assert path.stat().st_size < 10_000
    with pytest.raises(TooLargeError, match=r"level\.geojson"):
        read(path)


def test_many_members_and_a_large_whole_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip(
        tmp_path / "v.zip", **{f"{n}/unit{n}.geojson": b"{}" for n in range(30)}, **{"level.geojson": b"{}"}
    )
    monkeypatch.setattr(archive, "MAX_FILES", 20)
    with pytest.raises(TooLargeError):
        read(path)
    monkeypatch.setattr(archive, "MAX_FILES", 100)
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 20)
    with pytest.raises(TooLargeError):
        read(path)


def test_two_venues_in_one_import_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "v.zip", **{"a/level.geojson": b"{}", "b/level.geojson": b"{}"})
    with pytest.raises(BadInputError, match="one venue at a time"):
        read(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 200_000,
        '{"type":"FeatureCollection"}',
        '{"type":"FeatureCollection","features":[1]}',
        '{"type":"FeatureCollection","features":[]}',
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"x":NaN}}]}',
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"x":1e999}}]}',
        '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"feature_type":"unit"}}]}',
        "\ufeff{",
        "<osm/>",
    ],
)
@pytest.mark.parametrize("file_format", ["imdf", "geojson"])
def test_a_file_that_is_no_floor_plan_is_one_specific_error(tmp_path: Path, text: str, file_format: str) -> None:
    folder = tmp_path / "venue"
    folder.mkdir()
    (folder / "level.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        read_venue([folder], VENUE, format=file_format)
    assert caught.value.detail
    assert caught.value.remedy


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "v.geojson"
    path.write_text(json.dumps(collection(LEVEL, UNIT)), encoding="utf-16")
    with pytest.raises(UnreadableFileError):
        read(path)


@pytest.mark.parametrize(
    ("x", "y", "what"),
    [
        (31.0, 121.0, "latitude, longitude"),
        (13_469_658.0, 3_632_749.0, "not in degrees"),
        (351_000.0, 80.0, "not in degrees"),
        (91.0, 31.0, "km from"),
    ],
)
def test_coordinates_that_are_not_lon_lat_degrees_are_named(tmp_path: Path, x: float, y: float, what: str) -> None:
    odd = feature("unit", "odd", square(x, y), level_id="l", category="room")
    folder = write_folder(tmp_path / "v", level=collection(LEVEL), unit=collection(UNIT, odd))
    with pytest.raises(BadInputError, match=what) as caught:
        read(folder)
    assert "#odd" in caught.value.detail or what == "km from"


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[121, 31], [121, None], [121.1, 31]]]},
        {"type": "Polygon", "coordinates": [[["121", "x"], [121, 31], [121.1, 31]]]},
        {"type": "Polygon", "coordinates": [[[121, 31], [121.1, 31]]]},
        {"type": "Polygon"},
        {"type": "Spline", "coordinates": []},
        {"type": "GeometryCollection", "geometries": [7]},
        "POLYGON((0 0))",
        [],
    ],
)
def test_a_geometry_that_cannot_be_read_is_kept_as_unread_and_forbids_publishing(tmp_path: Path, geometry) -> None:
    odd = feature("unit", "odd", geometry, level_id="l", category="room")
    folder = write_folder(tmp_path / "v", level=collection(LEVEL), unit=collection(UNIT, odd))
    draft = read(folder)
    assert [each.source for each in draft.unread] == ["unit.geojson#odd"]
    assert next(each for each in draft.features if each.id == "odd").geometry is None


def test_values_of_the_wrong_type_are_set_aside_with_a_reason(tmp_path: Path) -> None:
    level = feature("level", "l", square(121, 31, 0.001), ordinal="first", name=["x"], outdoor="maybe")
    unit = feature(
        "unit",
        "u",
        square(121, 31),
        **{"level_id": ["l"], "category": {"a": 1}, "accessibility": 4, "name": 7, "beeline:walkable": "no"},
    )
    folder = write_folder(tmp_path / "v", level=collection(level), unit=collection(unit))
    draft = read(folder)
    assert {each.source for each in draft.unread} == {"level.geojson#l", "unit.geojson#u"}
    assert all("cannot be used" in each.reason for each in draft.unread)


def test_an_unknown_format_and_a_missing_path_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="not a floor-plan format"):
        read_venue([tmp_path], VENUE, format="dwg")
    with pytest.raises(BadInputError, match="does not exist"):
        read(tmp_path / "nowhere")
    with pytest.raises(BadInputError, match="No file"):
        read_venue([], VENUE)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(BadInputError, match="no format that is known"):
        read(tmp_path / "picture.png")


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_reader_does_anything_but_refuse_rubbish(tmp_path: Path, file_format: str) -> None:
    path = tmp_path / "rubbish.geojson"
    path.write_bytes(bytes(range(256)) * 10)
    with pytest.raises(BeelineError):
        read_venue([path], VENUE, format=file_format)


def test_an_export_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInputError, match="cannot be written"):
        imdf.write(small_hospital(), tmp_path / "file" / "v.zip")
