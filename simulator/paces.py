"""The steps a phone's motion sensor detects along a walk."""

import math
from itertools import pairwise

import numpy as np

from beacons.observation import Step
from beacons.traces.trace import TruthPoint
from nav.profile import TravelProfile

STEP_M = 0.683
"""Mean step length; ±0.085 between walkers, ±10 % within a walk (mall walks) [m]."""
STEP_SD_M = 0.085
STEP_WITHIN_SD = 0.10
HEADING_WALK_SD_DEG = 11.6
"""Error of the rotation vector against the map: between walks, and from step to step (mall walks) [deg]."""
HEADING_STEP_SD_DEG = 9.8


def detect_steps(truth: tuple[TruthPoint, ...], profile: TravelProfile, rng: np.random.Generator) -> tuple[Step, ...]:
    """Return the detected steps, with a heading and without a length; none from a wheelchair.

    Parameters
    ----------
    truth : tuple of TruthPoint
        Where the walker is, finely in time.
    """
    if profile.step_free:
        return ()
    step_m = max(float(rng.normal(STEP_M, STEP_SD_M)), 0.4)
    turned_deg = float(rng.normal(0.0, HEADING_WALK_SD_DEG))
    steps: list[Step] = []
    gone_m, due_m = 0.0, step_m
    for before, after in pairwise(truth):
        east_m = after.position.x_m - before.position.x_m
        north_m = after.position.y_m - before.position.y_m
        gone_m += math.hypot(east_m, north_m)
        if gone_m < due_m:
            continue
        due_m = gone_m + step_m * max(float(rng.normal(1.0, STEP_WITHIN_SD)), 0.5)
        heading_deg = math.degrees(math.atan2(east_m, north_m)) + turned_deg + rng.normal(0.0, HEADING_STEP_SD_DEG)
        steps.append(Step(t_s=round(after.t_s, 3), heading_deg=round(float(heading_deg % 360.0), 1)))
    return tuple(steps)
