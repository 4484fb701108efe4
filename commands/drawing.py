"""Pictures that commands write: SVG as it is, PNG with the fonts of this machine."""

from collections.abc import Sequence
from pathlib import Path

import click

from maps.errors import BadInputError
from maps.render_png import to_png
from maps.writers.files import write_file

fonts_option = click.option(
    "--fonts", multiple=True, metavar="FOLDER", type=click.Path(path_type=Path, exists=True, file_okay=False)
)


def check_picture(out: Path) -> None:
    """Refuse the name of a file that is no picture, before anything is computed for it.

    Raises
    ------
    BadInputError
        If it ends neither in .png nor in .svg.
    """
    if out.suffix.lower() not in (".png", ".svg"):
        raise BadInputError(f"{out} is neither a .png nor a .svg.", remedy="Name a file such as F1.png.")


def write_picture(out: Path, svg: str, fonts: Sequence[Path]) -> None:
    """Write an SVG drawing, as PNG where the file is called so."""
    write_file(out, to_png(svg, font_folders=fonts) if out.suffix.lower() == ".png" else svg.encode())
