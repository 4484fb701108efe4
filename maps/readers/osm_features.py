"""OpenStreetMap elements as draft features, one kind at a time, in local metres."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, Unread
from maps.errors import BadInputError
from maps.frame import LocalFrame
from maps.imdf_profile import OWN
from maps.readers import osm_tags
from maps.readers.osm_file import OsmElement
from maps.readers.osm_levels import level_name, parse_levels

WALL_THICKNESS_M = 0.1
"""How thick a wall is drawn that OpenStreetMap gives as a line [m]."""
DOOR_REACH_M = 0.3
"""A door without a level belongs to the rooms whose walls pass this near [m]."""
_INFERRED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An element in local metres with its levels read."""

    element: OsmElement
    geometry: BaseGeometry
    levels: tuple[float, ...]
    source: str

    @property
    def tags(self) -> dict[str, str]:
        """The element's tags."""
        return dict(self.element.tags)

    def unread(self, reason: str) -> Unread:
        """Return the item as something kept but not understood."""
        return Unread(source=self.source, reason=reason, raw={"id": self.element.id, "tags": self.tags})

    def feature(
        self, feature_type: str, level: float | None, geometry: BaseGeometry, properties: dict[str, Any]
    ) -> DraftFeature:
        """Return a draft feature of this item; on a level unless that is None."""
        where = {} if level is None else {"level_id": level_name(level)}
        return DraftFeature(
            id=self._own_id(level) or feature_id(self.element.id, level),
            feature_type=feature_type,
            geometry=geometry,
            properties={**where, **properties},
            source=self.source,
        )

    def _own_id(self, level: float | None) -> str:
        """Return the id it had here, where it says so; each of several levels has one of its own."""
        own = self.tags.get(f"{OWN}id", "")
        return f"{own}-L{level_name(level)}" if own and level is not None and len(self.levels) > 1 else own


@dataclass(slots=True, kw_only=True)
class Harvest:
    """What has been made of the file so far."""

    features: list[DraftFeature] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def feature_id(element_id: str, level: float | None) -> str:
    """Return an id that is safe in a URL and stable from one export to the next.

    Examples
    --------
    >>> feature_id("way/12", -1.0), feature_id("way/12", None)
    ('w12-L-1', 'w12')
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", re.sub(r"^(node|way|relation)/", lambda kind: kind[1][0], element_id))
    return plain if level is None else f"{plain}-L{level_name(level)}"


def item_of(element: OsmElement, frame: LocalFrame, file_name: str) -> Item | Unread:
    """Return the element in local metres with its levels, or why its levels cannot be read."""
    source = f"{file_name} {element.id}"
    try:
        levels = [parse_levels(element.tags[key]) for key in ("level", "repeat_on") if key in element.tags]
    except BadInputError as error:
        return Unread(source=source, reason=error.detail, raw={"id": element.id, "tags": dict(element.tags)})
    every = tuple(sorted({level for group in levels for level in group}))
    return Item(element=element, geometry=frame.geometry_to_local(element.geometry), levels=every, source=source)


def area_of(item: Item) -> BaseGeometry:
    """Return the area of a closed way or multipolygon; perhaps invalid, as drawn."""
    return Polygon(item.geometry.coords) if isinstance(item.geometry, LineString) else item.geometry


def units_of(item: Item, category: str) -> Iterator[DraftFeature]:
    """Yield the unit on each of its levels."""
    tags = item.tags
    properties: dict[str, Any] = {
        "category": tags.get(f"{OWN}category", category),
        "labels": osm_tags.labels(tags),
        "aliases": list(osm_tags.aliases(tags)),
        "function": osm_tags.function(tags),
        "access": osm_tags.access(tags).value,
        "accessibility": osm_tags.accessibility(tags).value,
        "external_ids": {"osm": item.element.id},
        "open": osm_tags.is_open(tags),
        "outdoor": osm_tags.is_ground(tags),
        "tactile_paving": osm_tags.tactile_paving(tags),
    }
    if osm_tags.covered(tags) is not None:
        properties["covered"] = osm_tags.covered(tags)
    if tags.get(f"{OWN}walkable") == "no":
        properties["walkable"] = False
    if category in osm_tags.CONNECTORS:
        properties["stack"] = item.element.id
    for level in item.levels:
        yield item.feature("unit", level, area_of(item), properties)


def paths_of(item: Item) -> Iterator[DraftFeature]:
    """Yield the path on each of its levels, still a line: `maps.topology` lays it out."""
    tags = item.tags
    properties: dict[str, Any] = {
        "category": "walkway",
        "labels": osm_tags.labels(tags),
        "access": osm_tags.access(tags).value,
        "accessibility": osm_tags.accessibility(tags).value,
        "external_ids": {"osm": item.element.id},
        "tactile_paving": osm_tags.tactile_paving(tags),
        "width_m": osm_tags.width_m(tags),
    }
    for level in item.levels:
        yield item.feature("unit", level, item.geometry, properties)


def ground_of(item: Item, units: Iterable[DraftFeature]) -> Iterator[DraftFeature]:
    """Yield the open ground at the foot of the building as a unit of level 0, if it reaches the building's rooms."""
    area, ground_level = area_of(item), level_name(0)
    at_ground = (u.geometry for u in units if u.properties["level_id"] == ground_level and u.geometry is not None)
    if any(geometry.dwithin(area, DOOR_REACH_M) for geometry in at_ground):
        on_ground = Item(element=item.element, geometry=item.geometry, levels=(0.0,), source=item.source)
        yield from doubted(units_of(on_ground, "unenclosedarea"))


