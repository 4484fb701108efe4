"""The map editor in a real browser, by real mouse and keyboard."""

import itertools
import json
import re
import time
import urllib.request

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.web.conftest import FEED_KEY
from tests.web.visitor import AXE

DESK = (1440, 900)
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a[href], input, select")]
  .filter((each) => each.checkVisibility() && !each.closest(".file"))
  .map((each) => [each, (each.closest(".check") || each).getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([each, box]) => `${each.ariaLabel || each.textContent}: ${box.width} x ${box.height}`)"""
IMPORT_LIMIT_S = 60.0
NUMBERS = itertools.count(1)


def square(west, south, east, north):
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def feature(name, kind, geometry, **properties):
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": {"feature_type": kind, **properties}}


def of_kind(server_url, venue, kind):
    return [each for each in features_of(server_url, venue).values() if each["properties"]["feature_type"] == kind]


def added(name, kind, geometry, **properties):
    return {"add": name, "feature_type": kind, "geometry": geometry, "properties": {"level_id": "F1", **properties}}


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
    return [
        each
        for each in features_of(server_url, venue).values()
        if name in each["properties"].get("labels", {}).values()
    ]


@pytest.fixture
def clinic(server_url):
    """A clinic of two floors: a corridor with one room on the ground floor, and nothing published yet."""
    venue = f"clinic-{next(NUMBERS)}"
    area = {"type": "Polygon", "coordinates": [[[121, 31], [121.0004, 31], [121.0004, 31.0003], [121, 31]]]}
    plan = {
        "type": "FeatureCollection",
        "beeline": {"labels": {"en": "Clinic", "zh-Hans": "诊所"}, "frame_origin": [121, 31]},
        "features": [
            feature("F1", "level", area, ordinal=0, short_labels={"und": "F1"}, labels={"en": "Ground floor"}),
            feature("F2", "level", area, ordinal=1, short_labels={"und": "F2"}, labels={"en": "First floor"}),
        ],
    }
    path = f"/v1/venues/{venue}/imports?format=geojson&name=plan.geojson"
    job, _ = ask(server_url, path, method="POST", body=plan, headers={"Content-Type": "application/octet-stream"})
    deadline = time.monotonic() + IMPORT_LIMIT_S
    while job["state"] in ("queued", "running"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
        job, _ = ask(server_url, f"/v1/venues/{venue}/imports/{job['id']}")
    assert job["state"] == "done", job
    change(
        server_url,
        venue,
        {"change": "F1", "geometry": square(0, 0, 30, 20)},
        {"change": "F2", "geometry": square(0, 0, 30, 20)},
        added("hall", "unit", square(0, 8, 30, 12), category="lobby", labels={"en": "Hall", "zh-Hans": "大厅"}),
        added(
            "consulting", "unit", square(0, 12, 6, 18), category="room", labels={"en": "Consulting", "zh-Hans": "诊室"}
        ),
        added("consulting-door", "opening", line((2, 12), (3.2, 12)), has_door=True),
        added("entrance", "opening", line((0, 9), (0, 11)), entrance=True),
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
        return tuple(
            at + (metres - base) * scale for metres, (at, base, scale) in zip((x, y), self._scale, strict=True)
        )

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
def desk(visit, clinic, server_url, signed_in):
    def open_desk(*, lang="en-US", size=DESK, **more):
        visitor = visit(f"/editor?venue={clinic}", size=size, lang=lang, prepare=signed_in, **more)
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


def test_what_is_being_typed_stays_while_something_else_is_saved(desk):
    at = desk()
    held = []
    at.page.route("**/draft/changes", lambda route: route.continue_() if held else held.append(route))
    at.click(3, 15).fill("Name (English)", "Injections")
    chinese = at.page.get_by_label("Name (Chinese)", exact=True)
    chinese.fill("注射室")
    expect(at.page.locator(".editor-saved")).to_have_text("Saving…")
    at.visitor.comes_true(lambda: bool(held))
    held[0].continue_()
    at.is_saved()
    expect(chinese).to_have_value("注射室")
    chinese.press("Tab")
    at.is_saved()
    assert len(named(at.server_url, at.venue, "注射室")) == 1


def test_a_room_is_drawn_gets_a_door_and_undo_takes_the_door_back(desk):
    at = desk()
    at.click(20, 3).press("r").drag((6, 12), (11, 17)).is_saved()
    at.fill("Name (English)", "Dressings").is_saved()
    (room,) = named(at.server_url, at.venue, "Dressings")
    xs, ys = zip(*room["geometry"]["coordinates"][0], strict=True)
    assert (min(xs), min(ys)) == (6, 12), "it snapped to the corner of its neighbour"

    at.page.get_by_role("button", name="Door").click()
    at.click(8.5, 12.1).is_saved()
    doors = [
        each
        for each in features_of(at.server_url, at.venue).values()
        if each["properties"]["feature_type"] == "opening"
    ]
    assert len(doors) == 3
    at.visitor.picture("editor-door")
    expect(at.page.get_by_role("tabpanel")).not_to_contain_text("has no opening")

    at.press("Control+z").is_saved()
    expect(at.page.get_by_role("tabpanel")).to_contain_text("has no opening")
    at.press("Control+Shift+z").is_saved()
    at.reload().click(8.5, 15)
    expect(at.page.get_by_label("Name (English)", exact=True)).to_have_value("Dressings")


def test_a_finding_leads_to_its_place_and_its_repair_mends_it(desk):
    at = desk()
    change(at.server_url, at.venue, {"change": "consulting-door", "geometry": line((2, 13), (3.2, 13))})
    at.reload()
    at.page.get_by_role("button", name="F2").click()
    finding = at.page.locator(".lines li").filter(has_text="M305").first
    finding.locator(".line").click()
    expect(at.page.get_by_role("button", name="F1")).to_have_attribute("aria-pressed", "true")
    at.page.locator(".panel .line").filter(has_text="Door or gap").first.click()
    expect(at.page.get_by_label("Clear width", exact=True)).to_have_value("1.2")
    at.visitor.picture("editor-findings")
    finding.locator(".mend").click()
    expect(at.page.get_by_role("tabpanel")).not_to_contain_text("M305")
    at.is_saved()


def test_what_is_drawn_while_the_connection_is_lost_is_saved_when_it_is_back_even_after_the_tab_was_closed(desk):
    at = desk(failures=("ERR_FAILED", "Failed to load resource"))
    at.page.route("**/draft/changes", lambda route: route.abort())
    at.click(3, 15).fill("Name (English)", "Injections")
    expect(at.page.locator(".editor-saved")).to_have_text("Not saved, offline")
    at.press("Escape").click(20, 5).press("r").drag((12, 12), (16, 16))
    at.visitor.picture("editor-offline")
    assert named(at.server_url, at.venue, "Injections") == []
    at.page.unroute("**/draft/changes")
    at.page.on("dialog", lambda dialog: dialog.accept())
    at.reload().is_saved()
    assert len(named(at.server_url, at.venue, "Injections")) == 1
    rooms = [
        each for each in features_of(at.server_url, at.venue).values() if each["properties"]["feature_type"] == "unit"
    ]
    assert len(rooms) == 3


def test_a_change_whose_answer_was_lost_is_not_made_twice(desk):
    at = desk(failures=("ERR_FAILED",))
    lost = []

    def lose_answer(route):
        if not lost and route.request.method == "POST":
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    at.page.route("**/draft/changes*", lose_answer)
    at.click(20, 5).press("r").drag((12, 12), (16, 16)).is_saved()
    assert lost
    log, _ = ask(at.server_url, f"/v1/venues/{at.venue}/draft/changes")
    assert [each["words"] for each in log["changes"]].count("Draw a room") == 1


def test_what_a_colleague_changed_elsewhere_is_merged_and_the_same_field_is_asked_about(desk):
    at = desk(failures=("409",))
    change(at.server_url, at.venue, {"change": "hall", "properties": {"labels": {"en": "Lobby", "zh-Hans": "大厅"}}})
    at.click(3, 15).fill("Name (English)", "Injections").is_saved()
    assert len(named(at.server_url, at.venue, "Lobby")) == 1

    change(
        at.server_url,
        at.venue,
        {"change": "consulting", "properties": {"labels": {"en": "Vaccination", "zh-Hans": "诊室"}}},
    )
    at.fill("Name (English)", "Infusions")
    question = at.page.get_by_role("region", name="Somebody changed the same at the same time")
    expect(question).to_contain_text("Vaccination")
    expect(question).to_contain_text("Infusions")
    at.visitor.picture("editor-conflict")
    question.get_by_label("Take theirs").check()
    question.get_by_role("button", name="Save my choice").click()
    at.is_saved()
    expect(at.page.get_by_label("Name (English)", exact=True)).to_have_value("Vaccination")


def test_a_corner_is_dragged_with_its_neighbours_and_what_cannot_be_done_says_why(desk):
    at = desk()
    at.click(3, 15).drag((6, 18), (7.5, 18)).is_saved()
    assert [7.5, 18] in features_of(at.server_url, at.venue)["consulting"]["geometry"]["coordinates"][0]
    at.press("s").is_saved()
    assert [7.5, 18] not in features_of(at.server_url, at.venue)["consulting"]["geometry"]["coordinates"][0]
    at.press("s")
    expect(at.page.locator(".editor-hint")).to_have_text("It is square already.")
    at.press("d").click(20, 16)
    expect(at.page.locator(".editor-hint")).to_contain_text("There is no wall here")


def test_a_room_is_found_moved_copied_and_removed_by_keyboard_alone(desk):
    at = desk()
    at.find("consult").page.locator(".editor-map").focus()
    at.press("Shift+ArrowRight").is_saved()
    ring = features_of(at.server_url, at.venue)["consulting"]["geometry"]["coordinates"][0]
    assert min(x for x, _ in ring) == 1
    at.press("Control+d").is_saved()
    assert len(named(at.server_url, at.venue, "Consulting")) == 2
    at.press("Delete").is_saved()
    assert len(named(at.server_url, at.venue, "Consulting")) == 1
    at.find("consult").fill("East x", "3").is_saved()
    ring = features_of(at.server_url, at.venue)["consulting"]["geometry"]["coordinates"][0]
    assert min(x for x, _ in ring) == 3


def test_a_room_is_drawn_by_numbers_without_a_pointer(desk):
    at = desk()
    at.page.get_by_role("button", name="Room, box").press("Enter")
    at.fill("East x", "6").fill("North y", "12").fill("Width", "5").fill("Depth", "4")
    at.page.get_by_role("button", name="Draw a room").press("Enter")
    at.is_saved()
    (room,) = [each for each in of_kind(at.server_url, at.venue, "unit") if each["id"] not in ("hall", "consulting")]
    assert sorted(room["geometry"]["coordinates"][0][:4]) == [[6, 12], [6, 16], [11, 12], [11, 16]]
    at.page.get_by_role("button", name="Door").press("Enter")
    at.page.get_by_role("group", name="By numbers (m)").get_by_label("East x").fill("8")
    at.page.get_by_role("group", name="By numbers (m)").get_by_label("North y").fill("12.1")
    at.page.get_by_role("button", name="Place it there").press("Enter")
    at.is_saved()
    assert len(of_kind(at.server_url, at.venue, "opening")) == 3


def test_a_room_is_split_by_a_line_and_merged_again(desk):
    at = desk()
    at.click(3, 15).press("x").click(4.5, 12).click(4.5, 18).is_saved()
    assert len(of_kind(at.server_url, at.venue, "unit")) == 3
    at.visitor.picture("editor-split")
    at.press("v").click(2, 15)
    at.page.keyboard.down("Shift")
    at.click(5.3, 16)
    at.page.keyboard.up("Shift")
    at.press("c").is_saved()
    assert len(of_kind(at.server_url, at.venue, "unit")) == 2
    ring = features_of(at.server_url, at.venue)["consulting"]["geometry"]["coordinates"][0]
    assert sorted(ring[:4]) == [[0, 12], [0, 18], [6, 12], [6, 18]]


def test_an_outline_is_drawn_by_clicks_and_closed_by_enter(desk):
    at = desk()
    at.click(20, 5).press("p").click(10, 12).click(14, 12).click(14, 16).click(12, 18).press("Enter").is_saved()
    (room,) = [each for each in of_kind(at.server_url, at.venue, "unit") if each["id"] not in ("hall", "consulting")]
    assert [12, 18] in room["geometry"]["coordinates"][0]


def test_a_lift_with_its_doors_is_drawn_on_all_floors_and_bays_paths_and_obstacles_in_one_stroke_each(desk):
    at = desk()
    at.click(20, 5).press("t")
    at.page.get_by_role("combobox", name="Kind", exact=True).select_option("elevator")
    at.drag((20, 12), (22, 14)).is_saved()
    (lift,) = of_kind(at.server_url, at.venue, "portal")
    assert [stop["level_id"] for stop in lift["properties"]["stops"]] == ["F1", "F2"]
    at.visitor.picture("editor-lift")
    at.page.get_by_role("group", name="Stops at").get_by_label("First floor").click()
    expect(at.page.locator(".editor-hint")).to_have_text("Stairs and lifts join two floors at least.")
    at.page.get_by_role("button", name="Door").click()
    at.click(21, 12.1).is_saved()
    doors = of_kind(at.server_url, at.venue, "opening")
    assert sorted(each["properties"]["level_id"] for each in doors if each["id"].count("-") == 4) == ["F1", "F2"]

    at.press("b").click(10, 2).click(20, 2).is_saved()
    assert len(of_kind(at.server_url, at.venue, "parking_bay")) == 4
    at.press("o").drag((14, 13), (15, 14)).is_saved()
    assert len(of_kind(at.server_url, at.venue, "fixture")) == 1
    at.press("w").click(26, 13).click(26, 16).click(28, 16).press("Enter").is_saved()
    (path,) = [each for each in of_kind(at.server_url, at.venue, "unit") if each["geometry"]["type"] == "LineString"]
    expect(at.page.get_by_label("Width (m)", exact=True)).to_have_value("1.2")

    at.press("v").click(3, 15)
    at.page.get_by_text("Turn, repeat, copy").click()
    at.page.get_by_role("button", name="Copy to floor").click()
    at.is_saved()
    assert len(named(at.server_url, at.venue, "Consulting")) == 2
    at.visitor.picture("editor-drawn")
    is_accessible(at)


def test_the_table_names_finds_replaces_and_changes_many_at_once(desk):
    at = desk()
    at.page.get_by_role("button", name="Table, change several").click()
    table = at.page.get_by_role("dialog")
    row = table.get_by_role("row").filter(has=at.page.get_by_label("Choose Consulting"))
    row.get_by_label("FHIR Location").fill("Location/12")
    row.get_by_label("FHIR Location").press("Tab")
    row.get_by_role("combobox", name="Accessible").select_option("unknown")
    table.get_by_label("Words to find").fill("consult")
    table.get_by_label("Put instead").fill("Treat")
    table.get_by_role("button", name="Replace in 1").click()
    expect(row).to_have_count(0)
    table.get_by_label("Choose all").check()
    table.get_by_role("combobox", name="Field", exact=True).select_option("access")
    table.get_by_role("group", name="For all that are chosen").get_by_role("combobox", name="Restriction").select_option("staff")
    table.get_by_role("button", name="Give to 2").click()
    at.visitor.picture("editor-table")
    is_accessible(at)
    table.get_by_role("combobox", name="Kind", exact=True).select_option("service_group")
    table.get_by_role("button", name="Add one").click()
    table.get_by_label("Name (English)").fill("Vaccination")
    table.get_by_label("Name (English)").press("Tab")
    table.get_by_role("button", name="Close").click()
    at.is_saved()
    units = {each["id"]: each["properties"] for each in of_kind(at.server_url, at.venue, "unit")}
    assert units["consulting"]["labels"]["en"] == "Treating"
    assert units["consulting"]["external_ids"] == {"fhir": "Location/12"}
    assert units["consulting"]["accessibility"] == "unknown"
    assert {each["access"] for each in units.values()} == {"staff"}
    (service,) = of_kind(at.server_url, at.venue, "service_group")
    assert service["properties"]["labels"]["en"] == "Vaccination"


def test_markup_and_emoji_in_a_name_are_kept_as_they_are(desk):
    at = desk()
    name = "<b>Müller</b> & 🏥 مرحبا"
    at.click(3, 15).fill("Name (English)", name).is_saved()
    assert len(named(at.server_url, at.venue, name)) == 1


def test_a_new_building_is_begun_drawn_over_its_picture_and_given_another_floor(visit, server_url, signed_in, tmp_path):
    plan = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(plan).rectangle((60, 100, 360, 300), outline="black", width=4)
    plan.save(tmp_path / "plan.png")
    venue = f"annex-{next(NUMBERS)}"
    visitor = visit(f"/editor?venue={venue}", size=DESK, lang="en-US", prepare=signed_in, failures=("404",))
    page = visitor.page
    for label, text in {
        "Name (Chinese)": "附楼",
        "Name (English)": "Annex",
        "Longitude of its south-west corner": "121.5",
        "Latitude of its south-west corner": "31.2",
    }.items():
        page.get_by_label(label).fill(text)
    visitor.picture("editor-begin")
    page.get_by_role("button", name="Create").click()

    at = Desk(visitor, venue, server_url)
    page.get_by_role("tab", name="Picture").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "plan.png")
    expect(page.get_by_role("tabpanel")).to_contain_text("plan.png")
    a, _, x, _, d, y = underlay_of(server_url, venue)["transformation"]
    page.get_by_role("button", name="Draw the line").click()
    at.click(60 * a + x, 300 * d + y).click(360 * a + x, 300 * d + y)
    page.get_by_label("Length in reality (m)").fill("30")
    page.get_by_role("button", name="Scale", exact=True).click()
    expect(page.get_by_label("Length in reality (m)")).to_have_count(0)
    assert underlay_of(server_url, venue)["transformation"][0] == pytest.approx(30 / 300, rel=0.03)
    visitor.picture("editor-picture")

    page.get_by_role("button", name="Add a floor").click()
    at.is_saved()
    assert {each["properties"]["ordinal"] for each in of_kind(server_url, venue, "level")} == {0, 1}


def underlay_of(server_url, venue):
    (underlay,) = ask(server_url, f"/v1/venues/{venue}/underlays")[0]["underlays"]
    return underlay


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("lang", ["zh-CN", "en-US"])
def test_the_editor_breaks_no_rule_of_accessibility(desk, lang, dark):
    at = desk(lang=lang, dark=dark)
    at.click(3, 15).is_saved()
    at.press("r")
    is_accessible(at)
    at.page.get_by_role("tab").nth(1).click()
    is_accessible(at)
    at.page.get_by_role("tab").nth(2).click()
    is_accessible(at)
    at.visitor.picture(f"editor-{lang}-{'dark' if dark else 'light'}")


def is_accessible(at):
    """Hold axe-core's rules and the size of targets; the patients' page has more to hold."""
    if not at.page.evaluate("'axe' in window"):
        at.page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = at.page.evaluate("axe.run(document, {resultTypes: ['violations'], elementRef: false})")
    assert [f"{each['id']}: {[node['html'][:200] for node in each['nodes'][:3]]}" for each in found["violations"]] == []
    assert at.page.evaluate(SMALL_TARGETS) == []
