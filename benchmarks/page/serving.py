"""The demo hospital on a server of its own, without simulated people, and a browser."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.conftest import FLAGS
from tests.web.fetch_browser import find_browser

ROOT = Path(__file__).resolve().parents[2]
FEED_KEY = "key-of-the-page-benchmark"
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Server:
    """A server that serves the demo hospital as the venue `demo`."""

    address: str

    def find(self, words: str) -> str:
        """Return the id of the first place that a search finds."""
        return httpx.get(f"{self.address}/v1/venues/demo/search", params={"q": words}).json()["hits"][0]["id"]

    def feed(self, method: str, path: str, body: object) -> httpx.Response:
        """Send something as the hospital's own systems do."""
        headers = {"Authorization": f"Bearer {FEED_KEY}"}
        return httpx.request(method, self.address + path, json=body, headers=headers).raise_for_status()


@contextmanager
def hospital_served() -> Iterator[Server]:
    """Publish the demo hospital and serve it on a free port."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "BEELINE_DATABASE_URL": f"sqlite:///{folder}/beeline.sqlite",
            "BEELINE_FEED_KEY": FEED_KEY,
            "PYTHONPATH": str(ROOT),
        }

        def beeline(*words: str) -> list[str]:
            return [sys.executable, "-u", "-m", "beeline", *words]

        for words in (("venue", "import", "maps/demo/hospital", "--id", "demo"), ("venue", "publish", "demo")):
            subprocess.run(beeline(*words), cwd=ROOT, env=environment, check=True, capture_output=True)
        serve = subprocess.Popen(
            beeline("serve", "--port", "0"), cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            yield Server(serve.stdout.readline().split()[3])
        finally:
            serve.terminate()
            serve.wait(timeout=20)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open the Chromium of the browser tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def phone(browser: Browser, **more: object) -> Iterator[Page]:
    """Open a page as a phone that has never seen it."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True, **more)
    try:
        yield context.new_page()
    finally:
        context.close()
