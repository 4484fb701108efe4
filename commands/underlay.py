"""`beeline venue underlay`: pictures under a draft, to be drawn over."""

import secrets
from pathlib import Path

import click

from api.store import Store
from commands.options import database_option, json_option, opened_store, print_json
from maps.control_points import read_points
from maps.draft import VenueDraft
from maps.errors import NotFoundError
from maps.georeference import KINDS
from maps.ids import LevelId, VenueId, parse_venue_id
from maps.level_names import get_draft_level_named
from maps.readers.archive import read_bytes
from maps.readers.plan_image import read_picture
from maps.underlay import Underlay, first_guess


@click.group()
def underlay() -> None:
    """Pictures under a draft, to be drawn over; never published."""


@underlay.command()
@click.argument("venue_id", metavar="ID")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--level", "level_name", required=True, metavar="LEVEL", help="The level that it is of.")
@click.option("--page", default=1, type=click.IntRange(min=1), show_default=True, help="Which page of a PDF.")
@database_option
def add(venue_id: str, path: Path, level_name: str, page: int) -> None:
    """Keep the picture in a PNG, JPEG, PDF or SVG."""
    store, venue = opened_store(), parse_venue_id(venue_id)
    draft = _find_draft(store, venue)
    picture = read_picture(read_bytes(path), path.name, page=page)
    kept = Underlay(
        id=secrets.token_urlsafe(9),
        level_id=LevelId(level_name) if draft is None else get_draft_level_named(draft, level_name),
        media_type=picture.media_type,
        width_px=picture.width_px,
        height_px=picture.height_px,
        affine=first_guess(picture.height_px),
        name=path.name,
    )
    store.add_underlay(venue, kept, picture.data)
    click.echo(f"Kept {path.name}, {picture.width_px} x {picture.height_px} pixels, as {kept.id}.")
    click.echo(f"Place it with: beeline venue underlay place {venue_id} {kept.id} --points points.csv")


@underlay.command("list")
@click.argument("venue_id", metavar="ID")
@json_option
@database_option
def list_(venue_id: str, as_json: bool) -> None:
    """List the pictures of a venue."""
    kept = opened_store().list_underlays(parse_venue_id(venue_id))
    if as_json:
        print_json({"underlays": [{"id": each.id, "level": each.level_id, "name": each.name} for each in kept]})
        return
    for each in kept:
        click.echo(f"{each.id:14} {each.level_id:12} {each.width_px} x {each.height_px}  {each.name}")


@underlay.command()
@click.argument("venue_id", metavar="ID")
@click.argument("underlay_id", metavar="PICTURE")
@click.option(
    "--points",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="CSV or JSON: name, x, y in pixels from the upper left corner; lon, lat or x_m, y_m, where it is.",
)
@click.option("--kind", default="similarity", type=click.Choice(list(KINDS)), show_default=True)
@database_option
def place(venue_id: str, underlay_id: str, points: Path, kind: str) -> None:
    """Place a picture by control points."""
    store, venue = opened_store(), parse_venue_id(venue_id)
    draft = _find_draft(store, venue)
    frame = None if draft is None else draft.frame
    placed, found = store.get_underlay(venue, underlay_id).placed(read_points(points), frame, kind=kind)
    store.move_underlay(venue, placed)
    outliers = f" These do not fit and were not used: {', '.join(found.outliers)}." if found.outliers else ""
    fit = "nothing is left over to check with" if found.rms_m is None else f"residuals of {found.rms_m:.3f} m"
    click.echo(f"Placed {underlay_id}: {1 / found.affine.scale:.1f} pixels to the metre, {fit}.{outliers}")


@underlay.command()
@click.argument("venue_id", metavar="ID")
@click.argument("underlay_id", metavar="PICTURE")
@database_option
def remove(venue_id: str, underlay_id: str) -> None:
    """Remove a picture."""
    opened_store().remove_underlay(parse_venue_id(venue_id), underlay_id)
    click.echo(f"Removed {underlay_id}.")


def _find_draft(store: Store, venue_id: VenueId) -> VenueDraft | None:
    try:
        return store.get_draft(venue_id)
    except NotFoundError:
        return None
