"""Whole answers beside their bare paths, a floor of 216 rooms beside brute force, and the first answer of a process."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely.geometry import box

import maps.demo
from benchmarks.timing import median_us
from maps.ids import LevelId, VenueId
from maps.position import Position
from maps.publish import build_venue
from maps.readers import read_venue
from maps.venue import Venue
from nav.profile import get_profile
from nav.route import End, NoRoute, Place
from nav.router import Router
from tests.nav.brute import random_points
from tests.scenes import Scene

WALK = get_profile("walk")
HOSPITAL = Path(maps.demo.__file__).parent / "hospital"
CHECKED = 200
Row = dict[str, Any]

FIRST_ANSWER = """
from benchmarks.answers import demo
from nav.profile import get_profile
from nav.route import Place
from nav.router import Router
venue = demo()
router = Router.compile(venue)
print(router.route(Place(id=venue.units[0].id), Place(id=venue.units[-1].id), get_profile("staff")).cost_s)
"""


def demo() -> Venue:
    return build_venue(read_venue([HOSPITAL], VenueId("demo")), revision=1)[0]


def whole_answers(count: int = 600) -> Row:
    """Return what a route of the demo hospital takes with everything, and its bare path by the same seeds."""
    router, rng = Router.compile(demo()), np.random.default_rng(0)
    router.warm(WALK)
    units = [unit for unit in router.venue.units if unit.walkable]
    kinds: dict[str, list[tuple[End, End]]] = {"places": [], "position to place": []}
    for one, two in rng.integers(0, len(units), (count, 2)).tolist():
        point = units[one].area.representative_point()
        position = Position(x_m=point.x, y_m=point.y, level_id=units[one].level_id)
        for kind, origin in (("places", Place(id=units[one].id)), ("position to place", position)):
            kinds[kind].append((origin, Place(id=units[two].id)))
    row: Row = {"row": "whole answer"}
    for kind, questions in kinds.items():
        found = [question for question in questions if not isinstance(router.route(*question, WALK), NoRoute)]
        whole = [_timed(lambda question=question: router.route(*question, WALK)) for question in found]
        bare = [_bare(router, question) for question in found]
        figures = {"whole_us": median_us(whole), "bare_us": median_us(bare)}
        row[kind] = {**figures, "whole_over_bare": figures["whole_us"] / figures["bare_us"], "answers": len(found)}
    return row


def _timed(ask: Any) -> float:
    start_s = time.thread_time()
    ask()
    return time.thread_time() - start_s


def _bare(router: Router, question: tuple[End, End]) -> float:
    index, version = router._versions.index, router._versions.get(WALK)
    asked = router._asking.question(*question)
    ends = asked.out.views.seeds(version.costs.prices), asked.back.views.seeds(version.costs.prices)
    return _timed(lambda: index.path(version.costs, *ends))


def floor_of_rooms(columns: int = 18, rows: int = 12) -> Venue:
    """Return one level of rooms between corridors, a desk in each, all open to each other by doorways."""
    scene = Scene("rooms").level("L", 0, box(-10, -10, 10 * columns, 10 * rows))
    rng = np.random.default_rng(3)
    area = box(-2, -2, 8 * columns, 8 * rows)
    walls, holes = [], []
    for column in range(columns):
        for row in range(rows):
            x, y = 8 * column, 8 * row
            room = box(x, y, x + 6, y + 6).boundary.buffer(0.1, join_style="mitre")
            door = x + rng.uniform(0.5, 4.5)
            walls.append(room.difference(box(door, y - 0.5, door + 1.0, y + 0.5)))
            holes.append(shapely.affinity.rotate(box(x + 2, y + 2, x + 4, y + 3.2), rng.uniform(0, 90)))
    ground = area.difference(shapely.union_all([*walls, *holes]))
    scene.unit("floor", "L", ground, "walkway")
    return scene.venue()


def polygon(count: int = 2000) -> Row:
    """Return the time of exact ways in a floor of 216 rooms; and on 54 rooms, how long they are beside brute force."""
    router, questions, _ = _asked(floor_of_rooms(), count)
    whole = [_timed(lambda question=question: router.route(*question, WALK)) for question in questions]
    bare = [_bare(router, question) for question in questions]
    figures = {"corners": len(router.graph.points_m), "bare_us": median_us(bare), "whole_us": median_us(whole)}
    small, few, points = _asked(floor_of_rooms(9, 6), CHECKED)
    routes = [small.route(*question, WALK) for question in few]
    area = small.graph.floors[LevelId("L")].area
    share = np.array([route.distance_m for route in routes]) / _brute_m(area, points)
    allowed = area.buffer(2e-3)
    outside = sum(not allowed.covers(shapely.LineString(route.legs[0].points)) for route in routes)
    longest = [round(float(share.min()), 7), round(float(share.max()), 7)]
    return {"row": "polygon", **figures, "checked": CHECKED, "length_over_brute": longest, "outside": outside}


def _asked(venue: Venue, count: int) -> tuple[Router, list[tuple[End, End]], list[tuple[float, float]]]:
    """Return a router, questions between random points of its only floor, and the points in turn."""
    router = Router.compile(venue)
    router.warm(WALK)
    points = random_points(np.random.default_rng(1), router.graph.floors[LevelId("L")].area, 2 * count)
    spots: list[End] = [Position(x_m=x, y_m=y, level_id=LevelId("L")) for x, y in points]
    return router, list(zip(spots[::2], spots[1::2], strict=True)), points


def _brute_m(area: shapely.Geometry, points: list[tuple[float, float]]) -> np.ndarray:
    """Return the lengths of shortest ways between pairs of points: all that see each other joined, then Dijkstra."""
    allowed = area.buffer(1e-6)
    shapely.prepare(allowed)
    vertices = np.unique(shapely.get_coordinates(area), axis=0)
    nodes = np.concatenate([vertices, np.array(points)])
    tails, heads = np.triu_indices(len(nodes), 1)
    seen = np.concatenate(
        [
            shapely.covers(allowed, shapely.linestrings(np.stack([nodes[tail], nodes[head]], axis=1)))
            for tail, head in zip(np.array_split(tails, 200), np.array_split(heads, 200), strict=True)
        ]
    )
    tails, heads = tails[seen], heads[seen]
    lengths = np.hypot(*(nodes[tails] - nodes[heads]).T)
    graph = csr_array((lengths, (tails, heads)), shape=(len(nodes), len(nodes)))
    first = len(vertices)
    found = dijkstra(graph, directed=False, indices=np.arange(first, len(nodes), 2))
    return np.array([found[i, first + 2 * i + 1] for i in range(len(points) // 2)])


def first_answer() -> Row:
    """Return how long a process takes to its first answer about the demo hospital, kernels compiled before."""
    root = Path(__file__).resolve().parents[1]
    walls = []
    for _ in range(4):
        start_s, cpu_s = time.perf_counter(), _children_s()
        more = {**os.environ, "PYTHONPATH": str(root)}
        subprocess.run([sys.executable, "-c", FIRST_ANSWER], check=True, capture_output=True, cwd=root, env=more)
        walls.append((round(time.perf_counter() - start_s, 2), round(_children_s() - cpu_s, 2)))
    return {"row": "first answer of a process", "first_run_wall_cpu_s": walls[0], "later_wall_cpu_s": min(walls[1:])}


def _children_s() -> float:
    used = os.times()
    return used.children_user + used.children_system
