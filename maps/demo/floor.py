"""The drawing board: a floor on which spaces, doors and fixtures are placed in metres.

A `Floor` refuses what could not be built: a door wider than the wall two spaces share, or spaces that do not touch.
Identifiers are UUIDs of readable keys such as ``unit/F2/cardiology.consult-1``, so they never change by accident.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from maps.demo.grid import Shape, mm
from maps.demo.names import Name, room_name
from maps.demo.places import PLACES
from maps.demo.weld import display_point, welded
from maps.ids import FeatureId, LevelId
from maps.venue import Access, Accessibility, Amenity, Fixture, Hygiene, Opening, Unit

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://beeline.example/demo-hospital")
_SOLID_CATEGORIES = frozenset({"opentobelow", "structure"})


def feature_id(key: str) -> FeatureId:
    """Return the identifier of a readable key."""
    return FeatureId(str(uuid.uuid5(_NAMESPACE, key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A unit on the drawing board: its shape, what it is, and where its name hangs when not in the middle."""

    key: str
    shape: Shape
    name: Name
    category: str
    access: Access
    tactile_paving: bool = False
    hygiene: Hygiene = Hygiene.GENERAL
    sign: tuple[float, float] | None = None


@dataclass(slots=True, kw_only=True)
class Floor:
    """One level being drawn.

    Parameters
    ----------
    key : str
        The short name people read in the lift: ``B1``, ``F1`` …
    ordinal : int
        Order from the ground floor, 0.
    elevation_m : float
        Height of the floor [m].
    """

    key: str
    ordinal: int
    elevation_m: float
    spaces: dict[str, Space] = field(default_factory=dict)
    openings: list[Opening] = field(default_factory=list)
    fixtures: list[Fixture] = field(default_factory=list)
    amenities: list[Amenity] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def id(self) -> LevelId:
        """The level's identifier."""
        return LevelId(feature_id(f"level/{self.key}"))

    def unit_id(self, key: str) -> FeatureId:
        """Return the identifier of the space drawn under `key`."""
        if key not in self.spaces:
            raise KeyError(f"{self.key} has no space {key!r}")
        return feature_id(f"unit/{self.key}/{key}")

    def place(self, code: str, shape: Shape, *, key: str = "", **changes: Any) -> str:
        """Draw a space named `code` in the tables of `maps.demo.names`; return its key on this floor.

        A code drawn more than once on the floor is numbered from the second on, unless `key` is given.
        """
        number = self.counts[code] = self.counts[code] + 1
        name, category, access = room_name(code, number)
        key = key or (code if number == 1 else f"{code}-{number}")
        if key in self.spaces:
            raise KeyError(f"{self.key} has two spaces {key!r}")
        space = Space(key=key, shape=shape, name=name, category=category, access=access)
        place = PLACES.get(code)
        if place is not None:
            hygiene = Hygiene.CLEAN if place.clean else Hygiene.GENERAL
            space = replace(space, tactile_paving=place.tactile, hygiene=hygiene)
        self.spaces[key] = replace(space, **changes)
        return key

    def neighbour(self, key: str, at: tuple[float, float]) -> str:
        """Return the space on the other side of the wall of `key` at a point."""
        point = Point(at)
        near = [other for other, space in self.spaces.items() if other != key and space.shape.distance(point) < 1e-3]
        if len(near) != 1:
            raise ValueError(f"{self.key}: at {at}, {key} has the neighbours {near}, not one")
        return near[0]

    def _shared_wall(self, a: str, b: str | None, near: Point | None) -> LineString:
        """Return the straight wall two spaces share (or a space's own outer wall): nearest, else longest."""
        wall: BaseGeometry = self.spaces[a].shape.boundary
        if b is not None:
            wall = shapely.line_merge(wall.intersection(self.spaces[b].shape.boundary))
        lines = [shapely.simplify(line, 0) for line in shapely.get_parts(wall) if isinstance(line, LineString)]
        straight = [LineString(pair) for line in lines for pair in pairwise(line.coords)]
        if not straight:
            raise ValueError(f"{self.key}: {a} and {b} share no wall")
        if near is None:
            return max(straight, key=lambda line: line.length)
        return min(straight, key=lambda line: line.distance(near))

    def door(
        self,
        a: str,
        b: str | None,
        *,
        at: tuple[float, float] | None = None,
        width_m: float = 1.0,
        **properties: Any,
    ) -> None:
        """Put a door in the wall between two spaces, or in an outer wall when `b` is None.

        Parameters
        ----------
        at : tuple of float or None
            A point near the door's middle [m]; the middle of the longest shared wall by default.
        """
        wall = self._shared_wall(a, b, None if at is None else Point(at))
        middle_m = wall.length / 2 if at is None else wall.project(Point(at))
        start_m, end_m = middle_m - width_m / 2, middle_m + width_m / 2
        if start_m < -1e-3 or end_m > wall.length + 1e-3:
            raise ValueError(f"{self.key}: a {width_m} m door from {a} to {b} does not fit a {wall.length:.2f} m wall")
        ends = [wall.interpolate(max(d, 0.0)) for d in (start_m, end_m)]
        self._opening(a, b, LineString([(mm(p.x), mm(p.y)) for p in ends]), properties)

    def gate(self, a: str, b: str, *, at: tuple[float, float] | None = None, **properties: Any) -> None:
        """Leave out the whole straight wall between two spaces: an archway, or open areas that meet."""
        wall = self._shared_wall(a, b, None if at is None else Point(at))
        self._opening(a, b, wall, {"has_door": False} | properties)

    def _opening(self, a: str, b: str | None, line: LineString, properties: dict[str, Any]) -> None:
        keys = [a] if b is None else [a, b]
        accesses = [self.spaces[key].access for key in keys]
        staff = Access.STAFF in accesses
        number = sum(opening.unit_ids == tuple(self.unit_id(key) for key in keys) for opening in self.openings)
        self.openings.append(
            Opening(
                id=feature_id(f"opening/{self.key}/{'/'.join(keys)}/{number}"),
                level_id=self.id,
                line=line,
                unit_ids=tuple(self.unit_id(key) for key in keys),
                **(
                    {"access": Access.STAFF if staff else Access.PUBLIC, "accessibility": Accessibility.YES}
                    | properties
                ),
            )
        )

    def fixture(self, category: str, shape: Shape, *, solid: bool = True) -> None:
        """Draw a desk, bench, planter or column."""
        number = len(self.fixtures) + 1
        self.fixtures.append(
            Fixture(
                id=feature_id(f"fixture/{self.key}/{number}"),
                level_id=self.id,
                category=category,
                area=shape,
                solid=solid,
            )
        )

    def amenity(self, category: str, at: tuple[float, float], unit: str, zh: str, en: str) -> None:
        """Mark a point of interest inside a space."""
        number = len(self.amenities) + 1
        self.amenities.append(
            Amenity(
                id=feature_id(f"amenity/{self.key}/{number}"),
                level_id=self.id,
                category=category,
                point=Point(at),
                unit_id=self.unit_id(unit),
                labels={"zh-Hans": zh, "en": en},
            )
        )

    def units(self) -> list[Unit]:
        """Return the finished units, their corners welded to their neighbours' edges."""
        shapes = welded({key: space.shape for key, space in self.spaces.items()})
        solid = shapely.union_all([fixture.area for fixture in self.fixtures if fixture.solid])
        return [self._unit(space, shapes[key], solid) for key, space in self.spaces.items()]

    def _unit(self, space: Space, area: Shape, obstacles: BaseGeometry) -> Unit:
        return Unit(
            id=self.unit_id(space.key),
            level_id=self.id,
            category=space.category,
            area=area,
            walkable=space.category not in _SOLID_CATEGORIES,
            labels={"zh-Hans": space.name.zh, "en": space.name.en} if space.name.zh else {},
            aliases=space.name.aliases,
            function=space.name.function,
            access=space.access,
            accessibility=Accessibility.YES,
            tactile_paving=space.tactile_paving,
            hygiene=space.hygiene,
            display_point=display_point(area, obstacles) if space.sign is None else _at(space.sign),
        )


def _at(point: tuple[float, float]) -> Point:
    return Point(mm(point[0]), mm(point[1]))
