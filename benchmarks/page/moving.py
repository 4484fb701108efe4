"""How smoothly a floor of a thousand rooms is moved: dragged, zoomed and turned at once, counted in frames."""

import json
from collections.abc import Iterator

from playwright.sync_api import Browser, Route

from benchmarks.page import Row
from benchmarks.page.serving import Server, phone

ROOMS = 1000
LASTS_S = 4
_TONES = ("cardiology", "pharmacy", "imaging", "laboratory", "registration", "")

MOVE = """(seconds) => new Promise((done) => {
  const map = document.querySelector(".map");
  const box = map.getBoundingClientRect();
  const fire = (type, id, x, y) => map.dispatchEvent(new PointerEvent(type, {
    pointerId: id, clientX: box.left + x, clientY: box.top + y, button: 0, bubbles: true, isPrimary: id === 1,
  }));
  map.setPointerCapture = () => {};
  const [cx, cy] = [box.width / 2, box.height / 2];
  const gaps = [];
  let begun = 0, last = 0;
  const at = (t, side) => {
    const [spread, angle] = [60 + 25 * Math.sin(t * 1.3), 0.9 * Math.sin(t * 0.9)];
    const [mx, my] = [cx + 30 * Math.sin(t * 2), cy + 20 * Math.cos(t * 1.7)];
    return [mx + side * spread * Math.cos(angle), my + side * spread * Math.sin(angle)];
  };
  fire("pointerdown", 1, ...at(0, 1));
  fire("pointerdown", 2, ...at(0, -1));
  const step = (now) => {
    begun ||= now;
    if (last) gaps.push(now - last);
    last = now;
    const t = (now - begun) / 1000;
    if (t > seconds) {
      fire("pointerup", 1, 0, 0);
      fire("pointerup", 2, 0, 0);
      return done(gaps);
    }
    fire("pointermove", 1, ...at(t, 1));
    fire("pointermove", 2, ...at(t, -1));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def rows(server: Server, browser: Browser) -> Iterator[Row]:
    """Yield how many frames a second there are."""
    with phone(browser, service_workers="block") as page:
        page.route("**/v1/venues", lambda route: _answer(route, {"venues": [_venue()]}))
        page.route("**/v1/venues/large", lambda route: _answer(route, _venue()))
        page.route("**/v1/venues/large/plans/*", lambda route: _answer(route, _floor()))
        page.goto(server.address)
        page.locator(".plan .walls").wait_for(state="attached")
        page.wait_for_timeout(1000)
        for zoom, name in ((0, "the whole floor in sight"), (4, "names readable")):
            for _ in range(zoom):
                page.locator(".map-tools button").nth(0).click()
            page.wait_for_timeout(600)
            gaps_ms = sorted(page.evaluate(MOVE, LASTS_S))
            yield {
                "row": f"pan, zoom and turn together, {ROOMS} rooms, {name}, software graphics",
                "frames_per_s": round(1000 * len(gaps_ms) / sum(gaps_ms), 1),
                "slowest_in_20_ms": round(gaps_ms[int(0.95 * len(gaps_ms))], 1),
            }


def _answer(route: Route, body: object) -> None:
    route.fulfill(status=200, body=json.dumps(body), content_type="application/json")


def _venue() -> Row:
    level = {"id": "f1", "ordinal": 0, "labels": {"en": "Floor 1"}, "short_labels": {"und": "F1"}, "outdoor": False}
    return {
        "id": "large", "revision": 1, "labels": {"en": "Large"}, "purpose": "", "attribution": "",
        "profiles": ["walk"], "levels": [{**level, "bbox_m": [0, 0, 250, 220]}],
    }  # fmt: skip


def _floor() -> Row:
    hall = _room("hall", (0, 0, 250, 220), category="lobby", labels={"zh-Hans": "大厅", "en": "Hall"})
    rooms = []
    for index in range(ROOMS):
        column, row = index % 40, index // 40
        x, y = column * 6.2 + 1, row * 8.6 + 1 + (row % 2) * 1.5
        name = {"zh-Hans": f"诊室{index}", "en": f"Room {index}"}
        rooms.append(
            _room(f"r{index}", (x, y, x + 6, y + 5.5), category="room", function=_TONES[index % 6], labels=name)
        )
    return {"outline": hall["rings"], "rooms": [hall, *rooms], "fixtures": [], "bays": [], "openings": [], "points": []}


def _room(room_id: str, box: tuple[float, float, float, float], **more: object) -> Row:
    x0, y0, x1, y1 = box
    ring = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    return {"id": room_id, "at": [(x0 + x1) / 2, (y0 + y1) / 2], "rings": [ring], **more}
