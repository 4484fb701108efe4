"""The walkable ground of one level: insets of its units, joined where openings join them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, substring

from maps.doorways import MAX_GAP_M, reach_m
from maps.ids import FeatureId, LevelId
from maps.venue import Unit, Venue
from nav.space.inset import WALKER_RADIUS_M, Inset, inset
from nav.space.kept import Kept, content
from nav.space.plan import Gap, Plan, plan_of

_GRID_M = 0.001
_MIN_CONTACT_M = 0.1
_CHANNEL_M = 0.04
_TOUCH_M = 0.01
_OVERLAP_M2 = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Walkable:
    """The walkable ground of a level, cut into faces that each belong to one unit.

    Parameters
    ----------
    areas : mapping
        The walkable units without solid fixtures, and without ground that belongs to a smaller unit; not inset.
    faces : tuple of Polygon
        Disjoint, on a grid of 1 mm, sharing whole edges where they touch [local m].
    units : tuple of FeatureId
        The unit of each face. Two faces of different units are joined only along an opening between the two.
    gaps : tuple of Gap
        The openings that join two walkable units of this level.
    narrow : mapping
        Units whose clearance had to be less than the walker's radius, and what it is [m].
    lost : tuple of FeatureId
        Walkable units of which no ground was left: drawn twice, or thinner than anybody.
    """

    level_id: LevelId
    areas: Mapping[FeatureId, BaseGeometry]
    faces: tuple[Polygon, ...]
    units: tuple[FeatureId, ...]
    gaps: tuple[Gap, ...]
    narrow: Mapping[FeatureId, float]
    lost: tuple[FeatureId, ...]


def walkable(venue: Venue, level_id: LevelId, *, radius_m: float = WALKER_RADIUS_M) -> Walkable:
    """Return the walkable ground of a level for walkers of a radius [m]."""
    return ground_of(plan_of(venue, level_id, radius_m), Kept())


def ground_of(plan: Plan, kept: Kept) -> Walkable:
    """Return the ground of a plan; what has not changed is not made again."""
    areas = kept.get(("areas", plan.units_key), lambda: _areas(plan))
    gaps = tuple(gap for gap in plan.gaps if not any(areas[unit_id].is_empty for unit_id in gap.unit_ids))
    insets, keys = _insets(plan, areas, gaps, kept)
    pieces = [(unit_id, part) for unit_id, ground in insets.items() for part in shapely.get_parts(ground.free)]
    for gap, line in zip(gaps, content(gap.line for gap in gaps), strict=True):
        key = ("threshold", gap.unit_ids, line, plan.solids_key, *(keys[unit_id] for unit_id in gap.unit_ids))
        pieces += kept.get(key, partial(_cut_threshold, gap, areas, insets, plan))
    faces = _faces([(owner, piece) for owner, piece in pieces if piece.area > 0])
    radius_m = plan.radius_m
    return Walkable(
        level_id=plan.level_id,
        areas=MappingProxyType(areas),
        faces=tuple(face for _, face in faces),
        units=tuple(owner for owner, _ in faces),
        gaps=gaps,
        narrow=MappingProxyType(
            {unit_id: ground.radius_m for unit_id, ground in insets.items() if 0.0 < ground.radius_m < radius_m * 0.999}
        ),
        lost=tuple(unit_id for unit_id, ground in insets.items() if ground.free.is_empty),
    )


def _areas(plan: Plan) -> dict[FeatureId, BaseGeometry]:
    """Return the units without solid things, and without ground that belongs to a smaller unit."""
    return _without_overlaps(plan.units, {unit.id: _without(unit.area, plan.solids) for unit in plan.units})


def _insets(
    plan: Plan, areas: Mapping[FeatureId, BaseGeometry], gaps: Sequence[Gap], kept: Kept
) -> tuple[dict[FeatureId, Inset], dict[FeatureId, Hashable]]:
    """Return the inset of each unit, and what it follows from."""
    lines: dict[FeatureId, list[LineString]] = {unit_id: [] for unit_id in areas}
    for gap in gaps:
        for unit_id in gap.unit_ids:
            lines[unit_id].append(gap.line)
    insets: dict[FeatureId, Inset] = {}
    keys: dict[FeatureId, Hashable] = {}
    for (unit_id, area), area_key in zip(areas.items(), content(areas.values()), strict=True):
        places = plan.places.get(unit_id, [])
        key = ("inset", plan.radius_m, area_key, content(lines[unit_id]), content(places))
        insets[unit_id] = kept.get(key, partial(inset, area, lines[unit_id], places, plan.radius_m))
        keys[unit_id] = key
    return insets, keys


def _without(area: BaseGeometry, solids: STRtree) -> BaseGeometry:
    hits = solids.query(area, predicate="intersects")
    return area.difference(shapely.union_all(solids.geometries[hits])) if len(hits) else area


def _without_overlaps(units: Sequence[Unit], areas: dict[FeatureId, BaseGeometry]) -> dict[FeatureId, BaseGeometry]:
    """Give ground that two units claim to the smaller one, so that every spot has one unit."""
    order = sorted(units, key=lambda unit: (unit.area.area, unit.id))
    tree = STRtree([unit.area for unit in order])
    cut: dict[FeatureId, BaseGeometry] = {}
    for rank, unit in enumerate(order):
        hits = [int(hit) for hit in tree.query(unit.area, predicate="intersects") if hit < rank]
        smaller = [order[hit].area for hit in hits if order[hit].area.intersection(unit.area).area > _OVERLAP_M2]
        cut[unit.id] = areas[unit.id].difference(shapely.union_all(smaller)) if smaller else areas[unit.id]
    return cut


def _cut_threshold(
    gap: Gap, areas: Mapping[FeatureId, BaseGeometry], insets: Mapping[FeatureId, Inset], plan: Plan
) -> list[tuple[FeatureId, BaseGeometry]]:
    """Return the ground under an opening without solid things."""
    pieces = _threshold(gap, areas, insets, plan.radius_m)
    return [(owner, _without(piece, plan.solids)) for owner, piece in pieces]


def _threshold(
    gap: Gap,
    areas: Mapping[FeatureId, BaseGeometry],
    insets: Mapping[FeatureId, Inset],
    radius_m: float,
) -> list[tuple[FeatureId, BaseGeometry]]:
    """Return the ground under an opening: a strip along its clear part, and ways from it where that is not enough.

    The strip carries the way through a wall with thickness, and over the slivers that rounding leaves on a slanting
    wall. An opening narrower than the walker, or one in a corner, gets a way a hand wide from its middle.
    """
    half_m = max(reach_m(gap.line, areas[unit_id]) for unit_id in gap.unit_ids)
    if half_m > MAX_GAP_M:
        return []
    length_m = gap.line.length
    ends_m = radius_m if length_m > 2 * radius_m + _MIN_CONTACT_M else max(length_m / 2 - _CHANNEL_M, 0.0)
    strip = _strip(substring(gap.line, ends_m, length_m - ends_m), half_m)
    middle = gap.line.interpolate(0.5, normalized=True)
    ways = [
        (unit_id, _way(middle, insets[unit_id].core, strip.union(areas[unit_id])))
        for unit_id in gap.unit_ids
        if insets[unit_id].core.distance(strip) > _TOUCH_M
    ]
    return [*ways, (gap.unit_ids[0], strip)]


def _strip(line: BaseGeometry, half_m: float) -> BaseGeometry:
    return line.buffer(half_m, cap_style="flat", join_style="mitre")


def _way(middle: Point, ground: BaseGeometry, allowed: BaseGeometry) -> BaseGeometry:
    """Return a narrow straight way from the middle of an opening to the nearest ground of a unit."""
    if ground.is_empty:
        return ground
    near = shapely.get_coordinates(shapely.shortest_line(middle, ground))
    step = near[1] - near[0]
    beyond = near[1] + step / max(float(np.hypot(*step)), 1e-9) * _CHANNEL_M
    return _strip(LineString([near[0], beyond]), _CHANNEL_M).intersection(allowed)


def _faces(pieces: Sequence[tuple[FeatureId, BaseGeometry]]) -> list[tuple[FeatureId, Polygon]]:
    """Cut overlapping pieces into disjoint faces on the grid; a face belongs to the first piece that holds it."""
    if not pieces:
        return []
    areas = [piece for _, piece in pieces]
    lines = shapely.union_all(shapely.boundary(areas), grid_size=_GRID_M)
    faces = list(polygonize(shapely.get_parts(lines)))
    inner = shapely.point_on_surface(faces)
    hit_face, hit_piece = STRtree(areas).query(inner, predicate="intersects")
    owner = np.full(len(faces), len(pieces), dtype=np.int64)
    np.minimum.at(owner, hit_face, hit_piece)
    return [(pieces[own][0], face) for own, face in zip(owner.tolist(), faces, strict=True) if own < len(pieces)]
