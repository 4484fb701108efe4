"""``python -m maps.demo``: write the demo hospital's IMDF folder anew, or draw its floors as pictures."""

import argparse
from pathlib import Path

from maps.demo import HOSPITAL_FOLDER
from maps.demo.hospital import build_hospital
from maps.labels import label
from maps.render import render_level
from maps.venue import Venue
from maps.writers import imdf


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m maps.demo", description=__doc__)
    parser.add_argument("--svg", type=Path, metavar="FOLDER", help="draw every floor as an SVG file here instead")
    folder: Path | None = parser.parse_args().svg
    venue = build_hospital()
    if folder is None:
        imdf.write(venue, HOSPITAL_FOLDER)
    else:
        draw(venue, folder)


def draw(venue: Venue, folder: Path) -> None:
    """Draw every level as ``<short name>.svg``."""
    folder.mkdir(parents=True, exist_ok=True)
    for level in venue.levels:
        name = label(level.short_labels, "en")
        (folder / f"{name}.svg").write_text(render_level(venue, level.id), encoding="utf-8")


if __name__ == "__main__":
    main()
