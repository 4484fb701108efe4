"""Repairs of M3: doors snapped onto walls, widened, joined to what lies at them, or marked as entrances."""

import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from maps.audit.finding import Finding
from maps.audit.openings import (
    AMBIGUOUS,
    JOINS_MANY,
    JOINS_NOTHING,
    JOINS_ONE,
    NARROW,
    NARROW_M,
    OFF_WALL,
    TWICE,
    WALL_M,
)
from maps.audit.plan import ids, is_walkable, named
from maps.audit.repairs.repair import Propose, Repair, Site, Sketch
from maps.draft import DraftFeature
from maps.joints import DOOR_WIDTH_M
from maps.walls import LevelWalls, centred, wall_pieces

_ASTRAY_M = 3.0
"""A door drawn farther from every wall is not moved onto one [m]."""
_SAFE_M = 1.0
"""One that is moved less than this was meant for that wall [m]."""
_SLACK_M = 0.03


def _onto_a_wall(site: Site, finding: Finding) -> Repair | None:
    """Move an opening that joins nothing onto the nearest wall; without one, remove it."""
    opening, walls = _opening(site, finding), _walls(site, finding.level_id)
    sketch = Sketch(site)
    middle = _middle(opening.geometry)
    if walls is not None and middle is not None:
        foot = nearest_points(shapely.union_all([area.boundary for area in walls.areas]), middle)[0]
        moved_m = foot.distance(middle)
        place = walls.place_door(foot, _width_m(opening))
        if place is not None and moved_m <= _ASTRAY_M:
            sketch.change(opening, geometry=place.line, unit_ids=list(place.unit_ids))
            words = f"Move opening {named(opening)} {moved_m:.1f} m onto the wall of {' and '.join(place.unit_ids)}."
            return sketch.repair(finding, words, is_safe=moved_m <= _SAFE_M and len(place.unit_ids) == 2)
    sketch.remove(opening)
    return sketch.repair(finding, f"Remove opening {named(opening)}.", is_safe=False)


def _other_side(site: Site, finding: Finding) -> Repair | None:
    """Join an opening to the unit beyond it; where there is none on the ground floor, mark it as an entrance."""
    opening, walls = _opening(site, finding), _walls(site, finding.level_id)
    level = site.find("level", finding.level_id)
    if walls is None or level is None or not isinstance(opening.geometry, LineString):
        return None
    (unit_id,) = ids(opening, "unit_ids")
    beyond = [walls.units[side] for side in walls.sides(opening.geometry) if side is not None]
    beyond = [unit for unit in beyond if unit.id != unit_id]
    sketch = Sketch(site)
    if beyond and is_walkable(beyond[0]):
        sketch.change(opening, unit_ids=[unit_id, beyond[0].id])
        words = f"Let opening {named(opening)} join {named(beyond[0])} too."
        return sketch.repair(finding, words, is_safe=False)
    if beyond or level.properties.get("ordinal") != 0:
        return None
    sketch.change(opening, entrance=True)
    return sketch.repair(finding, f"Mark opening {named(opening)} as an entrance.", is_safe=False)


def _two_sides(site: Site, finding: Finding) -> Repair | None:
    """Let an opening join the two units on its sides, of those it names."""
    opening, walls = _opening(site, finding), _walls(site, finding.level_id)
    joined = list(dict.fromkeys(ids(opening, "unit_ids")))
    middle = _middle(opening.geometry)
    if middle is None:
        return None
    sides = walls.sides(opening.geometry) if walls and isinstance(opening.geometry, LineString) else ()
    beside = [walls.units[side].id for side in sides if walls is not None and side is not None]
    shapes = site.plan.unit_shapes
    near = sorted(
        (each for each in joined if each in shapes),
        key=lambda each: (each not in beside, shapes[each].distance(middle), each),
    )
    sketch = Sketch(site)
    sketch.change(opening, unit_ids=near[:2])
    words = f"Let opening {named(opening)} join {' and '.join(near[:2])}."
    return sketch.repair(finding, words, is_safe=set(near[:2]) == set(beside))


def _stated(site: Site, finding: Finding) -> Repair | None:
    """State that an opening joins the units it was taken to join."""
    opening = _opening(site, finding)
    joined = ids(opening, "unit_ids")
    sketch = Sketch(site)
    sketch.change(opening, geometry=opening.geometry, unit_ids=joined)
    sketch.certain(opening)
    return sketch.repair(finding, f"State that opening {named(opening)} joins {' and '.join(joined)}.", is_safe=False)


