"""What the parts of the store share: the database, the time, and distrust of stored bytes."""

from collections.abc import Callable
from datetime import UTC, datetime

from api.store.database import Database
from api.store.errors import CorruptDataError
from maps.codec import digest


def utc_now() -> datetime:
    """Return the time of day, aware."""
    return datetime.now(UTC)


class Part:
    """A part of the store. Every method is one transaction: all of it happens, or none.

    Parameters
    ----------
    now : callable
        Returns the aware UTC time recorded with what is saved.
    """

    def __init__(self, database: Database, *, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now


def verify(data: bytes, sha256: str, what: str) -> None:
    """Raise `CorruptDataError` unless the bytes are those that were saved."""
    if digest(data) != sha256:
        raise CorruptDataError(
            f"The stored bytes of {what} are not those that were saved: their digest differs.",
            remedy="Restore the database from a backup, or import and publish again.",
        )
