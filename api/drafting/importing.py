"""Plans read into a draft, the first time and again."""

from dataclasses import dataclass

from api.drafting.work import Edited, Work
from api.store import Entry, StoredDraft
from maps.audit.finding import Finding
from maps.codec import decode_draft, encode_draft
from maps.draft import VenueDraft
from maps.edits import Choices, Conflict, Note, diff
from maps.edits.reimport import reimport
from maps.errors import NotFoundError
from maps.publish import examine


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A draft into which a plan was read, and what is wrong with it."""

    edited: Edited
    draft: VenueDraft
    findings: tuple[Finding, ...]


class Importing(Work):
    """Imports."""

    def import_plan(
        self,
        plan: VenueDraft,
        note: Note,
        *,
        findings: tuple[Finding, ...] | None = None,
        start_over: bool = False,
        choices: Choices | None = None,
    ) -> Imported:
        """Keep a plan that was read as the draft of its venue.

        Over an older draft it keeps the ids of what is still there and what was done by hand.

        Parameters
        ----------
        plan : VenueDraft
            Straight from a reader.
        findings : tuple of Finding or None
            What is wrong with the plan as it is, where that is known.
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
            return self._keep(None, plan, Entry(note=note), findings=findings)
        if start_over:
            plan = decode_draft(encode_draft(plan))
            return self._keep(stored, plan, Entry(note=note, edits=diff(stored.draft, plan), plan=plan))
        again = reimport(stored.draft, self._store.get_plan(plan.id), plan, choices)
        again.rebased.agreed()
        entry = Entry(note=note, edits=diff(stored.draft, again.draft), plan=again.plan)
        return self._keep(stored, again.draft, entry, again.rebased.settled)

    def _keep(
        self,
        stored: StoredDraft | None,
        draft: VenueDraft,
        entry: Entry,
        settled: tuple[Conflict, ...] = (),
        *,
        findings: tuple[Finding, ...] | None = None,
    ) -> Imported:
        findings = examine(draft)[1] if findings is None else findings
        expected = stored.version if stored else 0
        version = self._store.save_draft(draft, findings, expected_version=expected, entry=entry)
        edited = Edited(version=version, frame=draft.frame, edits=entry.edits or (), settled=settled)
        return Imported(edited=edited, draft=draft, findings=findings)
