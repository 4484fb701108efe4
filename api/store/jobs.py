"""Jobs, kept for a day: who asks may ask another worker, or after a restart."""

import msgspec
import sqlalchemy as sa

from api.jobs.job import OPEN_STATES, Job, JobState, interrupted
from api.store import tables
from api.store.part import Part
from maps.errors import NotFoundError
from maps.ids import VenueId

KEPT_S = 24 * 3600.0
"""How long a job is kept after it was made [s]."""
SILENT_S = 30.0
"""A job that nobody has worked on for so long was interrupted [s]."""


class Jobs(Part):
    """The jobs of a store."""

    def add_job(self, job: Job, now_s: float) -> None:
        """Keep a new job, and forget those that are old."""
        table = tables.job
        with self._database.writing() as connection:
            connection.execute(table.delete().where(table.c.created_ms < _ms(now_s - KEPT_S)))
            connection.execute(
                table.insert().values(
                    id=job.id,
                    venue_id=job.venue_id,
                    state=job.state.value,
                    created_ms=_ms(job.created_s),
                    seen_ms=_ms(now_s),
                    document=_encode(job),
                )
            )

    def replace_job(self, job: Job, now_s: float, *, only_in: tuple[JobState, ...] = OPEN_STATES) -> bool:
        """Keep a job in place of its older self; return False and change nothing if that is in another state."""
        table = tables.job
        same = (table.c.id == job.id) & table.c.state.in_([state.value for state in only_in])
        values = {"state": job.state.value, "seen_ms": _ms(now_s), "document": _encode(job)}
        with self._database.writing() as connection:
            return connection.execute(table.update().where(same).values(**values)).rowcount == 1

    def touch_jobs(self, ids: list[str], now_s: float) -> None:
        """Say that somebody still sees to these jobs."""
        table = tables.job
        with self._database.writing() as connection:
            connection.execute(table.update().where(table.c.id.in_(ids)).values(seen_ms=_ms(now_s)))

    def get_job(self, venue_id: VenueId, job_id: str, now_s: float) -> Job:
        """Return a job, or raise `NotFoundError`; one that nobody sees to any more has failed."""
        table = tables.job
        query = sa.select(table).where((table.c.id == job_id) & (table.c.venue_id == venue_id))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFoundError(
                f"There is no import {job_id[:80]!r} of {venue_id!r}.", remedy="Imports are kept for a day."
            )
        job = msgspec.json.decode(row.document, type=Job)
        if not job.is_open or row.seen_ms >= _ms(now_s - SILENT_S):
            return job
        failed = job.ended(now_s, JobState.FAILED, "Interrupted.", fault=interrupted())
        return failed if self.replace_job(failed, now_s) else self.get_job(venue_id, job_id, now_s)

    def list_jobs(self, venue_id: VenueId, now_s: float) -> tuple[Job, ...]:
        """Return the jobs of a venue, the newest first."""
        table = tables.job
        query = sa.select(table.c.id).where(table.c.venue_id == venue_id).order_by(table.c.created_ms.desc())
        with self._database.reading() as connection:
            ids = connection.execute(query).scalars().all()
        return tuple(self.get_job(venue_id, job_id, now_s) for job_id in ids)


def _encode(job: Job) -> str:
    return msgspec.json.encode(job).decode()


def _ms(unix_s: float) -> int:
    return round(unix_s * 1000)
