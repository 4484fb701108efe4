"""From a batch of readings to inputs of the timeline: checked, mapped to the session's time, grouped by second."""

import dataclasses
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import TypeVar

from api.sessions.mind import Heard, Input
from api.sessions.phone_clock import PhoneClock
from api.sessions.timeline import Timeline, merged
from beacons.checks import clean
from beacons.observation import Observation, Step

_SECOND_S = 1.0
_FUTURE_S = 60.0
_BACKLOG_S = 120.0


Reading = Observation | Step
Timed = TypeVar("Timed", bound=Reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a batch.

    Parameters
    ----------
    inputs : dict
        For `Timeline.put`.
    ignored : Counter
        Reason to how many readings were not used.
    """

    clock: PhoneClock
    inputs: dict[float, Input]
    accepted: int
    ignored: Counter[str]


def take_in(
    clock: PhoneClock,
    timeline: Timeline,
    readings: Sequence[Observation],
    now_unix_s: float,
    *,
    late_s: float,
    steps: Sequence[Step] | None = None,
) -> Taken:
    """Return what a batch that came at `now_unix_s` [s] adds to a timeline.

    Parameters
    ----------
    readings : sequence of Observation
        On the phone's clock, in any order, repeats and all. None at all means that nothing was heard.
    late_s : float
        Readings this much older than the newest before the batch [s] still count.
    steps : sequence of Step or None
        Those of the same time; None where the phone counts none.
    """
    possible, ignored = clean(readings)
    together: list[Reading] = [*possible, *(steps or ())]
    kept = near_in_time(together, ignored)
    counts_steps = steps is not None
    if not kept:
        nothing = Heard(observations=frozenset(), counts_steps=counts_steps)
        empty: dict[float, Input] = {} if readings else {_second(clock.now_s(now_unix_s)): nothing}
        new = {t_s: each for t_s, each in empty.items() if timeline.find(t_s) is None}
        return Taken(clock=clock, inputs=new, accepted=0, ignored=+ignored)
    heard_until_s = clock.newest_s
    clock = clock.receive(max(each.t_s for each in kept), now_unix_s, late_s=late_s)
    seconds: dict[float, set[Reading]] = {}
    accepted = 0
    for each in (dataclasses.replace(each, t_s=each.t_s + clock.offset_s) for each in kept):
        if heard_until_s is not None and each.t_s < heard_until_s - late_s:
            ignored["late"] += 1
            continue
        accepted += _add(seconds, timeline, each, ignored)
    inputs: dict[float, Input] = {
        t_s: merged(timeline.find(t_s), _heard(heard, counts_steps=counts_steps)) for t_s, heard in seconds.items()
    }
    return Taken(clock=clock, inputs=inputs, accepted=accepted, ignored=+ignored)


def _heard(readings: set[Reading], *, counts_steps: bool) -> Heard:
    return Heard(
        observations=frozenset(each for each in readings if isinstance(each, Observation)),
        steps=frozenset(each for each in readings if isinstance(each, Step)),
        counts_steps=counts_steps,
    )


def near_in_time(readings: Sequence[Timed], ignored: Counter[str], *, backlog_s: float = _BACKLOG_S) -> list[Timed]:
    """Return the readings whose time agrees with most of their batch: one wild time must not move the session."""
    if not readings:
        return []
    middle_s = median_low(each.t_s for each in readings)
    kept = [each for each in readings if each.t_s <= middle_s + _FUTURE_S]
    ignored["future"] += len(readings) - len(kept)
    newest_s = max(each.t_s for each in kept)
    near = [each for each in kept if each.t_s >= newest_s - backlog_s]
    ignored["late"] += len(kept) - len(near)
    return near


def _add(seconds: dict[float, set[Reading]], timeline: Timeline, reading: Reading, ignored: Counter[str]) -> int:
    t_s = _second(reading.t_s)
    known = timeline.find(t_s)
    same = seconds.get(t_s, set())
    if reading in same or (isinstance(known, Heard) and reading in known.observations | known.steps):
        ignored["duplicate"] += 1
        return 0
    seconds.setdefault(t_s, same).add(reading)
    return 1


def by_second(readings: Iterable[Observation]) -> dict[float, set[Observation]]:
    """Return readings by the second they lie in: each is a scan."""
    seconds: dict[float, set[Observation]] = {}
    for each in readings:
        seconds.setdefault(_second(each.t_s), set()).add(each)
    return seconds


def _second(t_s: float) -> float:
    """Return the start of the second a time lies in."""
    return math.floor(t_s / _SECOND_S) * _SECOND_S
