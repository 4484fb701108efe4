"""What a live store promises, whoever keeps it.

A record (a session, or what is so now at a venue) is replaced by compare-and-set together with the events that the
change caused, in one step: who reads a record numbered n and then the events after n misses nothing and sees nothing
twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from maps.errors import BeelineError

Record = TypeVar("Record")


class LiveUnavailableError(BeelineError):
    """The live store does not answer, or has no room."""

    code = "live-unavailable"


def full(max_records: int) -> LiveUnavailableError:
    """Return the error of a store that accepts no more."""
    return LiveUnavailableError(
        f"{max_records} sessions are live, as many as this server accepts.",
        remedy="End sessions that are over, or try again later.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing to tell the readers of a record.

    Parameters
    ----------
    name : str
        The event's name on the stream.
    data : mapping
        Language to JSON text; the key ``""`` when all languages are told the same.
    """

    name: str
    data: Mapping[str, str]

    def text(self, language: str) -> str:
        """Return the JSON text for a language, or for any when it has none of its own."""
        return self.data.get(language) or next(iter(self.data.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvent:
    """An event and its number in the record's log: 1, 2, 3 …"""

    number: int
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSlice:
    """Events after a number.

    Parameters
    ----------
    complete : bool
        False when events between the number asked for and the first one here are no longer kept.
    """

    events: tuple[LoggedEvent, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[Record]):
    """A record as it is now.

    Parameters
    ----------
    version : int
        Changes with every commit.
    last_event : int
        The number of the newest event ever logged, 0 for none.
    expires_unix_s : float
        When it is erased.
    """

    record: Record
    version: int
    last_event: int
    expires_unix_s: float


class Subscription(Protocol):
    """Waiting for news of one record."""

    def wait(self, timeout_s: float) -> bool:
        """Return True as soon as there may be news, False after the timeout."""

    def close(self) -> None:
        """Stop waiting for good."""


class LiveStore(Protocol[Record]):
    """Keeps records until they expire. All times are unix seconds of the server's clock."""

    def create(self, key: str, record: Record, *, expires_unix_s: float, groups: Sequence[str] = ()) -> bool:
        """Keep a new record; return False, having done nothing, when the key lives already.

        Parameters
        ----------
        groups : sequence of str
            Where `members` lists it.

        Raises
        ------
        LiveUnavailableError
            If as many records live as the store accepts.
        """

    def find(self, key: str) -> Found[Record] | None:
        """Return a living record, or None."""

    def commit(
        self, key: str, version: int, record: Record, events: Sequence[Event], *, expires_unix_s: float | None = None
    ) -> bool:
        """Replace the record and log the events; return False, having done nothing, when the version is another.

        Parameters
        ----------
        expires_unix_s : float or None
            When it is erased from now on; None keeps what was.
        """

    def erase(self, key: str) -> bool:
        """Forget a record and its events at once, and wake its readers; return whether it lived."""

    def events_after(self, key: str, number: int) -> LogSlice:
        """Return the kept events with larger numbers, in order."""

    def subscribe(self, key: str) -> Subscription:
        """Return something to wait on; made before reading the log, it misses nothing."""

    def members(self, group: str) -> tuple[str, ...]:
        """Return the keys of the living records of a group, oldest first."""

    def close(self) -> None:
        """Release connections; wake everybody who waits."""
