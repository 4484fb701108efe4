"""What the walkable ground of one level follows from, and nothing else."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from shapely import STRtree
from shapely.geometry import LineString, Point

from maps.ids import FeatureId, LevelId
from maps.venue import Unit, Venue
from nav.space.kept import content


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What matters of an opening for the ground: where it is, and what it joins."""

    id: FeatureId
    line: LineString
    unit_ids: tuple[FeatureId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The walkable units of a level, what stands in them, what joins them.

    Parameters
    ----------
    solids : STRtree
        What nobody walks through.
    gaps : tuple of Gap
        The openings that join two of the units.
    places : mapping
        Points inside units that must stay reachable: landings and service points.
    radius_m : float
        Of the walkers.
    units_key, solids_key, key : hashable
        The content of units and solids, of solids, and of all.
    """

    level_id: LevelId
    units: tuple[Unit, ...]
    solids: STRtree
    gaps: tuple[Gap, ...]
    places: Mapping[FeatureId, Sequence[Point]]
    radius_m: float
    units_key: Hashable
    solids_key: Hashable
    key: Hashable


def plan_of(venue: Venue, level_id: LevelId, radius_m: float) -> Plan:
    """Return the plan of a level of a venue for walkers of a radius [m]."""
    units = tuple(unit for unit in venue.units_by_level[level_id] if unit.walkable)
    solids = [fixture.area for fixture in venue.fixtures if fixture.level_id == level_id and fixture.solid]
    gaps = _gaps(venue, level_id, {unit.id for unit in units})
    places = _places(venue, level_id)
    solids_key = content(solids)
    units_key = (solids_key, tuple(unit.id for unit in units), content(unit.area for unit in units))
    gaps_key = (tuple((gap.id, gap.unit_ids) for gap in gaps), content(gap.line for gap in gaps))
    places_key = tuple((unit_id, content(points)) for unit_id, points in places.items())
    return Plan(
        level_id=level_id,
        units=units,
        solids=STRtree(solids),
        gaps=gaps,
        places=places,
        radius_m=radius_m,
        units_key=units_key,
        solids_key=solids_key,
        key=(radius_m, level_id, units_key, gaps_key, places_key),
    )


def _gaps(venue: Venue, level_id: LevelId, units: set[FeatureId]) -> tuple[Gap, ...]:
    return tuple(
        Gap(id=opening.id, line=opening.line, unit_ids=opening.unit_ids)
        for opening in venue.openings
        if opening.level_id == level_id
        and len(opening.unit_ids) == 2
        and len(set(opening.unit_ids)) == 2
        and units.issuperset(opening.unit_ids)
    )


def _places(venue: Venue, level_id: LevelId) -> dict[FeatureId, list[Point]]:
    """Return the points inside units that must stay reachable: landings and service points."""
    places: dict[FeatureId, list[Point]] = {}
    for portal in venue.portals:
        for stop in portal.stops:
            if stop.level_id == level_id:
                places.setdefault(stop.unit_id, []).append(stop.point)
    for desk in venue.service_points:
        if desk.level_id == level_id:
            places.setdefault(desk.unit_id, []).append(desk.point)
    return places
