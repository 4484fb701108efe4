"""`beeline route`: from anywhere to anywhere, in words and as GeoJSON."""

from typing import Any

import click

from api.presenting import route_document
from commands.options import database_option, json_option, opened_store, print_json
from maps.ids import FeatureId, parse_venue_id
from maps.places import resolve_ends
from maps.position import Position
from maps.venue import Venue
from nav.help import find_way
from nav.phrases import LANGUAGES, explain_no_route
from nav.profile import CHOICES, PROFILES, get_profile, get_wishes
from nav.route import End, NoRoute, Place, Route
from nav.router import Router


@click.command()
@click.argument("venue_id", metavar="VENUE")
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--profile", default="walk", type=click.Choice(list(PROFILES)), show_default=True)
@click.option(
    "--wish", "wishes", multiple=True, type=click.Choice([wish.value for wish in CHOICES]), help="Repeat it for more."
)
@click.option("--eased", is_flag=True, help="Draw the line with room to spare from walls, at most 2 % longer.")
@click.option("--language", default="en", type=click.Choice(LANGUAGES), show_default=True)
@json_option
@database_option
def route(
    venue_id: str,
    origin: str,
    destination: str,
    profile: str,
    wishes: tuple[str, ...],
    eased: bool,
    language: str,
    as_json: bool,
) -> None:
    """Find the way FROM TO: each a place id, a name, or x,y@level in local metres."""
    venue = opened_store().get_venue(parse_venue_id(venue_id))
    ends = parse_ends(venue, origin, destination)
    traveller = get_profile(profile).wishing(get_wishes(wishes))
    router = Router.compile(venue)
    found = find_way(router, *ends, traveller)
    if isinstance(found, NoRoute):
        _print_no_route(found, venue, language, as_json)
    else:
        _print_route(router.eased(found) if eased else found, venue, language, as_json)


def parse_ends(venue: Venue, origin: str, destination: str) -> tuple[End, End]:
    """Return what two words of the command line name: positions or places of the venue."""
    start, end = resolve_ends(venue, origin, destination)
    return _end(start), _end(end)


def _end(found: Position | FeatureId) -> End:
    return found if isinstance(found, Position) else Place(id=found)


def _print_no_route(found: NoRoute, venue: Venue, language: str, as_json: bool) -> None:
    if as_json:
        helped = found.with_help
        print_json(
            {
                "no_route": found.reason.value,
                "detail": found.detail,
                "blocked_by": list(found.blocked_by),
                "with_help": None if helped is None else _told(helped, venue, language),
            }
        )
    else:
        click.echo(f"{explain_no_route(found, venue, language)} ({found.detail})")


def _print_route(found: Route, venue: Venue, language: str, as_json: bool) -> None:
    document = _told(found, venue, language)
    if as_json:
        print_json(document)
        return
    click.echo(f"{found.distance_m:.0f} m, about {max(1, round(found.duration_s / 60))} min")
    for step in document["steps"]:
        click.echo(f"{step['index'] + 1:3}. {step['text']}")
    for broken in document["broken_wishes"]:
        click.echo(f"  ! {broken['text']}")


def _told(found: Route, venue: Venue, language: str) -> dict[str, Any]:
    """Return what is printed of a route."""
    document = route_document(found, venue, language)
    return {
        key: value
        for key, value in document.items()
        if key in ("distance_m", "duration_s", "levels", "steps", "geometry", "profile", "broken_wishes")
    }
