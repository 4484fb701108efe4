"""Points brought to where they belong, and the units that hold them."""

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from maps.audit.plan import Shaped, is_walkable
from maps.audit.repairs.repair import Site
from maps.connectors import landing

_INSIDE_M = 0.3
"""Points are brought this far inside, where there is room [m]."""


def brought_inside(area: BaseGeometry, point: Point) -> Point:
    """Return the nearest point well inside an area."""
    core = area.buffer(-_INSIDE_M)
    return landing(area) if core.is_empty else nearest_points(core, point)[0]


def find_nearest_unit(site: Site, level_id: str | None, point: Point, within_m: float) -> Shaped | None:
    """Return the walkable unit of a level that a point lies in or is nearest to, the smaller first; None far away."""
    level = site.plan.levels.get(str(level_id))
    units = [unit for unit in level.units if is_walkable(unit.feature)] if level else []
    near = [(unit.shape.distance(point), unit.shape.area, unit.feature.id, unit) for unit in units]
    near = [each for each in near if each[0] <= within_m]
    return min(near, key=lambda each: each[:3])[3] if near else None


def find_level_at(site: Site, point: Point) -> str | None:
    """Return the only level whose outline holds a point, or None when there is none or several."""
    holding = [
        level_id
        for level_id, level in site.plan.levels.items()
        if level.outline is not None and level.outline.intersects(point)
    ]
    return holding[0] if len(holding) == 1 else None
