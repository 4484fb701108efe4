"""Drafts: one per venue, with an optimistic version; each version is a line of a log that only grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.database import Database
from api.store.errors import StaleDraftError
from api.store.findings import decode_findings, encode_findings
from api.store.part import Part, utc_now, verify
from maps.audit.finding import Finding
from maps.codec import decode_draft, digest, encode_draft
from maps.draft import VenueDraft
from maps.edits import Edit, Note, diff
from maps.edits.codec import encode_edits
from maps.errors import NotFoundError
from maps.ids import VenueId
from maps.publish import examine
from maps.rereading import Rereader

_MOST_READERS = 8
"""Drafts whose features are remembered; of others everything is read each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """A draft as it is kept.

    Parameters
    ----------
    version : int
        The number of the last change in it.
    base_revision : int
        The revision it builds on: the latest one whose content went into it; 0 for none.
    saved_at : datetime
        Aware, UTC.
    """

    draft: VenueDraft
    version: int
    base_revision: int
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What goes into the log with a draft.

    Parameters
    ----------
    edits : tuple of Edit or None
        What makes the draft of the version it was made from; None: found by comparing the two.
    undoes : int or None
        The change that it undoes.
    plan : VenueDraft or None
        The plan that was read, when this is an import over an older draft.
    base_revision : int or None
        The revision that the draft builds on from now on; None: the same as before.
    """

    note: Note = field(default_factory=Note)
    edits: tuple[Edit, ...] | None = None
    undoes: int | None = None
    plan: VenueDraft | None = None
    base_revision: int | None = None


class Drafts(Part):
    """The drafts of a store. What an edit did not touch is the same object in one draft and the next."""

    def __init__(self, database: Database, *, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(database, now=now)
        self._reader: Callable[[VenueId], Rereader] = lru_cache(maxsize=_MOST_READERS)(lambda _: Rereader())

    def save_draft(
        self,
        draft: VenueDraft,
        findings: Sequence[Finding] | None,
        *,
        expected_version: int | None = None,
        entry: Entry | None = None,
    ) -> int:
        """Keep a draft and its line in the log, both or neither; return its new version.

        Parameters
        ----------
        findings : sequence of Finding or None
            None leaves them to be found when somebody asks.
        expected_version : int or None
            The version this draft was made from (0 for a new one); None replaces whatever is there.

        Raises
        ------
        StaleDraftError
            If somebody saved another version meanwhile.
        """
        with self._database.writing() as connection:
            return self._save(connection, draft, findings, expected_version, entry or Entry())

    def get_stored_draft(self, venue_id: VenueId) -> StoredDraft:
        """Return the draft with its version and base, or raise `NotFoundError`."""
        row = self._draft_row(venue_id)
        return StoredDraft(
            draft=self._reread(row),
            version=row.version,
            base_revision=row.base_revision,
            saved_at=datetime.fromisoformat(row.saved_at),
        )

    def get_draft(self, venue_id: VenueId) -> VenueDraft:
        """Return the draft, or raise `NotFoundError`."""
        return self.get_stored_draft(venue_id).draft

    def get_draft_findings(self, venue_id: VenueId) -> tuple[Finding, ...]:
        """Return the findings of the draft, or raise `NotFoundError`."""
        row = self._draft_row(venue_id)
        return decode_findings(row.findings) if row.findings else examine(self._reread(row))[1]

    def get_draft_version(self, venue_id: VenueId) -> int:
        """Return the draft's version, or raise `NotFoundError`."""
        version: int = self._draft_row(venue_id).version
        return version

    def _save(
        self,
        connection: Connection,
        draft: VenueDraft,
        findings: Sequence[Finding] | None,
        expected_version: int | None,
        entry: Entry,
    ) -> int:
        row = self._lock_draft(connection, draft.id)
        found = row.version if row is not None else 0
        if expected_version is not None and expected_version != found:
            raise StaleDraftError(draft.id, expected=expected_version, found=found)
        data = encode_draft(draft)
        edits = entry.edits
        if edits is None:
            edits = () if row is None else diff(self._reread(row), decode_draft(data))
        values: dict[str, Any] = {
            "version": found + 1,
            "data": data,
            "sha256": digest(data),
            "findings": "" if findings is None else encode_findings(findings),
            "saved_at": self._now().isoformat(),
        }
        if entry.base_revision is not None or row is None:
            values["base_revision"] = entry.base_revision or 0
        table = tables.draft
        statement = table.insert() if row is None else table.update().where(table.c.venue_id == draft.id)
        connection.execute(statement.values(**values, **({"venue_id": draft.id} if row is None else {})))
        self._log(connection, draft.id, found + 1, edits, entry)
        return found + 1

    def _log(
        self, connection: Connection, venue_id: VenueId, number: int, edits: tuple[Edit, ...], entry: Entry
    ) -> None:
        data = encode_edits(edits)
        connection.execute(
            tables.change.insert().values(
                venue_id=venue_id,
                number=number,
                words=entry.note.words,
                author=entry.note.author,
                at=self._now().isoformat(),
                undoes=entry.undoes,
                edit_count=len(edits),
                edits=data,
                sha256=digest(data),
                plan=None if entry.plan is None else encode_draft(entry.plan),
            )
        )

    def _draft_row(self, venue_id: VenueId) -> Any:
        with self._database.reading() as connection:
            row = connection.execute(sa.select(tables.draft).where(tables.draft.c.venue_id == venue_id)).one_or_none()
        if row is None:
            raise NotFoundError(
                f"There is no draft of a venue {venue_id!r}.",
                remedy=f"Import one: beeline venue import PATH --id {venue_id}",
            )
        return row

    @staticmethod
    def _lock_draft(connection: Connection, venue_id: VenueId) -> Any:
        """Return the draft's row, None without one; nobody else may change it before this transaction ends."""
        query = sa.select(tables.draft).where(tables.draft.c.venue_id == venue_id).with_for_update()
        return connection.execute(query).one_or_none()

    def _reread(self, row: Any) -> VenueDraft:
        verify(row.data, row.sha256, f"the draft of {row.venue_id!r}")
        return self._reader(row.venue_id).read(row.data)
