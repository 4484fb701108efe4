"""What the patients' page is held to: ``python -m benchmarks.page --json``, also ``beeline bench page``.

Needs the built front end and Chromium (`make web browser`). A file here offers ``rows(page) -> Iterator[Row]``; a row's
first key is ``row``, its name. Times are those of this machine: close everything else first.
"""

import importlib
import json
from collections.abc import Iterator
from typing import Any

import click

Row = dict[str, Any]
FILES = ("loading", "moving", "news", "lighthouse")
"""The files of this folder that have rows, in the order they are measured."""


def rows(only: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of the files that are asked for, all against one server and one browser."""
    from benchmarks.page.serving import browsing, hospital_served

    with hospital_served() as server, browsing() as browser:
        for name in only or FILES:
            yield from importlib.import_module(f"benchmarks.page.{name}").rows(server, browser)


def table(row: Row) -> str:
    """Return a row as people read it: its name, then a figure a line."""
    return "\n".join([row["row"], *(f"  {key:24} {value}" for key, value in row.items() if key != "row")])


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--only", multiple=True, type=click.Choice(FILES), help="These rows only; may be repeated.")
def main(as_json: bool, only: tuple[str, ...]) -> None:
    """Measure the patients' page: loading, moving the map, news, Lighthouse."""
    for row in rows(only):
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else table(row))
