"""The best thing to name at a moment of the way, among those the walker has before their eyes then."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from maps.ids import FeatureId
from maps.venue import PortalKind, Venue
from nav.instructions.landmarks import BESIDE_M, SHAFTS, Landmark, find_landmarks
from nav.instructions.outlook import Eye, eye_before, is_in_view, walls_around
from nav.instructions.passages import Passage
from nav.instructions.stretches import Point, Stretch
from nav.instructions.turns import bearing_rad

_BEYOND_M = 4.0
"""A thing this far beyond a turn still marks it [m]."""
_BY_M = 6.0
"""What stands this close to a lift tells which one it is [m]."""
_FADE_PER_M = 0.06
"""How much less a thing is worth per metre from the turn: eight metres turn a lift into a plain door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenery:
    """What can be named along a stretch, and the walls that hide some of it.

    Parameters
    ----------
    without : frozenset of FeatureId
        Ids that must not be named: where one walks, where one goes, what one just left.
    """

    stretch: Stretch
    landmarks: tuple[Landmark, ...]
    walls: BaseGeometry
    without: frozenset[FeatureId]


def find_scenery(stretch: Stretch, venue: Venue, *, without: frozenset[FeatureId]) -> Scenery:
    """Return what can be named along a stretch."""
    return Scenery(
        stretch=stretch,
        landmarks=find_landmarks(stretch, venue),
        walls=walls_around(stretch.units, venue),
        without=without | frozenset(stretch.units),
    )


def find_at(scenery: Scenery, point: Point, along_m: float, *, since_m: float) -> Landmark | None:
    """Return the best landmark for a turn, or None.

    Parameters
    ----------
    point, along_m
        Where the turn is.
    since_m : float
        Where the instruction before was: a landmark whose like was passed since then would mislead.
    """
    eye = eye_before(scenery.stretch, along_m, since_m=since_m)
    near = (
        landmark
        for landmark in scenery.landmarks
        if math.dist(landmark.point, point) <= BESIDE_M and landmark.along_m <= along_m + _BEYOND_M
    )
    return _best(scenery, near, lambda _: eye, since_m, lambda landmark: math.dist(landmark.point, point))


def find_passed(scenery: Scenery, from_m: float, to_m: float, *, since_m: float) -> Landmark | None:
    """Return the best landmark to pass between two metres of the route, seen before it is passed, or None."""

    def eye_of(landmark: Landmark) -> Eye:
        return eye_before(scenery.stretch, landmark.along_m, since_m=since_m)

    return _best(scenery, _between(scenery, from_m, to_m), eye_of, since_m, lambda landmark: landmark.beside_m)


def find_towards(scenery: Scenery, from_m: float, to_m: float) -> Landmark | None:
    """Return the best landmark to go towards from the start of a stretch: seen from there, passed later; or None."""

    def eye_of(landmark: Landmark) -> Eye:
        return _towards(scenery, landmark.along_m)

    near = _between(scenery, from_m, to_m)
    return _best(scenery, near, eye_of, scenery.stretch.start_m, lambda landmark: landmark.beside_m)


def find_way_in_view(scenery: Scenery, passages: tuple[Passage, ...], from_m: float, to_m: float) -> FeatureId | None:
    """Return the first named unit that the way leads into by an opening in sight of its start, or None."""
    for passage in passages:
        named = passage.into is not None and passage.into.labels and passage.into.category not in SHAFTS
        if passage.into is None or not named or not from_m <= passage.along_m <= to_m:
            continue
        point, _ = scenery.stretch.at(passage.along_m)
        if is_in_view(point, _towards(scenery, passage.along_m), scenery.walls):
            return passage.into.id
    return None


def find_beside_ride(scenery: Scenery, board: Point, along_m: float, *, since_m: float) -> Landmark | None:
    """Return what tells the lift at the end of a stretch from others: a place beside it, seen on the way; or None."""
    eye = eye_before(scenery.stretch, along_m, since_m=since_m)

    near = (
        landmark
        for landmark in scenery.landmarks
        if math.dist(landmark.point, board) <= _BY_M and not isinstance(landmark.name, PortalKind)
    )
    return _best(scenery, near, lambda _: eye, along_m, lambda landmark: math.dist(landmark.point, board))


def _between(scenery: Scenery, from_m: float, to_m: float) -> Iterator[Landmark]:
    return (landmark for landmark in scenery.landmarks if from_m <= landmark.along_m <= to_m)


def _towards(scenery: Scenery, along_m: float) -> Eye:
    """Return the eye of somebody who stands at the start of a stretch and sets out to a metre of the route."""
    start, (there, _) = scenery.stretch.points[0], scenery.stretch.at(along_m)
    return Eye(point=start, heading_rad=bearing_rad(start, there))


def _best(
    scenery: Scenery,
    near: Iterable[Landmark],
    eye_of: Callable[[Landmark], Eye],
    since_m: float,
    away_m: Callable[[Landmark], float],
) -> Landmark | None:
    """Return the best of the landmarks near a place that the walker has in view and that no like of it precedes.

    Parameters
    ----------
    eye_of : callable
        From where each is looked at.
    """

    def worth(landmark: Landmark) -> tuple[float, FeatureId]:
        return landmark.worth - _FADE_PER_M * away_m(landmark), landmark.id

    for landmark in sorted(near, key=worth, reverse=True):
        known = landmark.id not in scenery.without and not _is_repeated(scenery, landmark, since_m)
        if known and is_in_view(landmark.point, eye_of(landmark), scenery.walls):
            return landmark
    return None


def _is_repeated(scenery: Scenery, landmark: Landmark, since_m: float) -> bool:
    """Whether something of the same name comes before it: "at the toilets" must mean the first toilets."""
    return any(
        other.name == landmark.name
        and other.id != landmark.id
        and since_m <= other.along_m < landmark.along_m - BESIDE_M / 2
        for other in scenery.landmarks
    )
