"""Frozen features → draft features: the way back, for writing, encoding and editing."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from shapely.geometry import Point

from maps.draft import DraftFeature, VenueDraft
from maps.feature_types import FEATURE_TYPES, FeatureType
from maps.venue import Venue


def disassemble(venue: Venue) -> VenueDraft:
    """Return the venue as a draft; `maps.assemble.assemble` of it is the venue again.

    Values that are their class's default are left out.
    """
    return VenueDraft(
        id=venue.id,
        frame=venue.frame,
        features=tuple(
            disassemble_feature(feature, kind)
            for kind in FEATURE_TYPES.values()
            for feature in getattr(venue, kind.venue_field)
        ),
        labels=dict(venue.labels),
        purpose=venue.purpose,
        attribution=venue.attribution,
    )


def disassemble_feature(feature: Any, kind: FeatureType) -> DraftFeature:
    """Return one frozen feature as a draft feature.

    Parameters
    ----------
    feature : object
        An instance of one of the feature classes that `maps.venue.Venue` is made of.
    kind : FeatureType
        Its row of `FEATURE_TYPES`.
    """
    properties = {}
    for field in dataclasses.fields(feature):
        value = getattr(feature, field.name)
        if field.name not in ("id", kind.geometry_field) and value != _default(field):
            properties[field.name] = _plain(value)
    if kind.name == "unit":
        properties["walkable"] = feature.walkable
    return DraftFeature(
        id=str(feature.id),
        feature_type=kind.name,
        geometry=getattr(feature, kind.geometry_field) if kind.geometry_field else None,
        properties=properties,
    )


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _plain(value: Any) -> Any:
    if isinstance(value, Point):
        return [value.x, value.y]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return str(value) if isinstance(value, str) else value
