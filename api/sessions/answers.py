"""What sessions answer to those who ask something of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What the creator of a session is given, once."""

    session_id: str
    token: str
    expires_unix_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What became of the readings of a batch."""

    accepted: int
    ignored: Mapping[str, int]
