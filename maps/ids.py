"""Identifiers: opaque strings, never ordinals, heights or array indices."""

import re
from typing import NewType

from maps.errors import BadInputError

VenueId = NewType("VenueId", str)
LevelId = NewType("LevelId", str)
FeatureId = NewType("FeatureId", str)

_VENUE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def parse_venue_id(text: str) -> VenueId:
    """Return `text` as a venue id, or say what is wrong with it.

    Parameters
    ----------
    text : str
        Up to 63 lower-case letters, digits and hyphens, starting with a letter or digit: safe in a URL, a file
        name and a log line.

    Raises
    ------
    BadInputError
        If the text has another shape.

    Examples
    --------
    >>> parse_venue_id("mall-a")
    'mall-a'
    """
    if not _VENUE_ID.fullmatch(text):
        raise BadInputError(
            f"{text[:80]!r} is not a venue id.",
            remedy="Use 1 to 63 lower-case letters, digits and hyphens, for example 'mall-a'.",
        )
    return VenueId(text)
