"""Options that take several words, and the database before or after the command."""

import click
import pytest

from commands.options import VariadicOptions


@click.command(cls=VariadicOptions)
@click.argument("first")
@click.option("--truth", multiple=True, required=True)
@click.option("--json", "as_json", is_flag=True)
def command(first, truth, as_json):
    return first, truth, as_json


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a --truth x", ("a", ("x",), False)),
        ("a --truth x y z --json", ("a", ("x", "y", "z"), True)),
        ("a --json --truth x --truth y", ("a", ("x", "y"), True)),
        ("--json a --truth x y --truth z", ("a", ("x", "y", "z"), True)),
    ],
)
def test_an_option_takes_every_word_up_to_the_next_one(words, expected):
    assert command.main(words.split(), standalone_mode=False) == expected


def test_the_database_may_stand_before_or_after_the_command(run, tmp_path):
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    for words in (["--database", other, "venue", "list"], ["venue", "list", "--database", other]):
        assert run(*words).code == 0
    assert (tmp_path / "other.sqlite").exists()
    assert not (tmp_path / "beeline.sqlite").exists()
