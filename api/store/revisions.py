"""Published revisions: numbered without gaps, never changed, verified when read."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.changes import Changes
from api.store.errors import StaleDraftError
from api.store.findings import decode_findings, encode_findings
from api.store.part import verify
from api.store.releases import Release, decode_release, encode_release
from maps.audit.finding import Finding
from maps.codec import decode_venue, digest, encode_venue
from maps.edits import Note
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId
from maps.labels import Labels
from maps.publish import build_venue
from maps.venue import Venue

Prove = Callable[[Venue], Release]
"""Says what a venue that is about to be published does to people's ways; raises to refuse it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRevision:
    """What publishing made.

    Parameters
    ----------
    sha256 : str
        Digest of the stored bytes, hexadecimal.
    published_at : datetime
        Aware, UTC.
    change : int
        The last change of the draft that is in it; 0 where that was not recorded.
    same_as : int or None
        The older revision whose content it has, after a rollback.
    release : Release or None
        What was proven of it; None where nothing was.
    """

    venue_id: VenueId
    revision: int
    sha256: str
    published_at: datetime
    findings: tuple[Finding, ...]
    change: int
    note: Note = dataclasses.field(default_factory=Note)
    same_as: int | None = None
    release: Release | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueSummary:
    """One line of the list of venues.

    Parameters
    ----------
    revision : int
        The latest published revision; 0 for a draft that was never published.
    levels : int
        How many levels it has; 0 until published.
    origin : tuple of float or None
        Longitude and latitude [degrees]; None until published.
    """

    id: VenueId
    revision: int
    labels: Labels = dataclasses.field(default_factory=dict)
    levels: int = 0
    origin: tuple[float, float] | None = None


