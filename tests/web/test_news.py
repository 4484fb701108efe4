"""What changes while somebody goes: waits, offers, closed ways, no way, being lost; and the voice."""

import re
import time

import pytest
from playwright.sync_api import expect

from nav.guidance.landmark_question import MOST_CHOICES
from tests.web.conftest import DESKTOP, PHONE, SMALL_PHONE
from tests.web.test_troubles import answer, walk_with

SCREENS = [
    pytest.param(PHONE, "zh-CN", {}, id="phone-zh"),
    pytest.param(PHONE, "en-GB", {"dark": True}, id="phone-en-dark"),
    pytest.param(SMALL_PHONE, "en-GB", {}, id="small-en"),
    pytest.param(DESKTOP, "zh-CN", {}, id="desktop-zh"),
]
QUEUE = {"zh-CN": "采血窗口", "en-GB": "blood draw"}
SAID = {
    "zh-CN": "采血窗口3：12 人在等候。采血窗口6：3 人在等候。去采血窗口6大约省 14 分钟。",
    "en-GB": "Blood Draw 3: 12 people waiting. Blood Draw 6: 3 people waiting. Going to 6 saves about 14 min.",
}
LOST = ("no_fix", {"t_s": 0, "reason": "stale", "text": "The last position is too old."})


def waits(name, **more):
    shown = {"waiting": 3, "p50_s": 350, "p90_s": 610, "age_s": 12, "basis": "live", **more}
    return {"waits": [{"place": "b6", "labels": {"en": name, "zh-Hans": name}, **shown}], "unknown": []}


def forecast(page, said):
    page.route("**/forecast?*", answer(200, said))


def to_the_queue(visit, size=PHONE, lang="en-GB", **more):
    me = visit(size=size, lang=lang, calm=True, **more).wait_for_map()
    return me.go_to(QUEUE[lang]).from_entrance().has_route()


def offer(lang, left_s=90):
    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + left_s))
    return (
        "offer",
        {"id": "offer-1", "from_id": "b3", "to_id": "b6", "saved_s": 840, "text": SAID[lang], "expires_at": until},
    )


def planned_route(me):
    """Return the way from the entrance as the server tells it."""
    with me.page.expect_response(re.compile(r"/v1/venues/demo/routes$")) as heard:
        me.from_entrance()
    return heard.value.json()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (waits("Blood Draw 6"), "Blood Draw 6 (quickest now) · 3 waiting · about 6–10 min"),
        (waits("Blood Draw 6", age_s=250), "counted 4 min ago"),
        (waits("Blood Draw 6", basis="typical", waiting=None, age_s=None), "usually about 6–10 min"),
        ({"waits": [], "unknown": [{"place": "b6", "labels": {}, "reason": "unknown"}]}, "Wait not known"),
        ({"waits": [], "unknown": [{"place": "b6", "labels": {}, "reason": "no_server"}]}, "Nobody serves there now"),
    ],
)
def test_the_wait_on_arrival_is_said_with_what_it_is_worth(visit, said, shown):
    me = to_the_queue(visit, prepare=lambda page: forecast(page, said))
    expect(me.page.locator(".wait")).to_contain_text(shown)
    me.is_accessible()


@pytest.mark.parametrize(("size", "lang", "more"), SCREENS)
def test_the_wait_fits_every_screen(visit, request, size, lang, more):
    me = to_the_queue(visit, size, lang, prepare=lambda page: forecast(page, waits("采血窗口6", age_s=130)), **more)
    expect(me.page.locator(".wait")).to_be_visible()
    me.is_accessible().picture(f"{request.node.callspec.id}-wait")


def test_the_real_server_says_something_of_every_queue(visit):
    me = to_the_queue(visit)
    expect(me.page.locator(".wait")).to_contain_text(re.compile("waiting|usually|not known|serves"))


def test_a_place_without_a_queue_has_no_wait(visit):
    me = visit(lang="en-GB").wait_for_map().go_to("cardiology").from_entrance().has_route()
    expect(me.page.locator(".wait")).to_have_count(0)


