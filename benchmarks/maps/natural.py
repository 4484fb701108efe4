"""How ways look: clearance from walls and turns, ours beside those of other methods on the same pairs of points."""

from collections.abc import Iterator

import numpy as np
import shapely

from benchmarks.maps.data import Row
from benchmarks.maps.floors import Floor, floors, optimum_m, random_pairs, walls
from benchmarks.maps.methods import clearance_m, methods, near_walls, turns

FLOORS, PAIRS = ("demo F1", "demo F3", "university 0", "university 1"), 100


def rows() -> Iterator[Row]:
    for floor in floors():
        if floor.name in FLOORS:
            yield from on_floor(floor)


def on_floor(floor: Floor) -> Iterator[Row]:
    pairs = random_pairs(floor.ground, PAIRS, np.random.default_rng(1))
    best = optimum_m(floor.ground, pairs)
    solid = walls(floor.router.venue, floor.level_id)
    shapely.prepare(solid)
    ways = {name: [way(*pair) for pair in pairs] for name, way in methods(floor).items()}
    by_all = [i for i in range(PAIRS) if all(each[i] is not None for each in ways.values())]
    clear_m = {name: float(np.mean([clearance_m(each[i], solid) for i in by_all])) for name, each in ways.items()}
    for name, each in ways.items():
        chosen = [each[i] for i in by_all]
        total_m = sum(way.length for way in chosen)
        yield {
            "row": "natural",
            "floor": floor.name,
            "method": name,
            "pairs": len(by_all),
            "clearance_m": round(clear_m[name], 3),
            "of_medial_axis": round(clear_m[name] / clear_m["medial axis"], 3),
            "near_walls": round(float(np.mean([near_walls(way, solid) for way in chosen])), 3),
            "turns_per_100_m": round(100 * sum(map(turns, chosen)) / total_m, 2),
            "length_over_optimum": round(float(np.mean([way.length for way in chosen] / best[by_all])), 4),
            "through_walls": int(sum(shapely.intersects(solid, way) for way in chosen)),
            "found": sum(way is not None for way in each),
        }
