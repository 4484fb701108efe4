"""How soon a change of a queue is said to the person whom it concerns: from the feed's request to the live region."""

import time
from collections.abc import Iterator
from statistics import median

import httpx
from playwright.sync_api import Browser, Page

from benchmarks.page import Row
from benchmarks.page.serving import Server, phone

REPEATS = 5
PATIENCE_MS = 10_000
HEARD = """
  window.heard = [];
  new MutationObserver(() => {
    const said = document.querySelector("[role=status].unseen")?.textContent;
    if (said) window.heard.push([Date.now(), said]);
  }).observe(document, { subtree: true, childList: true, characterData: true });
"""


def rows(server: Server, browser: Browser) -> Iterator[Row]:
    """Yield the delays."""
    group, *counters = _pharmacy(server)
    delays_s = [_once(server, browser, group, counters) for _ in range(REPEATS)]
    yield {
        "row": "queue change to announced",
        "median_s": round(median(delays_s), 3),
        "worst_s": round(max(delays_s), 3),
        "repeats": len(delays_s),
    }


def _pharmacy(server: Server) -> list[str]:
    """Return the group of the pharmacy's counters, and then the counters."""
    asked = {"q": "取药窗口", "limit": 20}
    hits = httpx.get(f"{server.address}/v1/venues/demo/search", params=asked).json()["hits"]
    mine = [hit for hit in hits if hit["label"].startswith("Pharmacy Pick-up")]
    return sorted((hit["id"] for hit in mine), key=[hit["id"] for hit in mine].index)


def _say(server: Server, waiting: dict[str, int]) -> None:
    usual = {"servers_open": 1, "in_service": 1, "service_mean_s": 120.0, "service_sd_s": 30.0}
    readings = [{"place": place, "waiting": count, **usual} for place, count in waiting.items()]
    server.feed("POST", "/v1/venues/demo/queues", {"readings": readings})


def _once(server: Server, browser: Browser, group: str, counters: list[str]) -> float:
    """Walk to the counter that is quickest, make its queue long, and wait until another is offered for all to hear."""
    _say(server, dict.fromkeys(counters, 4))
    with phone(browser, service_workers="block") as page:
        page.add_init_script(HEARD)
        page.goto(f"{server.address}/?to={group}")
        page.locator(".choices button").nth(1).click()
        with page.expect_response("**/v1/sessions") as begun:
            page.locator(".action-bar .primary").click()
        page.locator(".step.now").wait_for()
        page.wait_for_timeout(1000)
        chosen = _destination(server, begun.value.json())
        before = page.evaluate("heard.length")
        pushed_s = time.time()
        _say(server, {place: 30 if place == chosen else 0 for place in counters})
        return _first_said_s(page, before) - pushed_s


def _destination(server: Server, ticket: Row) -> str:
    path = f"{server.address}/v1/sessions/{ticket['session']}"
    return httpx.get(path, headers={"Authorization": f"Bearer {ticket['token']}"}).json()["route"]["destination_id"]


def _first_said_s(page: Page, before: int) -> float:
    page.locator(".offer").wait_for(timeout=PATIENCE_MS)
    page.wait_for_timeout(300)
    return page.evaluate(f"heard[{before}][0]") / 1000
