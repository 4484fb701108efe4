"""The exact search where rules have to remember: label setting with Pareto fronts. Arrays only.

A *label* is a way into a state (a set of stops done, the column of the last). It carries its end and its walking, and
what later stops need to know: when their reports are ready (one *clock* for each stop that waits for reports) and at
which counter they have to be (one *tie* for each group of stops that share a counter). All of it can only delay what
follows, so a label that is no better than another in anything is dropped (Desrochers & Soumis 1988,
doi:10.1080/03155986.1988.11732063); so is one that ends too late for the limit.
"""

from typing import NamedTuple

import numba
import numpy as np

from nav.visits.arrays import Floats, Ints, Programme
from nav.visits.service import serve_s

COLUMN, PARENT, END, WALKED, MEMORY = 0, 1, 2, 3, 4
"""Fields of a label: its column, the label before (-1 for the start), end [s], walking [s]; then the ready time of each
clock [s] and the counter of each tie, minus infinity where nobody needs it (any more), so that labels compare well."""


_HALVINGS = 40
"""Tells promises a microsecond apart."""

SAME_S = 1e-6
"""Ends this close are the same: less walking decides."""


class Best(NamedTuple):
    """The best label of all stops done: when it is at the end (infinite if there is none) and its columns in order."""

    end_s: float
    order: Ints
    exact: bool


@numba.njit(cache=True, nogil=True)
def best_label(programme: Programme, latest_s: Floats, rest_s: Floats, width: int) -> Best:
    """Return the columns of the plan that ends first, of those the one with the least walking.

    Parameters
    ----------
    latest_s : (2ⁿ, m) float64
        The latest end of each state that is of any use.
    rest_s : (2ⁿ,) float64
        A lower bound of what comes after each set: labels with the least end and rest are the most promising.
    width : int
        So many labels are kept of all that have done equally many stops. When there were more, the most promising are
        kept and the answer is not exact (a beam).
    """
    n_stops = len(programme.stops)
    first, last = np.zeros(1 << n_stops, np.int64), np.zeros(1 << n_stops, np.int64)
    labels = np.full((1024, MEMORY + programme.delay_s.shape[1] + programme.n_ties), -np.inf)
    labels[0, COLUMN], labels[0, PARENT] = len(programme.columns), -1.0
    labels[0, END], labels[0, WALKED] = programme.start_s, 0.0
    last[0] = 1
    count = last[0]  # read back: counting from a literal has everything below compiled twice
    exact, sizes = True, _sizes(n_stops)
    for size in range(1, n_stops + 1):
        layer, sets = count, np.flatnonzero(sizes == size)
        for done in sets:
            first[done] = count
            if latest_s[done].max() > -np.inf:
                labels, count = _reach(programme, labels, first, last, int(done), count, latest_s)
            last[done] = count
        if count - layer > width:
            exact, count = False, _cut(labels, rest_s, sets, first, last, width)
    end_s, order = _unrolled(labels, programme.walk_s[:, -1], first[-1], last[-1])
    return Best(end_s, order, exact)


@numba.njit(cache=True, nogil=True)
def _sizes(n_stops: int) -> Ints:
    """Return how many stops each set holds."""
    sizes = np.zeros(1 << n_stops, np.int64)
    for done in range(1, len(sizes)):
        sizes[done] = sizes[done >> 1] + (done & 1)
    return sizes


@numba.njit(cache=True, nogil=True)
def _reach(
    programme: Programme, labels: Floats, first: Ints, last: Ints, done: int, count: int, latest_s: Floats
) -> tuple[Floats, int]:
    """Add the labels of a set, from those of the sets that lack one stop; return them and how many there are now."""
    for number in range(len(programme.stops)):
        before = done ^ (1 << number)
        allowed = done >> number & 1 and not programme.stops[number].before & ~before
        if allowed and first[before] < last[before]:
            labels, count = _extend(programme, labels, first[before], last[before], number, done, count, latest_s)
    return labels, count


@numba.njit(cache=True, nogil=True)
def _extend(
    programme: Programme, labels: Floats, first: int, last: int, number: int, done: int, count: int, latest_s: Floats
) -> tuple[Floats, int]:
    """Go on from the labels ``first:last`` to each column of a stop; return the labels and how many there are now."""
    n_clocks = programme.delay_s.shape[1]
    for goal in range(programme.stops[number].first_column, programme.stops[number].last_column):
        if latest_s[done, goal] == -np.inf:
            continue
        labels, front = _with_room(labels, count + last - first), count
        for parent in range(first, last):
            if _arrive(programme, labels, parent, goal, done, count, latest_s[done, goal]):
                count = _settle(labels, front, count, n_clocks)
    return labels, count


@numba.njit(cache=True, nogil=True)
def _with_room(labels: Floats, n_labels: int) -> Floats:
    """Return the labels with room for so many and one more, and for as many again when it is short."""
    if n_labels < len(labels):
        return labels
    grown = np.empty((2 * n_labels, labels.shape[1]))
    for label in range(len(labels)):
        for field in range(labels.shape[1]):
            grown[label, field] = labels[label, field]
    return grown


