"""Watching a demo visitor, and what is said when the line is cut."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE


@pytest.mark.parametrize(("size", "lang", "name"), [(PHONE, "zh-CN", "phone-zh"), (DESKTOP, "en-GB", "desktop-en")])
def test_somebody_watches_a_visitor_walk(visit, size, lang, name):
    me = visit(size=size, lang=lang).wait_for_map()
    me.page.locator(".watch-card .button").click()
    expect(me.page.locator(".step.now")).to_be_visible(timeout=30_000)
    expect(me.page.locator(".dot")).to_be_visible(timeout=30_000)
    before = me.page.locator(".dot").get_attribute("transform")
    expect(me.page.locator(".dot")).not_to_have_attribute("transform", before, timeout=30_000)
    expect(me.page.locator(".floor[aria-current] .person-dot")).to_be_visible()
    me.is_accessible().picture(f"{name}-watching")
    me.page.locator(".action-bar .button").last.click()
    expect(me.page.locator(".watch-card")).to_be_visible()


def test_a_cut_connection_is_said_and_mended(visit):
    me = visit(lang="en-GB").wait_for_map()
    me.expect_failures("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED")
    me.page.locator(".watch-card .button").click()
    expect(me.page.locator(".step.now")).to_be_visible(timeout=30_000)
    me.page.context.set_offline(True)
    me.page.evaluate("dispatchEvent(new Event('online'))")  # Chromium keeps open streams when it goes offline
    expect(me.page.locator(".notice")).to_contain_text("connection is lost")
    expect(me.page.locator(".steps")).to_be_visible()
    me.is_accessible().picture("phone-en-connection-lost")
    me.page.context.set_offline(False)
    expect(me.page.locator(".notice", has_text="connection is lost")).to_have_count(0, timeout=20_000)
