"""When something is wrong, the page says so plainly and shows a way on."""

import json

import pytest
from playwright.sync_api import expect


def answer(status, body):
    return lambda route: route.fulfill(status=status, body=json.dumps(body), content_type="application/json")


def test_a_server_that_is_gone_is_said_and_can_be_tried_again(visit):
    def gone(page):
        page.route("**/v1/venues", lambda route: route.abort())

    me = visit(lang="en-GB", prepare=gone, failures=["ERR_FAILED"])
    expect(me.page.locator(".notice")).to_contain_text("No connection")
    me.is_accessible().picture("phone-en-server-gone")
    me.page.unroute("**/v1/venues")
    me.page.get_by_role("button", name="Try again").click()
    me.wait_for_map()


def test_a_house_without_maps_says_so(visit):
    me = visit(prepare=lambda page: page.route("**/v1/venues", answer(200, {"venues": []})))
    expect(me.page.locator(".notice")).to_contain_text("还没有地图")
    me.is_accessible().picture("phone-zh-no-map")


def test_a_link_to_an_unknown_building_leads_to_the_known_ones(visit):
    me = visit("/?venue=elsewhere", lang="en-GB")
    expect(me.page.locator(".notice")).to_contain_text("no map of this building")
    me.page.get_by_role("button", name="Show the maps").click()
    me.wait_for_map()


def test_a_link_to_an_unknown_place_still_opens_the_page(visit):
    me = visit("/?to=nowhere", lang="en-GB")
    me.expect_failures("404")
    me.wait_for_map()
    expect(me.page.locator("[role=status]").first).to_contain_text("no longer exists")


def test_nothing_found_suggests_other_words(visit):
    me = visit(lang="en-GB").wait_for_map()
    me.page.locator("input[type=search]").fill("qqqqzzzz")
    expect(me.page.locator(".notice")).to_contain_text("Try another word")
    me.is_accessible().picture("phone-en-nothing-found")


def test_a_floor_that_does_not_open_keeps_the_old_one_lit(visit):
    def prepare(page):
        seen = []

        def first_only(route):
            seen.append(route)
            route.continue_() if len(seen) == 1 else route.abort()

        page.route("**/v1/venues/demo/plans/*", first_only)

    me = visit(lang="en-GB", prepare=prepare)
    me.expect_failures("ERR_FAILED")
    me.wait_for_map()
    me.page.locator(".floor", has_text="F2").click()
    expect(me.page.locator(".floor-failed")).to_contain_text("did not open")
    expect(me.page.locator(".floor[aria-current]")).to_contain_text("F1")
    me.is_accessible().picture("phone-en-floor-failed")
    me.page.unroute("**/v1/venues/demo/plans/*")
    me.page.locator(".floor-failed").get_by_role("button").click()
    expect(me.page.locator(".floor[aria-current]")).to_contain_text("F2")


def test_a_search_that_fails_can_be_tried_again(visit):
    me = visit(lang="en-GB").wait_for_map()
    me.expect_failures("500")
    me.page.route("**/search?*", answer(500, {"title": "Oops"}))
    me.page.locator("input[type=search]").fill("pharmacy")
    expect(me.page.locator(".notice")).to_contain_text("on our side")
    me.page.unroute("**/search?*")
    me.page.get_by_role("button", name="Try again").click()
    expect(me.page.locator(".results button").first).to_be_visible()


def walk_with(me, fix, *events):
    """Start a walk whose stream says where somebody is, and then these events."""
    said = [("state", {"lang": "", "route": None, "fix": fix}), *events]
    lines = [f"id: {i}\nevent: {name}\ndata: {json.dumps(data)}\n\n" for i, (name, data) in enumerate(said, start=1)]
    me.page.route(
        "**/events",
        lambda route: route.fulfill(status=200, body="".join(lines), content_type="text/event-stream"),
    )
    me.start()


def test_an_own_walk_that_loses_its_position_says_so(visit):
    me = visit(lang="en-GB").wait_for_map().go_to("cardiology").from_entrance().has_route()
    lost = {"t_s": 0, "reason": "stale", "text": "The last position is too old."}
    walk_with(me, {"level_id": "", "x_m": 1, "y_m": 1, "r68_m": 2, "r95_m": 4}, ("no_fix", lost))
    expect(me.page.locator(".notice").last).to_contain_text("Not sure where you are")
    me.is_accessible().picture("phone-en-not-sure")


@pytest.mark.parametrize(("lang", "words"), [("zh-CN", "在门诊电梯附近"), ("en-GB", "Near Outpatient Lift")])
def test_a_position_too_uncertain_to_point_at_is_an_area_and_words(visit, lang, words):
    me = visit(lang=lang, calm=True).wait_for_map().go_to("cardiology").from_entrance().has_route()
    basement = me.page.evaluate("fetch('/v1/venues/demo').then(r => r.json())")["levels"]
    level = next(each for each in basement if each["ordinal"] == -1)
    walk_with(me, {"level_id": level["id"], "x_m": 42, "y_m": 40, "r68_m": 14, "r95_m": 38})
    expect(me.page.locator(".whereabouts")).to_contain_text(words)
    expect(me.page.locator(".panel")).to_contain_text(words)
    expect(me.page.locator(".dot")).to_be_hidden()
    expect(me.page.locator(".circle-95")).to_be_hidden()
    expect(me.page.locator(".circle-68")).to_be_visible()
    me.is_accessible().picture(f"phone-{lang[:2]}-uncertain")
