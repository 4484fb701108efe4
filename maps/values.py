"""Property values as a draft keeps them: of the right type, or set aside with a reason."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from maps.positioning import TransmitterKind
from maps.venue import Access, Accessibility, Hygiene, PortalKind

_ACCESS = frozenset(member.value for member in Access)
_ACCESSIBILITY = frozenset(member.value for member in Accessibility)
_HYGIENE = frozenset(member.value for member in Hygiene)
_TEXT_NAMES = ("level_id", "building_id", "unit_id", "group_id", "lot_id", "one_way_to", "category", "code", "kind")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_perhaps_empty_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_whole(value: Any) -> bool:
    return _is_number(value) and value == int(value)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_labels(value: Any) -> bool:
    """Return whether a value is an object of texts."""
    return isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(_is_text(each) for each in value)


def is_point(value: Any) -> bool:
    """Return whether a value is two finite numbers."""
    return isinstance(value, list | tuple) and len(value) == 2 and all(_is_number(each) for each in value)


def _is_six_numbers(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) == 6 and all(_is_number(each) for each in value)


def _is_stops(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(stop, dict) for stop in value)


_CHECKS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        **dict.fromkeys(_TEXT_NAMES, _is_text),
        **dict.fromkeys(("function", "bank", "label"), _is_perhaps_empty_text),
        **dict.fromkeys(("labels", "short_labels", "external_ids"), is_labels),
        **dict.fromkeys(("aliases", "unit_ids", "addresses"), _is_texts),
        **dict.fromkeys(("elevation_m", "car_width_m", "car_depth_m", "slope_percent", "width_m"), _is_number),
        **dict.fromkeys(("height_m", "rssi_at_1m_dbm", "force_n"), _is_number),
        **dict.fromkeys(("outdoor", "walkable", "has_door", "automatic", "entrance", "one_way"), _is_flag),
        **dict.fromkeys(("solid", "accessible", "open", "covered", "tactile_paving"), _is_flag),
        "ordinal": _is_whole,
        "access": _ACCESS.__contains__,
        "accessibility": _ACCESSIBILITY.__contains__,
        "hygiene": _HYGIENE.__contains__,
        "display_point": is_point,
        "survey_frame": _is_six_numbers,
        "stops": _is_stops,
    }
)
"""Draft property → whether a value of it can be kept. A name that is not here is not kept at all."""

KNOWN_NAMES = frozenset(_CHECKS)
"""Every property that a draft keeps."""

_KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "portal": frozenset(member.value for member in PortalKind),
        "transmitter": frozenset(member.value for member in TransmitterKind),
    }
)


def kept(feature_type: str, properties: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the properties whose values can be kept, and what was set aside of the others.

    An access that is not known becomes ``closed``: a room must not turn public because of a spelling.

    Parameters
    ----------
    feature_type : str
        The kind of feature.
    properties : mapping
        Values under the field names of `maps.venue`; unknown names are dropped without a word.

    Examples
    --------
    >>> kept("unit", {"category": "room", "access": "secret", "walkable": "maybe"})
    ({'category': 'room', 'access': 'closed'}, ("access is 'secret'", "walkable is 'maybe'"))
    """
    spoilt = spoilt_names(feature_type, properties)
    good = {
        name: value
        for name, value in properties.items()
        if name in _CHECKS and value is not None and name not in spoilt
    }
    if "access" in spoilt:
        good["access"] = Access.CLOSED.value
    return good, tuple(f"{name} is {str(properties[name])[:40]!r}" for name in spoilt)


def spoilt_names(feature_type: str, properties: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the properties whose values cannot be kept; null is as good as absent."""
    return tuple(
        name
        for name, value in properties.items()
        if value is not None and name in _CHECKS and not _passes(feature_type, name, value)
    )


def _passes(feature_type: str, name: str, value: Any) -> bool:
    try:
        known_kind = name != "kind" or value in _KINDS.get(feature_type, {value})
        return known_kind and _CHECKS[name](value)
    except TypeError:  # a list where a word was expected
        return False
