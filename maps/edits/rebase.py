"""Edits made on one state of a draft, made on another: what goes together is merged, the rest is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from maps.draft import DraftFeature, VenueDraft
from maps.edits.edit import Edit, Key, key_of
from maps.edits.fields import ABSENT, PROVENANCE, fields_of, with_fields
from maps.edits.whole import features_of
from maps.errors import ConflictError

EXISTS = "exists"
"""The field in dispute when one side removed what the other changed."""
_NAMED = 3


class Side(StrEnum):
    """Whose value: of the edits being made (mine), or of the draft they are made on (theirs)."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One field of one feature that both sides changed, each to another value.

    Parameters
    ----------
    field : str
        ``geometry``, the name of a property, or ``exists`` when one side removed the feature.
    base, mine, theirs : object
        What it was, and what each made of it; `maps.edits.fields.ABSENT` for none.
    """

    feature_type: str
    feature_id: str
    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Who wins a conflict: by id of the feature, else for all of them, else nobody."""

    all: Side | None = None
    by_feature: Mapping[str, Side] = field(default_factory=dict)

    def find(self, feature_id: str) -> Side | None:
        """Return whose value is taken, or None when nobody has chosen."""
        return self.by_feature.get(feature_id, self.all)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebased:
    """Edits that fit the new state, and what was in dispute.

    Parameters
    ----------
    edits : tuple of Edit
        Can be applied to the new state. Where a conflict is open, the new state's value stays.
    conflicts : tuple of Conflict
        Those that nobody has chosen a side for.
    settled : tuple of Conflict
        Those that a choice settled.
    """

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Conflict, ...] = ()

    def agreed(self) -> tuple[Edit, ...]:
        """Return the edits, or raise `MergeConflictError` while a conflict is open."""
        if self.conflicts:
            raise MergeConflictError(self.conflicts)
        return self.edits


class MergeConflictError(ConflictError):
    """Two people changed the same field of the same feature, and nobody has chosen."""

    code = "merge-conflict"

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        named = "; ".join(f"{each.feature_type} {each.feature_id!r}: {each.field}" for each in conflicts[:_NAMED])
        more = f"; and {len(conflicts) - _NAMED} more" if len(conflicts) > _NAMED else ""
        super().__init__(f"Both sides changed {named}{more}.", remedy="Take mine or theirs, for all or by feature.")
        self.conflicts = tuple(conflicts)


def rebase(edits: Iterable[Edit], onto: VenueDraft, choices: Choices | None = None) -> Rebased:
    """Return edits that do on `onto` what the given ones did where they were made.

    Changes of different features are merged, and of different fields of one feature. A field that both sides changed
    to the same value is no conflict.

    Parameters
    ----------
    edits : iterable of Edit
        Each knows by its old feature what it was made on; each feature at most once, as `maps.edits.diff.diff` makes
        them.
    onto : VenueDraft
        The state they are to be made on.
    """
    pool: dict[Key, list[DraftFeature]] = {}
    for feature in features_of(onto):
        pool.setdefault(key_of(feature), []).append(feature)
    merging = _Merging(choices or Choices())
    for edit in edits:
        merging.add(edit, _take(pool.get(key_of(edit.feature), []), edit.old))
    return Rebased(edits=tuple(merging.edits), conflicts=tuple(merging.conflicts), settled=tuple(merging.settled))


def _take(features: list[DraftFeature], wanted: DraftFeature | None) -> DraftFeature | None:
    """Take the feature that an edit means out of those of its key: the one it knows, else the first."""
    if not features:
        return None
    index = next((index for index, feature in enumerate(features) if feature == wanted), 0)
    return features.pop(index)


class _Merging:
    """A rebase on its way."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self.edits: list[Edit] = []
        self.conflicts: list[Conflict] = []
        self.settled: list[Conflict] = []

    def add(self, edit: Edit, theirs: DraftFeature | None) -> None:
        """Make one edit on the feature that is there now."""
        merged = edit.new if theirs == edit.old else self._merged(edit.old, edit.new, theirs)
        if merged != theirs:
            self.edits.append(Edit(old=theirs, new=merged))

    def _merged(
        self, base: DraftFeature | None, mine: DraftFeature | None, theirs: DraftFeature | None
    ) -> DraftFeature | None:
        if mine is not None and theirs is not None:
            return self._merged_fields(base, mine, theirs)
        if mine is theirs:  # removed by both
            return None
        there = mine or theirs
        assert there is not None
        mine_wins = self._decide(there, EXISTS, base is not None, mine is not None, theirs is not None)
        return mine if mine_wins else theirs

    def _merged_fields(self, base: DraftFeature | None, mine: DraftFeature, theirs: DraftFeature) -> DraftFeature:
        was, ours, others = fields_of(base), fields_of(mine), fields_of(theirs)
        merged = {}
        for name in others | ours:
            old, my, their = (fields.get(name, ABSENT) for fields in (was, ours, others))
            changed_by_me = my != old and my != their
            wins = changed_by_me and (their == old or self._decide(mine, name, old, my, their))
            merged[name] = my if wins else their
        return with_fields(theirs, merged)

    def _decide(self, feature: DraftFeature, name: str, base: Any, mine: Any, theirs: Any) -> bool:
        """Return whether mine is taken, and note the conflict; where a feature comes from is never one."""
        if name in PROVENANCE:
            return False
        conflict = Conflict(
            feature_type=feature.feature_type, feature_id=feature.id, field=name, base=base, mine=mine, theirs=theirs
        )
        side = self._choices.find(feature.id)
        (self.conflicts if side is None else self.settled).append(conflict)
        return side is Side.MINE
