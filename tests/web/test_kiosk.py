"""A stand in the hall: large, forgetful, and a way to take along; and the way on paper for who has no phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP
from tests.web.test_links import first_sign

PRINTED = "window.print = () => (window.printed = true);"
STAND = (1080, 1400)


def at_kiosk(visit, server_url, lang="zh-CN", **more):
    me = visit(f"/?kiosk={first_sign(server_url)}", size=STAND, lang=lang, calm=True, **more).wait_for_map()
    expect(me.page.locator("html.kiosk")).to_be_attached()
    # The page turns to its sign once it knows it: what was typed before would be gone.
    expect(me.page.get_by_role("button", name=re.compile("Start: here|这里"))).to_be_visible()
    return me


@pytest.mark.parametrize(("lang", "words"), [("zh-CN", "心血管内科"), ("en-GB", "cardiology")])
def test_a_kiosk_knows_where_it_stands_and_gives_the_way_along(visit, server_url, lang, words):
    me = at_kiosk(visit, server_url, lang)
    me.is_accessible().picture(f"kiosk-{lang[:2]}-1-first-look")
    me.search(words).choose_first().has_route()
    expect(me.page.locator(".qr svg").first).to_be_visible()
    expect(me.page.locator(".action-bar")).to_have_count(0)
    me.is_accessible().picture(f"kiosk-{lang[:2]}-2-route")


def test_a_kiosk_begins_anew_for_the_next_person_and_keeps_nothing(visit, server_url):
    me = at_kiosk(visit, server_url, "en-GB", prepare=lambda page: page.clock.install())
    me.search("oncology").choose_first().has_route()
    asks = me.page.get_by_role("dialog")
    # Second by second: on a busy machine a minute at once takes longer than the page waits for an answer.
    for _ in range(62):
        me.page.clock.run_for(1_000)
        if asks.count():
            break
    expect(asks).to_contain_text("Are you still there?")
    me.picture("kiosk-en-still-there")
    me.page.get_by_role("button", name="I am still here").click()
    expect(me.page.get_by_role("dialog")).to_have_count(0)
    me.page.clock.run_for(76_000)
    me.wait_for_map()
    expect(me.page.locator(".app.on-browse")).to_be_visible()
    kept = me.page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "beeline.kept" not in kept


@pytest.mark.parametrize(("lang", "words"), [("zh-CN", "心血管内科"), ("en-GB", "cardiology")])
def test_the_way_is_printed_on_at_most_two_sheets_with_a_map_of_each_floor(visit, lang, words):
    me = visit(size=DESKTOP, lang=lang, prepare=lambda page: page.add_init_script(PRINTED)).wait_for_map()
    me.go_to(words).from_entrance().has_route()
    steps = me.page.locator(".steps .step").count()
    me.page.locator(".print-button").click()
    expect(me.page.locator(".paper-map svg")).to_have_count(2)
    expect(me.page.locator(".paper .qr svg")).to_be_attached()
    assert me.page.evaluate("window.printed") is True
    assert me.page.locator(".paper li").count() == steps
    me.page.emulate_media(media="print")
    me.page.set_viewport_size({"width": 690, "height": 1000})
    me.picture(f"paper-{lang[:2]}")
    sheet = me.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) <= 2
