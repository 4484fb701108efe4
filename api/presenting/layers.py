"""A venue's features as layers, one for each kind, with flat properties: what a GIS opens as tables."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import MultiPoint, Point, box
from shapely.geometry.base import BaseGeometry

from maps.errors import NotFoundError
from maps.feature_types import FEATURE_TYPES, FeatureType
from maps.frame import LocalFrame
from maps.labels import label
from maps.venue import Portal, Venue
from maps.writers.geometry import lonlat_geometry, lonlat_pair

FILTERS = ("level_id", "category", "function", "kind", "access", "accessibility")
"""The properties that items can be asked for by."""
TITLES: Mapping[str, str] = {
    "buildings": "Buildings",
    "levels": "Levels: the outlines of the storeys",
    "units": "Units: rooms, corridors and other spaces",
    "openings": "Openings: doors, gates and archways",
    "portals": "Portals: the landings of stairs, lifts, escalators and ramps",
    "amenities": "Amenities",
    "fixtures": "Fixtures: solid things on the floor",
    "service_points": "Service points: desks, counters and machines",
    "parking_bays": "Parking bays",
    "qr_points": "Signs that say where one is",
    "transmitters": "Transmitters: beacons and access points",
}
"""The layers by the name of their field of a venue. What has no place (groups, lots) is none."""

_KINDS = {kind.venue_field: kind for kind in FEATURE_TYPES.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The features of one kind, in the order of the venue.

    Parameters
    ----------
    features : tuple of mapping
        GeoJSON features in lon/lat; every one has the same properties, null where nothing is known.
    geometries : array of BaseGeometry or None
        Their geometries [degrees].
    """

    name: str
    features: tuple[Mapping[str, Any], ...]
    geometries: npt.NDArray[np.object_]

    @property
    def properties(self) -> tuple[str, ...]:
        """The names of the properties."""
        return tuple(self.features[0]["properties"]) if self.features else ()

    @property
    def bounds(self) -> list[float] | None:
        """West, south, east, north [degrees]; None when nothing has a place."""
        found = shapely.total_bounds(self.geometries)
        return None if np.isnan(found).any() else [float(each) for each in found]

    def get(self, feature_id: str) -> Mapping[str, Any]:
        """Return a feature, or raise `NotFoundError`."""
        for feature in self.features:
            if feature["id"] == feature_id:
                return feature
        raise NotFoundError(f"There is none of the {self.name} called {feature_id[:80]!r}.", remedy="List the items.")

    def select(
        self, boxes: Sequence[tuple[float, float, float, float]], wanted: Mapping[str, str]
    ) -> tuple[Mapping[str, Any], ...]:
        """Return the features that touch one of the boxes (all, when there are none) and have the wanted values.

        Parameters
        ----------
        boxes : sequence of (west, south, east, north)
            Degrees.
        wanted : mapping
            Property to value; a feature on several levels is on each of them.
        """
        chosen = np.ones(len(self.features), dtype=bool)
        if boxes:
            chosen = shapely.intersects(self.geometries, shapely.union_all([box(*each) for each in boxes]))
        return tuple(
            feature for feature, near in zip(self.features, chosen, strict=True) if near and _has(feature, wanted)
        )


def make_layer(venue: Venue, name: str) -> Layer:
    """Return a layer of a venue.

    Raises
    ------
    NotFoundError
        If there is no layer of that name.
    """
    if name not in TITLES:
        raise NotFoundError(f"There is no collection {name[:80]!r}.", remedy=f"There are {', '.join(TITLES)}.")
    features = getattr(venue, name)
    local = [_geometry(feature, _KINDS[name]) for feature in features]
    tags = sorted({tag for feature in features for tag in getattr(feature, "labels", ())})
    return Layer(
        name=name,
        features=tuple(
            {
                "type": "Feature",
                "id": str(feature.id),
                "geometry": None if geometry is None else lonlat_geometry(venue.frame, geometry),
                "properties": dict(_properties(venue.frame, feature, _KINDS[name], tags)),
            }
            for feature, geometry in zip(features, local, strict=True)
        ),
        geometries=np.array(
            [None if each is None else venue.frame.geometry_to_lonlat(each) for each in local], dtype=object
        ),
    )


def _geometry(feature: Any, kind: FeatureType) -> BaseGeometry | None:
    """Return the geometry of a feature; a portal is where it is boarded and left."""
    if isinstance(feature, Portal):
        return MultiPoint([stop.point for stop in feature.stops])
    geometry: BaseGeometry | None = getattr(feature, kind.geometry_field)
    return geometry


def _properties(frame: LocalFrame, feature: Any, kind: FeatureType, tags: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield what is known of a feature; a name is there once to show and once for each language of the layer."""
    for each in dataclasses.fields(feature):
        value = getattr(feature, each.name)
        if each.name == "labels":
            yield "name", label(value, "und") or None
            yield from ((f"name_{tag}", value.get(tag)) for tag in tags)
        elif each.name == "stops":
            yield "level_ids", [str(stop.level_id) for stop in value]
            yield "unit_ids", [str(stop.unit_id) for stop in value]
        elif each.name not in ("id", kind.geometry_field):
            yield each.name, _flat(frame, value)


def _flat(frame: LocalFrame, value: Any) -> Any:
    if isinstance(value, Point):
        return lonlat_pair(frame, value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_flat(frame, each) for each in value]
    return str(value) if isinstance(value, str) else value


def _has(feature: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    properties = feature["properties"]
    return all(
        properties.get(name) == value or (name == "level_id" and value in properties.get("level_ids", ()))
        for name, value in wanted.items()
    )
