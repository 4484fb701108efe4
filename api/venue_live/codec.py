"""The state of a venue as bytes and back, for live stores outside this process."""

import msgspec

from api.venue_live.state import VenueState

VERSION = 2
"""As for sessions: see `api.sessions.codec`."""

_DECODER = msgspec.msgpack.Decoder(VenueState)


def encode_state(state: VenueState) -> bytes:
    """Return a state as bytes."""
    return msgspec.msgpack.encode(state)


def decode_state(data: bytes) -> VenueState:
    """Return the state that `encode_state` made these bytes of."""
    return _DECODER.decode(data)
