"""Imports as JSON."""

from datetime import UTC, datetime

from typing_extensions import TypedDict

from api.jobs.job import Job, JobState
from maps.importing import STEPS


class LogDocument(TypedDict):
    """One thing that happened."""

    at: str
    text: str


class FaultDocument(TypedDict):
    """Why an import failed, and what to do about it."""

    code: str
    detail: str
    remedy: str


class MadeDraft(TypedDict):
    """The draft an import made, and where it is."""

    version: int
    href: str


class ImportDocument(TypedDict):
    """An import: `state` is queued, running, done, failed or cancelled; `progress` is the share of its steps done."""

    id: str
    venue: str
    state: str
    step: str
    progress: float
    created_at: str
    ended_at: str | None
    log: list[LogDocument]
    findings: dict[str, int] | None
    draft: MadeDraft | None
    problem: FaultDocument | None


class ImportsDocument(TypedDict):
    """The imports of a venue in the last day, the newest first."""

    imports: list[ImportDocument]


def import_document(job: Job) -> ImportDocument:
    """Return an import as JSON."""
    return {
        "id": job.id,
        "venue": job.venue_id,
        "state": (JobState.RUNNING if job.state is JobState.SAVING else job.state).value,
        "step": job.step,
        "progress": _progress(job),
        "created_at": _text(job.created_s),
        "ended_at": None if job.ended_s is None else _text(job.ended_s),
        "log": [{"at": _text(line.at_s), "text": line.text} for line in job.log],
        "findings": None if job.findings is None else dict(job.findings),
        "draft": _made(job),
        "problem": _problem(job),
    }


def _made(job: Job) -> MadeDraft | None:
    if job.draft_version is None:
        return None
    return {"version": job.draft_version, "href": f"/v1/venues/{job.venue_id}/draft"}


def _problem(job: Job) -> FaultDocument | None:
    if job.fault is None:
        return None
    return {"code": job.fault.code, "detail": job.fault.detail, "remedy": job.fault.remedy}


def _progress(job: Job) -> float:
    if job.state is JobState.DONE:
        return 1.0
    return round(STEPS.index(job.step) / len(STEPS), 2) if job.step else 0.0


def _text(unix_s: float) -> str:
    return datetime.fromtimestamp(unix_s, UTC).isoformat(timespec="milliseconds")
