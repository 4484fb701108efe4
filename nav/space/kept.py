"""What was made before, found by what it was made of: so that a compile makes only what has changed."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import TypeVar, cast

import shapely
from shapely.geometry.base import BaseGeometry

T = TypeVar("T")


class Kept:
    """The parts of one compile, by their content.

    A part is looked up by everything it follows from, never by a name alone; so it does not matter which earlier
    compile it comes from, nor what has happened since. Nothing is kept longer than it is used.

    Parameters
    ----------
    earlier : Kept or None
        The parts of an earlier compile.

    Examples
    --------
    >>> first = Kept()
    >>> first.get(("square", 3), lambda: 9)
    9
    >>> Kept(first).get(("square", 3), lambda: 1 / 0)
    9
    """

    def __init__(self, earlier: "Kept | None" = None) -> None:
        self._earlier: dict[Hashable, object] = earlier._made if earlier is not None else {}
        self._made: dict[Hashable, object] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the part with a content: as it was made before, or made now."""
        if key not in self._made:
            self._made[key] = self._earlier[key] if key in self._earlier else make()
        return cast("T", self._made[key])

    def get_each(self, keys: Sequence[Hashable], make: Callable[[Sequence[int]], Sequence[T]]) -> list[T]:
        """Return the parts with several contents; `make` makes all those at once whose places it is told."""
        missing = [i for i, key in enumerate(keys) if key not in self._made and key not in self._earlier]
        fresh = dict(zip((keys[i] for i in missing), make(missing), strict=True))
        return [self.get(key, partial(fresh.__getitem__, key)) for key in keys]

    def forget_earlier(self) -> None:
        """Let go of what is no longer used."""
        self._earlier = {}


def content(geometries: Iterable[BaseGeometry]) -> tuple[bytes, ...]:
    """Return geometries as part of a key: equal for the same coordinates in the same order."""
    return tuple(shapely.to_wkb(list(geometries)))
