"""A command loads what it needs and nothing more, so that asking for help does not take seconds."""

import subprocess
import sys
from importlib import import_module

import click
import pytest

import beeline

HEAVY = ("numpy", "shapely", "sqlalchemy", "flask", "numba")


def loaded_by(*words: str) -> set[str]:
    """Return the heavy libraries that a command loads."""
    program = f"import sys, beeline; beeline.main({list(words)}); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(HEAVY) & set(ran.stdout.splitlines()[-1].split())


def test_help_loads_no_library_but_the_command_line():
    assert loaded_by("--help") == set()
    assert loaded_by("no-such-command") == set()


def test_listing_venues_compiles_nothing(tmp_path):
    assert "numba" not in loaded_by("--database", f"sqlite:///{tmp_path / 'a.sqlite'}", "venue", "list")


@pytest.mark.parametrize("name", beeline.cli.list_commands(click.Context(beeline.cli)))
def test_every_command_of_the_table_is_where_it_says(name):
    module, line = beeline.COMMANDS[name]
    command = getattr(import_module(module), name.replace("-", "_"))
    assert isinstance(command, click.Command)
    assert command.name == name
    assert line.endswith(".")
