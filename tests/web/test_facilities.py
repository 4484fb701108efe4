"""The facilities board: what a closure does is seen before it is made, and everybody hears of it."""

import json
import re
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, FEED_KEY
from tests.web.visitor import AXE, SMALLEST_TARGET_PX

NARROW = (360, 740)
SMALL_TARGETS = """(least) => [...document.querySelectorAll("button, a[href], input, select, summary")]
  .filter((each) => each.checkVisibility())
  .map((each) => [each, (each.closest(".check") || each).getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least)
  .map(([each, box]) => `${each.ariaLabel || each.textContent || each.id}: ${box.width} x ${box.height}`)"""


def call(server_url, method, path, body=None):
    """Change something as somebody else would."""
    request = urllib.request.Request(
        f"{server_url}/v1/venues/demo/{path}".rstrip("/"),
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {FEED_KEY}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or b"null")


def begin_walk(server_url, place):
    """Begin a walk from one place to another, as somebody's phone would."""
    body = {"venue": "demo", "from": place, "to": {"place": counter(server_url)}}
    request = urllib.request.Request(
        f"{server_url}/v1/sessions", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request).close()


def wait_for(condition, patience_s=30.0):
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.5)


@pytest.fixture
def board(visit, server_url, signed_in):
    """Return a function that opens the board; whatever was closed is opened again after."""

    def open_board(**more):
        usual = {"size": DESKTOP, "lang": "en-GB", "calm": True, "prepare": signed_in}
        me = visit("/facilities", **usual | more)
        expect(me.page.locator(".plan")).to_be_attached()
        expect(me.page.locator(".line-item").first).to_be_visible()
        return me

    yield open_board
    for each in call(server_url, "GET", "closures")["closures"]:
        call(server_url, "DELETE", f"closures/{each['id']}")
    for each in call(server_url, "GET", "lifts")["lifts"]:
        if each["state"] != "in_service":
            call(server_url, "PUT", f"lifts/{each['portal']}", {"state": "in_service"})


def pick(me, name):
    """Choose a place of the shown floor by its name."""
    label = me.page.locator(".board-side select option").filter(has_text=re.compile(name)).first.text_content()
    me.page.locator(".board-side select").select_option(label=label)
    expect(me.page.locator(".closing")).to_be_visible()
    return label


def section(me, name):
    return me.page.get_by_role("region", name=name, exact=True)


def counter(server_url):
    hits = call(server_url, "GET", "search?q=blood&limit=50")["hits"]
    return next(each["id"] for each in hits if each["kind"] == "service_point")


def is_accessible(me):
    """Hold axe-core's rules, the size of targets, and that the page does not scroll sideways."""
    me.page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = me.page.evaluate("axe.run(document, {resultTypes: ['violations'], elementRef: false})")["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
    assert me.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET_PX) == []
    assert me.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_corridor_is_closed_after_its_impact_was_seen_the_patient_hears_it_and_it_is_opened_again(board, visit):
    patient = visit(lang="en-GB", calm=True).wait_for_map().go_to("CT 1").from_entrance().has_route().start()
    me = board()
    pick(me, "^Hospital Street$")
    impact = me.page.locator(".impact")
    expect(impact).to_contain_text("destinations")
    expect(impact).to_contain_text("fewer than ten people")
    me.page.get_by_label("Usual reasons").select_option(label="漏水 · Water leak")
    expect(me.page.get_by_label("Reason (English)")).to_have_value("Water leak")
    me.page.get_by_label("Until").fill("2090-01-01T08:00")
    is_accessible(me)
    me.picture("facilities-desktop-impact")
    me.page.get_by_role("button", name="Close it").click()
    closures = section(me, "Closures and timed rules")
    expect(closures).to_contain_text("Hospital Street")
    expect(closures).to_contain_text("Water leak")
    expect(me.page.locator(".closed-room")).to_have_attribute("d", re.compile("M"))
    me.hears("Hospital Street is closed.")
    is_accessible(me)
    me.picture("facilities-desktop-closed")
    expect(
        patient.page.locator(".notice", has_text=re.compile("closed|Water leak", re.IGNORECASE)).first
    ).to_be_visible()
    me.page.get_by_role("button", name="Open again: Hospital Street").click()
    expect(closures).to_contain_text("Everything is open.")
    expect(me.page.locator(".closed-room")).to_have_attribute("d", "")


