"""Venue writers, one file per format."""

import importlib
from pathlib import Path
from typing import Protocol, cast

from maps.errors import BadInputError
from maps.venue import Venue

FORMATS = ("imdf", "geojson", "osm", "indoorgml")
"""What a published venue can be written as."""


class Writer(Protocol):
    """What each `maps.writers.<format>` module offers."""

    def write(self, venue: Venue, path: Path) -> None:
        """Write the venue, or raise a `BeelineError`; a file appears whole or not at all."""
        ...


def get_writer(name: str) -> Writer:
    """Return the writer of a format, or raise `BadInputError` naming those that exist."""
    if name not in FORMATS:
        raise BadInputError(f"{name!r} is no format to export.", remedy=f"Use one of {', '.join(FORMATS)}.")
    return cast("Writer", importlib.import_module(f"maps.writers.{name}"))
