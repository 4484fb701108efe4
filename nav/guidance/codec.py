"""Guidance state as bytes and back, so that a walk survives a restart of the server."""

from dataclasses import fields
from typing import Any, get_type_hints

import msgspec

from maps.errors import BadInputError
from maps.position import Position
from nav.guidance.state import GuidanceState
from nav.route import End, Place

_VERSION = 2
_TYPES = get_type_hints(GuidanceState)


def encode_state(state: GuidanceState) -> bytes:
    """Return the state as JSON, the same bytes for equal states."""
    values = {field.name: getattr(state, field.name) for field in fields(state)}
    return msgspec.json.encode({"version": _VERSION, **values}, order="deterministic")


def decode_state(data: bytes) -> GuidanceState:
    """Return the state that `encode_state` made these bytes of.

    Raises
    ------
    BadInputError
        If the bytes are of another version, broken or of another shape.
    """
    try:
        raw: dict[str, Any] = msgspec.json.decode(data, type=dict[str, Any])
        if raw.pop("version", None) != _VERSION:
            raise BadInputError("This guidance state is of another version.", remedy="Start guidance again.")
        destination = _end(raw.pop("destination"))
        values = {name: msgspec.convert(value, _TYPES[name]) for name, value in raw.items()}
        return GuidanceState(destination=destination, **values)
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise BadInputError(f"This is no guidance state: {error}.", remedy="Start guidance again.") from error


def _end(raw: dict[str, Any]) -> End:
    return msgspec.convert(raw, Place) if "id" in raw else msgspec.convert(raw, Position)
