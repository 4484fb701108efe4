"""Stairs, ramps, lifts and escalators of a building model: which levels they join, and where they are boarded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from maps.connectors import KINDS, STOP_REACH_M
from maps.draft import DraftFeature
from maps.errors import BadInputError
from maps.readers.ifc_model import Entity, FloatArray, Model, feature_id
from maps.readers.ifc_place import Place
from maps.readers.ifc_shapes import Mesh, Shapes, shadow
from maps.readers.ifc_storeys import Storey, find_storey
from maps.readers.ifc_treads import slope_ends, step_off, treads_of
from maps.readers.ifc_units import HEADROOM_M, accessibility_of
from maps.venue import Accessibility, PortalKind

_P_PLACED = 0.9
_P_EITHER_WAY = 0.5
"""A model does not say whether an escalator goes up or down."""
_HELD_SHARE = 0.5
"""A space of which stairs cover this share is a stairwell."""
_SHAFT_M2 = 15.0
"""The largest space that becomes a lift shaft because a lift stands in it [m²]."""
_SAME_LIFT_M = 1.0
_RISER_M = 0.6
"""The first and the last tread are this near to their floors [m]."""
_LANDING_M = 0.25
"""The landing on a floor between is this near to it [m]."""
_BELOW_M = 0.5
_INSIDE_M = 0.2
_WALKED = ("IfcStairFlight", "IfcRampFlight", "IfcSlab")
_CARRIERS = {
    "ELEVATOR": PortalKind.ELEVATOR,
    "ESCALATOR": PortalKind.ESCALATOR,
    "MOVINGWALKWAY": PortalKind.MOVING_WALKWAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Something that joins levels.

    Parameters
    ----------
    ground : BaseGeometry
        What it covers [m, axes of the model].
    landings : tuple
        The storeys it joins, from below, and where it is boarded there [m, axes of the model].
    """

    entity: Entity
    kind: PortalKind
    ground: BaseGeometry
    landings: tuple[tuple[Storey, FloatArray], ...]
    slope_percent: float | None = None


def read_ways(model: Model, shapes: Shapes, storeys: Sequence[Storey]) -> list[Way]:
    """Return what joins the levels of a model; what joins no two of them is kept as unread."""
    stairs = _outermost(model, "IfcStair", "IfcStairFlight")
    ramps = _outermost(model, "IfcRamp", "IfcRampFlight")
    carriers = model.of_class("IfcTransportElement")
    return [
        *model.take(stairs, lambda entity: [_stairs(model, shapes, storeys, entity)]),
        *model.take(ramps, lambda entity: [_slope(model, shapes, storeys, entity, PortalKind.RAMP)]),
        *_without_twins(model.take(carriers, lambda entity: _carrier(model, shapes, storeys, entity))),
    ]


def held_spaces(ways: Sequence[Way]) -> dict[str, str]:
    """Return the category of the spaces that are what stands in them, by id: stairwells and lift shafts."""
    held = {}
    for way in ways:
        for storey, point in way.landings:
            for space in storey.spaces:
                covered_m2 = space.area.intersection(way.ground).area
                is_shaft = way.kind is PortalKind.ELEVATOR and space.area.area < _SHAFT_M2
                if covered_m2 > _HELD_SHARE * space.area.area or (is_shaft and space.area.intersects(Point(point))):
                    held[space.id] = str(way.kind.value).replace("_", "")
    return held


def portal_of(model: Model, way: Way, place: Place, units: Sequence[DraftFeature]) -> DraftFeature:
    """Return a way between levels as a portal; its stops are in its stairwell or shaft where one is drawn.

    The units of the other stops `maps.topology` finds.
    """
    ground = place.geometry_to_local(way.ground)
    wells = [unit for unit in units if KINDS.get(unit.properties["category"]) == way.kind.value]
    is_carrier = way.entity.is_a("IfcTransportElement")
    steps = way.kind in (PortalKind.STAIRS, PortalKind.ESCALATOR)
    sizes = {"car_width_m": "ClearWidth", "car_depth_m": "ClearDepth"} if way.kind is PortalKind.ELEVATOR else {}
    stated = {name: model.length_m(way.entity, said) for name, said in sizes.items()}
    optional: dict[str, Any] = {**stated, "slope_percent": way.slope_percent}
    return DraftFeature(
        id=feature_id(way.entity),
        feature_type="portal",
        geometry=None,
        properties={
            "kind": way.kind.value,
            "stops": [
                _stop(storey, place.to_local(point[None, :])[0], ground, wells) for storey, point in way.landings
            ],
            "one_way": False,
            "accessibility": (Accessibility.NO if steps else accessibility_of(model, way.entity)).value,
            **{name: value for name, value in optional.items() if value is not None},
        },
        source=model.source(way.entity),
        confidence=_P_EITHER_WAY if is_carrier and way.kind is not PortalKind.ELEVATOR else _P_PLACED,
    )


def _stop(storey: Storey, point: FloatArray, ground: BaseGeometry, wells: Sequence[DraftFeature]) -> dict[str, Any]:
    """Return where a way is boarded on a level; within its stairwell there, if it has one [local m]."""
    spot = Point(point)
    for well in wells:
        area = well.geometry
        if area is None or well.properties["level_id"] != storey.id or not area.dwithin(spot, STOP_REACH_M):
            continue
        if area.intersection(ground).area > _HELD_SHARE * min(area.area, ground.area):
            inside = area.buffer(-_INSIDE_M)
            spot = nearest_points(area if inside.is_empty else inside, spot)[0]
    return {"level_id": storey.id, "point": [spot.x, spot.y]}


