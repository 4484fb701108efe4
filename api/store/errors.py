"""What can be wrong with a database, as errors that name the database and the remedy."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy.exc
from sqlalchemy.engine import URL

from maps.errors import BeelineError, ConflictError


class StoreUnavailableError(BeelineError):
    """The database cannot be opened, read or written now."""

    code = "store-unavailable"


class StorageFullError(BeelineError):
    """No room is left for the database."""

    code = "storage-full"


class CorruptDataError(BeelineError):
    """Stored bytes are not those that were published."""

    code = "corrupt-data"


class StaleDraftError(ConflictError):
    """Somebody changed the draft since the caller saw it.

    Parameters
    ----------
    expected, found : int
        The version that the caller knows, and the one that is there.
    """

    code = "stale"

    def __init__(self, venue_id: str, *, expected: int, found: int) -> None:
        super().__init__(
            f"The draft of {venue_id!r} is at version {found}, not {expected}.",
            remedy="Load it again and repeat the change.",
        )
        self.expected = expected
        self.found = found


_REMEDIES = (
    (
        "unable to open database file",
        "Check that its folder exists and may be written, or choose another with --database.",
    ),
    ("readonly database", "Make the file and its folder writable, or choose another with --database."),
    ("not a database", "The file is something else: choose another with --database."),
    ("malformed", "The file is damaged: restore a backup."),
    ("is locked", "Another program has held it for too long: close that program and try again."),
    ("password authentication", "Check the user and password of the URL."),
    ("does not exist", "Create that database, or mend the URL."),
)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn a database driver's error into one of ours.

    Raises
    ------
    StorageFullError
        If the disk is full.
    StoreUnavailableError
        If the database cannot be used for any other reason than a broken constraint.
    """
    try:
        yield
    except sqlalchemy.exc.IntegrityError:
        raise
    except sqlalchemy.exc.DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        shown = url.render_as_string(hide_password=True)
        if "disk is full" in reason or "No space left" in reason:
            raise StorageFullError(
                f"The disk of the database {shown} is full: nothing was changed.",
                remedy="Free some space and try again.",
            ) from error
        remedy = next((text for mark, text in _REMEDIES if mark in reason), "Check that it is running and reachable.")
        raise StoreUnavailableError(f"The database {shown} cannot be used: {reason}.", remedy=remedy) from error
