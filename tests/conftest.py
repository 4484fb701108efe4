"""What every test may ask for: the real data, a seeded generator; and no silent skips where all must run."""

import os
from pathlib import Path

import numpy as np
import pytest

from commands.kernels import choose_kernel_cache

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Fail a test that was skipped where every test must run."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and BEELINE_REQUIRE_ALL=1: {call.excinfo.value}"
    return report
