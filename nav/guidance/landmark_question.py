"""Which of these do you see? A question that finds somebody again without any radio.

Only named things count, and only such whose name is given once on the level: two of a name would not tell two places
apart. From those within reach, the few that together are seen from most of the places where the walker may be.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from maps.ids import FeatureId
from maps.position import Position
from maps.venue import Access, Unit, Venue
from nav.instructions.landmarks import CIRCULATION, SHAFTS, Thing, things_around
from nav.instructions.outlook import TOUCHING_M, walls_around
from nav.instructions.stretches import Point

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
_COMMON = CIRCULATION - SHAFTS | {"waitingroom", "parking", "unenclosedarea"}

MOST_CHOICES = 4
REACH_M = 40.0
"""Nobody strays farther than this while they are lost, in about half a minute [m]."""
SEEN_M = 25.0
"""From farther away no sign is read indoors [m]."""
_ONE_PLACE_M = 8.0
"""Things of one name this close together are one place to a walker: a row of counters [m]."""
_FADE_M = 20.0
"""The chance to be somewhere falls by a factor e over this way from the last position [m]."""
_GRID_M = 4.0
_BEFORE_M = 1.5
"""Who stands at a thing stands this far in front of it [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LandmarkChoice:
    """One answer to the question.

    Parameters
    ----------
    place_id : FeatureId
        What the walker sees.
    position : Position
        Where they are once they went to it: a stated position.
    """

    place_id: FeatureId
    position: Position


def landmark_question(
    venue: Venue, last: Position, *, reach_m: float = REACH_M, most: int = MOST_CHOICES
) -> tuple[LandmarkChoice, ...]:
    """Return things that a walker who was lost near a position may see, nearest first.

    Parameters
    ----------
    last : Position
        The last one that was trusted.
    reach_m : float
        How far they may have gone since [m].
    most : int
        Choices that fit on a screen.

    Returns
    -------
    tuple of LandmarkChoice
        Fewer than `most` where fewer help; each is seen from somewhere that the others are not.
    """
    level_units = venue.units_by_level[venue.get_level(last.level_id).id]
    common = [unit for unit in level_units if _is_common(unit)]
    places = _places(common, last, reach_m)
    walls = walls_around((unit.id for unit in common), venue)
    things = [thing for thing in _unmistakable(common, venue) if _away_m(thing, last) <= reach_m + SEEN_M]
    chosen = _fewest(_seen(places, things, walls), _weights(places, last), most)
    fronts = [(things[index].id, _front(things[index], common, walls)) for index in chosen]
    answers = [
        LandmarkChoice(place_id=id_, position=Position(x_m=front[0], y_m=front[1], level_id=last.level_id))
        for id_, front in fronts
        if front is not None
    ]
    return tuple(sorted(answers, key=lambda answer: (answer.position.distance_m(last), answer.place_id)))


def _is_common(unit: Unit) -> bool:
    """Whether somebody may stray in a unit: where people pass and wait, not in a consulting room."""
    return unit.walkable and unit.access is Access.PUBLIC and unit.category in _COMMON


def _places(common: list[Unit], last: Position, reach_m: float) -> Floats:
    """Return places on a grid where the walker may be, shape (n, 2) [m]; the last one first."""
    steps = np.arange(-reach_m, reach_m + _GRID_M / 2, _GRID_M)
    grid = np.stack(np.meshgrid(last.x_m + steps, last.y_m + steps), axis=-1).reshape(-1, 2)
    near = grid[np.hypot(*(grid - (last.x_m, last.y_m)).T) <= reach_m]
    floor = shapely.union_all([unit.area for unit in common])
    return np.vstack([[[last.x_m, last.y_m]], near[shapely.intersects_xy(floor, near[:, 0], near[:, 1])]])


def _unmistakable(common: list[Unit], venue: Venue) -> list[Thing]:
    """Return the things of a level whose name stands for one place only."""
    if not common:
        return []
    by_name: dict[object, list[Thing]] = {}
    for thing in things_around((unit.id for unit in common), common[0].level_id, venue):
        by_name.setdefault(thing.name, []).append(thing)
    return [alike[len(alike) // 2] for alike in by_name.values() if _spread_m(alike) <= _ONE_PLACE_M]


def _spread_m(things: list[Thing]) -> float:
    return max(math.dist(things[0].point, thing.point) for thing in things)


def _away_m(thing: Thing, last: Position) -> float:
    return math.dist(thing.point, (last.x_m, last.y_m))


def _seen(places: Floats, things: list[Thing], walls: BaseGeometry) -> Bools:
    """Return which place sees which thing, shape (places, things)."""
    seen = np.zeros((len(places), len(things)), dtype=np.bool_)
    for column, thing in enumerate(things):
        away_m = np.hypot(*(places - thing.point).T)
        near = np.flatnonzero(away_m <= SEEN_M)
        ends = places[near] + (np.array(thing.point) - places[near]) * _short_of(away_m[near])[:, None]
        lines = shapely.linestrings(np.stack([places[near], ends], axis=1))
        seen[near, column] = ~shapely.intersects(walls, lines)
    return seen


def _short_of(away_m: Floats) -> Floats:
    """Return how much of the way to a thing the eye looks: it stops just in front of the wall the thing is in."""
    share: Floats = np.maximum(1.0 - TOUCHING_M / np.maximum(away_m, TOUCHING_M), 0.0)
    return share


def _weights(places: Floats, last: Position) -> Floats:
    """Return how likely the walker is at each place: less with the way from where they were."""
    weights: Floats = np.exp(-np.hypot(*(places - (last.x_m, last.y_m)).T) / _FADE_M)
    return weights


def _fewest(seen: Bools, weights: Floats, most: int) -> list[int]:
    """Return the things that together are seen from most places, the most telling first (greedy cover)."""
    unseen, chosen = weights.copy(), list[int]()
    while len(chosen) < most and seen.shape[1]:
        gains = unseen @ seen
        best = int(gains.argmax())
        if gains[best] <= 0.0:
            break
        chosen.append(best)
        unseen[seen[:, best]] = 0.0
    return chosen


def _front(thing: Thing, common: list[Unit], walls: BaseGeometry) -> Point | None:
    """Return where somebody stands who went to a thing, or None where there is no floor before it."""
    floor = shapely.union_all([unit.area for unit in common if unit.area.distance(shapely.Point(thing.point)) < 3.0])
    x, y = thing.point
    for angle_rad in np.linspace(0.0, 2.0 * math.pi, 8, endpoint=False):
        cos, sin = math.cos(angle_rad), math.sin(angle_rad)
        front = (x + _BEFORE_M * cos, y + _BEFORE_M * sin)
        eye_line = shapely.LineString([front, (x + TOUCHING_M * cos, y + TOUCHING_M * sin)])
        if shapely.intersects_xy(floor, *front) and not walls.intersects(eye_line):
            return front
    return None
