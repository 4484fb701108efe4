"""How long our ways are beside the true optimum, floor by floor, and whether any goes through a wall."""

from collections.abc import Iterator

import numpy as np
import shapely

from benchmarks.maps.data import UNIVERSITY, Row, find_data, skipped
from benchmarks.maps.floors import Floor, floors, optimum_m, random_pairs, reflex_corners, walls

NAME, PAIRS = "length over optimum", 500


def rows() -> Iterator[Row]:
    if find_data(UNIVERSITY) is None:
        yield skipped(NAME, UNIVERSITY)
    for floor in floors():
        yield on_floor(floor)


def on_floor(floor: Floor) -> Row:
    pairs = random_pairs(floor.ground, PAIRS, np.random.default_rng(0))
    best = optimum_m(floor.ground, pairs)
    ways = [floor.way(tuple(one), tuple(two)) for one, two in pairs.tolist()]
    found = np.array([way is not None for way in ways])
    ratio = np.array([way.length for way in ways if way is not None]) / best[found]
    solid = walls(floor.router.venue, floor.level_id)
    shapely.prepare(solid)
    return {
        "row": NAME,
        "floor": floor.name,
        "corners": len(reflex_corners(floor.ground)),
        "pairs": PAIRS,
        "mean": round(float(ratio.mean()), 7),
        "min": round(float(ratio.min()), 7),
        "max": round(float(ratio.max()), 7),
        "found_only_by_one": int(np.sum(found != np.isfinite(best))),
        "through_walls": int(sum(shapely.intersects(solid, way) for way in ways if way is not None)),
    }
