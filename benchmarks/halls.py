"""Simulated halls: transmitters, scans and walks in radio worlds that the estimator is not told, one drawn for each.

What is learnt here (circles without a survey) is learnt on worlds, not on the open data: exponent, powers, shadows that
last from place to place, bodies, fading, misses, bias and detours of ranges all differ from hall to hall.

    python -m benchmarks.halls [--first 0] [--halls 60]
"""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter
from scipy.special import ndtr

from beacons.honesty import Circles, conformal
from beacons.multilateration import strongest_centroid
from beacons.planless.ground import Ground, Spot
from beacons.planless.links import LinkTable
from beacons.planless.locator import Calibration, Locator
from beacons.planless.places import Reading
from maps.position import Fix

Floats = npt.NDArray[np.float64]
RAW = Circles(scale_68=1.0, scale_95=1.0)
_PIXEL_M = 0.5
SCANS, WALK_S = 30, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A hall with its radio world.

    Parameters
    ----------
    at : (transmitters, 2) array
        Places [m].
    power_dbm : callable
        Places to the mean power of each transmitter there, shadows included: (places, transmitters).
    """

    at: Floats
    size_m: Floats
    power_dbm: Callable[[Floats], Floats]
    body_db: float
    fading_db: float
    half_heard_dbm: float
    p_missed: float
    bias_m: Floats
    detour: float

    def powers(self, place: Floats, facing: float, rng: np.random.Generator) -> Reading:
        """Return a scan of powers of somebody who faces a way [rad]."""
        way = np.arctan2(*(self.at - place).T[::-1])
        mean_dbm = self.power_dbm(place[np.newaxis])[0] - 0.5 * self.body_db * (1.0 - np.cos(way - facing))
        power_dbm = mean_dbm + rng.normal(0.0, self.fading_db, len(self.at))
        p_heard = (1.0 - self.p_missed) * ndtr((power_dbm - self.half_heard_dbm) / 4.0)
        heard = np.flatnonzero(rng.random(len(self.at)) < p_heard)
        return Reading(powers={str(index): [float(np.rint(power_dbm[index]))] for index in heard})

    def ranges(self, place: Floats, rng: np.random.Generator) -> Reading:
        """Return a scan of ranges: too long where walls are in the way."""
        away_m = np.hypot(*(self.at - place).T)
        hidden = rng.random(len(self.at)) < 0.5
        range_m = away_m + self.bias_m + rng.normal(0.0, 0.3, len(self.at))
        range_m += hidden * rng.exponential(self.detour * away_m + 0.2)
        heard = np.flatnonzero(away_m < 35.0)
        return Reading(ranges={str(index): [float(range_m[index])] for index in heard})

    def place(self, rng: np.random.Generator) -> Floats:
        return rng.uniform(0.0, self.size_m)


def drawn_hall(rng: np.random.Generator) -> Hall:
    """Return a hall of any size with its transmitters and its world."""
    size_m, spacing_m = rng.uniform((12.0, 8.0), (60.0, 40.0)), rng.uniform(3.5, 9.0)
    grid = np.stack(np.meshgrid(*(np.arange(0.5 * spacing_m, side + 0.1, spacing_m) for side in size_m)), axis=-1)
    at = np.clip(grid.reshape(-1, 2) + rng.normal(0.0, 0.2 * spacing_m, (grid.size // 2, 2)), 0.0, size_m)
    exponent, at_1m_dbm = rng.uniform(1.6, 3.2), rng.normal(-60.0, 6.0)
    offset_db = rng.normal(0.0, rng.uniform(0.5, 4.0), len(at))
    shadow_db = _shadows(size_m, len(at), rng.uniform(2.5, 5.5), rng.uniform(1.0, 3.0), rng)

    def power_dbm(places: Floats) -> Floats:
        away_m = np.hypot(*(places[:, np.newaxis] - at).transpose(2, 0, 1))
        column, row = np.clip((places / _PIXEL_M).astype(int), 0, np.array(shadow_db.shape[:0:-1]) - 1).T
        decades = 10.0 * np.log10(np.hypot(away_m, 1.3))
        return at_1m_dbm + offset_db - exponent * decades + shadow_db[:, row, column].T

    return Hall(
        at=at,
        size_m=size_m,
        power_dbm=power_dbm,
        body_db=rng.uniform(0.0, 12.0),
        fading_db=rng.uniform(2.5, 5.5),
        half_heard_dbm=rng.uniform(-96.0, -84.0),
        p_missed=rng.uniform(0.0, 0.4),
        bias_m=rng.normal(rng.normal(0.0, 0.7), 0.4, len(at)),
        detour=rng.uniform(0.0, 0.3),
    )


def _shadows(size_m: Floats, count: int, sd_db: float, reach_m: float, rng: np.random.Generator) -> Floats:
    columns, rows = np.ceil(size_m / _PIXEL_M).astype(int)
    field = gaussian_filter(rng.normal(size=(count, rows, columns)), (0.0, reach_m / _PIXEL_M, reach_m / _PIXEL_M))
    return sd_db * field / field.std()


def make_locator(hall: Hall) -> Locator:
    """Return the locator of a hall, its circles as the belief gives them."""
    spots = {str(index): Spot(x_m=float(x), y_m=float(y)) for index, (x, y) in enumerate(hall.at)}
    table = LinkTable(Ground(list(spots.values()), [""]), spots)
    return Locator(table, Calibration(one_scan=RAW, in_run=RAW, ranged=RAW))


def walked(hall: Hall, rng: np.random.Generator) -> Iterator[tuple[Floats, float]]:
    """Yield place and facing of every second of a walk between places, with stops."""
    place, facing = hall.place(rng), 0.0
    goal, rest_s = hall.place(rng), 0
    for _ in range(WALK_S):
        left_m = float(np.hypot(*(goal - place)))
        if rest_s:
            rest_s -= 1
        elif left_m < 1.2:
            goal, rest_s = hall.place(rng), int(rng.integers(0, 10))
        else:
            facing = float(np.arctan2(*(goal - place)[::-1]))
            place = place + 1.2 * (goal - place) / left_m
        yield place, facing


def scored_halls(seeds: range) -> dict[str, list[tuple[float, float, float]]]:
    """Return error and raw radii [m] of scans of powers, of walks, and of scans of ranges."""
    rows: dict[str, list[tuple[float, float, float]]] = {"one_scan": [], "centroid": [], "in_run": [], "ranged": []}
    for seed in seeds:
        rng = np.random.default_rng([27, seed])
        hall = drawn_hall(rng)
        locator = make_locator(hall)
        for _ in range(SCANS):
            place = hall.place(rng)
            heard = hall.powers(place, rng.uniform(0.0, 2.0 * np.pi), rng)
            rows["one_scan"] += _row(locator.locate(heard), place)
            rows["centroid"] += _centroid_row(hall, heard, place)
            rows["ranged"] += _row(locator.locate(hall.ranges(place, rng)), place)
        state = locator.start()
        for second, (place, facing) in enumerate(walked(hall, rng)):
            state, answer = locator.step(state, hall.powers(place, facing, rng), float(second))
            rows["in_run"] += _row(answer, place)
    return rows


def _row(answer: object, place: Floats) -> list[tuple[float, float, float]]:
    if not isinstance(answer, Fix):
        return []
    at = answer.position
    return [(float(np.hypot(at.x_m - place[0], at.y_m - place[1])), answer.r68_m, answer.r95_m)]


def _centroid_row(hall: Hall, heard: Reading, place: Floats) -> list[tuple[float, float, float]]:
    """Return the error of the weighted centroid, with circles of 1 m that only a scale makes honest."""
    if not heard.powers:
        return []
    spot = np.array([int(name) for name in heard.powers])
    weight = 10.0 ** (np.array([values[0] for values in heard.powers.values()]) / 10.0)
    x_m, y_m = strongest_centroid(hall.at[spot, 0], hall.at[spot, 1], weight)
    return [(float(np.hypot(x_m - place[0], y_m - place[1])), 1.0, 1.0)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--halls", type=int, default=60)
    options = parser.parse_args()
    for name, found in scored_halls(range(options.first, options.first + options.halls)).items():
        error_m, raw_68_m, raw_95_m = np.array(found).T
        circles = conformal(error_m, raw_68_m, raw_95_m)
        facts = {
            "what": name,
            "n": len(found),
            "mean_m": round(float(error_m.mean()), 3),
            "raw_cov68": round(float(np.mean(error_m <= raw_68_m)), 3),
            "raw_cov95": round(float(np.mean(error_m <= raw_95_m)), 3),
            "scale_68": round(circles.scale_68, 3),
            "scale_95": round(circles.scale_95, 3),
            "mean_r95_m": round(float(circles.scale_95 * raw_95_m.mean()), 3),
        }
        print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    main()
