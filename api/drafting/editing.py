"""Edit, undo, redo."""

import re
from collections.abc import Iterable, Sequence

from api.drafting.work import Edited, Work
from api.store import StoredDraft
from maps.edits import Choices, Note, Rebased, Side, apply, rebase
from maps.edits.locate import Coordinates
from maps.edits.wanted import Wanted, make_edits
from maps.errors import ConflictError
from maps.ids import VenueId

_TOLD_BEFORE = re.compile(r"^((Undo|Redo) \d+: )+")


class Editing(Work):
    """Changes and their inverses."""

    def edit(
        self,
        venue_id: VenueId,
        wanted: Iterable[Wanted],
        note: Note,
        *,
        coordinates: Coordinates = Coordinates.LONLAT,
        version: int | None = None,
        merge: Choices | None = None,
        after: Sequence[int] = (),
    ) -> Edited:
        """Make edits as one change.

        Parameters
        ----------
        merge : Choices or None
            If somebody changed the draft since `version`: how to settle what both changed. None refuses.
        after : sequence of int
            Changes since `version` that the edits were made on: they are no other side.

        Raises
        ------
        BadInputError, NotFoundError, ConflictError, TooLargeError
            See `maps.edits.wanted.make_edits`.
        MergeConflictError
            If both changed the same field and nobody has chosen.
        """
        stored = self._begin(venue_id, None if merge else version)
        if version is None or version == stored.version:
            return self._commit(stored, Rebased(edits=make_edits(wanted, stored.draft, coordinates=coordinates)), note)
        made_on = self._store.get_draft_at(venue_id, version)
        for number in after:
            own = self._store.get_change(venue_id, number).edits
            made_on = apply(made_on, rebase(own, made_on, Choices(all=Side.MINE)).edits)
        edits = make_edits(wanted, made_on, coordinates=coordinates)
        return self._commit(stored, rebase(edits, stored.draft, merge), note)

    def undo(
        self,
        venue_id: VenueId,
        author: str,
        *,
        number: int | None = None,
        version: int | None = None,
        choices: Choices | None = None,
    ) -> Edited:
        """Take back a change: the last one that stands, or the one of a number, whatever came after it.

        Raises
        ------
        ConflictError
            If there is nothing to take back, or that change does not stand.
        MergeConflictError
            If later changes touched the same fields, and nobody has chosen (mine is how it was before).
        """
        stored = self._begin(venue_id, version)
        number = _chosen(self._store.get_history(venue_id).done, number, venue_id, "undo")
        return self._take_back(stored, number, "Undo", author, choices)

    def redo(
        self, venue_id: VenueId, author: str, *, version: int | None = None, choices: Choices | None = None
    ) -> Edited:
        """Make again what was undone last; raises as `undo` does."""
        stored = self._begin(venue_id, version)
        number = _chosen(self._store.get_history(venue_id).undone, None, venue_id, "redo")
        return self._take_back(stored, number, "Redo", author, choices)

    def _take_back(self, stored: StoredDraft, number: int, verb: str, author: str, choices: Choices | None) -> Edited:
        change = self._store.get_change(stored.draft.id, number)
        words = _TOLD_BEFORE.sub("", change.note.words)
        note = Note(words=f"{verb} {change.undoes if verb == 'Redo' else number}: {words}", author=author)
        rebased = rebase([edit.inverse() for edit in change.edits], stored.draft, choices)
        return self._commit(stored, rebased, note, undoes=number)


def _chosen(numbers: Sequence[int], number: int | None, venue_id: VenueId, verb: str) -> int:
    if number is None and numbers:
        return numbers[-1]
    if number is None or number not in numbers:
        what = f"There is nothing to {verb} in" if number is None else f"Change {number} is none to {verb} in"
        raise ConflictError(f"{what} the draft of {venue_id!r}.", remedy=f"See: beeline venue log {venue_id}")
    return number
