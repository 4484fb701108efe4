"""Lighthouse on the first page, as phones have it: the median of five runs. Fetched by npm for this."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks.page import Row
from benchmarks.page.serving import Server
from tests.web.conftest import FLAGS
from tests.web.fetch_browser import find_browser

RUNS = 5
PACKAGE = "lighthouse@13.5.0"


def rows(server: Server, _browser: Browser) -> Iterator[Row]:
    """Yield the scores."""
    runs = [_run(server.address) for _ in range(RUNS)]
    yield {"row": f"{PACKAGE}, median of {RUNS}"} | {name: median(run[name] for run in runs) for name in runs[0]}


def _run(address: str) -> dict[str, float]:
    flags = " ".join([*FLAGS, "--headless=new"])
    command = ["npm", "exec", "--yes", f"--package={PACKAGE}", "--", "lighthouse", address, "--output=json", "--quiet"]
    path = f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "CHROME_PATH": str(find_browser())}
    done = subprocess.run(
        [*command, f"--chrome-flags={flags}"], env=environment, capture_output=True, text=True, check=True
    )
    report = json.loads(done.stdout)
    return {name: round(100 * category["score"]) for name, category in report["categories"].items()}
