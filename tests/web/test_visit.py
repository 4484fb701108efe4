"""A patient with several things to do puts them together and is led from one to the next."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE, SMALL_PHONE

LANGUAGES = {
    "zh": {"lang": "zh-CN", "plan": "安排行程", "add": "加一站", "go": "排好并出发", "done": "办完了"},
    "en": {"lang": "en-GB", "plan": "Plan my visit", "add": "Add a stop", "go": "Plan and start", "done": "Done here"},
}
STOPS = ("采血窗口", "收费窗口", "取药窗口")


def add(me, words, name):
    me.page.get_by_role("button", name=words["add"]).click()
    me.page.locator(".search-field input").fill(name)
    me.page.locator(".results button").first.click()


def planned(visit, language, size=PHONE, **more):
    """Return a visitor whose visit of three stops from the entrance is ready to be planned."""
    words = LANGUAGES[language]
    me = visit(size=size, lang=words["lang"], calm=True, **more).wait_for_map()
    me.page.get_by_role("button", name=words["plan"]).click()
    for name in STOPS:
        add(me, words, name)
    me.from_entrance()
    return me, words


@pytest.mark.parametrize(
    ("language", "size", "screen"),
    [("zh", PHONE, "phone"), ("en", PHONE, "phone"), ("en", SMALL_PHONE, "small"), ("zh", DESKTOP, "desktop")],
)
def test_a_patient_is_led_from_one_stop_to_the_next(visit, language, size, screen):
    me, words = planned(visit, language, size)
    expect(me.page.locator(".visit-stop")).to_have_count(len(STOPS))
    me.is_accessible().picture(f"{screen}-{language}-visit-1-planned")
    me.page.get_by_role("button", name=words["go"]).click()
    expect(me.page.locator(".visit-stop.next")).to_have_count(1)
    expect(me.page.locator(".step").first).to_be_visible()
    me.is_accessible().picture(f"{screen}-{language}-visit-2-under-way")
    for count in range(1, len(STOPS) + 1):
        me.page.get_by_role("button", name=re.compile(words["done"])).click()
        expect(me.page.locator(".visit-stop.done")).to_have_count(count)
        if count == 1:
            me.is_accessible().picture(f"{screen}-{language}-visit-3-one-done")
    me.is_accessible().picture(f"{screen}-{language}-visit-4-all-done")
    me.page.locator(".action-bar .primary").click()
    expect(me.page.get_by_role("button", name=words["plan"])).to_be_visible()


def test_a_stop_can_be_taken_off_before_and_on_the_way(visit):
    me, words = planned(visit, "en")
    me.page.get_by_role("button", name=re.compile("^Remove")).first.click()
    expect(me.page.locator(".visit-stop")).to_have_count(len(STOPS) - 1)
    me.page.get_by_role("button", name=words["go"]).click()
    expect(me.page.locator(".visit-stop.later")).to_have_count(1)
    me.page.get_by_role("button", name=re.compile("^Remove")).click()
    expect(me.page.locator(".visit-stop")).to_have_count(1)


def test_a_visit_is_put_together_by_keyboard_alone(visit):
    me, _ = planned(visit, "en", DESKTOP)
    me.page.get_by_role("button", name="Plan and start").focus()
    me.page.keyboard.press("Enter")
    expect(me.page.locator(".visit-stop.next")).to_have_count(1)
    expect(me.page.locator("h1").first).to_be_focused()


def test_leaving_the_plan_goes_back_to_the_beginning(visit):
    me = visit(lang="en-GB").wait_for_map()
    me.page.get_by_role("button", name="Plan my visit").click()
    me.page.get_by_role("button", name="Back").click()
    expect(me.page.get_by_role("button", name="Plan my visit")).to_be_visible()
