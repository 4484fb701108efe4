"""Floors to measure ways on, and what they are held to: ground, walls and optimum by shapely and scipy alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely import STRtree
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from benchmarks.maps.data import demo, university
from maps.ids import LevelId
from maps.position import Position
from maps.venue import Access, Accessibility, Venue
from nav.profile import TravelProfile
from nav.route import Route
from nav.router import Router

WALKER = TravelProfile(name="walker", speed_m_s=1.0, min_width_m=0.0)
_TOUCH_M, _CHUNK = 1e-6, 20_000


@dataclass(frozen=True, kw_only=True)
class Floor:
    """One level on which the cheapest way is the shortest: every unit a corridor, every door an archway."""

    name: str
    level_id: LevelId
    router: Router

    @property
    def ground(self) -> BaseGeometry:
        """Where the middle of a walker may be."""
        return self.router.graph.floors[self.level_id].area

    def way(self, one: tuple[float, float], two: tuple[float, float], *, eased: bool = False) -> LineString | None:
        ends = (Position(x_m=x, y_m=y, level_id=self.level_id) for x, y in (one, two))
        route = self.router.route(*ends, WALKER)
        if not isinstance(route, Route):
            return None
        return LineString((self.router.eased(route) if eased else route).legs[0].points)


def floors() -> Iterator[Floor]:
    """Yield the levels of the demo hospital and, where it is, of the university building."""
    for name, venue in (("demo", demo()), ("university", university())):
        if venue is None:
            continue
        router = Router.compile(plain(venue))
        for level in venue.levels:
            if router.graph.floors[level.id].ground.faces:
                label = min(level.short_labels.values(), default=level.id)
                yield Floor(name=f"{name} {label}", level_id=level.id, router=router)


def plain(venue: Venue) -> Venue:
    """Return a venue of the same shape in which nothing but length counts."""
    units = (
        replace(each, category="walkway", access=Access.PUBLIC, accessibility=Accessibility.YES) for each in venue.units
    )
    openings = (
        replace(each, has_door=False, access=Access.PUBLIC, accessibility=Accessibility.YES, one_way_to=None)
        for each in venue.openings
    )
    return replace(venue, units=tuple(units), openings=tuple(openings), portals=(), service_points=venue.service_points)


def random_pairs(ground: BaseGeometry, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return (count, 2, 2) pairs of points of the ground, on whole millimetres, each pair in one part of it."""
    parts = [part for part in shapely.get_parts(ground) if part.area > 1.0]
    inner = [part.buffer(-0.01) for part in parts]
    areas = np.array([part.area for part in parts])
    pairs = [
        [_random_point(inner[k], rng) for _ in range(2)] for k in rng.choice(len(parts), count, p=areas / areas.sum())
    ]
    return np.array(pairs)


def _random_point(area: BaseGeometry, rng: np.random.Generator) -> tuple[float, float]:
    x0, y0, x1, y1 = area.bounds
    while True:
        x, y = round(rng.uniform(x0, x1), 3), round(rng.uniform(y0, y1), 3)
        if shapely.contains_xy(area, x, y):
            return x, y


def optimum_m(ground: BaseGeometry, pairs: np.ndarray) -> np.ndarray:
    """Return the lengths of the shortest ways between pairs: all that see each other joined, then Dijkstra."""
    allowed = ground.buffer(_TOUCH_M, join_style="mitre")
    shapely.prepare(allowed)
    corners = reflex_corners(ground)
    points = np.concatenate([corners, pairs.reshape(-1, 2)])
    n, first = len(points), len(corners)
    tails, heads = np.triu_indices(n, 1)
    wanted = (tails < first) | ((heads == tails + 1) & ((tails - first) % 2 == 0))
    tails, heads = tails[wanted], heads[wanted]
    seen = np.concatenate(
        [_sees(allowed, points, tails[i : i + _CHUNK], heads[i : i + _CHUNK]) for i in range(0, len(tails), _CHUNK)]
    )
    tails, heads = tails[seen], heads[seen]
    lengths = np.hypot(*(points[tails] - points[heads]).T)
    graph = csr_array((lengths, (tails, heads)), shape=(n, n))
    found = dijkstra(graph, directed=False, indices=np.arange(first, n, 2))
    return np.array([found[i, first + 2 * i + 1] for i in range(len(pairs))])


def _sees(allowed: BaseGeometry, points: np.ndarray, tails: np.ndarray, heads: np.ndarray) -> np.ndarray:
    return shapely.covers(allowed, shapely.linestrings(np.stack([points[tails], points[heads]], axis=1)))


def reflex_corners(ground: BaseGeometry) -> np.ndarray:
    """Return the corners that stick out into the ground: the only ones a shortest way turns at."""
    found = []
    for part in shapely.get_parts(ground):
        outline = shapely.geometry.polygon.orient(part)
        for ring in (outline.exterior, *outline.interiors):
            points = shapely.get_coordinates(ring)[:-1]
            before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
            found.append(points[before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0] < 0])
    return np.unique(np.concatenate(found), axis=0)


def walls(venue: Venue, level_id: LevelId) -> BaseGeometry:
    """Return what nobody walks through: the outlines of units without their openings, and solid things."""
    units = sorted((u for u in venue.units_by_level[level_id] if u.walkable), key=lambda unit: unit.area.area)
    tree = STRtree([unit.area for unit in units])
    outlines = []
    for rank, unit in enumerate(units):
        over = [units[i].area.buffer(-0.01) for i in tree.query(unit.area, predicate="intersects") if i < rank]
        outlines.append(unit.area.boundary.difference(shapely.union_all(over)))
    gaps = [_gap(venue, opening) for opening in venue.openings if opening.level_id == level_id]
    solids = [each.area.buffer(-0.01) for each in venue.fixtures if each.level_id == level_id and each.solid]
    return shapely.union_all([*outlines]).difference(shapely.union_all(gaps)).union(shapely.union_all(solids))


def _gap(venue: Venue, opening) -> Polygon | MultiPolygon:
    """Return an opening as a box as thick as the wall it goes through."""
    middle = opening.line.interpolate(0.5, normalized=True)
    areas = [venue.unit_by_id[unit_id].area for unit_id in opening.unit_ids]
    thick_m = max((area.boundary.distance(middle) for area in areas), default=0.0)
    return opening.line.buffer(min(thick_m, 0.8) + 0.05, cap_style="flat")
