"""How much room there is: the ground by its distance to the nearest wall, and the places too narrow for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from maps.ids import FeatureId, LevelId
from maps.venue import Opening, Venue
from nav.profile import TravelProfile
from nav.space.inset import walls
from nav.space.walkable import Walkable

BANDS_M = (0.25, 0.4, 0.55, 0.9, 1.5)
"""Distances to the nearest wall at which shading changes [m]: half of what a person, a wheelchair and a bed need, and
of what two beds need to pass each other."""

_LEAST_M2 = 0.25
"""A smaller place that is too narrow is a corner [m²]."""
_SEARCH_M = 0.02
_DRAWN_M = 0.03
"""To the eye this is exact [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrowPlace:
    """Somewhere that a profile does not fit through.

    Parameters
    ----------
    feature_id : FeatureId
        The opening, or the unit in which it is.
    is_opening : bool
        Whether it is an opening: the router bars those; a narrow stretch of ground it does not.
    width_m : float
        The clear width there [m].
    point_m : tuple of (x, y)
        Where to look [local m].
    """

    feature_id: FeatureId
    level_id: LevelId
    is_opening: bool
    width_m: float
    point_m: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Ground whose distance to the nearest wall lies between two bounds [m]; None is as far as there is ground."""

    from_m: float
    to_m: float | None
    area: BaseGeometry


def bands(ground: Walkable, bounds_m: Sequence[float] = BANDS_M) -> tuple[Band, ...]:
    """Return the ground by its distance to the nearest wall, to draw; the bands do not overlap.

    Walls are those of the unit itself, open at its doors; solid fixtures are walls too. Straight through a door, a wall
    behind it may be nearer: never nearer than the jambs.
    """
    edges = _edges(ground)
    wider = [
        shapely.union_all([_free(area, edges[name], bound_m) for name, area in ground.areas.items()])
        for bound_m in bounds_m
    ]
    inner = [*wider[1:], shapely.Polygon()]
    return tuple(
        Band(from_m=from_m, to_m=to_m, area=shapely.simplify(outer.difference(hole), _DRAWN_M))
        for from_m, to_m, outer, hole in zip(bounds_m, [*bounds_m[1:], None], wider, inner, strict=True)
    )


def narrow_places(venue: Venue, ground: Walkable, profile: TravelProfile) -> tuple[NarrowPlace, ...]:
    """Return where a profile does not fit through, the narrowest first.

    A place of the ground is narrow when no disc as wide as the profile, clear of all walls, covers it; corners are
    none. Units that only hold a portal are left to the size of the lift car.
    """
    joined = {gap.id for gap in ground.gaps}
    doors = (
        _narrow_opening(each)
        for each in venue.openings
        if each.width_m < profile.min_width_m and (each.id in joined or _leads_in(each, ground))
    )
    edges = _edges(ground)
    stretches = (
        place
        for name, area in ground.areas.items()
        for place in _narrow_ground(ground.level_id, name, area, edges[name], profile.min_width_m)
    )
    return tuple(sorted((*doors, *stretches), key=lambda each: (each.width_m, each.feature_id)))


def _leads_in(opening: Opening, ground: Walkable) -> bool:
    return opening.entrance and opening.level_id == ground.level_id and any(u in ground.areas for u in opening.unit_ids)


def _edges(ground: Walkable) -> dict[FeatureId, BaseGeometry]:
    """Return the walls of each unit: its edge without its openings."""
    return {
        name: walls(area, [gap.line for gap in ground.gaps if name in gap.unit_ids])
        for name, area in ground.areas.items()
    }


def _free(area: BaseGeometry, edge: BaseGeometry, bound_m: float) -> BaseGeometry:
    return area.difference(edge.buffer(bound_m, quad_segs=4))


def _narrow_opening(opening: Opening) -> NarrowPlace:
    middle = opening.line.interpolate(0.5, normalized=True)
    return NarrowPlace(
        feature_id=opening.id,
        level_id=opening.level_id,
        is_opening=True,
        width_m=opening.width_m,
        point_m=(middle.x, middle.y),
    )


def _narrow_ground(
    level_id: LevelId, unit_id: FeatureId, area: BaseGeometry, edge: BaseGeometry, width_m: float
) -> list[NarrowPlace]:
    half_m = width_m / 2
    # Mitred, so that the disc's missing corners are no narrow places.
    fits = _free(area, edge, half_m).buffer(half_m * 1.01, join_style="mitre")
    left = [part for part in shapely.get_parts(area.difference(fits)) if part.area >= _LEAST_M2]
    return [_narrow_stretch(level_id, unit_id, part, edge) for part in left if isinstance(part, Polygon)]


def _narrow_stretch(level_id: LevelId, unit_id: FeatureId, part: Polygon, edge: BaseGeometry) -> NarrowPlace:
    middle = shapely.get_point(shapely.maximum_inscribed_circle(part, tolerance=_SEARCH_M), 0)
    return NarrowPlace(
        feature_id=unit_id,
        level_id=level_id,
        is_opening=False,
        width_m=2.0 * float(middle.distance(edge)),
        point_m=(middle.x, middle.y),
    )
