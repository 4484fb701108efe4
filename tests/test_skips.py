"""A test that cannot run says so; where all must run (`.ci/run`) that is a failure."""

import os
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

NEEDS_DATA = "tests/maps/test_mall.py::test_every_ground_truth_of_the_real_mall_lies_on_its_floor"


@pytest.mark.parametrize(("require_all", "code"), [("0", 0), ("1", 1)])
def test_a_test_without_its_data_is_seen_and_fails_where_all_must_run(require_all, code):
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", NEEDS_DATA],
        cwd=REPOSITORY,
        env=os.environ | {"BEELINE_DATA": "/nowhere", "BEELINE_REQUIRE_ALL": require_all, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == code, ran.stdout
    assert "the real data is absent: set BEELINE_DATA to its folder (looked in /nowhere)" in ran.stdout