@pytest.mark.parametrize(("size", "lang", "more"), SCREENS)
def test_another_counter_is_offered_beside_everything_else(visit, request, size, lang, more):
    me = to_the_queue(visit, size, lang, **more)
    walk_with(me, None, offer(lang))
    expect(me.page.locator(".offer")).to_contain_text(SAID[lang])
    expect(me.page.locator(".offer button")).to_have_count(2)
    focused = me.page.evaluate("document.activeElement.closest('.offer')")
    assert focused is None, "an offer never takes the focus"
    me.hears(SAID[lang])
    assert overlaps(me, ".offer", ".map-area") == 0
    assert overlaps(me, ".offer", ".panel") == 0
    expect(me.page.locator(".action-bar")).to_be_in_viewport()
    me.is_accessible().picture(f"{request.node.callspec.id}-offer")


def overlaps(me, first, second):
    """Return the area [px²] that two elements share."""
    a, b = (me.page.locator(each).bounding_box() for each in (first, second))
    width = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    height = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return max(width, 0) * max(height - 22, 0)  # the panel's round corners lie on the map


def test_an_offer_in_large_text_leaves_everything_usable(visit):
    me = to_the_queue(visit, PHONE, "en-GB")
    walk_with(me, None, offer("en-GB"))
    me.page.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(me.page.locator(".offer")).to_be_visible()
    me.page.locator(".offer button").last.scroll_into_view_if_needed()
    me.is_accessible().picture("phone-en-large-text-offer")


@pytest.mark.parametrize(("button", "said"), [("Switch", "accept"), ("Keep", "keep")])
def test_an_offer_is_taken_only_by_the_person_and_goes_when_answered(visit, button, said):
    me = to_the_queue(visit)
    answers = []

    def take(route):
        answers.append(route.request.post_data_json)
        route.fulfill(status=200, body="{}", content_type="application/json")

    me.page.route("**/offers/offer-1", take)
    walk_with(me, None, offer("en-GB"))
    expect(me.page.locator(".offer")).to_be_visible()
    assert answers == []
    me.page.locator(".offer button", has_text=button).focus()
    me.page.keyboard.press("Enter")
    expect(me.page.locator(".offer")).to_have_count(0)
    assert answers == [{"answer": said}]
    expect(me.page.locator(".panel h1")).to_be_focused()


def test_an_offer_that_stands_no_more_is_said_and_goes(visit):
    me = to_the_queue(visit)
    me.expect_failures("409")
    me.page.route("**/offers/offer-1", answer(409, {"code": "conflict", "title": "Conflict"}))
    walk_with(me, None, offer("en-GB"))
    me.page.locator(".offer button", has_text="Switch").click()
    expect(me.page.locator(".offer")).to_have_count(0)
    me.hears("offer is over")


def test_an_offer_goes_by_itself_when_its_time_is_over(visit):
    me = to_the_queue(visit)
    walk_with(me, None, offer("en-GB", left_s=4))
    expect(me.page.locator(".offer")).to_be_visible()
    expect(me.page.locator(".offer")).to_have_count(0, timeout=10_000)


@pytest.mark.parametrize(
    ("lang", "why"), [("en-GB", "Outpatient Lift is out of service."), ("zh-CN", "门诊电梯停用了。")]
)
def test_a_new_way_says_what_is_closed(visit, lang, why):
    me = visit(lang=lang, calm=True).wait_for_map().go_to(QUEUE[lang])
    route = planned_route(me)
    walk_with(me.has_route(), None, ("route", {"reason": "lift_out", "text": why, "route": route}))
    expect(me.page.locator(".notice", has_text=why)).to_be_visible()
    me.hears(why)
    me.is_accessible().picture(f"phone-{lang[:2]}-reroute")


