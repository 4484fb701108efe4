"""Where on earth a building model stands, and how it is turned: from its axes to the venue's frame."""

import math
from dataclasses import dataclass

import ifcopenshell.util.unit
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.frame import LocalFrame
from maps.readers.ifc_model import Entity, FloatArray, Model
from maps.readers.map_grids import find_lonlat

_NORTH_M = 100.0
_FAR_M = 20_000.0
"""A building farther than this from its site's point has map coordinates baked in [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The way from the model's axes to the venue's frame.

    Parameters
    ----------
    origin_m : tuple of float
        The point of the model that is the frame's origin [m].
    turn_rad : float
        How far the model is turned counter-clockwise [rad].
    lon_deg, lat_deg : float
        Where the origin is [degrees]; 0, 0 where nothing says.
    """

    origin_m: tuple[float, float]
    turn_rad: float
    lon_deg: float = 0.0
    lat_deg: float = 0.0

    @property
    def frame(self) -> LocalFrame:
        """The venue's frame."""
        return LocalFrame(origin_lon_deg=self.lon_deg, origin_lat_deg=self.lat_deg)

    def to_local(self, points: FloatArray) -> FloatArray:
        """Return points of the model, an array of shape (n, 2) [m], in the frame [m]."""
        cos, sin = math.cos(self.turn_rad), math.sin(self.turn_rad)
        turned: FloatArray = (points[:, :2] - np.array(self.origin_m)) @ np.array([[cos, sin], [-sin, cos]])
        return turned

    def geometry_to_local(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a plane geometry of the model in the frame [m]."""
        return shapely.transform(geometry, self.to_local)


def place_of(model: Model, ground: BaseGeometry) -> Place:
    """Return where a model stands: by its map conversion, else by its site; what cannot be used is kept as unread.

    Parameters
    ----------
    ground : BaseGeometry
        All its spaces [m, axes of the model].
    """
    return _by_map(model) or _by_site(model, ground)


def _by_map(model: Model) -> Place | None:
    """Return the place that a map conversion to a known grid states, or None."""
    for conversion in model.of_class("IfcMapConversion"):
        metres = _unit_m(getattr(conversion.TargetCRS, "MapUnit", None))
        east_m, north_m = conversion.Eastings * metres, conversion.Northings * metres
        crs = str(conversion.TargetCRS.Name)
        here, north = find_lonlat(crs, east_m, north_m), find_lonlat(crs, east_m, north_m + _NORTH_M)
        if here is not None and north is not None:
            x_m, y_m = LocalFrame(origin_lon_deg=here[0], origin_lat_deg=here[1]).to_local(*north)
            along, across = conversion.XAxisAbscissa, conversion.XAxisOrdinate
            to_grid_rad = math.atan2(across or 0.0, 1.0 if along is None else along)
            turn_rad = to_grid_rad - math.atan2(x_m, y_m)
            return Place(origin_m=(0.0, 0.0), turn_rad=turn_rad, lon_deg=here[0], lat_deg=here[1])
        model.leave(conversion, f"Its grid ({crs[:40]}) is not known, so its map coordinates were not used.")
    return None


def _by_site(model: Model, ground: BaseGeometry) -> Place:
    turn_rad = _true_north_rad(model)
    west, south, _, _ = map(float, ground.bounds)
    for site in model.of_class("IfcSite"):
        lon_deg, lat_deg = _degrees(site.RefLongitude), _degrees(site.RefLatitude)
        if lon_deg is None or lat_deg is None or (lon_deg, lat_deg) == (0.0, 0.0):
            continue
        if not (abs(lon_deg) <= 180 and abs(lat_deg) <= 85):
            model.leave(site, "Its latitude and longitude are no place a building can stand on.")
            continue
        x_m, y_m = (float(each) for each in model.placement(site)[:2, 3])
        if math.hypot(west - x_m, south - y_m) > _FAR_M:
            model.leave(site, "It lies too far from its building; the building was put at its latitude and longitude.")
            x_m, y_m = west, south
        return Place(origin_m=(x_m, y_m), turn_rad=turn_rad, lon_deg=lon_deg, lat_deg=lat_deg)
    for project in model.of_class("IfcProject"):
        model.leave(project, "Nothing says where on earth it stands; it was put at 0° 0°.")
    return Place(origin_m=(west, south), turn_rad=turn_rad)


def _unit_m(unit: Entity | None) -> float:
    """Return the unit of a map [m]; metres where none is given."""
    if unit is None:
        return 1.0
    if unit.is_a("IfcConversionBasedUnit"):
        factor = unit.ConversionFactor
        return float(factor.ValueComponent.wrappedValue) * _unit_m(factor.UnitComponent)
    return float(ifcopenshell.util.unit.get_prefix_multiplier(unit.Prefix))


def _true_north_rad(model: Model) -> float:
    """Return the turn that brings true north to the y axis [rad]."""
    for context in model.of_class("IfcGeometricRepresentationContext"):
        north = None if context.is_a("IfcGeometricRepresentationSubContext") else context.TrueNorth
        if north is not None and any(north.DirectionRatios[:2]):
            x, y = north.DirectionRatios[:2]
            return math.atan2(x, y)
    return 0.0


def _degrees(parts: tuple[int, ...] | None) -> float | None:
    """Return degrees, minutes, seconds and millionths of seconds, all of one sign, as degrees."""
    if not parts or len(parts) < 3:
        return None
    return float(sum(part / size for part, size in zip(parts, (1, 60, 3600, 3.6e9), strict=False)))
