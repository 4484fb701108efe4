"""Broken, hostile and mistaken building models: one specific error each, within stated limits."""

import zipfile
from pathlib import Path

import pytest
import shapely

from maps.errors import BadInputError, TooLargeError, UnreadableFileError
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import archive, ifc, read_venue
from tests.maps.ifc_drawing import Drawing, rectangle

VENUE = VenueId("v")
ROOM = rectangle(0, 0, 6, 4)


def model() -> Drawing:
    drawing = Drawing()
    drawing.space(drawing.storey("EG", 0), ROOM, name="room")
    return drawing


def text(drawing: Drawing | None = None) -> str:
    return (drawing or model()).file.to_string()


def read_text(folder: Path, content: str | bytes):
    path = folder / "model.ifc"
    path.write_bytes(content.encode("latin-1") if isinstance(content, str) else content)
    return read_venue([path], VENUE)


def test_a_building_model_is_recognised_by_what_is_in_it(tmp_path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(text())
    assert read_venue([path], VENUE).of_type("unit")


def test_a_zipped_model_is_read_and_a_bomb_is_not(tmp_path, monkeypatch) -> None:
    path = tmp_path / "model.ifczip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("folder/model.ifc", text())
    draft = read_venue([path], VENUE)
    assert draft.of_type("unit")[0].source.startswith("model.ifc ")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("model.ifc", text() + " " * (archive.MAX_FILE_BYTES + 1))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(TooLargeError, match=r"model\.ifc is larger"):
        read_venue([path], VENUE)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda whole: "", "is empty"),
        (lambda whole: whole[: len(whole) // 2], "ends in the middle"),
        (
            lambda whole: whole.replace("FILE_SCHEMA(('IFC4'))", "FILE_SCHEMA(('AUTOMOTIVE_DESIGN'))"),
            "AUTOMOTIVE_DESIGN",
        ),
        (lambda whole: whole.replace("FILE_SCHEMA(('IFC4'))", "FILE_SCHEMA(('IFC4X1'))"), "IFC4X1"),
        (lambda whole: bytes(range(256)) * 40, "does not begin as"),
        (lambda whole: whole.replace("FILE_SCHEMA", "FILE_SKETCH"), "does not name"),
        (lambda whole: whole.replace("IFCSPACE(", "IFCCHAIR("), "no space.*IFCCHAIR"),
        (lambda whole: whole.replace("DATA;", "DATA;\n#9999=IFCSPACE(" + "(" * 100_000), "cannot be read"),
        (lambda whole: whole.replace("(6.,0.)", "(1.E999,0.)"), "cannot be read"),
        (lambda whole: whole.replace("(6.,0.)", "(NAN,0.)"), "NAN"),
    ],
)
def test_a_file_that_is_no_whole_building_model_is_one_specific_error(tmp_path, spoil, said) -> None:
    with pytest.raises(UnreadableFileError, match=said) as caught:
        read_text(tmp_path, spoil(text()))
    assert caught.value.remedy


def test_a_zip_of_two_models_is_refused(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "two.ifczip", "w") as zipped:
        for name in ("a.ifc", "b.ifc"):
            zipped.writestr(name, text())
    with pytest.raises(BadInputError, match="holds 2 building models"):
        read_venue([tmp_path / "two.ifczip"], VENUE)


def test_a_model_without_spaces_says_what_to_export(tmp_path) -> None:
    drawing = Drawing()
    drawing.storey("EG", 0)
    with pytest.raises(UnreadableFileError, match="no space"):
        read_text(tmp_path, text(drawing))


def test_two_models_are_not_one_venue(tmp_path) -> None:
    (tmp_path / "a.ifc").write_text(text())
    with pytest.raises(BadInputError, match="one file"):
        read_venue([tmp_path / "a.ifc"] * 2, VENUE, format="ifc")


