"""How long the impact of each single closure of the demo hospital takes: ``beeline bench impact --json``."""

import json
import time

import click
import numpy as np

from maps.demo import HOSPITAL_FOLDER
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from nav.conditions import OPEN, Conditions
from nav.proofs.impact import Impacts
from nav.router import Router

GOAL_MS = 300.0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def main(as_json: bool) -> None:
    """Close every unit, opening and portal of the demo hospital alone, and time its impact once warm."""
    venue, _ = build_venue(read_venue([HOSPITAL_FOLDER], VenueId("demo"), format="imdf"), revision=1)
    impacts = Impacts(Router.compile(venue))
    closable = [each.id for each in (*venue.units, *venue.openings, *venue.portals)]
    closures = [Conditions(version=number, closed=frozenset({name})) for number, name in enumerate(closable, start=1)]
    impacts.find(OPEN, closures[0])
    times_ms = []
    for closure in closures:
        start_s = time.thread_time()
        impacts.find(OPEN, closure)
        times_ms.append((time.thread_time() - start_s) * 1000)
    p50, p95, worst = np.percentile(times_ms, [50, 95, 100]).round(1).tolist()
    row = {"closures": len(closures), "p50_ms": p50, "p95_ms": p95, "worst_ms": worst, "goal_ms": GOAL_MS}
    words = f"{len(closures)} closures: p50 {p50} ms, p95 {p95} ms, worst {worst} ms; the goal is {GOAL_MS:.0f} ms"
    click.echo(json.dumps(row) if as_json else words)
    if worst > GOAL_MS:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
