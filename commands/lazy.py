"""A group that imports a command only when it is called: the libraries behind all of them take seconds to load."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group of commands, some known only by their module and one line of help until they are called.

    Parameters
    ----------
    table : mapping
        For each command the module that defines it under its own name (`_` for `-`), and its line in the group's help.
    """

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands: those that are there, then those of the table."""
        return [*super().list_commands(ctx), *self._table]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or return None if the group has none of that name."""
        if cmd_name not in self._table:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(self._table[cmd_name][0]), cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        there = [(name, command.get_short_help_str(formatter.width)) for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl([*there, *((name, line) for name, (_, line) in self._table.items())])
