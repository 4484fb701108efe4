"""The journeys of somebody who looks for the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE

LANGUAGES = {
    "zh": {"lang": "zh-CN", "where": "药房", "start": "开始导航"},
    "en": {"lang": "en-GB", "where": "pharmacy", "start": "Start"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "screen"), [(PHONE, "phone"), (DESKTOP, "desktop")])
def test_a_patient_finds_the_pharmacy_and_is_guided(visit, language, size, screen):
    words, name = LANGUAGES[language], f"{screen}-{language}"
    me = visit(size=size, lang=words["lang"], calm=size == DESKTOP).wait_for_map()
    me.has_tidy_names().is_accessible().picture(f"{name}-1-first-look")
    me.search(words["where"]).is_accessible().picture(f"{name}-2-results")
    me.choose_first()
    expect(me.page.locator(".choices")).to_be_visible()
    expect(me.page.locator(".pin-destination")).to_be_visible()
    me.has_tidy_names().is_accessible().picture(f"{name}-3-where-from")
    me.from_entrance().has_route()
    expect(me.page.locator(".figures")).to_be_visible()
    me.has_tidy_names().is_accessible().picture(f"{name}-4-route")
    expect(me.page.locator(".action-bar .primary")).to_have_text(words["start"])
    me.start()
    expect(me.page.locator(".step.now")).to_be_visible()
    me.is_accessible().picture(f"{name}-5-guided")
    me.page.locator(".action-bar .button").last.click()
    expect(me.page.locator(".steps")).to_be_visible()


def test_the_language_changes_in_the_middle_of_a_route_and_is_remembered(visit):
    me = visit(lang="en-GB").wait_for_map().go_to("cardiology").from_entrance().has_route()
    english = me.page.locator(".step").first.inner_text()
    me.page.locator(".language").click()
    expect(me.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(me.page.locator(".step").first).not_to_have_text(english)
    expect(me.page.locator(".step").first).to_have_text(re.compile(r"[\u4e00-\u9fff]"))
    me.page.reload()
    expect(me.page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_a_wheelchair_user_gets_a_route_by_lift(visit):
    me = visit(lang="en-GB").wait_for_map()
    me.page.get_by_label("Step-free").check()
    me.go_to("cardiology").from_entrance().has_route()
    steps = me.page.locator(".steps").inner_text()
    assert "lift" in steps
    assert not re.search("take .*escalator", steps, re.IGNORECASE), "it may be passed, not taken"
    assert "stairs up" not in steps
    me.page.reload()
    me.wait_for_map()
    expect(me.page.get_by_label("Step-free")).to_be_checked()


def test_the_start_is_a_tap_on_the_map(visit):
    me = visit(size=DESKTOP, lang="en-GB").wait_for_map().go_to("pharmacy")
    me.page.get_by_role("button", name="F1").or_(me.page.locator(".floor", has_text="F1")).first.click()
    me.wait_for_map()
    me.page.get_by_role("button", name="Tap the map").click()
    expect(me.page.locator(".pick-banner")).to_be_visible()
    me.is_accessible().picture("desktop-en-tap-where-you-are")
    me.page.wait_for_timeout(500)
    box = me.page.locator(".map").bounding_box()
    me.page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    me.has_route()
    expect(me.page.locator(".pick-banner")).to_have_count(0)


def test_the_start_is_the_code_of_a_sign_and_a_wrong_one_is_said(visit):
    me = visit(lang="en-GB").wait_for_map().go_to("pharmacy")
    me.page.get_by_role("button", name="Type the code").click()
    me.page.locator("#sign-code").fill("nonsense")
    me.page.get_by_role("button", name="OK").click()
    expect(me.page.locator("#sign-trouble")).to_contain_text("no sign")
    me.is_accessible().picture("phone-en-wrong-code")
    me.page.locator("#sign-code").fill("bl-f1-05")
    me.page.get_by_role("button", name="OK").click()
    me.has_route()


def test_the_start_is_a_place_that_was_searched(visit):
    me = visit().wait_for_map().go_to("药房")
    me.page.get_by_role("button", name="搜索附近的地点").click()
    me.page.locator("input[type=search]").fill("咨询台")
    me.page.locator(".results button").first.click()
    me.has_route()
    expect(me.page.locator(".from-line")).to_contain_text("咨询台")


def test_a_room_on_the_map_is_chosen_by_a_tap(visit):
    me = visit(size=DESKTOP, lang="en-GB").wait_for_map()
    me.page.wait_for_timeout(500)
    name = me.page.locator(".names .name", has_text="Imaging").first
    box = name.bounding_box()
    me.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(me.page.locator(".panel h1")).to_contain_text("Imaging")


def test_no_way_is_said_with_its_reason_and_a_way_on(visit):
    me = visit(lang="en-GB").wait_for_map()
    me.expect_failures("422")
    me.go_to("Security Control").from_entrance()
    notice = me.page.locator(".notice")
    expect(notice).to_contain_text("No way found")
    expect(notice).to_contain_text("helper")
    expect(notice.get_by_role("button")).to_have_text(["Show the way with a helper", "Choose another start"])
    expect(me.page.get_by_text("Ask at Information Desk")).to_be_visible(timeout=20_000)
    me.is_accessible().picture("phone-en-no-way")
    notice.get_by_role("button", name="Choose another start").click()
    expect(me.page.locator(".choices")).to_be_visible()


def test_i_am_here_moves_the_dot_of_a_guided_walk(visit):
    me = visit(size=DESKTOP, lang="en-GB").wait_for_map().go_to("pharmacy hall").from_entrance().has_route().start()
    me.page.get_by_role("button", name="I am here").click()
    expect(me.page.locator(".pick-banner")).to_be_visible()
    me.page.wait_for_timeout(500)
    box = me.page.locator(".map").bounding_box()
    me.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(me.page.locator(".dot")).to_be_visible()
    expect(me.page.locator(".circle-95")).to_be_attached()
    me.is_accessible().picture("desktop-en-i-am-here")


def test_a_link_opens_the_page_at_its_destination(visit):
    first = visit(lang="en-GB").wait_for_map()
    asked = first.page.request.get(f"{first.page.url}v1/venues/demo/search?q=pharmacy&lang=en&limit=1")
    found = asked.json()["hits"][0]
    me = visit(f"/?to={found['id']}", lang="en-GB")
    expect(me.page.locator(".choices")).to_be_visible()
    expect(me.page.locator(".panel h1")).to_have_text(found["label"])
