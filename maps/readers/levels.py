"""Levels that a source names but does not draw: made from the units that stand on them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, Unread
from maps.imdf_profile import STOREY_M
from maps.repair import find_area

ONLY_LEVEL = "0"
"""The level of a source that knows no levels."""

_WALL_M = 0.5
"""Rooms nearer than this belong to one floor: the gap is a wall [m]."""
_CONFIDENCE = 0.5
_CLASH_PREFIX = "level-"
_FLOOR_NAME = re.compile(r"(?P<sign>[FL]?|B|-)(?P<number>\d{1,3})F?", re.IGNORECASE)


def complete_levels(features: Sequence[DraftFeature]) -> tuple[tuple[DraftFeature, ...], tuple[Unread, ...]]:
    """Return the features with a level for each that units name, and what stands on no level at all.

    Levels that are there stay; one without an outline gets that of its units. When no unit names a level, all stand on
    one. What was made here has a low confidence.
    """
    if not any(feature.properties.get("level_id") for feature in features if feature.feature_type == "unit"):
        features = [_on_only_level(feature) for feature in features]
    features = _without_clashes(features)
    nowhere = [feature for feature in features if _is_nowhere(feature)]
    placed = [feature for feature in features if not _is_nowhere(feature)]
    drawn = [_outlined(feature, placed) for feature in placed]
    known = {feature.id for feature in drawn if feature.feature_type == "level"}
    named = dict.fromkeys(str(unit.properties["level_id"]) for unit in placed if unit.feature_type == "unit")
    made = _made_levels([level_id for level_id in named if level_id not in known], placed) if not known else []
    unread = tuple(
        Unread(source=each.source, reason="it names no level, so nobody knows where it is", raw=each.properties)
        for each in nowhere
    )
    return (*made, *drawn), unread


def _needs_level(feature: DraftFeature) -> bool:
    return feature.feature_type in ("unit", "opening", "fixture", "amenity", "parking_bay", "qr_point", "transmitter")


def _without_clashes(features: Sequence[DraftFeature]) -> Sequence[DraftFeature]:
    """Return the features on levels whose names are no id of another feature: ``level-2`` where a unit is ``2``."""
    if any(feature.feature_type == "level" for feature in features):
        return features
    taken = {feature.id for feature in features}
    return [_on_level(feature, taken) for feature in features]


def _on_level(feature: DraftFeature, taken: set[str]) -> DraftFeature:
    properties = dict(feature.properties)
    if properties.get("level_id") in taken:
        properties["level_id"] = f"{_CLASH_PREFIX}{properties['level_id']}"
    if "stops" in properties:
        stops = properties["stops"]
        properties["stops"] = [
            {**stop, "level_id": f"{_CLASH_PREFIX}{stop['level_id']}"} if stop.get("level_id") in taken else stop
            for stop in stops
        ]
    return replace(feature, properties=properties)


def _is_nowhere(feature: DraftFeature) -> bool:
    return _needs_level(feature) and not feature.properties.get("level_id")


def _on_only_level(feature: DraftFeature) -> DraftFeature:
    if not _needs_level(feature):
        return feature
    return replace(feature, properties={**feature.properties, "level_id": ONLY_LEVEL}, confidence=_CONFIDENCE)


def _outlined(feature: DraftFeature, features: Sequence[DraftFeature]) -> DraftFeature:
    if feature.feature_type != "level":
        return feature
    ordinal = feature.properties.get("ordinal")
    height = {} if ordinal is None else {"elevation_m": ordinal * STOREY_M}
    outline = feature.geometry if feature.geometry is not None else _outline(feature.id, features)
    return replace(feature, geometry=outline, properties={**height, **feature.properties})


def _made_levels(names: Sequence[str], features: Sequence[DraftFeature]) -> list[DraftFeature]:
    made = []
    for index, level_id in enumerate(names):
        name = level_id.removeprefix(_CLASH_PREFIX)
        ordinal = _ordinal(name, index)
        made.append(
            DraftFeature(
                id=level_id,
                feature_type="level",
                geometry=_outline(level_id, features),
                properties={
                    "ordinal": ordinal,
                    "elevation_m": ordinal * STOREY_M,
                    "labels": {},
                    "short_labels": {"und": name},
                },
                source=f"the units of level {name}",
                confidence=_CONFIDENCE,
            )
        )
    return made


def _ordinal(name: str, index: int) -> int:
    """Return the ordinal a floor's name means: ``-1``, ``B1`` and ``F2``; otherwise its place in the file."""
    match = _FLOOR_NAME.fullmatch(name)
    if match is None:
        return index
    number, sign = int(match["number"]), match["sign"].upper()
    if sign in ("B", "-"):
        return -number
    return number - 1 if sign or name[-1] in "Ff" else number


def _outline(level_id: str, features: Iterable[DraftFeature]) -> BaseGeometry | None:
    areas = [
        area
        for feature in features
        if feature.feature_type == "unit" and feature.properties.get("level_id") == level_id
        if (area := find_area(feature.geometry)) is not None
    ]
    if not areas:
        return None
    union = shapely.union_all(areas)
    return union.buffer(_WALL_M, join_style="mitre").buffer(-_WALL_M, join_style="mitre")
