"""Proposed repairs of findings, one file per rule family: words and edits that somebody may apply."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from maps.audit.finding import Finding, Severity, Subject
from maps.audit.identity import BAD_VALUE, DANGLING, DUPLICATE_ID, NOTHING_TO_PUBLISH, WRONG_LEVEL
from maps.audit.identity import KINDS as IDENTITY_KINDS
from maps.audit.repairs import geometry, identity, openings, points, portals
from maps.audit.repairs.repair import Propose, Repair, Site
from maps.draft import VenueDraft
from maps.edits.edit import apply
from maps.facts import FactBook
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

_DISORDER = tuple(kind.code for kind in (DUPLICATE_ID, BAD_VALUE, DANGLING, WRONG_LEVEL, NOTHING_TO_PUBLISH))
"""Findings that keep anybody from saying what else is wrong: each hides, or brings about, those after it."""

Wanted = Callable[[Repair], bool]


def propose(draft: VenueDraft, wanted: Wanted = lambda repair: True) -> tuple[Repair, ...]:
    """Return the repairs of a draft's findings, the worst findings first; of some there is none.

    Each was tried: it removes its finding and brings up none that forbids publishing (`blockers`). Those that are about
    different features are tried together, since each trial takes an audit.

    Parameters
    ----------
    draft : VenueDraft
        As it is stored; anything in it may be invalid.
    wanted : callable
        Says of a repair whether to try it.

    Notes
    -----
    Several that change the same feature cannot be applied together (see `maps.audit.repairs.mend`). While ids are not
    unique or values are of the wrong type, only what mends that is proposed.
    """
    site = Site(draft)
    made = [repair for repair in sketched(site) if wanted(repair)]
    good = [repair for company in _companies(made) for repair in tried(site, company)]
    return tuple(repair for repair in made if repair in good)


def sketched(site: Site) -> Iterator[Repair]:
    """Yield the repairs of a draft's findings, none of them tried."""
    first = any(finding.code in _FIRST for finding in site.findings)
    codes = {kind.code for kind in IDENTITY_KINDS} & PROPOSERS.keys() if first else PROPOSERS.keys()
    made = (PROPOSERS[each.code](site, each) for each in site.findings if each.code in codes)
    return (repair for repair in made if repair is not None)


def tried(site: Site, repairs: Sequence[Repair]) -> list[Repair]:
    """Return the repairs that help: all of them, or those of each half that do."""
    if not repairs or helps(site, repairs):
        return list(repairs)
    half = len(repairs) // 2
    return [] if not half else [*tried(site, repairs[:half]), *tried(site, repairs[half:])]


def helps(site: Site, repairs: Sequence[Repair]) -> bool:
    """Return whether repairs made together remove their findings and bring up none that forbids publishing."""
    each_once = [each.edits for i, each in enumerate(repairs) if all(each.edits != one.edits for one in repairs[:i])]
    after = examine(apply(site.draft, chain.from_iterable(each_once)), FactBook(site.facts))[1]
    old = {each.subject for each in site.findings if each.severity is Severity.BLOCK}
    return blockers(after) <= old and {each.finding.subject for each in repairs}.isdisjoint(
        each.subject for each in after
    )


def blockers(findings: Sequence[Finding]) -> set[Subject]:
    """Return what findings that forbid publishing are about.

    While ids clash or references dangle, of those findings alone and the graver ones: what else is wrong follows from
    them, or is hidden by them, and is judged when they are mended.
    """
    blocking = [each for each in findings if each.severity is Severity.BLOCK]
    codes = {each.code for each in blocking}
    worst = next((rank for rank, code in enumerate(_DISORDER) if code in codes), None)
    judged = codes if worst is None else set(_DISORDER[: worst + 1])
    return {each.subject for each in blocking if each.code in judged}


def _companies(repairs: Sequence[Repair]) -> list[list[Repair]]:
    """Return the repairs in groups of which none has to do with what another one of its group changes."""
    groups: list[tuple[set[str], list[Repair]]] = []
    for repair in repairs:
        about = repair.about
        fits = (group for group in groups if group[0].isdisjoint(about) or repair.edits == group[1][-1].edits)
        group = next(fits, None)
        if group is None:
            groups.append((set(about), [repair]))
        else:
            group[0].update(about)
            group[1].append(repair)
    return [group for _, group in groups]