def test_a_wheelchair_user_without_a_way_is_offered_help_and_other_places_never_the_walking_route(visit):
    me = visit(lang="en-GB", calm=True).wait_for_map()
    me.page.get_by_label("Step-free").check()
    me.go_to("cardiology")
    route = planned_route(me)
    needs = "A helper has to open a heavy door: the door of Cardiology."
    helped = {**route, "broken_wishes": [{"wish": "light_doors", "feature_ids": [], "text": needs}]}
    none = {
        "code": "no-route", "status": 422, "title": "No way", "reason": "profile_excludes",
        "text": f"There is no step-free way. With a helper there is one: {needs}", "with_help": helped,
    }  # fmt: skip
    me.expect_failures("422")
    to_cardiology = re.compile(re.escape(route["destination_id"]))
    me.page.route(
        "**/v1/venues/demo/routes",
        lambda asked: answer(422, none)(asked) if to_cardiology.search(asked.request.post_data) else asked.continue_(),
    )
    me.page.get_by_label("No stairs").check()
    me.page.get_by_label("Step-free").check()
    notice = me.page.locator(".notice")
    expect(notice).to_contain_text(needs)
    expect(notice.get_by_role("button").first).to_have_text("Show the way with a helper")
    expect(me.page.get_by_text("Ask at Information Desk")).to_be_visible()
    expect(me.page.get_by_text("walking route")).to_have_count(0)
    me.is_accessible().picture("phone-en-with-help")
    notice.get_by_role("button").first.click()
    expect(me.page.locator(".notice").first).to_contain_text("Not alone")
    expect(me.page.locator("ul.notice")).to_contain_text(needs)
    expect(me.page.get_by_role("button", name="Start", exact=True)).to_have_count(0)
    me.is_accessible().picture("phone-en-with-help-steps")


@pytest.mark.parametrize(("lang", "name"), [("en-GB", "phone-en"), ("zh-CN", "phone-zh")])
def test_somebody_lost_is_found_by_what_they_see(visit, lang, name):
    me = to_the_queue(visit, PHONE, lang)
    walk_with(me, {"level_id": "", "x_m": 1, "y_m": 1, "r68_m": 2, "r95_m": 4}, LOST)
    # The two ways to say it by a sign open something below them; what can be seen does not.
    seen = me.page.locator("section[aria-labelledby=find-me-title] li button:not([aria-expanded])")
    expect(seen.nth(1)).to_be_visible()
    assert seen.count() <= MOST_CHOICES
    me.page.locator("#find-me-title").scroll_into_view_if_needed()
    me.is_accessible().picture(f"{name}-lost")
    with me.page.expect_request("**/position") as told:
        seen.first.click()
    assert set(told.value.post_data_json) == {"x_m", "y_m", "level"}
    assert told.value.response().status == 202


def test_somebody_lost_is_found_by_the_code_of_a_sign(visit):
    me = to_the_queue(visit)
    walk_with(me, None, LOST)
    me.page.get_by_role("button", name="Type the code").click()
    me.page.locator("#sign-code").fill("bl-f1-05")
    with me.page.expect_request("**/position") as told:
        me.page.get_by_role("button", name="OK").click()
    assert told.value.response().status == 202


SPEECH = """
const said = (window.__said = []);
const made = { lang: "en-GB", name: "A voice" };
Object.defineProperty(window, "speechSynthesis", { configurable: true, value: Object.assign(new EventTarget(), {
  pending: false, getVoices: () => [made], speak: (each) => said.push(each.text), cancel: () => undefined }) });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_instructions_are_spoken_for_who_wants_them_and_that_is_remembered(visit):
    me = visit(lang="en-GB", prepare=lambda page: page.add_init_script(SPEECH)).wait_for_map()
    me.go_to("blood draw").from_entrance().has_route().start()
    speak = me.page.get_by_role("button", name="Speak")
    expect(speak).to_have_attribute("aria-pressed", "false")
    assert me.page.evaluate("window.__said") == []
    expect(me.page.locator(".step.now")).to_be_visible()
    speak.click()
    expect(speak).to_have_attribute("aria-pressed", "true")
    assert me.page.evaluate("window.__said")[0]
    me.is_accessible().picture("phone-en-speak")
    me.page.reload()
    me.wait_for_map()
    expect(me.page.get_by_role("button", name="Speak")).to_have_attribute("aria-pressed", "true")


def test_where_nothing_can_speak_no_voice_is_offered(visit):
    gone = "Object.defineProperty(window, 'speechSynthesis', { value: undefined });"
    me = visit(lang="en-GB", prepare=lambda page: page.add_init_script(gone)).wait_for_map()
    me.go_to("blood draw").from_entrance().has_route().start()
    expect(me.page.locator(".step.now")).to_be_visible()
    expect(me.page.get_by_role("button", name="Speak")).to_have_count(0)
