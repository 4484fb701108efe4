"""Every `$ ...` line of the README and the docs is run, in order, and does not fail."""

import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.conftest import DATA, REPOSITORY

DOCUMENTS = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
PROGRAMS = ("beeline ", "python ", "pip ", "$ ")
PORT = "8000"


def commands_of(document: Path) -> list[str]:
    lines = [line for kind, text in blocks_of(document) if kind == "console" for line in text.splitlines()]
    return [line[2:] for line in lines if line.startswith("$ ")]


def blocks_of(document: Path) -> list[tuple[str, str]]:
    """Return the kind and the text of each fenced block."""
    return BLOCK.findall(document.read_text(encoding="utf-8"))


def as_a_person(command: str, environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one line in a shell with `beeline` on the path and the repository's folders at hand."""
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False
    )


@contextmanager
def in_background(command: str, environment: dict[str, str], folder: Path) -> Iterator[None]:
    """Start a server as `command &` would, and go on when it has said where it is."""
    words = ["bash", "-c", f"exec env {command.removesuffix('&')}"]
    server = subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert "http://" in server.stdout.readline(), f"{command} did not start"
        yield
    finally:
        server.terminate()
        server.communicate(timeout=30)


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])


@pytest.mark.journey
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("document", [each for each in DOCUMENTS if commands_of(each)], ids=lambda path: path.name)
def test_the_commands_of_a_document_work(document, tmp_path):
    port = free_port()
    commands = [command.replace(PORT, port) for command in commands_of(document)]
    if any("$BEELINE_DATA" in command for command in commands) and not DATA.is_dir():
        pytest.skip(f"the real data is absent: set BEELINE_DATA to its folder (looked in {DATA})")
    (tmp_path / "maps").symlink_to(REPOSITORY / "maps")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "BEELINE_DATABASE_URL": f"sqlite:///{tmp_path / 'beeline.sqlite'}",
        "BEELINE_DATA": str(DATA.resolve()),
        "PYTHONUNBUFFERED": "1",
    }
    with ExitStack() as servers:
        for command in commands:
            if command.endswith("&"):
                servers.enter_context(in_background(command, environment, tmp_path))
                continue
            ran = as_a_person(command, environment, tmp_path)
            assert ran.returncode == 0, f"{shlex.quote(command)}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"
            assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_of_commands_is_one_that_is_run(document):
    others = [text for kind, text in blocks_of(document) if kind != "console"]
    assert not [line for text in others for line in text.splitlines() if line.startswith(PROGRAMS)]
