"""Hospitals, campuses and cities made up for benchmarks: corridors, doors, rooms, stairs and lifts, as arrays.

Deterministic. A building is a grid of corridors on each floor with doors and rooms on both sides; its floors are joined
by three stairs and two lifts, its neighbours by bridges, tunnels and ways outdoors.
"""

import itertools
import math
from dataclasses import dataclass, field

import numpy as np

from nav.index.network import TICKS_PER_S, Ints, Network, Prices

SPEED_M_S = 1.3
DOOR_PITCH_M = 4.0
STAIRS_UP_S, STAIRS_DOWN_S, BOARD_S, LEAVE_S, LIFT_LEVEL_S, DOOR_S = 16.0, 13.0, 25.0, 4.0, 3.0, 0.8
GAP_M = 40.0
"""Between buildings."""
TOWN_M = 2500.0
"""Between the campuses of a city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large: buildings of a campus, and columns, rows, door positions a corridor and floors of a building."""

    buildings: int
    columns: int
    rows: int
    doors: int
    floors: int


HOSPITAL = Size(buildings=3, columns=3, rows=2, doors=9, floors=5)
CAMPUS = Size(buildings=12, columns=4, rows=2, doors=10, floors=8)
"""About 5,000 and 50,000 nodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campus:
    """A generated graph.

    Parameters
    ----------
    corridors : (k,) int64
        Codes that can be closed: each a stretch of corridor, both ways.
    """

    tails: Ints
    network: Network
    points_m: np.ndarray
    prices: Prices
    corridors: Ints

    @property
    def n_nodes(self) -> int:
        return len(self.points_m)


@dataclass(slots=True, kw_only=True)
class Plan:
    """A graph under construction."""

    rng: np.random.Generator
    dense: bool
    points: list[tuple[float, float]] = field(default_factory=list)
    ways: list[tuple[int, int, float, int]] = field(default_factory=list)
    code_s: list[float] = field(default_factory=list)
    corridors: list[int] = field(default_factory=list)

    def node(self, x: float, y: float) -> int:
        self.points.append((x, y))
        return len(self.points) - 1

    def code(self, time_s: float) -> int:
        self.code_s.append(time_s)
        return len(self.code_s) - 1

    def way(self, one: int, two: int, code: int = -1) -> None:
        length_m = math.dist(self.points[one], self.points[two])
        self.ways.append((one, two, length_m, code))

    def both(self, one: int, two: int, code: int = -1) -> None:
        self.way(one, two, code)
        self.way(two, one, code)


def campus(size: Size = CAMPUS, *, dense: bool = False, seed: int = 1) -> Campus:
    """Return one campus; in a dense one all doors of a corridor see each other."""
    plan = Plan(rng=np.random.default_rng(seed), dense=dense)
    _campus(plan, size, 0.0, 0.0)
    return _finished(plan)


def city(size: Size = CAMPUS, *, campuses: int = 10, seed: int = 1) -> Campus:
    """Return campuses joined by a grid of streets: about 500,000 nodes."""
    plan = Plan(rng=np.random.default_rng(seed), dense=False)
    streets = _grid(plan, 40, 40, -200.0, -200.0, 260.0)
    places = np.array([plan.points[node] for node in streets.values()])
    nodes = list(streets.values())
    for number in range(campuses):
        for gate in _campus(plan, size, (number % 4) * TOWN_M, (number // 4) * TOWN_M):
            away_m = np.hypot(*(places - plan.points[gate]).T)
            plan.both(gate, nodes[int(np.argmin(away_m))])
    return _finished(plan)


def _grid(plan: Plan, columns: int, rows: int, x: float, y: float, pitch_m: float) -> dict[tuple[int, int], int]:
    """Return the nodes of a grid of streets, by column and row."""
    grid = {(i, j): plan.node(x + i * pitch_m, y + j * pitch_m) for i in range(columns) for j in range(rows)}
    for (i, j), node in grid.items():
        for other in ((i + 1, j), (i, j + 1)):
            if other in grid:
                plan.both(node, grid[other])
    return grid


def _campus(plan: Plan, size: Size, x: float, y: float) -> list[int]:
    """Add a campus, and return its gates."""
    columns = math.ceil(math.sqrt(size.buildings))
    rows = math.ceil(size.buildings / columns)
    span_m = DOOR_PITCH_M * (size.doors + 1)
    pitch_m = max(size.columns, size.rows) * span_m + GAP_M
    outside = _grid(plan, columns + 1, rows + 1, x - GAP_M / 2, y - GAP_M / 2, pitch_m)
    halls: dict[tuple[int, int], list[dict[tuple[int, int], int]]] = {}
    for number in range(size.buildings):
        column, row = number % columns, number // columns
        floors = size.floors + number % 3 - 1
        halls[column, row] = _building(plan, size, floors, x + column * pitch_m, y + row * pitch_m)
        ground = halls[column, row][1]
        door = plan.code(1.5)
        plan.both(outside[column, row], ground[0, 0], door)
        plan.both(outside[column + 1, row + 1], ground[size.columns - 1, size.rows - 1], door)
    for (column, row), floors_here in halls.items():
        if (column + 1, row) in halls:
            for floor in (0, 3):  # a tunnel and a bridge
                plan.both(floors_here[floor][size.columns - 1, 0], halls[column + 1, row][floor][0, 0])
    return [outside[0, 0], outside[columns, 0], outside[0, rows], outside[columns, rows]]


def _building(plan: Plan, size: Size, floors: int, x: float, y: float) -> list[dict[tuple[int, int], int]]:
    """Add a building, and return the corridor crossings of each of its floors by column and row."""
    span_m = DOOR_PITCH_M * (size.doors + 1)
    storeys = []
    for _ in range(floors):
        crossings = {
            (i, j): plan.node(x + i * span_m, y + j * span_m) for i in range(size.columns) for j in range(size.rows)
        }
        for (i, j), node in crossings.items():
            for other in ((i + 1, j), (i, j + 1)):
                if other in crossings:
                    _corridor(plan, size.doors, node, crossings[other])
        storeys.append(crossings)
    ends = [(0, 0), (size.columns - 1, size.rows - 1), (size.columns - 1, 0)]
    for end in ends:
        _stairs(plan, [crossings[end] for crossings in storeys])
    for row in (0, size.rows - 1):
        _lift(plan, [crossings[size.columns // 2, row] for crossings in storeys])
    return storeys


def _corridor(plan: Plan, doors: int, start: int, end: int) -> None:
    """Add a corridor with doors and rooms on both sides."""
    (x0, y0), (x1, y1) = plan.points[start], plan.points[end]
    along = (x1 - x0, y1 - y0)
    length_m = math.hypot(*along)
    dx, dy = -along[1] / length_m, along[0] / length_m
    code, before = plan.code(0.0), start
    plan.corridors.append(code)
    members, last_room = [start, end], {-1: -1, 1: -1}
    for k in range(1, doors + 1):
        share = k / (doors + 1)
        x, y = x0 + share * along[0], y0 + share * along[1]
        here = plan.node(x, y)
        plan.both(before, here, code)
        before = here
        for side in (-1, 1):
            out_m = 1.5 + plan.rng.uniform(-0.2, 0.2)
            door = plan.node(x + side * dx * out_m, y + side * dy * out_m)
            room = plan.node(x + side * dx * 4.0, y + side * dy * 4.0)
            plan.both(here, door)
            plan.both(door, room, plan.code(DOOR_S))
            members.append(door)
            if last_room[side] >= 0 and plan.rng.random() < 0.25:
                plan.both(last_room[side], room, plan.code(DOOR_S))
            last_room[side] = room
    plan.both(before, end, code)
    if plan.dense:
        for one, two in itertools.combinations(members, 2):
            plan.both(one, two, code)


def _stairs(plan: Plan, crossings: list[int]) -> None:
    up, down = plan.code(STAIRS_UP_S), plan.code(STAIRS_DOWN_S)
    landings = [_beside(plan, crossing, 2.0, 1.0) for crossing in crossings]
    for low, high in itertools.pairwise(landings):
        plan.way(low, high, up)
        plan.way(high, low, down)


def _lift(plan: Plan, crossings: list[int]) -> None:
    board, leave, ride = plan.code(BOARD_S), plan.code(LEAVE_S), plan.code(LIFT_LEVEL_S)
    cars = []
    for crossing in crossings:
        landing = _beside(plan, crossing, 1.0, 2.0)
        car = plan.node(*plan.points[landing])
        plan.way(landing, car, board)
        plan.way(car, landing, leave)
        cars.append(car)
    for low, high in itertools.pairwise(cars):
        plan.both(low, high, ride)


def _beside(plan: Plan, node: int, dx: float, dy: float) -> int:
    x, y = plan.points[node]
    beside = plan.node(x + dx, y + dy)
    plan.both(node, beside)
    return beside


def _finished(plan: Plan) -> Campus:
    tails, heads, lengths_m, codes = (np.array(column) for column in zip(*plan.ways, strict=True))
    order = np.lexsort((heads, tails))
    tails, heads, lengths_m, codes = tails[order], heads[order], lengths_m[order], codes[order]
    ticks = np.rint(np.array(plan.code_s) * TICKS_PER_S).astype(np.int32)
    network = Network(
        start=np.searchsorted(tails, np.arange(len(plan.points) + 1)),
        head=heads,
        length_m=lengths_m,
        code_start=np.concatenate([[0], np.cumsum(codes >= 0)]),
        codes=codes[codes >= 0],
    )
    return Campus(
        tails=tails,
        network=network,
        points_m=np.array(plan.points),
        prices=Prices(ticks_per_m=TICKS_PER_S / SPEED_M_S, code_cost=ticks, code_time=ticks),
        corridors=np.array(plan.corridors),
    )
