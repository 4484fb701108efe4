"""The map: floors, hands, keys."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE, SMALL_PHONE, TABLET


def scale(me) -> float:
    transform = me.page.locator(".world").get_attribute("transform")
    return float(transform.split("scale(")[1].rstrip(")"))


def test_floors_are_switched_and_the_button_is_lit_only_when_its_floor_is_drawn(visit):
    me = visit(size=DESKTOP, lang="en-GB").wait_for_map()
    drawn = me.page.locator(".plan .walls").get_attribute("d")
    me.page.locator(".floor", has_text="F3").click()
    expect(me.page.locator(".floor[aria-current]")).to_contain_text("F3")
    assert me.page.locator(".plan .walls").get_attribute("d") != drawn
    me.page.locator(".floor", has_text="B1").click()
    expect(me.page.locator(".floor[aria-current]")).to_contain_text("B1")
    me.has_tidy_names().picture("desktop-en-basement")


def test_the_map_obeys_keys_buttons_and_the_wheel(visit):
    me = visit(size=DESKTOP, lang="en-GB", calm=True).wait_for_map()
    chart = me.page.locator(".map")
    chart.focus()
    first = scale(me)
    chart.press("+")
    me.comes_true(lambda: scale(me) > first)
    before = me.page.locator(".world").get_attribute("transform")
    chart.press("ArrowRight")
    expect(me.page.locator(".world")).not_to_have_attribute("transform", before)
    zoomed = scale(me)
    me.page.get_by_role("button", name="Zoom out").click()
    me.comes_true(lambda: scale(me) < zoomed)
    chart.hover()
    me.page.mouse.wheel(0, -400)
    me.comes_true(lambda: scale(me) > first)
    me.has_tidy_names()


def test_somebody_without_a_mouse_chooses_places_and_the_start(visit):
    me = visit(size=DESKTOP, lang="en-GB").wait_for_map()
    keys = me.page.keyboard
    me.page.locator("input[type=search]").focus()
    keys.type("pharmacy")
    expect(me.page.locator(".results button").first).to_be_visible()
    keys.press("ArrowDown")
    expect(me.page.locator(".results button").first).to_be_focused()
    keys.press("Enter")
    expect(me.page.locator(".panel h1")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(me.page.locator(".pick-banner")).to_be_visible()
    expect(me.page.locator(".crosshair")).to_be_hidden()
    me.page.locator(".map").focus()
    expect(me.page.locator(".crosshair")).to_be_visible()
    for _ in range(4):
        keys.press("ArrowLeft")
    me.picture("desktop-en-keyboard")
    keys.press("Enter")
    me.has_route()
    expect(me.page.locator(".panel h1")).to_be_focused()


@pytest.mark.parametrize(
    ("size", "name"),
    [(SMALL_PHONE, "320"), (PHONE, "390"), (TABLET, "768"), (DESKTOP, "1280"), ((844, 390), "844x390")],
)
def test_every_size_shows_everything_in_the_dark_too(visit, size, name):
    me = visit(size=size, lang="en-GB", dark=True, calm=True).wait_for_map()
    me.has_tidy_names().is_accessible().picture(f"dark-en-{name}-1-first-look")
    me.go_to("cardiology").from_entrance().has_route().is_accessible().picture(f"dark-en-{name}-2-route")


def test_text_at_twice_the_size_loses_nothing(visit):
    me = visit(size=PHONE, calm=True).wait_for_map()
    me.page.evaluate("document.documentElement.style.fontSize = '200%'")
    me.is_accessible().picture("phone-zh-large-text-1")
    me.go_to("药房").from_entrance().has_route().is_accessible().picture("phone-zh-large-text-2")


def test_two_fingers_pinch_the_map(visit):
    me = visit(lang="en-GB").wait_for_map()
    me.page.wait_for_timeout(500)
    first = scale(me)
    box = me.page.locator(".map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    client = me.page.context.new_cdp_session(me.page)

    def touch(kind, spread):
        points = [] if kind == "touchEnd" else [{"x": x - spread, "y": y, "id": 0}, {"x": x + spread, "y": y, "id": 1}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 30)
    for spread in (40, 55, 70, 90):
        touch("touchMove", spread)
    touch("touchEnd", 0)
    me.comes_true(lambda: scale(me) > 2 * first)


def test_a_floor_that_is_looked_at_stays_while_others_are_still_coming(visit):
    asked = []

    def hold_all_but_the_first(route):
        asked.append(route)
        if len(asked) <= 4:
            route.continue_()

    me = visit(prepare=lambda page: page.route("**/v1/venues/demo/plans/*", hold_all_but_the_first), calm=True)
    me.wait_for_map()
    me.go_to("药房").from_entrance().has_route()
    me.page.locator(".floor", has_text="F6").click()
    expect(me.page.locator(".floor[aria-current]")).to_contain_text("F6")
    me.page.unroute("**/v1/venues/demo/plans/*")
    me.page.wait_for_timeout(500)
    expect(me.page.locator(".floor[aria-current]")).to_contain_text("F6")


def turn_deg(me):
    found = re.search(r"rotate\((-?[\d.]+)\)", me.page.locator(".world").get_attribute("transform"))
    return float(found[1])


def test_the_map_turns_by_keys_with_names_upright_and_comes_back(visit):
    me = visit(lang="zh-CN", size=DESKTOP, calm=True).wait_for_map()
    me.page.locator(".map").focus()
    for _ in range(3):
        me.page.keyboard.press("]")
    me.comes_true(lambda: turn_deg(me) == 45)
    me.is_accessible().has_tidy_names().picture("desktop-zh-turned")
    assert me.page.locator(".names .name[transform*=rotate]").count() == 0
    me.page.get_by_role("button", name="让北朝上").click()
    me.comes_true(lambda: turn_deg(me) == 0)


def goes_up(me) -> bool:
    """Return whether the first six metres of the drawn way go up rather than sideways."""
    x, y = me.page.evaluate("""() => {
        const path = document.querySelector(".route-line");
        const at = (along) => path.getPointAtLength(along).matrixTransform(path.getScreenCTM());
        const [from, to] = [at(0), at(6)];
        return [to.x - from.x, to.y - from.y];
    }""")
    return y < 0 and abs(x) < -y


def test_the_way_ahead_points_up_when_that_is_wanted(visit):
    me = visit(lang="en-GB", calm=True).wait_for_map().go_to("blood draw").from_entrance().has_route().start()
    me.page.get_by_role("button", name="Turn the map the way I walk").click()
    me.hears("turns with your way")
    me.comes_true(lambda: goes_up(me))
    me.is_accessible().picture("phone-en-way-up")
    me.page.get_by_role("button", name="Turn north up").click()
    me.comes_true(lambda: turn_deg(me) == 0)
