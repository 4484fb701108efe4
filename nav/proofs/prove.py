"""The proofs of a release: what it does to the ways of those who walk and of those in a wheelchair.

Times come from one matrix for each profile and revision; only the ways that are listed are sought one by one, for their
length or for the reason why there is none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from maps.ids import FeatureId
from nav.profile import TravelProfile
from nav.proofs.ends import ProofEnd
from nav.proofs.matching import match
from nav.proofs.report import ChangeKind, Named, ProofReport, WayChange
from nav.proofs.ways import WALK, WHEELCHAIR, Flags, Start, WayPairs, Ways
from nav.route import NoRoute, Route
from nav.router import Router

LONGER_SHARE = 0.2
"""Ways that grow by no more than this share of their time are not worth a line."""
LONGER_M = 20.0
"""Nor are those that grow by less time than this much walking takes [m]: 17 s on foot, 25 s in a wheelchair."""

_ORDER = list(ChangeKind)


def prove(base: Router | None, release: Router, *, longer_share: float = LONGER_SHARE) -> ProofReport:
    """Return what publishing a venue does to people's ways.

    Parameters
    ----------
    base : Router or None
        Of the published revision; None when there is none.
    release : Router
        Of the venue to be published.

    Notes
    -----
    A way is lost when an entrance that stays no longer leads to a destination that stays; or, of an entrance that is
    gone, when no other leads there. Without an entrance, as in a building known only for positioning, there is nothing
    to prove.
    """
    new = Ways(release)
    report = ProofReport(
        venue_id=release.venue.id,
        base_revision=base.venue.revision if base else 0,
        longer_share=longer_share,
        entrances=len(new.entrances),
        destinations=len(new.destinations),
        unreached=_named(new.never_reached(WALK)),
        without_step_free=_named(new.never_reached(WHEELCHAIR)),
    )
    return _compared(report, Ways(base), new) if base else report


def _compared(report: ProofReport, old: Ways, new: Ways) -> ProofReport:
    """Return a report with what is another than it was."""
    doors, goals = match(old.entrances, new.entrances), match(old.destinations, new.destinations)
    before, after = (*old.entrances, *old.destinations), (*new.entrances, *new.destinations)
    stay = {*doors.values(), *goals.values()}
    pairs = WayPairs(old, new, tuple(_starts(old, new, doors)), tuple(_both(old, new, goals)))
    return replace(
        report,
        changes=tuple(sorted(_changes(pairs, report.longer_share), key=lambda each: _ORDER.index(each.kind))),
        gone=_named(each for each in before if each.id not in doors and each.id not in goals),
        added=_named(each for each in after if each.id not in stay),
    )


def _starts(old: Ways, new: Ways, doors: Mapping[FeatureId, FeatureId]) -> Iterator[Start]:
    place = {each.id: index for index, each in enumerate(new.entrances)}
    for index, end in enumerate(old.entrances):
        stays = place.get(doors[end.id]) if end.id in doors else None
        yield Start(end=end if stays is None else new.entrances[stays], old=index, new=stays)
    kept = set(doors.values())
    for index, end in enumerate(new.entrances):
        if end.id not in kept:
            yield Start(end=end, old=None, new=index)


def _both(old: Ways, new: Ways, goals: Mapping[FeatureId, FeatureId]) -> Iterator[tuple[int, int]]:
    place = {each.id: index for index, each in enumerate(new.destinations)}
    for index, end in enumerate(old.destinations):
        if end.id in goals:
            yield index, place[goals[end.id]]


def _changes(pairs: WayPairs, longer_share: float) -> Iterator[WayChange]:
    lost, won = {}, {}
    for profile in (WALK, WHEELCHAIR):
        before, after = pairs.times_s(profile)
        had, has = np.isfinite(before), np.isfinite(after)
        lost[profile] = pairs.was_there & had & ~has
        won[profile] = pairs.is_there & has & ~had
        both = pairs.was_there & pairs.is_there & had & has
        grown_s = np.where(both, after, 0.0) - np.where(both, before, 0.0)
        longer = both & (grown_s > longer_share * before) & (grown_s >= LONGER_M / profile.speed_m_s)
        yield from _listed(pairs, profile, ChangeKind.LONGER, longer)
    yield from _listed(pairs, WALK, ChangeKind.UNREACHABLE, lost[WALK])
    yield from _listed(pairs, WHEELCHAIR, ChangeKind.NO_STEP_FREE, lost[WHEELCHAIR] & ~lost[WALK])
    yield from _listed(pairs, WALK, ChangeKind.REACHABLE, won[WALK])
    yield from _listed(pairs, WHEELCHAIR, ChangeKind.STEP_FREE, won[WHEELCHAIR] & ~won[WALK])


def _listed(pairs: WayPairs, profile: TravelProfile, kind: ChangeKind, where: Flags) -> Iterator[WayChange]:
    """Yield one change for each destination where there is one from any entrance; the worst entrance comes first."""
    before, after = pairs.times_s(profile)
    for column in np.flatnonzero(where.any(axis=0)).tolist():
        rows = np.flatnonzero(where[:, column]).tolist()
        if kind is ChangeKind.LONGER:
            rows.sort(key=lambda row: before[row, column] - after[row, column])
        yield _change(pairs, profile, kind, column, rows)


def _change(pairs: WayPairs, profile: TravelProfile, kind: ChangeKind, column: int, rows: list[int]) -> WayChange:
    start, (old_goal, new_goal) = pairs.starts[rows[0]], pairs.goals[column]
    before = _find_way(pairs.old, start.old, old_goal, profile)
    after = _find_way(pairs.new, start.new, new_goal, profile)
    return WayChange(
        kind=kind,
        profile=profile.name,
        destination=_name(pairs.new.destinations[new_goal]),
        entrances=_named(pairs.starts[row].end for row in rows),
        old_s=before.duration_s if isinstance(before, Route) else None,
        new_s=after.duration_s if isinstance(after, Route) else None,
        old_m=before.distance_m if isinstance(before, Route) else None,
        new_m=after.distance_m if isinstance(after, Route) else None,
        reason=after.reason if isinstance(after, NoRoute) else None,
        blocked_by=after.blocked_by if isinstance(after, NoRoute) else (),
    )


def _find_way(ways: Ways, entrance: int | None, destination: int, profile: TravelProfile) -> Route | NoRoute | None:
    """Return the way from an entrance, of one that is not there the best from any; None without any entrance."""
    if not ways.entrances:
        return None
    if entrance is None:
        entrance = int(ways.duration_s(profile)[:, destination].argmin())
    return ways.find(entrance, destination, profile)


def _name(end: ProofEnd) -> Named:
    return Named(id=end.id, name=end.name, labels=dict(end.labels))


def _named(ends: Iterable[ProofEnd]) -> tuple[Named, ...]:
    return tuple(map(_name, ends))
