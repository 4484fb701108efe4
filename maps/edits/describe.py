"""Edits as a person reads them: what was added, removed, moved, and which fields changed from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.edits.edit import Edit
from maps.edits.fields import ABSENT, GEOMETRY, PROVENANCE, fields_of
from maps.edits.rebase import Conflict
from maps.labels import Labels, label

_SHOWN = 60


class Kind(StrEnum):
    """What happened to a feature."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field: what it was and what it is; `ABSENT` for none."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What happened to one feature.

    Parameters
    ----------
    level_id : str
        Where it is; empty for what is on no one level.
    fields : tuple of FieldChange
        The fields that changed, by name; of a feature added or removed none.
    moved_m : float or None
        How far the farthest point of its geometry is from where it was (Hausdorff distance) [m]; None unless it
        moved.
    """

    kind: Kind
    feature_type: str
    feature_id: str
    level_id: str
    labels: Labels
    fields: tuple[FieldChange, ...] = ()
    moved_m: float | None = None


def describe(edit: Edit) -> Difference:
    """Return what an edit did."""
    feature = edit.feature
    kind = _kind_of(edit)
    return Difference(
        kind=kind,
        feature_type=feature.feature_type,
        feature_id=feature.id,
        level_id=_level_of(feature),
        labels=_labels_of(feature),
        fields=tuple(_changes(edit.old, edit.new)) if kind is Kind.CHANGED else (),
        moved_m=_moved_m(edit.old, edit.new) if kind is Kind.CHANGED else None,
    )


def in_words(difference: Difference) -> str:
    """Return a difference as one line."""
    name = label(difference.labels, "en")
    head = f"{difference.kind.value:7} {difference.feature_type} {difference.feature_id}{f' ({name})' if name else ''}"
    parts = [] if difference.moved_m is None else [f"moved by up to {difference.moved_m:.2f} m"]
    parts += [
        f"{change.name} {_shown(change.old)} → {_shown(change.new)}"
        for change in difference.fields
        if change.name != GEOMETRY or difference.moved_m is None
    ]
    return f"{head}: {'; '.join(parts)}" if parts else head


def conflict_in_words(conflict: Conflict) -> str:
    """Return a conflict as one line."""
    values = (f"{name} {_shown(getattr(conflict, name))}" for name in ("base", "mine", "theirs"))
    return f"{conflict.feature_type} {conflict.feature_id}: {conflict.field}: {', '.join(values)}"


def counted(edits: Iterable[Edit]) -> str:
    """Return how many features edits add, remove and change, in words."""
    kinds = [_kind_of(edit) for edit in edits]
    return ", ".join(f"{kinds.count(kind)} {kind.value}" for kind in Kind if kind in kinds) or "no difference"


def _kind_of(edit: Edit) -> Kind:
    return Kind.ADDED if edit.old is None else Kind.REMOVED if edit.new is None else Kind.CHANGED


def _changes(old: DraftFeature | None, new: DraftFeature | None) -> Iterable[FieldChange]:
    before, after = fields_of(old), fields_of(new)
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name, ABSENT), after.get(name, ABSENT)
        if was != now and name not in PROVENANCE:
            yield FieldChange(name=name, old=was, new=now)


def _moved_m(old: DraftFeature | None, new: DraftFeature | None) -> float | None:
    was, now = (None if each is None else each.geometry for each in (old, new))
    if was is None or now is None or was == now or was.is_empty or now.is_empty:
        return None
    distance_m = float(shapely.hausdorff_distance(was, now))
    return distance_m if np.isfinite(distance_m) else None


def _level_of(feature: DraftFeature) -> str:
    level_id = feature.properties.get("level_id")
    return level_id if isinstance(level_id, str) else feature.id if feature.feature_type == "level" else ""


def _labels_of(feature: DraftFeature) -> Labels:
    labels = feature.properties.get("labels")
    if not isinstance(labels, Mapping):
        return {}
    return {key: text for key, text in labels.items() if isinstance(key, str) and isinstance(text, str)}


def _shown(value: Any) -> str:
    if value is ABSENT or value is None:
        return "none"
    if isinstance(value, BaseGeometry):
        return f"a {value.geom_type}"
    if isinstance(value, Mapping):
        text = ", ".join(f"{key}: {_shown(each)}" for key, each in value.items()) or "none"
    elif isinstance(value, list | tuple):
        text = ", ".join(map(_shown, value)) or "none"
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
