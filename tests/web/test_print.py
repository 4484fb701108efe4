"""Signs, floor maps and ways are printed, a sheet of A4 each."""

import io

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE

def printed(me):
    """Return the pages that the printer would get, as (width, height, text) in millimetres."""
    document = pypdfium2.PdfDocument(io.BytesIO(me.page.pdf(prefer_css_page_size=True)))
    mm = 25.4 / 72
    return [
        (round(page.get_width() * mm), round(page.get_height() * mm), page.get_textpage().get_text_range())
        for page in document
    ]


@pytest.fixture
def page(visit, signed_in):
    def open_page(**more):
        me = visit("/print", **{"size": DESKTOP, "lang": "en-GB", "prepare": signed_in, **more})
        expect(me.page.get_by_role("navigation", name="Print").or_(me.page.get_by_role("navigation", name="打印"))).to_be_visible()
        return me

    return open_page


def all_drawn(me):
    me.page.evaluate("document.querySelectorAll('img').forEach((each) => { each.loading = 'eager'; })")
    drawn = "[...document.images].every((each) => each.complete && each.naturalWidth > 0)"
    me.comes_true(lambda: me.page.evaluate(drawn))


def test_every_sign_of_a_floor_is_a_sheet_of_its_own(page):
    me = page(lang="zh-CN")
    me.page.get_by_label("楼层").select_option(index=1)
    sheets = me.page.locator("img.sheet")
    expect(sheets.first).to_be_visible()
    all_drawn(me)
    me.is_accessible().picture("print-zh-signs")
    made = printed(me)
    assert len(made) == sheets.count()
    assert {(width, height) for width, height, _ in made} == {(210, 297)}


def test_a_floor_map_fills_a_sheet(page):
    me = page()
    me.page.get_by_role("button", name="Floor maps").click()
    me.page.get_by_label("Floors").select_option(label="Floor 1")
    all_drawn(me)
    me.is_accessible().picture("print-en-map")
    ((width, height, text),) = printed(me)
    assert (width, height) == (210, 297)
    assert "Map revision 1" in text


def test_ways_from_the_entrance_are_printed_for_the_information_desk(page):
    me = page(size=PHONE)
    me.page.get_by_role("button", name="Ways on paper").click()
    make = me.page.get_by_role("button", name="Make the sheets")
    expect(make).to_be_disabled()
    origin = me.page.get_by_label("From")
    expect(origin.locator("option").nth(1)).to_be_attached()
    origin.select_option(index=1)
    rooms = me.page.get_by_label("To (choose several)")
    wanted = [rooms.locator("option").filter(has_text=name).first for name in ("Pharmacy Hall", "Hospital Street")]
    rooms.select_option(value=[each.get_attribute("value") for each in wanted])
    make.click()
    expect(me.page.locator(".way-sheet")).to_have_count(2)
    expect(me.page.locator(".way-sheet li").first).not_to_be_empty()
    expect(me.page.locator(".qr svg")).to_have_count(2)
    me.is_accessible()
    me.page.set_viewport_size({"width": 1280, "height": 1400})
    me.picture("print-en-ways")
    texts = [text for _, _, text in printed(me)]
    assert 2 <= len(texts) <= 4
    assert all("Ways on paper" not in text for text in texts)
