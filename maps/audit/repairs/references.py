"""What happens to those that refer to a feature when it goes: they turn to another one, or do without."""

from collections.abc import Mapping
from typing import Any

from maps.audit.plan import entries
from maps.audit.portals import stops_of
from maps.audit.repairs.repair import Sketch
from maps.draft import DraftFeature
from maps.feature_types import FEATURE_TYPES, STOP_REFERENCES

_NEEDED = {
    ("service_point", "unit_id"),
    ("service_point", "group_id"),
    ("parking_bay", "lot_id"),
    *((name, "level_id") for name in FEATURE_TYPES),
}
"""(Kind, field) of the references that a feature cannot do without."""


def redirect(sketch: Sketch, kind: str, old: str, new: str) -> None:
    """Let everything that refers to one feature refer to another; an opening between the two goes."""
    for feature in sketch.site.seen.features:
        if not _refers(feature, kind, old):
            continue
        changes = {name: _renamed(feature.properties[name], old, new) for name in _fields(feature, kind)}
        if feature.feature_type == "portal":
            changes["stops"] = [_renamed_stop(stop, kind, old, new) for stop in stops_of(feature)]
        if "unit_ids" in changes and len(changes["unit_ids"]) < len(entries(feature, "unit_ids")):
            sketch.remove(feature)
        else:
            sketch.change(feature, **changes)


def drop(sketch: Sketch, kind: str, gone: str) -> None:
    """Take every reference to a feature away; what cannot do without goes too, and so on."""
    for feature in sketch.site.seen.features:
        if _refers(feature, kind, gone) and sketch.current(feature) is not None:
            forget(sketch, feature, {(kind, gone)})


def forget(sketch: Sketch, feature: DraftFeature, missing: set[tuple[str, str]]) -> None:
    """Take the references to missing features away from one that has them.

    The units of an opening are taken from where it lies when fewer than two are left.
    """
    kind = FEATURE_TYPES[feature.feature_type]
    changes: dict[str, Any] = {}
    for name, target in kind.references.items():
        value = feature.properties.get(name)
        if isinstance(value, list | tuple):
            left = [each for each in value if (target, str(each)) not in missing]
            changes[name] = left if len(left) > 1 else None
        elif value is not None and (target, str(value)) in missing:
            if (kind.name, name) in _NEEDED:
                remove(sketch, feature)
                return
            changes[name] = None
    if kind.name == "portal":
        stops = [stop for stop in stops_of(feature) if not _is_missing(stop, missing)]
        if len(stops) < 2:
            sketch.remove(feature)
            return
        changes["stops"] = stops
    sketch.change(feature, **changes)


def remove(sketch: Sketch, feature: DraftFeature) -> None:
    """Remove a feature and every reference to it."""
    sketch.remove(feature)
    drop(sketch, feature.feature_type, feature.id)


def is_referred_to(sketch: Sketch, feature: DraftFeature) -> bool:
    """Return whether anything refers to a feature."""
    return any(_refers(each, feature.feature_type, feature.id) for each in sketch.site.seen.features)


def _fields(feature: DraftFeature, kind: str) -> list[str]:
    known = FEATURE_TYPES.get(feature.feature_type)
    names = known.references.items() if known else ()
    return [name for name, target in names if target == kind and feature.properties.get(name) is not None]


def _refers(feature: DraftFeature, kind: str, identity: str) -> bool:
    values = [feature.properties[name] for name in _fields(feature, kind)]
    found = any(identity in (value if isinstance(value, list | tuple) else [value]) for value in values)
    return found or any(_is_missing(stop, {(kind, identity)}) for stop in stops_of(feature))


def _is_missing(stop: Mapping[str, Any], missing: set[tuple[str, str]]) -> bool:
    return any((kind, str(stop.get(name))) in missing for name, kind in STOP_REFERENCES.items())


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, list | tuple):
        return list(dict.fromkeys(new if each == old else each for each in value))
    return new if value == old else value


def _renamed_stop(stop: Mapping[str, Any], kind: str, old: str, new: str) -> dict[str, Any]:
    fields = [name for name, target in STOP_REFERENCES.items() if target == kind]
    return {name: new if name in fields and value == old else value for name, value in stop.items()}
