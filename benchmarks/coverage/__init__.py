"""Coverage held against simulated people: is the bound below what the tracker reaches, and do suggestions help?

``beeline bench coverage``. The simulated radio is that of `simulator.radio`; the phone's gain is drawn for each person,
and the tracker is told none of it.
"""

import json

import click

from benchmarks.coverage.places import place_rows
from benchmarks.coverage.standing import standing_rows
from benchmarks.coverage.times import time_rows
from benchmarks.coverage.walking import walking_rows

PARTS = {"time": time_rows, "standing": standing_rows, "walking": walking_rows, "placement": place_rows}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--only", multiple=True, type=click.Choice(list(PARTS)), help="One part; may be repeated.")
def main(as_json: bool, only: tuple[str, ...]) -> None:
    """Measure coverage of the demo hospital: time, the bound beside achieved errors, suggested beacons."""
    for name in only or PARTS:
        for row in PARTS[name]():
            print(json.dumps(row) if as_json else ", ".join(f"{key} {value}" for key, value in row.items()), flush=True)
