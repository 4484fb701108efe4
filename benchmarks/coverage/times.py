"""How long coverage takes for the whole demo hospital."""

import time
from collections.abc import Iterator

from beacons.coverage.level import cover
from beacons.coverage.placement import suggest
from beacons.coverage.site import Site
from benchmarks.coverage.people import demo_hospital


def time_rows() -> Iterator[dict[str, object]]:
    venue = demo_hospital()
    for level in venue.levels[:2]:
        suggest(Site(venue), level.id, 2)  # kernels are compiled or loaded now
    began_s = time.process_time()
    site = Site(venue)
    compiled_s = time.process_time()
    for level in venue.levels:
        cover(site, level.id)
    covered_s = time.process_time()
    suggest(site, venue.levels[1].id, 10)
    suggested_s = time.process_time()
    yield {
        "part": "time",
        "cells": len(site.grid),
        "transmitters": len(venue.transmitters),
        "site_s": round(compiled_s - began_s, 2),
        "levels_s": round(covered_s - compiled_s, 2),
        "ten_suggestions_s": round(suggested_s - covered_s, 2),
    }
