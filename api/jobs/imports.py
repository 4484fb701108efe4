"""The imports of one server process: taken in, done one after the other, cancelled, and ended with the server."""

import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from api.drafting import Drafting
from api.jobs.job import Fault, Job, JobState, interrupted
from api.jobs.process import ImportProcess, Limits
from api.problems import TooBusyError
from api.store import Store
from maps.audit.finding import Finding, Severity
from maps.draft import VenueDraft
from maps.edits import Note
from maps.errors import BeelineError, ConflictError
from maps.ids import VenueId
from maps.importing import STEPS

_LOG = logging.getLogger("beeline.api")
_LOOK_S = 0.1
_BEAT_S = 5.0
_CLOSE_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A job and the folder of its files, which lives as long."""

    job: Job
    folder: "TemporaryDirectory[str]"


class Imports:
    """Imports of floor plans as jobs.

    Parameters
    ----------
    store : Store
        Where jobs and the drafts they make are kept: any worker can tell how far a job is, and cancel it.
    limits : Limits
        What one import may take.
    most : int
        Jobs that may wait in this process.
    now_unix_s : callable
        The time [unix s].
    """

    def __init__(self, store: Store, *, limits: Limits, most: int, now_unix_s: Callable[[], float]) -> None:
        self._store, self._limits, self._most = store, limits, most
        self._now_s = now_unix_s
        self._waiting: deque[_Waiting] = deque()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    def make_folder(self) -> "TemporaryDirectory[str]":
        """Return a folder for the files of a job, which `submit` takes over.

        Raises
        ------
        TooBusyError
            If as many jobs wait as are accepted.
        """
        if len(self._waiting) >= self._most:
            raise TooBusyError(f"{self._most} imports are waiting, as many as this server accepts.")
        return TemporaryDirectory(prefix="beeline-import-", ignore_cleanup_errors=True)

    def submit(self, venue_id: VenueId, format: str, folder: "TemporaryDirectory[str]", *, by: str = "") -> Job:  # noqa: A002
        """Take in a job and return it; it begins when those before it have ended."""
        now_s = self._now_s()
        job = Job(id=secrets.token_urlsafe(9), venue_id=venue_id, format=format, created_s=now_s, by=by)
        job = job.logged(now_s, "Taken in.")
        self._store.add_job(job, now_s)
        with self._lock:
            self._waiting.append(_Waiting(job=job, folder=folder))
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._work, name="beeline-imports", daemon=True)
                self._worker.start()
        return job

    def cancel(self, venue_id: VenueId, job_id: str) -> Job:
        """End a job before it has changed anything, and return it.

        Raises
        ------
        NotFoundError
            If there is no such job.
        ConflictError
            If it has ended, or is just being saved.
        """
        job = self._store.get_job(venue_id, job_id, self._now_s())
        cancelled = job.ended(self._now_s(), JobState.CANCELLED, "Cancelled; nothing was changed.")
        if not self._store.replace_job(cancelled, self._now_s(), only_in=(JobState.QUEUED, JobState.RUNNING)):
            state = self._store.get_job(venue_id, job_id, self._now_s()).state
            raise ConflictError(f"The import {job_id!r} is {state}.", remedy="Undo what it did by editing the draft.")
        return cancelled

    def close(self) -> None:
        """End what is under way; jobs that were not done say that they were interrupted."""
        self._stopping.set()
        with self._lock:
            waiting, self._waiting = [*self._waiting], deque()
            worker = self._worker
        for each in waiting:
            self._finish(each.job, JobState.FAILED, "Interrupted.", interrupted())
            each.folder.cleanup()
        if worker is not None:
            worker.join(_CLOSE_S)

    def _work(self) -> None:
        while not self._stopping.is_set():
            with self._lock:
                if not self._waiting:
                    self._worker = None
                    return
                taken = self._waiting.popleft()
            with taken.folder as folder:
                try:
                    self._do(taken.job, Path(folder))
                except Exception:
                    _LOG.exception("An import broke")
                    fault = Fault(code="internal", detail="Something went wrong inside the server.")
                    self._finish(taken.job, JobState.FAILED, "Failed.", fault)

    def _do(self, job: Job, folder: Path) -> None:
        job = replace(job, state=JobState.RUNNING).logged(self._now_s(), "Begun.")
        if not self._store.replace_job(job, self._now_s(), only_in=(JobState.QUEUED,)):
            return
        with ImportProcess(folder, job.venue_id, job.format, self._limits) as process:
            job, fault = self._watch(job, process)
            outcome = fault or (process.result() if not process.is_running() else None)
        if isinstance(outcome, Fault):
            self._finish(job, JobState.FAILED, f"Failed: {outcome.detail}", outcome)
        elif outcome is not None:
            self._save(job, *outcome)

    def _watch(self, job: Job, process: ImportProcess) -> tuple[Job, Fault | None]:
        """Tell how far a process is until it ends; return why it has to be ended, if so.

        A job that was cancelled meanwhile is no longer running: it is ended without a word.
        """
        begun_s = beaten_s = time.monotonic()
        while process.is_running():
            if self._stopping.wait(_LOOK_S):
                return job, interrupted()
            now_s = time.monotonic()
            if now_s - begun_s > self._limits.time_s:
                return job, process.too_slow()
            if now_s - beaten_s > _BEAT_S:
                beaten_s = now_s
                self._store.touch_jobs([job.id, *(each.job.id for each in self._waiting)], self._now_s())
            job = self._with_steps(job, process)
            if self._store.get_job(job.venue_id, job.id, self._now_s()).state is not JobState.RUNNING:
                return job, None
        return self._with_steps(job, process), None

    def _with_steps(self, job: Job, process: ImportProcess) -> Job:
        """Return the job with the steps that were begun since it was last looked at, and keep it so."""
        known = STEPS.index(job.step) + 1 if job.step else 0
        begun = process.steps()[known:]
        for step in begun:
            job = replace(job, step=step).logged(self._now_s(), f"{step.capitalize()}.")
        if begun:
            self._store.replace_job(job, self._now_s(), only_in=(JobState.RUNNING,))
        return job

    def _save(self, job: Job, draft: VenueDraft, findings: tuple[Finding, ...]) -> None:
        """Keep the draft, unless the job was cancelled: from here on it cannot be."""
        counts = {severity.value: sum(each.severity is severity for each in findings) for severity in Severity}
        said = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "none"
        job = replace(job, state=JobState.SAVING, step=STEPS[-1], findings=counts)
        job = job.logged(self._now_s(), f"{len(draft.features)} features; findings: {said}.")
        if not self._store.replace_job(job, self._now_s(), only_in=(JobState.RUNNING,)):
            return
        try:
            note = Note(words=f"Import {job.format}", author=job.by or "import")
            version = Drafting(self._store).import_plan(draft, note, findings=findings).edited.version
        except BeelineError as error:
            self._finish(job, JobState.FAILED, f"Failed: {error.detail}", Fault.of(error))
            return
        self._finish(replace(job, draft_version=version), JobState.DONE, f"Saved as version {version} of the draft.")

    def _finish(self, job: Job, state: JobState, text: str, fault: Fault | None = None) -> None:
        self._store.replace_job(job.ended(self._now_s(), state, text, fault=fault), self._now_s())
