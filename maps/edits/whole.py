"""A draft as one heap of features: the venue itself and what nobody could read are features too.

So that one kind of edit is enough for everything a draft holds.
"""

from collections.abc import Iterable
from dataclasses import replace

from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import BadInputError
from maps.frame import LocalFrame

VENUE = "venue"
"""The feature type of the venue: its id is the venue's, its properties are `labels`, `purpose`, `attribution` and
`frame_origin` ``[lon, lat]``."""
UNREAD = "unread"
"""The feature type of what was not understood: its id is the source, its properties are `reason` and `raw`."""


def features_of(draft: VenueDraft) -> tuple[DraftFeature, ...]:
    """Return everything that a draft holds: the venue, its features, and what was not understood."""
    return (_venue_feature(draft), *draft.features, *map(_unread_feature, draft.unread))


def draft_of(draft: VenueDraft, features: Iterable[DraftFeature]) -> VenueDraft:
    """Return a draft that holds these features instead of its own; the way back from `features_of`.

    Raises
    ------
    BadInputError
        Unless exactly one of them is the venue, with the id it has.
    """
    by_type: dict[str, list[DraftFeature]] = {VENUE: [], UNREAD: [], "": []}
    for feature in features:
        by_type[feature.feature_type if feature.feature_type in (VENUE, UNREAD) else ""].append(feature)
    if [each.id for each in by_type[VENUE]] != [draft.id]:
        raise BadInputError(
            f"A draft of {draft.id!r} holds that venue once: it can be changed, not removed, added or renamed.",
            remedy="Change its labels, purpose, attribution or frame_origin.",
        )
    facts = by_type[VENUE][0].properties
    lon, lat = facts["frame_origin"]
    return replace(
        draft,
        frame=LocalFrame(origin_lon_deg=lon, origin_lat_deg=lat),
        labels=facts["labels"],
        purpose=facts["purpose"],
        attribution=facts["attribution"],
        features=tuple(by_type[""]),
        unread=tuple(
            Unread(source=each.id, reason=each.properties["reason"], raw=each.properties["raw"])
            for each in by_type[UNREAD]
        ),
    )


def _venue_feature(draft: VenueDraft) -> DraftFeature:
    facts = {
        "labels": dict(draft.labels),
        "purpose": draft.purpose,
        "attribution": draft.attribution,
        "frame_origin": [draft.frame.origin_lon_deg, draft.frame.origin_lat_deg],
    }
    return DraftFeature(id=draft.id, feature_type=VENUE, geometry=None, properties=facts)


def _unread_feature(unread: Unread) -> DraftFeature:
    return DraftFeature(
        id=unread.source,
        feature_type=UNREAD,
        geometry=None,
        properties={"reason": unread.reason, "raw": unread.raw},
    )
