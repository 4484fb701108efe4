"""A draft rewritten by a program: placed on earth, repaired."""

from api.drafting.work import Edited, Work
from maps.codec import decode_draft, encode_draft
from maps.draft import VenueDraft
from maps.edits import Note, Rebased, diff


class Rewriting(Work):
    """Changes that come as a whole draft."""

    def rewrite(self, draft: VenueDraft, note: Note, *, version: int | None = None) -> Edited:
        """Keep a draft that was made of the present one: what differs is one change."""
        stored = self._begin(draft.id, version)
        return self._commit(stored, Rebased(edits=diff(stored.draft, decode_draft(encode_draft(draft)))), note)
