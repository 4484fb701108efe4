"""`beeline bench`: what the folder `benchmarks` of a checkout measures."""

from importlib import import_module

import click

from maps.errors import NotFoundError


@click.group()
def bench() -> None:
    """Measure Beeline beside its peers (from a checkout, with the extra `bench` installed)."""


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--large/--no-large", default=True, help="With the graph of 500,000 nodes: some minutes more.")
def routing(as_json: bool, large: bool) -> None:
    """Measure the routing index: paths, matrices, closures, profiles, memory, polygons, whole answers, cold start."""
    try:
        benchmark = import_module("benchmarks.routing")
    except ModuleNotFoundError as error:
        raise NotFoundError(
            f"The benchmarks cannot be run here: {error}.",
            remedy="Run this in a checkout of the source with its extra installed: pip install -e '.[bench]'.",
        ) from error
    benchmark.main(["--json"] * as_json + ["--large" if large else "--no-large"], standalone_mode=False)
