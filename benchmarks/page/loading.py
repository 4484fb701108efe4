"""How much is loaded, how soon a slow phone shows the first route, how soon a floor, and how soon without a network."""

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser, Page, expect

from benchmarks.page import Row
from benchmarks.page.serving import Server, phone

REPEATS = 5
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER_CPU = 4
DRAWN = """() => new Promise((done) => {
  const drawn = () => document.querySelector(".route-line")?.getAttribute("d");
  const look = () => drawn() ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""
SWITCH = """(name) => new Promise((done) => {
  const walls = () => document.querySelector(".plan .walls")?.getAttribute("d");
  const button = [...document.querySelectorAll(".floor")].find((each) => each.textContent.startsWith(name));
  const [before, begun] = [walls(), performance.now()];
  const shown = () => done(performance.now() - begun);
  const look = () => requestAnimationFrame(walls() !== before ? shown : look);
  button.click();
  look();
})"""


def rows(server: Server, browser: Browser) -> Iterator[Row]:
    """Yield what loading takes."""
    yield _weight(server, browser)
    yield _first_route(server, browser)
    yield _floors(server, browser)
    yield _offline(server, browser)


def _weight(server: Server, browser: Browser) -> Row:
    with phone(browser, service_workers="block") as page:
        loaded: dict[str, float] = {}
        addresses: dict[str, str] = {}
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.on(
            "Network.responseReceived", lambda said: addresses.update({said["requestId"]: said["response"]["url"]})
        )
        client.on("Network.loadingFinished", lambda said: loaded.update({said["requestId"]: said["encodedDataLength"]}))
        page.goto(server.address)
        expect(page.locator(".plan .walls")).to_be_attached()
        first = {addresses.get(key, ""): size for key, size in loaded.items()}
        page.wait_for_load_state("networkidle")
        everything = {addresses.get(key, ""): size for key, size in loaded.items()}
    code = sum(size for url, size in first.items() if url.endswith(".js") and "later" not in url)
    return {
        "row": "bytes over the wire, compressed, with headers",
        "code_before_first_floor_kb": round(code / 1024, 1),
        "page_with_first_floor_kb": round(sum(size for url, size in first.items() if "later" not in url) / 1024, 1),
        "everything_with_all_floors_kb": round(sum(everything.values()) / 1024, 1),
    }


def _first_route(server: Server, browser: Browser) -> Row:
    to = server.find("药房")
    times_s = []
    for _ in range(REPEATS):
        with phone(browser, service_workers="block") as page:
            client = page.context.new_cdp_session(page)
            client.send("Network.enable")
            client.send("Network.emulateNetworkConditions", SLOW)
            client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
            page.goto(f"{server.address}/?to={to}", wait_until="commit")
            page.locator(".choices button").nth(1).click()
            times_s.append(page.evaluate(DRAWN) / 1000)
    return {"row": "first route on a slow phone (1.6 Mbit/s, 150 ms, CPU / 4)", **_spread("s", times_s, 2)}


def _floors(server: Server, browser: Browser) -> Row:
    with phone(browser, service_workers="block") as page:
        page.goto(server.address)
        page.wait_for_load_state("networkidle")
        times_ms = [page.evaluate(SWITCH, name) for name in ["F2", "F1", "B1", "F1"] * 5]
    return {"row": "cached floor switch, click to drawn", **_spread("ms", times_ms, 0)}


def _offline(server: Server, browser: Browser) -> Row:
    times_s = []
    for _ in range(REPEATS):
        with phone(browser) as page:
            page.goto(f"{server.address}/?to={server.find('药房')}")
            page.locator(".choices button").nth(1).click()
            page.evaluate(DRAWN)
            _wait_until_kept(page)
            page.goto(server.address)  # once more, so that the link asks for nothing
            page.context.set_offline(True)
            page.reload(wait_until="commit")
            times_s.append(page.evaluate(DRAWN) / 1000)
    return {"row": "reload without a network, until the route is drawn", **_spread("s", times_s, 2)}


def _wait_until_kept(page: Page) -> None:
    floors = page.locator(".floor").count()
    kept = """async () => {
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().filter(({url}) => url.includes("/plans/")).length;
    }"""
    while page.evaluate(kept) < floors:
        page.wait_for_timeout(50)


def _spread(unit: str, values: list[float], digits: int) -> Row:
    return {
        f"median_{unit}": round(median(values), digits),
        f"worst_{unit}": round(max(values), digits),
        "repeats": len(values),
    }
