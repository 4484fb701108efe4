"""Whatever keeps `beeline serve` from starting is said in one line with a remedy, exit 1.

One failure of each kind is tried on a process of its own, its relatives in this one.
"""

import os
import socket
import subprocess
import sys

import pytest

NOT_A_DATABASE = "notes.txt"
KINDS = [
    # what is set, more words, what the line names
    ({"BEELINE_DATABASE_URL": "sqlite:////no/such/folder/a.sqlite"}, [], "--database"),
    ({"BEELINE_REDIS_URL": "redis://127.0.0.1:1"}, [], "BEELINE_REDIS_URL"),
    ({"BEELINE_WORKERS": "two"}, [], "BEELINE_WORKERS"),
    ({}, ["--host", "203.0.113.1"], "--host"),
]
RELATIVES = [
    ({"BEELINE_DATABASE_URL": f"sqlite:///{NOT_A_DATABASE}"}, "not a database"),
    ({"BEELINE_DATABASE_URL": "mysql://a"}, "mysql"),
    ({"BEELINE_DATABASE_URL": "postgresql://127.0.0.1:1/a"}, "reachable"),
    ({"BEELINE_DATABASE_URL": "", "XDG_DATA_HOME": "/dev/null"}, "data folder"),
    ({"BEELINE_REDIS_URL": "http://a"}, "BEELINE_REDIS_URL"),
    ({"BEELINE_WORKERS": "2"}, "BEELINE_REDIS_URL"),
    ({"BEELINE_LATE_S": "nan"}, "BEELINE_LATE_S"),
    ({"BEELINE_LOG_LEVEL": "loud"}, "BEELINE_LOG_LEVEL"),
]


def failing(folder, environment, *words, before=""):
    """Run `beeline serve`, with a line of code before it, and return the line it ends with."""
    program = f"{before}\nimport sys, beeline; sys.exit(beeline.main(sys.argv[1:]))"
    settings = {
        "BEELINE_DATABASE_URL": "sqlite:///beeline.sqlite",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    ran = subprocess.run(
        [sys.executable, "-c", program, "serve", "--port", "0", *words],
        cwd=folder,
        env=os.environ | settings | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert ran.stdout == ""
    assert ran.stderr.startswith("beeline: ")
    assert ran.stderr.count("\n") == 1
    return ran.stderr


@pytest.mark.parametrize(("environment", "words", "named"), KINDS, ids=lambda value: str(value)[:40])
def test_a_server_that_cannot_start_says_why_in_one_line(tmp_path, environment, words, named):
    assert named in failing(tmp_path, environment, *words)


@pytest.mark.parametrize(("environment", "named"), RELATIVES, ids=lambda value: str(value)[:40])
def test_so_do_its_relatives(run, monkeypatch, tmp_path, environment, named):
    (tmp_path / NOT_A_DATABASE).write_text("Milk, bread, sugar. " * 100)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = run("serve", "--port", "0")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith("beeline: ")
    assert named in ran.err


def test_a_busy_port_is_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        line = failing(tmp_path, {}, "--port", port)
    assert port in line
    assert "--port" in line


def test_a_broken_installation_is_one_line(tmp_path):
    line = failing(tmp_path, {}, before="import sys; sys.modules['api.routes.places'] = None")
    assert "api.routes.places" in line
    assert "Install" in line


def test_a_missing_client_of_redis_names_the_extra(tmp_path):
    line = failing(tmp_path, {"BEELINE_REDIS_URL": "redis://a"}, before="import sys; sys.modules['redis'] = None")
    assert "group" in line