@numba.njit(cache=True, nogil=True)
def _arrive(programme: Programme, labels: Floats, parent: int, goal: int, done: int, new: int, latest_s: float) -> bool:
    """Go on from a label to a column and write the new label; return whether that is possible and in time."""
    column = programme.columns[goal]
    stop = programme.stops[column.stop]
    n_clocks = programme.delay_s.shape[1]
    tie = MEMORY + n_clocks + stop.tie
    if stop.tie >= 0 and labels[parent, tie] >= 0.0 and labels[parent, tie] != column.place:
        return False
    step_s = programme.walk_s[int(labels[parent, COLUMN]), goal]
    ready_s = labels[parent, MEMORY + stop.clock] if stop.clock >= 0 else -np.inf
    _, start_s = serve_s(column, programme.spans_s, programme.wait_s, labels[parent, END] + step_s, ready_s)
    end_s = start_s + column.service_s
    if end_s == np.inf or end_s > latest_s:
        return False
    for field in range(MEMORY, labels.shape[1]):
        labels[new, field] = labels[parent, field]
    labels[new, COLUMN], labels[new, PARENT] = goal, parent
    labels[new, END], labels[new, WALKED] = end_s, labels[parent, WALKED] + step_s
    for clock in range(n_clocks):
        later_s = max(labels[parent, MEMORY + clock], end_s + programme.delay_s[column.stop, clock])
        labels[new, MEMORY + clock] = later_s if later_s > end_s and clock != stop.clock else -np.inf
    if stop.tie >= 0:
        labels[new, tie] = column.place if stop.tied & ~done else -np.inf
    return True


@numba.njit(cache=True, nogil=True)
def _settle(labels: Floats, front: int, new: int, n_clocks: int) -> int:
    """Drop the new label if one since `front` is as good, else those that it is as good as; return the new count."""
    for label in range(front, new):
        if _as_good(labels, label, new, n_clocks):
            return new
    count = front
    for label in range(front, new):
        if not _as_good(labels, new, label, n_clocks):
            _move(labels, label, count)
            count += 1
    _move(labels, new, count)
    return count + 1


@numba.njit(cache=True, nogil=True)
def _as_good(labels: Floats, one: int, two: int, n_clocks: int) -> bool:
    """Return whether whatever can follow the second label ends no later after the first."""
    if labels[one, END] > labels[two, END] or labels[one, WALKED] > labels[two, WALKED]:
        return False
    for clock in range(MEMORY, MEMORY + n_clocks):
        if labels[one, clock] > max(labels[two, clock], labels[two, END]):
            return False
    same = True
    for tie in range(MEMORY + n_clocks, labels.shape[1]):
        same &= labels[one, tie] == labels[two, tie]
    return same


@numba.njit(cache=True, nogil=True)
def _move(labels: Floats, source: int, target: int) -> None:
    if source != target:
        for field in range(labels.shape[1]):
            labels[target, field] = labels[source, field]


@numba.njit(cache=True, nogil=True)
def _cut(labels: Floats, rest_s: Floats, sets: Ints, first: Ints, last: Ints, width: int) -> int:
    """Keep about `width` labels of some sets, those that promise the earliest end; return the new count."""
    layer, count = int(first[sets[0]]), int(last[sets[-1]])
    promise_s = np.empty(count - layer)
    for done in sets:
        for label in range(first[done], last[done]):
            promise_s[label - layer] = labels[label, END] + rest_s[done]
    worst_s = _bar_s(promise_s, width)
    kept = layer
    for done in sets:
        old_first, first[done] = first[done], kept
        for label in range(old_first, last[done]):
            if promise_s[label - layer] <= worst_s:
                _move(labels, label, kept)
                kept += 1
        last[done] = kept
    return kept


@numba.njit(cache=True, nogil=True)
def _bar_s(promise_s: Floats, width: int) -> float:
    """Return a bar that about `width` promises do not exceed. By halving: a sort takes seconds to compile."""
    low_s, high_s = promise_s.min(), promise_s.max()
    for _ in range(_HALVINGS):
        middle_s = 0.5 * (low_s + high_s)
        within = 0
        for promise in promise_s:
            within += promise <= middle_s
        if within < width:
            low_s = middle_s
        else:
            high_s = middle_s
    return float(high_s)


@numba.njit(cache=True, nogil=True)
def _unrolled(labels: Floats, home_s: Floats, first: int, last: int) -> tuple[float, Ints]:
    """Return the earliest end, infinite without a label, and the columns that lead there with the least walking."""
    least_s = np.inf
    for label in range(first, last):
        least_s = min(least_s, labels[label, END] + home_s[int(labels[label, COLUMN])])
    best, least_walk_s = -1, np.inf
    for label in range(first, last):
        step_s = home_s[int(labels[label, COLUMN])]
        in_time = labels[label, END] + step_s <= least_s + SAME_S
        if in_time and labels[label, WALKED] + step_s < least_walk_s:
            best, least_walk_s = label, labels[label, WALKED] + step_s
    order = []
    while best > 0:
        order.append(int(labels[best, COLUMN]))
        best = int(labels[best, PARENT])
    return least_s, np.array(order[::-1], np.int64)
