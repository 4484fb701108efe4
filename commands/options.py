"""What several commands share: options, the store, printing."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

from api.settings import Settings
from api.store import Store, open_store

Command = TypeVar("Command", bound=Callable[..., Any])


def _remember_database(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        context.ensure_object(dict)["database"] = value


def database_option(command: Command) -> Command:
    """Let `--database` also stand after the command's name."""
    return click.option(
        "--database",
        metavar="URL",
        expose_value=False,
        callback=_remember_database,
        help="Where venues are kept (also BEELINE_DATABASE_URL).",
    )(command)


json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def current_settings() -> Settings:
    """Return the settings of this call: the environment, and `--database` before it."""
    database = click.get_current_context().ensure_object(dict).get("database")
    return Settings.from_environment(**({"database_url": database} if database else {}))


def opened_store() -> Store:
    """Open the store of this call, migrated."""
    return open_store(current_settings().database_url)


def print_json(value: object) -> None:
    """Print one JSON document; NaN is a fault of ours and refused."""
    click.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))


class VariadicOptions(click.Command):
    """A command whose multiple options take every word up to the next option: `--truth A B C`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Spell `--truth A B C` as `--truth A --truth B --truth C`."""
        options = [param for param in self.params if isinstance(param, click.Option) and param.multiple]
        repeatable = {name for option in options for name in option.opts}
        spelled: list[str] = []
        option = ""
        for word, previous in zip(args, ["", *args], strict=False):
            if word.startswith("-"):
                option = word if word in repeatable else ""
            elif option and previous != option:
                spelled.append(option)
            spelled.append(word)
        return super().parse_args(ctx, spelled)
