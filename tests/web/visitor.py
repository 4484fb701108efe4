"""What a person does on the page, in their words; and what the tests look at on the way."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

REPOSITORY = Path(__file__).parents[2]
PICTURES = REPOSITORY / "test-artefacts" / "web"
AXE = REPOSITORY / "web" / "node_modules" / "axe-core" / "axe.min.js"
SMALLEST_TARGET_PX = 44

OVERLAPS = """() => {
  const shown = [...document.querySelectorAll(".names .name, .names .sign")]
    .filter((each) => each.getAttribute("display") !== "none")
    .map((each) => [each.textContent || each.getAttribute("class"), each.getBoundingClientRect()]);
  const hit = [];
  for (let i = 0; i < shown.length; i++) for (let j = i + 1; j < shown.length; j++) {
    const [a, b] = [shown[i][1], shown[j][1]];
    const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (x > 2 && y > 4) hit.push(`${shown[i][0]} / ${shown[j][0]}`);
  }
  return { names: shown.length, hit };
}"""
SMALL_TARGETS = """(least) => [...document.querySelectorAll("button, a[href], input")]
  .filter((each) => each.checkVisibility())
  .map((each) => [each, (each.closest(".chip, .search-field") || each).getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least)
  .map(([each, box]) => `${each.ariaLabel || each.textContent || each.id}: ${box.width} x ${box.height}`)"""
COVERED = """() => {
  const panel = document.querySelector(".panel").getBoundingClientRect();
  const top = document.querySelector(".top").getBoundingClientRect();
  return [...document.querySelectorAll(".map-area button")].filter((each) => each.checkVisibility()).filter((each) => {
    const list = each.closest("ul")?.getBoundingClientRect();
    const box = each.getBoundingClientRect();
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    if (list && (y < list.top || y > list.bottom)) return false;  // scrolled away inside its own list
    return !each.contains(document.elementFromPoint(x, y));
  }).map((each) => each.ariaLabel);
}"""

HEARD = """
  window.heard = [];
  new MutationObserver(() => {
    const said = document.querySelector("[role=status].unseen")?.textContent;
    if (said && said !== window.heard.at(-1)) window.heard.push(said);
  }).observe(document, { subtree: true, childList: true, characterData: true });
"""
"""Keeps what a screen reader would have said: one sentence soon gives way to the next."""
WAITING_LIMIT_S = 10.0


class Visitor:
    """A page, with the troubles it reported."""

    def __init__(self, page: Page, server_url: str, *, calm: bool) -> None:
        self.page = page
        self.calm = calm
        self.troubles: list[str] = []
        self.expected: list[str] = []
        page.add_init_script(HEARD)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        page.on("request", lambda request: self._on_request(request.url, server_url))

    def _on_console(self, message) -> None:
        if message.type == "error" and not any(word in message.text for word in self.expected):
            self.troubles.append(f"console: {message.text}")

    def _on_request(self, url: str, server_url: str) -> None:
        if not url.startswith((server_url + "/", "data:", "blob:")):
            self.troubles.append(f"foreign request: {url}")

    def expect_failures(self, *words: str) -> None:
        """Allow console errors with these words: the test breaks something on purpose."""
        self.expected.extend(words)

    def comes_true(self, is_so: Callable[[], bool]) -> "Visitor":
        """Wait until something that the page shows is so; what is drawn comes a frame or more after the key."""
        deadline = time.monotonic() + WAITING_LIMIT_S
        while not is_so():
            assert time.monotonic() < deadline, "this did not come true"
            self.page.wait_for_timeout(20)
        return self

    def hears(self, words: str) -> "Visitor":
        """Wait until the page has said some words for those who listen."""
        deadline = time.monotonic() + WAITING_LIMIT_S
        while words not in (heard := self.page.evaluate("() => window.heard.join('\\n')")):
            assert time.monotonic() < deadline, f"{words!r} was not said, but: {heard}"
            self.page.wait_for_timeout(50)
        return self

    def wait_for_map(self) -> "Visitor":
        expect(self.page.locator(".plan")).to_be_attached()
        expect(self.page.locator(".map-area")).to_have_attribute("aria-busy", "false")
        return self

    def search(self, words: str) -> "Visitor":
        self.page.locator("input[type=search]").click()
        self.page.locator("input[type=search]").fill(words)
        expect(self.page.locator(".results button").first).to_be_visible()
        return self

    def choose_first(self) -> "Visitor":
        self.page.locator(".results button").first.click()
        return self

    def go_to(self, words: str) -> "Visitor":
        self.search(words).choose_first()
        expect(self.page.locator(".choices")).to_be_visible()
        return self

    def from_entrance(self) -> "Visitor":
        self.page.locator(".choices button").nth(1).click()
        return self

    def has_route(self) -> "Visitor":
        expect(self.page.locator(".steps .step").first).to_be_visible()
        expect(self.page.locator(".route-line")).to_have_attribute("d", re.compile("M"))
        return self

    def start(self) -> "Visitor":
        self.page.locator(".action-bar .primary").click()
        expect(self.page.locator(".banner")).to_be_visible()
        return self

    def picture(self, name: str) -> "Visitor":
        """Keep a picture of the page as it is, after things that glide have come to rest."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(50 if self.calm else 400)
        self.page.screenshot(path=PICTURES / f"{name}.png")
        return self

    def is_accessible(self) -> "Visitor":
        """Hold axe-core's rules, the size of targets, and that nothing covers a control of the map."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations'], elementRef: false})")
        violations = [
            f"{each['id']}: {each['help']} {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}"
            for each in found["violations"]
        ]
        assert violations == []
        assert self.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET_PX) == []
        if self.page.locator(".map-area").count():
            assert self.page.evaluate(COVERED) == []
        sideways = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0, "the page scrolls sideways"
        return self

    def has_tidy_names(self) -> "Visitor":
        """Hold that names and signs on the map do not lie over each other, once it has come to rest."""
        self.page.wait_for_timeout(600)
        found = self.page.evaluate(OVERLAPS)
        assert found["names"] > 3
        assert found["hit"] == []
        return self
