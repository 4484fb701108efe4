"""Which feature of a new plan is which of the old: by native id, else by name and place."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.repair import find_area
from maps.values import is_point

NEAR_M = 1.0
"""Lines and points nearer than this may be the same thing [m]; a door is about that wide."""
LEAST_OVERLAP = 0.5
"""Two areas that share more than this part of their union may be the same thing [1]."""

_NAMES = ("labels", "short_labels", "code", "addresses", "label", "ordinal")
_SORTS = ("category", "kind")
_AREAS = ("Polygon", "MultiPolygon")


def match(old: Sequence[DraftFeature], new: Sequence[DraftFeature]) -> dict[int, int]:
    """Return index in `new` → index in `old` of the features that are the same thing; each is matched once.

    Parameters
    ----------
    old, new : sequence of DraftFeature
        Of one kind, in one frame, with the levels and other features they refer to named alike.

    Notes
    -----
    In this order: the same id, where name or place agree; the same native id in a file of whatever name, likewise;
    nearly the same place on a level, those with the same name first; a name that only one feature of a level has in
    either plan; the same id. Some programs number their rooms anew at every export: there an id alone says little.
    Nearly the same place is an intersection over union above `LEAST_OVERLAP` for areas; for lines and points of one
    category a Hausdorff distance below `NEAR_M`.
    """
    matching = _Matching(old, new)
    matching.pair(matching.alike(_id, certain=False))
    matching.pair(matching.alike(_native_id, certain=False))
    matching.pair(matching.near())
    matching.pair(matching.alike(_name))
    matching.pair(matching.alike(_id))
    return matching.pairs


class _Matching:
    def __init__(self, old: Sequence[DraftFeature], new: Sequence[DraftFeature]) -> None:
        self.pairs: dict[int, int] = {}
        self._old = dict(enumerate(old))
        self._new = dict(enumerate(new))

    def pair(self, found: Iterable[tuple[int, int]]) -> None:
        """Match (new, old) where neither is matched yet."""
        for new, old in list(found):
            if new in self._new and old in self._old:
                self.pairs[new] = old
                del self._new[new], self._old[old]

    def alike(
        self, name_of: Callable[[DraftFeature], Hashable | None], *, certain: bool = True
    ) -> Iterator[tuple[int, int]]:
        """Yield those that have something in common that nobody else on their side has.

        Parameters
        ----------
        certain : bool
            Whether that is enough; otherwise their name or place must agree too.
        """
        old = _unique({index: name_of(feature) for index, feature in self._old.items()})
        for name, index in _unique({index: name_of(feature) for index, feature in self._new.items()}).items():
            if name in old and (certain or _agree(self._new[index], self._old[old[name]])):
                yield index, old[name]

    def near(self) -> list[tuple[int, int]]:
        """Return those that are nearly at the same place, the likeliest first."""
        likely: list[tuple[float, int, int]] = []
        old = {index: place for index, each in self._old.items() if (place := _find_place(each)) is not None}
        numbers = list(old)
        tree = shapely.STRtree([old[number] for number in numbers])
        for index, feature in self._new.items():
            place = _find_place(feature)
            found = () if place is None else tree.query(place, predicate="dwithin", distance=NEAR_M).tolist()
            for other in (numbers[each] for each in found):
                score = _likeness(feature, place, self._old[other], old[other])
                if score > 0.0:
                    likely.append((score, index, other))
        return [(new, old) for _, new, old in sorted(likely, key=lambda each: (-each[0], *each[1:]))]


def _agree(new: DraftFeature, old: DraftFeature) -> bool:
    names, places = (_name(new), _name(old)), (_find_place(new), _find_place(old))
    if None in names and None in places:
        return True
    same_name = names[0] is not None and names[0] == names[1]
    return same_name or _likeness(new, places[0], old, places[1]) > 0.0


def _likeness(
    new: DraftFeature, place: BaseGeometry | None, old: DraftFeature, old_place: BaseGeometry | None
) -> float:
    """Return 0 for two things; otherwise how near they are (up to 1), and 1 more if they are called the same."""
    if place is None or old_place is None or _floor(new) != _floor(old):
        return 0.0
    areas = place.geom_type in _AREAS and old_place.geom_type in _AREAS
    if areas:
        shared_m2 = shapely.area(shapely.intersection(place, old_place))
        nearness = float(shared_m2 / (place.area + old_place.area - shared_m2))
    else:
        nearness = 1.0 - float(shapely.hausdorff_distance(place, old_place)) / NEAR_M
    if nearness <= (LEAST_OVERLAP if areas else 0.0) or (not areas and _sort(new) != _sort(old)):
        return 0.0
    return nearness + (_name(new) is not None and _name(new) == _name(old))


def _unique(names: Mapping[int, Hashable | None]) -> dict[Hashable, int]:
    indexes: dict[Hashable, int] = {}
    for index, name in names.items():
        if name is not None:
            indexes[name] = -1 if name in indexes else index
    return {name: index for name, index in indexes.items() if index >= 0}


def _id(feature: DraftFeature) -> str:
    return feature.id


def _native_id(feature: DraftFeature) -> str | None:
    """Return the part of a source behind the file's name; an index into a file says nothing."""
    native = feature.source.partition("#")[2]
    return None if not native or native.isdigit() else native


def _name(feature: DraftFeature) -> Hashable | None:
    names = [feature.properties.get(name) for name in _NAMES]
    if not any(each not in (None, "", {}, []) for each in names):
        return None
    return _floor(feature), _sort(feature), msgspec.json.encode(names, order="sorted")


def _sort(feature: DraftFeature) -> bytes:
    return msgspec.json.encode([feature.properties.get(name) for name in _SORTS])


def _floor(feature: DraftFeature) -> bytes:
    """Return what says on which storey a thing is; a level is on its own."""
    if feature.feature_type == "level":
        return msgspec.json.encode(feature.properties.get("ordinal"))
    return msgspec.json.encode(_first_stop(feature).get("level_id", feature.properties.get("level_id")))


def _first_stop(feature: DraftFeature) -> Mapping[str, Any]:
    stops = feature.properties.get("stops")
    return stops[0] if isinstance(stops, list | tuple) and stops and isinstance(stops[0], Mapping) else {}


def _find_place(feature: DraftFeature) -> BaseGeometry | None:
    """Return where a thing is: of a portal its first stop."""
    geometry = feature.geometry
    if geometry is None:
        point: Any = _first_stop(feature).get("point")
        return Point(point) if is_point(point) else None
    if geometry.geom_type in _AREAS:
        return find_area(geometry)
    return geometry if np.isfinite(shapely.get_coordinates(geometry)).all() and not geometry.is_empty else None
