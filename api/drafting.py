"""What people do to a draft: edit, undo, redo, rebase, roll back, import again, compare.

Each is one entry in the log, or an error and nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from api.store import Entry, PublishedRevision, StaleDraftError, Store, StoredDraft
from maps.audit.finding import Finding
from maps.codec import decode_draft, encode_draft
from maps.disassemble import disassemble
from maps.draft import VenueDraft
from maps.edits import Choices, Conflict, Edit, Note, Rebased, apply, diff, rebase
from maps.edits.describe import counted
from maps.edits.locate import Coordinates
from maps.edits.published import as_published
from maps.edits.reimport import reimport
from maps.edits.wanted import Wanted, make_edits
from maps.errors import BadInputError, ConflictError, NotFoundError
from maps.ids import VenueId
from maps.publish import examine

DRAFT = "draft"
_STATE = re.compile(r"(@?)([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What became of a draft.

    Parameters
    ----------
    version : int
        Of the draft, after it.
    edits : tuple of Edit
        What it changed; empty when everything was so already.
    settled : tuple of Conflict
        What both sides had changed, settled as the caller chose.
    """

    version: int
    edits: tuple[Edit, ...]
    settled: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack:
    """The revision that a rollback made, and what became of the draft.

    Parameters
    ----------
    edited : Edited or None
        None when unpublished changes are in conflict with the old content: the draft is as it was, until a rebase.
    conflicts : tuple of Conflict
        Those conflicts.
    """

    revision: PublishedRevision
    edited: Edited | None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A plan that was read into a draft.

    Parameters
    ----------
    plan_edits : tuple of Edit
        What is new in the plan since it was read before; empty the first time.
    """

    edited: Edited
    draft: VenueDraft
    findings: tuple[Finding, ...]
    plan_edits: tuple[Edit, ...] = ()


class Drafting:
    """The work on the drafts of a store. Every method that changes one may be told the version it must have.

    Raises
    ------
    StaleDraftError
        By every method that changes a draft, if it has another version than was given, or gets one meanwhile.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def edit(
        self,
        venue_id: VenueId,
        wanted: Iterable[Wanted],
        note: Note,
        *,
        coordinates: Coordinates = Coordinates.LONLAT,
        version: int | None = None,
        merge: Choices | None = None,
    ) -> Edited:
        """Make edits as one change.

        Parameters
        ----------
        merge : Choices or None
            If somebody changed the draft since `version`: how to settle what both changed. None refuses.

        Raises
        ------
        MergeConflictError
            If both changed the same field and nobody has chosen.
        """
        stored = self._store.get_stored_draft(venue_id)
        if merge is None or version is None or version == stored.version:
            _check_version(stored, version)
            return self._commit(stored, Rebased(edits=make_edits(wanted, stored.draft, coordinates=coordinates)), note)
        seen = self._store.get_draft_at(venue_id, version)
        edits = make_edits(wanted, seen, coordinates=coordinates)
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
        stored = self._store.get_stored_draft(venue_id)
        _check_version(stored, version)
        number = _chosen(self._store.get_history(venue_id).done, number, venue_id, "undo")
        return self._take_back(stored, number, "Undo", author, choices)

    def redo(
        self, venue_id: VenueId, author: str, *, version: int | None = None, choices: Choices | None = None
    ) -> Edited:
        """Make again what was undone last; raises as `undo` does."""
        stored = self._store.get_stored_draft(venue_id)
        _check_version(stored, version)
        number = _chosen(self._store.get_history(venue_id).undone, None, venue_id, "redo")
        return self._take_back(stored, number, "Redo", author, choices)

    def rebase(
        self, venue_id: VenueId, author: str, *, version: int | None = None, choices: Choices | None = None
    ) -> Edited:
        """Put the draft's unpublished changes on the latest revision; one that builds on it already stays as it is.

        Raises
        ------
        MergeConflictError
            If the same field was changed in both, and nobody has chosen (mine is the draft's).
        """
        stored = self._store.get_stored_draft(venue_id)
        _check_version(stored, version)
        latest = self._store.latest_revision(venue_id)
        if stored.base_revision == latest:
            return Edited(version=stored.version, edits=())
        follow, merged = self._moved(stored, latest, choices)
        merged.agreed()
        edits = diff(stored.draft, follow)
        note = Note(words=f"Take in revision {latest}", author=author)
        entry = Entry(note=note, edits=edits, base_revision=latest)
        number = self._store.save_draft(follow, None, expected_version=stored.version, entry=entry)
        return Edited(version=number, edits=edits, settled=merged.settled)

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
        stored = self._store.get_stored_draft(venue_id)
        _check_version(stored, version)
        old, latest = self._store.get_revision(venue_id, revision), self._store.get_revision(venue_id)
        if revision in (latest.revision, latest.same_as) or (old.same_as or revision) == latest.same_as:
            raise ConflictError(
                f"Revision {revision} of {venue_id!r} is what is published now.",
                remedy=f"See the revisions with: beeline venue log {venue_id}",
            )
        words = note.words or f"Roll back to revision {revision}"
        follow, merged = self._moved(stored, revision, None)
        published = self._store.roll_back(
            venue_id,
            revision,
            note=Note(words=words, author=note.author),
            expected_version=stored.version,
            expected_latest=latest.revision,
            draft=None if merged.conflicts else follow,
        )
        if merged.conflicts:
            return RolledBack(revision=published, edited=None, conflicts=merged.conflicts)
        edited = Edited(version=stored.version + 1, edits=diff(stored.draft, follow))
        return RolledBack(revision=published, edited=edited)

    def import_plan(
        self, plan: VenueDraft, note: Note, *, start_over: bool = False, choices: Choices | None = None
    ) -> Imported:
        """Keep a plan that was read as the draft of its venue.

        Over an older draft it keeps the ids of what is still there and what was done by hand.

        Parameters
        ----------
        plan : VenueDraft
            Straight from a reader.
        start_over : bool
            Whether to put the plan in the place of the draft as it is; what was there can be had back by an undo.

        Raises
        ------
        MergeConflictError
            If the plan changed what was changed by hand too (mine), and nobody has chosen.
        """
        try:
            stored = self._store.get_stored_draft(plan.id)
        except NotFoundError:
            findings = examine(plan)[1]
            version = self._store.save_draft(plan, findings, expected_version=0, entry=Entry(note=note))
            return Imported(edited=Edited(version=version, edits=()), draft=plan, findings=findings)
        again = reimport(stored.draft, self._store.get_plan(plan.id), plan, choices)
        draft, base = again.draft, again.plan
        if start_over:
            draft = base = decode_draft(encode_draft(plan))
        else:
            again.rebased.agreed()
        findings, edits = examine(draft)[1], diff(stored.draft, draft)
        entry = Entry(note=note, edits=edits, plan=base)
        version = self._store.save_draft(draft, findings, expected_version=stored.version, entry=entry)
        edited = Edited(version=version, edits=edits, settled=again.rebased.settled)
        return Imported(edited=edited, draft=draft, findings=findings, plan_edits=again.plan_edits)

    def differences(self, venue_id: VenueId, before: str, after: str) -> tuple[Edit, ...]:
        """Return what differs between two states, in the form in which they would be or are published.

        Parameters
        ----------
        before, after : str
            ``draft``, the number of a revision, or ``@`` and a version of the draft.

        Raises
        ------
        BadInputError
            If that is none of these.
        NotFoundError
            If there is no such state.
        """
        return diff(self._state(venue_id, before), self._state(venue_id, after))

    def _state(self, venue_id: VenueId, name: str) -> VenueDraft:
        if name == DRAFT:
            return as_published(self._store.get_draft(venue_id))
        match = _STATE.fullmatch(name)
        if match is None:
            raise BadInputError(
                f"{name[:40]!r} is no state of a venue.",
                remedy="Say 'draft', the number of a revision, or @ and a version of the draft, as @12.",
            )
        number = int(match[2])
        if match[1]:
            return as_published(self._store.get_draft_at(venue_id, number))
        return disassemble(self._store.get_venue(venue_id, number))

    def _take_back(self, stored: StoredDraft, number: int, verb: str, author: str, choices: Choices | None) -> Edited:
        change = self._store.get_change(stored.draft.id, number)
        words = re.sub(r"^((Undo|Redo) \d+: )+", "", change.note.words)
        note = Note(words=f"{verb} {change.undoes if verb == 'Redo' else number}: {words}", author=author)
        rebased = rebase([edit.inverse() for edit in change.edits], stored.draft, choices)
        return self._commit(stored, rebased, note, undoes=number)

    def _commit(self, stored: StoredDraft, rebased: Rebased, note: Note, *, undoes: int | None = None) -> Edited:
        edits = rebased.agreed()
        if not edits and undoes is None:
            return Edited(version=stored.version, edits=(), settled=rebased.settled)
        draft = apply(stored.draft, edits)
        note = replace(note, words=note.words or f"Features: {counted(edits)}")
        entry = Entry(note=note, edits=edits, undoes=undoes)
        version = self._store.save_draft(draft, None, expected_version=stored.version, entry=entry)
        return Edited(version=version, edits=edits, settled=rebased.settled)

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
        return (
            self._store.get_draft_at(venue_id, change)
            if change
            else disassemble(self._store.get_venue(venue_id, revision))
        )


def _check_version(stored: StoredDraft, version: int | None) -> None:
    if version is not None and version != stored.version:
        raise StaleDraftError(stored.draft.id, expected=version, found=stored.version)


def _chosen(numbers: Sequence[int], number: int | None, venue_id: VenueId, verb: str) -> int:
    if number is None and numbers:
        return numbers[-1]
    if number is None or number not in numbers:
        what = f"There is nothing to {verb} in" if number is None else f"Change {number} is none to {verb} in"
        raise ConflictError(f"{what} the draft of {venue_id!r}.", remedy=f"See: beeline venue log {venue_id}")
    return number
