"""What a phone may say: absurd readings are dropped and counted by name, never used, never raised."""

import math
from collections import Counter
from collections.abc import Sequence

from beacons.observation import Observation, Scan

WEAKEST_DBM = -115.0
STRONGEST_DBM = -1.0
FARTHEST_M = 300.0
LONGEST_ADDRESS = 120
_LATEST_S = 1e12
MOST_READINGS = 2000
"""Readings of one batch that are looked at; the rest of a flood is counted and dropped."""


def clean(observations: Sequence[Observation]) -> tuple[tuple[Observation, ...], Counter[str]]:
    """Return the readings that physics allows, and how many of the others there were, by reason.

    Reasons: ``not_finite``, ``rssi_out_of_range`` (outside -115 … -1 dBm: 0 is how many phones say "unknown"),
    ``range_out_of_range``, ``nothing_measured``, ``bad_address``, ``duplicate``, ``too_many``.

    Examples
    --------
    >>> clean([])
    ((), Counter())
    """
    ignored: Counter[str] = Counter()
    kept: dict[tuple[object, ...], Observation] = {}
    for observation in observations[:MOST_READINGS]:
        reason = _find_fault(observation)
        key = (observation.kind, observation.address, observation.t_s, observation.rssi_dbm, observation.range_m)
        if reason is None and key in kept:
            reason = "duplicate"
        if reason is None:
            kept[key] = observation
        else:
            ignored[reason] += 1
    if len(observations) > MOST_READINGS:
        ignored["too_many"] = len(observations) - MOST_READINGS
    return tuple(kept.values()), ignored


def usable_steps(scan: Scan) -> list[tuple[float, float | None, float | None]]:
    """Return (time, length, heading) of the steps a person can make; a senseless length or heading is unknown."""
    steps = []
    for step in scan.steps[:MOST_READINGS]:
        if not math.isfinite(step.t_s):
            continue
        length_m = step.length_m if step.length_m is not None and 0.1 <= step.length_m <= 2.0 else None
        heading = step.heading_deg if step.heading_deg is not None and abs(step.heading_deg) <= 720.0 else None
        steps.append((step.t_s, length_m, heading))
    return steps


def _find_fault(observation: Observation) -> str | None:
    rssi_dbm, range_m, t_s = observation.rssi_dbm, observation.range_m, observation.t_s
    # NaN and infinity fail every comparison with finite bounds: one chained test is the fast path.
    if not -_LATEST_S < t_s < _LATEST_S or rssi_dbm != rssi_dbm or range_m != range_m:
        return "not_finite"
    if not 0 < len(observation.address) <= LONGEST_ADDRESS:
        return "bad_address"
    if rssi_dbm is None and range_m is None:
        return "nothing_measured"
    if rssi_dbm is not None and not WEAKEST_DBM <= rssi_dbm <= STRONGEST_DBM:
        return "rssi_out_of_range"
    if range_m is not None and not -5.0 <= range_m <= FARTHEST_M:
        return "range_out_of_range"
    return None
