"""What a phone may say: absurd readings are dropped and counted by name, never used, never raised."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from beacons.observation import Observation, Scan

WEAKEST_DBM = -115.0
STRONGEST_DBM = -1.0
FARTHEST_M = 300.0
LONGEST_ADDRESS = 120
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
    numbers: Iterable[float | None] = (observation.t_s, observation.rssi_dbm, observation.range_m)
    if not all(value is None or math.isfinite(value) for value in numbers):
        return "not_finite"
    if not 0 < len(observation.address) <= LONGEST_ADDRESS:
        return "bad_address"
    if observation.rssi_dbm is None and observation.range_m is None:
        return "nothing_measured"
    if observation.rssi_dbm is not None and not WEAKEST_DBM <= observation.rssi_dbm <= STRONGEST_DBM:
        return "rssi_out_of_range"
    if observation.range_m is not None and not -5.0 <= observation.range_m <= FARTHEST_M:
        return "range_out_of_range"
    return None