def _outermost(model: Model, whole: str, part: str) -> list[Entity]:
    """Return the wholes of a model, and the parts that belong to none."""
    return [*model.of_class(whole), *(each for each in model.of_class(part) if not model.find_whole(each, whole))]


def _surface(model: Model, shapes: Shapes, entity: Entity) -> Mesh:
    """Return what is walked on of stairs or a ramp: flights and landings, without railings and stringers."""
    parts = [part for part in model.parts(entity) if any(part.is_a(walked) for walked in _WALKED)]
    meshes = [mesh for each in parts or [entity] if (mesh := shapes.find_mesh(model, each)) is not None]
    up = Mesh(corners=np.concatenate([mesh.corners for mesh in meshes])).facing_up() if meshes else None
    if up is None:
        raise BadInputError("It has no shape that can be read, so nobody knows which levels it joins.")
    return up


def _stairs(model: Model, shapes: Shapes, storeys: Sequence[Storey], entity: Entity) -> Way:
    surface = _surface(model, shapes, entity)
    treads = treads_of(surface)
    if len(treads) < 2:
        return _slope(model, shapes, storeys, entity, PortalKind.STAIRS)
    landings = []
    for storey in _of_building(model, storeys, entity):
        index = min(range(len(treads)), key=lambda i: abs(treads[i].height_m - storey.floor_m))
        reach_m = _RISER_M if index in (0, len(treads) - 1) else _LANDING_M
        if abs(treads[index].height_m - storey.floor_m) <= reach_m:
            landings.append((storey, step_off(treads, index)))
    return _way(entity, PortalKind.STAIRS, surface, landings)


def _slope(model: Model, shapes: Shapes, storeys: Sequence[Storey], entity: Entity, kind: PortalKind) -> Way:
    surface = _surface(model, shapes, entity)
    ends = slope_ends(surface)
    near = _of_building(model, storeys, entity)
    landings = [(storey, end.middle) for end in ends if (storey := find_storey(near, end.height_m)) is not None]
    run_m = float(np.hypot(*(ends[1].middle - ends[0].middle)))
    slope = round(100 * (ends[1].height_m - ends[0].height_m) / run_m, 1) if run_m > 0 else None
    return _way(entity, kind, surface, landings, slope if kind is PortalKind.RAMP else None)


def _carrier(model: Model, shapes: Shapes, storeys: Sequence[Storey], entity: Entity) -> Iterator[Way]:
    said = getattr(entity, "OperationType", None) or getattr(entity, "PredefinedType", None)
    said = said or getattr(model.type_of(entity), "PredefinedType", None)
    kind = _CARRIERS.get(str(said))
    if kind is None:
        raise BadInputError("It is no lift, escalator or moving walk.")
    if kind is PortalKind.ELEVATOR:
        yield _lift(model, shapes, storeys, entity)
    else:
        yield _slope(model, shapes, storeys, entity, kind)


def _lift(model: Model, shapes: Shapes, storeys: Sequence[Storey], entity: Entity) -> Way:
    """Return a lift: it stops on the levels that its own shape passes, and where a small space lies round it."""
    mesh = shapes.find_mesh(model, entity)
    middle = model.placement(entity)[:2, 3]
    if mesh is not None:
        middle = np.asarray((mesh.points[:, :2].min(axis=0) + mesh.points[:, :2].max(axis=0)) / 2)
    landings = [
        (storey, middle)
        for storey in _of_building(model, storeys, entity)
        if (mesh is not None and mesh.bottom_m - _BELOW_M <= storey.floor_m <= mesh.top_m - HEADROOM_M)
        or any(space.area.area < _SHAFT_M2 and space.area.intersects(Point(middle)) for space in storey.spaces)
    ]
    return _way(entity, PortalKind.ELEVATOR, mesh, landings)


def _way(
    entity: Entity,
    kind: PortalKind,
    surface: Mesh | None,
    landings: Sequence[tuple[Storey, FloatArray]],
    slope_percent: float | None = None,
) -> Way:
    if len({storey.id for storey, _ in landings}) < 2:
        raise BadInputError("It joins no two levels that have spaces.")
    ground = shapely.Polygon() if surface is None else shadow(surface)
    return Way(entity=entity, kind=kind, ground=ground, landings=tuple(landings), slope_percent=slope_percent)


def _of_building(model: Model, storeys: Sequence[Storey], entity: Entity) -> list[Storey]:
    building = model.find_whole(entity, "IfcBuilding")
    return [storey for storey in storeys if building is None or storey.building == building]


def _without_twins(ways: Iterator[Way]) -> Iterator[Way]:
    """Yield the ways without lifts that stand in a lift: one car drawn on each storey is one lift."""
    lifts: list[FloatArray] = []
    for way in ways:
        if way.kind is PortalKind.ELEVATOR:
            place = way.landings[0][1]
            if any(np.hypot(*(place - other)) < _SAME_LIFT_M for other in lifts):
                continue
            lifts.append(place)
        yield way
