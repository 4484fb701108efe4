"""One level of an Open-RMF building: lines as rooms and doors, named vertices as places, lanes as ways."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, Unread
from maps.enclosures import Enclosures, enclose
from maps.readers.names import unused_id
from maps.readers.rmf_file import Edge, RmfLevel
from maps.readers.rmf_frame import Placement
from maps.readers.rmf_lifts import Landing
from maps.repair import find_area
from maps.walls import LevelWalls

WALL_THICKNESS_M = 0.1
"""How thick Open-RMF builds a wall [m]."""
LANE_WIDTH_M = 1.5
"""How wide a way is that is drawn only as lanes, outside of every room [m]."""

_PILLAR_M2 = 2.5
"""A walled face without a door is a pillar or a cupboard when smaller [m²]."""
_CORRIDOR_DOORS = 4
"""A room with so many openings is a way to others."""
_P_ENCLOSED, _P_DOORWAY, _P_LANE = 0.9, 0.7, 0.5
_ROBOT_PARAMS = ("is_charger", "is_cleaning_zone", "spawn_robot_name", "lift_cabin")
_LEAST_LANE_M2 = 1.0


@dataclass(slots=True, kw_only=True)
class LevelPlan:
    """A level being made.

    Parameters
    ----------
    rooms : list of BaseGeometry
        What is enclosed, lifts not cut out yet.
    taken : set of str
        Ids in use, in the whole building.
    """

    level: RmfLevel
    placement: Placement
    file_name: str
    taken: set[str]
    enclosures: Enclosures
    doors: tuple[tuple[Edge, LineString], ...]
    rooms: list[BaseGeometry]
    openings: list[DraftFeature] = field(default_factory=list)
    units: list[DraftFeature] = field(default_factory=list)

    @property
    def source(self) -> str:
        """How findings name the level."""
        return f"{self.file_name} level {self.level.name}"


def plan_level(level: RmfLevel, placement: Placement, file_name: str, taken: set[str]) -> LevelPlan:
    """Return a level with the rooms its lines enclose."""
    walls = [line for _, line in _lines(level, placement, "walls")]
    doors = tuple(_lines(level, placement, "doors"))
    floors, holes = (list(_areas(level, placement, kind)) for kind in ("floors", "holes"))
    enclosures = enclose(walls, [line for _, line in doors], floors, holes)
    return LevelPlan(
        level=level,
        placement=placement,
        file_name=file_name,
        taken=taken,
        enclosures=enclosures,
        doors=doors,
        rooms=list(enclosures.rooms),
    )


def add_lift(plan: LevelPlan, name: str, landing: Landing) -> DraftFeature:
    """Add a lift's landing to a level and return its unit."""
    plan.rooms = list(landing.rooms)
    unit = _feature(plan, f"{name}-{plan.level.name}", "unit", landing.area, f"lift {name}", category="elevator")
    plan.units.append(unit)
    for line in landing.doors:
        plan.openings.append(
            _feature(plan, f"{name}-{plan.level.name}-door", "opening", line, f"lift {name}", automatic=True)
        )
    return unit


def finish_level(plan: LevelPlan) -> tuple[tuple[DraftFeature, ...], tuple[Unread, ...]]:
    """Return the units, openings, fixtures and places of a level, and what is of no use to people."""
    shells, pillars = _shells(plan)
    lanes = list(_lane_ways(plan, [*shells, *plan.units]))
    ground = [*shells, *plan.units, *lanes]
    walls = LevelWalls(units=ground, areas=[unit.geometry for unit in ground if unit.geometry is not None])
    unread = list(_not_for_people(plan))
    openings = list(_openings(plan, walls, unread))
    rooms = list(_rooms(plan, shells, openings))
    fixtures = (*pillars, *_standing_walls(plan))
    return (*rooms, *plan.units, *lanes, *openings, *fixtures, *_places(plan, rooms)), tuple(unread)


def _shells(plan: LevelPlan) -> tuple[list[DraftFeature], list[DraftFeature]]:
    """Return the rooms, not named yet, and the pillars among what is enclosed."""
    rooms, pillars = [], []
    for area in plan.rooms:
        if area.area < _PILLAR_M2 and not _has_door(plan, area):
            pillars.append(_feature(plan, _at("pillar", plan, area), "fixture", area, "walls", category="column"))
        else:
            name = _at("room", plan, area)
            rooms.append(_feature(plan, name, "unit", area, "walls", _P_ENCLOSED, category="room"))
    return rooms, pillars


def _rooms(plan: LevelPlan, shells: Sequence[DraftFeature], openings: Sequence[DraftFeature]) -> Iterator[DraftFeature]:
    """Yield rooms with their names; one that many doors lead to is a way to others."""
    doors = Counter(unit_id for opening in openings for unit_id in opening.properties["unit_ids"])
    for unit in shells:
        yield _with(unit, category="walkway") if doors[unit.id] >= _CORRIDOR_DOORS else _named(plan, unit)


def _lines(level: RmfLevel, placement: Placement, kind: str) -> Iterator[tuple[Edge, LineString]]:
    for edge in level.edges[kind]:
        start, end = placement.points[edge.start], placement.points[edge.end]
        if abs(start - end) > 0:
            yield edge, LineString([(start.real, start.imag), (end.real, end.imag)])


def _areas(level: RmfLevel, placement: Placement, kind: str) -> Iterator[Polygon]:
    for ring in level.rings[kind]:
        yield Polygon([(placement.points[each].real, placement.points[each].imag) for each in ring])


