"""What is different between two drafts, as the edits that make one of the other."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from maps.draft import DraftFeature, VenueDraft
from maps.edits.edit import Edit, Key, key_of
from maps.edits.whole import VENUE, features_of
from maps.feature_types import FEATURE_TYPES

_KIND_ORDER = {name: index for index, name in enumerate((VENUE, *FEATURE_TYPES))}


def diff(before: VenueDraft, after: VenueDraft) -> tuple[Edit, ...]:
    """Return the edits that make `after` of `before`, each feature at most once, in the order of kind and id.

    Features are told apart by kind and id. The order in which a draft holds its features is no difference.

    Examples
    --------
    >>> from maps.frame import LocalFrame
    >>> empty = VenueDraft(id="demo", frame=LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0), features=())
    >>> diff(empty, empty)
    ()
    """
    return diff_features(features_of(before), features_of(after))


def diff_features(before: Iterable[DraftFeature], after: Iterable[DraftFeature]) -> tuple[Edit, ...]:
    """Return the edits that make one heap of features of another; see `diff`."""
    old, new = _by_key(before), _by_key(after)
    keys = sorted(old.keys() | new.keys(), key=lambda key: (_KIND_ORDER.get(key[0], len(_KIND_ORDER)), key[1]))
    return tuple(edit for key in keys for edit in _edits_of(old.get(key, []), new.get(key, [])))


def _edits_of(old: list[DraftFeature], new: list[DraftFeature]) -> Iterator[Edit]:
    """Pair the features of one key: usually one and one; more in a draft that names two things alike."""
    came = [feature for feature in new if not _take(old, feature)]
    for before, after in zip_longest(old, came):
        yield Edit(old=before, new=after)


def _take(features: list[DraftFeature], wanted: DraftFeature) -> bool:
    for index, feature in enumerate(features):
        if feature is wanted or feature == wanted:
            del features[index]
            return True
    return False


def _by_key(features: Iterable[DraftFeature]) -> dict[Key, list[DraftFeature]]:
    by_key: dict[Key, list[DraftFeature]] = {}
    for feature in features:
        by_key.setdefault(key_of(feature), []).append(feature)
    return by_key
