"""A walk cut into the scans a phone would have handed over, in causal order."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from beacons.observation import Observation, Scan
from beacons.traces.trace import Trace

_LONGEST_SILENCE_S = 60.0
"""Empty scans go on this long after the last reading; then the walk is quiet until the next one."""


def scans(trace: Trace, *, period_s: float = 1.0) -> Iterator[Scan]:
    """Yield a scan every period from the walk's first reading or step to its last, empty ones included.

    A scan at `t_s` holds the readings *handed over* (`delivered_s`, else `t_s`) and the steps made in
    ``(t_s - period_s, t_s]``. The truth of the trace is never looked at.

    Parameters
    ----------
    period_s : float
        Time between scans [s], above 0. Times are multiples of it, so that two traces of one walk agree.
    """
    heard = sorted(trace.observations, key=handed_over_s)
    steps = sorted(trace.steps, key=lambda step: step.t_s)
    heard_s = np.array([handed_over_s(item) for item in heard])
    step_s = np.array([step.t_s for step in steps])
    if not heard and not steps:
        return
    for tick in _ticks(np.concatenate([heard_s, step_s]), period_s):
        since_s, t_s = (tick - 1) * period_s, tick * period_s
        first, last = np.searchsorted(heard_s, (since_s, t_s), side="right")
        first_step, last_step = np.searchsorted(step_s, (since_s, t_s), side="right")
        yield Scan(t_s=t_s, observations=tuple(heard[first:last]), steps=tuple(steps[first_step:last_step]))


def handed_over_s(observation: Observation) -> float:
    """Return when the phone's system handed the reading over [s]."""
    return observation.t_s if observation.delivered_s is None else observation.delivered_s


def _ticks(times_s: npt.NDArray[np.float64], period_s: float) -> Iterator[int]:
    """Yield the numbers of the periods to report: all, save the silence more than `_LONGEST_SILENCE_S` long."""
    longest = math.ceil(_LONGEST_SILENCE_S / period_s)
    busy = np.unique(np.ceil(times_s / period_s)).astype(np.int64).tolist()
    for tick, following in zip(busy, [*busy[1:], None], strict=True):
        yield tick
        if following is not None:
            yield from range(tick + 1, min(following, tick + 1 + longest))
