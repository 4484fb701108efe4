"""A changed plan read again: what is still there keeps its id, and what was done by hand stays."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from maps.codec import decode_draft, encode_draft
from maps.draft import DraftFeature, VenueDraft
from maps.edits.diff import diff
from maps.edits.edit import apply
from maps.edits.match import match
from maps.edits.rebase import Choices, Rebased, rebase
from maps.feature_types import FEATURE_TYPES, STOP_REFERENCES
from maps.reframe import reframe
from maps.values import is_point

_SAME_M = 0.002
"""Coordinates that differ by less are the same [m]: what rounding in lon/lat and to millimetres leaves."""

Ids = dict[tuple[str, str], str]
"""(kind, id in the new plan) → id in the old one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reimported:
    """What a changed plan makes of a draft.

    Parameters
    ----------
    plan : VenueDraft
        The new plan with the ids of the old one: the base of the next time.
    draft : VenueDraft
        The plan with what was done by hand on it. Where a conflict is open, the plan's value stands.
    rebased : Rebased
        What was done by hand, with the fields that were changed both by hand (mine) and in the plan (theirs).
    """

    plan: VenueDraft
    draft: VenueDraft
    rebased: Rebased


def reimport(
    draft: VenueDraft, old_plan: VenueDraft, new_plan: VenueDraft, choices: Choices | None = None
) -> Reimported:
    """Return a draft on a changed plan.

    Parameters
    ----------
    draft : VenueDraft
        The old plan with what was done by hand since it was read.
    old_plan : VenueDraft
        The plan as it was read.
    new_plan : VenueDraft
        Straight from a reader, in any frame.
    """
    plan = keep_ids(old_plan, new_plan)
    rebased = rebase(diff(old_plan, draft), plan, choices)
    return Reimported(plan=plan, draft=apply(plan, rebased.edits), rebased=rebased)


def keep_ids(old: VenueDraft, new: VenueDraft) -> VenueDraft:
    """Return the new plan in the frame of the old one, its features under the ids that they had.

    A new feature whose id the old plan used for something else gets another one.
    """
    moved = reframe(new, old.frame)
    ids: Ids = {}
    features: list[DraftFeature] = []
    for kind in FEATURE_TYPES:
        features += _renamed(old.of_type(kind), [_referring(each, ids) for each in moved.of_type(kind)], ids)
    strange = [each for each in moved.features if each.feature_type not in FEATURE_TYPES]
    return decode_draft(encode_draft(replace(moved, features=(*features, *strange))))


def _renamed(old: tuple[DraftFeature, ...], new: list[DraftFeature], ids: Ids) -> list[DraftFeature]:
    pairs = match(old, new)
    taken = {old[index].id for index in pairs.values()}
    renamed = []
    for index, feature in enumerate(new):
        before = old[pairs[index]] if index in pairs else None
        name = _free(feature.id, taken) if before is None else before.id
        ids.setdefault((feature.feature_type, feature.id), name)
        renamed.append(_unmoved(replace(feature, id=name), before))
    return renamed


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}~{number}"
    return free


def _referring(feature: DraftFeature, ids: Ids) -> DraftFeature:
    """Return the feature with what it refers to under its old id."""
    properties = _with_references(feature.properties, FEATURE_TYPES[feature.feature_type].references, ids)
    if isinstance(properties.get("stops"), list):
        properties["stops"] = [
            _with_references(stop, STOP_REFERENCES, ids) if isinstance(stop, Mapping) else stop
            for stop in properties["stops"]
        ]
    return replace(feature, properties=properties)


def _with_references(properties: Mapping[str, Any], references: Mapping[str, str], ids: Ids) -> dict[str, Any]:
    renamed = dict(properties)
    for field, kind in references.items():
        value = renamed.get(field)
        if isinstance(value, str):
            renamed[field] = ids.get((kind, value), value)
        elif isinstance(value, list | tuple):
            renamed[field] = [ids.get((kind, each), each) if isinstance(each, str) else each for each in value]
    return renamed


def _unmoved(feature: DraftFeature, before: DraftFeature | None) -> DraftFeature:
    """Return the feature exactly where it was, if it is there but for rounding or where its outline begins.

    One that is all as it was keeps the source it had: it comes from there, and another file's name is no change.
    """
    if before is None:
        return feature
    properties = {
        name: _unmoved_value(value, before.properties.get(name)) for name, value in feature.properties.items()
    }
    geometry, was = feature.geometry, before.geometry
    if geometry is not None and was is not None and geometry.equals_exact(was, _SAME_M, normalize=True):
        geometry = was
    same = replace(feature, geometry=geometry, properties=properties)
    return before if replace(same, source=before.source, confidence=before.confidence) == before else same


def _unmoved_value(value: Any, before: Any) -> Any:
    if isinstance(value, float) and isinstance(before, float):
        return before if math.isclose(value, before, rel_tol=1e-9, abs_tol=1e-9) else value
    if is_point(value) and is_point(before):
        return before if all(abs(a - b) <= _SAME_M for a, b in zip(value, before, strict=True)) else value
    if isinstance(value, list) and isinstance(before, list) and len(value) == len(before):
        return [_unmoved_value(a, b) for a, b in zip(value, before, strict=True)]
    if isinstance(value, Mapping) and isinstance(before, Mapping):
        return {name: _unmoved_value(each, before.get(name)) for name, each in value.items()}
    return value
