"""The plain twins of the compiled kernels: shapely for sight, networkx for search. Slow, and easy to believe."""

import itertools
import math

import networkx as nx
import shapely
from shapely import affinity
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from maps.ids import FeatureId, LevelId
from maps.venue import Fixture, Venue
from tests.scenes import Scene

CATEGORIES = ("walkway", "lobby", "waitingroom")


def shortest_m(area: BaseGeometry, start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the length of the shortest path inside an area between two points, infinite if there is none."""
    points = [start, end, *{(x, y) for x, y in shapely.get_coordinates(area).tolist()}]
    allowed = area.buffer(1e-6)
    shapely.prepare(allowed)
    pairs = list(itertools.combinations(range(len(points)), 2))
    lines = shapely.linestrings([[points[i], points[j]] for i, j in pairs])
    graph = nx.Graph()
    graph.add_nodes_from(range(len(points)))
    for (i, j), covered in zip(pairs, shapely.covers(allowed, lines), strict=True):
        if covered:
            graph.add_edge(i, j, length=math.dist(points[i], points[j]))
    try:
        return nx.dijkstra_path_length(graph, 0, 1, weight="length")
    except nx.NetworkXNoPath:
        return math.inf


def random_block(rng, *, columns: int = 3, rows: int = 2, solids: int = 3, turned: bool = True) -> Venue:
    """Return one level of open rooms in a grid, wide openings at random, solid things at odd angles, all turned.

    Every unit is one that people pass through and no opening has a door, so that the cheapest way is the shortest.
    """
    scene = Scene("block").level("L", 0, box(-100, -100, 100, 100))
    angle = float(rng.uniform(0, 90)) if turned else 0.0

    def turn(geometry):
        return affinity.rotate(geometry, angle, origin=(0, 0))

    for column, row in itertools.product(range(columns), range(rows)):
        area = box(8 * column, 6 * row, 8 * column + 8, 6 * row + 6)
        scene.unit(f"u{column}{row}", "L", turn(area), CATEGORIES[int(rng.integers(3))])
    for column, row in itertools.product(range(columns), range(rows)):
        if column + 1 < columns and rng.random() < 0.75:
            low = 6 * row + rng.uniform(0, 3)
            line = LineString([(8 * column + 8, low), (8 * column + 8, low + rng.uniform(0.7, 3))])
            add_opening(scene, f"e{column}{row}", f"u{column}{row}", f"u{column + 1}{row}", turn(line))
        if row + 1 < rows and rng.random() < 0.75:
            low = 8 * column + rng.uniform(0, 4)
            line = LineString([(low, 6 * row + 6), (low + rng.uniform(0.7, 4), 6 * row + 6)])
            add_opening(scene, f"n{column}{row}", f"u{column}{row}", f"u{column}{row + 1}", turn(line))
    for number in range(solids):
        x, y = rng.uniform(0, 8 * columns), rng.uniform(0, 6 * rows)
        shape = Polygon([(0, 0), (rng.uniform(1, 4), 0), (rng.uniform(0, 2), rng.uniform(0.5, 3))])
        shape = affinity.translate(affinity.rotate(shape, rng.uniform(0, 360)), x, y)
        scene.add(
            "fixtures",
            Fixture(id=FeatureId(f"f{number}"), level_id=LevelId("L"), category="desk", area=turn(shape)),
        )
    return scene.venue()


def add_opening(scene: Scene, name: str, one: str, two: str, line: LineString) -> None:
    scene.opening(name, "L", (one, two), list(line.coords), has_door=False)


def random_points(rng, area: BaseGeometry, count: int) -> list[tuple[float, float]]:
    """Return points inside an area, on whole millimetres."""
    x0, y0, x1, y1 = area.bounds
    found: list[tuple[float, float]] = []
    inner = area.buffer(-0.01)
    while len(found) < count:
        x, y = round(rng.uniform(x0, x1), 3), round(rng.uniform(y0, y1), 3)
        if shapely.contains_xy(inner, x, y):
            found.append((x, y))
    return found
