"""What a live store promises, whoever keeps it.

A session's record is replaced by compare-and-set together with the events that the change caused, in one step:
who reads a record numbered n and then the events after n misses nothing and sees nothing twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from maps.errors import BeelineError

Record = TypeVar("Record")


class LiveUnavailableError(BeelineError):
    """The live store does not answer, or has no room."""

    code = "live-unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing to tell the readers of a session.

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
    """An event and its number in the session's log: 1, 2, 3 …"""

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
    """A session as it is now.

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
    """Waiting for news of one session."""

    def wait(self, timeout_s: float) -> bool:
        """Return True as soon as there may be news, False after the timeout."""

    def close(self) -> None:
        """Stop waiting for good."""


class LiveStore(Protocol[Record]):
    """Keeps sessions until they expire. All times are unix seconds of the server's clock."""

    def create(self, session_id: str, record: Record, *, expires_unix_s: float, public: bool) -> None:
        """Keep a new session.

        Raises
        ------
        LiveUnavailableError
            If as many sessions live as the store accepts.
        """

    def find(self, session_id: str) -> Found[Record] | None:
        """Return a living session, or None."""

    def commit(self, session_id: str, version: int, record: Record, events: Sequence[Event]) -> bool:
        """Replace the record and log the events; return False, having done nothing, when the version is another."""

    def erase(self, session_id: str) -> bool:
        """Forget a session and its events at once, and wake its readers; return whether it lived."""

    def events_after(self, session_id: str, number: int) -> LogSlice:
        """Return the kept events with larger numbers, in order."""

    def subscribe(self, session_id: str) -> Subscription:
        """Return something to wait on; made before reading the log, it misses nothing."""

    def public_ids(self) -> tuple[str, ...]:
        """Return the living public sessions, oldest first."""

    def close(self) -> None:
        """Release connections; wake everybody who waits."""
