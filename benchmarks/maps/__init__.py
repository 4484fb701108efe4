"""What maps are held to, each row a small function in a file of its own: ``python -m benchmarks.maps --json``.

Also ``beeline bench maps`` from a checkout. A file here offers ``rows() -> Iterator[Row]``; a row's first key is
``row``, its name. A row whose real data is absent says so under ``skipped``.
"""

import importlib
import json
from collections.abc import Iterator

import click

from benchmarks.maps.data import Row

FILES = ("building", "university", "lengths", "natural", "finding", "lanes", "models", "drawings", "formats")
"""The files of this folder that have rows, in the order they are measured."""


def rows(only: tuple[str, ...]) -> Iterator[Row]:
    for name in only or FILES:
        yield from importlib.import_module(f"benchmarks.maps.{name}").rows()


def table(row: Row) -> str:
    """Return a row as people read it: its name, then a figure a line."""
    return "\n".join([row["row"], *(f"  {key:24} {value}" for key, value in row.items() if key != "row")])


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--only", multiple=True, type=click.Choice(FILES), help="These rows only; may be repeated.")
def main(as_json: bool, only: tuple[str, ...]) -> None:
    """Measure floor plans: import, walkable space, search."""
    for row in rows(only):
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else table(row))
