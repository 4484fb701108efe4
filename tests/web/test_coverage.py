"""The panel of coverage in a real browser: the map, the words, a dead beacon, and suggestions that become beacons."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.test_editor import change, clinic, desk, is_accessible, of_kind  # noqa: F401 (fixtures)

PHONE = (390, 844)


def beacon(name, x, y):
    about = {"level_id": "F1", "kind": "beacon", "addresses": [f"c/1/{name}"], "height_m": 2.8}
    place = {"type": "Point", "coordinates": [x, y]}
    return {"add": name, "feature_type": "transmitter", "geometry": place, "properties": about}


@pytest.fixture
def covered_clinic(clinic, server_url):  # noqa: F811
    change(server_url, clinic, beacon("one", 4, 10), beacon("two", 14, 10), beacon("three", 26, 10))
    return clinic


def opened(at):
    at.page.get_by_role("tab", name="Coverage").click()
    expect(at.page.locator(".coverage")).to_contain_text("Of the walkable area indoors")
    return at.page.locator(".coverage")


def colour_at(at, x, y):
    """Return the colour of a pixel of the map, as it is seen."""
    left, top = at.pixel(x, y)
    return at.page.screenshot(clip={"x": left, "y": top, "width": 1, "height": 1})


def test_the_draft_is_covered_a_beacon_dies_and_a_suggestion_takes_its_place(covered_clinic, desk):  # noqa: F811
    at = desk()
    before = colour_at(at, 20, 9)
    panel = opened(at)
    at.visitor.comes_true(lambda: colour_at(at, 20, 9) != before)
    told = panel.inner_text()
    panel.get_by_label("Heard").check()
    expect(panel.get_by_role("figure")).to_contain_text("≥ 12")
    panel.get_by_label("Error").check()

    at.click(14, 10)
    panel.get_by_role("button", name=re.compile("Suppose .*two is dead")).click()
    expect(panel).to_contain_text("that without a position from")
    assert panel.inner_text() != told
    panel.get_by_label("How many").select_option("3")
    expect(panel).to_contain_text("With all of them the median goes from")
    ghost = at.page.locator(".ghost-beacon").first
    expect(ghost).to_have_accessible_name("Place a beacon at suggestion 1")
    at.visitor.picture("editor-coverage")
    is_accessible(at)
    ghost.click()
    at.is_saved()
    assert len(of_kind(at.server_url, at.venue, "transmitter")) == 4

    at.page.get_by_role("tab", name="History").click()
    expect(at.page.locator(".ghost-beacon")).to_have_count(0)


def test_coverage_is_read_on_a_phone_in_chinese(covered_clinic, desk):  # noqa: F811
    at = desk(lang="zh-CN", size=PHONE)
    at.page.get_by_role("tab", name="信号覆盖").click()
    expect(at.page.locator(".coverage")).to_contain_text("室内可行走面积中")
    at.visitor.picture("editor-coverage-phone")
    is_accessible(at)
