"""Versions over HTTP: what is read carries one as its ETag, and a write names it in If-Match (RFC 9110, 13.1.1)."""

import re
from typing import Any

from api.problems import IfMatchMissingError
from maps.errors import BadInputError

_ETAG = re.compile(r'"([0-9]{1,9})"')

IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of the draft that is changed.",
    "schema": {"type": "string", "pattern": f"^{_ETAG.pattern}$"},
    "example": '"12"',
}
"""The header as a parameter of the description."""


def etag_of(version: int) -> str:
    """Return the ETag of a version."""
    return f'"{version}"'


def read_if_match(header: str | None) -> int:
    """Return the version that an If-Match header names.

    Raises
    ------
    IfMatchMissingError
        If there is no such header: who does not say what they change may overwrite what they have not seen.
    BadInputError
        If it is not one ETag of ours; ``*`` would mean whatever is there.
    """
    if header is None:
        raise IfMatchMissingError(
            "This request must say which version of the draft it changes.",
            remedy="Get the draft and send its ETag in the header If-Match.",
        )
    match = _ETAG.fullmatch(header.strip())
    if match is None:
        raise BadInputError(
            f"If-Match is {header[:40]!r}.", remedy='Send the ETag of the draft as it came, such as "12".'
        )
    return int(match[1])
