"""Repairs of findings, applied to a draft as one change."""

from dataclasses import dataclass

from api.drafting.rewriting import Rewriting
from maps.audit.finding import Finding
from maps.audit.repairs import Wanted
from maps.audit.repairs.mend import Mended, mend
from maps.edits import Note
from maps.ids import VenueId
from maps.publish import examine


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What became of a draft that was repaired: its version, what was done and refused, and what is still wrong."""

    version: int
    mended: Mended
    findings: tuple[Finding, ...]


class Mending(Rewriting):
    """Repairs."""

    def repair(self, venue_id: VenueId, wanted: Wanted, author: str, *, version: int | None = None) -> Repaired:
        """Apply the repairs that are wanted, and those of what then comes up; nothing is logged if none helps."""
        stored = self._begin(venue_id, version)
        mended = mend(stored.draft, wanted)
        now = stored.version
        if mended.done:
            codes = ", ".join(dict.fromkeys(each.finding.code for each in mended.done))
            note = Note(words=f"Repair {codes}"[:200], author=author)
            now = self.rewrite(mended.draft, note, version=stored.version).version
        return Repaired(version=now, mended=mended, findings=examine(mended.draft)[1])
