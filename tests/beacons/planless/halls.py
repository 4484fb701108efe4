"""A hall with transmitters on a lattice, and what is heard in it."""

import numpy as np

from beacons.planless.ground import Ground, Spot
from beacons.planless.links import LinkTable
from beacons.planless.locator import WITHOUT_SURVEY, Locator
from beacons.planless.places import Reading

SPACING_M = 6.0
SPOTS = {
    f"b{row}{column}": Spot(x_m=SPACING_M * column, y_m=SPACING_M * row) for row in range(4) for column in range(4)
}
SIDE_M = 3 * SPACING_M


def table(spots=SPOTS, levels=("",)):
    return LinkTable(Ground(list(spots.values()), levels), spots)


def locator(spots=SPOTS, levels=("",)):
    return Locator(table(spots, levels), WITHOUT_SURVEY)


def away_m(x_m, y_m, level=0, spots=SPOTS):
    places = np.array([[spot.x_m, spot.y_m, 3.5 * (spot.level - level) + 1.3] for spot in spots.values()])
    return np.sqrt(((places - (x_m, y_m, 0.0)) ** 2).sum(axis=1))


def powers(x_m, y_m, rng, *, gain_db=0.0, exponent=2.2, sd_db=3.0, level=0, spots=SPOTS):
    """Return a scan of everything above -95 dBm."""
    slabs = np.array([abs(spot.level - level) for spot in spots.values()])
    mean_dbm = -58.0 + gain_db - 10.0 * exponent * np.log10(away_m(x_m, y_m, level, spots)) - 15.0 * slabs
    power_dbm = mean_dbm + rng.normal(0.0, sd_db, len(spots))
    return Reading(powers={name: [float(power)] for name, power in zip(spots, power_dbm, strict=True) if power > -95.0})


def ranges(x_m, y_m, rng, *, sd_m=0.3):
    return Reading(
        ranges={name: [float(value)] for name, value in zip(SPOTS, away_m(x_m, y_m) + rng.normal(0.0, sd_m, 16))}
    )


def error_m(fix, x_m, y_m):
    return float(np.hypot(fix.position.x_m - x_m, fix.position.y_m - y_m))
