"""A failure is one line and exit 1, misuse one line and exit 2; never a traceback."""

import subprocess
import sys

import pytest

MISUSES = [
    ["no-such-command"],
    ["venue", "import"],
    ["venue", "import", "/no/such/file", "--id", "x"],
    ["route", "demo", "a", "b", "--profile", "flying"],
    ["locate", "demo"],
    ["serve", "--port", "70000"],
    ["simulate", "walk", "demo", "a", "b", "--seed", "-1", "--out", "x"],
]
FAILURES = [
    (["venue", "publish", "nowhere"], "nowhere"),
    (["venue", "info", "nowhere"], "nowhere"),
    (["venue", "audit", "Not An Id"], "Not An Id"),
    (["route", "nowhere", "a", "b"], "nowhere"),
    (["plan", "nowhere", "--from", "a", "--stops", "b"], "nowhere"),
    (["locate", "nowhere", "walk.jsonl", "--out", "fixes.jsonl"], "nowhere"),
]


def is_one_line(text: str) -> bool:
    return text.startswith("beeline: ") and text.count("\n") == 1 and "Traceback" not in text


@pytest.mark.parametrize("words", MISUSES, ids=" ".join)
def test_misuse_is_one_line_and_exit_2(run, words):
    ran = run(*words)
    assert ran.code == 2
    assert is_one_line(ran.err)
    assert not ran.out


@pytest.mark.parametrize(("words", "named"), FAILURES, ids=lambda value: " ".join(value))
def test_a_failure_names_the_thing_in_one_line_and_exits_1(run, words, named):
    ran = run(*words)
    assert ran.code == 1
    assert is_one_line(ran.err)
    assert named in ran.err


def test_a_database_that_cannot_be_opened_is_one_line(run):
    ran = run("--database", "sqlite:////no/such/folder/beeline.sqlite", "venue", "list")
    assert ran.code == 1
    assert is_one_line(ran.err)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["venue"],
        ["venue", "import"],
        ["route"],
        ["plan"],
        ["survey"],
        ["locate"],
        ["evaluate"],
        ["simulate", "walk"],
        ["replay"],
        ["serve"],
    ],
    ids=" ".join,
)
def test_every_command_explains_itself(run, words):
    ran = run(*words, "--help")
    assert ran.code == 0
    assert "Usage: beeline" in ran.out


def test_the_module_is_the_command():
    ran = subprocess.run([sys.executable, "-m", "beeline", "--version"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert ran.stdout.startswith("beeline, version ")
