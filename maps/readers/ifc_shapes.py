"""The shapes of a building model: surfaces in metres, the floor of a space, what stands at a height."""

from dataclasses import dataclass
from typing import Any

import ifcopenshell.geom
import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from maps.errors import BadInputError
from maps.readers.ifc_model import Entity, FloatArray, Model

MAX_FACES = 200_000
"""The most triangles of one thing: a round lecture hall has some thousands."""

_STEP_M = 0.5
"""Faces of a space that begin higher than this above its floor are niches, sills and ledges [m]."""
_FAR_M = 1e7
"""Map coordinates reach 10,000 km; beyond, a number is a slip [m]."""
_GRID_M = 1e-4
_SPECK_M2 = 1e-6
_FLAT = 0.7
"""A face whose normal is nearer to upright than 45° can be stood on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """A surface of triangles.

    Parameters
    ----------
    corners : array of shape (n, 3, 3)
        Triangle, corner, x y z [m, axes of the model].
    """

    corners: FloatArray

    @property
    def bottom_m(self) -> float:
        """The lowest height [m]."""
        return float(self.corners[:, :, 2].min())

    @property
    def top_m(self) -> float:
        """The greatest height [m]."""
        return float(self.corners[:, :, 2].max())

    @property
    def points(self) -> FloatArray:
        """The corners of all triangles, an array of shape (3n, 3) [m]."""
        return self.corners.reshape(-1, 3)

    def facing_up(self) -> "Mesh | None":
        """Return the faces that can be stood on, or None."""
        normals = np.cross(self.corners[:, 1] - self.corners[:, 0], self.corners[:, 2] - self.corners[:, 0])
        lengths = np.linalg.norm(normals, axis=1)
        kept = (lengths > _SPECK_M2) & (normals[:, 2] > _FLAT * lengths)
        return Mesh(corners=self.corners[kept]) if kept.any() else None


class Shapes:
    """Builds the shapes of the things of one model."""

    def __init__(self) -> None:
        self._solid = _settings()
        self._unpierced = _settings(("disable-opening-subtractions", True))
        self._lines = _settings(("dimensionality", ifcopenshell.ifcopenshell_wrapper.CURVES_SURFACES_AND_SOLIDS))

    def find_mesh(self, model: Model, entity: Entity, *, pierced: bool = True) -> Mesh | None:
        """Return the surface of a thing [m, axes of the model], or None where it has none.

        Parameters
        ----------
        pierced : bool
            Whether openings are cut out of a wall.

        Raises
        ------
        BadInputError
            If it is placed relative to itself, is not in finite numbers or has more than `MAX_FACES`.
        """
        model.check_placed(entity)
        try:
            geometry = ifcopenshell.geom.create_shape(self._solid if pierced else self._unpierced, entity).geometry
        except RuntimeError:
            return None
        return _mesh(geometry)

    def find_outline(self, entity: Entity) -> BaseGeometry | None:
        """Return the area that the plan symbol of a space encloses [m, axes of the model], or None."""
        representation = entity.Representation
        for each in representation.Representations if representation else ():
            if each.RepresentationIdentifier == "FootPrint":
                try:
                    geometry = ifcopenshell.geom.create_shape(self._lines, entity, each).geometry
                except RuntimeError:
                    continue
                area = _enclosed(geometry)
                if area is not None:
                    return area
        return None

    def find_bounds(self, model: Model, space: Entity) -> Mesh | None:
        """Return the surfaces that bound a space [m, axes of the model], or None."""
        corners = []
        for bound in model.bounds_of.get(space.id(), ()):
            if bound.ConnectionGeometry is not None:
                try:
                    mesh = _mesh(ifcopenshell.geom.create_shape(self._solid, bound.ConnectionGeometry[0]))
                except RuntimeError:
                    continue
                if mesh is not None:
                    corners.append(mesh.corners)
        if not corners:
            return None
        matrix = model.placement(space)
        return Mesh(corners=np.concatenate(corners) @ matrix[:3, :3].T + matrix[:3, 3])


def floor_of(mesh: Mesh) -> BaseGeometry:
    """Return the ground that a space covers [m, axes of the model]; empty where its surface encloses none.

    What begins higher than a step above its lowest point is a niche or a ledge, unless most of it does: a floor that
    rises in steps.
    """
    begins_m = mesh.corners[:, :, 2].min(axis=1)
    low = shadow(Mesh(corners=mesh.corners[begins_m < mesh.bottom_m + _STEP_M]))
    whole = shadow(mesh)
    return low if low.area >= whole.area / 2 else whole


def shadow(mesh: Mesh) -> BaseGeometry:
    """Return what a surface covers, seen from above [m, axes of the model]."""
    flat = np.asarray(shapely.polygons(mesh.corners[:, :, :2]), dtype=object)
    flat = flat[shapely.area(flat) > _SPECK_M2]
    return shapely.simplify(shapely.union_all(shapely.set_precision(flat, _GRID_M), grid_size=_GRID_M), _GRID_M)


def section(mesh: Mesh, height_m: float) -> BaseGeometry:
    """Return what a solid covers at a height [m]; empty where it does not reach it."""
    triangles = mesh.corners
    above = triangles[:, :, 2] > height_m
    cut = triangles[above.any(axis=1) & ~above.all(axis=1)]
    if not len(cut):
        return Polygon()
    pieces = shapely.set_precision(shapely.union_all(shapely.linestrings(_cut_lines(cut, height_m))), _GRID_M)
    return shapely.union_all(shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.node(pieces)))))


def _cut_lines(triangles: FloatArray, height_m: float) -> FloatArray:
    """Return where triangles that cross a height meet it, an array of shape (n, 2, 2) [m]."""
    above = triangles[:, :, 2] > height_m
    is_lone = above == (above.sum(axis=1) == 1)[:, None]
    rows, lone = np.arange(len(triangles)), is_lone.argmax(axis=1)
    tip = triangles[rows, lone][:, None]
    base = np.stack([triangles[rows, (lone + step) % 3] for step in (1, 2)], axis=1)
    share = (height_m - tip[:, :, 2:]) / (base[:, :, 2:] - tip[:, :, 2:])
    lines: FloatArray = (tip + (base - tip) * share)[:, :, :2]
    return lines


def _mesh(geometry: Any) -> Mesh | None:
    points = np.array(geometry.verts, dtype=np.float64).reshape(-1, 3)
    faces = np.array(geometry.faces, dtype=np.int64).reshape(-1, 3)
    if len(faces) > MAX_FACES:
        raise BadInputError(f"Its shape has more than {MAX_FACES} faces.")
    if not len(faces):
        return None
    if not (np.abs(points) < _FAR_M).all():  # NaN is not less than anything
        raise BadInputError("Its shape is not in finite numbers of metres.")
    return Mesh(corners=points[faces])


def _enclosed(geometry: Any) -> BaseGeometry | None:
    points = np.array(geometry.verts, dtype=np.float64).reshape(-1, 3)
    edges = np.array(geometry.edges, dtype=np.int64).reshape(-1, 2)
    if not len(edges) or not (np.abs(points) < _FAR_M).all():
        return None
    lines = np.asarray(shapely.linestrings(points[edges][:, :, :2]), dtype=object)
    area = shapely.union_all(shapely.get_parts(shapely.polygonize(lines)))
    return None if area.is_empty else area


def _settings(*changes: tuple[str, Any]) -> Any:
    settings = ifcopenshell.geom.settings()
    settings.set("use-world-coords", True)
    for name, value in changes:
        settings.set(name, value)
    return settings
