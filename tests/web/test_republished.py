"""A map is published while somebody walks: their page shows it without a blink, or says why not."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PHONE

NEW_NAME = {"labels": {"en": "Blood tests", "zh-Hans": "抽血室"}}
LOST = {"override": {"reason": "The laboratory has moved out.", "by": "Publisher"}}


@pytest.fixture
def walk(visit, clinic):
    """Return a function that opens the page of somebody who walks to the laboratory upstairs."""

    def open_walk(lang):
        me = visit(f"/?venue={clinic.venue}", size=PHONE, lang=lang, server=clinic.address).wait_for_map()
        me.go_to({"en-GB": "laboratory", "zh-CN": "检验科"}[lang]).from_entrance().has_route().start()
        expect(me.page.locator(".step.now")).to_be_visible()
        return me

    return open_walk


def test_a_walk_goes_on_under_the_new_map_and_nothing_is_announced(walk, clinic):
    me = walk("en-GB")
    goal = me.page.locator(".step").last
    expect(goal).to_contain_text("Laboratory")
    steps = me.page.locator(".step").count()
    me.page.evaluate(
        """() => {
            window.blinks = 0;
            const map = document.querySelector(".map");
            new MutationObserver(() => { if (!map.querySelector("path, polygon")) window.blinks += 1; })
                .observe(map, { childList: true, subtree: true });
        }"""
    )
    clinic.edit("Rename", *({"change": each, "properties": NEW_NAME} for each in ("F1-lab", "F2-lab")))
    clinic.publish()
    expect(goal).to_contain_text("Blood tests")
    expect(me.page.locator(".map")).to_contain_text(re.compile("Blood"))
    assert me.page.locator(".step").count() == steps
    expect(me.page.locator(".notice")).to_have_count(0)
    assert me.page.evaluate("window.blinks") == 0
    me.is_accessible().picture("phone-en-republished")


def test_who_goes_to_a_place_that_the_new_map_lacks_is_told_and_led_by_the_old_one(walk, clinic):
    me = walk("zh-CN")
    place = me.page.locator(".step").last.inner_text()
    lost = "F1-lab" if "F1" in me.page.locator(".floor[aria-current]").inner_text() else "F2-lab"
    clinic.edit("The laboratory moves out", {"remove": f"{lost}-door"}, {"remove": lost})
    clinic.publish(**LOST)
    expect(me.page.locator(".notice")).to_contain_text("新地图上没有检验科了")
    expect(me.page.locator(".step").last).to_have_text(place)
    me.is_accessible().picture("phone-zh-old-map")
