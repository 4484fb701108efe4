"""Drafts hold plain JSON values only."""

from maps.draft import VenueDraft


def odd_values(draft: VenueDraft) -> list:
    """Return what a strict JSON encoder would refuse in a draft."""
    frame = [draft.frame.origin_lon_deg, draft.frame.origin_lat_deg]
    roots = [frame, *(feature.properties for feature in draft.features), *(entry.raw for entry in draft.unread)]
    return [value for root in roots for value in _odd(root)]


def _odd(value: object) -> list:
    if type(value) is dict:
        return [odd for key, part in value.items() for odd in (*_odd(key), *_odd(part))]
    if type(value) in (list, tuple):
        return [odd for part in value for odd in _odd(part)]
    return [] if value is None or type(value) in (str, int, float, bool) else [value]
