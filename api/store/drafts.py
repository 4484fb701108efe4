"""Drafts: one per venue, replaced as a whole, with an optimistic version."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.findings import decode_findings, encode_findings
from api.store.part import Part, verify
from maps.audit.finding import Finding
from maps.codec import decode_draft, digest, encode_draft
from maps.draft import VenueDraft
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId


class Drafts(Part):
    """The drafts of a store."""

    def save_draft(self, draft: VenueDraft, findings: Sequence[Finding], *, expected_version: int | None = None) -> int:
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

    def _get_draft(self, venue_id: VenueId) -> tuple[VenueDraft, int]:
        row = self._draft_row(venue_id)
        verify(row.data, row.sha256, f"the draft of {venue_id!r}")
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

    @staticmethod
    def _lock_draft_version(connection: Connection, venue_id: VenueId) -> int:
        """Return the draft's version, 0 for none; nobody else may change it before this transaction ends."""
        query = sa.select(tables.draft.c.version).where(tables.draft.c.venue_id == venue_id).with_for_update()
        return connection.execute(query).scalar_one_or_none() or 0
