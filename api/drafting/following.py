"""What a draft does when another revision is published: rebase, and rollback."""

from dataclasses import dataclass, replace

from api.drafting.work import Edited, Work
from api.store import Entry, PublishedRevision, StoredDraft
from maps.disassemble import disassemble
from maps.draft import VenueDraft
from maps.edits import Choices, Conflict, Note, Rebased, apply, diff, rebase
from maps.errors import ConflictError
from maps.ids import VenueId


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack:
    """The revision that a rollback made, and what became of the draft.

    Parameters
    ----------
    edited : Edited
        The draft; when its unpublished changes are in conflict with the old content it is as it was, until a rebase.
    conflicts : tuple of Conflict
        Those conflicts.
    """

    revision: PublishedRevision
    edited: Edited
    conflicts: tuple[Conflict, ...] = ()


class Following(Work):
    """Drafts that follow what is published."""

    def rebase(
        self, venue_id: VenueId, author: str, *, version: int | None = None, choices: Choices | None = None
    ) -> Edited:
        """Put the draft's unpublished changes on the latest revision; one that builds on it already stays as it is.

        Raises
        ------
        MergeConflictError
            If the same field was changed in both, and nobody has chosen (mine is the draft's).
        """
        stored = self._begin(venue_id, version)
        latest = self._store.latest_revision(venue_id)
        if stored.base_revision == latest:
            return Edited(version=stored.version, frame=stored.draft.frame)
        draft, rebased = self._moved(stored, latest, choices)
        rebased.agreed()
        note = Note(words=f"Take in revision {latest}", author=author)
        entry = Entry(note=note, edits=diff(stored.draft, draft), base_revision=latest)
        return self._save(stored, draft, rebased, entry)

    def roll_back(self, venue_id: VenueId, revision: int, note: Note, *, version: int | None = None) -> RolledBack:
        """Publish the content of an older revision again; unpublished changes of the draft are put on it.

        Where they do not fit, the draft stays as it is, and is not published before it is rebased.

        Raises
        ------
        NotFoundError
            If there is no such revision.
        ConflictError
            If it is what is published now.
        """
        stored = self._begin(venue_id, version)
        old, latest = self._store.get_revision(venue_id, revision), self._store.get_revision(venue_id)
        if (old.same_as or old.revision) == (latest.same_as or latest.revision):
            raise ConflictError(
                f"Revision {revision} of {venue_id!r} is what is published now.",
                remedy=f"See the revisions with: beeline venue log {venue_id}",
            )
        draft, rebased = self._moved(stored, revision, None)
        published = self._store.roll_back(
            venue_id,
            revision,
            note=replace(note, words=note.words or f"Roll back to revision {revision}"),
            expected_version=stored.version,
            expected_latest=latest.revision,
            draft=None if rebased.conflicts else draft,
        )
        if rebased.conflicts:
            edited = Edited(version=stored.version, frame=stored.draft.frame)
        else:
            edited = Edited(version=stored.version + 1, frame=draft.frame, edits=diff(stored.draft, draft))
        return RolledBack(revision=published, edited=edited, conflicts=rebased.conflicts)

    def _moved(self, stored: StoredDraft, revision: int, choices: Choices | None) -> tuple[VenueDraft, Rebased]:
        """Return the draft with its unpublished changes put on a revision."""
        base, onto = (self._content(stored.draft.id, each) for each in (stored.base_revision, revision))
        rebased = rebase(diff(base, stored.draft), onto, choices)
        return apply(onto, rebased.edits), rebased

    def _content(self, venue_id: VenueId, revision: int) -> VenueDraft:
        """Return the draft that a revision was made of; of one from before there was a log, the venue itself."""
        if revision == 0:
            return self._store.get_plan(venue_id)
        change = self._store.get_revision(venue_id, revision).change
        if change == 0:
            return disassemble(self._store.get_venue(venue_id, revision))
        return self._store.get_draft_at(venue_id, change)
