"""Lifts of an Open-RMF building: a cabin drawn once becomes a shaft, its doors and a portal on the levels it serves."""

import cmath
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps.readers.rmf_file import CabinDoor, RmfLift
from maps.walls import wall_pieces

SHAFT_SHARE = 2.0
"""A walled room up to so many times the cabin is its shaft."""

_DOOR_REACH_M = 1.5
"""A landing door is this near to its cabin door [m]."""
_NEAR_M = 0.15
_LEAST_REST_M2 = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cabin:
    """A lift's cabin in local metres.

    Parameters
    ----------
    doorways : tuple of Polygon
        For each door of the level, the ground from the middle of the cabin through the door and on beyond it.
    """

    area: Polygon
    centre: Point
    doorways: tuple[Polygon, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """A lift on one level.

    Parameters
    ----------
    area : BaseGeometry
        The floor of the lift, up to its doors.
    doors : tuple of LineString
        The openings in its outline.
    rooms : tuple of BaseGeometry
        The rooms of the level without it; a shaft is no room any more.
    """

    area: BaseGeometry
    doors: tuple[LineString, ...]
    rooms: tuple[BaseGeometry, ...]


def cabin_of(lift: RmfLift, centre: complex, level_name: str) -> Cabin:
    """Return the cabin with the doors that open on a level.

    Parameters
    ----------
    centre : complex
        Where the middle of the cabin is [local m].
    """
    turn = cmath.rect(1, lift.yaw_rad)
    half_w, half_d = lift.width_m / 2, lift.depth_m / 2
    corners = [complex(x, y) for x, y in ((-half_w, -half_d), (half_w, -half_d), (half_w, half_d), (-half_w, half_d))]
    names = lift.level_doors.get(level_name, ())
    doors = [lift.doors[name] for name in names if name in lift.doors]
    return Cabin(
        area=_polygon([centre + turn * corner for corner in corners]),
        centre=Point(centre.real, centre.imag),
        doorways=tuple(_polygon([centre + turn * corner for corner in _doorway(lift, door)]) for door in doors),
    )


def land(cabin: Cabin, rooms: Sequence[BaseGeometry], doors: Sequence[LineString]) -> Landing:
    """Return a lift standing in the rooms of a level.

    A walled room hardly larger than the cabin is its shaft. In a larger room without a door (a shaft of several lifts)
    the lift is its cabin and the way to the wall before its door; the rest is nobody's. In any other room the cabin
    stands free.

    Parameters
    ----------
    doors : sequence of LineString
        The doors drawn on the level: where one is drawn at the cabin door, there is no other.
    """
    home = next((room for room in rooms if room.intersects(cabin.centre)), None)
    if home is None:
        return _landing(cabin.area, cabin.area.boundary, cabin, rooms, doors)
    drawn = [door for door in doors if door.dwithin(home.boundary, _NEAR_M)]
    if home.area <= SHAFT_SHARE * cabin.area.area:
        return _landing(home, home.boundary, cabin, [room for room in rooms if room is not home], drawn)
    if not drawn:
        inside = shapely.union_all([cabin.area, *cabin.doorways]).intersection(home)
        area = next(part for part in shapely.get_parts(inside) if part.intersects(cabin.centre))
        return _landing(area, home.boundary, cabin, [room for room in rooms if room is not home], ())
    return _landing(cabin.area, cabin.area.boundary, cabin, rooms, doors)


def _landing(
    area: BaseGeometry, walls: BaseGeometry, cabin: Cabin, rooms: Sequence[BaseGeometry], drawn: Sequence[LineString]
) -> Landing:
    """Cut the lift out of the rooms, and open the walls round it at its doors."""
    cut = shapely.make_valid([room.difference(area) for room in rooms])
    left = [part for room in cut for part in shapely.get_parts(room) if part.area > _LEAST_REST_M2]
    lines = [_crossed(walls, doorway, cabin.centre) for doorway in cabin.doorways]
    doors = [line for line in lines if line and not any(line.dwithin(door, _NEAR_M) for door in drawn)]
    return Landing(area=area, doors=tuple(doors), rooms=tuple(left))


def _crossed(walls: BaseGeometry, doorway: Polygon, centre: Point) -> LineString | None:
    """Return the stretch of wall that a doorway leaves through: the first that lies across it."""
    core = doorway.buffer(-_NEAR_M)
    across = [piece for piece in wall_pieces(walls.intersection(doorway)) if core.intersects(piece)]
    return min(across, key=lambda piece: piece.distance(centre), default=None)


def _doorway(lift: RmfLift, door: CabinDoor) -> list[complex]:
    """Return the corners of the ground from the middle of the cabin through a door, in the cabin's own metres."""
    sides = {
        abs(door.y_m - lift.depth_m / 2): 1j,
        abs(door.y_m + lift.depth_m / 2): -1j,
        abs(door.x_m - lift.width_m / 2): 1 + 0j,
        abs(door.x_m + lift.width_m / 2): -1 + 0j,
    }
    out = sides[min(sides)]
    along = out * 1j * door.width_m / 2
    middle = complex(door.x_m, door.y_m)
    inner = middle - out * (middle * out.conjugate()).real
    outer = middle + out * _DOOR_REACH_M
    return [inner - along, inner + along, outer + along, outer - along]


def _polygon(corners: Sequence[complex]) -> Polygon:
    return Polygon(np.array([(corner.real, corner.imag) for corner in corners]))
