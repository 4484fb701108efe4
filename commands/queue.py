"""`beeline queue`: say how long a queue is, and see all of them."""

import click

from commands.options import json_option, print_json
from commands.remote import ask, key_option, server_option
from maps.errors import BadInputError
from maps.ids import parse_venue_id
from maps.labels import label
from simulator.server import Json


@click.group()
def queue() -> None:
    """Read and push the queues of a running server."""


@queue.command()
@click.argument("venue_id", metavar="VENUE")
@click.argument("place_id", metavar="PLACE")
@click.option("--waiting", required=True, type=click.IntRange(0), help="People who wait and are not being served.")
@click.option("--servers", required=True, type=click.IntRange(0), help="Servers at work.")
@click.option("--mean", "mean_s", type=click.FloatRange(0, min_open=True), help="Mean of a service [s].")
@server_option
@key_option
@json_option
def push(
    venue_id: str, place_id: str, waiting: int, servers: int, mean_s: float | None, server: str, key: str, as_json: bool
) -> None:
    """Say how the queue of a service point or group is now."""
    reading: Json = {"place": place_id, "waiting": waiting, "servers_open": servers}
    if mean_s is not None:
        reading["service_mean_s"] = mean_s
    answer = ask(server, "POST", parse_venue_id(venue_id), "queues", key=key, body={"readings": [reading]})
    (verdict,) = answer["readings"]
    if verdict["verdict"] != "accepted":
        field = f" ({verdict['field']})" if verdict["field"] else ""
        raise BadInputError(
            f"The reading of {place_id!r} was not believed: {verdict['verdict']}{field}.",
            remedy="A jump is believed when the next reading says so too; see: beeline queue show",
        )
    if as_json:
        print_json(answer)
    else:
        click.echo(f"{place_id}: {waiting} waiting, {servers} serving.")


@queue.command()
@click.argument("venue_id", metavar="VENUE")
@server_option
@json_option
def show(venue_id: str, server: str, as_json: bool) -> None:
    """List the queues of a venue with their age."""
    answer = ask(server, "GET", parse_venue_id(venue_id), "queues")
    if as_json:
        print_json(answer)
        return
    for each in answer["queues"]:
        click.echo(_line(each))


def _line(each: Json) -> str:
    name = label(each["labels"], "en", each["place"])
    said = "nothing believed yet"
    if each["waiting"] is not None:
        said = (
            f"{each['waiting']:3} waiting, {each['servers_open']} serving, {each['age_s']:.0f} s ago ({each['basis']})"
        )
    doubted = each["quarantined"]
    note = f"; not believed: {doubted['verdict']} {doubted['field']}".rstrip() if doubted else ""
    return f"{name:30} {said}{note}"