def doors_of(item: Item, levels: Iterable[float]) -> Iterator[DraftFeature]:
    """Yield the door on each level, still a point: `maps.topology` lays it along its wall."""
    properties = osm_tags.door_properties(item.tags)
    for level in levels:
        yield item.feature("opening", level, item.geometry, properties)


def amenities_of(item: Item, category: str) -> Iterator[DraftFeature]:
    """Yield the point of interest on each of its levels."""
    properties = {"category": category, "labels": osm_tags.labels(item.tags)}
    for level in item.levels:
        yield item.feature("amenity", level, shapely.centroid(item.geometry), properties)


def fixtures_of(item: Item, category: str) -> Iterator[DraftFeature]:
    """Yield the solid thing on each of its levels."""
    for level in item.levels:
        yield item.feature("fixture", level, area_of(item), {"category": category, "solid": True})


def walls_of(item: Item, edges: Mapping[float, shapely.STRtree]) -> Iterator[DraftFeature]:
    """Yield a free-standing wall as a fixture; where it follows the edge of a unit that edge is the wall.

    Parameters
    ----------
    edges : mapping
        The boundaries of the units of each level.
    """
    line = item.geometry.buffer(WALL_THICKNESS_M / 2, cap_style="flat")
    for level in item.levels:
        if level in edges:
            near = edges[level].geometries.take(
                edges[level].query(line, predicate="dwithin", distance=WALL_THICKNESS_M)
            )
            standing = line.difference(shapely.union_all(near).buffer(WALL_THICKNESS_M))
            if standing.area > WALL_THICKNESS_M**2:
                yield item.feature("fixture", level, standing, {"category": "wall", "solid": True})


def edges_of(units: Iterable[DraftFeature]) -> dict[float, shapely.STRtree]:
    """Return the boundaries of the units of each level, in a tree."""
    edges: dict[float, list[BaseGeometry]] = {}
    for unit in units:
        if unit.geometry is not None:
            edges.setdefault(float(unit.properties["level_id"]), []).append(unit.geometry.boundary)
    return {level: shapely.STRtree(boundaries) for level, boundaries in edges.items()}


def door_levels(item: Item, units: Iterable[DraftFeature]) -> tuple[float, ...]:
    """Return the levels of a door that states none: where it lies between rooms, or at least on one's wall."""
    touched: dict[float, int] = {}
    for unit in units:
        if unit.geometry is not None and unit.geometry.boundary.dwithin(item.geometry, DOOR_REACH_M):
            level = float(unit.properties["level_id"])
            touched[level] = touched.get(level, 0) + 1
    between = [level for level, count in touched.items() if count > 1]
    return tuple(sorted(between or touched))


def doubted(features: Iterable[DraftFeature]) -> Iterator[DraftFeature]:
    """Yield features whose level was inferred, saying so."""
    for feature in features:
        yield DraftFeature(
            id=feature.id,
            feature_type=feature.feature_type,
            geometry=feature.geometry,
            properties=feature.properties,
            source=feature.source,
            confidence=_INFERRED,
        )
