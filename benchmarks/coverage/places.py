"""Suggested beacons beside as many on a lattice, at random, and where the demo's installer hung them."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from shapely.geometry import Point

from beacons.coverage.candidates import HEIGHT_M
from beacons.coverage.level import cover
from beacons.coverage.placement import MOST, suggest
from beacons.coverage.site import Site
from beacons.tracker import Tracker
from benchmarks.coverage.people import demo_hospital, errors_m, interval, rms, standing
from maps.ids import FeatureId
from maps.position import Position
from maps.positioning import Transmitter, TransmitterKind
from maps.venue import Level, Venue

LEVELS = (1, 3)
COUNTS = (10, 25)
RANDOM = 10
CELLS = 60
PEOPLE = 3
Places = npt.NDArray[np.float64]


def place_rows() -> Iterator[dict[str, object]]:
    """Yield, for two levels and numbers of beacons and for the demo's own, the bound and the errors of each method."""
    venue = demo_hospital()
    bare = replace(venue, transmitters=())
    site = Site(bare)
    for level in (venue.levels[index] for index in LEVELS):
        hung = [
            item for item in venue.transmitters if item.level_id == level.id and item.kind is TransmitterKind.BEACON
        ]
        own = np.array([[item.point.x, item.point.y] for item in hung])
        for count in (*COUNTS, min(len(own), MOST)):
            rng = np.random.default_rng(7)
            placement = suggest(site, level.id, count)
            suggested = np.array([[each.x_m, each.y_m] for each in placement.suggestions])
            methods = {
                "suggested": [suggested],
                "lattice": [_lattice(site, level, count)],
                "random": [_drawn(site, level, count, rng) for _ in range(RANDOM)],
            }
            if count == len(own):
                methods["demo"] = [own]
            for name, choices in methods.items():
                yield {
                    "part": "placement",
                    "level": level.short_labels["und"],
                    "beacons": count,
                    "method": name,
                    **({"at_least_share": round(placement.at_least_share, 3)} if name == "suggested" else {}),
                    **_measured(bare, level, choices),
                }


def _measured(bare: Venue, level: Level, choices: list[Places]) -> dict[str, object]:
    """Return the bound over the level and the errors of people in it, over all choices of a method."""
    bounds, errors2, rng = [], [], np.random.default_rng(8)
    for places in choices:
        venue = replace(bare, transmitters=tuple(_beacons(level, places)))
        covered = cover(Site(venue), level.id)
        bounds.append(np.where(covered.has_position, covered.bound_m, np.inf)[covered.counted])
        tracker = Tracker(venue)
        for cell in np.random.default_rng(9).choice(np.flatnonzero(covered.counted), CELLS, replace=False):
            place = Position(x_m=float(covered.x_m[cell]), y_m=float(covered.y_m[cell]), level_id=level.id)
            found_m = errors_m(place, list(standing(tracker, place, rng, people=PEOPLE)))
            if np.isfinite(found_m).any():
                errors2.append(np.nanmean(found_m**2))
    return {
        "bound_m": rms(np.concatenate([each[np.isfinite(each)] for each in bounds]) ** 2),
        "median_bound_m": round(float(np.mean([np.median(each) for each in bounds])), 2),
        "within_5_m": round(float(np.mean([np.mean(each <= 5.0) for each in bounds])), 3),
        "error_m": rms(np.array(errors2)),
        "error_interval_m": interval(np.array(errors2), rng),
        "cells_with_position": round(len(errors2) / (CELLS * len(choices)), 3),
    }


def _beacons(level: Level, places: Places) -> Iterator[Transmitter]:
    for number, (x_m, y_m) in enumerate(places.tolist()):
        yield Transmitter(
            id=FeatureId(f"new-{number}"),
            kind=TransmitterKind.BEACON,
            level_id=level.id,
            point=Point(x_m, y_m),
            addresses=(f"new/1/{number}",),
            height_m=HEIGHT_M,
        )


def _lattice(site: Site, level: Level, count: int) -> Places:
    """Return the walkable places nearest to so many points of a square lattice over walkable ground."""
    index = site.level(level.id)
    cells = site.cells(index)[site.counted(index)]
    ground = np.stack([site.grid.x_m[cells], site.grid.y_m[cells]], axis=1)
    low, high = ground.min(axis=0), ground.max(axis=0)
    for step_m in np.arange(60.0, 2.0, -0.25):
        x_m, y_m = (np.arange(a + step_m / 2, b, step_m) for a, b in zip(low, high, strict=True))
        points = np.stack(np.meshgrid(x_m, y_m), axis=-1).reshape(-1, 2)
        away_m = np.hypot(*(points[:, np.newaxis] - ground).transpose(2, 0, 1))
        near = away_m.min(axis=1) <= step_m / 2
        if near.sum() >= count:
            chosen = ground[away_m[near].argmin(axis=1)]
            return chosen[np.linspace(0, len(chosen) - 1, count).astype(int)]
    raise AssertionError(f"no lattice of {count} fits level {level.id} of side {math.dist(low, high):.0f} m")


def _drawn(site: Site, level: Level, count: int, rng: np.random.Generator) -> Places:
    index = site.level(level.id)
    cells = rng.choice(site.cells(index)[site.counted(index)], count, replace=False)
    return np.stack([site.grid.x_m[cells], site.grid.y_m[cells]], axis=1)
