"""Paths drawn by hand where a plan has no doors or no floor: lines that become walkable ground and openings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature
from maps.joints import usable_area
from maps.walls import REACH_M

PATH_CATEGORY = "walkway"
"""Of a unit drawn as a line; lines of any other category are strays, and open no walls."""
PATH_WIDTH_M = 1.2
"""Width of a path where the source states none: the narrowest public passage of GB 50763 [m]."""

_WIDEST_M = 50.0
"""A path that is stated to be wider is as wide as usual [m]."""
_SPECK_M2 = 0.25
"""On smaller leftovers of a path nobody stands: they are imprecise drawing [m²]."""
_P_PATH = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What is on one level already.

    Parameters
    ----------
    units : STRtree
        The areas of units that are not paths.
    walked : STRtree
        Those that people walk in.
    openings : STRtree
        Whatever opens a wall.
    paths : list of BaseGeometry
        The ground of the paths laid so far.
    """

    units: STRtree
    walked: STRtree
    openings: STRtree
    paths: list[BaseGeometry]


def is_path(feature: DraftFeature) -> bool:
    """Return whether a feature is a path: a walkway drawn as a line."""
    geometry = feature.geometry
    drawn = geometry is not None and geometry.geom_type in {"LineString", "MultiLineString"}
    said = feature.feature_type == "unit" and feature.properties.get("category") == PATH_CATEGORY
    return said and drawn and not shapely.is_empty(geometry)


def lay_paths(features: Sequence[DraftFeature]) -> tuple[DraftFeature, ...]:
    """Return the features with every path laid out.

    Outside of all units a path is ground as wide as its `width_m`, which people pass through: a unit for each part that
    units and earlier paths leave of it. Where it goes through the outline of a unit, or ends at one, there is an
    opening as wide, if none is there yet: still a point, to be laid on the wall. A path that runs inside units only is
    no ground of its own.
    """
    if not any(map(is_path, features)):
        return tuple(features)
    grounds = _grounds(features)
    laid: list[DraftFeature] = []
    for feature in features:
        if is_path(feature):
            laid += _laid(feature, grounds[feature.properties.get("level_id")])
        else:
            laid.append(feature)
    return tuple(_outlined(feature, grounds) for feature in laid)


def _outlined(level: DraftFeature, grounds: Mapping[object, _Ground]) -> DraftFeature:
    """Return a level whose outline was inferred with the paths on it inside; any other feature as it is."""
    paths = grounds[level.id].paths if level.feature_type == "level" and level.id in grounds else []
    if not paths or level.geometry is None or level.confidence == 1.0:
        return level
    return replace(level, geometry=shapely.union_all([level.geometry, *paths]))


def _grounds(features: Iterable[DraftFeature]) -> Mapping[object, _Ground]:
    units: dict[object, list[DraftFeature]] = {}
    openings: dict[object, list[BaseGeometry]] = {}
    for feature in features:
        level_id = feature.properties.get("level_id")
        if feature.feature_type == "unit":
            units.setdefault(level_id, []).append(feature)
        elif feature.feature_type == "opening" and feature.geometry is not None:
            openings.setdefault(level_id, []).append(feature.geometry)
    return {level_id: _ground(found, openings.get(level_id, [])) for level_id, found in units.items()}


def _ground(units: Sequence[DraftFeature], openings: Sequence[BaseGeometry]) -> _Ground:
    areas = [(unit, area) for unit in units if (area := usable_area(unit)) is not None]
    walked = [area for unit, area in areas if unit.properties.get("walkable", True)]
    return _Ground(
        units=STRtree([area for _, area in areas]),
        walked=STRtree(walked),
        openings=STRtree(openings),
        paths=[],
    )


def _laid(path: DraftFeature, ground: _Ground) -> Iterator[DraftFeature]:
    """Yield the ground of a path, and its openings."""
    width_m = _width_m(path)
    lines = [_reaching(line, ground) for line in shapely.get_parts(path.geometry) if line.length > 0]
    stated = {name: value for name, value in path.properties.items() if name != "width_m"}
    properties, confidence = {"open": True, **stated}, min(path.confidence, _P_PATH)
    for number, area in enumerate(_strips(lines, width_m, ground)):
        name = f"{path.id}.{number + 1}" if number else path.id
        yield replace(path, id=name, geometry=area, properties=properties, confidence=confidence)
        ground.paths.append(area)
    points = [point for line in lines for point in _crossings(line, ground)]
    shut = [point for point in points if not len(ground.openings.query(point, "dwithin", width_m / 2))]
    for number, point in enumerate(shut, start=1):
        yield DraftFeature(
            id=f"{path.id}-opening-{number}",
            feature_type="opening",
            geometry=point,
            properties={
                "level_id": path.properties.get("level_id"),
                "has_door": False,
                "width_m": width_m,
                "access": path.properties.get("access", "public"),
                "accessibility": path.properties.get("accessibility", "unknown"),
            },
            source=path.source,
            confidence=confidence,
        )


def _width_m(path: DraftFeature) -> float:
    stated = path.properties.get("width_m")
    return float(stated) if isinstance(stated, int | float) and 0 < stated <= _WIDEST_M else PATH_WIDTH_M


def _strips(lines: Sequence[LineString], width_m: float, ground: _Ground) -> list[Polygon]:
    """Return the ground of lines outside of units and of earlier paths, the largest part first."""
    outside = shapely.union_all([line.difference(_together(ground.walked, line)) for line in lines])
    pieces = [piece for piece in shapely.get_parts(shapely.line_merge(outside)) if piece.length > REACH_M]
    strips = shapely.buffer(pieces, width_m / 2, cap_style="square", join_style="mitre", mitre_limit=2.0)
    strip = shapely.union_all(strips)
    strip = strip.difference(_together(ground.walked, strip))
    taken = np.array(ground.paths, dtype=object)[shapely.intersects(ground.paths, strip)]
    parts = [part for part in shapely.get_parts(strip.difference(shapely.union_all(taken))) if part.area > _SPECK_M2]
    return sorted(parts, key=lambda part: (-part.area, part.wkt))


def _together(tree: STRtree, place: BaseGeometry) -> BaseGeometry:
    """Return what of a tree touches a place, as one."""
    return shapely.union_all(tree.geometries[tree.query(place, predicate="intersects")])


def _reaching(line: LineString, ground: _Ground) -> LineString:
    """Return a line whose ends go on to the unit that they stop just short of."""
    points = [Point(line.coords[0]), *map(Point, line.coords[1:-1]), Point(line.coords[-1])]
    for place, end in ((0, points[0]), (len(points), points[-1])):
        near = ground.units.geometries[ground.units.query(end, predicate="dwithin", distance=REACH_M)]
        gaps = sorted((shapely.shortest_line(end, area) for area in near), key=lambda gap: gap.length)
        if gaps and gaps[0].length > 0:
            points.insert(place, Point(gaps[0].coords[-1]))
    return LineString(points)


def _crossings(line: LineString, ground: _Ground) -> Iterator[Point]:
    """Yield the places where a line goes through a wall; two outlines a wall's thickness apart are one wall."""
    outlines = [ground.units.geometries[i].boundary for i in ground.units.query(line, predicate="intersects")]
    hits = [part for outline in outlines for part in shapely.get_parts(line.intersection(outline))]
    along_m = np.sort([line.project(part) for part in hits if part.geom_type == "Point"])
    starts = np.flatnonzero(np.diff(along_m, prepend=-np.inf) > REACH_M)
    for wall_m in np.split(along_m, starts[1:]) if len(along_m) else ():
        yield line.interpolate((wall_m[0] + wall_m[-1]) / 2)
