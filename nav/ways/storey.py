"""One level of the graph: its ground, where portals land on it, and the straight ways between what sees each other."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from shapely.geometry import Point

from maps.ids import FeatureId, LevelId
from maps.venue import Venue
from nav.space.geodesic import Floor, Spot, Ways
from nav.space.kept import Kept, content
from nav.space.plan import Plan, plan_of
from nav.space.sight import Ints
from nav.space.walkable import ground_of

_LANDING_M = 3.0
"""A landing's point is moved by at most this to reach walkable ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What a venue's units and openings are called in arrays.

    Parameters
    ----------
    unit, code : mapping
        Each unit's place in the venue; the first code of each opening (see `nav.costs.codes.crossings`).
    """

    unit: Mapping[FeatureId, int]
    code: Mapping[FeatureId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """A level by itself; units and codes have the numbers of its own ground (see `nav.space.mesh.Triangulation`).

    Parameters
    ----------
    key : hashable
        All that it follows from.
    stops : tuple of (FeatureId, int)
        The portal and the place among its stops of each guest of the floor.
    ways : Ways
        Between the nodes of the floor.
    kept : Kept
        Its parts.
    """

    key: Hashable
    floor: Floor
    stops: tuple[tuple[FeatureId, int], ...]
    ways: Ways
    kept: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Storey:
    """A level of a graph.

    Parameters
    ----------
    ground : _Ground
        The level by itself.
    units, codes : (u,), (c,) int64
        What its units and codes are called in the graph.
    floor, ways : Floor, Ways
        With these numbers.
    """

    ground: _Ground
    units: Ints
    codes: Ints
    floor: Floor
    ways: Ways


@dataclass(frozen=True, slots=True, kw_only=True)
class _Landing:
    """Where a portal's stop is to be reached: at a point, if it can be in its unit."""

    stop: tuple[FeatureId, int]
    unit_id: FeatureId
    point: Point


def storey(venue: Venue, level_id: LevelId, radius_m: float, numbers: Numbers, earlier: Storey | None) -> Storey:
    """Return a level of a venue.

    Parameters
    ----------
    earlier : Storey or None
        Of another revision: what has not changed since is taken from it.
    """
    ground = _ground(venue, plan_of(venue, level_id, radius_m), earlier.ground if earlier is not None else None)
    walkable = ground.floor.ground
    units = np.array([numbers.unit[unit_id] for unit_id in walkable.areas], dtype=np.int64)
    first = np.array([numbers.code[gap.id] for gap in walkable.gaps], dtype=np.int64)
    codes = np.stack([first, first + 1], axis=1).reshape(-1)
    if earlier is not None and ground is earlier.ground and _same_numbers(earlier, units, codes):
        return earlier
    return Storey(
        ground=ground,
        units=units,
        codes=codes,
        floor=ground.floor.numbered(units, codes),
        ways=replace(ground.ways, codes=codes[ground.ways.codes]),
    )


def _same_numbers(earlier: Storey, units: Ints, codes: Ints) -> bool:
    return np.array_equal(units, earlier.units) and np.array_equal(codes, earlier.codes)


def _ground(venue: Venue, plan: Plan, earlier: _Ground | None) -> _Ground:
    landings = _landings(venue, plan.level_id)
    stops = tuple((landing.stop, landing.unit_id) for landing in landings)
    key = (plan.key, stops, content(landing.point for landing in landings))
    if earlier is not None and earlier.key == key:
        return earlier
    kept = Kept(earlier.kept if earlier is not None else None)
    floor = Floor(ground_of(plan, kept), kept)
    kept.forget_earlier()
    number = {unit_id: i for i, unit_id in enumerate(floor.ground.areas)}
    spots = [_find_spot(floor, landing, number.get(landing.unit_id)) for landing in landings]
    floor.add_guests([spot for spot in spots if spot is not None])
    found = tuple(landing.stop for landing, spot in zip(landings, spots, strict=True) if spot is not None)
    return _Ground(key=key, floor=floor, stops=found, ways=floor.ways(), kept=kept)


def _landings(venue: Venue, level_id: LevelId) -> list[_Landing]:
    return [
        _Landing(stop=(portal.id, number), unit_id=stop.unit_id, point=stop.point)
        for portal in venue.portals
        for number, stop in enumerate(portal.stops)
        if stop.level_id == level_id
    ]


def _find_spot(floor: Floor, landing: _Landing, home: int | None) -> Spot | None:
    """Return the spot of the ground where a landing is reached: in its own unit if it can be."""
    at_home = None if home is None else floor.find_spot(landing.point, within_m=_LANDING_M, units=[home])
    return at_home or floor.find_spot(landing.point, within_m=_LANDING_M)
