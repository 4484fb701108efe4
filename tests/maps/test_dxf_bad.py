"""Broken, hostile and odd drawings: one specific error or finding each, and never half an import."""

import os
import sys
from contextlib import suppress

import pytest
from ezdxf import units
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from maps.draft import VenueDraft
from maps.errors import BadInputError, BeelineError, TooLargeError, UnreadableFileError
from maps.ids import VenueId
from maps.readers import dxf, dxf_entities, read_venue
from maps.readers.archive import SourceFile
from maps.readers.bounded import Limits
from maps.readers.dxf_build import build_draft
from maps.readers.dxf_mapping import Mapped
from tests.maps.dxf_plans import Drafter, Style, reasons, source_of, ward
from tests.maps.plain import odd_values

VENUE = VenueId("v")
EXAMPLES = int(os.environ.get("BEELINE_FUZZ_EXAMPLES", "40"))


def read(source: SourceFile) -> VenueDraft:
    return build_draft([source], Mapped(), VENUE)


def changed(source: SourceFile, data: bytes) -> SourceFile:
    return SourceFile(name=source.name, label=source.label, data=data)


@pytest.fixture(scope="module")
def whole() -> SourceFile:
    return Drafter().floor(ward()).source()


def test_ascii_and_binary_drawings_are_known_by_their_first_bytes(tmp_path, whole) -> None:
    binary = source_of(Drafter().floor(ward()).document, binary=True)
    for name, data in {"a": whole.data, "b": b"999\nmade by\n" + whole.data, "c": binary.data}.items():
        (tmp_path / name).write_bytes(data)
        assert dxf.recognises([tmp_path / name])
        assert len(read(changed(whole, data)).of_type("unit")) == 4
    (tmp_path / "d").write_bytes(b"0\nSECTIONS of a text")
    assert not dxf.recognises([tmp_path / "d"])
    assert not dxf.recognises([tmp_path / "nowhere"])


def test_a_folder_or_archive_of_drawings_is_read_in_a_process_with_limits(tmp_path, whole) -> None:
    (tmp_path / "ground.dxf").write_bytes(whole.data)
    (tmp_path / "first floor.dxf").write_bytes(whole.data)
    (tmp_path / "layers.json").write_text('{"origin": [8, 50]}')
    draft = read_venue([tmp_path], VENUE)
    assert [level.id for level in draft.of_type("level")] == ["L0", "L1"]
    assert draft.frame.origin_lat_deg == 50


def test_a_dwg_is_refused_with_what_to_do(tmp_path) -> None:
    (tmp_path / "plan.dwg").write_bytes(b"AC1032\x00\x00rest")
    with pytest.raises(UnreadableFileError, match=r"DWG drawing\. Save it as DXF"):
        read_venue([tmp_path / "plan.dwg"], VENUE)


def test_without_ezdxf_the_remedy_is_named(monkeypatch, whole) -> None:
    monkeypatch.setitem(sys.modules, "ezdxf", None)
    with pytest.raises(BadInputError, match=r"beeline-indoor\[plans\]"):
        read(whole)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95, 0.999])
def test_a_drawing_that_is_cut_short_is_refused(whole, share: float) -> None:
    with pytest.raises(UnreadableFileError, match="cut short"):
        read(changed(whole, whole.data[: int(len(whole.data) * share)]))


