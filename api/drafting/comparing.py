"""Two states of a venue, compared."""

import re

from api.drafting.work import Work
from maps.disassemble import disassemble
from maps.draft import VenueDraft
from maps.edits import Edit, diff
from maps.edits.published import as_published
from maps.errors import BadInputError
from maps.ids import VenueId

_STATE = re.compile(r"(@?)([1-9][0-9]{0,8})")


class Comparing(Work):
    """Comparisons."""

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
        if name == "draft":
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
