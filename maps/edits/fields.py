"""The fields of a feature: its geometry is one, each of its properties is one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from maps.draft import DraftFeature

GEOMETRY = "geometry"
PROVENANCE = frozenset({"source", "confidence"})
"""Fields that say where a feature comes from: nobody disputes them."""

_ATTRIBUTES = (GEOMETRY, *sorted(PROVENANCE))
_PREFIX = "properties."


class Absent:
    """The value of a field that a feature does not have; there is one, `ABSENT`."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Final = Absent()


def fields_of(feature: DraftFeature | None) -> dict[str, Any]:
    """Return name → value; none for no feature, so that each field of it is `ABSENT`."""
    if feature is None:
        return {}
    attributes = {name: getattr(feature, name) for name in _ATTRIBUTES}
    return attributes | {_field_name(name): value for name, value in feature.properties.items()}


def with_fields(feature: DraftFeature, fields: Mapping[str, Any]) -> DraftFeature:
    """Return the feature with these fields and no others; an attribute that is absent stays as it is."""
    there = {name: value for name, value in fields.items() if value is not ABSENT}
    attributes = {name: there.pop(name) for name in _ATTRIBUTES if name in there}
    return replace(
        feature, **attributes, properties={name.removeprefix(_PREFIX): value for name, value in there.items()}
    )


def _field_name(name: str) -> str:
    """Return a property's name as a field: what a reader called like one of our attributes is told apart."""
    return _PREFIX + name if name in _ATTRIBUTES or name.startswith(_PREFIX) else name
