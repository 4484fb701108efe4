"""Spaces of a building model that touch where no wall stands: open to each other, though nothing says so."""

from collections.abc import Iterator, Mapping, Sequence

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


def open_edges(
    model: Model,
    shapes: Shapes,
    place: Place,
    floors_m: Mapping[str, float],
    units: Sequence[DraftFeature],
    openings: Sequence[DraftFeature],
) -> Iterator[DraftFeature]:
    """Yield an opening along each edge where two units touch, no wall stands and no door joins them.

    Parameters
    ----------
    floors_m : mapping
        The height of each level's floor by its id [m, axes of the model].
    units, openings : sequence of DraftFeature
        What was read so far.
    """
    joined = {frozenset(opening.properties["unit_ids"]) for opening in openings}
    pairs = [pair for pair in _touching(units) if frozenset(unit.id for unit in pair) not in joined]
    levels = sorted({str(one.properties["level_id"]) for one, _ in pairs})
    standing = _standing(model, shapes, place, {level: floors_m[level] for level in levels}) if levels else {}
    for one, other in pairs:
        if one.geometry is not None and other.geometry is not None:
            edge = one.geometry.boundary.intersection(other.geometry.buffer(_TOUCH_M))
            free = edge.difference(standing[str(one.properties["level_id"])])
            yield from _openings_along(free, one, other)


def _touching(units: Sequence[DraftFeature]) -> Iterator[tuple[DraftFeature, DraftFeature]]:
    """Yield the pairs of walkable units of one level that touch and do not overlap."""
    walked = [unit for unit in units if unit.properties["category"] not in NON_WALKABLE_CATEGORIES]
    areas = [unit.geometry for unit in walked]
    near = shapely.STRtree(areas).query(areas, predicate="dwithin", distance=_TOUCH_M) if areas else np.empty((2, 0))
    for first, second in sorted(zip(*near.tolist(), strict=True)):
        one, other = walked[first], walked[second]
        if first < second and one.properties["level_id"] == other.properties["level_id"]:
            overlap_m2 = shapely.area(shapely.intersection(one.geometry, other.geometry))
            if overlap_m2 < _OVERLAP_M2:
                yield one, other


def _standing(model: Model, shapes: Shapes, place: Place, floors_m: Mapping[str, float]) -> dict[str, BaseGeometry]:
    """Return what stands at knee height on each level, a little thicker than drawn [local m]."""
    meshes = [
        mesh for name in _BARRIERS for mesh in model.take(model.of_class(name), lambda entity: _mesh(shapes, entity))
    ]
    standing = {}
    for level, floor_m in floors_m.items():
        height_m = floor_m + _KNEE_M
        cuts = [section(mesh, height_m) for mesh in meshes if mesh.bottom_m < height_m < mesh.top_m]
        standing[level] = place.geometry_to_local(shapely.union_all(cuts)).buffer(_SLACK_M)
    return standing


def _mesh(shapes: Shapes, entity: Entity) -> list[Mesh]:
    mesh = shapes.find_mesh(entity, pierced=False)
    return [] if mesh is None else [mesh]


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
