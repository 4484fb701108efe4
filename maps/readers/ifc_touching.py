"""Spaces of a building model that touch where no wall stands: open to each other, though nothing says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.feature_types import NON_WALKABLE_CATEGORIES
from maps.readers.ifc_model import Entity, Model
from maps.readers.ifc_place import Place
from maps.readers.ifc_shapes import Mesh, Shapes, section
from maps.venue import Accessibility
from maps.walls import wall_pieces

_TOUCH_M = 0.05
"""Spaces this near have no wall between them that stands outside both [m]."""
_LEAST_M = 0.6
"""A shorter common edge is no passage [m]."""
_KNEE_M = 0.3
"""What stands at this height above the floor bars the way [m]: below sills, above sockets of partitions."""
_SLACK_M = 0.06
_BARRIERS = ("IfcWall", "IfcWindow", "IfcDoor", "IfcCurtainWall", "IfcPlate", "IfcMember", "IfcRailing", "IfcColumn")
_OVERLAP_M2 = 0.1
_P_OPEN = 0.7


@dataclass(kw_only=True)
class Edges:
    """Finds the open edges of a model.

    Parameters
    ----------
    floors_m : mapping
        The height of each level's floor by its id [m, axes of the model].
    """

    model: Model
    shapes: Shapes
    place: Place
    floors_m: Mapping[str, float]

    def openings(self, units: Sequence[DraftFeature], doors: Sequence[DraftFeature]) -> Iterator[DraftFeature]:
        """Yield an opening along each edge where two units touch, no wall stands and no door joins them."""
        joined = {frozenset(door.properties["unit_ids"]) for door in doors}
        pairs = [pair for pair in _touching(units) if frozenset(unit.id for unit in pair) not in joined]
        barriers: dict[str, dict[int, Entity]] = defaultdict(dict)
        for one, other in pairs:
            barriers[one.properties["level_id"]].update(self._between(one, other))
        standing = {level_id: self._standing(level_id, things.values()) for level_id, things in barriers.items()}
        for one, other in pairs:
            if one.geometry is not None and other.geometry is not None:
                edge = one.geometry.boundary.intersection(other.geometry.buffer(_TOUCH_M))
                tree = standing[one.properties["level_id"]]
                near = tree.geometries.take(tree.query(edge, predicate="dwithin", distance=_SLACK_M))
                yield from _openings_along(edge.difference(shapely.union_all(near).buffer(_SLACK_M)), one, other)

    def _between(self, one: DraftFeature, other: DraftFeature) -> Mapping[int, Entity]:
        """Return what may stand between two units: what bounds both, or everything where boundaries are not stated."""
        bounds = [self._bounding.get(unit.properties["external_ids"]["ifc"]) for unit in (one, other)]
        if bounds[0] is None or bounds[1] is None:
            return self._barriers
        common = bounds[0] & bounds[1]
        return {number: each for number, each in self._barriers.items() if number in common or each.is_a("IfcRailing")}

    def _standing(self, level_id: str, things: Iterable[Entity]) -> shapely.STRtree:
        """Return what things cover at knee height on a level, in a tree [local m]."""
        height_m = self.floors_m[level_id] + _KNEE_M
        cuts = [section(mesh, height_m) for thing in things if (mesh := self._mesh(thing)) is not None]
        return shapely.STRtree([self.place.geometry_to_local(cut) for cut in cuts if not cut.is_empty])

    @cached_property
    def _bounding(self) -> Mapping[str, AbstractSet[int]]:
        """The numbers of the things that bound each space, by its GlobalId."""
        bounding: dict[str, set[int]] = defaultdict(set)
        for number, bounds in self.model.bounds_at.items():
            for bound in bounds:
                bounding[bound.RelatingSpace.GlobalId].add(number)
        return dict(bounding)

    @cached_property
    def _barriers(self) -> Mapping[int, Entity]:
        return {entity.id(): entity for name in _BARRIERS for entity in self.model.of_class(name)}

    def _mesh(self, entity: Entity) -> Mesh | None:
        if entity.id() not in self._meshes:
            found = self.model.take([entity], lambda each: [self.shapes.find_mesh(self.model, each, pierced=False)])
            self._meshes[entity.id()] = next(found, None)
        return self._meshes[entity.id()]

    @cached_property
    def _meshes(self) -> dict[int, Mesh | None]:
        return {}


def _touching(units: Sequence[DraftFeature]) -> Iterator[tuple[DraftFeature, DraftFeature]]:
    """Yield the pairs of walkable units of one level that touch and do not overlap."""
    walked = [unit for unit in units if unit.properties["category"] not in NON_WALKABLE_CATEGORIES]
    areas = np.array([unit.geometry for unit in walked], dtype=object)
    near = shapely.STRtree(areas).query(areas, predicate="dwithin", distance=_TOUCH_M)
    for first, second in sorted(zip(*near.tolist(), strict=True)):
        one, other = walked[first], walked[second]
        if first < second and one.properties["level_id"] == other.properties["level_id"]:
            overlap_m2 = shapely.area(shapely.intersection(one.geometry, other.geometry))
            if overlap_m2 < _OVERLAP_M2:
                yield one, other


def _openings_along(edge: BaseGeometry, one: DraftFeature, other: DraftFeature) -> Iterator[DraftFeature]:
    lines = shapely.multilinestrings([part for part in shapely.get_parts(edge) if isinstance(part, LineString)])
    pieces = [piece for piece in wall_pieces(lines) if piece.length >= _LEAST_M]
    first, second = sorted((one.id, other.id))
    for index, piece in enumerate(sorted(pieces, key=lambda piece: (-piece.length, piece.wkt))):
        yield DraftFeature(
            id=f"open-{first}-{second}" + (f"-{index + 1}" if index else ""),
            feature_type="opening",
            geometry=piece,
            properties={
                "level_id": one.properties["level_id"],
                "unit_ids": [first, second],
                "has_door": False,
                "accessibility": Accessibility.UNKNOWN.value,
            },
            source=f"{one.source} touches {other.source} and no wall stands between",
            confidence=_P_OPEN,
        )
