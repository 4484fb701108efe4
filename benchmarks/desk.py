"""Somebody at the map editor: a server with an empty draft, a real Chromium, and a hand whose actions are counted."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page

from benchmarks.page.serving import FEED_KEY, ROOT, browsing

SCREEN = {"width": 1920, "height": 1200}
PATIENCE_S = 60.0
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Office:
    """A server of the demo, and how one of its staff signs in."""

    address: str
    password: str

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send something as the hospital's own systems do."""
        headers = {"Authorization": f"Bearer {FEED_KEY}"} | more.pop("headers", {})
        answer = httpx.request(method, self.address + path, headers=headers, timeout=PATIENCE_S, **more)
        return answer.raise_for_status()

    def begin(self, venue: str, plan: Mapping[str, Any]) -> None:
        """Import a plan as the draft of a new venue, and wait until it was read."""
        path = f"/v1/venues/{venue}/imports"
        send = {"content": json.dumps(plan), "headers": {"Content-Type": "application/octet-stream"}}
        job = self.ask("POST", f"{path}?format=geojson&name=plan.geojson", **send).json()
        deadline = time.monotonic() + PATIENCE_S
        while job["state"] in ("queued", "running") and time.monotonic() < deadline:
            time.sleep(0.1)
            job = self.ask("GET", f"{path}/{job['id']}").json()
        assert job["state"] == "done", job

    def edit(self, venue: str, edits: Sequence[Mapping[str, Any]]) -> None:
        """Change the draft, in metres of the venue's frame."""
        version = self.ask("GET", f"/v1/venues/{venue}/draft").headers["ETag"]
        body = {"coordinates": "local", "by": "bench", "edits": edits}
        self.ask("POST", f"/v1/venues/{venue}/draft/changes", json=body, headers={"If-Match": version})

    def draft(self, venue: str) -> list[dict[str, Any]]:
        """Return the features of the draft, in metres of the venue's frame."""
        return self.ask("GET", f"/v1/venues/{venue}/draft?coordinates=local").json()["features"]


@contextmanager
def office_open() -> Iterator[Office]:
    """Serve the demo on a free port."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"BEELINE_FEED_KEY": FEED_KEY, "PYTHONPATH": str(ROOT)}
        words = ["serve", "--demo", "--port", "0", "--database", f"sqlite:///{folder}/beeline.sqlite"]
        serve = subprocess.Popen(
            [sys.executable, "-u", "-m", "beeline", *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert serve.stdout is not None
            address = re.search(r"http://\S+", serve.stdout.readline())
            assert address is not None
            yield Office(address[0].rstrip("/"), serve.stdout.readline().split()[-1])
        finally:
            serve.terminate()
            serve.wait(timeout=20)


@dataclass(slots=True)
class Hand:
    """A mouse and a keyboard at the editor; a click, a drag and a key chord are one action each.

    Parameters
    ----------
    page : Page
        The editor, its map drawn.
    """

    page: Page
    actions: int = 0
    _scale: list[tuple[float, float, float]] = field(default_factory=list)

    def pixel(self, at: Spot) -> Spot:
        """Return where a place [m] lies on the screen, by what the map says of two others."""
        if not self._scale:
            box = self.page.locator(".editor-map").bounding_box()
            assert box is not None
            told = []
            for share in (0.2, 0.8):
                point = (box["x"] + box["width"] * share, box["y"] + box["height"] * share)
                self.page.mouse.move(*point)
                self.page.wait_for_timeout(200)
                found = re.findall(r"-?[\d.]+", self.page.locator(".editor-where").inner_text())
                told.append((point, (float(found[0]), float(found[1]))))
            (a, m), (b, n) = told
            self._scale = [(a[axis], m[axis], (b[axis] - a[axis]) / (n[axis] - m[axis])) for axis in (0, 1)]
        x, y = (base + (metres - known) * scale for metres, (base, known, scale) in zip(at, self._scale, strict=True))
        return x, y

    def looks_anew(self) -> None:
        """Measure the map again: it was moved or zoomed."""
        self._scale = []

    def click(self, at: Spot) -> None:
        self.actions += 1
        x, y = self.pixel(at)
        self.page.mouse.move(x, y)
        self.page.mouse.click(x, y)

    def drag(self, start: Spot, end: Spot) -> None:
        self.actions += 1
        begin, finish = self.pixel(start), self.pixel(end)
        self.page.mouse.move(*begin)
        self.page.mouse.down()
        for share in (0.3, 0.7, 1.0):
            self.page.mouse.move(*(b + (f - b) * share for b, f in zip(begin, finish, strict=True)))
        self.page.mouse.up()

    def press(self, chord: str) -> None:
        self.actions += 1
        self.page.keyboard.press(chord)

    def push(self, button: str | re.Pattern[str]) -> None:
        self.actions += 1
        self.page.get_by_role("button", name=button, exact=isinstance(button, str)).click()

    def choose(self, field_name: str, value: str) -> None:
        self.actions += 1
        self.page.get_by_role("combobox", name=field_name, exact=True).select_option(value)

    def type(self, field_name: str, words: str) -> None:
        self.actions += 1
        self.page.get_by_label(field_name, exact=True).fill(words)

    def tick(self, box: str) -> None:
        self.actions += 1
        self.page.get_by_label(box, exact=True).check()

    def is_saved(self) -> None:
        """Wait until all is saved: nothing that a person does."""
        self.page.locator(".editor-saved.is-saved").wait_for(timeout=PATIENCE_S * 1000)


@contextmanager
def at_desk(office: Office, venue: str) -> Iterator[Hand]:
    """Open the editor as one of the demo's staff."""
    with browsing() as browser:
        context = browser.new_context(viewport=SCREEN, locale="en-US", service_workers="block")
        page = context.new_page()
        try:
            answer = page.request.post(
                f"{office.address}/v1/staff/sign-in", data={"login": "demo", "password": office.password}
            )
            assert answer.ok, answer.text()
            page.goto(f"{office.address}/editor?venue={venue}")
            page.locator(".editor-map canvas").first.wait_for()
            yield Hand(page)
        finally:
            context.close()


def picture_of(hand: Hand, path: Path | None) -> None:
    """Keep a picture of the screen, if somewhere to keep it is named."""
    if path is not None:
        hand.page.screenshot(path=path)
