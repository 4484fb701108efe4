"""One edit: a feature that was there, and the one that takes its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from maps.draft import DraftFeature, VenueDraft
from maps.edits.whole import draft_of, features_of
from maps.errors import BadInputError, ConflictError

Key = tuple[str, str]
"""What a feature is known by: its kind and its id."""


def key_of(feature: DraftFeature) -> Key:
    """Return what a feature is known by in a draft that is in order."""
    return feature.feature_type, feature.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A feature replaced, added (no old one) or removed (no new one).

    It holds both features whole, so that undo, diff and replay need nothing else; and since it names what it replaces
    by its value, it cannot overwrite what somebody else has changed meanwhile.

    Raises
    ------
    BadInputError
        If there is neither an old feature nor a new one.
    """

    old: DraftFeature | None
    new: DraftFeature | None

    def __post_init__(self) -> None:
        if self.old is None and self.new is None:
            raise BadInputError("An edit changes nothing.", remedy="Give it an old feature, a new one, or both.")

    @property
    def feature(self) -> DraftFeature:
        """The feature concerned: as it is now, or as it was when it was removed."""
        feature = self.new or self.old
        assert feature is not None
        return feature

    def inverse(self) -> "Edit":
        """Return the edit that undoes this one."""
        return Edit(old=self.new, new=self.old)


def apply(draft: VenueDraft, edits: Iterable[Edit]) -> VenueDraft:
    """Return the draft with the edits made one after the other; a new feature comes last.

    Raises
    ------
    ConflictError
        If what an edit replaces is not in the draft as the edit knows it.
    BadInputError
        If an edit removes the venue itself or adds another (see `maps.edits.whole`).

    Examples
    --------
    >>> from maps.draft import DraftFeature
    >>> from maps.frame import LocalFrame
    >>> empty = VenueDraft(id="demo", frame=LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0), features=())
    >>> room = DraftFeature(id="room", feature_type="unit", geometry=None)
    >>> added = Edit(old=None, new=room)
    >>> apply(apply(empty, [added]), [added.inverse()]) == empty
    True
    """
    features: list[DraftFeature | None] = list(features_of(draft))
    places: dict[Key, list[int]] = {}
    for index, feature in enumerate(features):
        assert feature is not None
        places.setdefault(key_of(feature), []).append(index)
    for edit in edits:
        index = len(features) if edit.old is None else _place_of(edit.old, features, places)
        features[index : index + 1] = [edit.new]
        if edit.new is not None:
            places.setdefault(key_of(edit.new), []).append(index)
    return draft_of(draft, (feature for feature in features if feature is not None))


def _place_of(old: DraftFeature, features: list[DraftFeature | None], places: dict[Key, list[int]]) -> int:
    candidates = places.get(key_of(old), [])
    for index in candidates:
        if features[index] == old:
            return index
    there = any(features[index] is not None for index in candidates)
    raise ConflictError(
        f"{old.feature_type} {old.id!r} {'was changed' if there else 'was removed'} since this edit was made.",
        remedy="Load it again and repeat the change.",
    )
