"""Numbered findings, one file per rule family."""

from maps.audit import geometry, identity, names, openings, portals, radio, reach, service
from maps.audit.finding import Finding, FindingKind, Severity
from maps.audit.plan import Plan
from maps.draft import VenueDraft
from maps.facts import FactBook

FAMILIES = (identity, geometry, openings, portals, reach, radio, service, names)
"""The rule families, each with `KINDS` and `check(plan)`, in the order of their numbers."""

KINDS: tuple[FindingKind, ...] = tuple(kind for family in FAMILIES for kind in family.KINDS)
"""Every kind of finding there is."""

_WORST_FIRST = list(Severity)


def audit(draft: VenueDraft, facts: FactBook | None = None) -> tuple[Finding, ...]:
    """Return everything that is wrong with a draft, the worst first.

    Parameters
    ----------
    draft : VenueDraft
        Usually after `maps.topology.infer`; anything in it may be invalid. It is not changed.
    facts : FactBook or None
        What is known already of its features; the findings are the same without it.

    Examples
    --------
    >>> from maps.frame import LocalFrame
    >>> from maps.ids import VenueId
    >>> frame = LocalFrame(origin_lon_deg=121.0, origin_lat_deg=31.0)
    >>> [finding.code for finding in audit(VenueDraft(id=VenueId("empty"), frame=frame, features=()))]
    ['M104', 'M104']
    """
    plan = Plan(draft, facts)
    findings = [finding for family in FAMILIES for finding in family.check(plan)]
    return tuple(sorted(findings, key=lambda each: (_WORST_FIRST.index(each.severity), each.code)))


def get_kind(code: str) -> FindingKind:
    """Return the kind of a finding by its code, or raise `KeyError`."""
    return {kind.code: kind for kind in KINDS}[code]
