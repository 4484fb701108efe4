"""One IMDF feature → one draft feature, under the field names of `maps.venue`."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, Unread
from maps.feature_types import FEATURE_TYPES
from maps.frame import LocalFrame
from maps.imdf_profile import (
    ENTRANCE,
    OPENING_ACCESS,
    OWN,
    OWN_TYPES,
    PORTAL_CATEGORIES,
    RESTRICTIONS,
    STOREY_M,
)
from maps.readers.json_text import RawFeature
from maps.readers.lonlat import local_geometry, local_point
from maps.values import kept

_INFERRED = 0.5
"""Confidence of a value the source does not state."""


class Translation:
    """What translating a feature needs to know of the others: the frame, new ids, units by id, occupants.

    Parameters
    ----------
    raws : sequence of RawFeature
        Every feature of the import.
    frame : LocalFrame
        The venue's frame.
    """

    def __init__(self, raws: Sequence[RawFeature], frame: LocalFrame) -> None:
        self.frame = frame
        self.unread: list[Unread] = []
        self._ids = {raw.id: str(raw.properties.get(f"{OWN}id", raw.id)) for raw in raws if raw.id}
        self.units = {raw.id: raw for raw in raws if raw.feature_type == "unit" and raw.id}
        self.outlines = self._footprints(raws)
        self.occupants = self._occupants(raws)

    def identity(self, raw: RawFeature) -> str:
        """Return the feature's id: ours where we wrote one, the native one, or one made from its place in the file."""
        return self._ids[raw.id] if raw.id else raw.source

    def reference(self, value: Any) -> Any:
        """Return what an id, a list of ids or a feature reference refers to, under our ids."""
        if isinstance(value, list):
            return [self.reference(each) for each in value if each is not None]
        if isinstance(value, dict):
            return self.reference(value.get("id"))
        return self._ids.get(str(value), str(value)) if value is not None else None

    def labels(self, value: Any) -> dict[str, str]:
        """Return an IMDF LABELS object as language → text; a bare text has no language."""
        if isinstance(value, str):
            value = {"und": value}
        given = value if isinstance(value, dict) else {}
        return {tag: text for tag, text in given.items() if isinstance(text, str) and text and text != "null"}

    def point(self, value: Any) -> list[float] | None:
        """Return a lon/lat point in the venue's frame."""
        return local_point(self.frame, value)

    def geometry(self, raw: RawFeature) -> BaseGeometry | None:
        """Return the feature's geometry in the venue's frame."""
        return local_geometry(self.frame, raw.geometry)

    def feature(
        self, raw: RawFeature, feature_type: str, properties: Mapping[str, Any], *, confidence: float = 1.0
    ) -> DraftFeature:
        """Return a draft feature of what was read; absent values are left out."""
        return DraftFeature(
            id=self.identity(raw),
            feature_type=feature_type,
            geometry=self.geometry(raw) if FEATURE_TYPES[feature_type].geometry_field else None,
            properties=self._kept(raw, feature_type, properties),
            source=raw.source,
            confidence=confidence,
        )

    def _kept(self, raw: RawFeature, feature_type: str, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that can be kept; the others are noted as unread."""
        stated = {name: value for name, value in properties.items() if value not in (None, {}, [])}
        good, aside = kept(feature_type, stated)
        if aside:
            reason = f"values that cannot be used: {', '.join(aside)}"
            self.unread.append(Unread(source=raw.source, reason=reason, raw=raw.properties))
        return good

    def _footprints(self, raws: Sequence[RawFeature]) -> dict[str, BaseGeometry]:
        """Return the ground outline of each building by its native id."""
        outlines: dict[str, BaseGeometry] = {}
        for raw in raws:
            if raw.feature_type == "footprint" and raw.geometry is not None:
                for building_id in _listed(raw.properties.get("building_ids")):
                    if raw.properties.get("category", "ground") == "ground":
                        outlines.setdefault(str(building_id), raw.geometry)
        return outlines

    def _occupants(self, raws: Sequence[RawFeature]) -> dict[str, list[dict[str, str]]]:
        """Return the names of who occupies each unit, by the unit's native id."""
        anchored = {raw.id: raw.properties.get("unit_id") for raw in raws if raw.feature_type == "anchor"}
        names: dict[str, list[dict[str, str]]] = {}
        for raw in raws:
            if raw.feature_type == "occupant":
                unit_id = anchored.get(str(raw.properties.get("anchor_id")))
                if unit_id in self.units:
                    names.setdefault(str(unit_id), []).append(self.labels(raw.properties.get("name")))
                else:
                    reason = "the occupant's anchor is in no unit"
                    self.unread.append(Unread(source=raw.source, reason=reason, raw=raw.properties))
        return names


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _own(raw: RawFeature, name: str, default: Any = None) -> Any:
    return raw.properties.get(f"{OWN}{name}", default)


def _own_values(raw: RawFeature, *names: str) -> dict[str, Any]:
    return {name: _own(raw, name) for name in names}


def _accessibility(raw: RawFeature) -> str | None:
    listed = _listed(raw.properties.get("accessibility"))
    implied = "yes" if "wheelchair" in listed else None
    accessibility: str | None = _own(raw, "accessibility", implied)
    return accessibility


def _restricted(raw: RawFeature) -> str | None:
    access = RESTRICTIONS.get(str(raw.properties.get("restriction")))
    return access.value if access else None


def _building(translation: Translation, raw: RawFeature) -> DraftFeature:
    outline = translation.outlines.get(raw.id or "")
    return DraftFeature(
        id=translation.identity(raw),
        feature_type="building",
        geometry=local_geometry(translation.frame, raw.geometry if raw.geometry is not None else outline),
        properties={"labels": translation.labels(raw.properties.get("name"))},
        source=raw.source,
    )


def _level(translation: Translation, raw: RawFeature) -> DraftFeature:
    ordinal, elevation_m = raw.properties.get("ordinal"), _own(raw, "elevation_m")
    if elevation_m is None and isinstance(ordinal, int | float):
        elevation_m = ordinal * STOREY_M
    buildings = _listed(raw.properties.get("building_ids"))
    return translation.feature(
        raw,
        "level",
        {
            "ordinal": ordinal,
            "elevation_m": elevation_m,
            "labels": translation.labels(raw.properties.get("name")),
            "short_labels": translation.labels(raw.properties.get("short_name")),
            "building_id": translation.reference(buildings[0]) if buildings else None,
            "outdoor": raw.properties.get("outdoor"),
            "survey_frame": _own(raw, "survey_frame"),
        },
    )


def _unit(translation: Translation, raw: RawFeature) -> DraftFeature:
    category = raw.properties.get("category", "unspecified")
    labels, aliases = _names(translation, raw)
    access = _own(raw, "access", _restricted(raw)) or ("staff" if category == "nonpublic" else None)
    return translation.feature(
        raw,
        "unit",
        {
            "level_id": translation.reference(raw.properties.get("level_id")),
            "category": category,
            "labels": labels,
            "aliases": aliases,
            "access": access,
            "accessibility": _accessibility(raw),
            "display_point": translation.point(raw.properties.get("display_point")),
            "tactile_paving": "tactilepaving" in _listed(raw.properties.get("accessibility")),
            **_own_values(raw, "walkable", "function", "external_ids", "covered", "hygiene"),
        },
    )


def _names(translation: Translation, raw: RawFeature) -> tuple[dict[str, str], list[str]]:
    """Return a unit's labels and other names: an occupant names a unit that has no name, and else is an alias."""
    occupants = list(translation.occupants.get(raw.id or "", ()))
    labels = translation.labels(raw.properties.get("name"))
    if not labels and occupants:
        labels = occupants.pop(0)
    others = [
        text for names in (translation.labels(raw.properties.get("alt_name")), *occupants) for text in names.values()
    ]
    stated = _own(raw, "aliases")
    aliases = stated if isinstance(stated, list) else []
    return labels, list(dict.fromkeys([*aliases, *(text for text in others if text not in labels.values())]))


def _opening(translation: Translation, raw: RawFeature) -> DraftFeature:
    door = raw.properties.get("door")
    category = raw.properties.get("category")
    implied = OPENING_ACCESS.get(str(category))
    return translation.feature(
        raw,
        "opening",
        {
            "level_id": translation.reference(raw.properties.get("level_id")),
            "unit_ids": translation.reference(_own(raw, "unit_ids")),
            "has_door": _own(raw, "has_door", not (isinstance(door, dict) and door.get("type") == "open")),
            "automatic": door.get("automatic") if isinstance(door, dict) else None,
            "entrance": category == ENTRANCE,
            "access": _own(raw, "access", _restricted(raw) or (implied.value if implied else None)),
            "accessibility": _accessibility(raw),
            "one_way_to": translation.reference(_own(raw, "one_way_to")),
            "labels": translation.labels(raw.properties.get("name")),
            "force_n": _own(raw, "force_n"),
        },
    )


def _relationship(translation: Translation, raw: RawFeature) -> DraftFeature | Unread:
    kind = PORTAL_CATEGORIES.get(str(raw.properties.get("category")))
    ends = [
        raw.properties.get("origin"),
        *_listed(raw.properties.get("intermediary")),
        raw.properties.get("destination"),
    ]
    stops = [end for end in ends if isinstance(end, dict)]
    if kind is None or not all(end.get("feature_type", "unit") == "unit" for end in stops):
        reason = "only relationships that join units by stairs, lifts, escalators, ramps or moving walks are used"
        return Unread(source=raw.source, reason=reason, raw=raw.properties)
    landings = [translation.point(point) for point in _listed(_own(raw, "landings"))]
    if len(landings) != len(stops):
        landings = [None] * len(stops)
    return translation.feature(
        raw,
        "portal",
        {
            "kind": kind.value,
            "stops": [_stop(translation, str(end.get("id")), point) for end, point in zip(stops, landings)],
            "one_way": raw.properties.get("direction") == "directed",
            "labels": translation.labels(raw.properties.get("name")),
            "accessibility": _accessibility(raw),
            **_own_values(raw, "access", "bank", "car_width_m", "car_depth_m", "slope_percent", "hygiene"),
        },
    )


def _stop(translation: Translation, unit_id: str, landing: list[float] | None) -> dict[str, Any]:
    """Return a portal's stop; without a stated landing people board in the middle of the unit."""
    unit = translation.units.get(unit_id)
    if landing is None and unit is not None and unit.geometry is not None and not unit.geometry.is_empty:
        landing = translation.point(mapping(unit.geometry.representative_point()))
    return {
        "level_id": translation.reference(unit.properties.get("level_id")) if unit else None,
        "unit_id": translation.reference(unit_id),
        "point": landing,
    }


def _amenity(translation: Translation, raw: RawFeature) -> DraftFeature:
    unit_ids = _listed(raw.properties.get("unit_ids"))
    unit = translation.units.get(str(unit_ids[0])) if unit_ids else None
    level_id = _own(raw, "level_id", unit.properties.get("level_id") if unit else None)
    return translation.feature(
        raw,
        "amenity",
        {
            "level_id": translation.reference(level_id),
            "category": raw.properties.get("category", "unspecified"),
            "unit_id": translation.reference(unit_ids[0]) if unit_ids else None,
            "labels": translation.labels(raw.properties.get("name")),
        },
    )


def _fixture(translation: Translation, raw: RawFeature) -> DraftFeature:
    return translation.feature(
        raw,
        "fixture",
        {
            "level_id": translation.reference(raw.properties.get("level_id")),
            "category": raw.properties.get("category", raw.feature_type),
            "solid": _own(raw, "solid"),
        },
    )


def _own_feature(translation: Translation, raw: RawFeature) -> DraftFeature:
    kind = FEATURE_TYPES[str(raw.feature_type)]
    properties = dict(raw.properties)
    properties["labels"] = translation.labels(properties.pop("name", None))
    for name in kind.references:
        properties[name] = translation.reference(properties.get(name))
    properties.pop(f"{OWN}id", None)
    return translation.feature(raw, kind.name, properties)


TRANSLATIONS: Mapping[str, Callable[[Translation, RawFeature], DraftFeature | Unread]] = MappingProxyType(
    {
        "building": _building,
        "level": _level,
        "unit": _unit,
        "opening": _opening,
        "relationship": _relationship,
        "amenity": _amenity,
        "fixture": _fixture,
        "kiosk": _fixture,
        **dict.fromkeys(OWN_TYPES, _own_feature),
    }
)
"""IMDF feature type → how it is read."""
