"""Draft → venue: infer, audit, assemble. The only way a `Venue` comes to be."""

from collections.abc import Sequence

from maps.assemble import assemble
from maps.audit import audit
from maps.audit.finding import Finding, Severity
from maps.draft import VenueDraft
from maps.errors import AuditBlockedError
from maps.topology import infer
from maps.values import kept
from maps.venue import Venue

_NAMED = 3


def build_venue(draft: VenueDraft, *, revision: int) -> tuple[Venue, tuple[Finding, ...]]:
    """Return the draft as a venue, with the findings to keep beside it.

    Parameters
    ----------
    revision : int
        The number the venue gets; 0 for a preview.

    Raises
    ------
    AuditBlockedError
        If a finding forbids publishing; it names the first of them.
    """
    inferred, findings = examine(draft)
    blocking = [finding for finding in findings if finding.severity is Severity.BLOCK]
    if blocking:
        raise _blocked(draft, blocking)
    return assemble(inferred, revision=revision), findings


def examine(draft: VenueDraft) -> tuple[VenueDraft, tuple[Finding, ...]]:
    """Return the draft with what could be inferred, and everything that is wrong with it.

    Nothing is inferred from a draft that has values of the wrong type: it cannot be published anyway.
    """
    if any(kept(feature.feature_type, feature.properties)[1] for feature in draft.features):
        return draft, audit(draft)
    inferred = infer(draft)
    return inferred, audit(inferred)


def _blocked(draft: VenueDraft, blocking: Sequence[Finding]) -> AuditBlockedError:
    named = " ".join(f"{finding.code}: {finding.message}" for finding in blocking[:_NAMED])
    more = f" And {len(blocking) - _NAMED} more." if len(blocking) > _NAMED else ""
    return AuditBlockedError(
        f"Venue {draft.id!r} cannot be published: {named}{more}", remedy="Correct the source and import it again."
    )
