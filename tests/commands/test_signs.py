"""`beeline qr`: signs that a phone can read."""

import pytest

from api.store import open_store
from maps.disassemble import disassemble
from maps.ids import LevelId
from maps.positioning import QrPoint
from maps.poster import draw_poster, sign_address
from tests.scenes import small_hospital

ADDRESS = "https://maps.hospital.example"


@pytest.fixture
def published(run, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    store.save_draft(disassemble(small_hospital()), ())
    store.publish("small-hospital")
    store.close()


def test_each_sign_is_a_sheet_whose_code_opens_the_page_there(run, published, chinese_fonts, tmp_path):
    pypdfium2, zxingcpp = pytest.importorskip("pypdfium2"), pytest.importorskip("zxingcpp")
    options = [word for folder in chinese_fonts for word in ("--fonts", folder)]
    drawn = run("qr", "small-hospital", "signs.pdf", "--address", f"{ADDRESS}/", *options)
    assert (drawn.code, drawn.err) == (0, "")
    signs = small_hospital().qr_points
    sheets = pypdfium2.PdfDocument(tmp_path / "signs.pdf")
    assert len(sheets) == len(signs)
    for sheet, sign in zip(sheets, signs, strict=True):
        assert [round(side / 72 * 25.4) for side in sheet.get_size()] == [210, 297]
        (code,) = zxingcpp.read_barcodes(sheet.render(scale=1.5).to_pil())
        assert code.text == f"{ADDRESS}/?venue=small-hospital&at={sign.code}"


def test_only_the_signs_that_are_asked_for_are_drawn_and_unknown_ones_are_named(run, published):
    unknown = run("qr", "small-hospital", "signs.pdf", "--address", ADDRESS, "--code", "NO-SUCH")
    assert (unknown.code, "'NO-SUCH'" in unknown.err) == (1, True)
    assert "no such sign" in run("qr", "small-hospital", "signs.pdf", "--address", ADDRESS, "--level", "F2").err
    assert "no web address" in run("qr", "small-hospital", "signs.pdf", "--address", "maps.example.org").err
    assert "no .pdf" in run("qr", "small-hospital", "signs.png", "--address", ADDRESS).err


@pytest.mark.parametrize("name", ["", "A" * 200, "<script>alert('x')</script> & 🏥"])
def test_a_sheet_says_where_it_hangs_whatever_the_place_is_called(name):
    venue = small_hospital()
    lobby = next(unit for unit in venue.units if unit.id == "F1-lobby")
    sign = QrPoint(
        id="s", level_id=LevelId("F1"), point=lobby.area.representative_point(), code="S-1", labels={"en": name}
    )
    drawing = draw_poster(venue, sign, sign_address(ADDRESS, venue.id, "S-1"), width_px=400)
    assert "<script" not in drawing
    assert "S-1" in drawing
    assert next(iter(lobby.labels.values())) in drawing
