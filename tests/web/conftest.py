"""A real server with the demo hospital, a real Chromium, and pages that fail their test on any trouble they report."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

pytest.register_assert_rewrite("tests.web.visitor")

from tests.web.clinics import Clinic, open_house, publish_clinic  # noqa: E402
from tests.web.fetch_browser import find_browser  # noqa: E402
from tests.web.visitor import Visitor  # noqa: E402

REPOSITORY = Path(__file__).parents[2]
BUILT = REPOSITORY / "api" / "static" / "index.html"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FEED_KEY = "key-of-the-browser-tests"
PHONE = (390, 844)
SMALL_PHONE = (320, 568)
TABLET = (768, 1024)
DESKTOP = (1280, 800)

expect.set_options(timeout=15_000)
"""A busy machine may take its time; how fast the page is, is measured elsewhere."""


def pytest_collection_modifyitems(items):
    """Keep the browser tests together in two halves, each with one server and one browser, one half for each core."""
    mine = [item for item in items if item.path.is_relative_to(Path(__file__).parent) and "visit" in item.fixturenames]
    files = sorted({item.path for item in mine})
    for item in mine:
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group(f"browser-{files.index(item.path) % 2}"))


@pytest.fixture(scope="session")
def chromium():
    path = find_browser()
    if path is None:
        pytest.skip("there is no Chromium: run `make browser`, or set BEELINE_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def serving(folder, *options, **settings):
    """Yield the first lines that a server of this checkout says, as long as it runs."""
    if not BUILT.exists():
        pytest.skip("the front end is not built: run `make web`")
    command = [sys.executable, "-u", "-m", "beeline", "serve", *options, "--port", "0"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--database", f"sqlite:///{folder / 'beeline.sqlite'}"],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "BEELINE_FEED_KEY": FEED_KEY, **settings},
        )
        try:
            said = server.stdout.readline()
            address = re.search(r"http://\S+", said)
            assert address, f"the server said {said!r}; {(folder / 'server.log').read_text()[-2000:]}"
            yield address[0].rstrip("/"), server.stdout
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Return the address of a server of the demo, and the password of its staff."""
    folder = tmp_path_factory.mktemp("server")
    with serving(folder, "--demo", BEELINE_SIGN_INS_BURST="1000", BEELINE_DEMO_STEADY_LIFTS="1") as (address, lines):
        yield address, lines.readline().split()[-1]


@pytest.fixture(scope="session")
def server_url(server):
    return server[0]


def signing_in(address, login, password):
    """Return what signs a browser in, before a page is opened."""

    def sign_in(page):
        answer = page.request.post(f"{address}/v1/staff/sign-in", data={"login": login, "password": password})
        assert answer.ok, answer.text()

    return sign_in


@pytest.fixture
def signed_in(server):
    """Return what makes a browser one of the demo's staff."""
    return signing_in(server[0], "demo", server[1])


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Return the store and the address of a server without the demo."""
    folder = tmp_path_factory.mktemp("clinics")
    store = open_house(folder)
    with serving(folder) as (address, _):
        yield store, address
    store.close()


@pytest.fixture
def clinic(house, request):
    """Return a small hospital of the test's own."""
    store, address = house
    venue_id = publish_clinic(store, request.node.name[5:45].replace("_", "-"))
    return Clinic(address, venue_id, FEED_KEY, signing_in)


@pytest.fixture
def visit(chromium, request):
    """Return a function that opens the page as somebody would: size, language, theme; troubles fail the test.

    It is a page of the demo, unless the test names another server.
    """
    visitors = []

    def open_page(
        path="/",
        *,
        size=PHONE,
        lang="zh-CN",
        dark=False,
        calm=True,
        prepare=None,
        workers="block",
        failures=(),
        server=None,
        **more,
    ):
        server_url = server or request.getfixturevalue("server_url")
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=lang,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
            has_touch=size[0] < 700,
            # A worker's requests pass by what a test does to the page's.
            service_workers=workers,
            **more,
        )
        context.set_default_timeout(15_000)
        visitor = Visitor(context.new_page(), server_url, calm=calm)
        visitor.expect_failures(*failures)
        visitors.append(visitor)
        if prepare:
            prepare(visitor.page)
        visitor.page.goto(server_url + path)
        return visitor

    yield open_page
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    for visitor in visitors:
        visitor.page.context.close()
    assert not troubles, troubles
