"""The earliest and the latest that each stop can end: Held and Karp's programme, forward and backward. Arrays only.

A *state* is a set of stops done (a bit mask) and the column where the last of them was. Waits are FIFO, so the earliest
arrival is the best, and one time a state is enough (doi:10.1137/0110015) as long as no rule has to remember more.
Reports and shared counters do; without regard to them, as here, the times are bounds for `nav.visits.labels`.
"""

import numba
import numpy as np

from nav.visits.arrays import Floats, Ints, Programme
from nav.visits.service import serve_s

_HALVINGS = 40
"""Brings a day down to less than a microsecond."""


@numba.njit(cache=True, nogil=True)
def earliest_ends_s(programme: Programme) -> Floats:
    """Return when the last stop of each state ends at the earliest [s]; infinite if never.

    Returns
    -------
    (2ⁿ, m + 1) float64
        By set and column; with nothing done, column m is the start.
    """
    stops, columns, walk_s = programme.stops, programme.columns, programme.walk_s
    spans_s, wait_s = programme.spans_s, programme.wait_s
    n_sets, n_columns = 1 << len(stops), len(columns)
    end_s, arrive_s = np.full((n_sets, n_columns + 1), np.inf), np.empty(n_columns)
    end_s[0, -1] = programme.start_s
    for done in range(n_sets):
        arrive_s[:] = np.inf
        for here in range(n_columns + 1):
            if end_s[done, here] < np.inf:
                _arrive_by(arrive_s, end_s[done, here], walk_s[here])
        for number in range(len(stops)):
            if done >> number & 1 or stops[number].before & ~done:
                continue
            for goal in range(stops[number].first_column, stops[number].last_column):
                if arrive_s[goal] < np.inf:
                    _, start_s = serve_s(columns[goal], spans_s, wait_s, arrive_s[goal], -np.inf)
                    end_s[done | 1 << number, goal] = start_s + columns[goal].service_s
    return end_s


@numba.njit(cache=True, nogil=True)
def _arrive_by(arrive_s: Floats, leave_s: float, walk_s: Floats) -> None:
    """Lower the arrivals at all columns to those of somebody who leaves one. Without branches: it vectorises."""
    for goal in range(len(arrive_s)):
        other_s = leave_s + walk_s[goal]
        arrive_s[goal] = other_s if other_s < arrive_s[goal] else arrive_s[goal]


@numba.njit(cache=True, nogil=True)
def latest_ends_s(programme: Programme, earliest_s: Floats, limit_s: float) -> Floats:
    """Return the latest that each state may end if the visit is to end by a limit [s]; minus infinity if it cannot.

    Parameters
    ----------
    earliest_s : (2ⁿ, m + 1) float64
        When each state ends at the earliest.
    """
    columns, walk_s = programme.columns, programme.walk_s
    n_sets, n_columns = len(earliest_s), len(columns)
    arrive_s, end_s = np.full((n_sets, n_columns), -np.inf), np.full((n_sets, n_columns), -np.inf)
    for done in range(n_sets - 1, 0, -1):
        goals = _open_goals(programme, arrive_s, done)
        if not len(goals) and done < n_sets - 1:
            continue
        for here in range(n_columns):
            if earliest_s[done, here] == np.inf:
                continue
            latest_s = _leave_s(limit_s, walk_s[here, -1]) if done == n_sets - 1 else -np.inf
            for goal in goals:
                by_s = arrive_s[done | 1 << columns[goal].stop, goal]
                latest_s = max(latest_s, _leave_s(by_s, walk_s[here, goal]))
            if latest_s >= earliest_s[done, here]:
                end_s[done, here] = latest_s
                arrive_s[done, here] = _latest_arrival_s(programme, here, latest_s)
    return end_s


@numba.njit(cache=True, nogil=True)
def _leave_s(arrive_s: float, walk_s: float) -> float:
    """Return when to leave for an arrival [s]; minus infinity without a way, however late one may come."""
    return arrive_s - walk_s if walk_s < np.inf else -np.inf


@numba.njit(cache=True, nogil=True)
def _open_goals(programme: Programme, arrive_s: Floats, done: int) -> Ints:
    """Return the columns that can come next and lead to the end in time."""
    goals, count = np.empty(len(programme.columns), np.int64), 0
    for number in range(len(programme.stops)):
        stop = programme.stops[number]
        if done >> number & 1 or stop.before & ~done:
            continue
        for goal in range(stop.first_column, stop.last_column):
            if arrive_s[done | 1 << number, goal] > -np.inf:
                goals[count] = goal
                count += 1
    return goals[:count]


@numba.njit(cache=True, nogil=True)
def _latest_arrival_s(programme: Programme, goal: int, end_s: float) -> float:
    """Return the latest arrival at a column that still ends by a time that can be kept [s], rounded up."""
    if end_s == np.inf:
        return np.inf
    column, spans_s, wait_s = programme.columns[goal], programme.spans_s, programme.wait_s
    early_s, late_s = programme.start_s, end_s
    for _ in range(_HALVINGS):
        middle_s = 0.5 * (early_s + late_s)
        _, start_s = serve_s(column, spans_s, wait_s, middle_s, -np.inf)
        if start_s + column.service_s <= end_s:
            early_s = middle_s
        else:
            late_s = middle_s
    return late_s
