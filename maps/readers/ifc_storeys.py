"""The storeys of a building model as levels: which is on the ground, in which order they lie and how high."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

import shapely
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.readers.ifc_model import Entity, Model, feature_id, text_of
from maps.readers.ifc_spaces import Space
from maps.readers.room_words import room_labels

HALF_STOREY_M = 2.0
"""A floor nearer than this to the one below, and beside it, is a half storey [m]."""
AT_M = 1.5
"""What lies this near to a floor stands on it [m]."""

_WALL_M = 0.5
_SAME_GROUND_SHARE = 0.2
_P_MADE = 0.5
_GROUND = re.compile(
    r"\b(erdgeschoss|erdgeschoß|eg|parterre|(?<!below )ground|gf|f1|1f)\b|首层|(?<![十\d])[一1][层楼]|地面层",
    re.IGNORECASE,
)
_SHORT = 4
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Storey:
    """A level with its spaces.

    Parameters
    ----------
    entity, building : Entity or None
        None where the model states none.
    floor_m : float
        The height of its floor: the median of its spaces' [m].
    ground : BaseGeometry
        What its spaces cover [m, axes of the model].
    ordinal : int
        Its place in its building, 0 on the ground.
    """

    id: str
    entity: Entity | None
    building: Entity | None
    spaces: tuple[Space, ...]
    floor_m: float
    ground: BaseGeometry
    ordinal: int = 0


def read_storeys(model: Model, spaces: Sequence[Space]) -> tuple[Storey, ...]:
    """Return the storeys that have spaces, from below, building by building; those without are kept as unread.

    A space of no storey belongs to the one at its height; where none is, one is made for it.
    """
    stated: dict[int, list[Space]] = {}
    homeless = []
    for space in spaces:
        if space.storey is None:
            homeless.append(space)
        else:
            stated.setdefault(space.storey.id(), []).append(space)
    for entity in model.of_class("IfcBuildingStorey"):
        if entity.id() not in stated:
            model.leave(entity, "It is a storey without spaces.")
    storeys = [_storey(group[0].storey, group) for group in stated.values()]
    for space in sorted(homeless, key=lambda space: (space.floor_m, space.id)):
        near = find_storey(storeys, space.floor_m, space.building)
        if near is None:
            storeys.append(_storey(None, [space]))
        else:
            storeys[storeys.index(near)] = _storey(near.entity, [*near.spaces, space])
    storeys.sort(key=lambda storey: (_number(storey.building), storey.floor_m, storey.id))
    buildings = (list(group) for _, group in groupby(storeys, key=lambda storey: _number(storey.building)))
    return tuple(storey for building in buildings for storey in _in_order(model, building))


def find_storey(storeys: Sequence[Storey], height_m: float, building: Entity | None = None) -> Storey | None:
    """Return the storey whose floor is nearest to a height [m], or None where none is near."""
    own = [storey for storey in storeys if building is None or _number(storey.building) == building.id()]
    nearest = min(own, key=lambda storey: abs(storey.floor_m - height_m), default=None)
    return nearest if nearest is not None and abs(nearest.floor_m - height_m) <= AT_M else None


def level_of(model: Model, storey: Storey, zero_m: float, units: Sequence[DraftFeature]) -> DraftFeature:
    """Return a storey as a level, outlined by its units and the walls between them.

    Parameters
    ----------
    zero_m : float
        The height of the venue's ground [m, axes of the model].
    """
    areas = [unit.geometry for unit in units if unit.properties["level_id"] == storey.id]
    outline = shapely.union_all(areas).buffer(_WALL_M, join_style="mitre").buffer(-_WALL_M, join_style="mitre")
    name = "" if storey.entity is None else text_of(storey.entity, "Name") or text_of(storey.entity, "LongName")
    return DraftFeature(
        id=storey.id,
        feature_type="level",
        geometry=outline,
        properties={
            "ordinal": storey.ordinal,
            "elevation_m": round(storey.floor_m - zero_m, 3),
            "labels": room_labels(name),
            "short_labels": {"und": _short_name(name, storey.ordinal)},
            "building_id": None if storey.building is None else feature_id(storey.building),
        },
        source="the heights of its spaces" if storey.entity is None else model.source(storey.entity),
        confidence=_P_MADE if storey.entity is None else 1.0,
    )


def _storey(entity: Entity | None, spaces: Sequence[Space]) -> Storey:
    return Storey(
        id=f"level-{spaces[0].id}" if entity is None else feature_id(entity),
        entity=entity,
        building=spaces[0].building,
        spaces=tuple(spaces),
        floor_m=median(space.floor_m for space in spaces),
        ground=shapely.union_all([space.area for space in spaces]),
    )


def _number(entity: Entity | None) -> int:
    return 0 if entity is None else int(entity.id())


def _in_order(model: Model, storeys: Sequence[Storey]) -> list[Storey]:
    """Number the storeys of one building, from below, outward from the ground."""
    ground = _ground_index(model, storeys)
    numbered = [replace(storeys[ground], ordinal=0)]
    whole = numbered[0]
    for storey in storeys[ground + 1 :]:
        is_half = _is_half(whole, storey)
        numbered.append(replace(storey, ordinal=whole.ordinal + (not is_half)))
        whole = whole if is_half else numbered[-1]
    whole = numbered[0]
    for storey in reversed(storeys[:ground]):
        numbered.insert(0, replace(storey, ordinal=whole.ordinal - 1))
        whole = whole if _is_half(storey, whole) else numbered[0]
    return numbered


def _is_half(lower: Storey, upper: Storey) -> bool:
    """Say whether two floors are near in height and lie beside each other."""
    if upper.floor_m - lower.floor_m >= HALF_STOREY_M:
        return False
    one, other = lower.ground, upper.ground
    return bool(one.intersection(other).area < _SAME_GROUND_SHARE * min(one.area, other.area))


def _ground_index(model: Model, storeys: Sequence[Storey]) -> int:
    """Return which storey is on the ground: the one called so, else the one at zero, else the first above it."""
    named = [index for index, storey in enumerate(storeys) if _is_called_ground(storey)]
    if named:
        return named[0]
    heights = [_stated_height_m(model, storey) for storey in storeys]
    nearest = min(range(len(storeys)), key=lambda index: abs(heights[index]))
    if abs(heights[nearest]) <= AT_M:
        return nearest
    return next((index for index, height_m in enumerate(heights) if height_m > 0), len(storeys) - 1)


def _is_called_ground(storey: Storey) -> bool:
    if storey.entity is None:
        return False
    return any(_GROUND.search(text_of(storey.entity, name)) for name in ("Name", "LongName"))


def _stated_height_m(model: Model, storey: Storey) -> float:
    """Return the height above the building's zero that a storey states, else that of its floor [m]."""
    stated = None if storey.entity is None else storey.entity.Elevation
    return storey.floor_m if stated is None else float(stated) * model.metres_per_unit


def _short_name(name: str, ordinal: int) -> str:
    """Return what to call a level on a button: its short name, else the number in its name, else its ordinal.

    Below ground the number in a name counts downward, so the ordinal is clearer.
    """
    if 0 < len(name) <= _SHORT:
        return name
    numbers = _NUMBER.findall(name)
    return str(int(numbers[0])) if len(numbers) == 1 and ordinal >= 0 and len(numbers[0]) < _SHORT else str(ordinal)
