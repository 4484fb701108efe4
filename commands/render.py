"""`beeline venue render`: a level as a picture."""

from pathlib import Path

import click

from commands.drawing import check_picture, fonts_option, write_picture
from commands.options import database_option, opened_store
from maps.ids import VenueId, parse_venue_id
from maps.level_names import get_level_named
from maps.publish import build_venue
from maps.render import LANGUAGES, WIDTH_PX, render_level
from maps.render_png import MAX_WIDTH_PX
from maps.venue import Venue


@click.command()
@click.argument("venue_id", metavar="ID")
@click.argument("out", metavar="OUT.png|svg", type=click.Path(path_type=Path))
@click.option("--level", "level_name", required=True, metavar="LEVEL", help="Its id, short name or ordinal.")
@click.option("--revision", type=click.IntRange(min=1), help="A published revision.  [default: the latest]")
@click.option("--draft", is_flag=True, help="The draft as it would be published.")
@click.option("--language", default="both", type=click.Choice(list(LANGUAGES)), show_default=True)
@click.option("--width", "width_px", default=WIDTH_PX, type=click.IntRange(200, MAX_WIDTH_PX), show_default=True)
@fonts_option
@database_option
def render(
    venue_id: str,
    out: Path,
    level_name: str,
    revision: int | None,
    draft: bool,
    language: str,
    width_px: int,
    fonts: tuple[Path, ...],
) -> None:
    """Draw a level of a venue as PNG or SVG."""
    check_picture(out)
    venue = _venue(parse_venue_id(venue_id), revision, draft=draft)
    level = get_level_named(venue, level_name)
    svg = render_level(venue, level.id, languages=LANGUAGES[language], width_px=width_px)
    write_picture(out, svg, fonts)
    click.echo(f"Drew level {level_name} of {venue_id} to {out}.")


def _venue(venue_id: VenueId, revision: int | None, *, draft: bool) -> Venue:
    if draft and revision is not None:
        raise click.UsageError("A draft has no revisions: give --draft or --revision.")
    store = opened_store()
    return build_venue(store.get_draft(venue_id), revision=0)[0] if draft else store.get_venue(venue_id, revision)
