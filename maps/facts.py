"""What is true of a feature of a draft by itself, whatever else the draft holds: found once while it stays as it is."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import shapely
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from maps.assemble import assemble_feature, is_left_out
from maps.draft import DraftFeature
from maps.errors import BadInputError
from maps.feature_types import FEATURE_TYPES
from maps.repair import find_area, find_line
from maps.values import spoilt_names

AREA_FIELDS = frozenset({"area", "outline"})

_STAND_INS: dict[str, BaseGeometry] = {
    "outline": box(0, 0, 1, 1),
    "area": box(0, 0, 1, 1),
    "line": LineString([(0, 0), (1, 0)]),
    "point": Point(0, 0),
}
"""Shapes are looked at by the rules of geometry; where only the values matter, one of these does."""


class Facts:
    """What is true of one feature; each is worked out when it is first asked for.

    Parameters
    ----------
    feature : DraftFeature
        May be invalid in any way.
    """

    def __init__(self, feature: DraftFeature) -> None:
        self.feature = feature

    @cached_property
    def shape(self) -> BaseGeometry | None:
        """The geometry it will have once published, or None when there is none to use."""
        return find_shape(self.feature)

    @cached_property
    def spoilt(self) -> tuple[str, ...]:
        """The names of its properties whose values are of the wrong type."""
        return spoilt_names(self.feature.feature_type, self.feature.properties)

    @cached_property
    def frozen(self) -> object:
        """It as a part of a venue.

        Raises
        ------
        BadInputError
            See `maps.assemble.assemble_feature`.
        """
        return assemble_feature(self.feature)

    @cached_property
    def wrong_value(self) -> str | None:
        """The sentence that names a value which is missing or wrong, whatever its shape; None without one."""
        if is_left_out(self.feature):
            return None
        try:
            assemble_feature(replace(self.feature, geometry=stand_in(self.feature)))
        except BadInputError as error:
            return error.detail
        return None


class FactBook:
    """The facts of a draft's features.

    They are found by the feature itself, not by its id: an edit makes a new feature, and all others keep their facts.

    Parameters
    ----------
    earlier : FactBook or None
        Of the draft before, whose features this one mostly shares.

    Examples
    --------
    >>> room = DraftFeature(id="room", feature_type="unit", geometry=box(0, 0, 4, 3))
    >>> book = FactBook()
    >>> FactBook(book).of(room) is book.of(room)
    True
    """

    def __init__(self, earlier: "FactBook | None" = None) -> None:
        # Facts hold their feature, so that no other one can get its identity while they are in a book.
        self._facts: dict[int, Facts] = dict(earlier._facts) if earlier is not None else {}

    def of(self, feature: DraftFeature) -> Facts:
        """Return the facts of a feature."""
        known = self._facts.get(id(feature))
        if known is None:
            known = self._facts[id(feature)] = Facts(feature)
        return known

    def keep_only(self, features: Iterable[DraftFeature]) -> None:
        """Forget all other features."""
        self._facts = {id(each): self.of(each) for each in features}


def find_shape(feature: DraftFeature) -> BaseGeometry | None:
    """Return the geometry a feature will have once published, or None when there is none to use."""
    kind = FEATURE_TYPES.get(feature.feature_type)
    if kind is None or not kind.geometry_field:
        return None
    if kind.geometry_field in AREA_FIELDS:
        return find_area(feature.geometry)
    if kind.geometry_field == "line":
        return find_line(feature.geometry)
    point = feature.geometry
    return point if isinstance(point, Point) and not point.is_empty and shapely.is_valid(point) else None


def stand_in(feature: DraftFeature) -> BaseGeometry | None:
    """Return a shape of the kind that a feature has, to look at its values alone."""
    kind = FEATURE_TYPES.get(feature.feature_type)
    return _STAND_INS.get(kind.geometry_field) if kind else None
