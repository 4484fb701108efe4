"""Proposed repairs of findings, one file per rule family: words and edits that somebody may apply."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from maps.audit.finding import Severity
from maps.audit.identity import BAD_VALUE, DUPLICATE_ID
from maps.audit.identity import KINDS as IDENTITY_KINDS
from maps.audit.repairs import geometry, identity, openings, points, portals
from maps.audit.repairs.repair import Propose, Repair, Site
from maps.draft import VenueDraft
from maps.edits.edit import apply
from maps.publish import examine

PROPOSERS: Mapping[str, Propose] = MappingProxyType(
    {
        code: propose
        for family in (identity, geometry, openings, portals, points)
        for code, propose in family.REPAIRS.items()
    }
)
"""Code of a finding → what proposes its repair."""

_FIRST = frozenset({DUPLICATE_ID.code, BAD_VALUE.code})
"""While there are findings of these, nobody can say of the others what is meant."""

Wanted = Callable[[Repair], bool]


def propose(draft: VenueDraft, wanted: Wanted = lambda repair: True) -> tuple[Repair, ...]:
    """Return the repairs of a draft's findings, the worst findings first; of some there is none.

    Each was tried: alone, it removes its finding and brings up none that forbids publishing.

    Parameters
    ----------
    draft : VenueDraft
        As it is stored; anything in it may be invalid.
    wanted : callable
        Says of a repair whether to try it: each takes an audit.

    Notes
    -----
    Several that change the same feature cannot be applied together (see `maps.audit.repairs.mend`). While ids are not
    unique or values are of the wrong type, only what mends that is proposed.
    """
    site = Site(draft)
    return tuple(repair for repair in sketched(site) if wanted(repair) and helps(site, [repair]))


def sketched(site: Site) -> Iterator[Repair]:
    """Yield the repairs of a draft's findings, none of them tried."""
    first = any(finding.code in _FIRST for finding in site.findings)
    codes = {kind.code for kind in IDENTITY_KINDS} & PROPOSERS.keys() if first else PROPOSERS.keys()
    made = (PROPOSERS[each.code](site, each) for each in site.findings if each.code in codes)
    return (repair for repair in made if repair is not None)


def helps(site: Site, repairs: Sequence[Repair]) -> bool:
    """Return whether repairs made together remove their findings and bring up none that forbids publishing."""
    after = examine(apply(site.draft, [edit for repair in repairs for edit in repair.edits]))[1]
    new = {each.subject for each in after if each.severity is Severity.BLOCK}
    old = {each.subject for each in site.findings if each.severity is Severity.BLOCK}
    return new <= old and {each.finding.subject for each in repairs}.isdisjoint(each.subject for each in after)
