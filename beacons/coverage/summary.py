"""The coverage of a level in a few figures."""

from dataclasses import dataclass

import numpy as np

from beacons.coverage.level import Coverage

GOOD_M, FAIR_M = 3.0, 5.0
CONFUSED = 0.05
"""More often than this another floor sounds likelier: worth looking at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Shares of the walkable area under a roof.

    Parameters
    ----------
    area_m2 : float
        Walkable area under a roof [m²].
    within_3_m, within_5_m : float
        Share where the bound is no more than that.
    no_position : float
        Share where nothing is heard more often than not.
    floor_unclear : float
        Share where another floor sounds likelier more often than one time in twenty.
    median_bound_m : float or None
        Median of the bound where there is a position [m]; None where there is none anywhere.
    median_heard : float
        Median of the transmitters heard.
    """

    area_m2: float
    within_3_m: float
    within_5_m: float
    no_position: float
    floor_unclear: float
    median_bound_m: float | None
    median_heard: float


def summary(covered: Coverage) -> Summary:
    """Return the coverage of a level in a few figures."""
    counted = covered.counted
    found = covered.bound_m[counted & covered.has_position]
    return Summary(
        area_m2=float(counted.sum() * covered.raster.side_m**2),
        within_3_m=covered.share_within(GOOD_M),
        within_5_m=covered.share_within(FAIR_M),
        no_position=float(np.mean(~covered.has_position[counted])),
        floor_unclear=float(np.mean(covered.p_wrong_floor[counted] > CONFUSED)),
        median_bound_m=float(np.median(found)) if len(found) else None,
        median_heard=float(np.median(covered.heard[counted])),
    )
