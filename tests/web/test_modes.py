"""Large text for who sees badly, a screen that stays on, a phone that stirs: each where it is wanted and can be."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE, SMALL_PHONE, TABLET

PHONE_BODY = """
  window.held = [];
  window.stirred = [];
  const lock = () => ({ release: async () => window.held.push("released") });
  const request = async () => (window.held.push("held"), lock());
  Object.defineProperty(navigator, "wakeLock", { value: { request } });
  navigator.vibrate = (pattern) => (window.stirred.push(pattern), true);
"""


@pytest.mark.parametrize(
    ("size", "lang", "dark"),
    [(SMALL_PHONE, "en-GB", False), (PHONE, "zh-CN", True), (TABLET, "en-GB", True), (DESKTOP, "zh-CN", False)],
)
def test_large_text_loses_nothing_and_is_remembered(visit, size, lang, dark):
    me = visit(size=size, lang=lang, dark=dark, calm=True).wait_for_map()
    name = f"large-{lang[:2]}-{size[0]}"
    me.page.get_by_role("checkbox").check(force=True)
    expect(me.page.locator("html.large")).to_be_attached()
    me.is_accessible().has_tidy_names().picture(f"{name}-1-first-look")
    me.go_to("药房" if lang == "zh-CN" else "pharmacy").is_accessible().picture(f"{name}-2-where-from")
    me.from_entrance().has_route().is_accessible().picture(f"{name}-3-route")
    me.start().is_accessible().picture(f"{name}-4-guided")
    me.page.reload()
    expect(me.page.locator("html.large")).to_be_attached()


def test_the_screen_stays_on_and_the_phone_stirs_only_while_somebody_is_led(visit):
    me = visit(lang="en-GB", prepare=lambda page: page.add_init_script(PHONE_BODY)).wait_for_map()
    me.go_to("cardiology").from_entrance().has_route()
    assert me.page.evaluate("held") == []
    me.start()
    expect(me.page.locator(".step.now")).to_be_visible()
    assert me.page.evaluate("held") == ["held"]
    me.page.get_by_role("button", name="End", exact=True).click()
    expect(me.page.locator(".banner")).to_have_count(0)
    assert me.page.evaluate("held") == ["held", "released"]
