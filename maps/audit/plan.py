"""The draft as the rules see it: usable shapes, units of each level in a tree, one look-up by id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, VenueDraft
from maps.facts import FactBook
from maps.feature_types import NON_WALKABLE_CATEGORIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """A feature with a geometry that can be used (repaired where need be)."""

    feature: DraftFeature
    shape: BaseGeometry

    @property
    def point(self) -> tuple[float, float]:
        """Where to look [local m]."""
        return look_at(self.shape)


class LevelPlan:
    """The units of one level.

    Parameters
    ----------
    units : list of Shaped
        Those with a usable area.
    outline : BaseGeometry or None
        The level's own outline.
    """

    def __init__(self, units: list[Shaped], outline: BaseGeometry | None) -> None:
        self.units = units
        self.outline = outline
        self.areas: npt.NDArray[np.object_] = np.array([unit.shape for unit in units], dtype=object)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Tree over the units' areas, in the order of `units`."""
        return shapely.STRtree(self.areas)


class Plan:
    """A draft with what every rule asks of it, worked out once.

    Parameters
    ----------
    draft : VenueDraft
        May be invalid in any way; nothing here raises because of that.
    facts : FactBook or None
        What is known already of its features.
    """

    def __init__(self, draft: VenueDraft, facts: FactBook | None = None) -> None:
        self.draft = draft
        self.facts = facts if facts is not None else FactBook()
        self.purpose = draft.purpose

    @cached_property
    def shapes(self) -> tuple[BaseGeometry | None, ...]:
        """The usable shape of each feature of the draft, in its order."""
        return tuple(self.facts.of(feature).shape for feature in self.draft.features)

    @cached_property
    def by_id(self) -> Mapping[tuple[str, str], DraftFeature]:
        """(Kind, id) → the first feature of that id."""
        found: dict[tuple[str, str], DraftFeature] = {}
        for feature in self.draft.features:
            found.setdefault((feature.feature_type, feature.id), feature)
        return found

    @cached_property
    def unit_shapes(self) -> Mapping[str, BaseGeometry]:
        """Unit id → usable area."""
        return {unit.feature.id: unit.shape for unit in self.shaped("unit")}

    @cached_property
    def levels(self) -> Mapping[str, LevelPlan]:
        """Level id → its units, for the levels that exist."""
        outlines = {each.feature.id: each.shape for each in self.shaped("level")}
        units: dict[str, list[Shaped]] = {level.id: [] for level in self.draft.of_type("level")}
        for unit in self.shaped("unit"):
            units.get(str(unit.feature.properties.get("level_id")), []).append(unit)
        return {level_id: LevelPlan(found, outlines.get(level_id)) for level_id, found in units.items()}

    def shaped(self, feature_type: str) -> Iterator[Shaped]:
        """Yield the features of a kind that have a usable shape."""
        for feature, shape in zip(self.draft.features, self.shapes, strict=True):
            if feature.feature_type == feature_type and shape is not None:
                yield Shaped(feature=feature, shape=shape)

    def walkable_units(self) -> Iterator[Shaped]:
        """Yield the units people walk in."""
        return (unit for unit in self.shaped("unit") if is_walkable(unit.feature))

    def find_unit(self, unit_id: object) -> DraftFeature | None:
        """Return the unit of an id, or None."""
        return self.by_id.get(("unit", str(unit_id)))


def is_walkable(unit: DraftFeature) -> bool:
    """Return whether people walk in a unit."""
    stated = unit.properties.get("walkable")
    return category_of(unit) not in NON_WALKABLE_CATEGORIES if stated is None else bool(stated)


def category_of(feature: DraftFeature) -> str:
    """Return a feature's category as text, whatever it is."""
    return str(feature.properties.get("category"))


def look_at(shape: BaseGeometry) -> tuple[float, float]:
    """Return a point on a shape, to the centimetre, where somebody should look [local m]."""
    point = shape.representative_point()
    return round(point.x, 2), round(point.y, 2)


def named(feature: DraftFeature | None, unknown: str = "?") -> str:
    """Return how a message calls a feature: its name and id."""
    if feature is None:
        return repr(unknown)
    labels = feature.properties.get("labels")
    texts = [text for text in labels.values() if text] if isinstance(labels, Mapping) else []
    return f"{texts[0]} ({feature.id})" if texts and texts[0] != feature.id else repr(feature.id)


def listed(names: list[str], most: int = 4) -> str:
    """Return a few names in words: ``a, b and 3 more``.

    Examples
    --------
    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def ids(feature: DraftFeature, name: str) -> list[str]:
    """Return a list property as ids, empty when it is no list."""
    return [str(each) for each in entries(feature, name)]


def entries(feature: DraftFeature, name: str) -> list[Any]:
    """Return a list property, empty when it is none."""
    value = feature.properties.get(name)
    return list(value) if isinstance(value, list | tuple) else []


def level_of(feature: DraftFeature) -> str | None:
    """Return the id of the level a feature is on."""
    if feature.feature_type == "level":
        return feature.id
    level_id = feature.properties.get("level_id")
    return None if level_id is None else str(level_id)
