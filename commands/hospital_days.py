"""`beeline simulate day`: days of a whole hospital under several ways of guiding people."""

import dataclasses
import math
import time
from typing import Any

import click
import msgspec

from commands.options import json_option, print_json
from simulator.hospital.measures import Figure
from simulator.hospital.run import POLICIES
from simulator.hospital.scenario import Feed, read_scenario, shipped_names
from simulator.hospital.study import Result, study

_COLUMNS = ("stay_min", "stay_p95_min", "wait_min", "walk_min", "swing", "switches")
_HEADS = ("stay", "p95", "wait", "walk", "swing", "switches", "less than unguided", "avoided")


@click.command()
@click.argument("scenario")
@click.option(
    "--policy", "policies", multiple=True, type=click.Choice(POLICIES), help="May be repeated. [default: all]"
)
@click.option("--days", default=5, type=click.IntRange(1, 1000), show_default=True)
@click.option("--seed", default=0, type=click.IntRange(0), show_default=True, help="The same seed, the same people.")
@click.option("--guided", type=click.FloatRange(0, 1), help="Share of people who follow the guidance.")
@click.option(
    "--feed-every", type=click.FloatRange(0, 3600), help="Seconds between two readings of the queues; 0: live."
)
@json_option
def day(
    scenario: str,
    policies: tuple[str, ...],
    days: int,
    seed: int,
    guided: float | None,
    feed_every: float | None,
    as_json: bool,
) -> None:
    """Live days of the hospital of SCENARIO, a file or the name of one that comes with Beeline.

    The same people come on the same days and are served for as long under every policy. `pooled` is a bound: one line
    for all places of a stage.
    """
    wanted = read_scenario(scenario)
    if guided is not None:
        wanted = msgspec.structs.replace(wanted, guided=guided)
    if feed_every is not None:
        wanted = msgspec.structs.replace(wanted, feed=Feed(every_s=feed_every, faults=wanted.feed.faults))
    begun_s = time.perf_counter()
    results = list(study(wanted, policies or POLICIES, days=days, seed=seed))
    if as_json:
        print_json(
            {"scenario": wanted.name, "people": wanted.people, "seed": seed, "results": list(map(_document, results))}
        )
        return
    click.echo(f"{wanted.name}: {wanted.people} people a day, {days} days; minutes a person, ± 95 % over days")
    click.echo(f"{'':12}" + "".join(f"{head:>20}" for head in _HEADS))
    for result in results:
        cells = [result.figures[name] for name in _COLUMNS]
        told = [_text(each) for each in (*cells, _negative(result.against_unguided))]
        click.echo(f"{result.policy:12}" + "".join(f"{each:>20}" for each in (*told, _share(result.avoided_share))))
    click.echo(f"({time.perf_counter() - begun_s:.1f} s)")


day.help = (day.help or "") + f"\n\nComes with Beeline: {', '.join(shipped_names())}."


def _text(figure: Figure, digits: int = 2) -> str:
    spread = "" if math.isnan(figure.half_width) else f" ± {figure.half_width:.{digits}f}"
    return f"{figure.mean:.{digits}f}{spread}"


def _negative(figure: Figure) -> Figure:
    return dataclasses.replace(figure, mean=0.0 - figure.mean)


def _share(figure: Figure | None) -> str:
    return (
        ""
        if figure is None
        else f"{_text(dataclasses.replace(figure, mean=100 * figure.mean, half_width=100 * figure.half_width), 0)} %"
    )


def _document(result: Result) -> dict[str, Any]:
    return {
        "policy": result.policy,
        "days": result.days,
        "figures": {name: _figure(each) for name, each in result.figures.items()},
        "against_unguided_min": _figure(result.against_unguided),
        "avoided_share": None if result.avoided_share is None else _figure(result.avoided_share),
        "groups": {
            name: {"stay_min": _figure(stay), "against_unguided_min": _figure(less)}
            for name, (stay, less) in result.groups.items()
        },
    }


def _figure(figure: Figure) -> dict[str, float | None]:
    half_width = None if math.isnan(figure.half_width) else round(figure.half_width, 4)
    return {"mean": round(figure.mean, 4), "half_width": half_width}
