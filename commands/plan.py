"""`beeline plan`: several stops in the best order, at the best counters."""

from pathlib import Path

import click

from api.presenting import ItineraryDocument, PlannedStopDocument, itinerary_document, no_itinerary_document
from commands.clock import now_s, parse_clock_s
from commands.counters import Counters
from commands.options import database_option, json_option, opened_store, print_json
from commands.route import parse_ends
from commands.stops import read_stops, stops_and_rules
from commands.wait_files import read_waits
from maps.ids import LevelId, parse_venue_id
from maps.labels import label
from maps.venue import Venue
from nav import visits
from nav.phrases import LANGUAGES
from nav.profile import PROFILES, get_profile
from nav.router import Router
from nav.visits import NoItinerary, Visit, walks_of
from nav.visits.rules import clock_text

_HELD = {"opening": " until it opens", "appointment": " for the appointment", "report": " for the report"}

_HELP = """Plan a visit: the order of its stops, and the counter of each, so that it is over as early as possible.

STOPS are places between commas, each with what it needs after colons:

\b
  blood-draw:fasting,ultrasound,payment,pharmacy:after=payment

\b
  ct/mri                 either will do; a group of counters means any of them
  id=second              a name for rules, where a place is visited twice
  service=10             takes 10 minutes (5 if not said)
  after=a+b, before=c    order
  report=blood-draw@35   begins at least 35 minutes after blood-draw ended
  same=first             after the stop called first, at the same counter
  start=09:00-09:30      an appointment: begins within
  open=08:00-12:00+13:30-17:00
  fasting, breaks-fast   the first come before the second

A file holds the same words as keys, what can be several in brackets:

\b
  [[stops]]
  places = ["ct", "mri"]
  after = ["payment"]

QUEUES holds expected waits by time of arrival, and what nine in ten stay within:

\b
  {"blood-draw": {"start": "08:00", "bin_s": 900, "wait_s": [300, 900], "wait_p90_s": [600, 1500]}}
"""


@click.command(name="plan", help=_HELP)
@click.argument("venue_id", metavar="VENUE")
@click.option("--from", "origin", required=True, metavar="PLACE", help="Where the visit begins.")
@click.option("--to", "destination", metavar="PLACE", help="Where it ends; by default at the last stop.")
@click.option("--stops", "stops_text", required=True, metavar="STOPS", help="Stops in words, or a .toml or .json file.")
@click.option("--at", metavar="HH:MM", help="When it begins; by default now.")
@click.option(
    "--queues", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="JSON file of expected waits."
)
@click.option("--profile", default="walk", type=click.Choice(list(PROFILES)), show_default=True)
@click.option("--language", default="en", type=click.Choice(LANGUAGES), show_default=True)
@json_option
@database_option
def plan(
    venue_id: str,
    origin: str,
    destination: str | None,
    stops_text: str,
    at: str | None,
    queues: Path | None,
    profile: str,
    language: str,
    as_json: bool,
) -> None:
    """Plan a visit from words to words: parse, plan, print."""
    venue = opened_store().get_venue(parse_venue_id(venue_id))
    start, end = parse_ends(venue, origin, origin if destination is None else destination)
    counters = Counters(venue)
    stops, rules = stops_and_rules(read_stops(stops_text), counters)
    waits, waits_p90 = read_waits(queues, counters) if queues else ({}, {})
    visit = Visit(
        start=start,
        end=None if destination is None else end,
        t_s=now_s() if at is None else parse_clock_s(at),
        stops=stops,
        rules=rules,
    )
    walks = walks_of(Router.compile(venue), visit, get_profile(profile))
    answer = visits.plan(visit, walks, waits, waits_p90=waits_p90)
    if isinstance(answer, NoItinerary):
        _print_no_itinerary(answer, as_json)
    elif as_json:
        print_json(itinerary_document(answer, venue, language))
    else:
        _print_day(itinerary_document(answer, venue, language), venue, language)


def _print_no_itinerary(answer: NoItinerary, as_json: bool) -> None:
    if as_json:
        print_json(no_itinerary_document(answer))
    else:
        click.echo(f"There is no such plan. {answer.detail}")


def _print_day(day: ItineraryDocument, venue: Venue, language: str) -> None:
    """Print one line a stop: when to be there, where, the walk and the wait before, and when it is over."""
    click.echo(f"{clock_text(day['start_s'])}  set out")
    for stop in day["stops"]:
        storey = label(venue.get_level(LevelId(stop["level_id"])).short_labels, language, stop["level_id"])
        click.echo(
            f"{clock_text(stop['arrive_s'])}  {stop['label']} ({storey}): walk {_minutes(stop['walk_s'])},"
            f" wait {_wait(stop)}, done at {clock_text(stop['end_s'])}"
        )
    doubt = "" if day["exact"] else " (there may be a better plan)"
    total = f"{_minutes(day['duration_s'])} in all, {_minutes(day['walk_s'])} of it walking{doubt}"
    click.echo(f"{clock_text(day['end_s'])}  at the end: {total}")


def _wait(stop: PlannedStopDocument) -> str:
    spread = stop["wait_p90_s"]
    most = "" if spread is None else f" (nine times in ten at most {_minutes(spread)})"
    return f"{_minutes(stop['wait_p50_s'])}{most}{_HELD.get(stop['held_by'], '')}"


def _minutes(seconds: float) -> str:
    return f"{round(seconds / 60)} min"
