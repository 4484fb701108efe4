"""What a day was like for people: times in hospital, waits, walks, swings, groups."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.hospital.record import Bools, DayRecord, Floats, Ints

MINUTE_S = 60.0
SAMPLE_S = 300.0
"""Queues are compared this often [s]."""
SMALLEST_GROUP = 10
"""Smaller groups are not told apart."""
_T_95 = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A mean over days and half the width of its 95 % interval (Student's t); NaN of one day."""

    mean: float
    half_width: float


def figure(values: Sequence[float]) -> Figure:
    """Return the mean of independent days with its interval."""
    count = len(values)
    if count < 2:
        return Figure(mean=float(np.mean(values)), half_width=math.nan)
    t = _T_95[count - 2] if count - 2 < len(_T_95) else 1.96 + 2.5 / (count - 1)
    return Figure(mean=float(np.mean(values)), half_width=t * float(np.std(values, ddof=1)) / math.sqrt(count))


def day_figures(record: DayRecord) -> dict[str, float]:
    """Return the figures of a day; times in minutes a person."""
    people = len(record.arrival_s)
    walk_s = np.bincount(record.person, record.walk_s + record.lift_wait_s, people) + record.way_out_s
    stay_min = record.stay_s / MINUTE_S
    swing, idle = _lines(record)
    return {
        "stay_min": float(stay_min.mean()),
        "stay_p95_min": float(np.quantile(stay_min, 0.95)),
        "wait_min": float(waits_s(record).mean()) / MINUTE_S,
        "walk_min": float(walk_s.mean()) / MINUTE_S,
        "lift_wait_min": float(record.lift_wait_s.sum()) / people / MINUTE_S,
        "swing": swing,
        "idle_share": idle,
        "switches": float(record.switches.sum()) / people,
        "gave_up_share": float(record.gave_up.mean()),
    }


def waits_s(record: DayRecord) -> Floats:
    """Return what each person waited in lines [s]."""
    return np.bincount(record.person, np.nan_to_num(record.wait_s), len(record.arrival_s)).astype(np.float64)


def groups(record: DayRecord) -> Iterator[tuple[str, Bools]]:
    """Yield everybody, the guided and the others, and people by walker and by department."""
    yield "everybody", np.ones(len(record.guided), dtype=np.bool_)
    yield "users", record.guided
    yield "others", ~record.guided
    for kind, names, numbers in (
        ("walker", record.walkers, record.walker),
        ("department", record.departments, record.department),
    ):
        for number, name in enumerate(names):
            yield f"{kind} {name}", numbers == number


def waiting_at(record: DayRecord, times_s: Floats) -> Ints:
    """Return how many wait at each place, (times, places)."""
    places = len(record.places)
    counts = np.zeros((len(times_s), places), dtype=np.int64)
    for place in range(places - 1):
        here = record.place == place
        joined_s = np.sort(record.joined_s[here & ~np.isnan(record.started_s)])
        started_s = np.sort(record.started_s[here & ~np.isnan(record.started_s)])
        counts[:, place] = np.searchsorted(joined_s, times_s, "right") - np.searchsorted(started_s, times_s, "right")
    return counts


def _lines(record: DayRecord) -> tuple[float, float]:
    """Return the swing of lines and the share of moments at which somebody waits while a server of the stage idles.

    The swing is the RMS of how many more wait at a place than its share, by servers, of all who wait at the stage.
    """
    times_s = np.arange(record.arrival_s[0] + 3600.0, record.arrival_s[-1], SAMPLE_S)
    waiting = waiting_at(record, times_s)
    apart: list[Floats] = []
    idle: list[float] = []
    for stage in range(len(record.stages)):
        places = np.flatnonzero(record.stage_of_place == stage)
        if len(places) < 2:
            continue
        lines = waiting[:, places]
        share = record.servers[places] / record.servers[places].sum()
        apart.append((lines - lines.sum(axis=1, keepdims=True) * share).ravel())
        idle.extend(_idles(record, places, times_s, lines))
    if not apart or not len(times_s):
        return 0.0, 0.0
    return float(np.sqrt(np.mean(np.square(np.concatenate(apart))))), float(np.mean(idle))


def _idles(record: DayRecord, places: Ints, times_s: Floats, lines: Ints) -> Bools:
    free = np.zeros(len(times_s), dtype=np.bool_)
    for place in places:
        here = (record.place == place) & ~np.isnan(record.started_s)
        busy = np.searchsorted(np.sort(record.started_s[here]), times_s, "right")
        busy -= np.searchsorted(np.sort(record.ended_s[here]), times_s, "right")
        free |= busy < record.servers[place]
    idles: Bools = free & (lines.sum(axis=1) > 0)
    return idles