def test_a_binary_drawing_that_is_cut_short_is_refused() -> None:
    data = source_of(Drafter().floor(ward()).document, binary=True).data
    with pytest.raises(UnreadableFileError):
        read(SourceFile(name="a.dxf", label="a.dxf", data=data[: len(data) // 2]))


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 5000, bytes(range(256)) * 30, b"0\nSECTION\n", "0\nSECTION\n".encode("utf-16")]
)
def test_rubbish_is_refused(data: bytes) -> None:
    with pytest.raises(BadInputError):
        read(SourceFile(name="a.dxf", label="a.dxf", data=data))


def test_an_empty_drawing_is_refused() -> None:
    with pytest.raises(BadInputError, match="nothing in its model space"):
        read(Drafter().source())


def test_a_drawing_without_rooms_says_what_is_missing() -> None:
    drafter = Drafter()
    drafter.line("WALLS", (0, 0), (10, 0))
    with pytest.raises(BadInputError, match="no room"):
        read(drafter.source())


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e300])
def test_coordinates_that_are_no_place_are_named_and_the_rest_is_read(number: float) -> None:
    drafter = Drafter().floor(ward())
    drafter.space.add_lwpolyline([(0, 0), (number, 0), (5, 5)], close=True, dxfattribs={"layer": "ROOM AREA"})
    drafter.space.add_arc((number, 0), 900, 0, 90, dxfattribs={"layer": "DOORS"})
    drafter.space.add_circle((0, 0), number, dxfattribs={"layer": "WALLS"})
    drafter.space.add_text("9", height=1, dxfattribs={"layer": "ROOM NUMBER", "insert": (number, number)})
    draft = read(drafter.source())
    assert len(draft.of_type("unit")) == 4
    assert any("finite" in reason or "cannot be drawn" in reason for reason in reasons(draft))
    assert not odd_values(draft)


def test_a_polyline_of_very_many_points_is_named_and_left_out() -> None:
    drafter = Drafter().floor(ward())
    drafter.space.add_lwpolyline([(i, i % 7) for i in range(30_000)], close=True, dxfattribs={"layer": "ROOM AREA"})
    draft = read(drafter.source())
    assert len(draft.of_type("unit")) == 4
    assert any("30000 points" in reason for reason in reasons(draft))


def test_a_drawing_of_nothing_else_says_why_nothing_was_read() -> None:
    drafter = Drafter()
    drafter.space.add_lwpolyline([(i, i % 7) for i in range(30_000)], dxfattribs={"layer": "ROOM AREA"})
    with pytest.raises(BadInputError, match="30000 points"):
        read(drafter.source())


def test_a_block_that_contains_itself_is_named() -> None:
    drafter = Drafter().floor(ward())
    for name, other in (("A", "B"), ("B", "A")):
        drafter.document.blocks.new(name).add_blockref(other, (0, 0))
    drafter.space.add_blockref("A", (0, 0))
    draft = read(drafter.source())
    assert any("contains itself" in reason for reason in reasons(draft))
    assert len(draft.of_type("unit")) == 4


def test_blocks_that_multiply_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(dxf_entities, "MAX_INSERTS", 2_000)
    drafter = Drafter()
    drafter.document.blocks.new("B0")
    for depth in range(1, 12):
        block = drafter.document.blocks.new(f"B{depth}")
        for _ in range(10):
            block.add_blockref(f"B{depth - 1}", (0, 0))
    drafter.space.add_blockref("B11", (0, 0))
    with pytest.raises(TooLargeError, match="2000 blocks"):
        read(drafter.source())


def test_too_many_lines_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(dxf_entities, "MAX_PIECES", 20)
    with pytest.raises(TooLargeError, match="more than 20 lines"):
        read(Drafter().floor(ward()).source())


def test_reading_beyond_its_time_or_memory_is_stopped(monkeypatch, tmp_path, whole) -> None:
    (tmp_path / "ground.dxf").write_bytes(whole.data)
    monkeypatch.setattr(dxf, "LIMITS", Limits(cpu_s=60.0, memory_bytes=300 << 20))
    with pytest.raises(BeelineError):
        read_venue([tmp_path], VENUE)


def test_a_missing_reference_and_a_missing_block_are_named() -> None:
    drafter = Drafter().floor(ward())
    drafter.document.add_xref_def("other.dxf", "OTHER")
    drafter.space.add_blockref("OTHER", (0, 0))
    drafter.space.add_blockref("GONE", (0, 0))
    found = reasons(read(drafter.source()))
    assert any("'OTHER' is another drawing" in reason for reason in found)
    assert any("'GONE' is not in the file" in reason for reason in found)