def test_a_lift_is_taken_out_of_service_made_slow_and_put_back(board, server_url):
    me = board()
    lift = me.page.locator(".line-item", has_text="Tower Lift 1")
    lift.get_by_role("button", name="Out of service").click()
    expect(me.page.get_by_role("heading", name="Take Tower Lift 1 out of service")).to_be_focused()
    expect(me.page.locator(".impact-people")).to_be_visible()
    me.page.get_by_role("button", name="Take out of service").click()
    expect(lift).to_contain_text("out of service")
    expect(me.page.locator(".closed-disc")).to_have_attribute("d", re.compile("M"))
    lift.get_by_role("button", name="In service").click()
    expect(lift.locator(".tag")).to_have_text("in service")
    lift.get_by_role("button", name="Slow").click()
    lift.get_by_role("spinbutton").fill("4")
    lift.get_by_role("button", name="Save").click()
    expect(lift).to_contain_text("4.0 min")
    said = {each["labels"]["en"]: each for each in call(server_url, "GET", "lifts")["lifts"]}["Tower Lift 1"]
    assert (said["state"], said["wait_s"]) == ("slow", 240)


def test_what_others_change_is_seen_without_asking_and_timed_rules_are_listed(board, server_url):
    me = board()
    level = next(each["id"] for each in call(server_url, "GET", "")["levels"] if each["ordinal"] == 0)
    rooms = call(server_url, "GET", f"plans/{level}")["rooms"]
    room = next(each["id"] for each in rooms if each.get("labels", {}).get("en") == "Tower Corridor")
    hours = {"time_zone": "Asia/Shanghai", "spans": [{"days": ["sat", "sun"], "starts": "20:00", "ends": "06:00"}]}
    call(server_url, "PUT", "closures/night", {"feature": room, "hours": hours, "reason": {"en": "Night"}})
    closures = section(me, "Closures and timed rules")
    expect(closures).to_contain_text("Tower Corridor")
    expect(closures).to_contain_text("Sat Sun 20:00–06:00")
    expect(closures).to_contain_text("timed")


def test_a_feed_that_says_the_impossible_is_named_and_the_table_is_saved(board, server_url):
    me = board()
    feeds = section(me, "Queue feeds")
    impossible = {"place": counter(server_url), "waiting": 99_999, "servers_open": 1}

    def is_named():
        # The simulated hospital says something of every queue every few seconds, and may be first.
        verdicts = call(server_url, "POST", "queues", {"readings": [impossible]})
        assert verdicts["readings"][0]["verdict"] == "impossible"
        me.page.wait_for_timeout(500)
        return "Not believed: impossible (waiting); it said 99999" in feeds.locator("tbody tr").first.inner_text()

    me.comes_true(is_named)
    feeds.scroll_into_view_if_needed()
    me.picture("facilities-desktop-queues")
    with me.page.expect_download() as saved:
        feeds.get_by_role("button", name="Export CSV: Queue feeds").click()
    table = saved.value.path().read_text(encoding="utf-8-sig")
    assert table.splitlines()[0] == "Place,Waiting,Servers,Heard,State"
    assert len(table.splitlines()) > 1


def test_a_feed_that_falls_silent_is_called_stale(board, server_url, signed_in):
    call(server_url, "POST", "queues", {"readings": [{"place": counter(server_url), "waiting": 3, "servers_open": 1}]})
    me = board(prepare=lambda page: (signed_in(page), page.clock.install()))
    feeds = section(me, "Queue feeds")
    expect(feeds).to_contain_text("just now")
    me.page.clock.run_for(200_000)
    expect(feeds).to_contain_text("stale")


def test_what_is_in_the_middle_of_the_map_is_chosen_by_keyboard(board):
    me = board()
    me.page.locator(".map").focus()
    me.page.keyboard.press("Enter")
    expect(me.page.locator(".closing")).to_be_visible()
    me.page.get_by_role("button", name="Cancel").press("Enter")
    expect(me.page.locator(".closing")).to_have_count(0)


