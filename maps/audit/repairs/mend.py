"""Applying repairs: as many at once as do not touch each other, and none that does not help."""

from collections.abc import Sequence
from dataclasses import dataclass

from maps.audit.finding import Subject
from maps.audit.repairs import Wanted, helps, sketched, tried
from maps.audit.repairs.repair import Repair, Site
from maps.draft import VenueDraft
from maps.edits.edit import Edit, apply

_MOST_ROUNDS = 30
"""A repair may bring up a finding that has one too; a draft that is not mended by then needs somebody to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What applying repairs did.

    Parameters
    ----------
    draft : VenueDraft
        The draft afterwards.
    done : tuple of Repair
        The repairs that were applied, in their order.
    refused : tuple of Repair
        Those after which the finding would still be there, or another one forbid publishing; they were not applied.
    """

    draft: VenueDraft
    done: tuple[Repair, ...]
    refused: tuple[Repair, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits made, in their order."""
        return tuple(edit for repair in self.done for edit in repair.edits)


def mend(draft: VenueDraft, wanted: Wanted) -> Mended:
    """Return the draft with the repairs that are wanted, and those of what then comes up.

    Parameters
    ----------
    wanted : callable
        Says of a proposed repair whether to apply it.
    """
    done: list[Repair] = []
    refused: dict[Subject, Repair] = {}
    for _ in range(_MOST_ROUNDS):
        site = Site(draft)
        batch = _apart([each for each in sketched(site) if wanted(each) and each.finding.subject not in refused])
        if not batch:
            break
        good = tried(site, batch)
        refused.update((each.finding.subject, each) for each in batch if each not in good)
        made = good if len(good) == len(batch) or helps(site, good) else good[:1]
        draft = apply(draft, _edits(made))
        done.extend(made)
    return Mended(draft=draft, done=tuple(done), refused=tuple(refused.values()))


def _apart(repairs: Sequence[Repair]) -> list[Repair]:
    """Return the first repairs, as many as change different features."""
    chosen: list[Repair] = []
    touched: set[str] = set()
    for repair in repairs:
        if touched.isdisjoint(repair.touched):
            chosen.append(repair)
            touched |= repair.touched
    return chosen


def _edits(repairs: Sequence[Repair]) -> list[Edit]:
    return [edit for repair in repairs for edit in repair.edits]
