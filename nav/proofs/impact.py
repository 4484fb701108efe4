"""What closing something means for people: which destinations lose a way, and how much longer the other ways take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nav.conditions import OPEN, Conditions
from nav.profile import TravelProfile
from nav.proofs.ends import ProofEnd
from nav.proofs.report import ChangeKind
from nav.proofs.ways import WALK, WHEELCHAIR, Flags, Floats, Ways
from nav.router import Router

LEAST_ADDED_S = 10.0
"""Ways that grow by less are not worth a line [s]: another lift of the bank is waited for a little longer."""

_ORDER = (ChangeKind.UNREACHABLE, ChangeKind.NO_STEP_FREE, ChangeKind.LONGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What happens to the ways of one profile to one destination.

    Parameters
    ----------
    kind : ChangeKind
        ``unreachable``, ``no_step_free`` or ``longer``.
    entrances : tuple of ProofEnd
        Those from where it is so; of longer ways the one that grows most comes first.
    is_cut_off : bool
        No entrance leads there any more.
    worst_added_s, median_added_s : float or None
        By how much ways grow, over those entrances [s]; None where the way is lost.
    """

    kind: ChangeKind
    profile: str
    destination: ProofEnd
    entrances: tuple[ProofEnd, ...]
    is_cut_off: bool = False
    worst_added_s: float | None = None
    median_added_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """By how much the ways of one profile grow, over all that grow: a way is one entrance and one destination.

    Parameters
    ----------
    ways : int
        How many grow.
    worst_s, median_s : float
        0 when none does [s].
    """

    profile: str
    ways: int = 0
    worst_s: float = 0.0
    median_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What happens to the ways from every entrance to every public destination.

    Parameters
    ----------
    entrances, destinations : int
        How many there are.
    hits : tuple of Hit
        Losses first; in the order of the venue.
    added : tuple of Added
        On foot, and in a wheelchair.
    """

    entrances: int
    destinations: int
    hits: tuple[Hit, ...] = ()
    added: tuple[Added, ...] = ()


class Impacts:
    """Finds impacts in one revision; the ways under the conditions that were asked about last are kept.

    Parameters
    ----------
    router : Router
        Of the revision.
    """

    def __init__(self, router: Router) -> None:
        self._now = Ways(router, OPEN)

    def find(self, before: Conditions, after: Conditions) -> Impact:
        """Return what becomes of people's ways when conditions change."""
        now = self._now
        if now.conditions != before:
            self._now = now = now.under(before)
        then = now.under(after)
        return Impact(
            entrances=len(now.entrances),
            destinations=len(now.destinations),
            hits=tuple(sorted(_hits(now, then), key=lambda hit: _ORDER.index(hit.kind))),
            added=tuple(_added(each, *_grown(now, then, each)) for each in (WALK, WHEELCHAIR)),
        )


def _hits(now: Ways, then: Ways) -> Iterator[Hit]:
    lost_on_foot = _lost(now, then, WALK)
    yield from _losses(then, WALK, ChangeKind.UNREACHABLE, lost_on_foot)
    yield from _losses(then, WHEELCHAIR, ChangeKind.NO_STEP_FREE, _lost(now, then, WHEELCHAIR) & ~lost_on_foot)
    for profile in (WALK, WHEELCHAIR):
        yield from _longer(then, profile, *_grown(now, then, profile))


def _lost(now: Ways, then: Ways, profile: TravelProfile) -> Flags:
    lost: Flags = np.isfinite(now.duration_s(profile)) & ~np.isfinite(then.duration_s(profile))
    return lost


def _grown(now: Ways, then: Ways, profile: TravelProfile) -> tuple[Flags, Floats]:
    """Return which ways grow, and by how much each does [s]."""
    before_s, after_s = now.duration_s(profile), then.duration_s(profile)
    there = np.isfinite(before_s) & np.isfinite(after_s)
    added_s = np.where(there, after_s, 0.0) - np.where(there, before_s, 0.0)
    return added_s >= LEAST_ADDED_S, added_s


def _losses(then: Ways, profile: TravelProfile, kind: ChangeKind, lost: Flags) -> Iterator[Hit]:
    cut_off = np.isinf(then.duration_s(profile).min(axis=0, initial=np.inf))
    for column in np.flatnonzero(lost.any(axis=0)).tolist():
        yield Hit(
            kind=kind,
            profile=profile.name,
            destination=then.destinations[column],
            entrances=_entrances(then, np.flatnonzero(lost[:, column]).tolist()),
            is_cut_off=bool(cut_off[column]),
        )


def _longer(then: Ways, profile: TravelProfile, grown: Flags, added_s: Floats) -> Iterator[Hit]:
    for column in np.flatnonzero(grown.any(axis=0)).tolist():
        rows = np.flatnonzero(grown[:, column])
        some_s = added_s[rows, column]
        yield Hit(
            kind=ChangeKind.LONGER,
            profile=profile.name,
            destination=then.destinations[column],
            entrances=_entrances(then, rows[np.argsort(-some_s, kind="stable")].tolist()),
            worst_added_s=float(some_s.max()),
            median_added_s=float(np.median(some_s)),
        )


def _added(profile: TravelProfile, grown: Flags, added_s: Floats) -> Added:
    some_s = added_s[grown]
    if not len(some_s):
        return Added(profile=profile.name)
    return Added(profile=profile.name, ways=len(some_s), worst_s=float(some_s.max()), median_s=float(np.median(some_s)))


def _entrances(ways: Ways, rows: Sequence[int]) -> tuple[ProofEnd, ...]:
    return tuple(ways.entrances[row] for row in rows)
