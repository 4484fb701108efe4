"""The map editor in a real browser, by real mouse and keyboard."""

import itertools
import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.web.conftest import FEED_KEY
from tests.web.staff import sign_in

DESK = (1440, 900)
NUMBERS = itertools.count(1)


def square(west, south, east, north):
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def feature(name, kind, geometry, **properties):
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": {"feature_type": kind, **properties}}


def line(*spots):
    return {"type": "LineString", "coordinates": [list(each) for each in spots]}


def ask(server_url, path, *, method="GET", body=None, headers=None):
    request = urllib.request.Request(
        server_url + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {FEED_KEY}", "Content-Type": "application/json", **(headers or {})},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response), response.headers


def change(server_url, venue, *edits):
    """Change a draft, as a colleague at another desk does."""
    _, headers = ask(server_url, f"/v1/venues/{venue}/draft")
    body = {"coordinates": "local", "by": "colleague", "edits": edits}
    path = f"/v1/venues/{venue}/draft/changes"
    ask(server_url, path, method="POST", body=body, headers={"If-Match": headers["ETag"]})


def features_of(server_url, venue):
    document, _ = ask(server_url, f"/v1/venues/{venue}/draft?coordinates=local")
    return {each["id"]: each for each in document["features"]}


def named(server_url, venue, name):
    return [each for each in features_of(server_url, venue).values() if name in each["properties"].get("labels", {}).values()]


@pytest.fixture
def clinic(server_url):
    """A clinic of two floors: a corridor with one room on the ground floor, and nothing published yet."""
    venue = f"clinic-{next(NUMBERS)}"
    degrees = {"type": "Polygon", "coordinates": [[[121, 31], [121.0004, 31], [121.0004, 31.0003], [121, 31.0003], [121, 31]]]}
    plan = {
        "type": "FeatureCollection",
        "beeline": {"labels": {"en": "Clinic", "zh-Hans": "诊所"}, "frame_origin": [121, 31]},
        "features": [
            feature("F1", "level", degrees, ordinal=0, short_labels={"und": "F1"}, labels={"en": "Ground floor", "zh-Hans": "一层"}),
            feature("F2", "level", degrees, ordinal=1, short_labels={"und": "F2"}, labels={"en": "First floor", "zh-Hans": "二层"}),
        ],
    }
    path = f"/v1/venues/{venue}/imports?format=geojson&name=plan.geojson"
    job, _ = ask(server_url, path, method="POST", body=plan, headers={"Content-Type": "application/octet-stream"})
    for _ in range(200):
        job, _ = ask(server_url, f"/v1/venues/{venue}/imports/{job['id']}")
        if job["state"] not in ("waiting", "running", "queued"):
            break
    change(
        server_url,
        venue,
        {"change": "F1", "geometry": square(0, 0, 30, 20)},
        {"change": "F2", "geometry": square(0, 0, 30, 20)},
        {"add": "hall", "feature_type": "unit", "geometry": square(0, 8, 30, 12), "properties": {"level_id": "F1", "category": "lobby", "labels": {"en": "Hall", "zh-Hans": "大厅"}}},
        {"add": "consulting", "feature_type": "unit", "geometry": square(0, 12, 6, 18), "properties": {"level_id": "F1", "category": "room", "labels": {"en": "Consulting", "zh-Hans": "诊室"}}},
        {"add": "consulting-door", "feature_type": "opening", "geometry": line((2, 12), (3.2, 12)), "properties": {"level_id": "F1", "has_door": True}},
        {"add": "entrance", "feature_type": "opening", "geometry": line((0, 9), (0, 11)), "properties": {"level_id": "F1", "entrance": True}},
    )
    return venue


class Desk:
    """Somebody at the editor."""

    def __init__(self, visitor, venue, server_url):
        self.visitor, self.page, self.venue, self.server_url = visitor, visitor.page, venue, server_url
        expect(self.page.locator(".editor-map canvas").first).to_be_visible()
        self._scale = None

    def pixel(self, x, y):
        """Return where a place lies on the screen, by what the map says of two others."""
        if self._scale is None:
            box = self.page.locator(".editor-map").bounding_box()
            told = []
            for share in (0.3, 0.6):
                at = (box["x"] + box["width"] * share, box["y"] + box["height"] * share)
                self.page.mouse.move(*at)
                self.page.wait_for_timeout(120)
                found = re.findall(r"-?[\d.]+", self.page.locator(".editor-where").inner_text())
                told.append((at, (float(found[0]), float(found[1]))))
            (a, m), (b, n) = told
            self._scale = [(a[i], m[i], (b[i] - a[i]) / (n[i] - m[i])) for i in (0, 1)]
        return tuple(at + (metres - base) * scale for metres, (at, base, scale) in zip((x, y), self._scale, strict=True))

    def click(self, x, y, **more):
        self.page.mouse.click(*self.pixel(x, y), **more)
        return self

    def drag(self, start, end):
        begin, finish = self.pixel(*start), self.pixel(*end)
        self.page.mouse.move(*begin)
        self.page.mouse.down()
        for step in (0.3, 0.7, 1):
            self.page.mouse.move(*(b + (f - b) * step for b, f in zip(begin, finish, strict=True)))
        self.page.mouse.up()
        return self

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def is_saved(self):
        expect(self.page.locator(".editor-saved")).to_have_text(re.compile("^(Saved|已保存)$"))
        return self

    def fill(self, label, text):
        field = self.page.get_by_label(label, exact=True)
        field.fill(text)
        field.press("Tab")
        return self

    def find(self, words):
        self.page.get_by_role("searchbox").fill(words)
        self.page.locator(".found button").first.click()
        self._scale = None
        return self

    def reload(self):
        self.page.reload()
        expect(self.page.locator(".editor-map canvas").first).to_be_visible()
        self._scale = None
        return self


@pytest.fixture
def desk(visit, clinic, server_url):
    def open_desk(*, lang="en-US", size=DESK, **more):
        visitor = visit(f"/editor?venue={clinic}", size=size, lang=lang, prepare=sign_in, **more)
        return Desk(visitor, clinic, server_url)

    return open_desk


def test_a_room_is_renamed_in_both_languages_and_is_called_so_after_a_reload(desk):
    at = desk()
    at.click(3, 15).fill("Name (English)", "Injections").fill("Name (Chinese)", "注射室").is_saved()
    at.reload().click(3, 15)
    expect(at.page.get_by_label("Name (English)", exact=True)).to_have_value("Injections")
    (room,) = named(at.server_url, at.venue, "注射室")
    assert room["id"] == "consulting"
    at.visitor.picture("editor-properties")


def test_a_room_is_drawn_gets_a_door_and_undo_takes_the_door_back(desk):
    at = desk()
    at.click(20, 3).press("r").drag((6, 12), (11, 17)).is_saved()
    at.fill("Name (English)", "Dressings").is_saved()
    (room,) = named(at.server_url, at.venue, "Dressings")
    xs, ys = zip(*room["geometry"]["coordinates"][0], strict=True)
    assert (min(xs), min(ys)) == (6, 12), "it snapped to the corner of its neighbour"

    at.page.get_by_role("button", name="Door").click()
    at.click(8.5, 12.1).is_saved()
    doors = [each for each in features_of(at.server_url, at.venue).values() if each["properties"]["feature_type"] == "opening"]
    assert len(doors) == 3
    at.visitor.picture("editor-door")
    expect(at.page.get_by_role("tabpanel")).not_to_contain_text("has no opening")

    at.press("Control+z").is_saved()
    expect(at.page.get_by_role("tabpanel")).to_contain_text("has no opening")
    at.press("Control+Shift+z").is_saved()
    at.reload().click(8.5, 15)
    expect(at.page.get_by_label("Name (English)", exact=True)).to_have_value("Dressings")
