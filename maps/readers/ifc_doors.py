"""The doors of a building model, and the holes in its walls that people walk through, as openings between units."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.errors import BadInputError
from maps.readers.ifc_gaps import Gap, between, door_gap, hole_gap
from maps.readers.ifc_model import Entity, Model, feature_id
from maps.readers.ifc_place import Place
from maps.readers.ifc_shapes import Shapes
from maps.readers.ifc_storeys import AT_M, Storey, find_storey
from maps.readers.ifc_units import accessibility_of
from maps.venue import Access, Accessibility
from maps.walls import LevelWalls

_REACH_M = 1.0
"""A space that is stated to be bounded by a door lies this near to it [m]."""
_OUTSIDE_M = 1.0
_P_SIDES = 0.9
_P_ENTRANCE = 0.8
_LEAST_HEIGHT_M, _LEAST_WIDTH_M, _SILL_M = 1.8, 0.6, 0.3
"""A hole in a wall is a passage when it is this high and wide, and begins this near to the floor [m]."""


@dataclass(kw_only=True)
class Doors:
    """Makes the openings of a model.

    Parameters
    ----------
    units : sequence of DraftFeature
        The units that the openings are to join.
    """

    model: Model
    shapes: Shapes
    place: Place
    storeys: Sequence[Storey]
    units: Sequence[DraftFeature]

    @cached_property
    def _by_id(self) -> Mapping[str, DraftFeature]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _walls(self) -> Mapping[str, LevelWalls]:
        """The units of each level, as things with sides."""
        levels: dict[str, list[DraftFeature]] = defaultdict(list)
        for unit in self.units:
            levels[unit.properties["level_id"]].append(unit)
        return {
            level_id: LevelWalls(units=units, areas=[unit.geometry or Polygon() for unit in units])
            for level_id, units in levels.items()
        }

    @cached_property
    def _outlines(self) -> dict[str, BaseGeometry]:
        """What lies within the outermost walls of the levels that were asked for."""
        return {}

    def openings(self) -> Iterator[DraftFeature]:
        """Yield an opening for each door, and for each hole without a door that joins two units."""
        doors = self.model.of_class("IfcDoor")
        made = list(self.model.take(doors, self._door))
        fire_exits = {door.GlobalId for door in doors if self.model.flag(door, "FireExit", "IsFireExit")}
        yield from _everyday(made, fire_exits)
        yield from self.model.take(self.model.of_class("IfcOpeningElement"), self._passage)

    def _door(self, door: Entity) -> Iterator[DraftFeature]:
        if "TRAPDOOR" in (getattr(door, "PredefinedType", None), getattr(door, "OperationType", None)):
            raise BadInputError("It is a trapdoor.")
        hole = _hole_of(door)
        gap = door_gap(self.model, self.shapes, self.place, door, hole)
        storey = self._storey(door, gap)
        bounds = [bound for each in (door, hole) if each for bound in self.model.bounds_at.get(each.id(), ())]
        sides, confidence = self._sides(storey, gap, bounds)
        is_entrance = len(sides) == 1 and storey.ordinal == 0 and self._leads_outside(door, storey, gap, bounds)
        if is_entrance:
            confidence = min(confidence, _P_ENTRANCE)
        properties = {"entrance": is_entrance, **_door_properties(self.model, door)}
        yield self._opening(door, storey, gap, sides, properties, confidence)

    def _passage(self, hole: Entity) -> Iterator[DraftFeature]:
        wall = self.model.find_whole(hole, "IfcWall")
        if wall is None or hole.HasFillings or "RECESS" in str(getattr(hole, "PredefinedType", "")):
            return
        gap = hole_gap(self.model, self.shapes, self.place, hole, wall)
        if gap is None or gap.top_m - gap.bottom_m < _LEAST_HEIGHT_M or gap.line.length < _LEAST_WIDTH_M:
            return
        storey = find_storey(self.storeys, gap.bottom_m, self.model.find_whole(hole, "IfcBuilding"))
        if storey is None or gap.bottom_m - storey.floor_m > _SILL_M:
            return
        sides = self._walls[storey.id].unit_ids(gap.line)
        if len(sides) == 2:
            yield self._opening(hole, storey, gap, sides, {"has_door": False}, _P_SIDES)

    def _opening(
        self, entity: Entity, storey: Storey, gap: Gap, sides: Sequence[str], properties: Mapping[str, Any], p: float
    ) -> DraftFeature:
        areas = [self._by_id[unit_id].geometry or Polygon() for unit_id in sides]
        return DraftFeature(
            id=feature_id(entity),
            feature_type="opening",
            geometry=between(gap.line, areas[0], areas[1]) if len(areas) == 2 else gap.line,
            properties={"level_id": storey.id, "unit_ids": list(sides), **properties},
            source=self.model.source(entity),
            confidence=p,
        )

    def _storey(self, door: Entity, gap: Gap) -> Storey:
        """Return the storey that a door is stated to stand on, if it does; else the one at its height."""
        stated = self.model.find_whole(door, "IfcBuildingStorey")
        for storey in self.storeys:
            if stated is not None and storey.entity == stated and abs(storey.floor_m - gap.bottom_m) <= AT_M:
                return storey
        storey_there = find_storey(self.storeys, gap.bottom_m, self.model.find_whole(door, "IfcBuilding"))
        if storey_there is None:
            raise BadInputError("It stands on no storey that has spaces.")
        return storey_there

    def _sides(self, storey: Storey, gap: Gap, bounds: Sequence[Entity]) -> tuple[tuple[str, ...], float]:
        """Return the units a door joins, by the boundaries of spaces, else by its place; and how sure that is."""
        walls = self._walls[storey.id]
        spaces = {bound.RelatingSpace.GlobalId for bound in bounds}
        stated = sorted(
            unit.id
            for unit, area in zip(walls.units, walls.areas, strict=True)
            if unit.properties["external_ids"]["ifc"] in spaces and area.distance(gap.line) <= _REACH_M
        )
        if len(stated) == 2:
            return tuple(stated), 1.0
        left, right = walls.sides(gap.line)
        if left is not None and left == right:
            raise BadInputError(
                "It is a door within one space: of a stall or a cupboard, or the room behind is not drawn."
            )
        return tuple(sorted(walls.unit_ids(gap.line))), _P_SIDES

    def _leads_outside(self, door: Entity, storey: Storey, gap: Gap, bounds: Sequence[Entity]) -> bool:
        """Say whether a door with a unit on one side leads into the open: as stated, else by its place."""
        said = {bound.InternalOrExternalBoundary for bound in bounds} & {"INTERNAL", "EXTERNAL"}
        stated = self.model.flag(door, "IsExternal")
        if stated or "EXTERNAL" in said:
            return True
        if stated is False or said:
            return False
        outline = self._outline(storey.id)
        steps = [gap.line.offset_curve(sign * _OUTSIDE_M).interpolate(0.5, normalized=True) for sign in (1, -1)]
        return not all(outline.intersects(step) for step in steps)

    def _outline(self, level_id: str) -> BaseGeometry:
        if level_id not in self._outlines:
            ground = shapely.union_all(self._walls[level_id].areas).buffer(_OUTSIDE_M).buffer(-_OUTSIDE_M)
            filled = [Polygon(part.exterior) for part in shapely.get_parts(ground)]
            self._outlines[level_id] = shapely.union_all(filled)
        return self._outlines[level_id]


def _hole_of(door: Entity) -> Entity | None:
    """Return the hole in a wall that a door fills, or None."""
    return next((fill.RelatingOpeningElement for fill in door.FillsVoids or ()), None)


def _door_properties(model: Model, door: Entity) -> dict[str, Any]:
    kind = getattr(door, "OperationType", None) or getattr(model.type_of(door), "OperationType", None)
    stated = accessibility_of(model, door)
    turns = kind == "REVOLVING" and stated is Accessibility.UNKNOWN
    return {
        "has_door": True,
        "automatic": bool(model.flag(door, "HasDrive", "AutomaticDrive")),
        "accessibility": (Accessibility.NO if turns else stated).value,
        "external_ids": {"ifc": door.GlobalId},
    }


def _everyday(openings: Sequence[DraftFeature], fire_exits: AbstractSet[str]) -> Iterator[DraftFeature]:
    """Yield the openings with exits for fire closed, unless a building has no other entrance.

    A main entrance is a way out of a fire too; a building whose every door is one has no exits for fire alone.
    """
    entrances = {opening.properties["external_ids"]["ifc"] for opening in openings if opening.properties["entrance"]}
    closed_ids = entrances & fire_exits if entrances - fire_exits else frozenset()
    for opening in openings:
        if opening.properties["external_ids"]["ifc"] in closed_ids:
            closed = {**opening.properties, "entrance": False, "access": Access.CLOSED.value}
            yield replace(opening, properties=closed, confidence=min(opening.confidence, _P_ENTRANCE))
        else:
            yield opening
