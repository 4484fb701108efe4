"""`beeline qr`: the "you are here" signs of a venue, to be printed."""

from io import BytesIO
from pathlib import Path

import click

from commands.options import database_option, opened_store
from maps.errors import BadInputError, NotFoundError
from maps.ids import parse_venue_id
from maps.level_names import get_level_named
from maps.positioning import QrPoint
from maps.poster import draw_poster, sign_address
from maps.render_png import to_png
from maps.venue import Venue
from maps.writers.files import write_file

_DOTS_PER_INCH = 200
_QUALITY = 92
"""Of the pictures in it (JPEG): a sheet takes about a third of a megabyte."""
_WIDTH_PX = 1_654
"""A4 at that many dots an inch."""


@click.command()
@click.argument("venue_id", metavar="VENUE")
@click.argument("out", metavar="OUT.pdf", type=click.Path(path_type=Path))
@click.option("--address", required=True, metavar="URL", help="Where patients' phones reach the server.")
@click.option("--level", "level_name", metavar="LEVEL", help="Only those of a level.")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only this sign; may be given several times.")
@click.option("--fonts", multiple=True, metavar="FOLDER", type=click.Path(path_type=Path, exists=True, file_okay=False))
@database_option
def qr(
    venue_id: str, out: Path, address: str, level_name: str | None, codes: tuple[str, ...], fonts: tuple[Path, ...]
) -> None:
    """Draw the "you are here" signs of a published venue, a sheet each, as a PDF to print."""
    try:
        import segno  # noqa: F401  the codes are drawn with it
        from PIL import Image
    except ModuleNotFoundError as error:
        raise BadInputError(
            f"Signs need the package {error.name!r}.", remedy="Install it: pip install 'beeline-indoor[plans]'."
        ) from error
    if out.suffix.lower() != ".pdf":
        raise BadInputError(f"{out} is no .pdf.", remedy="Name a file such as signs.pdf.")
    venue = opened_store().get_venue(parse_venue_id(venue_id))
    sheets = [
        to_png(
            draw_poster(venue, sign, sign_address(address, venue.id, sign.code), width_px=_WIDTH_PX),
            font_folders=fonts,
        )
        for sign in _chosen(venue, level_name, codes)
    ]
    first, *rest = (Image.open(BytesIO(sheet)).convert("RGB") for sheet in sheets)
    pdf = BytesIO()
    first.save(
        pdf,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=_DOTS_PER_INCH,
        quality=_QUALITY,
        title=f"Signs of {venue.id}",
    )
    write_file(out, pdf.getvalue())
    click.echo(f"Drew {len(sheets)} signs of {venue_id} to {out}.")


def _chosen(venue: Venue, level_name: str | None, codes: tuple[str, ...]) -> list[QrPoint]:
    level_id = get_level_named(venue, level_name).id if level_name else None
    unknown = set(codes) - {sign.code for sign in venue.qr_points}
    if unknown:
        raise NotFoundError(
            f"{venue.id!r} has no sign with the code {min(unknown)[:40]!r}.", remedy="See: beeline venue info"
        )
    signs = [
        sign
        for sign in venue.qr_points
        if (level_id is None or sign.level_id == level_id) and (not codes or sign.code in codes)
    ]
    if not signs:
        raise NotFoundError(
            f"There is no such sign in {venue.id!r}.", remedy="Place QR points in the map editor and publish."
        )
    return signs
