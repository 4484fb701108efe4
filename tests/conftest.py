"""What every test may ask for: the real data, a seeded generator; and no silent skips where all must run."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from commands.kernels import choose_kernel_cache
from tests.web.fetch_browser import has_chinese_font

choose_kernel_cache()

pytest_plugins = ["tests.command_line"]

REPOSITORY = Path(__file__).parents[1]
DATA = Path(os.environ.get("BEELINE_DATA", REPOSITORY.parent / "shared" / "data"))
REQUIRE_ALL = os.environ.get("BEELINE_REQUIRE_ALL") == "1"


@pytest.fixture
def rng() -> np.random.Generator:
    """Return a seeded generator, the same in every run."""
    return np.random.default_rng(20_261_123)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Return the folder of real floor plans and traces, or skip saying that it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"the real data is absent: set BEELINE_DATA to its folder (looked in {DATA})")
    return DATA


@pytest.fixture(scope="session")
def node() -> Path:
    """Return the Node that the front end is built with, or skip saying that it is absent."""
    program = Path(sys.prefix) / "bin" / "node"
    if not program.exists():
        pytest.skip("there is no Node in this environment: run `make web`")
    return program


@pytest.fixture(scope="session")
def fonts() -> list[Path]:
    """Return the folder of the fonts that the browser tests fetched, if they had to."""
    folder = REPOSITORY / ".cache" / "browser" / "root" / "usr" / "share" / "fonts"
    return [folder] if folder.is_dir() else []


@pytest.fixture(scope="session")
def chinese_fonts(fonts: list[Path]) -> list[Path]:
    """Return `fonts` where Chinese can be written, with them or without, or skip saying that it cannot."""
    if not fonts and not has_chinese_font():
        pytest.skip("no Chinese font is installed: make browser fetches one")
    return fonts


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Fail a file that was skipped as a whole where every test must run."""
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and BEELINE_REQUIRE_ALL=1"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Fail a test that was skipped where every test must run."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and BEELINE_REQUIRE_ALL=1: {call.excinfo.value}"
    return report