def test_what_no_reader_can_draw_is_counted_once() -> None:
    drafter = Drafter().floor(ward())
    for _ in range(5):
        mesh = drafter.space.add_mesh(dxfattribs={"layer": "ROOM AREA"})
        mesh.vertices, mesh.faces = [(0, 0, 0), (1, 0, 0), (1, 1, 0)], [(0, 1, 2)]
    draft = read(drafter.source())
    (unread,) = [each for each in draft.unread if "MESH" in each.reason]
    assert unread.raw == {"count": 5}


def test_texts_of_another_code_page_stay_text() -> None:
    old = Drafter(version="R2000")
    old.document.encoding = "gbk"
    old.document.header["$DWGCODEPAGE"] = "ANSI_936"
    old.floor(ward())
    old.write("ROOM NAME", "候诊区", (1, 4))
    draft = read(old.source())
    assert next(u for u in draft.of_type("unit") if u.id == "L0-101").properties["labels"] == {"zh-Hans": "候诊区"}
    lying = changed(old.source(), old.source().data.replace("候诊区".encode("gbk"), b"\xff\xfe\xfd"))
    assert not odd_values(read(lying))
    str([unit.properties for unit in read(lying).of_type("unit")]).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[]", "the document"),
        ('{"layer": {}}', "a key"),
        ('{"layers": {"A": "wal"}}', "layers"),
        ('{"unit": "yard"}', "unit"),
        ('{"origin": [8]}', "origin"),
        ('{"origin": [8, 95]}', "origin"),
        ('{"levels": {"a.dxf": 0.5}}', "levels"),
        ('{"outside_m": -1}', "outside_m"),
        ('{"outside_m": true}', "outside_m"),
        ("{", "not JSON"),
    ],
)
def test_a_mapping_that_states_what_cannot_be_is_named(tmp_path, whole, text: str, what: str) -> None:
    (tmp_path / "ground.dxf").write_bytes(whole.data)
    (tmp_path / "layers.json").write_text(text)
    with pytest.raises(BadInputError, match=what):
        read_venue([tmp_path], VENUE)


SMALL = Drafter(Style(unit=units.M), version="R12")
SMALL.room(box(0, 0, 4, 3))
SMALL.write("ROOM NUMBER", "1", (1, 1))
SMALL.document.blocks.new("T").add_arc((0, 0), 1, 0, 90)
SMALL.space.add_blockref("T", (4, 1), dxfattribs={"layer": "DOORS"})
FUZZED = SMALL.source()
NUMBERS = [b"nan", b"1e308", b"-1", b"0", b"999999999999999999999", b"", b"\xff\xfe", b"SECTION", b"AcDbEntity"]


@given(st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_fuzz_a_spoilt_drawing_is_read_or_refused(data: st.DataObject) -> None:
    lines = FUZZED.data.split(b"\n")
    body = next(i for i, line in enumerate(lines) if line.strip() in (b"BLOCKS", b"ENTITIES"))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.one_of(st.integers(0, len(lines) - 1), st.integers(body, len(lines) - 1)))
        kind = data.draw(st.sampled_from(["value", "bytes", "drop", "repeat"]))
        if kind == "value":
            lines[at] = data.draw(st.sampled_from(NUMBERS))
        elif kind == "bytes":
            lines[at] = data.draw(st.binary(max_size=12))
        elif kind == "drop":
            del lines[at : at + data.draw(st.integers(1, 4))]
        else:
            lines[at:at] = lines[at : at + data.draw(st.integers(1, 8))]
        lines = lines or [b""]
    with suppress(BeelineError):
        assert not odd_values(read(changed(FUZZED, b"\n".join(lines))))