def test_a_model_beyond_the_stated_size_is_refused_unopened(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(ifc, "SIZE_LIMIT_BYTES", 1_000)
    with pytest.raises(TooLargeError):
        read_text(tmp_path, text())


def test_without_the_library_the_error_says_how_to_get_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(BadInputError, match=r"pip install 'beeline-indoor\[plans\]'"):
        read_text(tmp_path, text())


def test_a_space_out_of_this_world_is_left_out(tmp_path) -> None:
    drawing = model()
    storey = drawing.file.by_type("IfcBuildingStorey")[0]
    drawing.space(storey, [(20, 0), (1e9, 0), (26, 4), (20, 4)], name="far")
    draft = read_text(tmp_path, text(drawing))
    assert [unit.properties["labels"] for unit in draft.of_type("unit")] == [{"und": "room"}]
    assert len(draft.unread) == 1


def test_small_damage_is_said(tmp_path) -> None:
    drawing = model()
    drawing.door(drawing.file.by_type("IfcBuildingStorey")[0], (2, 0, 0))
    content = text(drawing)
    end = content.index("ENDSEC;\nEND-ISO")
    draft = read_text(tmp_path, content[:end] + "#9000=IFCRELAGGREGATES('x',$,$,$,#9001,(#9002));\n" + content[end:])
    assert len(draft.of_type("unit")) == 1
    assert any("#9001" in each.reason for each in draft.unread)


def test_what_is_placed_relative_to_itself_is_left_out(tmp_path) -> None:
    drawing = model()
    storey = drawing.file.by_type("IfcBuildingStorey")[0]
    space = drawing.space(storey, ROOM, name="whirl")
    space.ObjectPlacement.PlacementRelTo = space.ObjectPlacement
    draft = read_text(tmp_path, text(drawing))
    assert [each.reason for each in draft.unread] == ["It is placed relative to itself."]


def test_a_whole_that_is_part_of_its_part_does_not_hang(tmp_path) -> None:
    drawing = model()
    storey, room = drawing.file.by_type("IfcBuildingStorey")[0], drawing.file.by_type("IfcSpace")[0]
    drawing.aggregate(room, drawing.building)
    drawing.aggregate(storey, drawing.site)
    drawing.space(room, rectangle(9, 0, 2, 2), name="inner")
    draft = read_text(tmp_path, text(drawing))
    assert [unit.properties["labels"] for unit in draft.of_type("unit")] == [{"und": "inner"}]


def test_a_shape_that_is_made_of_itself_is_an_error_and_no_crash(tmp_path) -> None:
    drawing = model()
    storey = drawing.file.by_type("IfcBuildingStorey")[0]
    item = drawing.mapped(drawing.prism(ROOM, 2.5))
    item.MappingSource.MappedRepresentation.Items = [item]
    drawing.space(storey, None, shape=drawing.shape(item))
    with pytest.raises(UnreadableFileError, match=r"model\.ifc"):
        read_text(tmp_path, text(drawing))


def test_an_outline_that_takes_too_long_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(ifc, "_MOST_CPU_S", 2.0)
    drawing = model()
    storey = drawing.file.by_type("IfcBuildingStorey")[0]
    ring = shapely.Point(0, 0).buffer(10, quad_segs=5_000).exterior.coords[:-1]
    drawing.space(storey, [(x * (1 + i % 2), y * (1 + i % 2)) for i, (x, y) in enumerate(ring)], name="star")
    with pytest.raises(TooLargeError, match=r"model\.ifc takes more than 2 s"):
        read_text(tmp_path, text(drawing))


def test_what_is_read_of_a_small_model_is_a_venue(tmp_path) -> None:
    drawing = model()
    storey = drawing.file.by_type("IfcBuildingStorey")[0]
    drawing.space(storey, rectangle(6.2, 0, 5, 4), name="next")
    drawing.door(storey, (6.1, 1.0, 0), x=(0, 1, 0))
    venue, _ = build_venue(read_text(tmp_path, text(drawing)), revision=1)
    assert len(venue.units) == 2
    assert len(venue.openings[0].unit_ids) == 2
    walls = shapely.union_all([venue.walls_by_unit[unit.id] for unit in venue.units])
    assert not walls.intersects(shapely.LineString([(6.0 - 0.5, 1.5), (6.2 + 0.5, 1.5)]))
