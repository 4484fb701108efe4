"""A job: what was asked, how far it is, and how it ended."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from maps.errors import BeelineError
from maps.ids import VenueId

MAX_LOG_LINES = 200


class JobState(enum.StrEnum):
    """Where a job is. `SAVING` is the moment in which it can no longer be cancelled."""

    QUEUED = "queued"
    RUNNING = "running"
    SAVING = "saving"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING, JobState.SAVING)
"""The states of a job that has not ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One thing that happened [unix s]."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a job failed: the code, detail and remedy of the error."""

    code: str
    detail: str
    remedy: str = ""

    @classmethod
    def of(cls, error: BeelineError) -> "Fault":
        """Return what an error says."""
        return cls(code=error.code, detail=error.detail, remedy=error.remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An import of floor plans.

    Parameters
    ----------
    format : str
        As in `maps.readers.read_venue`.
    by : str
        Who sent the plans; empty for a machine.
    step : str
        One of `maps.importing.STEPS`, or empty before the first.
    findings : mapping or None
        Severity to count, once it is known.
    draft_version : int or None
        The version of the draft it made, once it is saved.
    """

    id: str
    venue_id: VenueId
    format: str
    created_s: float
    by: str = ""
    state: JobState = JobState.QUEUED
    step: str = ""
    log: tuple[LogLine, ...] = ()
    findings: Mapping[str, int] | None = None
    draft_version: int | None = None
    fault: Fault | None = None
    ended_s: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state in OPEN_STATES

    def logged(self, at_s: float, text: str) -> "Job":
        """Return the job with one more line in its log; the oldest go when there are too many."""
        return replace(self, log=(*self.log, LogLine(at_s=at_s, text=text[:500]))[-MAX_LOG_LINES:])

    def ended(self, at_s: float, state: JobState, text: str, *, fault: Fault | None = None) -> "Job":
        """Return the job as it ended."""
        return replace(self.logged(at_s, text), state=state, ended_s=at_s, fault=fault)


def interrupted() -> Fault:
    """Return why a job failed whose server went away."""
    return Fault(
        code="interrupted",
        detail="The server that did the import was stopped before it was done; nothing was changed.",
        remedy="Send the files again.",
    )
