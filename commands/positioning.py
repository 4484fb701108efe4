"""`beeline survey`, `locate` and `evaluate`: traces in, fixes out, errors measured."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from tqdm import tqdm

from beacons.accuracy import evaluate as measure
from beacons.radiomap import RadioMap
from beacons.traces import find_traces, read_trace
from beacons.traces.trace import Trace
from commands.fixes import read_fixes, write_fixes
from commands.locating import locate_traces
from commands.options import VariadicOptions, database_option, json_option, opened_store, print_json
from maps.ids import parse_venue_id
from maps.venue import Venue

_trace_paths = click.argument("traces", metavar="TRACE...", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command()
@click.argument("venue_id", metavar="VENUE")
@_trace_paths
@json_option
@database_option
def survey(venue_id: str, traces: tuple[Path, ...], as_json: bool) -> None:
    """Build the venue's radio map from traces with ground truth: files, folders or *.txt.gz."""
    store = opened_store()
    venue = store.get_venue(parse_venue_id(venue_id))
    walks = list(_read_traces(find_traces(traces), venue))
    radio_map = RadioMap.survey(venue, walks)
    store.save_radio_map(venue.id, venue.revision, radio_map.encode())
    facts = {"id": venue_id, "revision": venue.revision, "traces": len(walks), "fingerprints": len(radio_map)}
    if as_json:
        print_json(facts)
    else:
        click.echo(f"Radio map of {venue_id}: {len(radio_map)} fingerprints from {len(walks)} traces.")


@click.command()
@click.argument("venue_id", metavar="VENUE")
@_trace_paths
@click.option("--out", required=True, type=click.Path(path_type=Path), help="JSON Lines, one fix a line.")
@click.option("--smooth", is_flag=True, help="Use the whole walk for every fix; otherwise only what came before it.")
@click.option("--jobs", default=os.cpu_count() or 1, type=click.IntRange(1), help="Processes. [default: all cores]")
@database_option
def locate(venue_id: str, traces: tuple[Path, ...], out: Path, smooth: bool, jobs: int) -> None:
    """Estimate positions from the readings of traces; their ground truth is never used."""
    store = opened_store()
    venue = store.get_venue(parse_venue_id(venue_id))
    radio_map = store.find_radio_map(venue.id)
    paths = find_traces(traces)
    answers = locate_traces(paths, venue, radio_map, smooth=smooth, jobs=jobs)
    write_fixes(out, iter(tqdm(answers, total=len(paths), desc="Locating", unit="walk", disable=None)))
    click.echo(f"Located {len(paths)} traces into {out}.", err=True)


@click.command(cls=VariadicOptions)
@click.argument("venue_id", metavar="VENUE")
@click.argument("fixes", metavar="FIXES.jsonl", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--truth", required=True, multiple=True, metavar="TRACE...", type=click.Path(path_type=Path))
@json_option
@database_option
def evaluate(venue_id: str, fixes: Path, truth: tuple[Path, ...], as_json: bool) -> None:
    """Compare fixes with the ground truth of traces."""
    venue = opened_store().get_venue(parse_venue_id(venue_id))
    located = read_fixes(fixes, venue)
    walks = {walk.id: walk for walk in _read_traces(find_traces(truth), venue)}
    on_walks_clock = {
        walk.id: located[walk.id].shifted(-walk.start_unix_s).answers if walk.id in located else ()
        for walk in walks.values()
    }
    smoothed = any(each.smoothed for each in located.values())
    accuracy = asdict(measure(on_walks_clock, walks, smoothed=smoothed))
    if as_json:
        print_json(accuracy)
        return
    for name, value in accuracy.items():
        click.echo(f"{name:14} {value if value is None or isinstance(value, int) else format(value, '.3f')}")


def _read_traces(paths: Sequence[Path], venue: Venue) -> Iterator[Trace]:
    for path in tqdm(paths, desc="Reading", unit="walk", disable=None):
        yield read_trace(path, venue)