def _feature(
    plan: LevelPlan, name: str, kind: str, geometry: BaseGeometry, what: str, confidence: float = 1.0, **properties: Any
) -> DraftFeature:
    return DraftFeature(
        id=unused_id(name, plan.taken),
        feature_type=kind,
        geometry=geometry,
        properties={"level_id": plan.level.name, **properties},
        source=f"{plan.source} {what}",
        confidence=confidence,
    )


def _at(word: str, plan: LevelPlan, area: BaseGeometry) -> str:
    """Name a thing after its place, so that it keeps its id when others are drawn."""
    centre = area.centroid
    return f"{plan.level.name}-{word}-{centre.x:.0f}x{centre.y:.0f}"


def _has_door(plan: LevelPlan, room: BaseGeometry) -> bool:
    outline = room.boundary
    lines = [line for _, line in plan.doors] + list(plan.enclosures.doorways)
    return any(outline.dwithin(line.interpolate(0.5, normalized=True), WALL_THICKNESS_M) for line in lines)


def _standing_walls(plan: LevelPlan) -> Iterator[DraftFeature]:
    """Yield walls that stand in a room, as thick as they are built."""
    walls = find_area(plan.enclosures.standing.buffer(WALL_THICKNESS_M / 2, cap_style="flat"))
    for part in shapely.get_parts(walls) if walls is not None else ():
        yield _feature(plan, _at("wall", plan, part), "fixture", part, "walls", category="wall", solid=True)


def _openings(plan: LevelPlan, walls: LevelWalls, unread: list[Unread]) -> Iterator[DraftFeature]:
    for edge, line in plan.doors:
        name = str(edge.params.get("name") or f"{plan.level.name}-door-{edge.start}-{edge.end}")
        sides = walls.sides(line)
        if sides[0] == sides[1]:
            reason = "The door stands in the open, between no two rooms."
            unread.append(Unread(source=f"{plan.source} door {name}", reason=reason, raw={"ends": list(line.coords)}))
            continue
        yield _opening(plan, walls, _feature(plan, name, "opening", line, f"door {name}", labels={"und": name}))
    for opening in plan.openings:
        yield _opening(plan, walls, opening)
    for line in plan.enclosures.doorways:
        doorway = _feature(
            plan, _at("doorway", plan, line), "opening", line, "edge of a floor", _P_DOORWAY, has_door=False
        )
        yield _opening(plan, walls, doorway)


def _opening(plan: LevelPlan, walls: LevelWalls, opening: DraftFeature) -> DraftFeature:
    """Say which units an opening joins; one with a unit on one side only leads into the open."""
    assert isinstance(opening.geometry, LineString)
    ids = sorted(walls.unit_ids(opening.geometry))
    return _with(opening, unit_ids=ids, entrance=len(ids) == 1)


def _named(plan: LevelPlan, unit: DraftFeature) -> DraftFeature:
    """Give a room the name of the only named vertex in it."""
    names = [
        name for name, point in _named_points(plan) if unit.geometry is not None and unit.geometry.intersects(point)
    ]
    return _with(unit, labels={"und": names[0]}) if len(names) == 1 else unit


def _places(plan: LevelPlan, rooms: Sequence[DraftFeature]) -> Iterator[DraftFeature]:
    """Yield the named vertices that no room is named after."""
    taken = {unit.properties.get("labels", {}).get("und") for unit in rooms}
    for name, point in _named_points(plan):
        if name not in taken:
            yield _feature(
                plan, f"{plan.level.name}-{name}", "amenity", point, f"vertex {name}",
                category="unspecified", labels={"und": name},
            )  # fmt: skip


def _named_points(plan: LevelPlan) -> Iterator[tuple[str, Point]]:
    for vertex, place in zip(plan.level.vertices, plan.placement.points, strict=True):
        if vertex is not None and vertex.name and not any(vertex.params.get(param) for param in _ROBOT_PARAMS):
            yield vertex.name, Point(place.real, place.imag)


def _lane_ways(plan: LevelPlan, units: Sequence[DraftFeature]) -> Iterator[DraftFeature]:
    """Yield the ground along lanes where no room is drawn: the only way people know of there."""
    lanes = [line for _, line in _lines(plan.level, plan.placement, "lanes")]
    rooms = shapely.union_all([unit.geometry for unit in units if unit.geometry is not None])
    outside = shapely.union_all(lanes).difference(rooms)
    for part in shapely.get_parts(outside.buffer(LANE_WIDTH_M / 2).difference(rooms)):
        if part.area >= _LEAST_LANE_M2:
            yield _feature(plan, _at("lane", plan, part), "unit", part, "lanes", _P_LANE, category="walkway")


def _not_for_people(plan: LevelPlan) -> Iterator[Unread]:
    lanes = list(_lines(plan.level, plan.placement, "lanes"))
    if lanes:
        raw = {"lanes": [[list(line.coords[0]), list(line.coords[-1]), dict(edge.params)] for edge, line in lanes]}
        yield Unread(source=plan.source, reason=f"Its {len(lanes)} lanes are for robots.", raw=raw)
    if plan.level.model_count:
        reason = f"Its {plan.level.model_count} models (furniture) have places but no sizes."
        yield Unread(source=plan.source, reason=reason, raw={"models": plan.level.model_count})
    if plan.enclosures.closed:
        lengths = [round(line.length, 2) for line in plan.enclosures.closed]
        reason = f"{len(lengths)} wall ends that fell short by up to {max(lengths):g} m were let meet."
        yield Unread(source=plan.source, reason=reason, raw={"lengths_m": lengths})


def _with(feature: DraftFeature, **properties: Any) -> DraftFeature:
    return replace(feature, properties={**feature.properties, **properties})