class Revisions(Changes):
    """The revisions of a store, made from its drafts."""

    def publish(
        self,
        venue_id: VenueId,
        *,
        note: Note | None = None,
        expected_version: int | None = None,
        prove: Prove | None = None,
    ) -> PublishedRevision:
        """Make the draft the next immutable revision.

        The slow part, building, auditing and proving, holds no lock. Numbers are without gaps: the number is taken and
        the revision written in one transaction.

        Parameters
        ----------
        prove : callable or None
            Given the venue under the number it will have; what it returns is recorded with the revision. None for what
            was proven elsewhere.
        expected_version : int or None
            The version of the draft that is meant; None for whichever is there.

        Raises
        ------
        NotFoundError
            If there is no draft.
        AuditBlockedError
            If its findings forbid publishing.
        StaleDraftError
            If the draft has another version than is meant, or was changed while it was being audited.
        ConflictError
            If another revision was published since the one that the draft builds on.
        """
        stored = self.get_stored_draft(venue_id)
        if expected_version is not None and expected_version != stored.version:
            raise StaleDraftError(venue_id, expected=expected_version, found=stored.version)
        venue, findings = build_venue(stored.draft, revision=stored.base_revision + 1)
        release = prove(venue) if prove else None
        with self._database.writing() as connection:
            row = self._lock_draft(connection, venue_id)
            if row.version != stored.version:
                raise StaleDraftError(venue_id, expected=stored.version, found=row.version)
            latest = self._latest_revision(connection, venue_id)
            if row.base_revision != latest:
                raise ConflictError(
                    f"The draft of {venue_id!r} builds on revision {row.base_revision}; the latest is {latest}.",
                    remedy=f"Take in what is published: beeline venue rebase {venue_id}",
                )
            if release and venue.revision != latest + 1:
                raise ConflictError(
                    f"Another revision of {venue_id!r} was published while this one was being proven.",
                    remedy="Publish it again: it is then compared with that one.",
                )
            published = self._insert_revision(
                connection, venue, latest + 1, findings, row.version, note or Note(), release=release
            )
            self._set_base(connection, venue_id, latest + 1)
        return published

    def list_revisions(self, venue_id: VenueId) -> tuple[PublishedRevision, ...]:
        """Return what is recorded about every revision, the newest first."""
        columns = [column for column in tables.revision.c if column.name != "data"]
        query = sa.select(*columns).where(tables.revision.c.venue_id == venue_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(tables.revision.c.revision.desc())).all()
        return tuple(map(_read_revision, rows))

    def list_venues(self) -> tuple[VenueSummary, ...]:
        """Return every venue, published or draft, by id."""
        newest = (
            sa.select(tables.revision.c.venue_id, sa.func.max(tables.revision.c.revision).label("revision"))
            .group_by(tables.revision.c.venue_id)
            .subquery()
        )
        joined = tables.revision.join(
            newest,
            (tables.revision.c.venue_id == newest.c.venue_id) & (tables.revision.c.revision == newest.c.revision),
        )
        columns = (tables.revision.c.venue_id, tables.revision.c.revision, tables.revision.c.summary)
        with self._database.reading() as connection:
            published = connection.execute(sa.select(*columns).select_from(joined)).all()
            drafts = connection.execute(sa.select(tables.draft.c.venue_id)).scalars().all()
        summaries = {row.venue_id: _read_summary(row) for row in published}
        for venue_id in drafts:
            summaries.setdefault(venue_id, VenueSummary(id=VenueId(venue_id), revision=0))
        return tuple(summaries[venue_id] for venue_id in sorted(summaries))

    def latest_revision(self, venue_id: VenueId) -> int:
        """Return the number of the latest revision, 0 when none is published."""
        with self._database.reading() as connection:
            return self._latest_revision(connection, venue_id)

    def get_venue(self, venue_id: VenueId, revision: int | None = None) -> Venue:
        """Return a published revision, the latest when none is named.

        Raises
        ------
        NotFoundError
            If it is not published.
        CorruptDataError
            If the stored bytes are not those that were published.
        """
        row = self._revision_row(venue_id, revision)
        verify(row.data, row.sha256, f"revision {row.revision} of {venue_id!r}")
        return decode_venue(row.data)

    def get_revision(self, venue_id: VenueId, revision: int | None = None) -> PublishedRevision:
        """Return what is recorded about a published revision, or raise `NotFoundError`."""
        return _read_revision(self._revision_row(venue_id, revision))

    def _insert_revision(
        self,
        connection: Connection,
        venue: Venue,
        number: int,
        findings: tuple[Finding, ...],
        change: int,
        note: Note,
        same_as: int | None = None,
        release: Release | None = None,
    ) -> PublishedRevision:
        data = encode_venue(dataclasses.replace(venue, revision=number))
        published = PublishedRevision(
            venue_id=venue.id,
            revision=number,
            sha256=digest(data),
            published_at=self._now(),
            findings=findings,
            change=change,
            note=note,
            same_as=same_as,
            release=release,
        )
        connection.execute(
            tables.revision.insert().values(
                venue_id=venue.id,
                revision=number,
                data=data,
                sha256=published.sha256,
                summary=_summary_of(venue),
                findings=encode_findings(findings),
                published_at=published.published_at.isoformat(),
                change=change,
                same_as=same_as,
                words=note.words,
                author=note.author,
                release=encode_release(release),
            )
        )
        return published

    @staticmethod
    def _set_base(connection: Connection, venue_id: VenueId, revision: int) -> None:
        table = tables.draft
        connection.execute(table.update().where(table.c.venue_id == venue_id).values(base_revision=revision))

    def _revision_row(self, venue_id: VenueId, revision: int | None) -> Any:
        table = tables.revision
        query = sa.select(table).where(table.c.venue_id == venue_id).order_by(table.c.revision.desc()).limit(1)
        if revision is not None:
            query = query.where(table.c.revision == revision)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            which = (
                f"published venue {venue_id!r}" if revision is None else f"revision {revision} of venue {venue_id!r}"
            )
            raise NotFoundError(f"There is no {which}.", remedy="See the published venues with: beeline venue list")
        return row

    @staticmethod
    def _latest_revision(connection: Connection, venue_id: VenueId) -> int:
        query = sa.select(sa.func.max(tables.revision.c.revision)).where(tables.revision.c.venue_id == venue_id)
        return connection.execute(query).scalar_one() or 0


def _read_revision(row: Any) -> PublishedRevision:
    return PublishedRevision(
        venue_id=VenueId(row.venue_id),
        revision=row.revision,
        sha256=row.sha256,
        published_at=datetime.fromisoformat(row.published_at),
        findings=decode_findings(row.findings),
        change=row.change,
        note=Note(words=row.words, author=row.author),
        same_as=row.same_as,
        release=decode_release(row.release),
    )


def _summary_of(venue: Venue) -> str:
    frame = venue.frame
    summary = {
        "labels": dict(venue.labels),
        "levels": len(venue.levels),
        "origin": [frame.origin_lon_deg, frame.origin_lat_deg],
    }
    return msgspec.json.encode(summary).decode()


def _read_summary(row: Any) -> VenueSummary:
    summary = msgspec.json.decode(row.summary)
    return VenueSummary(
        id=VenueId(row.venue_id),
        revision=row.revision,
        labels=summary["labels"],
        levels=summary["levels"],
        origin=tuple(summary["origin"]),
    )
