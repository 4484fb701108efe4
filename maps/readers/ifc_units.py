"""The spaces of a building model as units: what each is, what it is called, on which levels it can be stood on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from maps.connectors import KINDS
from maps.draft import DraftFeature
from maps.readers.ifc_model import Entity, Model, text_of
from maps.readers.ifc_place import Place
from maps.readers.ifc_spaces import Space
from maps.readers.ifc_storeys import Storey
from maps.readers.room_words import room_category, room_labels
from maps.venue import Access, Accessibility

HEADROOM_M = 1.5
"""A space that rises this much above a floor can be stood in there [m]."""

_P_NAMED = 0.8
_P_SHAFT = 0.6
_BELOW_M = 0.5
_COVERED_SHARE = 0.5


def units_of(model: Model, storeys: Sequence[Storey], held: Mapping[str, str], place: Place) -> Iterator[DraftFeature]:
    """Yield the unit of each space, and one on each further level that a stairwell or shaft passes.

    Parameters
    ----------
    held : mapping
        What spaces are by what stands in them, such as ``stairs``, by their id.
    """
    for storey in storeys:
        for space in storey.spaces:
            category, confidence = _category(space, held)
            properties = {**_properties(model, space), "category": category}
            yield _unit(model, space, storey, properties, confidence, place)
            if category in KINDS:
                for other in _passed(space, storey, storeys):
                    yield _unit(model, space, other, properties, _P_SHAFT, place)


def accessibility_of(model: Model, entity: Entity) -> Accessibility:
    """Return whether a thing states that wheelchairs pass."""
    stated = model.flag(entity, "HandicapAccessible")
    if stated is None:
        return Accessibility.UNKNOWN
    return Accessibility.YES if stated else Accessibility.NO


def _unit(
    model: Model, space: Space, storey: Storey, properties: Mapping[str, Any], confidence: float, place: Place
) -> DraftFeature:
    is_own = space in storey.spaces
    return DraftFeature(
        id=space.id if is_own else f"{space.id}-{storey.id}",
        feature_type="unit",
        geometry=place.geometry_to_local(space.area),
        properties={"level_id": storey.id, **properties},
        source=model.source(space.entity),
        confidence=confidence,
    )


def _passed(space: Space, own: Storey, storeys: Sequence[Storey]) -> Iterator[Storey]:
    """Yield the other levels of its building at which a tall space can be stood in, unless spaces are drawn there."""
    for storey in storeys:
        if storey is own or storey.building != own.building:
            continue
        reaches = space.floor_m - _BELOW_M <= storey.floor_m <= space.top_m - HEADROOM_M
        if reaches and space.area.intersection(storey.ground).area < _COVERED_SHARE * space.area.area:
            yield storey


def _category(space: Space, held: Mapping[str, str]) -> tuple[str, float]:
    """Return the category of a space, and how sure that is."""
    entity = space.entity
    if getattr(entity, "PredefinedType", None) == "PARKING":
        return "parking", 1.0
    said = room_category(text_of(entity, "LongName"), text_of(entity, "ObjectType"), text_of(entity, "Name"))
    said = said or held.get(space.id)
    if said is not None:
        return said, _P_NAMED
    return ("unenclosedarea", _P_NAMED) if _is_outdoor(entity) else ("room", 1.0)


def _is_outdoor(entity: Entity) -> bool:
    return "EXTERNAL" in (getattr(entity, "InteriorOrExteriorSpace", None), getattr(entity, "PredefinedType", None))


def _properties(model: Model, space: Space) -> dict[str, Any]:
    entity = space.entity
    name, long_name = text_of(entity, "Name"), text_of(entity, "LongName")
    is_public = model.flag(entity, "PubliclyAccessible")
    return {
        "labels": room_labels(long_name or name),
        "aliases": [name] if name and long_name and name != long_name else [],
        "access": (Access.STAFF if is_public is False else Access.PUBLIC).value,
        "accessibility": accessibility_of(model, entity).value,
        "external_ids": {"ifc": entity.GlobalId},
        "outdoor": _is_outdoor(entity),
        "open": False,  # where spaces touch without a wall, the reader itself says so
        "stack": entity.GlobalId,
    }
