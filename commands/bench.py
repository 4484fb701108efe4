"""`beeline bench`: what the folder `benchmarks` of a checkout measures."""

import sys
from importlib import import_module
from pathlib import Path

import click

from maps.errors import NotFoundError


@click.group()
def bench() -> None:
    """Measure Beeline beside its peers (from a checkout, with the extra `bench` installed)."""


_AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@bench.command()
@_AS_JSON
@click.option("--large/--no-large", default=True, help="With the graph of 500,000 nodes: some minutes more.")
def routing(as_json: bool, large: bool) -> None:
    """Measure the routing index: paths, matrices, closures, profiles, memory, polygons, whole answers, cold start."""
    _run("routing", ["--json"] * as_json + ["--large" if large else "--no-large"])


@bench.command()
@_AS_JSON
def planning(as_json: bool) -> None:
    """Measure the visit planner: search, whole plans, greedy and other solvers beside it."""
    _run("planning", ["--json"] * as_json)


@bench.command()
@_AS_JSON
@click.option("--only", multiple=True, help="These rows only, by the name of their file; may be repeated.")
def maps(as_json: bool, only: tuple[str, ...]) -> None:
    """Measure floor plans: import, one moved door, ways beside the optimum and other methods, search."""
    _run("maps", ["--json"] * as_json + [word for name in only for word in ("--only", name)])


@bench.command()
@_AS_JSON
def impact(as_json: bool) -> None:
    """Measure what it takes to find the impact of each single closure of the demo hospital."""
    _run("impact", ["--json"] * as_json)


@bench.command()
@_AS_JSON
@click.option("--kills", default=200, show_default=True, type=click.IntRange(1, 10_000))
def kills(as_json: bool, kills: int) -> None:
    """Kill a server again and again while somebody saves and publishes, and look for what was lost."""
    _run("kills", ["--json"] * as_json + ["--kills", str(kills)])


@bench.command()
@_AS_JSON
@click.option("--only", multiple=True, help="These rows only, by the name of their file; may be repeated.")
def page(as_json: bool, only: tuple[str, ...]) -> None:
    """Measure the patients' page in Chromium: loading, moving the map, news of queues, Lighthouse."""
    _run("page", ["--json"] * as_json + [word for name in only for word in ("--only", name)])


@bench.command()
@_AS_JSON
def redraw(as_json: bool) -> None:
    """Redraw a floor of the Open-RMF clinic in the map editor by mouse and keyboard, and count actions."""
    _run("redraw", ["--json"] * as_json)


@bench.command()
@_AS_JSON
def editor(as_json: bool) -> None:
    """Measure how smoothly the map editor moves a floor of 1,000 rooms in Chromium."""
    _run("editor", ["--json"] * as_json)


@bench.command()
@_AS_JSON
@click.option(
    "--only", multiple=True, metavar="DATASET", help="One data set; may be repeated. [default: all but mall-a]"
)
@click.option("--folds", default=5, type=click.IntRange(1, 5), help="How many of the mall's five folds.")
@click.option("--data", metavar="FOLDER", help="Folder of the data sets. [default: $BEELINE_DATA/positioning]")
def positioning(as_json: bool, only: tuple[str, ...], folds: int, data: str | None) -> None:
    """Measure positions on open data and simulated walks: errors with intervals, circles, baselines beside them."""
    chosen = [word for name in only for word in ("--only", name)]
    folder = ["--data", data] if data else []
    _run("positioning", ["--json"] * as_json + chosen + ["--folds", str(folds)] + folder)


@bench.command()
@_AS_JSON
@click.option("--only", multiple=True, help="One part; may be repeated: time, standing, walking, placement.")
def coverage(as_json: bool, only: tuple[str, ...]) -> None:
    """Measure coverage: the bound beside errors of simulated people, suggested beacons beside other places."""
    _run("coverage", ["--json"] * as_json + [word for name in only for word in ("--only", name)])


@bench.command("beacon-health")
@_AS_JSON
@click.option("--days", default=10, type=click.IntRange(1), help="Days, each of its own seed: some minutes each.")
@click.option("--people", default=400, type=click.IntRange(1), help="Ways walked in a day.")
def beacon_health(as_json: bool, days: int, people: int) -> None:
    """Measure how faulty beacons of the demo hospital are found and how often health is doubted."""
    _run("beacon_health", ["--json"] * as_json + ["--days", str(days), "--people", str(people)])


def _run(name: str, words: list[str]) -> None:
    # An installed command finds the packages of a checkout, but not the folder beside them.
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    try:
        benchmark = import_module(f"benchmarks.{name}")
    except ModuleNotFoundError as error:
        raise NotFoundError(
            f"The benchmarks cannot be run here: {error}.",
            remedy="Run this in a checkout of the source with its extra installed: pip install -e '.[bench]'.",
        ) from error
    benchmark.main(words, standalone_mode=False)
