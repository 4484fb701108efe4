"""Typed reading of a draft feature's plain values; a wrong one is named with its remedy."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.errors import BadInputError
from maps.repair import find_area, find_line, whole_millimetres
from maps.shapes import Area

Choice = TypeVar("Choice")

NO_DEFAULT: Any = object()
"""The value must be given."""


class Fields:
    """The values of one draft feature, read with their types.

    Parameters
    ----------
    feature : DraftFeature
        The feature; each method reads one of its properties by name. Null is the same as absent.

    Raises
    ------
    BadInputError
        By every method, when the value is absent without a default, or of another type.
    """

    def __init__(self, feature: DraftFeature) -> None:
        self._feature = feature

    def _refuse(self, name: str, value: object, wanted: str) -> BadInputError:
        source = f" ({self._feature.source})" if self._feature.source else ""
        shown = repr(value)
        return BadInputError(
            f"{self._feature.feature_type} {self._feature.id!r}{source}: {name} is {shown[:80]}, not {wanted}.",
            remedy=f"Correct {name} in the source and import it again.",
        )

    def _get(self, name: str, default: Any, wanted: str) -> Any:
        value = self._feature.properties.get(name)
        if value is None:
            if default is NO_DEFAULT:
                raise self._refuse(name, None, wanted)
            return default
        return value

    def text(self, name: str, default: str = NO_DEFAULT) -> str:
        """Return a text; an empty one counts only where there is a default."""
        value = self._get(name, default, "a text")
        if not isinstance(value, str) or (not value and default is NO_DEFAULT):
            raise self._refuse(name, value, "a text")
        return value

    def find_text(self, name: str) -> str | None:
        """Return a text, or None when absent or empty."""
        return self.text(name, "") or None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty when absent."""
        value = self._get(name, (), "a list of texts")
        if not _is_list(value) or not all(isinstance(each, str) and each for each in value):
            raise self._refuse(name, value, "a list of texts")
        return tuple(value)

    def labels(self, name: str) -> dict[str, str]:
        """Return language tag → text, empty when absent."""
        value = self._get(name, {}, "an object of language to text")
        if not isinstance(value, Mapping) or not all(
            isinstance(key, str) and isinstance(text, str) for key, text in value.items()
        ):
            raise self._refuse(name, value, "an object of language to text")
        return dict(value)

    def number(self, name: str, default: float = NO_DEFAULT) -> float:
        """Return a finite number."""
        value = self._get(name, default, "a finite number")
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self._refuse(name, value, "a finite number")
        return float(value)

    def find_number(self, name: str) -> float | None:
        """Return a finite number, or None when absent."""
        return None if self._feature.properties.get(name) is None else self.number(name)

    def integer(self, name: str) -> int:
        """Return a whole number."""
        value = self.number(name)
        if value != int(value):
            raise self._refuse(name, value, "a whole number")
        return int(value)

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false."""
        value = self._get(name, default, "true or false")
        if not isinstance(value, bool):
            raise self._refuse(name, value, "true or false")
        return value

    def choice(self, name: str, choices: type[Choice], default: Choice = NO_DEFAULT) -> Choice:
        """Return a member of an enumeration by its value."""
        value = self._get(name, default, "one of those known")
        try:
            return choices(value)  # type: ignore[call-arg]  # an Enum class takes the value
        except ValueError:
            known = ", ".join(str(member) for member in choices)  # type: ignore[attr-defined]
            raise self._refuse(name, value, f"one of {known}") from None

    def entries(self, name: str) -> tuple["Fields", ...]:
        """Return a list of objects, each readable as fields of this feature."""
        value = self._get(name, (), "a list of objects")
        if not _is_list(value) or not all(isinstance(each, Mapping) for each in value):
            raise self._refuse(name, value, "a list of objects")
        feature = self._feature
        return tuple(
            Fields(
                DraftFeature(
                    id=feature.id,
                    feature_type=feature.feature_type,
                    geometry=None,
                    properties=each,
                    source=feature.source,
                )
            )
            for each in value
        )

    def numbers(self, name: str, count: int) -> tuple[float, ...]:
        """Return exactly `count` finite numbers."""
        value = self._get(name, NO_DEFAULT, f"{count} finite numbers")
        if not _is_list(value) or len(value) != count or not all(_is_finite(each) for each in value):
            raise self._refuse(name, value, f"{count} finite numbers")
        return tuple(float(each) for each in value)

    def find_numbers(self, name: str, count: int) -> tuple[float, ...] | None:
        """Return exactly `count` finite numbers, or None when absent."""
        return None if self._feature.properties.get(name) is None else self.numbers(name, count)

    def get_point(self, name: str) -> Point:
        """Return a property ``[x_m, y_m]`` as a point."""
        return whole_millimetres(Point(self.numbers(name, 2)))

    def find_point(self, name: str) -> Point | None:
        """Return a property ``[x_m, y_m]`` as a point, or None when absent."""
        return None if self._feature.properties.get(name) is None else self.get_point(name)

    def point(self) -> Point:
        """Return the feature's geometry, a point."""
        geometry = self._feature.geometry
        if not isinstance(geometry, Point) or geometry.is_empty or not shapely.is_valid(geometry):
            raise self._refuse("geometry", _described(geometry), "a point")
        return whole_millimetres(geometry)

    def line(self) -> LineString:
        """Return the feature's geometry, a line; pieces that meet are joined."""
        line = find_line(self._feature.geometry)
        if line is None:
            raise self._refuse("geometry", _described(self._feature.geometry), "a line with a length")
        return line

    def area(self) -> Area:
        """Return the feature's geometry, an area; an invalid one is repaired."""
        area = find_area(self._feature.geometry)
        if area is None:
            raise self._refuse("geometry", _described(self._feature.geometry), "an area that can be repaired")
        return area

    def find_area(self) -> Area | None:
        """Return the feature's geometry as an area, or None without a geometry."""
        return None if self._feature.geometry is None else self.area()


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _is_finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _described(geometry: BaseGeometry | None) -> str:
    if geometry is None:
        return "missing"
    return f"an empty {geometry.geom_type}" if geometry.is_empty else f"a {geometry.geom_type}"
