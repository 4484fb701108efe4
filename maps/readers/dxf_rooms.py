"""The rooms of a drawing as units: areas that are drawn or enclosed, with what is written in them."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry import Point

from maps.draft import DraftFeature, Unread
from maps.feature_types import NON_WALKABLE_CATEGORIES
from maps.readers.dxf_areas import Room, read_rooms
from maps.readers.dxf_doors import swing_doors, unswept
from maps.readers.dxf_drawing import Writing
from maps.readers.dxf_layers import Role
from maps.readers.dxf_sheet import Sheet
from maps.readers.dxf_stairs import KINDS, Shaft, find_shafts
from maps.readers.dxf_texts import RoomTexts, category_of, language_of, texts_of_room
from maps.readers.dxf_walls import enclosed_rooms, segments_of
from maps.repair import find_area

_FILLED_SHARE = 0.35
"""A room filled this much by stairs is a staircase."""
_IN_ROOM_SHARE = 0.5
"""Stairs of which this much lies in a room are in that room."""
_OVERLAP_M = 0.1
_NEAR_BUILDING_M = 1.0
_P_DRAWN_SHAFT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Housed:
    """The units of a level, its stairs and lifts in them, and what could not be used."""

    units: tuple[DraftFeature, ...]
    shafts: tuple[Shaft, ...]
    unread: tuple[Unread, ...]


def read_units(sheet: Sheet) -> Housed:
    """Return the rooms of a drawing as units."""
    rooms, unread = _rooms(sheet)
    shafts, own = _shafts(sheet, rooms)
    rooms = [*rooms, *own]
    homes = _homes(sheet, rooms)
    written: dict[int, list[Writing]] = defaultdict(list)
    for writing, home in homes.items():
        written[home].append(sheet.writings[writing])
    texts = [texts_of_room(written[index], sheet.roles, room.area.area) for index, room in enumerate(rooms)]
    units = [
        _unit(sheet, identity, room, said, shafts)
        for identity, room, said in zip(_identities(sheet, rooms, texts), rooms, texts, strict=True)
    ]
    unread += [
        Unread(
            source=f"{sheet.name} {room.source}",
            reason=f"Rooms {', '.join(said.numbers[:8])} are one area: nothing closes between them.",
        )
        for room, said in zip(rooms, texts, strict=True)
        if len(said.numbers) > 1
    ]
    return Housed(
        units=tuple(units),
        shafts=tuple(_placed(shaft, units, rooms) for shaft in shafts),
        unread=(*unread, *_homeless_numbers(sheet, rooms, homes)),
    )


def _rooms(sheet: Sheet) -> tuple[list[Room], list[Unread]]:
    """Return the areas that are drawn; where a number or name lies in none, also what the walls around it enclose."""
    rooms, unread = read_rooms(sheet.strokes(Role.AREA), sheet.name)
    if not rooms:  # areas are often switched off before a plan is printed
        rooms, unread = read_rooms(sheet.strokes(Role.AREA, also_hidden=True), sheet.name)
    drawn = shapely.union_all([room.area for room in rooms])
    homeless = [
        each.point for each in sheet.writings if sheet.is_of_a_room(each) and not drawn.intersects(Point(each.point))
    ]
    if rooms and not homeless:
        return rooms, unread
    shut = [door.line for door in swing_doors(sheet.swings, sheet.leaves, sheet.walls, None)]
    enclosed = enclosed_rooms([*sheet.walls, *unswept(sheet.leaves, sheet.swings)], shut)
    if not rooms:
        return enclosed, unread
    wanted = shapely.multipoints(homeless)
    extra = [r for r in enclosed if r.area.intersects(wanted) and not r.area.buffer(-_OVERLAP_M).intersects(drawn)]
    return [*rooms, *extra], unread


def _shafts(sheet: Sheet, rooms: Sequence[Room]) -> tuple[list[Shaft], list[Room]]:
    """Return the stairs and lifts, and those of them that lie in no room as rooms of their own."""
    shafts, own = [], []
    taken = shapely.union_all([room.area for room in rooms])
    for role in KINDS:
        for shaft in find_shafts(role, segments_of(sheet.strokes(role))):
            area = shaft.area
            if not any(room.area.intersection(area).area >= _IN_ROOM_SHARE * area.area for room in rooms):
                free = find_area(area.difference(taken))
                if free is None:
                    continue
                shaft = replace(shaft, area=free)
                own.append(Room(drawn=free, area=free, source=f"lines of {role}", confidence=_P_DRAWN_SHAFT))
            shafts.append(shaft)
    return shafts, own


def _homes(sheet: Sheet, rooms: Sequence[Room]) -> dict[int, int]:
    """Return the room of each text that lies in one; of rooms that overlap the smallest."""
    tree = shapely.STRtree([Point(each.point) for each in sheet.writings])
    homes: dict[int, int] = {}
    for index in sorted(range(len(rooms)), key=lambda i: -rooms[i].area.area):
        for writing in tree.query(rooms[index].area, predicate="intersects"):
            homes[int(writing)] = index
    return homes


def _identities(sheet: Sheet, rooms: Sequence[Room], texts: Sequence[RoomTexts]) -> list[str]:
    """Return an id for each room: its number, so that it stays the same when the drawing changes; else its handle."""
    counts = Counter(said.numbers[0] for said in texts if said.numbers)
    used: Counter[str] = Counter()
    identities = []
    for room, said in zip(rooms, texts, strict=True):
        has_own = bool(said.numbers) and counts[said.numbers[0]] == 1
        key = said.numbers[0] if has_own else room.source.partition("#")[2]
        base = f"{sheet.level_id}-{re.sub(r'[^0-9A-Za-z.]+', '-', key).strip('-') or _place(room)}"
        used[base] += 1
        identities.append(base if used[base] == 1 else f"{base}-{used[base]}")
    return identities


def _place(room: Room) -> str:
    """Return where a room without a number or a handle is, in whole metres: the same until it is moved."""
    point = room.area.representative_point()
    return f"room-{point.x:.0f}-{point.y:.0f}"


def _unit(sheet: Sheet, identity: str, room: Room, said: RoomTexts, shafts: Sequence[Shaft]) -> DraftFeature:
    by_name = category_of(said.name)
    filling = [s for s in shafts if s.area.intersection(room.area).area >= _FILLED_SHARE * room.area.area]
    category = by_name or (KINDS[filling[0].role] if filling else "room")
    shown = said.name or (said.numbers[0] if said.numbers else "")
    return DraftFeature(
        id=identity,
        feature_type="unit",
        geometry=room.drawn,
        properties={
            "level_id": sheet.level_id,
            "category": category,
            "walkable": category not in NON_WALKABLE_CATEGORIES,
            "labels": {language_of(shown): shown} if shown else {},
            "aliases": [text for text in (*said.numbers, *said.others) if text != shown],
        },
        source=f"{sheet.name} {room.source}",
        confidence=min(room.confidence, sheet.confidence, _P_DRAWN_SHAFT if filling and not by_name else 1.0),
    )


def _placed(shaft: Shaft, units: Sequence[DraftFeature], rooms: Sequence[Room]) -> Shaft:
    """Return stairs or a lift with the unit that most of it lies in."""
    shared = [shaft.area.intersection(room.area) for room in rooms]
    index = max(range(len(rooms)), key=lambda i: float(shared[i].area))
    landing = shared[index].representative_point()
    return replace(shaft, unit_id=units[index].id, point=(landing.x, landing.y))


def _homeless_numbers(sheet: Sheet, rooms: Sequence[Room], homes: Collection[int]) -> Iterator[Unread]:
    """Yield a word on each number written on the building that lies in no room."""
    building = shapely.union_all([*(room.area for room in rooms), *sheet.walls]).envelope
    for index, writing in enumerate(sheet.writings):
        number = sheet.find_number(writing)
        if number is not None and index not in homes and building.dwithin(Point(writing.point), _NEAR_BUILDING_M):
            x, y = writing.point
            yield Unread(
                source=f"{sheet.name} {writing.source}",
                reason=f"Room number {number} at ({x:.1f}, {y:.1f}) lies in no closed area.",
            )
