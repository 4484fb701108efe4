"""The log of a draft's changes: what was done, by whom, and the draft as it was at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.drafts import Drafts
from api.store.part import verify
from maps.codec import decode_draft
from maps.draft import VenueDraft
from maps.edits import Change, Edit, Note, apply
from maps.edits.codec import decode_edits
from maps.edits.history import History, Step
from maps.errors import NotFoundError
from maps.ids import VenueId

_TABLE = tables.change


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One line of the log, without the edits.

    Parameters
    ----------
    undone_by : int or None
        The change that took it back, unless that was taken back in turn.
    """

    number: int
    note: Note
    at: datetime
    edit_count: int
    undoes: int | None
    undone_by: int | None


class Changes(Drafts):
    """The log of every draft of a store."""

    def list_changes(self, venue_id: VenueId, *, before: int | None = None, limit: int = 50) -> tuple[ChangeLine, ...]:
        """Return lines of the log, the newest first; the log of no draft is empty.

        Parameters
        ----------
        before : int or None
            Only those with smaller numbers.
        """
        columns = [column for column in _TABLE.c if column.name not in ("edits", "plan")]
        query = sa.select(*columns).where(_TABLE.c.venue_id == venue_id).order_by(_TABLE.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(_TABLE.c.number < before)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        history = self.get_history(venue_id)
        return tuple(
            ChangeLine(
                number=row.number,
                note=_note(row),
                at=datetime.fromisoformat(row.at),
                edit_count=row.edit_count,
                undoes=row.undoes,
                undone_by=history.find_undoing(row.number),
            )
            for row in rows
        )

    def get_change(self, venue_id: VenueId, number: int) -> Change:
        """Return a change with its edits, or raise `NotFoundError`."""
        rows = self._change_rows(venue_id, _TABLE.c.number == number)
        if not rows:
            raise NotFoundError(
                f"The draft of {venue_id!r} has no change {number}.", remedy=f"See: beeline venue log {venue_id}"
            )
        return _decoded(rows[0])

    def get_changes_since(self, venue_id: VenueId, version: int) -> tuple[Change, ...]:
        """Return the changes made after a version, the oldest first."""
        return tuple(_decoded(row) for row in self._change_rows(venue_id, _TABLE.c.number > version))

    def get_history(self, venue_id: VenueId) -> History:
        """Return which changes stand and which can be undone or redone."""
        with self._database.reading() as connection:
            return _history(connection, venue_id)

    def get_draft_at(self, venue_id: VenueId, version: int) -> VenueDraft:
        """Return the draft as it was at a version, by taking back all that came after it.

        Raises
        ------
        NotFoundError
            If it never had that version, or the log does not go back so far.
        """
        stored = self.get_stored_draft(venue_id)
        later = [change for change in self.get_changes_since(venue_id, version) if change.number <= stored.version]
        if version < 1 or version > stored.version or len(later) != stored.version - version:
            raise NotFoundError(
                f"The draft of {venue_id!r} has no version {version} in its log.",
                remedy=f"See: beeline venue log {venue_id}",
            )
        backwards: list[Edit] = []
        for change in reversed(later):
            backwards += [edit.inverse() for edit in change.edits]
        return apply(stored.draft, backwards)

    def get_plan(self, venue_id: VenueId) -> VenueDraft:
        """Return the plan that the draft stands on: what was read last and not undone, before anything by hand.

        Raises
        ------
        NotFoundError
            If there is no draft.
        """
        self.get_draft_version(venue_id)
        with self._database.reading() as connection:
            history = _history(connection, venue_id)
            query = sa.select(_TABLE.c.number).where((_TABLE.c.venue_id == venue_id) & _TABLE.c.plan.is_not(None))
            numbers = connection.execute(query.order_by(_TABLE.c.number.desc())).scalars().all()
            number = next((each for each in numbers if history.stands(each)), None)
            if number is not None:
                key = (_TABLE.c.venue_id == venue_id) & (_TABLE.c.number == number)
                return decode_draft(connection.execute(sa.select(_TABLE.c.plan).where(key)).scalar_one())
        return self._first_draft(venue_id)

    def _first_draft(self, venue_id: VenueId) -> VenueDraft:
        """Return the draft as the log first knows it: as it was imported."""
        with self._database.reading() as connection:
            query = sa.select(sa.func.min(_TABLE.c.number)).where(_TABLE.c.venue_id == venue_id)
            first = connection.execute(query).scalar_one_or_none()
        if first is None:
            return self.get_draft(venue_id)
        # A database from before there was a log: its first line is the first change of a draft that was there.
        return self.get_draft_at(venue_id, max(1, first - 1))

    def _change_rows(self, venue_id: VenueId, which: sa.ColumnElement[bool]) -> Sequence[Any]:
        columns = [column for column in _TABLE.c if column.name != "plan"]
        query = sa.select(*columns).where((_TABLE.c.venue_id == venue_id) & which).order_by(_TABLE.c.number)
        with self._database.reading() as connection:
            return connection.execute(query).all()


def _history(connection: Connection, venue_id: VenueId) -> History:
    query = sa.select(_TABLE.c.number, _TABLE.c.undoes, _TABLE.c.edit_count).where(_TABLE.c.venue_id == venue_id)
    rows = connection.execute(query.order_by(_TABLE.c.number)).all()
    return History(Step(number=row.number, undoes=row.undoes, empty=row.edit_count == 0) for row in rows)


def _note(row: Any) -> Note:
    return Note(words=row.words, author=row.author)


def _decoded(row: Any) -> Change:
    verify(row.edits, row.sha256, f"change {row.number} of the draft of {row.venue_id!r}")
    return Change(
        number=row.number,
        note=_note(row),
        at=datetime.fromisoformat(row.at),
        edits=decode_edits(row.edits),
        undoes=row.undoes,
    )
