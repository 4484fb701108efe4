"""Forecasts of waits from a JSON file, by the names of counters or of groups of them."""

from pathlib import Path

import msgspec
import numpy as np

from commands.clock import parse_clock_s
from commands.counters import Counters
from maps.errors import BadInputError, UnreadableFileError
from maps.ids import FeatureId
from nav.waits.forecasts import WaitCurve

_STEEPEST = -1.0 - 1e-9
"""A wait falls by at most a second a second: whoever comes later is not served earlier."""


class _Wait(msgspec.Struct, forbid_unknown_fields=True):
    wait_s: list[float]
    wait_p90_s: list[float] = []
    start: str = "00:00"
    bin_s: float = 900.0


Waits = dict[FeatureId, WaitCurve]


def read_waits(path: Path, counters: Counters) -> tuple[Waits, Waits]:
    """Return the expected wait at each counter by time of arrival, and the wait that nine in ten stay within.

    The file holds, by the name of a counter or of a group, ``{"start": "08:00", "bin_s": 900, "wait_s": [...],
    "wait_p90_s": [...]}``; one number in ``wait_s`` is a wait that does not change. What is said of a counter stands
    before what is said of its group.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read or has another shape.
    BadInputError
        If a wait is negative, or falls so fast that a later arrival would be served earlier.
    NotFoundError
        If the venue has no such place.
    """
    try:
        said = msgspec.json.decode(path.read_bytes(), type=dict[str, _Wait])
    except (OSError, msgspec.MsgspecError) as error:
        raise UnreadableFileError(f"{path} does not hold waits: {error}.", remedy="See: beeline plan --help") from error
    waits: Waits = {}
    waits_p90: Waits = {}
    named = {name: counters.called(name) for name in said}
    for name in sorted(named, key=lambda name: -len(named[name])):
        wait = said[name]
        for place_id in named[name]:
            waits[place_id] = _curve(name, wait, wait.wait_s)
            if wait.wait_p90_s:
                waits_p90[place_id] = _curve(name, wait, wait.wait_p90_s)
    return waits, waits_p90


def _curve(name: str, wait: _Wait, values_s: list[float]) -> WaitCurve:
    wait_s = np.array(values_s, dtype=np.float64)
    known = len(wait_s) and np.isfinite(wait_s).all() and (wait_s >= 0.0).all() and wait.bin_s > 0.0
    if not known or (np.diff(wait_s) < _STEEPEST * wait.bin_s).any():
        raise BadInputError(
            f"The waits at {name!r} are missing, negative, or fall by more than a second a second.",
            remedy="Give seconds from 0; whoever comes later must not be served earlier.",
        )
    return WaitCurve(start_s=parse_clock_s(wait.start), bin_s=wait.bin_s, wait_s=wait_s)
