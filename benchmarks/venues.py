"""How long a venue takes to compile and a route to find: ``python -m benchmarks.venues PATH...`` (any floor plan)."""

import sys
import time
from pathlib import Path

import numpy as np

from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from nav.profile import get_profile
from nav.route import NoRoute, Place
from nav.router import Router

ROUTES = 300


def main(paths: list[Path]) -> None:
    print("venue                units  nodes   ways  compile_s  route_ms p50   p95   found  joined")
    for path in paths:
        venue, _ = build_venue(read_venue([path], VenueId("benchmark")), revision=1)
        Router.compile(venue)  # the kernels are compiled or loaded now
        start_s = time.thread_time()
        router = Router.compile(venue)
        compile_s = time.thread_time() - start_s
        times_ms, found = measure(router)
        p50, p95 = np.percentile(times_ms, [50, 95])
        graph, share = router.graph, router.connectivity().reachable_share
        print(
            f"{path.name[:20]:20} {len(venue.units):5} {len(graph.points_m):6} {len(graph.tails):6} {compile_s:10.2f}"
            f"{p50:14.2f} {p95:5.2f} {found:6.1%} {share:7.1%}"
        )


def measure(router: Router) -> tuple[list[float], float]:
    """Return the processor time of routes between random places [ms], and the share that were found."""
    rng = np.random.default_rng(0)
    names = [unit.id for unit in router.venue.units]
    times_ms, found = [], 0
    router.route(Place(id=names[0]), Place(id=names[-1]), get_profile("walk"))
    for one, two in rng.choice(len(names), (ROUTES, 2)):
        start_s = time.thread_time()
        answer = router.route(Place(id=names[one]), Place(id=names[two]), get_profile("walk"))
        times_ms.append(1000 * (time.thread_time() - start_s))
        found += not isinstance(answer, NoRoute)
    return times_ms, found / ROUTES


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
