"""Rooms drawn as areas: outlines closed, linked, repaired, and taken once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import shapely
from scipy.spatial import KDTree
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from maps.draft import Unread
from maps.readers.dxf_drawing import Stroke
from maps.readers.dxf_layers import outline_of
from maps.repair import find_area, whole_millimetres
from maps.shapes import Area

CLOSE_M = 0.02
"""Ends this near were meant to meet [m]."""
BRIDGE_M = 0.3
"""An outline that fails to close by up to this is closed, and said to be doubtful [m]."""
LEAST_ROOM_M2 = 0.1
"""Nobody can enter less [m²]: a slip of the drawing, or a duct."""

_SAME_SHARE = 0.95
_PARTS = 2
_PARTS_SHARE = 0.6
_P_BRIDGED = 0.6
_P_LINKED = 0.8
_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """An area that may be a room.

    Parameters
    ----------
    drawn : BaseGeometry
        As drawn, in whole millimetres [local m]; perhaps invalid.
    area : Area
        Repaired.
    source : str
        The entity it comes from.
    """

    drawn: BaseGeometry
    area: Area
    source: str
    confidence: float
    filled: bool = False


def read_rooms(strokes: Sequence[Stroke], name: str) -> tuple[list[Room], list[Unread]]:
    """Return the rooms that strokes outline, and what could not be used.

    An outline around several rooms that fill most of it is that of the floor, and left out.

    Parameters
    ----------
    strokes : sequence of Stroke
        Of the layers of areas [m].
    name : str
        The file, for findings.
    """
    unread: list[Unread] = []
    rings: list[tuple[BaseGeometry, str, float, bool]] = []
    loose: list[Stroke] = []
    for stroke in strokes:
        if stroke.filled:
            continue
        gap_m = float(np.hypot(*(stroke.points[0] - stroke.points[-1])))
        outline = outline_of(stroke)
        if outline is not None:
            rings.append((outline, stroke.source, 1.0, False))
        elif len(stroke.points) > 3 and gap_m <= BRIDGE_M:
            rings.append((Polygon(stroke.points), stroke.source, 1.0 if gap_m <= CLOSE_M else _P_BRIDGED, False))
            if gap_m > CLOSE_M:
                unread.append(_note(name, stroke.source, f"Its ends are {gap_m:.2f} m apart; it was closed straight."))
        else:
            loose.append(stroke)
    rings += [(area, source, 1.0, True) for area, source in _filled(strokes)]
    linked, left = _linked(loose)
    rings += [(area, source, _P_LINKED, False) for area, source in linked]
    unread += [_note(name, each.source, "It is on a layer of areas, but does not close.") for each in left[:_LISTED]]
    if len(left) > _LISTED:
        reason = f"{len(left)} lines on layers of areas do not close; the first {_LISTED} are listed."
        unread.append(_note(name, left[0].source, reason))
    rooms = _usable(rings, name, unread)
    rooms, twice = _once(rooms)
    if twice:
        unread.append(_note(name, twice[0].source, f"{len(twice)} areas are drawn twice; each was taken once."))
    around = _around(rooms)
    return [room for index, room in enumerate(rooms) if index not in around], unread


def _note(name: str, source: str, reason: str) -> Unread:
    return Unread(source=f"{name} {source}", reason=reason)


def _filled(strokes: Iterable[Stroke]) -> Iterable[tuple[BaseGeometry, str]]:
    """Yield each hatch as one area: rings within rings are holes."""
    by_source: dict[str, list[BaseGeometry]] = defaultdict(list)
    for stroke in strokes:
        ring = find_area(outline_of(stroke)) if stroke.filled else None
        if ring is not None:
            by_source[stroke.source].append(ring)
    for source, rings in by_source.items():
        yield reduce(shapely.symmetric_difference, rings), source


def _linked(strokes: Sequence[Stroke]) -> tuple[list[tuple[Polygon, str]], list[Stroke]]:
    """Return the rings that loose lines make where their ends meet, and the lines that are part of none."""
    if not strokes:
        return [], []
    lines = [LineString(each.points) for each in strokes]
    ends = np.array([point for each in strokes for point in (each.points[0], each.points[-1])])
    pairs = KDTree(ends).query_pairs(CLOSE_M, output_type="ndarray")
    bridges = [LineString(ends[pair]) for pair in pairs if (ends[pair[0]] != ends[pair[1]]).any()]
    polygons = list(shapely.get_parts(shapely.polygonize([shapely.union_all(np.array([*lines, *bridges]))])))
    boundary = shapely.union_all([polygon.boundary for polygon in polygons]).buffer(CLOSE_M / 2)
    left = [each for each, line in zip(strokes, lines, strict=True) if not boundary.covers(line)]
    by_line = shapely.STRtree(lines)
    return [(polygon, strokes[int(by_line.nearest(polygon.boundary))].source) for polygon in polygons], left


def _usable(rings: Iterable[tuple[BaseGeometry, str, float, bool]], name: str, unread: list[Unread]) -> list[Room]:
    rooms = []
    for drawn, source, confidence, filled in rings:
        area = find_area(drawn)
        if area is None or area.area < LEAST_ROOM_M2:
            size = "nothing" if area is None else f"{area.area:.3f} m²"
            unread.append(_note(name, source, f"It is on a layer of areas, but encloses {size}."))
        else:
            rooms.append(
                Room(drawn=whole_millimetres(drawn), area=area, source=source, confidence=confidence, filled=filled)
            )
    return rooms


def _once(rooms: Sequence[Room]) -> tuple[list[Room], list[Room]]:
    """Return the rooms without copies: of a line and a hatch the line is kept, otherwise the first."""
    ordered = sorted(rooms, key=lambda room: room.filled)
    tree = shapely.STRtree([room.area for room in ordered])
    copies: set[int] = set()
    for index, room in enumerate(ordered):
        for other in tree.query(room.area, predicate="intersects"):
            if index < other and index not in copies and int(other) not in copies:
                shared = room.area.intersection(ordered[other].area).area
                if shared >= _SAME_SHARE * max(room.area.area, ordered[other].area.area):
                    copies.add(int(other))
    return [r for i, r in enumerate(ordered) if i not in copies], [ordered[i] for i in sorted(copies)]


def _around(rooms: Sequence[Room]) -> list[int]:
    """Return which areas are drawn around several others that fill most of them: a floor, not a room."""
    tree = shapely.STRtree([room.area for room in rooms])
    found = []
    for index, room in enumerate(rooms):
        inner = [int(other) for other in tree.query(room.area.buffer(CLOSE_M), predicate="covers") if other != index]
        filled = shapely.union_all([rooms[other].area for other in inner]).area
        if len(inner) >= _PARTS and filled >= _PARTS_SHARE * room.area.area:
            found.append(index)
    return found
