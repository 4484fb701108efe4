"""Without a network, or after the phone threw the page out: what was there is there again, and what is old is said."""

import re

from playwright.sync_api import expect

ALL_KEPT = """async () => {
  const names = await caches.keys();
  const urls = (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({url}) => url)))).flat();
  return urls.filter((url) => url.includes("/plans/")).length >= floors && urls.some((url) => url.includes("/later-"));
}"""


def keeps_everything(me):
    """Wait until the worker has kept the page and all floors."""
    floors = me.page.locator(".floor").count()
    for _ in range(200):
        if me.page.evaluate(ALL_KEPT.replace("floors", str(floors))):
            return me
        me.page.wait_for_timeout(50)
    raise AssertionError("the worker did not keep the page")


def test_a_page_opened_again_without_a_network_shows_the_route_and_says_from_when_the_map_is(visit):
    me = visit(lang="en-GB", workers="allow").wait_for_map().go_to("cardiology").from_entrance().has_route()
    keeps_everything(me)
    me.expect_failures("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    me.page.context.set_offline(True)
    me.page.reload()
    me.has_route()
    expect(me.page.locator(".notice")).to_contain_text("The map was kept at")
    me.page.locator(".floor", has_text="B1").click()
    expect(me.page.locator(".floor[aria-current]")).to_contain_text("B1")
    me.is_accessible().picture("phone-en-offline")
    me.page.context.set_offline(False)
    expect(me.page.get_by_text("The map was kept at")).to_have_count(0)


def test_a_walk_goes_on_after_the_page_was_thrown_out(visit):
    me = visit(lang="en-GB").wait_for_map().go_to("cardiology").from_entrance().has_route().start()
    expect(me.page.locator(".steps .step").first).to_be_visible()
    me.page.reload()
    expect(me.page.locator(".banner")).to_be_visible()
    expect(me.page.locator(".steps .step").first).to_be_visible()
    expect(me.page.locator("h1")).to_contain_text("Cardiology")
    me.page.get_by_role("button", name="End", exact=True).click()
    me.has_route()
    me.page.reload()
    me.has_route()
    expect(me.page.locator(".banner")).to_have_count(0)


def test_the_last_places_are_one_tap_away_until_they_are_forgotten(visit):
    me = visit(lang="zh-CN").wait_for_map().go_to("cardiology")
    me.page.get_by_role("button", name="返回").click()
    expect(me.page.get_by_role("region", name="最近去过")).to_contain_text("心血管内科")
    me.is_accessible().picture("phone-zh-recent")
    me.page.get_by_role("button", name="清除").click()
    expect(me.page.get_by_role("region", name="最近去过")).to_have_count(0)


def test_a_car_is_remembered_by_the_number_of_its_bay_and_found_again(visit):
    me = visit(lang="en-GB").wait_for_map()
    me.page.get_by_role("button", name="Came by car?").click()
    me.page.get_by_label("Number of the bay").fill("X999")
    me.page.get_by_role("button", name="OK").click()
    expect(me.page.get_by_role("alert").filter(has_text="no bay")).to_be_visible()
    me.is_accessible().picture("phone-en-car-unknown")
    me.page.get_by_label("Number of the bay").fill("a012")
    me.page.get_by_role("button", name="OK").click()
    expect(me.page.locator(".car-card")).to_contain_text("A012")
    me.hears("your car is at A012")
    me.page.reload()
    me.wait_for_map()
    me.is_accessible().picture("phone-en-car")
    me.page.get_by_role("button", name="Back to my car").click()
    me.from_entrance().has_route()
    expect(me.page.locator("h1")).to_contain_text(re.compile("A012"))


def test_a_bay_that_is_tapped_on_the_map_can_be_remembered(visit):
    me = visit(lang="en-GB").wait_for_map().search("A012").choose_first()
    me.page.get_by_role("button", name="My car is here").click()
    expect(me.page.locator(".notice")).to_contain_text("Only this phone knows")
