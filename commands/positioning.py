"""`beeline survey`, `locate` and `evaluate`: traces in, fixes out, errors measured."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from tqdm import tqdm

from beacons.accuracy import evaluate as measure
from beacons.radiomap import RadioMap
from beacons.traces import find_traces, read_trace
from beacons.traces.trace import Trace
from commands.fixes import read_fixes, whole_file, write_fixes
from commands.locating import locate_traces
from commands.options import VariadicOptions, database_option, json_option, opened_store, print_json
from commands.planless import locate_file
from commands.plots import write_plots
from maps.ids import parse_venue_id
from maps.position import NoFix
from maps.venue import Venue

_PLOT = "Draw errors, circles and the first walks as SVG."
_csv = click.Path(path_type=Path, exists=True, dir_okay=False)
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
@click.argument("words", metavar="VENUE TRACE... | SCANS.csv", nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="JSON Lines, one fix a line.")
@click.option("--transmitters", type=_csv, metavar="BEACONS.csv", help="Without a venue: beacon,x_m,y_m[,z_m][,level].")
@click.option("--survey", "train", type=_csv, metavar="TRAIN.csv", help="Without a venue: scans and x_m,y_m[,level].")
@click.option("--smooth", is_flag=True, help="Use the whole walk for every fix; otherwise only what came before it.")
@click.option("--jobs", default=os.cpu_count() or 1, type=click.IntRange(1), help="Processes. [default: all cores]")
@database_option
def locate(
    words: tuple[str, ...], out: Path, transmitters: Path | None, train: Path | None, smooth: bool, jobs: int
) -> None:
    """Estimate positions from readings: of traces in a venue, or of a file of scans without any venue.

    With --transmitters or --survey the one argument is SCANS.csv: scan[,t_s][,run],beacon,rssi_dbm|range_m.
    """
    if transmitters is None and train is None:
        _locate_in_venue(words, out, smooth=smooth, jobs=jobs)
        return
    if len(words) != 1 or smooth:
        raise click.UsageError("Without a venue, give one file of scans, and not --smooth.")
    _locate_without_venue(Path(words[0]), out, transmitters, train)


def _locate_in_venue(words: tuple[str, ...], out: Path, *, smooth: bool, jobs: int) -> None:
    if len(words) < 2:
        raise click.UsageError("Give a venue and its traces, or --transmitters BEACONS.csv and a file of scans.")
    store = opened_store()
    venue = store.get_venue(parse_venue_id(words[0]))
    radio_map = store.find_radio_map(venue.id)
    paths = find_traces([Path(word) for word in words[1:]])
    answers = locate_traces(paths, venue, radio_map, smooth=smooth, jobs=jobs)
    write_fixes(out, iter(tqdm(answers, total=len(paths), desc="Locating", unit="walk", disable=None)))
    click.echo(f"Located {len(paths)} traces into {out}.", err=True)


def _locate_without_venue(scans: Path, out: Path, transmitters: Path | None, train: Path | None) -> None:
    answers, total, ignored = locate_file(transmitters, scans, train)
    reasons: Counter[str] = Counter()
    with whole_file(out) as lines:
        for located in tqdm(answers, total=total, desc="Locating", unit="scan", disable=None):
            lines.write(located.line() + "\n")
            if isinstance(located.answer, NoFix):
                reasons[located.answer.reason.value] += 1
    click.echo(f"Located {total - reasons.total()} of {total} scans into {out}.", err=True)
    for title, counts in (("No fix", reasons), ("Ignored", ignored)):
        if counts:
            listed = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
            click.echo(f"{title}: {listed}.", err=True)


@click.command(cls=VariadicOptions)
@click.argument("venue_id", metavar="VENUE")
@click.argument("fixes", metavar="FIXES.jsonl", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--truth", required=True, multiple=True, metavar="TRACE...", type=click.Path(path_type=Path))
@click.option("--plot", "folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False), help=_PLOT)
@json_option
@database_option
def evaluate(venue_id: str, fixes: Path, truth: tuple[Path, ...], folder: Path | None, as_json: bool) -> None:
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
    if folder is not None:
        drawn = write_plots(folder, venue, walks, on_walks_clock, smoothed=smoothed)
        click.echo(f"Drew {', '.join(path.name for path in drawn)} in {folder}.", err=True)
    if as_json:
        print_json(accuracy)
        return
    for name, value in accuracy.items():
        click.echo(f"{name:14} {value if value is None or isinstance(value, int) else format(value, '.3f')}")


def _read_traces(paths: Sequence[Path], venue: Venue) -> Iterator[Trace]:
    for path in tqdm(paths, desc="Reading", unit="walk", disable=None):
        yield read_trace(path, venue)
