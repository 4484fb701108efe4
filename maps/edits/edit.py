"""One edit: a feature that was there, and the one that takes its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from maps.draft import DraftFeature, VenueDraft
from maps.errors import BadInputError, ConflictError


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
    def feature_id(self) -> str:
        """The id of the feature concerned; the new one where an edit renames it."""
        feature = self.new or self.old
        assert feature is not None
        return feature.id

    def inverse(self) -> "Edit":
        """Return the edit that undoes this one."""
        return Edit(old=self.new, new=self.old)


def apply(draft: VenueDraft, edits: Iterable[Edit]) -> VenueDraft:
    """Return the draft with the edits made one after the other; a new feature comes last.

    Raises
    ------
    ConflictError
        If what an edit replaces is not in the draft as the edit knows it.

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
    features: list[DraftFeature | None] = list(draft.features)
    places: dict[str, list[int]] = {}
    for index, feature in enumerate(draft.features):
        places.setdefault(feature.id, []).append(index)
    for edit in edits:
        index = len(features) if edit.old is None else _place_of(edit.old, features, places)
        features[index : index + 1] = [edit.new]
        if edit.new is not None:
            places.setdefault(edit.new.id, []).append(index)
    return replace(draft, features=tuple(feature for feature in features if feature is not None))


def _place_of(old: DraftFeature, features: list[DraftFeature | None], places: dict[str, list[int]]) -> int:
    candidates = places.get(old.id, [])
    for index in candidates:
        if features[index] == old:
            return index
    there = any(features[index] is not None for index in candidates)
    raise ConflictError(
        f"{old.feature_type} {old.id!r} {'was changed' if there else 'was removed'} since this edit was made.",
        remedy="Load it again and repeat the change.",
    )
