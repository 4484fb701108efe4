"""A draft moved as a whole: placed on earth, turned, scaled, levels aligned."""

from api.drafting.work import Edited, Work
from maps.codec import decode_draft, encode_draft
from maps.draft import VenueDraft
from maps.edits import Note, Rebased, diff


class Placing(Work):
    """Moves of everything at once."""

    def place(self, moved: VenueDraft, note: Note, *, version: int | None = None) -> Edited:
        """Keep a draft that was moved, as one change."""
        stored = self._begin(moved.id, version)
        return self._commit(stored, Rebased(edits=diff(stored.draft, decode_draft(encode_draft(moved)))), note)
