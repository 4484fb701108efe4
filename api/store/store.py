"""Drafts with an optimistic version, immutable revisions, radio maps."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.database import Database
from api.store.errors import CorruptDataError
from api.store.findings import decode_findings, encode_findings
from maps.audit.finding import Finding
from maps.codec import decode_draft, decode_venue, digest, encode_draft, encode_venue
from maps.draft import VenueDraft
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId
from maps.publish import build_venue
from maps.venue import Labels, Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRevision:
    """What publishing made.

    Parameters
    ----------
    sha256 : str
        Digest of the stored bytes, hexadecimal.
    published_at : datetime
        Aware, UTC.
    """

    venue_id: VenueId
    revision: int
    sha256: str
    published_at: datetime
    findings: tuple[Finding, ...]


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


def utc_now() -> datetime:
    """Return the time of day, aware."""
    return datetime.now(UTC)


class Store:
    """What must survive. Every method is one transaction: all of it happens, or none.

    Parameters
    ----------
    now : callable
        Returns the aware UTC time recorded with drafts and revisions.
    """

    def __init__(self, database: Database, *, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now

    def close(self) -> None:
        """Close every connection; a later use opens new ones."""
        self._database.close()

    def save_draft(
        self, draft: VenueDraft, findings: Sequence[Finding], *, expected_version: int | None = None
    ) -> int:
        """Keep a draft and return its new version.

        Parameters
        ----------
        expected_version : int or None
            The version this draft was made from (0 for a new one); None replaces whatever is there.

        Raises
        ------
        ConflictError
            If somebody saved another version meanwhile.
        """
        data = encode_draft(draft)
        values = {
            "data": data,
            "sha256": digest(data),
            "findings": encode_findings(findings),
            "saved_at": self._now().isoformat(),
        }
        with self._database.writing() as connection:
            found = self._lock_draft_version(connection, draft.id)
            if expected_version is not None and expected_version != found:
                raise ConflictError(
                    f"The draft of {draft.id!r} is at version {found}, not {expected_version}.",
                    remedy="Load it again and repeat the change.",
                )
            if found:
                statement = tables.draft.update().where(tables.draft.c.venue_id == draft.id)
                connection.execute(statement.values(version=found + 1, **values))
            else:
                connection.execute(tables.draft.insert().values(venue_id=draft.id, version=1, **values))
        return found + 1

    def get_draft(self, venue_id: VenueId) -> VenueDraft:
        """Return the draft, or raise `NotFoundError`."""
        return self._get_draft(venue_id)[0]

    def get_draft_findings(self, venue_id: VenueId) -> tuple[Finding, ...]:
        """Return the findings saved with the draft, or raise `NotFoundError`."""
        return decode_findings(self._draft_row(venue_id).findings)

    def get_draft_version(self, venue_id: VenueId) -> int:
        """Return the draft's version, or raise `NotFoundError`."""
        version: int = self._draft_row(venue_id).version
        return version

    def publish(self, venue_id: VenueId) -> PublishedRevision:
        """Make the draft the next immutable revision.

        The slow part, building and auditing, holds no lock. Numbers are without gaps: the number is taken and the
        revision written in one transaction.

        Raises
        ------
        NotFoundError
            If there is no draft.
        AuditBlockedError
            If its findings forbid publishing.
        ConflictError
            If the draft was changed while it was being audited.
        """
        draft, version = self._get_draft(venue_id)
        venue, findings = build_venue(draft, revision=self.latest_revision(venue_id) + 1)
        published_at = self._now()
        with self._database.writing() as connection:
            if self._lock_draft_version(connection, venue_id) != version:
                raise ConflictError(
                    f"The draft of {venue_id!r} was changed while it was being published.", remedy="Publish it again."
                )
            number = self._latest_revision(connection, venue_id) + 1
            data = encode_venue(dataclasses.replace(venue, revision=number))
            connection.execute(
                tables.revision.insert().values(
                    venue_id=venue_id,
                    revision=number,
                    data=data,
                    sha256=digest(data),
                    summary=_summary_of(venue),
                    findings=encode_findings(findings),
                    published_at=published_at.isoformat(),
                )
            )
        return PublishedRevision(
            venue_id=venue_id, revision=number, sha256=digest(data), published_at=published_at, findings=findings
        )

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
        _verify(row.data, row.sha256, f"revision {row.revision} of {venue_id!r}")
        return decode_venue(row.data)

    def get_revision(self, venue_id: VenueId, revision: int | None = None) -> PublishedRevision:
        """Return what is recorded about a published revision, or raise `NotFoundError`."""
        row = self._revision_row(venue_id, revision)
        return PublishedRevision(
            venue_id=venue_id,
            revision=row.revision,
            sha256=row.sha256,
            published_at=datetime.fromisoformat(row.published_at),
            findings=decode_findings(row.findings),
        )

    def save_radio_map(self, venue_id: VenueId, revision: int, data: bytes) -> None:
        """Keep the encoded radio map of a published revision, in place of an older survey of the same one.

        Raises
        ------
        NotFoundError
            If that revision is not published.
        """
        key = (tables.radio_map.c.venue_id == venue_id) & (tables.radio_map.c.revision == revision)
        self.get_revision(venue_id, revision)
        with self._database.writing() as connection:
            connection.execute(tables.radio_map.delete().where(key))
            connection.execute(
                tables.radio_map.insert().values(
                    venue_id=venue_id,
                    revision=revision,
                    data=data,
                    sha256=digest(data),
                    saved_at=self._now().isoformat(),
                )
            )

    def find_radio_map(self, venue_id: VenueId, revision: int | None = None) -> bytes | None:
        """Return the encoded radio map of a revision or the nearest older one; of the latest when none is named."""
        table = tables.radio_map
        query = sa.select(table).where(table.c.venue_id == venue_id).order_by(table.c.revision.desc()).limit(1)
        if revision is not None:
            query = query.where(table.c.revision <= revision)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        _verify(row.data, row.sha256, f"the radio map of {venue_id!r}")
        return bytes(row.data)

    def find_radio_map_digest(self, venue_id: VenueId, revision: int) -> str:
        """Return the digest of the radio map that `find_radio_map` would return, empty when there is none."""
        table = tables.radio_map
        query = (
            sa.select(table.c.sha256)
            .where((table.c.venue_id == venue_id) & (table.c.revision <= revision))
            .order_by(table.c.revision.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none() or ""

    def _get_draft(self, venue_id: VenueId) -> tuple[VenueDraft, int]:
        row = self._draft_row(venue_id)
        _verify(row.data, row.sha256, f"the draft of {venue_id!r}")
        return decode_draft(row.data), row.version

    def _draft_row(self, venue_id: VenueId) -> Any:
        with self._database.reading() as connection:
            row = connection.execute(sa.select(tables.draft).where(tables.draft.c.venue_id == venue_id)).one_or_none()
        if row is None:
            raise NotFoundError(
                f"There is no draft of a venue {venue_id!r}.",
                remedy=f"Import one: beeline venue import PATH --id {venue_id}",
            )
        return row

    def _revision_row(self, venue_id: VenueId, revision: int | None) -> Any:
        table = tables.revision
        query = sa.select(table).where(table.c.venue_id == venue_id).order_by(table.c.revision.desc()).limit(1)
        if revision is not None:
            query = query.where(table.c.revision == revision)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            which = f"revision {revision} of the venue" if revision is not None else "a published venue"
            raise NotFoundError(f"There is no {which} {venue_id!r}.".replace("no a ", "no "), remedy=_PUBLISHED_REMEDY)
        return row

    @staticmethod
    def _lock_draft_version(connection: Connection, venue_id: VenueId) -> int:
        """Return the draft's version, 0 for none; nobody else may change it before this transaction ends."""
        query = sa.select(tables.draft.c.version).where(tables.draft.c.venue_id == venue_id).with_for_update()
        return connection.execute(query).scalar_one_or_none() or 0

    @staticmethod
    def _latest_revision(connection: Connection, venue_id: VenueId) -> int:
        query = sa.select(sa.func.max(tables.revision.c.revision)).where(tables.revision.c.venue_id == venue_id)
        return connection.execute(query).scalar_one() or 0


_PUBLISHED_REMEDY = "See the published venues with: beeline venue list"


def open_store(url: str = "", *, now: Callable[[], datetime] = utc_now) -> Store:
    """Open a database, bring its tables up to date and return the store on it.

    Parameters
    ----------
    url : str
        SQLAlchemy URL; empty for an SQLite file in the user's data folder.

    Raises
    ------
    BadInputError
        If the URL is not one of SQLite or PostgreSQL.
    StoreUnavailableError
        If the database cannot be used.
    """
    return Store(Database(url), now=now)


def _verify(data: bytes, sha256: str, what: str) -> None:
    if digest(data) != sha256:
        raise CorruptDataError(
            f"The stored bytes of {what} are not those that were saved: their digest differs.",
            remedy="Restore the database from a backup, or import and publish again.",
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
