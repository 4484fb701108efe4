"""Floor-plan readers, one file per format: each turns files into a `VenueDraft`."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from maps.draft import VenueDraft
from maps.errors import BadInputError
from maps.ids import VenueId

FORMATS = ("dxf", "ifc", "imdf", "mall", "rmf", "indoorgml", "osm", "geojson")
"""Known formats, in the order they are tried: the most particular first, the most general last."""


class Reader(Protocol):
    """What each `maps.readers.<format>` module offers."""

    def recognises(self, paths: Sequence[Path]) -> bool:
        """Return whether the paths look like this format; reads as little as it can."""
        ...

    def read(self, paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
        """Return the draft, or raise a `BeelineError`; nothing is kept on failure."""
        ...


def read_venue(paths: Sequence[Path], venue_id: VenueId, *, format: str = "auto") -> VenueDraft:  # noqa: A002
    """Read floor plans into a draft.

    Parameters
    ----------
    paths : sequence of Path
        Files, folders or zip archives of one venue.
    venue_id : VenueId
        The name the venue gets here.
    format : str
        One of `FORMATS`, or ``auto`` to recognise it.

    Raises
    ------
    BadInputError
        If a path does not exist, the format is unknown or not recognised, or the content cannot be used.
    UnreadableFileError, TooLargeError
        If a file is broken, unsafe or beyond the limits.
    """
    if not paths:
        raise BadInputError("No file was given.", remedy="Name a file, folder or zip archive.")
    for path in paths:
        if not path.exists():
            raise BadInputError(f"{path} does not exist.", remedy="Check the path.")
    return get_reader(_recognised(paths) if format == "auto" else format).read(paths, venue_id)


def get_reader(name: str) -> Reader:
    """Return the reader of a format, or raise `BadInputError` naming those that exist."""
    if name not in FORMATS:
        raise BadInputError(f"{name!r} is not a floor-plan format.", remedy=f"Use one of {', '.join(FORMATS)}.")
    return cast("Reader", importlib.import_module(f"maps.readers.{name}"))


def _recognised(paths: Sequence[Path]) -> str:
    for name in FORMATS:
        if get_reader(name).recognises(paths):
            return name
    raise BadInputError(
        f"{', '.join(str(path) for path in paths[:3])} is of no format that is known.",
        remedy="Give IMDF (folder or zip), IFC, DXF, Open-RMF, IndoorGML, OSM, a mall folder or GeoJSON, "
        f"or say --format {'|'.join(FORMATS)}.",
    )
