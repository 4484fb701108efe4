"""What all work on a draft begins and ends with."""

from dataclasses import dataclass, replace

from api.store import Entry, StaleDraftError, Store, StoredDraft
from maps.draft import VenueDraft
from maps.edits import Conflict, Edit, Note, Rebased, apply
from maps.edits.describe import counted
from maps.frame import LocalFrame
from maps.ids import VenueId


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What became of a draft.

    Parameters
    ----------
    version : int
        Of the draft, after it.
    frame : LocalFrame
        Of the draft, after it.
    edits : tuple of Edit
        What it changed; empty when everything was so already.
    settled : tuple of Conflict
        What both sides had changed, settled as the caller chose.
    """

    version: int
    frame: LocalFrame
    edits: tuple[Edit, ...] = ()
    settled: tuple[Conflict, ...] = ()


class Work:
    """Some work on the drafts of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _begin(self, venue_id: VenueId, version: int | None) -> StoredDraft:
        """Return the draft, if it has the version that is meant."""
        stored = self._store.get_stored_draft(venue_id)
        if version is not None and version != stored.version:
            raise StaleDraftError(venue_id, expected=version, found=stored.version)
        return stored

    def _commit(self, stored: StoredDraft, rebased: Rebased, note: Note, *, undoes: int | None = None) -> Edited:
        """Make edits that are agreed; an undo is logged even when everything was so already."""
        edits = rebased.agreed()
        if not edits and undoes is None:
            return Edited(version=stored.version, frame=stored.draft.frame, settled=rebased.settled)
        note = replace(note, words=note.words or f"Features: {counted(edits)}")
        return self._save(stored, apply(stored.draft, edits), rebased, Entry(note=note, edits=edits, undoes=undoes))

    def _save(self, stored: StoredDraft, draft: VenueDraft, rebased: Rebased, entry: Entry) -> Edited:
        version = self._store.save_draft(draft, None, expected_version=stored.version, entry=entry)
        return Edited(version=version, frame=draft.frame, edits=entry.edits or (), settled=rebased.settled)
