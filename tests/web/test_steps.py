"""Somebody without any radio is followed by the steps of their phone, from the door to the desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PHONE

# A phone held in front of somebody who walks two steps a second; `northward` metres are 0.685 m a step.
WALKS = """(seconds) => {
  const begun = performance.now();
  const timer = setInterval(() => {
    const t = (performance.now() - begun) / 1000;
    const z = 9.81 + (t < seconds ? 2.5 * Math.sin(4 * Math.PI * t) : 0);
    window.dispatchEvent(new DeviceMotionEvent("devicemotion", { accelerationIncludingGravity: { x: 0, y: 0, z } }));
    const turned = { alpha: 0, beta: 20, gamma: 0, absolute: true };
    window.dispatchEvent(new DeviceOrientationEvent("deviceorientationabsolute", turned));
    if (t > seconds + 3) clearInterval(timer);
  }, 20);
}"""
ASKS_FIRST = "DeviceMotionEvent.requestPermission = async () => window.motionAnswer;"


@pytest.fixture
def walk(visit, clinic):
    def begin(**more):
        more = {"size": PHONE, "lang": "en-GB", "server": clinic.address, **more}
        me = visit(f"/?venue={clinic.venue}", **more).wait_for_map()
        me.go_to("laboratory" if more["lang"] == "en-GB" else "检验科").from_entrance().has_route().start()
        expect(me.page.locator(".step.now")).to_be_visible()
        return me

    return begin


def left_m(me):
    """Return how far it still is, as the panel says."""
    said = re.search(r"(\d+) m to go", me.page.locator(".panel").inner_text())
    return int(said[1]) if said else None


def test_steps_lead_along_the_way_and_to_its_end(walk):
    me = walk()
    far_m = left_m(me)
    me.page.evaluate(WALKS, 5)
    expect(me.page.get_by_text("Following your steps")).to_be_visible()
    me.comes_true(lambda: left_m(me) is not None and left_m(me) < far_m - 4)
    me.is_accessible().picture("phone-en-following-steps")
    me.page.evaluate(WALKS, 8)
    expect(me.page.locator(".banner")).to_contain_text("arrived", timeout=30_000)


def test_a_phone_that_asks_first_is_asked_by_a_tap_and_a_no_is_taken(walk):
    me = walk(lang="zh-CN", prepare=lambda page: page.add_init_script(f"window.motionAnswer = 'denied'; {ASKS_FIRST}"))
    follow = me.page.get_by_role("button", name="跟着我的脚步走")
    follow.click()
    expect(me.page.get_by_text("没有获准使用动作感应")).to_be_visible()
    me.is_accessible().picture("phone-zh-steps-refused")


def test_a_phone_that_allows_it_counts_from_then_on(walk):
    me = walk(prepare=lambda page: page.add_init_script(f"window.motionAnswer = 'granted'; {ASKS_FIRST}"))
    me.page.get_by_role("button", name="Follow my steps").click()
    me.page.evaluate(WALKS, 2)
    expect(me.page.get_by_text("Following your steps")).to_be_visible()


def test_who_rolls_is_not_followed_by_steps(visit, clinic):
    me = visit(f"/?venue={clinic.venue}", size=PHONE, lang="en-GB", server=clinic.address).wait_for_map()
    me.page.get_by_label("Step-free").check()
    me.go_to("laboratory").from_entrance().has_route().start()
    me.page.evaluate(WALKS, 1)
    me.page.wait_for_timeout(1_500)
    expect(me.page.get_by_text("Following your steps")).to_have_count(0)
