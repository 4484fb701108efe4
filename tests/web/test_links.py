"""Links and signs: what a letter or a wall says opens on the phone, and what it cannot is said with a way on."""

import datetime as dt
import re
import subprocess
import sys

import httpx
import pytest
from playwright.sync_api import expect

from tests.web.conftest import FEED_KEY, REPOSITORY

CAMERA = """
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 480, height: 360 });
    const context = canvas.getContext("2d");
    const picture = new Image();
    picture.src = PICTURE;
    await picture.decode();
    const draw = () => {
      context.fillStyle = "#ccc";
      context.fillRect(0, 0, 480, 360);
      context.drawImage(picture, 120, 60, 240, 240);
    };
    draw();
    setInterval(draw, 100);
    return canvas.captureStream(10);
  };
"""
NO_CAMERA = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));"


def sign(server_url, **content):
    answer = httpx.post(
        f"{server_url}/v1/venues/demo/links", json=content, headers={"Authorization": f"Bearer {FEED_KEY}"}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["path"]


def find(server_url, words):
    return httpx.get(f"{server_url}/v1/venues/demo/search", params={"q": words}).json()["hits"][0]["id"]


def first_sign(server_url):
    for level in httpx.get(f"{server_url}/v1/venues/demo").json()["levels"]:
        plan = httpx.get(f"{server_url}/v1/venues/demo/plans/{level['id']}").json()
        for point in plan["points"]:
            if "code" in point:
                return point["code"]
    raise AssertionError("the demo hospital has no signs")


def picture_of(text):
    """Return a QR code as a data address, drawn by the library that also reads them."""
    draw = f"import('qr').then(({{default: draw}}) => console.log(draw({text!r}, 'svg', {{border: 4}})))"
    node = f"{sys.prefix}/bin/node"
    drawn = subprocess.run([node, "-e", draw], cwd=REPOSITORY / "web", capture_output=True, text=True, check=True)
    return "data:image/svg+xml," + re.sub(r'[%#"\n<>]', lambda found: f"%{ord(found[0]):02x}", drawn.stdout.strip())


@pytest.mark.parametrize("lang", ["zh-CN", "en-GB"])
def test_an_appointment_letter_opens_the_visit_with_its_times(visit, server_url, lang):
    at = dt.datetime.now().astimezone() + dt.timedelta(hours=2)
    window = {"earliest_at": at.isoformat(), "latest_at": (at + dt.timedelta(minutes=20)).isoformat()}
    stops = [
        {"id": "blood", "places": [find(server_url, "blood draw")]},
        {"id": "doctor", "places": [find(server_url, "cardiology")]},
    ]
    rules = [{"rule": "appointment", "stop": "doctor", **window}]
    me = visit(sign(server_url, visit={"stops": stops, "rules": rules}), lang=lang).wait_for_map()
    expect(me.page.locator(".visit-stop")).to_have_count(2)
    expect(me.page.locator(".visit-stop").nth(1)).to_contain_text(f"{at:%H:%M}")
    me.is_accessible().picture(f"phone-{lang[:2]}-appointment-link")
    assert "#link" not in me.page.url
    me.page.locator(".choices button").nth(1).click()
    me.page.locator(".action-bar .primary").click()
    expect(me.page.locator(".banner")).to_be_visible()
    expect(me.page.locator(".visit-stop")).to_have_count(2)


def test_a_link_that_was_changed_is_said_in_plain_words_and_the_page_goes_on(visit, server_url):
    forged = sign(server_url, to={"place": find(server_url, "pharmacy")})[:-4] + "AAAA"
    me = visit(forged, lang="en-GB")
    me.expect_failures("400")
    me.wait_for_map()
    expect(me.page.get_by_role("alert")).to_contain_text("not one of this hospital's")
    me.is_accessible().picture("phone-en-foreign-link")
    me.page.get_by_role("alert").get_by_role("button", name="Close").click()
    me.go_to("pharmacy").from_entrance().has_route()


def test_a_sign_on_the_wall_says_where_somebody_is_and_a_poster_where_to(visit, server_url):
    me = visit(f"/?at={first_sign(server_url)}&to={find(server_url, 'pharmacy')}", lang="en-GB").wait_for_map()
    me.has_route()
    expect(me.page.locator(".from-line")).to_contain_text(first_sign(server_url))


def test_a_sign_that_does_not_exist_is_said(visit):
    me = visit("/?at=NOWHERE", lang="zh-CN").wait_for_map()
    expect(me.page.get_by_role("alert")).to_contain_text("没有找到")


def test_a_sign_is_read_with_the_camera(visit, server_url):
    code = first_sign(server_url)
    camera = CAMERA.replace("PICTURE", repr(picture_of(f"https://hospital.example/?venue=demo&at={code}")))
    me = visit(lang="en-GB", prepare=lambda page: page.add_init_script(camera)).wait_for_map().go_to("pharmacy")
    me.page.get_by_role("button", name="Scan the sign").click()
    me.has_route()
    expect(me.page.locator(".from-line")).to_contain_text(code)


def test_another_qr_code_is_not_taken_for_a_sign(visit):
    camera = CAMERA.replace("PICTURE", repr(picture_of("https://elsewhere.example/pay")))
    me = visit(lang="en-GB", prepare=lambda page: page.add_init_script(camera)).wait_for_map().go_to("pharmacy")
    me.page.get_by_role("button", name="Scan the sign").click()
    expect(me.page.get_by_text("That is not one of our signs")).to_be_visible()
    me.is_accessible().picture("phone-en-scanner")


def test_without_a_camera_the_code_can_be_typed(visit):
    me = visit(lang="zh-CN", prepare=lambda page: page.add_init_script(NO_CAMERA)).wait_for_map().go_to("药房")
    me.page.get_by_role("button", name="扫墙上的二维码").click()
    expect(me.page.get_by_text("用不了相机")).to_be_visible()
    me.is_accessible().picture("phone-zh-no-camera")
    me.page.get_by_role("button", name="改为输入编号").click()
    expect(me.page.locator("#sign-code")).to_be_visible()