def _snapped(site: Site, finding: Finding) -> Repair | None:
    """Move an opening onto the wall between its units."""
    opening = _opening(site, finding)
    middle = _middle(opening.geometry)
    areas = [site.plan.unit_shapes[each] for each in ids(opening, "unit_ids") if each in site.plan.unit_shapes]
    line = _on_wall_of(areas, middle, _width_m(opening)) if middle is not None else None
    if middle is None or line is None:
        return _found_again(site, finding, opening)
    moved_m = line.interpolate(0.5, normalized=True).distance(middle)
    sketch = Sketch(site)
    sketch.change(opening, geometry=line)
    words = f"Move opening {named(opening)} {moved_m:.1f} m onto the wall between its units."
    return sketch.repair(finding, words, is_safe=moved_m <= _SAFE_M)


def _on_wall_of(areas: list[BaseGeometry], middle: Point, width_m: float) -> LineString | None:
    wall = areas[0].boundary
    for other in areas[1:]:
        gap_m = areas[0].distance(other)
        if gap_m > WALL_M:
            return None
        wall = wall.intersection(other.boundary.buffer(gap_m + _SLACK_M))
    pieces = [piece for piece in wall_pieces(_lines(wall)) if piece.length >= min(width_m, NARROW_M)]
    if not pieces:
        return None
    return centred(min(pieces, key=lambda piece: piece.distance(middle)), middle, width_m)


def _found_again(site: Site, finding: Finding, opening: DraftFeature) -> Repair | None:
    """Let an opening join what it lies at, when the units it names do not meet."""
    walls = _walls(site, finding.level_id)
    if walls is None or not isinstance(opening.geometry, LineString):
        return None
    found = walls.unit_ids(opening.geometry)
    if not found or set(found) == set(ids(opening, "unit_ids")):
        return None
    sketch = Sketch(site)
    sketch.change(opening, unit_ids=list(found))
    return sketch.repair(finding, f"Let opening {named(opening)} join {' and '.join(found)}.", is_safe=False)


def _widened(site: Site, finding: Finding) -> Repair | None:
    opening = _opening(site, finding)
    middle = _middle(opening.geometry)
    areas = [site.plan.unit_shapes[each] for each in ids(opening, "unit_ids") if each in site.plan.unit_shapes]
    width_m = max(_stated_width_m(opening), DOOR_WIDTH_M)
    line = _on_wall_of(areas, middle, width_m) if areas and middle is not None else None
    if line is None or line.length < NARROW_M:
        return None
    sketch = Sketch(site)
    sketch.change(opening, geometry=line)
    return sketch.repair(finding, f"Draw opening {named(opening)} {line.length:.1f} m wide.", is_safe=False)


def _once(site: Site, finding: Finding) -> Repair | None:
    pair = [opening for each in finding.feature_ids if (opening := site.find("opening", each)) is not None]
    stays, copy = sorted(pair, key=lambda each: (-each.confidence, -len(each.properties), each.id))
    sketch = Sketch(site)
    sketch.remove(copy)
    matters = ("access", "accessibility", "entrance", "one_way_to")
    is_alike = all(copy.properties.get(name) == stays.properties.get(name) for name in matters)
    return sketch.repair(finding, f"Remove opening {named(copy)}; {named(stays)} stays.", is_safe=is_alike)


def _opening(site: Site, finding: Finding) -> DraftFeature:
    return next(each for each in site.with_id(finding.feature_ids[0]) if each.feature_type == "opening")


def _walls(site: Site, level_id: str | None) -> LevelWalls | None:
    level = site.plan.levels.get(str(level_id))
    if level is None or not level.units:
        return None
    return LevelWalls(units=[unit.feature for unit in level.units], areas=[unit.shape for unit in level.units])


def _middle(geometry: BaseGeometry | None) -> Point | None:
    if isinstance(geometry, LineString) and geometry.length > 0:
        return geometry.interpolate(0.5, normalized=True)
    return geometry if isinstance(geometry, Point) and not geometry.is_empty else None


def _width_m(opening: DraftFeature) -> float:
    drawn_m = opening.geometry.length if isinstance(opening.geometry, LineString) else 0.0
    return drawn_m or _stated_width_m(opening) or DOOR_WIDTH_M


def _stated_width_m(opening: DraftFeature) -> float:
    stated = opening.properties.get("width_m")
    return float(stated) if isinstance(stated, int | float) and stated > 0 else 0.0


def _lines(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.multilinestrings([part for part in shapely.get_parts(geometry) if isinstance(part, LineString)])


REPAIRS: dict[str, Propose] = {
    JOINS_NOTHING.code: _onto_a_wall,
    JOINS_ONE.code: _other_side,
    JOINS_MANY.code: _two_sides,
    AMBIGUOUS.code: _stated,
    OFF_WALL.code: _snapped,
    NARROW.code: _widened,
    TWICE.code: _once,
}
