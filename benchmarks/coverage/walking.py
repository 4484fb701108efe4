"""People on their ways, followed for minutes: they know more than who just came; do they err where the bound says?"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.stats import spearmanr

from beacons.accuracy import fixes_at
from beacons.coverage.level import Coverage, cover
from beacons.coverage.site import Site
from beacons.survey import tracked
from beacons.traces.trace import Trace
from beacons.tracker import Tracker
from benchmarks.coverage.people import demo_hospital, drawn_world, rms
from maps.position import Position
from maps.venue import Venue
from nav.profile import PROFILES
from nav.route import NoRoute, Place
from nav.router import Router
from simulator.walk import walk_route

WALKS = 100
AREA_M = 10.0
_FEWEST = 50
_SHORTEST_M = 30.0


def walking_rows() -> Iterator[dict[str, object]]:
    """Yield how the errors in each area of 10 m go with the bound there."""
    venue, rng = demo_hospital(), np.random.default_rng(6)
    site, tracker = Site(venue), Tracker(venue)
    covers = {level.id: cover(site, level.id) for level in venue.levels}
    areas: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    for walk in _walks(venue, rng):
        times_s = [point.t_s for point in walk.truth]
        for point, fix in zip(walk.truth, fixes_at(tracked(tracker, walk), times_s, smoothed=False), strict=True):
            if fix is not None:
                place = point.position
                key = (place.level_id, int(place.x_m // AREA_M), int(place.y_m // AREA_M))
                areas[key].append((_bound_m(covers[place.level_id], place), place.distance_m(fix.position)))
    pairs = np.array([np.nanmean(np.square(points), axis=0) for points in areas.values() if len(points) >= _FEWEST])
    yield {
        "part": "walking",
        "areas": len(pairs),
        "bound_m": rms(pairs[:, 0]),
        "error_m": rms(pairs[:, 1]),
        "rank_correlation": round(float(spearmanr(pairs[:, 0], pairs[:, 1]).statistic), 3),
        "areas_above_bound": round(float(np.mean(pairs[:, 1] > pairs[:, 0])), 3),
    }


def _walks(venue: Venue, rng: np.random.Generator) -> Iterator[Trace]:
    """Yield walks without steps between two places of the venue drawn at random, each with a phone of its own."""
    router = Router.compile(venue)
    ends = [service.id for service in venue.service_points]
    count = 0
    while count < WALKS:
        origin, destination = (Place(id=ends[index]) for index in rng.choice(len(ends), 2, replace=False))
        route = router.route(origin, destination, PROFILES["walk"])
        if not isinstance(route, NoRoute) and route.distance_m >= _SHORTEST_M:
            count += 1
            trace = walk_route(route, drawn_world(venue, rng), profile=PROFILES["walk"], rng=rng)
            yield replace(trace, steps=())


def _bound_m(covered: Coverage, place: Position) -> float:
    return float(covered.bound_m[np.hypot(covered.x_m - place.x_m, covered.y_m - place.y_m).argmin()])
