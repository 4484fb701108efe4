"""Every `$ beeline ...` line of the README and the docs is run, in order, and does not fail."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DATA, REPOSITORY

DOCUMENTS = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands_of(document: Path) -> list[str]:
    blocks = BLOCK.findall(document.read_text(encoding="utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def as_a_person(command: str, environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one line in a shell with `beeline` on the path and the repository's folders at hand."""
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False
    )


@pytest.mark.journey
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("document", [each for each in DOCUMENTS if commands_of(each)], ids=lambda path: path.name)
def test_the_commands_of_a_document_work(document, tmp_path):
    commands = commands_of(document)
    if any("$BEELINE_DATA" in command for command in commands) and not DATA.is_dir():
        pytest.skip(f"the real data is absent: set BEELINE_DATA to its folder (looked in {DATA})")
    (tmp_path / "maps").symlink_to(REPOSITORY / "maps")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "BEELINE_DATABASE_URL": f"sqlite:///{tmp_path / 'beeline.sqlite'}",
        "BEELINE_DATA": str(DATA.resolve()),
    }
    for command in commands:
        ran = as_a_person(command, environment, tmp_path)
        assert ran.returncode == 0, f"{shlex.quote(command)}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"
        assert "Traceback" not in ran.stderr
