"""How far long work is, for somebody who looks at a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def step_shown() -> Iterator[Callable[[str], None]]:
    """Yield a function that is told each step as it begins: on a terminal the line says so, and goes in the end."""
    begun_s = time.monotonic()

    def show(step: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{step.capitalize()} ... {time.monotonic() - begun_s:.0f} s", nl=False, err=True)

    try:
        yield show
    finally:
        if sys.stderr.isatty():
            click.echo("\r\033[K", nl=False, err=True)
