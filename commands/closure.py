"""`beeline closure`: close and reopen doors, rooms and lifts of a running server."""

from datetime import UTC, datetime

import click

from commands.options import json_option, print_json
from commands.remote import ask, key_option, server_option
from maps.errors import BadInputError
from maps.ids import parse_venue_id
from maps.labels import label
from simulator.server import Json


@click.group()
def closure() -> None:
    """Close and reopen what routes lead through, on a running server."""


@closure.command()
@click.argument("venue_id", metavar="VENUE")
@click.argument("feature_id", metavar="FEATURE")
@click.option("--id", "closure_id", help="A name for the closure. [default: the feature's id]")
@click.option("--until", metavar="TIME", help="Such as 2026-11-25T18:00; local time unless an offset is given.")
@click.option("--reason", multiple=True, metavar="LANGUAGE=TEXT", help="Shown to people; once for each language.")
@click.option("--by", default="", help="Who closes it.")
@server_option
@key_option
def add(
    venue_id: str,
    feature_id: str,
    closure_id: str | None,
    until: str | None,
    reason: tuple[str, ...],
    by: str,
    server: str,
    key: str,
) -> None:
    """Close an opening, a unit or a portal from now on."""
    body: Json = {"feature": feature_id, "by": by, "reason": dict(map(_read_reason, reason))}
    if until is not None:
        body["ends_at"] = _read_time(until)
    name = closure_id or feature_id
    ask(server, "PUT", parse_venue_id(venue_id), "closures", name, key=key, body=body)
    click.echo(f"Closed {feature_id}; open it again with: beeline closure end {venue_id} {name}")


@closure.command("list")
@click.argument("venue_id", metavar="VENUE")
@server_option
@json_option
def list_(venue_id: str, server: str, as_json: bool) -> None:
    """List the closures in force and to come."""
    answer = ask(server, "GET", parse_venue_id(venue_id), "closures")
    if as_json:
        print_json(answer)
        return
    for each in answer["closures"]:
        until = f"until {each['ends_at']}" if each["ends_at"] else "until opened"
        state = "closed" if each["in_force"] else f"from {each['starts_at']}"
        click.echo(f"{each['id']:20} {each['feature']:20} {state} {until}  {label(each['reason'], 'en')}".rstrip())


@closure.command()
@click.argument("venue_id", metavar="VENUE")
@click.argument("closure_id", metavar="ID")
@server_option
@key_option
def end(venue_id: str, closure_id: str, server: str, key: str) -> None:
    """End a closure."""
    ask(server, "DELETE", parse_venue_id(venue_id), "closures", closure_id, key=key)
    click.echo(f"Ended {closure_id}.")


def _read_reason(text: str) -> tuple[str, str]:
    language, equals, words = text.partition("=")
    if not equals:
        raise BadInputError(f"{text[:80]!r} names no language.", remedy="Write for example --reason en=Maintenance")
    return language, words


def _read_time(text: str) -> str:
    try:
        return datetime.fromisoformat(text).astimezone(UTC).isoformat()
    except ValueError:
        raise BadInputError(f"{text[:40]!r} is no time.", remedy="Write for example 2026-11-25T18:00") from None
