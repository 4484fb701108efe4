"""What an edit may put into a draft: values of the right kind. Whether they make sense together, the audit says."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from maps.draft import DraftFeature
from maps.errors import BadInputError, TooLargeError
from maps.feature_types import FEATURE_TYPES
from maps.frame import LocalFrame
from maps.paths import is_path
from maps.values import KNOWN_NAMES, is_labels, is_point, spoilt_names

MAX_ID_LENGTH = 200
MAX_TEXT_LENGTH = 2_000
"""Of one text: a name of a room has a dozen characters, a long alias a hundred."""
MAX_PROPERTIES_BYTES = 65_536

PURPOSES = ("navigation", "positioning")
VENUE_FACTS = ("attribution", "frame_origin", "labels", "purpose")
"""What a venue has of its own, beside its features."""

_GEOMETRIES: Mapping[str, tuple[str, ...]] = {
    "outline": ("Polygon", "MultiPolygon"),
    "area": ("Polygon", "MultiPolygon"),
    "line": ("LineString", "MultiLineString", "Point"),
    "point": ("Point",),
    "": (),
}
_MAY_LACK_GEOMETRY = ("building",)


def check_identity(feature: DraftFeature) -> None:
    """Raise `BadInputError` unless a new feature has an id and a kind that a draft can hold."""
    if not _is_id(feature.id):
        raise BadInputError(
            f"{feature.id[:80]!r} is no id.", remedy=f"Use 1 to {MAX_ID_LENGTH} visible characters and inner spaces."
        )
    check_kind(feature)


def check_kind(feature: DraftFeature) -> None:
    """Raise `BadInputError` unless a feature is of a kind that can be edited."""
    if feature.feature_type not in FEATURE_TYPES:
        raise BadInputError(
            f"{feature.id!r} is of the unknown kind {feature.feature_type[:80]!r}.",
            remedy=f"The kinds are {', '.join(FEATURE_TYPES)}.",
        )


def check_properties(feature: DraftFeature, given: Iterable[str]) -> None:
    """Raise unless the properties that an edit sets can be kept; what a reader left beside them is not its fault.

    Raises
    ------
    BadInputError
        Naming the feature, the property and its value.
    TooLargeError
        If a text or all of them are too long.
    """
    names = set(given)
    unknown = names - KNOWN_NAMES
    if unknown:
        raise BadInputError(
            f"{feature.feature_type} {feature.id!r}: no property is called {min(unknown)[:80]!r}.",
            remedy="See docs/geojson.md for those of each kind.",
        )
    set_now = {name: value for name, value in feature.properties.items() if name in names}
    for name in spoilt_names(feature.feature_type, set_now):
        raise _refused(feature, name, "a value that it can have")
    _check_size(feature.id, set_now)


def check_venue(venue: DraftFeature) -> DraftFeature:
    """Return the feature of a venue (`maps.edits.whole`) if its facts can be those of one; raises as above."""
    unknown = venue.properties.keys() - set(VENUE_FACTS)
    if unknown:
        raise BadInputError(f"A venue has no {min(unknown)[:80]!r}.", remedy=f"It has {', '.join(VENUE_FACTS)}.")
    facts = venue.properties
    if not is_labels(facts["labels"]):
        raise _refused(venue, "labels", "an object of language to text")
    if facts["purpose"] not in PURPOSES:
        raise _refused(venue, "purpose", f"one of {', '.join(PURPOSES)}")
    if not isinstance(facts["attribution"], str):
        raise _refused(venue, "attribution", "a text")
    if not is_point(facts["frame_origin"]):
        raise _refused(venue, "frame_origin", "a longitude and a latitude")
    LocalFrame(origin_lon_deg=facts["frame_origin"][0], origin_lat_deg=facts["frame_origin"][1])
    _check_size(venue.id, facts)
    return venue


def check_geometry(feature: DraftFeature) -> None:
    """Raise `BadInputError` unless a feature is drawn as its kind is."""
    allowed = _GEOMETRIES[FEATURE_TYPES[feature.feature_type].geometry_field]
    if feature.geometry is None:
        if allowed and feature.feature_type not in _MAY_LACK_GEOMETRY:
            raise BadInputError(
                f"{feature.feature_type} {feature.id!r} has no geometry.", remedy=f"Give a {allowed[0]}."
            )
        return
    if feature.geometry.geom_type not in allowed and not is_path(feature):
        raise BadInputError(
            f"{feature.feature_type} {feature.id!r} is drawn as a {feature.geometry.geom_type}.",
            remedy=f"Draw it as a {' or '.join(allowed)}." if allowed else "It has no geometry of its own.",
        )


def _check_size(name: str, properties: Mapping[str, Any]) -> None:
    size = len(msgspec.json.encode(properties))
    if size > MAX_PROPERTIES_BYTES:
        raise TooLargeError(
            f"The properties of {name!r} take {size} bytes; the most is {MAX_PROPERTIES_BYTES}.",
            remedy="Shorten them.",
        )
    for text in _texts(properties):
        if len(text) > MAX_TEXT_LENGTH:
            raise TooLargeError(
                f"{name!r} has a text of {len(text)} characters; the most is {MAX_TEXT_LENGTH}.", remedy="Shorten it."
            )


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in (*value.keys(), *value.values()):
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _is_id(text: str) -> bool:
    return 0 < len(text) <= MAX_ID_LENGTH and text.isprintable() and text == text.strip()


def _refused(feature: DraftFeature, name: str, wanted: str) -> BadInputError:
    shown = str(feature.properties[name])[:80]
    return BadInputError(f"{feature.feature_type} {feature.id!r}: {name} is {shown!r}.", remedy=f"Give {wanted}.")