def test_what_the_server_refuses_is_said_with_its_remedy(board):
    me = board()
    me.expect_failures("400")
    pick(me, "^Hospital Street$")
    expect(me.page.locator(".impact-people")).to_be_visible()
    me.page.get_by_label("Until").fill("2001-01-01T08:00")
    me.page.get_by_role("button", name="Close it").click()
    expect(me.page.get_by_role("alert")).to_contain_text("Give a later ends_at, or leave it out.")


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("desktop-zh-dark", {"lang": "zh-CN", "dark": True}),
        ("narrow-en", {"size": NARROW}),
        ("narrow-zh", {"size": NARROW, "lang": "zh-CN"}),
    ],
)
def test_the_board_fits_every_screen_and_is_accessible(board, name, more):
    me = board(**more)
    pick(me, "Hospital Street|医院街")
    expect(me.page.locator(".impact-people")).to_be_visible()
    me.page.locator(".impact summary").click()
    is_accessible(me)
    me.picture(f"facilities-{name}")
    me.page.locator(".board-section").first.scroll_into_view_if_needed()
    me.picture(f"facilities-{name}-tables")


def test_an_area_is_drawn_on_the_map_and_closed_on_week_nights_from_a_day_on(board, server_url):
    me = board(lang="en-GB")
    me.page.get_by_role("button", name="Draw an area").click()
    done = me.page.get_by_role("button", name="Area is drawn")
    expect(done).to_be_disabled()
    box = me.page.locator(".board .map").bounding_box()
    for x, y in ((0.3, 0.3), (0.7, 0.3), (0.7, 0.55)):
        me.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    me.hears("3 corners so far")
    me.page.locator(".board .map").focus()
    me.page.keyboard.press("Enter")
    me.hears("4 corners so far")
    me.page.get_by_role("button", name="Take a corner back").click()
    expect(me.page.get_by_text("3 corners so far").last).to_be_visible()
    me.picture("facilities-en-area-drawing")
    done.click()
    expect(me.page.get_by_role("heading", name="Close the drawn area")).to_be_focused()
    confirm = me.page.get_by_role("button", name="Close it")
    me.page.get_by_label("At hours of every week").check()
    expect(confirm).to_be_disabled()
    for day in ("Mon", "Fri"):
        me.page.get_by_label(day).check()
    me.page.get_by_label("From (empty: now)").fill("2027-01-04T18:00")
    expect(confirm).to_be_enabled()
    is_accessible(me)
    me.picture("facilities-en-area")
    confirm.click()
    me.hears("the drawn area is closed")
    (made,) = call(server_url, "GET", "closures")["closures"]
    assert len(made["features"]) > 5
    assert made["in_force"] is False
    assert made["hours"]["spans"] == [{"days": ["mon", "fri"], "starts": "20:00", "ends": "06:00"}]
    assert made["starts_at"].startswith("2027-01-04")


def test_a_door_is_closed_in_one_direction(board, server_url):
    me = board(lang="zh-CN")
    pick(me, "之间的门|的门$")
    way = me.page.get_by_label("门只能通向")
    way.select_option(index=1)
    me.page.get_by_role("button", name="确认关闭").click()
    me.comes_true(lambda: len(call(server_url, "GET", "closures")["closures"]) == 1)
    assert call(server_url, "GET", "closures")["closures"][0]["one_way_to"]


def test_how_the_guidance_is_used_is_told_in_steps_of_ten(board, server_url):
    hall = next(each for each in call(server_url, "GET", "search?q=pharmacy&limit=50")["hits"] if each["kind"] == "unit")
    for _ in range(12):
        begin_walk(server_url, {"place": hall["id"]})
        call(server_url, "GET", "search?q=xylophone")
    wait_for(lambda: call(server_url, "GET", "usage")["searches_in_vain"] >= 10)
    me = board(lang="zh-CN")
    guidance = section(me, "导航效果")
    expect(guidance).to_contain_text("搜索无结果10+")
    guidance.locator("summary", has_text="没有结果的词").click()
    expect(guidance).to_contain_text("xylophone10+")
    people = section(me, "哪里有人")
    expect(people.locator("tbody tr").first).to_contain_text("0+")
    people.scroll_into_view_if_needed()
    is_accessible(me)
    me.picture("facilities-zh-usage")
    with me.page.expect_download() as saved:
        people.get_by_role("button").click()
    assert "人数" in saved.value.path().read_text(encoding="utf-8-sig")
