"""`beeline bench` runs from any folder, and says which data is absent instead of failing."""

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_absent_data_is_a_row_that_says_so(run, tmp_path):
    ran = run("bench", "positioning", "--only", "uji-wifi", "--only", "rtt-rooms", "--data", tmp_path, "--json")
    assert ran.code == 0
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["dataset"] for row in rows] == ["uji-wifi", "rtt-rooms"]
    assert all("is not there" in row["absent"] for row in rows)


def test_a_data_set_nobody_knows_is_misuse(run):
    ran = run("bench", "positioning", "--only", "no-such-set")
    assert ran.code == 2
    assert "no-such-set" in ran.err


def test_the_command_finds_the_benchmarks_of_its_checkout_from_any_folder(tmp_path):
    """As the installed command does: the packages are known to Python, the folder of the checkout is not."""
    start = f"import sys; sys.path.append({str(REPOSITORY)!r}); import beeline, commands.bench; sys.path.pop(); "
    words = ["bench", "positioning", "--only", "no-such-set"]
    ran = subprocess.run(
        [sys.executable, "-c", f"{start} sys.exit(beeline.main({words}))"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "no-such-set" in ran.stderr, ran.stderr
