"""Draft → venue: infer, audit, assemble. The only way a `Venue` comes to be."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from maps.assemble import assemble
from maps.audit import audit
from maps.audit.finding import Finding, Severity
from maps.audit.identity import BAD_VALUE
from maps.draft import DraftFeature, VenueDraft
from maps.errors import AuditBlockedError
from maps.facts import FactBook
from maps.topology import infer
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


def examine(draft: VenueDraft, facts: FactBook | None = None) -> tuple[VenueDraft, tuple[Finding, ...]]:
    """Return the draft with what could be inferred, and everything that is wrong with it.

    A value of the wrong type that the venue needs is found before anything is inferred from it; one that only helps to
    infer is ignored.

    Parameters
    ----------
    facts : FactBook or None
        What is known already of features that the draft shares with an earlier one; the answer is the same without it.
    """
    facts = facts if facts is not None else FactBook()
    readable = with_readable_values(draft, facts)
    if readable is not draft:
        findings = audit(draft, facts)
        if any(finding.code == BAD_VALUE.code for finding in findings):
            return draft, findings
    inferred = infer(readable)
    return inferred, audit(inferred, facts)


def with_readable_values(draft: VenueDraft, facts: FactBook | None = None) -> VenueDraft:
    """Return the draft without values of the wrong type; the draft itself when there are none."""
    facts = facts if facts is not None else FactBook()
    spoilt = {id(each): names for each in draft.features if (names := facts.of(each).spoilt)}
    if not spoilt:
        return draft
    features = tuple(_without(feature, spoilt.get(id(feature), ())) for feature in draft.features)
    return replace(draft, features=features)


def _without(feature: DraftFeature, names: Collection[str]) -> DraftFeature:
    if not names:
        return feature
    return replace(feature, properties={name: each for name, each in feature.properties.items() if name not in names})


def _blocked(draft: VenueDraft, blocking: Sequence[Finding]) -> AuditBlockedError:
    named = " ".join(f"{finding.code}: {finding.message}" for finding in blocking[:_NAMED])
    more = f" And {len(blocking) - _NAMED} more." if len(blocking) > _NAMED else ""
    return AuditBlockedError(
        f"Venue {draft.id!r} cannot be published: {named}{more}", remedy="Correct the source and import it again."
    )
