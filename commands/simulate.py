"""`beeline simulate` and `beeline replay`: walks that never happened, played to a real server."""

from collections import Counter
from pathlib import Path

import click
import numpy as np

from beacons.traces import jsonl, read_trace
from commands.lazy import LazyGroup
from commands.options import database_option, json_option, opened_store, print_json
from commands.route import parse_ends
from maps.errors import BadInputError
from maps.ids import parse_venue_id
from nav.phrases import LANGUAGES
from nav.profile import PROFILES, get_profile
from nav.route import NoRoute
from nav.router import Router
from simulator.replay import replay as play
from simulator.session import ServerEvent
from simulator.walk import simulate_walk


@click.group(
    cls=LazyGroup, table={"day": ("commands.hospital_days", "Live days of a whole hospital, guided in several ways.")}
)
def simulate() -> None:
    """Make traces without hardware, with their ground truth."""


@simulate.command()
@click.argument("venue_id", metavar="VENUE")
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--profile", default="walk", type=click.Choice(list(PROFILES)), show_default=True)
@click.option("--seed", default=0, type=click.IntRange(0), show_default=True, help="The same seed, the same walk.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="JSON Lines; .gz is compressed.")
@database_option
def walk(venue_id: str, origin: str, destination: str, profile: str, seed: int, out: Path) -> None:
    """Walk FROM TO with a phone that hears the venue's beacons, and write the trace."""
    venue = opened_store().get_venue(parse_venue_id(venue_id))
    ends = parse_ends(venue, origin, destination)
    rng = np.random.default_rng(seed)
    trace = simulate_walk(Router.compile(venue), *ends, profile=get_profile(profile), rng=rng)
    if isinstance(trace, NoRoute):
        raise BadInputError(f"There is no walk to simulate: {trace.detail}", remedy="Choose ends that are connected.")
    jsonl.write(trace, out)
    duration_s = trace.truth[-1].t_s if trace.truth else 0.0
    click.echo(f"Wrote {len(trace.observations)} readings of a walk of {duration_s:.0f} s to {out}.")


@click.command()
@click.argument("trace", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--server", required=True, metavar="URL", help="Where a Beeline server runs.")
@click.option("--venue", "venue_id", help="A venue of that server; may be left out when it has only one.")
@click.option("--to", "destination", help="Where to guide the walker, by id or name; by default where the walk ended.")
@click.option("--profile", default="walk", type=click.Choice(list(PROFILES)), show_default=True)
@click.option("--language", default="en", type=click.Choice(LANGUAGES), show_default=True)
@click.option("--speed", default=1.0, type=click.FloatRange(0.1, 1000.0), show_default=True, help="Times life.")
@json_option
def replay(
    trace: Path,
    server: str,
    venue_id: str | None,
    destination: str | None,
    profile: str,
    language: str,
    speed: float,
    as_json: bool,
) -> None:
    """Play the readings of a TRACE to a running server as a phone would, and print what the walker is told."""
    played = play(
        read_trace(trace),
        server,
        venue_id=venue_id,
        destination=destination,
        profile=profile,
        language=language,
        speed=speed,
        on_event=(lambda _: None) if as_json else _print_told,
    )
    counts = Counter(event.name for event in played.events)
    if as_json:
        print_json({"accepted": played.accepted, "ignored": dict(played.ignored), "events": dict(counts)})
    else:
        click.echo(f"{played.accepted} readings accepted, {played.ignored.total()} ignored, {counts['fix']} fixes.")


def _print_told(event: ServerEvent) -> None:
    if "text" in event.data:
        click.echo(f"{event.name:12} {event.data['text']}")
