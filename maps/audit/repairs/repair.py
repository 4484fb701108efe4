"""A repair: what would make a finding go away, in words and as edits of the draft."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from shapely.geometry.base import BaseGeometry

from maps.audit.finding import Finding
from maps.audit.plan import Plan, entries
from maps.draft import DraftFeature, VenueDraft
from maps.edits.edit import Edit
from maps.facts import FactBook
from maps.publish import examine


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A proposed repair of one finding.

    Parameters
    ----------
    words : str
        One English sentence that says what is done.
    edits : tuple of Edit
        Of the draft as it is stored; at least one.
    is_safe : bool
        Whether it is beyond doubt what was meant, so that it may be applied without looking at the place.
    """

    finding: Finding
    words: str
    edits: tuple[Edit, ...]
    is_safe: bool

    @property
    def touched(self) -> frozenset[str]:
        """The ids of the features it changes."""
        return frozenset(each.id for each in self._features)

    @property
    def about(self) -> frozenset[str]:
        """The ids of the features it has to do with: those changed, the units they join, and what was found."""
        units = (str(unit) for each in self._features for unit in entries(each, "unit_ids"))
        return self.touched.union(units, self.finding.feature_ids)

    @property
    def _features(self) -> tuple[DraftFeature, ...]:
        return tuple(each for edit in self.edits for each in (edit.old, edit.new) if each is not None)


class Site:
    """A draft beside what the audit sees of it, where openings and portals are inferred."""

    def __init__(self, draft: VenueDraft) -> None:
        self.draft = draft
        self.facts = FactBook()
        self.seen, self.findings = examine(draft, self.facts)
        self.plan = Plan(self.seen, self.facts)
        self._stored = dict(_stored_places(draft, self.seen))

    def with_id(self, identity: str) -> list[DraftFeature]:
        """Return the features of an id as the audit sees them, in their order."""
        return [feature for feature in self.seen.features if feature.id == identity]

    def find(self, feature_type: str, identity: object) -> DraftFeature | None:
        """Return the feature of a kind and id as the audit sees it, or None."""
        return self.plan.by_id.get((feature_type, str(identity)))

    def find_place(self, feature: DraftFeature) -> int | None:
        """Return the index in the draft of a feature that the audit sees; None for one that was inferred."""
        return self._stored.get(id(feature))


class Sketch:
    """Edits under way: several changes of one feature become one edit."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._changed: dict[int, DraftFeature | None] = {}
        self._added: dict[int, DraftFeature] = {}

    def current(self, seen: DraftFeature) -> DraftFeature | None:
        """Return a feature as it is now: stored and changed, or inferred; None when it was removed."""
        place = self.site.find_place(seen)
        if place is None:
            return self._added.get(id(seen), seen)
        return self._changed.get(place, self.site.draft.features[place])

    def change(self, seen: DraftFeature, *, geometry: BaseGeometry | None = None, **properties: Any) -> None:
        """Change a feature's geometry or properties; a property of None is taken away."""
        now = self.current(seen)
        if now is not None and geometry is not None:
            self.put(seen, replace(now, geometry=geometry))
        for name, value in properties.items():
            self.set(seen, name, value)

    def set(self, seen: DraftFeature, name: str, value: Any) -> None:
        """Set one property of a feature; None takes it away."""
        now = self.current(seen)
        if now is not None:
            others = {key: each for key, each in now.properties.items() if key != name}
            self.put(seen, replace(now, properties=others if value is None else {**now.properties, name: value}))

    def certain(self, seen: DraftFeature) -> None:
        """Take a feature for certain."""
        now = self.current(seen)
        if now is not None:
            self.put(seen, replace(now, confidence=1.0))

    def put(self, seen: DraftFeature, new: DraftFeature) -> None:
        """Put a feature in the place of another; one that was inferred is then stated."""
        place = self.site.find_place(seen)
        if place is None:
            self._added[id(seen)] = new
        else:
            self._changed[place] = new

    def add(self, new: DraftFeature) -> None:
        """Add a feature."""
        self._added[id(new)] = new

    def remove(self, seen: DraftFeature) -> None:
        """Remove a feature; one that was only inferred goes when its reason goes."""
        place = self.site.find_place(seen)
        if place is not None:
            self._changed[place] = None

    @property
    def removed(self) -> int:
        """How many features are removed."""
        return sum(new is None for new in self._changed.values())

    def repair(self, finding: Finding, words: str, *, is_safe: bool) -> Repair | None:
        """Return the repair made of these edits, or None if nothing changes."""
        old = self.site.draft.features
        edits = [Edit(old=old[place], new=new) for place, new in self._changed.items() if new != old[place]]
        edits += [Edit(old=None, new=new) for new in self._added.values()]
        return Repair(finding=finding, words=words, edits=tuple(edits), is_safe=is_safe) if edits else None


Propose = Callable[[Site, Finding], Repair | None]
"""Returns the repair of a finding of one code, or None where none can be offered."""


def _stored_places(draft: VenueDraft, seen: VenueDraft) -> Iterator[tuple[int, int]]:
    """Yield (identity of a seen feature, its index in the draft): the n-th of a kind and id is the n-th of both."""
    places: dict[tuple[str, str], list[int]] = {}
    for index, feature in enumerate(draft.features):
        places.setdefault((feature.feature_type, feature.id), []).append(index)
    for feature in seen.features:
        left = places.get((feature.feature_type, feature.id))
        if left:
            yield id(feature), left.pop(0)
