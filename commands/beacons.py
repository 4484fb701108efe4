"""`beeline beacons`: the transmitters of a venue, and how they are."""

from dataclasses import asdict
from pathlib import Path

import click

from beacons.health.examiner import Examiner
from beacons.health.reasons import reason
from beacons.health.tally import SLOT_S, Tally
from beacons.health.verdict import Health
from beacons.health.walks import count_walk
from beacons.traces import find_traces, read_trace
from beacons.tracker import Tracker
from commands.options import database_option, json_option, opened_store, print_json
from maps.ids import parse_venue_id

_WORST_FIRST = (Health.CLONED, Health.MOVED, Health.SILENT, Health.WEAK, Health.UNKNOWN, Health.OK)


@click.group()
def beacons() -> None:
    """The transmitters of a venue, and which are no longer what the plan says."""


@beacons.command("list")
@click.argument("venue_id", metavar="VENUE")
@json_option
@database_option
def list_(venue_id: str, as_json: bool) -> None:
    """List the transmitters of a published venue: address, place, power."""
    venue = opened_store().get_venue(parse_venue_id(venue_id))
    rows = [
        {
            "id": item.id,
            "kind": item.kind.value,
            "addresses": list(item.addresses),
            "level": item.level_id,
            "x_m": round(item.point.x, 2),
            "y_m": round(item.point.y, 2),
            "height_m": item.height_m,
            "rssi_at_1m_dbm": item.rssi_at_1m_dbm,
        }
        for item in venue.transmitters
    ]
    if as_json:
        print_json(rows)
        return
    for item in venue.transmitters:
        place = f"{item.level_id}  {item.point.x:.2f}, {item.point.y:.2f} m"
        click.echo(f"{item.id}  {place}  {item.rssi_at_1m_dbm} dBm  {', '.join(item.addresses)}")


@beacons.command()
@click.argument("venue_id", metavar="VENUE")
@click.argument("traces", metavar="TRACE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Also those that are well, or that too few passed.")
@json_option
@database_option
def health(venue_id: str, traces: tuple[Path, ...], everything: bool, as_json: bool) -> None:
    """Tell from traces which transmitters are silent, weak, moved or cloned, with the evidence; worst first.

    The truth of the traces is not looked at. Two days before the end of the last trace count.
    """
    venue = opened_store().get_venue(parse_venue_id(venue_id))
    tracker = Tracker(venue)
    examiner = Examiner(tracker)
    tally = examiner.tally()
    for path in find_traces(traces):
        count_walk(tally, examiner, tracker, read_trace(path, venue))
    verdicts = examiner.examine(tally, _until_s(tally))
    counts = {each.value: sum(verdict.health is each for verdict in verdicts) for each in _WORST_FIRST}
    told = sorted(
        (each for each in verdicts if everything or each.health not in (Health.OK, Health.UNKNOWN)),
        key=lambda each: (_WORST_FIRST.index(each.health), -each.log_odds, each.transmitter_id),
    )
    if as_json:
        print_json(
            {
                "counts": counts,
                "transmitters": [asdict(each) | {"reason": reason(each)} for each in told],
                "unknown_addresses": {address: count for address, (count, _) in sorted(tally.unknown.items())},
            }
        )
        return
    for each in told:
        click.echo(f"{each.transmitter_id}  {each.health.value}: {reason(each)}")
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items() if count) + ".")


def _until_s(tally: Tally) -> float:
    return (max((slot for slot, *_ in tally.visits), default=0) + 1) * SLOT_S - 1.0
