"""The spaces of a building model, each with the ground it covers and its heights."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from maps.errors import BadInputError
from maps.readers.ifc_model import Entity, Model, feature_id, text_of
from maps.readers.ifc_shapes import Mesh, Shapes, floor_of

HEIGHT_M = 2.5
"""The height of a space that is known only by its outline [m]."""

_LEAST_M2 = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A space that people could stand in.

    Parameters
    ----------
    area : BaseGeometry
        The ground it covers [m, axes of the model].
    floor_m, top_m : float
        Where it begins and ends [m].
    storey, building : Entity or None
        What it belongs to.
    """

    id: str
    entity: Entity
    area: BaseGeometry
    floor_m: float
    top_m: float
    storey: Entity | None
    building: Entity | None


def read_spaces(model: Model, shapes: Shapes) -> list[Space]:
    """Return the spaces of a model that cover ground; the others are kept as unread."""
    return list(model.take(model.of_class("IfcSpace"), lambda entity: [_space(model, shapes, entity)]))


def _space(model: Model, shapes: Shapes, entity: Entity) -> Space:
    if any(part.is_a("IfcSpace") for part in model.parts(entity)):
        raise BadInputError("It is made of other spaces, which are read instead.")
    if "GFA" in (getattr(entity, "PredefinedType", None), text_of(entity, "ObjectType").upper()):
        raise BadInputError("It is the gross area of a floor, which is no space.")
    mesh, area = _ground(model, shapes, entity)
    height_m = 0.0 if mesh else float(model.placement(entity)[2, 3])
    return Space(
        id=feature_id(entity),
        entity=entity,
        area=area,
        floor_m=mesh.bottom_m if mesh else height_m,
        top_m=mesh.top_m if mesh else height_m + HEIGHT_M,
        storey=model.find_whole(entity, "IfcBuildingStorey"),
        building=model.find_whole(entity, "IfcBuilding"),
    )


def _ground(model: Model, shapes: Shapes, entity: Entity) -> tuple[Mesh | None, BaseGeometry]:
    """Return the ground of a space by its body, else by its plan symbol, else by the surfaces that bound it."""
    body = shapes.find_mesh(model, entity)
    if body is not None and (area := floor_of(body)).area > _LEAST_M2:
        return body, area
    outline = shapes.find_outline(entity)
    if outline is not None and outline.area > _LEAST_M2:
        return None, outline
    bounds = shapes.find_bounds(model, entity)
    if bounds is not None and (area := floor_of(bounds)).area > _LEAST_M2:
        return bounds, area
    raise BadInputError("It has no shape that can be read, so nobody knows where it is.")
