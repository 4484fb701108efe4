"""What is wrong with a draft: found once for each of its versions, and from what is known of the version before."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from api.drafting.work import Work
from api.store import StoredDraft
from maps.audit.finding import Finding
from maps.draft import VenueDraft
from maps.facts import FactBook
from maps.ids import VenueId
from maps.publish import examine

_MOST_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A version of a draft as the audit sees it.

    Parameters
    ----------
    stored : StoredDraft
        As it is kept.
    inferred : VenueDraft
        With what could be inferred.
    findings : tuple of Finding
        The worst first.
    facts : FactBook
        What is known of the features of both.
    """

    stored: StoredDraft
    inferred: VenueDraft
    findings: tuple[Finding, ...]
    facts: FactBook


class Examining(Work):
    """Examinations; those of the drafts used last are kept."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._lock = threading.Lock()
        self._kept: OrderedDict[VenueId, Examined] = OrderedDict()

    def examined(self, venue_id: VenueId) -> Examined:
        """Return the draft as it is now, examined.

        Raises
        ------
        NotFoundError
            If there is no draft.
        """
        stored = self._store.get_stored_draft(venue_id)
        with self._lock:
            known = self._kept.get(venue_id)
        if known is not None and _same(known.stored, stored):
            return known
        facts = FactBook(known.facts if known is not None else None)
        inferred, findings = examine(stored.draft, facts)
        facts.keep_only((*stored.draft.features, *inferred.features))
        found = Examined(stored=stored, inferred=inferred, findings=findings, facts=facts)
        with self._lock:
            self._kept[venue_id] = found
            self._kept.move_to_end(venue_id)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def _same(one: StoredDraft, other: StoredDraft) -> bool:
    return (one.version, one.saved_at) == (other.version, other.saved_at)
