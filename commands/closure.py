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
@click.argument("feature_ids", metavar="FEATURE...", nargs=-1, required=True)
@click.option("--id", "closure_id", help="A name for the closure. [default: the first feature's id]")
@click.option("--from", "starts", metavar="TIME", help="When it begins; now when left out.")
@click.option("--until", metavar="TIME", help="Such as 2026-11-25T18:00; local time unless an offset is given.")
@click.option(
    "--weekly",
    multiple=True,
    metavar="DAYS=HH:MM-HH:MM",
    help="Closed only then, such as sat,sun=20:00-06:00; may be given several times.",
)
@click.option("--time-zone", help="Whose clock --weekly means, such as Asia/Shanghai.")
@click.option("--one-way-to", metavar="UNIT", help="An opening may still be passed into this unit.")
@click.option("--staff-pass", is_flag=True, help="Staff pass all the same.")
@click.option("--reason", multiple=True, metavar="LANGUAGE=TEXT", help="Shown to people; once for each language.")
@click.option("--by", default="", help="Who closes it.")
@server_option
@key_option
def add(
    venue_id: str,
    feature_ids: tuple[str, ...],
    closure_id: str | None,
    starts: str | None,
    until: str | None,
    weekly: tuple[str, ...],
    time_zone: str | None,
    one_way_to: str | None,
    staff_pass: bool,
    reason: tuple[str, ...],
    by: str,
    server: str,
    key: str,
) -> None:
    """Close openings, units and portals: from now on, for a while, or at hours of every week."""
    body: Json = {
        "features": list(feature_ids),
        "staff_pass": staff_pass,
        "one_way_to": one_way_to,
        "starts_at": None if starts is None else _read_time(starts),
        "ends_at": None if until is None else _read_time(until),
        "hours": _read_weekly(weekly, time_zone),
        "reason": dict(map(_read_reason, reason)),
        "by": by,
    }
    name = closure_id or feature_ids[0]
    ask(server, "PUT", parse_venue_id(venue_id), "closures", name, key=key, body=body)
    click.echo(f"Closed {', '.join(feature_ids)}; open it again with: beeline closure end {venue_id} {name}")


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
        state = "closed" if each["in_force"] else f"not now, from {each['starts_at']}"
        features = ", ".join(every["feature"] for every in each["features"])
        told = [f"{each['id']:20} {features:20} {state} {until}", *_rules(each), label(each["reason"], "en")]
        click.echo("  ".join(part for part in told if part))


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


def _rules(said: Json) -> list[str]:
    """Return in words when in the week it is closed, and to whom not."""
    spans = said["hours"]["spans"] if said["hours"] else []
    rules = [f"{','.join(span['days'])} {span['starts']}-{span['ends']}" for span in spans]
    rules += [said["hours"]["time_zone"]] if spans else []
    rules += [f"one way to {said['one_way_to']}"] if said["one_way_to"] else []
    return rules + (["staff pass"] if said["staff_pass"] else [])


def _read_weekly(weekly: tuple[str, ...], time_zone: str | None) -> Json | None:
    if not weekly and time_zone is None:
        return None
    if not weekly or time_zone is None:
        raise BadInputError("Hours of the week need a clock.", remedy="Give both --weekly and --time-zone.")
    return {"time_zone": time_zone, "spans": [_read_span(each) for each in weekly]}


def _read_span(text: str) -> Json:
    days, equals, hours = text.partition("=")
    starts, dash, ends = hours.partition("-")
    if not (equals and dash):
        raise BadInputError(f"{text[:60]!r} is no hours of the week.", remedy="Write for example mon,tue=20:00-06:00.")
    return {"days": days.split(","), "starts": starts, "ends": ends}


def _read_time(text: str) -> str:
    try:
        return datetime.fromisoformat(text).astimezone(UTC).isoformat()
    except ValueError:
        raise BadInputError(f"{text[:40]!r} is no time.", remedy="Write for example 2026-11-25T18:00") from None
